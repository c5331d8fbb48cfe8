//! The format told by the content, compressed or not.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| detente_fuzz::read(bytes, None));
