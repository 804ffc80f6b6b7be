//! Fail: ends the execution, branch or iteration with an error.

use crate::Field;
use crate::lower::Fields;

/// The fields only Fail has. All are optional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fail {
    /// `Error`; in JSONata a string that may be an expression.
    pub error: Option<Field<String>>,
    /// `ErrorPath` (JSONPath): a path or an intrinsic that gives a string.
    pub error_path: Option<Field<String>>,
    /// `Cause`; in JSONata a string that may be an expression.
    pub cause: Option<Field<String>>,
    /// `CausePath` (JSONPath).
    pub cause_path: Option<Field<String>>,
}

pub(crate) fn lower(fields: &mut Fields<'_, '_>) -> Fail {
    Fail {
        error: fields.string("Error"),
        error_path: fields.string("ErrorPath"),
        cause: fields.string("Cause"),
        cause_path: fields.string("CausePath"),
    }
}
