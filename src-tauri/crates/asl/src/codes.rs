//! AWS's names for what can be wrong with a definition, as far as we report them.

/// The text is not JSON.
pub const INVALID_JSON_DESCRIPTION: &str = "INVALID_JSON_DESCRIPTION";
/// A field is missing, foreign, of the wrong type or out of range.
pub const SCHEMA_VALIDATION_FAILED: &str = "SCHEMA_VALIDATION_FAILED";
/// A transition names no state, or no transition leads to a state.
pub const MISSING_TRANSITION_TARGET: &str = "MISSING_TRANSITION_TARGET";
/// The top level has no state that ends the execution.
pub const MISSING_END_STATE: &str = "MISSING_END_STATE";
/// Two states of the machine have the same name.
pub const DUPLICATE_STATE_NAME: &str = "DUPLICATE_STATE_NAME";
/// A state's name is empty or too long.
pub const INVALID_STATE_NAME: &str = "INVALID_STATE_NAME";
/// Containers or values are nested too deeply.
pub const TOO_DEEPLY_NESTED: &str = "TOO_DEEPLY_NESTED";
/// Two Map states have the same `Label`.
pub const DUPLICATE_LABEL_NAME: &str = "DUPLICATE_LABEL_NAME";
/// A `Label` is too long or holds a forbidden character.
pub const INVALID_LABEL_NAME: &str = "INVALID_LABEL_NAME";
