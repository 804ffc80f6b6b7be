//! Pass: shapes data and goes on.

use serde_json::Value;

use crate::Field;
use crate::lower::Fields;

/// The fields only Pass has.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// `Result` (JSONPath), used verbatim; wins over `Parameters`.
    pub result: Option<Field<Value>>,
}

pub(crate) fn lower(fields: &mut Fields<'_, '_>) -> Pass {
    Pass { result: fields.value("Result") }
}
