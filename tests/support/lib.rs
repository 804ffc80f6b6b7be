//! Drivers shared by the tests that cross crates.

pub mod clock;
pub mod compare;
pub mod figures;
pub mod folder;
pub mod large;
pub mod numbers;
pub mod recording;
