//! `cargo studio` and `cargo verify`.
fn main() {}
