//! Numbers of a Map: written down, at a path, or computed.

use asl::{Field, Given};
use expressions::Path;
use expressions::jsonata::{Expected, Tree};
use serde_json::Value;

use super::{not_an_integer, whole};
use crate::Payload;
use crate::broken::Broken;
use crate::compile::Compiler;
use crate::sight::Sight;

/// Where a number comes from. The name is that of its field.
#[derive(Debug)]
pub(super) enum Amount {
    Absent,
    Literal(f64),
    Path(&'static str, Path),
    Query(&'static str, Tree),
}

impl Amount {
    /// `MaxConcurrency` or `MaxConcurrencyPath`, for example.
    pub fn integer(
        compiler: &mut Compiler<'_>,
        [name, path_name]: [&'static str; 2],
        (given, path): (Option<&Field<Given<i64>>>, Option<&Field<String>>),
    ) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "definitions bound these numbers far below 2^52")]
        let as_float = |field: &Field<Given<i64>>| match &field.value {
            Given::Literal(number) => field.with(Given::Literal(*number as f64)),
            Given::Expression(text) => field.with(Given::Expression(text.clone())),
        };
        Self::float(compiler, [name, path_name], (given.map(as_float).as_ref(), path))
    }

    /// A number that may have a fraction.
    pub fn float(
        compiler: &mut Compiler<'_>,
        [name, path_name]: [&'static str; 2],
        (given, path): (Option<&Field<Given<f64>>>, Option<&Field<String>>),
    ) -> Self {
        if let Some(path) = compiler.path(path_name, path) {
            return Self::Path(path_name, path);
        }
        match given {
            None => Self::Absent,
            Some(Field { value: Given::Literal(number), .. }) => Self::Literal(*number),
            Some(Field { value: Given::Expression(text), span, .. }) => {
                compiler.query(name, text, *span).map_or(Self::Absent, |tree| Self::Query(name, tree))
            }
        }
    }

    /// A count, 0 or more.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    pub fn read_count(&self, sight: &Sight, effective: &Payload) -> Result<Option<u32>, Broken> {
        match self {
            Self::Absent => Ok(None),
            Self::Literal(number) => Ok(Some(*number as u32)),
            Self::Query(field, tree) => {
                let value = sight.tree_as(tree, Expected::Number)?;
                let cause = || format!("The {field} field must be a non-negative integer, but was: {value}");
                whole(&value).map(Some).ok_or_else(|| sight.query_error(cause(), Some(field)))
            }
            Self::Path(field, path) => {
                let value = sight.path(path, effective)?;
                let value = value.value();
                let is_negative =
                    field.starts_with("Tolerated") && value.as_i64().is_some_and(|count| count < 0);
                if is_negative {
                    let name = field.strip_suffix("Path").unwrap_or(field);
                    return Err(sight.runtime(format_args!("{name} cannot be negative.")));
                }
                whole(value).map(Some).ok_or_else(|| not_an_integer(sight, field, value, path))
            }
        }
    }

    /// An integer of either sign, or a text of digits.
    #[allow(clippy::cast_possible_truncation, reason = "saturates")]
    pub fn read_integer(&self, sight: &Sight, effective: &Payload) -> Result<Option<i64>, Broken> {
        match self {
            Self::Absent => Ok(None),
            Self::Literal(number) => Ok(Some(*number as i64)),
            Self::Query(field, tree) => {
                let value = sight.tree_as(tree, Expected::Number)?;
                let cause = || format!("The {field} field must be an integer, but was: {value}");
                signed(&value).map(Some).ok_or_else(|| sight.query_error(cause(), Some(field)))
            }
            Self::Path(field, path) => {
                let value = sight.path(path, effective)?;
                let value = value.value();
                signed(value).map(Some).ok_or_else(|| not_an_integer(sight, field, value, path))
            }
        }
    }

    /// Per cent, 0 to 100.
    pub fn read_percentage(&self, sight: &Sight, effective: &Payload) -> Result<Option<f64>, Broken> {
        let number = match self {
            Self::Absent => return Ok(None),
            Self::Literal(number) => *number,
            Self::Query(_, tree) => sight.tree_as(tree, Expected::Number)?.as_f64().unwrap_or(-1.0),
            Self::Path(field, path) => {
                let value = sight.path(path, effective)?;
                let value = value.value();
                let number = value.as_f64().or_else(|| value.as_str()?.parse().ok());
                number.ok_or_else(|| not_a_float(sight, field, value, path))?
            }
        };
        if !(0.0..=100.0).contains(&number) {
            return Err(sight.runtime("ToleratedFailurePercentage must be between 0 and 100."));
        }
        Ok(Some(number))
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the range is checked first")]
fn signed(value: &Value) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if let Value::String(text) = value {
        return text.parse().ok();
    }
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
    })
}

fn not_a_float(sight: &Sight, field: &str, value: &Value, path: &Path) -> Broken {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    sight.runtime(format_args!(
        "The {field} field refers to value \"{text}\" which is not a valid float: {path}"
    ))
}
