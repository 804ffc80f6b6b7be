//! What the expressions of a field give over sample data, while somebody types them.
//!
//! Each expression is evaluated for itself, by the evaluators that run workflows, so that one that fails hides no other.

use asl::QueryLanguage;
use expressions::jsonata::{self, Bindings};
use expressions::{Environment, Expression, Path, Scope};
use serde_json::{Map, Value, json};
use syntax::{Kind, Node, Span};

/// More expressions than this are not evaluated.
const EXPRESSIONS_MAX: usize = 100;
/// What JSONata's guard says when an expression takes too long; the ones behind it are then left out.
const TOO_LONG: &str = "U1001";

/// The data that expressions see.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Input of the state.
    pub input: Value,
    /// Result of the work, if the field sees one.
    pub result: Option<Value>,
    /// The error, if the field sees one.
    pub error_output: Option<Value>,
    /// The context object.
    pub context: Value,
    /// Variables by their names without the `$`.
    pub variables: Map<String, Value>,
}

/// A field as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'t> {
    /// The name of the field, which error texts quote.
    pub field: &'t str,
    /// The text.
    pub text: &'t str,
    /// The text is JSON (or YAML) that holds expressions, not one expression itself.
    pub is_json: bool,
    /// The language of the state.
    pub language: QueryLanguage,
    /// `InputPath` of a JSONPath state, if the field sees what that selects.
    pub input_path: Option<&'t str>,
}

/// What one expression gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Where it stands in the text.
    pub span: Span,
    /// Its value, or why it has none.
    pub outcome: Result<Value, Failed>,
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// AWS's name of the error that a run would fail with; `None` if the definition would be refused.
    pub error: Option<&'static str>,
    /// AWS's words.
    pub cause: String,
    /// The part that fails.
    pub span: Span,
}

/// Evaluates every expression of a field, in text order, as if it ran at an instant (milliseconds since 1970) with a
/// seed of random numbers.
#[must_use]
pub fn evaluate(typed: &Typed<'_>, sample: &Sample, now_milliseconds: i64, seed: u64) -> Vec<Part> {
    let environment = &Environment::new(now_milliseconds, seed);
    let input = effective(typed, sample, environment);
    let desk = Desk { typed, sample, input: &input, environment, states: states(sample) };
    let mut parts = Vec::new();
    for found in written(typed).into_iter().take(EXPRESSIONS_MAX) {
        let outcome = desk.outcome(&found);
        let is_too_long = outcome.as_ref().is_err_and(|failed| failed.cause.contains(TOO_LONG));
        parts.push(Part { span: found.span, outcome });
        if is_too_long {
            break;
        }
    }
    parts
}

fn states(sample: &Sample) -> Value {
    let mut states = json!({ "input": sample.input, "context": sample.context });
    if let Value::Object(members) = &mut states {
        members.extend(sample.result.clone().map(|value| ("result".to_owned(), value)));
        members.extend(sample.error_output.clone().map(|value| ("errorOutput".to_owned(), value)));
    }
    states
}

/// What `$` is: the result in a `ResultSelector`, otherwise what `InputPath` selects.
fn effective(typed: &Typed<'_>, sample: &Sample, environment: &Environment) -> Value {
    if typed.field == "ResultSelector"
        && let Some(result) = &sample.result
    {
        return result.clone();
    }
    let path = typed.input_path.and_then(|path| Path::parse(path).ok());
    let scope =
        Scope { input: &sample.input, context: &sample.context, variables: &sample.variables, environment };
    let selected = path.and_then(|path| path.value(&scope).ok().map(std::borrow::Cow::into_owned));
    selected.unwrap_or_else(|| sample.input.clone())
}

/// An expression in the text.
struct Written {
    /// With quotes, or the whole text.
    span: Span,
    /// As AWS names it: `Arguments/items[0]`, or the key of a template.
    location: String,
    text: String,
}

