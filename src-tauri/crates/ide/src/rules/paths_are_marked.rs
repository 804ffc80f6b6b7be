//! What looks like a path or an intrinsic call stands where AWS evaluates it: the three warnings of
//! `ValidateStateMachineDefinition`. AWS accepts such a definition, and hands the text on as it is.

use asl::{Operand, QueryLanguage, Rule, State, StateKind, StateMachine, Test};
use serde_json::Value;
use syntax::{Diagnostic, Kind, Node, Span, Tree};

use super::places::{self, Place};

pub(crate) const NO_DOLLAR: &str = "NO_DOLLAR";
pub(crate) const NO_PATH: &str = "NO_PATH";
pub(crate) const PASS_RESULT_IS_STATIC: &str = "PASS_RESULT_IS_STATIC";

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states().iter().filter(|state| state.language == QueryLanguage::JsonPath) {
        for place in places::templates(state) {
            unmarked(tree.node(place.field.node), (state, &place), found);
        }
        match &state.kind {
            StateKind::Pass(pass) => {
                let dynamic = pass.result.as_ref().filter(|result| holds_dynamic(&result.value));
                found.extend(dynamic.map(|result| is_static(state, result.span)));
            }
            StateKind::Fail(fail) => {
                for (name, field) in [("Error", &fail.error), ("Cause", &fail.cause)] {
                    let dynamic = field.as_ref().filter(|field| looks_dynamic(&field.value));
                    let location = format!("{}/{name}", state.location);
                    found.extend(dynamic.map(|field| no_path(field.span, location)));
                }
            }
            StateKind::Choice(choice) => {
                for (at, rule) in choice.rules.iter().enumerate() {
                    let Some(Test::Rule(test)) = &rule.test else { continue };
                    operands(test, &|| format!("{}/Choices[{at}]", state.location), found);
                }
            }
            _ => {}
        }
    }
}

/// Members of a template that are handed on as they are although they look like paths.
fn unmarked(template: Node<'_>, (state, place): (&State, &Place<'_>), found: &mut Vec<Diagnostic>) {
    let mut left = vec![template];
    while let Some(node) = left.pop() {
        for member in node.members() {
            let is_plain = member.value.as_str().is_some_and(|text| looks_dynamic(&text));
            if is_plain && !member.key().ends_with(".$") {
                let message = "No .$ on a field that appears to be a JSONPath or Intrinsic Function.";
                let problem = Diagnostic::warning(NO_DOLLAR, message, member.value.span());
                let location = format!("{}{}", state.location, place.location());
                let help = format!("write `{}.$` to have it evaluated", member.key());
                found.push(problem.at(location).help(help));
            }
        }
        left.extend(node.items().filter(|item| matches!(item.kind(), Kind::Object | Kind::Array)));
        left.extend(node.members().map(|member| member.value));
    }
}

fn operands(test: &Rule, location: &dyn Fn() -> String, found: &mut Vec<Diagnostic>) {
    let mut left = vec![test];
    while let Some(rule) = left.pop() {
        match rule {
            Rule::And(rules) | Rule::Or(rules) => left.extend(rules),
            Rule::Not(rule) => left.push(rule),
            Rule::Compare(compared) => {
                let is_path = matches!(&compared.operand.value, Operand::Literal(Value::String(text)) if looks_like_path(text));
                if is_path {
                    found.push(no_path(compared.operand.span, location()));
                }
            }
        }
    }
}

fn no_path(span: Span, location: String) -> Diagnostic {
    let message = "Field value looks like a path, but field name does not end with 'Path'.";
    let help = "put `Path` behind the name of the field to have it evaluated";
    Diagnostic::warning(NO_PATH, message, span).at(location).help(help)
}

fn is_static(state: &State, span: Span) -> Diagnostic {
    let message = "Attempt to use a path in the result of a pass state.";
    let help = "`Parameters` are evaluated, `Result` is not";
    let location = format!("{}/Result", state.location);
    Diagnostic::warning(PASS_RESULT_IS_STATIC, message, span).at(location).help(help)
}

fn holds_dynamic(value: &Value) -> bool {
    let mut left = vec![value];
    while let Some(value) = left.pop() {
        match value {
            Value::String(text) if looks_dynamic(text) => return true,
            Value::Array(items) => left.extend(items),
            Value::Object(members) => left.extend(members.values()),
            _ => {}
        }
    }
    false
}

fn looks_dynamic(text: &str) -> bool {
    looks_like_path(text) || (text.starts_with("States.") && text.ends_with(')') && text.contains('('))
}

fn looks_like_path(text: &str) -> bool {
    let rest = text.strip_prefix("$$").or_else(|| text.strip_prefix('$'));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with('['))
}
