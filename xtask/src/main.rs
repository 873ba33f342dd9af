//! What developers of pumice run and its users never get.

fn main() {}
