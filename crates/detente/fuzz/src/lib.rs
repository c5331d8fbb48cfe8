//! What every fuzz target of a reader checks.

use detente::read::{Format, Input, Options, Reader};

/// Reads `bytes` and checks that something is said, each error on one line, and no document is empty.
pub fn read(bytes: &[u8], format: Option<Format>) {
    let options = Options { format, max_bytes: 1 << 20, ..Options::default() };
    let mut said = 0;
    for read in Reader::new([Input::stream("fuzz", std::io::Cursor::new(bytes.to_vec()))], options) {
        said += 1;
        match read {
            Ok(document) => assert!(!document.text.trim().is_empty() && !document.id.is_empty()),
            Err(error) => assert!(!error.to_string().contains(char::is_control)),
        }
    }
    assert!(said > 0, "an input was passed over in silence");
}
