//! Fail: ends its workflow with an error.

use asl::{Field, QueryLanguage};
use expressions::Expression;
use expressions::jsonata::{Expected, Tree};
use serde_json::Value;

use crate::Failure;
use crate::broken::{Broken, Source, Trouble};
use crate::compile::Compiler;
use crate::decide::Turn;
use crate::program::State;
use crate::sight::Sight;

#[derive(Debug)]
pub(crate) struct Fail {
    error: Text,
    cause: Text,
}

/// Where a text comes from.
#[derive(Debug)]
enum Text {
    Absent,
    Literal(String),
    Path(&'static str, Expression),
    Query(Tree),
}

pub(crate) fn compile(compiler: &mut Compiler<'_>, fail: &asl::Fail) -> Fail {
    Fail {
        error: text(compiler, ("Error", fail.error.as_ref()), ("ErrorPath", fail.error_path.as_ref())),
        cause: text(compiler, ("Cause", fail.cause.as_ref()), ("CausePath", fail.cause_path.as_ref())),
    }
}

fn text(
    compiler: &mut Compiler<'_>,
    (name, literal): (&str, Option<&Field<String>>),
    (path_name, path): (&'static str, Option<&Field<String>>),
) -> Text {
    if let Some(expression) = compiler.expression(path_name, path) {
        return Text::Path(path_name, expression);
    }
    match literal {
        None => Text::Absent,
        Some(field) if compiler.state.language == QueryLanguage::Jsonata => {
            compiler.query(name, &field.value, field.span).map_or(Text::Absent, Text::Query)
        }
        Some(field) => Text::Literal(field.value.clone()),
    }
}

impl Fail {
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        state.dataflow.effective(&sight)?;
        let failure = Failure { error: self.error.read(&sight)?, cause: self.cause.read(&sight)? };
        turn.fail(scope, Trouble { failure, source: Source::State });
        Ok(())
    }
}

impl Text {
    fn read(&self, sight: &Sight) -> Result<Option<String>, Broken> {
        match self {
            Self::Absent => Ok(None),
            Self::Literal(text) => Ok(Some(text.clone())),
            Self::Query(tree) => Ok(text_of(sight.tree_as(tree, Expected::String)?)),
            Self::Path(field, expression) => {
                match sight.expression(expression, field)? {
                    Value::String(text) => Ok(Some(text)),
                    other => Err(sight
                        .runtime(format_args!("The {field} field must refer to a string, but was: {other}"))),
                }
            }
        }
    }
}

fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}
