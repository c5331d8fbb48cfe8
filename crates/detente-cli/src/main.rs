//! The binary `detente`: arguments, progress, exit codes, nothing else.

fn main() {}
