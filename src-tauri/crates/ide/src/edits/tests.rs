//! Texts before and after.
