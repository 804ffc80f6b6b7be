//! Structure rules.
