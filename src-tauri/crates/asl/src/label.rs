//! Choice rules in a form for people.

use serde_json::Value;

use crate::{ChoiceRule, Comparison, Given, Operand, Operator, Order, Rule, Test};

/// What the edge of a rule says: its comment, or its condition in full.
#[must_use]
pub fn choice_label(rule: &ChoiceRule) -> String {
    let comment = rule.comment.as_ref().filter(|comment| !comment.value.trim().is_empty());
    comment.map_or_else(|| condition_text(rule), |comment| comment.value.clone())
}

/// The condition of a rule: `$.total > 100 and $.country is present`; JSONata as written.
#[must_use]
pub fn condition_text(rule: &ChoiceRule) -> String {
    match &rule.test {
        None => "no condition".to_owned(),
        Some(Test::Condition(condition)) => match &condition.value {
            Given::Expression(text) => text.clone(),
            Given::Literal(value) => value.to_string(),
        },
        Some(Test::Rule(rule)) => write_rule(rule, Binding::Loose),
    }
}

/// Whether what stands around would tear a rule apart without brackets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Binding {
    Loose,
    Tight,
}

/// Rules nest at most 100 deep, see `states::choice`.
fn write_rule(rule: &Rule, around: Binding) -> String {
    match rule {
        Rule::And(rules) => write_list(rules, " and ", around),
        Rule::Or(rules) => write_list(rules, " or ", around),
        Rule::Not(rule) => match rule.as_ref() {
            Rule::Compare(comparison) if comparison.operator.is_type_test() => {
                write_comparison(comparison, true)
            }
            other => format!("not {}", write_rule(other, Binding::Tight)),
        },
        Rule::Compare(comparison) if around == Binding::Tight => {
            format!("({})", write_comparison(comparison, false))
        }
        Rule::Compare(comparison) => write_comparison(comparison, false),
    }
}

fn write_list(rules: &[Rule], word: &str, around: Binding) -> String {
    if let [only] = rules {
        return write_rule(only, around);
    }
    let inner = rules.iter().map(|rule| match rule {
        Rule::And(inner) | Rule::Or(inner) if inner.len() > 1 => {
            format!("({})", write_rule(rule, Binding::Loose))
        }
        _ => write_rule(rule, Binding::Loose),
    });
    let text = inner.collect::<Vec<_>>().join(word);
    if around == Binding::Tight { format!("({text})") } else { text }
}

fn write_comparison(comparison: &Comparison, negated: bool) -> String {
    let left = &comparison.variable.value;
    let right = match &comparison.operand.value {
        Operand::Literal(value) => value.to_string(),
        Operand::Path(path) => path.clone(),
    };
    let operator = match comparison.operator {
        Operator::String(order) | Operator::Numeric(order) | Operator::Timestamp(order) => symbol(order),
        Operator::BooleanEquals => "==",
        Operator::StringMatches => "matches",
        Operator::IsNull => return type_test(comparison, "null", negated),
        Operator::IsPresent => return type_test(comparison, "present", negated),
        Operator::IsNumeric => return type_test(comparison, "a number", negated),
        Operator::IsString => return type_test(comparison, "a string", negated),
        Operator::IsBoolean => return type_test(comparison, "true or false", negated),
        Operator::IsTimestamp => return type_test(comparison, "a timestamp", negated),
    };
    format!("{left} {operator} {right}")
}

fn type_test(comparison: &Comparison, what: &str, negated: bool) -> String {
    let expected = comparison.operand.value != Operand::Literal(Value::Bool(false));
    let not = if expected == negated { "not " } else { "" };
    format!("{} is {not}{what}", comparison.variable.value)
}

const fn symbol(order: Order) -> &'static str {
    match order {
        Order::Equals => "==",
        Order::LessThan => "<",
        Order::GreaterThan => ">",
        Order::LessThanEquals => "<=",
        Order::GreaterThanEquals => ">=",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StateKind;

    #[track_caller]
    fn check(rule: &str, expected: &str) {
        let text = format!(
            r#"{{"StartAt": "C", "States": {{"C": {{"Type": "Choice", "Choices": [{rule}], "Default": "C"}}}}}}"#
        );
        let (machine, _) = crate::parse(&text);
        let machine = machine.expect("a machine");
        let Some(StateKind::Choice(choice)) = machine.states().first().map(|state| &state.kind) else {
            panic!("a choice")
        };
        assert_eq!(choice.rules.first().map(choice_label).as_deref(), Some(expected), "{rule}");
    }

    #[test]
    fn rules_read_as_sentences() {
        check(r#"{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "C"}"#, "$.total > 100");
        check(r#"{"Variable": "$.a", "StringEquals": "done", "Next": "C"}"#, r#"$.a == "done""#);
        check(r#"{"Variable": "$.a", "StringEqualsPath": "$.b", "Next": "C"}"#, "$.a == $.b");
        check(r#"{"Variable": "$.a", "IsPresent": true, "Next": "C"}"#, "$.a is present");
        check(r#"{"Variable": "$.a", "IsPresent": false, "Next": "C"}"#, "$.a is not present");
        check(r#"{"Not": {"Variable": "$.a", "IsNull": true}, "Next": "C"}"#, "$.a is not null");
        check(r#"{"Not": {"Variable": "$.a", "NumericLessThan": 1}, "Next": "C"}"#, "not ($.a < 1)");
        check(r#"{"Variable": "$.a", "StringMatches": "x*", "Next": "C"}"#, r#"$.a matches "x*""#);
        check(r#"{"Comment": "big orders", "Variable": "$.a", "IsNull": true, "Next": "C"}"#, "big orders");
    }

    #[test]
    fn combined_rules_keep_their_meaning_by_brackets() {
        check(
            r#"{"And": [{"Variable": "$.a", "IsPresent": true}, {"Or": [{"Variable": "$.b", "NumericGreaterThan": 3},
                {"Variable": "$.c", "BooleanEquals": true}]}], "Next": "C"}"#,
            "$.a is present and ($.b > 3 or $.c == true)",
        );
        check(
            r#"{"Not": {"And": [{"Variable": "$.a", "IsNull": true}, {"Variable": "$.b", "IsNull": true}]}, "Next": "C"}"#,
            "not ($.a is null and $.b is null)",
        );
        check(r#"{"And": [{"Variable": "$.a", "IsNull": true}], "Next": "C"}"#, "$.a is null");
    }
}
