//! The structure of the project, checked like behaviour. Each rule is one file: a function from the tree to
//! complaints, a test that the project gives none, and a test that a planted violation is caught.

mod absences;
mod arrows;
mod lists;
mod names;
mod rust_source;
mod sizes;
mod strangers;
mod tree;