fn written(typed: &Typed<'_>) -> Vec<Written> {
    let end = u32::try_from(typed.text.len()).unwrap_or(0);
    let whole =
        Written { span: Span::new(0, end), location: typed.field.to_owned(), text: typed.text.to_owned() };
    if !typed.is_json {
        let is_one =
            typed.language == QueryLanguage::JsonPath || jsonata::is_expression(typed.text).is_some();
        return if is_one && !typed.text.trim().is_empty() { vec![whole] } else { Vec::new() };
    }
    let (tree, _) = syntax::read(typed.text);
    let mut found = Vec::new();
    let mut left: Vec<(Node<'_>, String, bool)> =
        tree.root().map(|root| (root, typed.field.to_owned(), false)).into_iter().collect();
    while let Some((node, location, is_marked)) = left.pop() {
        match node.kind() {
            Kind::String => {
                let text = node.as_str().unwrap_or_default().into_owned();
                let is_one = match typed.language {
                    QueryLanguage::Jsonata => jsonata::is_expression(&text).is_some(),
                    QueryLanguage::JsonPath => is_marked,
                };
                if is_one {
                    found.push(Written { span: node.span(), location, text });
                }
            }
            _ => {
                for member in node.members() {
                    let key = member.key();
                    let location = match typed.language {
                        QueryLanguage::Jsonata => format!("{location}/{key}"),
                        QueryLanguage::JsonPath => key.clone().into_owned(),
                    };
                    left.push((member.value, location, key.ends_with(".$")));
                }
                let items = node.items().enumerate();
                left.extend(items.map(|(at, item)| (item, format!("{location}[{at}]"), false)));
            }
        }
    }
    found.sort_by_key(|written| written.span.start);
    found
}

struct Desk<'d> {
    typed: &'d Typed<'d>,
    sample: &'d Sample,
    input: &'d Value,
    environment: &'d Environment,
    states: Value,
}

impl Desk<'_> {
    fn outcome(&self, written: &Written) -> Result<Value, Failed> {
        match self.typed.language {
            QueryLanguage::Jsonata => {
                self.jsonata(&written.text, &written.location).map_err(|(error, cause)| {
                    let span = self.jsonata_fault(written, &cause).unwrap_or(written.span);
                    Failed { error, cause, span }
                })
            }
            QueryLanguage::JsonPath => self.path(written).map_err(|(error, cause)| Failed {
                error,
                cause,
                span: self.path_fault(written).unwrap_or(written.span),
            }),
        }
    }

    fn jsonata(&self, text: &str, location: &str) -> Result<Value, (Option<&'static str>, String)> {
        let tree = jsonata::Tree::parse(location, &Value::from(text)).map_err(|problems| {
            (None, problems.into_iter().next().map(|problem| problem.message).unwrap_or_default())
        })?;
        let variables = &self.sample.variables;
        let bindings = Bindings { states: &self.states, variables, environment: self.environment };
        tree.evaluate(&bindings).map_err(|fault| {
            let fault = expressions::Fault::from(fault);
            (Some(fault.error()), fault.cause())
        })
    }

    fn path(&self, written: &Written) -> Result<Value, (Option<&'static str>, String)> {
        let scope = self.scope();
        if self.typed.is_json || written.text.starts_with("States.") {
            let expression = Expression::parse(&written.text).map_err(|reason| (None, reason))?;
            let value = expression.evaluate(&scope, &written.location);
            return value.map_err(|fault| (Some(fault.error()), fault.cause()));
        }
        let path = Path::parse(&written.text).map_err(|problem| (None, problem.to_string()))?;
        let value = path.value(&scope).map(std::borrow::Cow::into_owned);
        value.map_err(|error| {
            let fault = path.fault(error);
            (Some(fault.error()), fault.cause())
        })
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            input: self.input,
            context: &self.sample.context,
            variables: &self.sample.variables,
            environment: self.environment,
        }
    }

    /// The steps of a path behind the last one that has a value.
    fn path_fault(&self, written: &Written) -> Option<Span> {
        let text = written.text.as_str();
        let works = |end: usize| {
            let path = text.get(..end).and_then(|text| Path::parse(text).ok());
            path.is_some_and(|path| path.value(&self.scope()).is_ok())
        };
        let cuts = text.char_indices().filter(|(_, sign)| matches!(sign, '.' | '[')).map(|(at, _)| at);
        let last = cuts.rev().find(|at| works(*at))?;
        within(written, self.typed, last, text.len())
    }

    /// The first path in an expression that gives nothing, from the step that is missing; or the function that the
    /// error names.
    fn jsonata_fault(&self, written: &Written, cause: &str) -> Option<Span> {
        let text = written.text.as_str();
        for (start, word) in words(text) {
            let gives = |end: usize| {
                let part = word.get(..end).unwrap_or("");
                self.jsonata(&format!("{{% {part} %}}"), "").is_ok()
            };
            let is_call = text.get(start + word.len()..).is_some_and(|rest| rest.starts_with('('));
            let is_path =
                word.starts_with('$') && !is_call && jsonata::vocabulary::find(word.get(1..)?).is_none();
            if !is_path || gives(word.len()) {
                continue;
            }
            let cuts = word.char_indices().filter(|(_, sign)| *sign == '.').map(|(at, _)| at);
            let from = cuts.rev().find(|at| gives(*at)).map_or(0, |at| at + 1);
            return within(written, self.typed, start + from, start + word.len());
        }
        let function = cause.split("of function \"").nth(1)?.split('"').next()?;
        let call = format!("${function}");
        let start = text.find(&call)?;
        within(written, self.typed, start, start + call.len())
    }
}

