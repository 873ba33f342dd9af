//! The command `pumice`.

fn main() {}
