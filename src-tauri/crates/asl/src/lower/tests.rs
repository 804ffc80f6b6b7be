//! Definitions and what is made of them.
