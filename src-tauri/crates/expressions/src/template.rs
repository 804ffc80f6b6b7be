//! Payload templates: JSON in which members named `….$` are expressions.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::intrinsics::Call;
use crate::{Fault, Path, PathError, Scope};

/// A parsed template, evaluated as often as needed.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    node: Node,
}

/// What stands in a member `name.$`: a path or a call of an intrinsic function.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `$…`, `$$…` or `$name…`.
    Path(Path),
    /// `States.…(…)`.
    Call(Call),
}

/// What is wrong with a template, found when the machine is created.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct TemplateProblem {
    /// JSON pointer of the member inside the template.
    pub pointer: String,
    /// AWS's text where one is known.
    pub message: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    Literal(Value),
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    Expression { field: String, expression: Expression },
}

impl Expression {
    /// Parses a path or a call of an intrinsic function.
    ///
    /// # Errors
    /// The reason, as a sentence. AWS itself only says that the value must be valid.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with('$') {
            return Path::parse(text).map(Self::Path).map_err(|problem| problem.to_string());
        }
        Call::parse(text).map(Self::Call).map_err(|problem| problem.to_string())
    }

    /// Evaluates the expression for the field named `field`, which error texts quote.
    ///
    /// # Errors
    /// [`Fault::MissingPath`] for a path, [`Fault::Argument`] or [`Fault::Intrinsic`] for a call.
    pub fn evaluate(&self, scope: &Scope<'_>, field: &str) -> Result<Value, Fault> {
        match self {
            Self::Path(path) => path
                .value(scope)
                .map(std::borrow::Cow::into_owned)
                .map_err(|error| missing(path, error, scope, field)),
            Self::Call(call) => call.evaluate(scope),
        }
    }

    /// Adds the names of the variables that the expression reads.
    pub fn collect_variables<'e>(&'e self, names: &mut BTreeSet<&'e str>) {
        match self {
            Self::Path(path) => names.extend(path.variable()),
            Self::Call(call) => call.collect_variables(names),
        }
    }
}

/// The error for a path in a template. Running out of steps is no missing path and says so.
fn missing(path: &Path, error: PathError, scope: &Scope<'_>, field: &str) -> Fault {
    match error {
        PathError::TooMuchWork | PathError::Function(_) => path.fault(error),
        _ => Fault::MissingPath {
            path: path.text().to_owned(),
            field: field.to_owned(),
            input: scope.input.to_string(),
        },
    }
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    /// Everything that is wrong with it, in document order.
    pub fn parse(template: &Value) -> Result<Self, Vec<TemplateProblem>> {
        let mut problems = Vec::new();
        let node = node(template, "", &mut problems);
        if problems.is_empty() { Ok(Self { node }) } else { Err(problems) }
    }

    /// The template's value over `scope`.
    ///
    /// # Errors
    /// The first [`Fault`], in document order.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Result<Value, Fault> {
        self.node.evaluate(scope)
    }

    /// Names of the variables that the template reads, sorted.
    #[must_use]
    pub fn variables(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        self.node.collect_variables(&mut names);
        names
    }
}

impl Node {
    fn evaluate(&self, scope: &Scope<'_>) -> Result<Value, Fault> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Array(items) => {
                items.iter().map(|item| item.evaluate(scope)).collect::<Result<Vec<_>, _>>().map(Value::Array)
            }
            Self::Object(members) => {
                let mut object = Map::with_capacity(members.len());
                for (name, member) in members {
                    object.insert(name.clone(), member.evaluate(scope)?);
                }
                Ok(Value::Object(object))
            }
            Self::Expression { field, expression } => member(expression, scope, field),
        }
    }

    fn collect_variables<'n>(&'n self, names: &mut BTreeSet<&'n str>) {
        match self {
            Self::Literal(_) => {}
            Self::Array(items) => items.iter().for_each(|item| item.collect_variables(names)),
            Self::Object(members) => members.iter().for_each(|(_, member)| member.collect_variables(names)),
            Self::Expression { expression, .. } => expression.collect_variables(names),
        }
    }
}

/// A member of a template. Where a path ends with an index past the end of an array, AWS puts `null`.
fn member(expression: &Expression, scope: &Scope<'_>, field: &str) -> Result<Value, Fault> {
    if let Expression::Path(path) = expression
        && path.steps().ends_with_index()
        && let Err(PathError::NoResults { .. }) = path.value(scope)
    {
        return Ok(Value::Null);
    }
    expression.evaluate(scope, field)
}

fn node(template: &Value, pointer: &str, problems: &mut Vec<TemplateProblem>) -> Node {
    match template {
        Value::Object(members) => object(members, pointer, problems),
        Value::Array(items) => array(items, pointer, problems),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Node::Literal(template.clone()),
    }
}

fn array(items: &[Value], pointer: &str, problems: &mut Vec<TemplateProblem>) -> Node {
    let nodes: Vec<Node> =
        items.iter().enumerate().map(|(at, item)| node(item, &format!("{pointer}/{at}"), problems)).collect();
    if nodes.iter().all(|node| matches!(node, Node::Literal(_))) {
        return Node::Literal(Value::Array(items.to_vec()));
    }
    Node::Array(nodes)
}

