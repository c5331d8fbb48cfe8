//! The packed file: named stretches of bytes, one after the other.

use super::KnowledgeError;

const MAGIC: &[u8; 8] = b"detente1";

/// Packs named stretches into one file.
///
/// Layout: `detente1`, the number of entries (u32), then for each its name's length (u32), the name, its start and
/// its length (u32 each, the start counted from the file's first byte), then the stretches. Little-endian.
pub fn pack(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let head: usize = 12 + entries.iter().map(|(name, _)| 12 + name.len()).sum::<usize>();
    let mut file = Vec::with_capacity(head + entries.iter().map(|e| e.1.len()).sum::<usize>());
    file.extend(MAGIC);
    file.extend((entries.len() as u32).to_le_bytes());
    let mut at = head;
    for (name, bytes) in entries {
        file.extend((name.len() as u32).to_le_bytes());
        file.extend(name.as_bytes());
        file.extend((at as u32).to_le_bytes());
        file.extend((bytes.len() as u32).to_le_bytes());
        at += bytes.len();
    }
    for (_, bytes) in entries {
        file.extend(*bytes);
    }
    file
}

/// A packed file, read in place.
pub struct Pack {
    entries: Vec<(&'static str, &'static [u8])>,
}

impl Pack {
    /// Reads the list of entries.
    ///
    /// # Errors
    /// When the bytes are no packed file or are cut short.
    pub fn open(file: &'static [u8]) -> Result<Pack, KnowledgeError> {
        let cut = || KnowledgeError::File("cut short or not a knowledge file".into());
        let word = |at: usize| -> Result<usize, KnowledgeError> {
            let bytes = file.get(at..at + 4).ok_or_else(cut)?;
            Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
        };
        if file.get(..8) != Some(MAGIC.as_slice()) {
            return Err(cut());
        }
        let mut entries = Vec::new();
        let mut at = 12;
        for _ in 0..word(8)? {
            let length = word(at)?;
            let name = file.get(at + 4..at + 4 + length).and_then(|n| std::str::from_utf8(n).ok()).ok_or_else(cut)?;
            at += 4 + length;
            let (start, size) = (word(at)?, word(at + 4)?);
            at += 8;
            entries.push((name, file.get(start..start + size).ok_or_else(cut)?));
        }
        Ok(Pack { entries })
    }

    /// A stretch by name.
    ///
    /// # Errors
    /// When the file has none of that name.
    pub fn bytes(&self, name: &str) -> Result<&'static [u8], KnowledgeError> {
        self.entries
            .iter()
            .find(|e| e.0 == name)
            .map(|e| e.1)
            .ok_or_else(|| KnowledgeError::File(format!("no part named {name:?}")))
    }

    /// A stretch of text by name.
    ///
    /// # Errors
    /// When the file has none of that name or it is not UTF-8.
    pub fn text(&self, name: &str) -> Result<&'static str, KnowledgeError> {
        std::str::from_utf8(self.bytes(name)?).map_err(|_| KnowledgeError::File(format!("part {name:?} is not UTF-8")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_and_a_cut_file_is_an_error() {
        let file: &'static [u8] = pack(&[("a", b"one"), ("bb", b"")]).leak();
        let opened = Pack::open(file).unwrap();
        assert_eq!(opened.text("a"), Ok("one"));
        assert_eq!(opened.bytes("bb"), Ok(&b""[..]));
        assert!(opened.bytes("c").is_err());
        for end in 0..file.len() - 1 {
            assert!(Pack::open(&file[..end]).is_err(), "{end}");
        }
    }
}
