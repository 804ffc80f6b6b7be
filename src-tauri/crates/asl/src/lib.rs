//! The typed model of a state machine, with a span on every field.
