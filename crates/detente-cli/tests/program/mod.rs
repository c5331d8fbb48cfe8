//! The program, started with arguments and input.

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

/// A report of one sentence.
#[allow(dead_code)]
pub const LEAD: &str = "PARIS (AP) — France expelled two Russian diplomats on Thursday, the foreign ministry said.\n";

/// The program, running, with its streams piped.
pub fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_detente"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// What the program leaves when it has read `input` and ended.
pub fn detente(arguments: &[&str], input: &str) -> Output {
    let mut child = start(arguments);
    let mut stdin = child.stdin.take().expect("standard input is piped");
    // A program that stops early closes its input.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// Output as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}