fn object(members: &Map<String, Value>, pointer: &str, problems: &mut Vec<TemplateProblem>) -> Node {
    let mut nodes: Vec<(String, Node)> = Vec::with_capacity(members.len());
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for (key, value) in members {
        let here = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        let name = key.strip_suffix(".$").unwrap_or(key);
        if !seen.insert(name) {
            let message = format!("The field '{name}' is given twice, with and without `.$`");
            problems.push(TemplateProblem { pointer: here.clone(), message });
        }
        let member = if name.len() == key.len() {
            node(value, &here, problems)
        } else {
            expression(key, value, here, problems)
        };
        nodes.push((name.to_owned(), member));
    }
    if nodes.iter().all(|(_, node)| matches!(node, Node::Literal(_))) {
        return Node::Literal(Value::Object(members.clone()));
    }
    Node::Object(nodes)
}

fn expression(field: &str, value: &Value, pointer: String, problems: &mut Vec<TemplateProblem>) -> Node {
    if let Some(Ok(expression)) = value.as_str().map(Expression::parse) {
        return Node::Expression { field: field.to_owned(), expression };
    }
    let message = format!(
        "The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"
    );
    problems.push(TemplateProblem { pointer, message });
    Node::Literal(Value::Null)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Environment;

    fn evaluate(template: &Value, input: &Value) -> Result<Value, Fault> {
        let variables = json!({"count": 3, "o": {"k": [9]}});
        let context = json!({"Execution": {"Input": {"in": 1}}});
        let environment = Environment::new(0, 1);
        let scope = Scope {
            input,
            context: &context,
            variables: variables.as_object().unwrap(),
            environment: &environment,
        };
        Template::parse(template).unwrap().evaluate(&scope)
    }

    fn check(template: Value, input: Value, expected: Value) {
        assert_eq!(evaluate(&template, &input), Ok(expected), "{template}");
    }

    #[test]
    fn members_that_end_in_a_dollar_are_expressions() {
        check(
            json!({"a.$": "$.x", "b": {"c.$": "$$.Execution.Input.in", "d": [{"e.$": "$count"}, "$.x"]}, "f": 1.0}),
            json!({"x": [1, 2.0]}),
            json!({"a": [1, 2.0], "b": {"c": 1, "d": [{"e": 3}, "$.x"]}, "f": 1.0}),
        );
        check(
            json!({"a.$": "$o.k[0]", "b.$": "States.MathAdd($count, 1)"}),
            json!({}),
            json!({"a": 9, "b": 4}),
        );
        check(json!({"plain": "$.x"}), json!({}), json!({"plain": "$.x"}));
        check(json!({"a.$": "$"}), json!([1]), json!({"a": [1]}));
    }

    #[test]
    fn an_indefinite_path_always_gives_an_array() {
        for path in ["$.items[*].v", "$.items[1:]", "$..nothing", "$.items[?(@.v > 3)]"] {
            check(json!({"a.$": path}), json!({"items": []}), json!({"a": []}));
            check(json!({"a.$": path}), json!({}), json!({"a": []}));
        }
    }

    #[test]
    fn a_missing_path_quotes_the_input() {
        let fault = evaluate(&json!({"value.$": "$.no"}), &json!({"b": 1, "a": "x"})).unwrap_err();
        assert_eq!(fault.error(), "States.Runtime");
        assert_eq!(
            fault.cause(),
            r#"The JSONPath '$.no' specified for the field 'value.$' could not be found in the input '{"b":1,"a":"x"}'"#
        );
        let fault = evaluate(&json!({"value.$": "$$.no"}), &json!({})).unwrap_err();
        assert_eq!(
            fault.cause(),
            "The JSONPath '$$.no' specified for the field 'value.$' could not be found in the input '{}'"
        );
    }

    #[test]
    fn an_index_past_the_end_gives_null() {
        let input = json!({"items": [1], "x": 2});
        for path in ["$.items[1]", "$.items[-2]", "$o.k[1]"] {
            check(json!({"a.$": path}), input.clone(), json!({"a": null}));
        }
        for path in ["$.items[1].b", "$.none[0]", "$.x[0]"] {
            assert!(evaluate(&json!({"a.$": path}), &input).is_err(), "{path}");
        }
    }

    #[test]
    fn bad_templates_are_refused_with_their_place() {
        let template =
            json!({"ok.$": "$.a", "list": [{"parsed.$": "States.Nothing()"}], "n.$": 1, "a/b.$": "x"});
        let problems = Template::parse(&template).unwrap_err();
        let places: Vec<&str> = problems.iter().map(|problem| problem.pointer.as_str()).collect();
        assert_eq!(places, ["/list/0/parsed.$", "/n.$", "/a~1b.$"]);
        assert_eq!(
            problems[0].message,
            "The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic function call"
        );
        assert_eq!(Template::parse(&json!({"a": 1, "a.$": "$"})).unwrap_err().len(), 1);
    }

    #[test]
    fn a_template_names_its_variables() {
        let template = json!({"a.$": "$x.y", "b": [{"c.$": "States.Format('{}', $z)"}], "d": "$literal"});
        let template = Template::parse(&template).unwrap();
        assert_eq!(template.variables().into_iter().collect::<Vec<_>>(), ["x", "z"]);
    }
}