/// Words with dots that begin with `$`, outside quotes, with where they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    let is_part = |sign: char| sign.is_alphanumeric() || "_$.".contains(sign);
    let mut found = Vec::new();
    let (mut begin, mut quote) = (None, None);
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        match quote {
            Some(open) => quote = Some(open).filter(|open| *open != sign),
            None if matches!(sign, '"' | '\'') => quote = Some(sign),
            None => {}
        }
        let inside = quote.is_none() && is_part(sign);
        match (begin, inside) {
            (None, true) => begin = Some(at),
            (Some(start), false) => {
                found.extend(
                    text.get(start..at).filter(|word| word.starts_with('$')).map(|word| (start, word)),
                );
                begin = None;
            }
            _ => {}
        }
    }
    found
}

/// A range of an expression in the text. `None` if quotes or escapes make it stand elsewhere.
fn within(written: &Written, typed: &Typed<'_>, start: usize, end: usize) -> Option<Span> {
    let source = written.span.text(typed.text);
    let lead = source.find(written.text.as_str())?;
    let at = |offset: usize| u32::try_from(written.span.start as usize + lead + offset).ok();
    Some(Span::new(at(start)?, at(end)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each expression gives; of one that fails its error, its cause, and in `«»` the part that fails.
    fn seen(field: &str, text: &str, language: QueryLanguage, is_json: bool) -> Vec<String> {
        let sample = Sample {
            input: json!({ "order": { "id": 7, "items": [1, 2] }, "name": "Ann" }),
            context: json!({ "Execution": { "Name": "run" } }),
            variables: Map::from_iter([("n".to_owned(), json!(3))]),
            ..Sample::default()
        };
        let typed = Typed { field, text, is_json, language, input_path: None };
        let parts = evaluate(&typed, &sample, 0, 1);
        let show = |part: Part| match part.outcome {
            Ok(value) => value.to_string(),
            Err(failed) => {
                format!(
                    "{}: {} «{}»",
                    failed.error.unwrap_or("refused"),
                    failed.cause,
                    failed.span.text(text)
                )
            }
        };
        parts.into_iter().map(show).collect()
    }

    #[test]
    fn every_expression_gives_a_value_or_awss_words() {
        let jsonata = |text| seen("Arguments", text, QueryLanguage::Jsonata, true);
        assert_eq!(
            jsonata(
                r#"{"a": "{% $states.input.order.id + $n %}", "b": "plain", "c": ["{% $sum($states.input.order.items) %}"]}"#
            ),
            ["10", "3"]
        );
        assert_eq!(
            jsonata(r#"{"ok": "{% 1 %}", "bad": "{% $states.input.order.total * 2 %}"}"#),
            [
                "1",
                "States.QueryEvaluationError: The JSONata expression '$states.input.order.total * 2' specified for the field 'Arguments/bad' returned nothing (undefined). «total»"
            ]
        );
        assert!(jsonata(r#""{% $states.input. %}""#)[0].starts_with("refused: "));
        let path = |text| seen("Parameters", text, QueryLanguage::JsonPath, true);
        assert_eq!(
            path(r#"{"a.$": "$.order.id", "b": "$.x", "c.$": "States.Format('{}!', $.name)"}"#),
            ["7", "\"Ann!\""]
        );
        assert_eq!(path(r#"{"run.$": "$$.Execution.Name", "n.$": "$n"}"#), ["\"run\"", "3"]);
        let missing = path(r#"{"a.$": "$.order.total.net"}"#);
        assert!(
            missing[0].starts_with(
                "States.Runtime: The JSONPath '$.order.total.net' specified for the field 'a.$'"
            ),
            "{missing:?}"
        );
        assert!(missing[0].ends_with("«.total.net»"), "{missing:?}");
        let plain = |text| seen("InputPath", text, QueryLanguage::JsonPath, false);
        assert_eq!(plain("$.order.items"), ["[1,2]"]);
        assert_eq!(
            plain("$.orders"),
            ["States.Runtime: Invalid path '$.orders' : No results for path: $['orders'] «.orders»"]
        );
    }

    #[test]
    fn what_never_ends_is_cut_off_and_hides_nothing_before() {
        let endless = r#"["{% 1 %}", "{% ($f := function($x) { $f($x) }; $f(1)) %}", "{% 2 %}"]"#;
        let seen = seen("Output", endless, QueryLanguage::Jsonata, true);
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen[1].contains(TOO_LONG), "{seen:?}");
    }
}
