//! Expressions that only name a value, like `$states.input.order`, read it without the library. That keeps
//! what a detour over doubles would lose: `1.0`, and integers beyond 2^53.

use jsonata_core::ast::AstNode;
use serde_json::Value;

use super::Bindings;

/// A variable and the members to follow.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shortcut {
    variable: String,
    members: Vec<String>,
}

impl Shortcut {
    /// The shortcut for an expression that is a variable followed by plain names.
    pub fn of(tree: &AstNode) -> Option<Self> {
        let steps = match tree {
            AstNode::Variable(name) if !name.is_empty() => {
                return Some(Self { variable: name.clone(), members: Vec::new() });
            }
            AstNode::Path { steps } => steps,
            _ => return None,
        };
        let is_plain = |position: usize| {
            steps.get(position).is_some_and(|step| {
                step.stages.is_empty() && step.focus.is_none() && step.index_var.is_none() && !step.is_tuple
            })
        };
        if !(0..steps.len()).all(is_plain) {
            return None;
        }
        let mut nodes = steps.iter().map(|step| &step.node);
        let AstNode::Variable(variable) = nodes.next()? else { return None };
        let members = nodes
            .map(|node| match node {
                AstNode::Name(name) => Some(name.clone()),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()?;
        (!variable.is_empty()).then(|| Self { variable: variable.clone(), members })
    }

    /// `Some(None)` if there is no such value; `None` if the library must decide, because a path over an array
    /// maps, and because a name that is no variable may be a function.
    #[allow(clippy::option_option, reason = "undecided and undefined are different answers")]
    pub fn value<'v>(&self, bindings: &Bindings<'v>) -> Option<Option<&'v Value>> {
        let mut value = match self.variable.as_str() {
            "states" => bindings.states,
            name => bindings.variables.find(name)?,
        };
        for member in &self.members {
            match value {
                Value::Object(members) => match members.get(member) {
                    Some(found) => value = found,
                    None => return Some(None),
                },
                Value::Array(_) => return None,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return Some(None),
            }
        }
        Some(Some(value))
    }
}
