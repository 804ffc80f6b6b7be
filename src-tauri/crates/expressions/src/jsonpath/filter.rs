//! What stands in `[?(…)]`, and whether a value passes.

use serde_json::Value;

use super::evaluate::{self, Fuel, PathError};
use super::operators::Operator;
use super::pattern::Pattern;
use super::{Selector, Steps};

/// Values that are copied for a comparison, or compared, at the price of one visit.
const COMPARED_PER_VISIT: u64 = 4;

/// A condition over one candidate.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    Any(Vec<Filter>),
    All(Vec<Filter>),
    Not(Box<Filter>),
    /// A path alone: whether it is there. An indefinite path always is.
    Exists {
        path: FilterPath,
        wanted: bool,
    },
    Compare {
        left: Operand,
        operator: Operator,
        right: Operand,
    },
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    Path(FilterPath),
    Value(Value),
    Pattern(Pattern),
}

/// A path inside a filter: `@…` over the candidate, `$…` over the document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FilterPath {
    pub from_root: bool,
    pub steps: Steps,
}

/// An operand once its path is evaluated.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Undefined,
    Value(Value),
    Pattern(Pattern),
}

impl Filter {
    /// Whether `candidate` passes; `root` is what `$` means.
    pub fn accepts(&self, candidate: &Value, root: &Value, fuel: &Fuel) -> Result<bool, PathError> {
        fuel.burn(1)?;
        match self {
            Self::Any(parts) => {
                for part in parts {
                    if part.accepts(candidate, root, fuel)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::All(parts) => {
                for part in parts {
                    if !part.accepts(candidate, root, fuel)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Not(part) => Ok(!part.accepts(candidate, root, fuel)?),
            Self::Exists { path, wanted } => Ok(path.exists(candidate, root, fuel)? == *wanted),
            Self::Compare { left, operator, right } => {
                let left = left.node(candidate, root, fuel)?;
                let right = right.node(candidate, root, fuel)?;
                fuel.burn(operator.comparisons(&left, &right) / COMPARED_PER_VISIT)?;
                Ok(operator.holds(&left, &right))
            }
        }
    }
}

impl Operand {
    fn node(&self, candidate: &Value, root: &Value, fuel: &Fuel) -> Result<Node, PathError> {
        match self {
            Self::Value(value) => Ok(Node::Value(value.clone())),
            Self::Pattern(pattern) => Ok(Node::Pattern(pattern.clone())),
            Self::Path(path) => match path.value(candidate, root, fuel) {
                Ok(value) => Ok(Node::Value(value)),
                Err(PathError::TooMuchWork) => Err(PathError::TooMuchWork),
                Err(_) => Ok(Node::Undefined),
            },
        }
    }
}

impl FilterPath {
    fn value(&self, candidate: &Value, root: &Value, fuel: &Fuel) -> Result<Value, PathError> {
        let from = if self.from_root { root } else { candidate };
        let value = evaluate::value(&self.steps, from, root, fuel)?;
        fuel.burn(evaluate::size(&value) / COMPARED_PER_VISIT)?;
        Ok(value.into_owned())
    }

    /// Existence requires every named member on the way, so `@.a.*` needs `a` and then always exists.
    fn exists(&self, candidate: &Value, root: &Value, fuel: &Fuel) -> Result<bool, PathError> {
        let from = if self.from_root { root } else { candidate };
        let named = self
            .steps
            .list()
            .iter()
            .take_while(|step| matches!(step.selector, Selector::Name(_) | Selector::Index(_)));
        let definite_start = Steps { steps: named.cloned().collect() };
        match evaluate::value(&definite_start, from, root, fuel) {
            Ok(_) if !self.steps.is_definite() => Ok(true),
            Ok(_) => match evaluate::value(&self.steps, from, root, fuel) {
                Err(PathError::TooMuchWork) => Err(PathError::TooMuchWork),
                other => Ok(other.is_ok()),
            },
            Err(PathError::TooMuchWork) => Err(PathError::TooMuchWork),
            Err(_) => Ok(false),
        }
    }
}
