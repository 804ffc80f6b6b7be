//! A JSON value in which any text of the form `{% … %}` is an expression (`Arguments`, `Output`, `Assign`, …).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::query::{Bindings, Query, QueryFault, QueryProblem, Reason};
use super::session::Session;

/// A parsed value with expressions at any depth.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree {
    location: String,
    node: Node,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Literal(Value),
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    Query(Box<Query>),
}

/// The type a field needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `Items`
    ArrayOrObject,
    /// `Condition`
    Boolean,
    /// `Seconds`, `TimeoutSeconds`, `MaxConcurrency`, …
    Number,
    /// `Timestamp`, `Error`, `Cause`, …
    String,
}

/// The text between `{%` and `%}`, trimmed, if `text` is an expression. Blanks outside make it a plain text.
#[must_use]
pub fn is_expression(text: &str) -> Option<&str> {
    let inside = text.strip_prefix("{%")?.strip_suffix("%}")?;
    Some(inside.trim())
}

impl Tree {
    /// Parses the value of the field named `field`.
    ///
    /// # Errors
    /// Every expression that cannot be used, in document order.
    pub fn parse(field: &str, value: &Value) -> Result<Self, Vec<QueryProblem>> {
        let mut problems = Vec::new();
        let node = node(value, field, &mut problems);
        if problems.is_empty() { Ok(Self { location: field.to_owned(), node }) } else { Err(problems) }
    }

    /// Every expression of a value that cannot be used, in document order: what [`Tree::parse`] would refuse, found
    /// without making a tree.
    #[must_use]
    pub fn problems(field: &str, value: &Value) -> Vec<QueryProblem> {
        let mut problems = Vec::new();
        collect_problems(value, &mut field.to_owned(), &mut problems);
        problems
    }

    /// The tree's value. All expressions see the same bindings.
    ///
    /// # Errors
    /// The first [`QueryFault`] in document order.
    pub fn evaluate(&self, bindings: &Bindings<'_>) -> Result<Value, QueryFault> {
        self.node.evaluate(&Session::open(bindings), &self.location)
    }

    /// The tree's value if it is of the type the field needs.
    ///
    /// # Errors
    /// As [`Tree::evaluate`], and [`Reason::WrongType`]. A literal of another type is reported the same way.
    pub fn evaluate_as(&self, expected: Expected, bindings: &Bindings<'_>) -> Result<Value, QueryFault> {
        let value = self.evaluate(bindings)?;
        if expected.accepts(&value) {
            return Ok(value);
        }
        let reason = Reason::WrongType {
            expected: expected.name(),
            found: type_name(&value),
            value: value.to_string(),
        };
        Err(match &self.node {
            Node::Query(query) => query.fault(&self.location, reason),
            _ => QueryFault { expression: value.to_string(), location: self.location.clone(), reason },
        })
    }

    /// The tree itself if it holds no expression.
    #[must_use]
    pub const fn literal(&self) -> Option<&Value> {
        match &self.node {
            Node::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// The problems of reading a member of `$states` that this field does not have, such as `errorOutput`
    /// outside a Catcher.
    #[must_use]
    pub fn unknown_states_members(&self, known: &[&str]) -> Vec<QueryProblem> {
        let mut problems = Vec::new();
        self.node.visit_queries(&self.location, &mut |query, location| {
            for member in query.states().iter().filter(|member| !known.contains(&member.as_str())) {
                problems.push(QueryProblem {
                    message: format!("Field '$states.{member}' does not exist."),
                    location: location.to_owned(),
                    is_unsupported: true,
                });
            }
        });
        problems
    }

    /// Names of the state machine's variables that the expressions read, sorted.
    #[must_use]
    pub fn variables(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.node.visit_queries(&self.location, &mut |query, _| {
            names.extend(query.variables().iter().map(String::as_str));
        });
        names
    }
}

impl Expected {
    fn accepts(self, value: &Value) -> bool {
        match self {
            Self::ArrayOrObject => value.is_array() || value.is_object(),
            Self::Boolean => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::String => value.is_string(),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            // As AWS says it, although an object will do.
            Self::ArrayOrObject => "array",
            Self::Boolean => "boolean",
            Self::Number => "number",
            Self::String => "string",
        }
    }
}

const fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

impl Node {
    fn evaluate(&self, session: &Session<'_>, location: &str) -> Result<Value, QueryFault> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Query(query) => query.evaluate(session, location),
            Self::Array(items) => items
                .iter()
                .enumerate()
                .map(|(at, item)| item.evaluate(session, &format!("{location}[{at}]")))
                .collect(),
            Self::Object(members) => {
                let mut object = Map::with_capacity(members.len());
                for (name, member) in members {
                    object.insert(name.clone(), member.evaluate(session, &format!("{location}/{name}"))?);
                }
                Ok(Value::Object(object))
            }
        }
    }

    fn visit_queries<'n>(&'n self, location: &str, visit: &mut dyn FnMut(&'n Query, &str)) {
        match self {
            Self::Literal(_) => {}
            Self::Query(query) => visit(query, location),
            Self::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    item.visit_queries(&format!("{location}[{at}]"), visit);
                }
            }
            Self::Object(members) => {
                for (name, member) in members {
                    member.visit_queries(&format!("{location}/{name}"), visit);
                }
            }
        }
    }
}

/// Values come from texts, which bounds their depth.
fn collect_problems(value: &Value, location: &mut String, problems: &mut Vec<QueryProblem>) {
    let here = location.len();
    match value {
        Value::String(text) => {
            problems.extend(is_expression(text).and_then(|text| Query::problem(text, location)));
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                location.push_str(&format!("[{at}]"));
                collect_problems(item, location, problems);
                location.truncate(here);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                location.push('/');
                location.push_str(name);
                collect_problems(member, location, problems);
                location.truncate(here);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn node(value: &Value, location: &str, problems: &mut Vec<QueryProblem>) -> Node {
    match value {
        Value::String(text) => match is_expression(text).map(|text| Query::parse(text, location)) {
            None => Node::Literal(value.clone()),
            Some(Ok(query)) => Node::Query(Box::new(query)),
            Some(Err(problem)) => {
                problems.push(problem);
                Node::Literal(Value::Null)
            }
        },
        Value::Array(items) => {
            let nodes: Vec<Node> = items
                .iter()
                .enumerate()
                .map(|(at, item)| node(item, &format!("{location}[{at}]"), problems))
                .collect();
            let literal = nodes.iter().all(|node| matches!(node, Node::Literal(_)));
            if literal { Node::Literal(value.clone()) } else { Node::Array(nodes) }
        }
        Value::Object(members) => {
            let nodes: Vec<(String, Node)> = members
                .iter()
                .map(|(name, member)| (name.clone(), node(member, &format!("{location}/{name}"), problems)))
                .collect();
            let literal = nodes.iter().all(|(_, node)| matches!(node, Node::Literal(_)));
            if literal { Node::Literal(value.clone()) } else { Node::Object(nodes) }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Node::Literal(value.clone()),
    }
}
