//! Wait: lets time pass.

use crate::lower::Fields;
use crate::{Field, Given};

/// The fields only Wait has; exactly one is to be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// `Seconds`, 0…99,999,999.
    pub seconds: Option<Field<Given<i64>>>,
    /// `SecondsPath` (JSONPath).
    pub seconds_path: Option<Field<String>>,
    /// `Timestamp`, RFC 3339.
    pub timestamp: Option<Field<Given<String>>>,
    /// `TimestampPath` (JSONPath).
    pub timestamp_path: Option<Field<String>>,
}

pub(crate) fn lower(fields: &mut Fields<'_, '_>) -> Wait {
    Wait {
        seconds: fields.given_integer("Seconds"),
        seconds_path: fields.string("SecondsPath"),
        timestamp: fields.given_string("Timestamp"),
        timestamp_path: fields.string("TimestampPath"),
    }
}
