#![no_main]

use detente::read::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| detente_fuzz::read(bytes, Some(Format::Warc)));
