//! The `bingetop` program.
fn main() {}
