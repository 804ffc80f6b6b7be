//! Choice: picks the way.

use serde_json::Value;
use syntax::{Diagnostic, Kind, Node, Span};

use super::operator::Operator;
use crate::lower::Fields;
use crate::{Field, Given, QueryLanguage, codes, not_one_of};

/// How deeply `And`, `Or` and `Not` may be nested. Documents give no limit; nobody writes this by hand.
const RULE_DEPTH_MAX: usize = 100;

/// The comparison operators, in the order in which AWS lists them.
const OPERATORS: [&str; 39] = [
    "StringEquals",
    "IsBoolean",
    "StringLessThan",
    "IsNumeric",
    "BooleanEquals",
    "StringLessThanEqualsPath",
    "NumericLessThan",
    "NumericGreaterThan",
    "NumericLessThanPath",
    "StringMatches",
    "TimestampLessThanEqualsPath",
    "NumericEquals",
    "TimestampGreaterThan",
    "StringGreaterThanEqualsPath",
    "TimestampGreaterThanEqualsPath",
    "TimestampLessThanEquals",
    "NumericLessThanEqualsPath",
    "TimestampEquals",
    "BooleanEqualsPath",
    "IsTimestamp",
    "StringLessThanEquals",
    "NumericLessThanEquals",
    "StringLessThanPath",
    "TimestampGreaterThanPath",
    "StringGreaterThan",
    "StringGreaterThanPath",
    "IsString",
    "StringEqualsPath",
    "TimestampEqualsPath",
    "TimestampLessThan",
    "StringGreaterThanEquals",
    "NumericGreaterThanPath",
    "NumericGreaterThanEquals",
    "NumericEqualsPath",
    "TimestampLessThanPath",
    "IsNull",
    "IsPresent",
    "TimestampGreaterThanEquals",
    "NumericGreaterThanEqualsPath",
];

/// The fields only Choice has.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// `Choices`, in order; the first that is true wins.
    pub rules: Vec<ChoiceRule>,
    /// Place of the `Choices` value, if it is there.
    pub rules_span: Option<Span>,
    /// `Default`.
    pub default: Option<Field<String>>,
}

/// One entry of `Choices`.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceRule {
    /// The entry's object.
    pub span: Span,
    /// What is tested; absent if the text is broken there.
    pub test: Option<Test>,
    /// `Next`; required, absent only in a broken text.
    pub next: Option<Field<String>>,
    /// `Assign`; replaces the state's.
    pub assign: Option<Field<Value>>,
    /// `Output` (JSONata); replaces the state's.
    pub output: Option<Field<Value>>,
    /// `Comment`.
    pub comment: Option<Field<String>>,
}

/// What a rule tests.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// JSONPath.
    Rule(Rule),
    /// JSONata `Condition`.
    Condition(Field<Given<bool>>),
}

/// A JSONPath rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// All are true.
    And(Vec<Rule>),
    /// At least one is true.
    Or(Vec<Rule>),
    /// It is false.
    Not(Box<Rule>),
    /// A comparison of a value in the input.
    Compare(Comparison),
}

/// `Variable`, operator, operand.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// `Variable`: a path.
    pub variable: Field<String>,
    /// The operator.
    pub operator: Operator,
    /// What it is compared with. The place is that of the operator's member.
    pub operand: Field<Operand>,
}

/// The right side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// As written.
    Literal(Value),
    /// The path of an operator that ends in `Path`.
    Path(String),
}

pub(crate) fn lower(fields: &mut Fields<'_, '_>) -> Choice {
    fields.required(&["Choices"]);
    let list = fields.array("Choices");
    let mut rules = Vec::new();
    if let Some(list) = &list {
        for (index, node) in list.value.items().enumerate() {
            let mut rule = fields.inside(node, &format!("/Choices[{index}]"));
            // Broken entries stay, empty, so that positions are those of the text.
            rules.push(lower_rule(node, &mut rule));
        }
    }
    Choice { rules, rules_span: list.map(|list| list.span), default: fields.string("Default") }
}

fn lower_rule<'t>(node: Node<'t>, fields: &mut Fields<'_, 't>) -> ChoiceRule {
    if fields.language() == QueryLanguage::Jsonata && fields.expect_object() {
        check_jsonata_members(fields);
    }
    fields.required(&["Next"]);
    let test = match fields.language() {
        QueryLanguage::Jsonata => fields.given_bool("Condition").map(Test::Condition),
        QueryLanguage::JsonPath => lower_test(node, fields, 0).map(Test::Rule),
    };
    ChoiceRule {
        span: node.span(),
        test,
        next: fields.string("Next"),
        assign: fields.value("Assign"),
        output: fields.value("Output"),
        comment: fields.string("Comment"),
    }
}

fn check_jsonata_members(fields: &mut Fields<'_, '_>) {
    fields.required(&["Condition"]);
    for (key, member) in fields.members().to_vec() {
        match key.as_ref() {
            "Condition" | "Next" | "Assign" | "Output" | "Comment" => {}
            "Variable" | "And" | "Or" | "Not" => fields.foreign_language(&key, member.key_span),
            name if Operator::parse(name).is_some() => fields.foreign_language(&key, member.key_span),
            _ => fields.unsupported(&key, member.key_span),
        }
    }
}

fn lower_test<'t>(node: Node<'t>, fields: &mut Fields<'_, 't>, depth: usize) -> Option<Rule> {
    if depth > RULE_DEPTH_MAX {
        let message = "rules are nested too deeply";
        fields.report(Diagnostic::error(codes::TOO_DEEPLY_NESTED, message, node.span()));
        return None;
    }
    if !fields.expect_object() {
        return None;
    }
    check_members(node, fields, depth);
    if let Some(list) = fields.array("And") {
        return Some(Rule::And(lower_list("And", list.value, fields, depth)));
    }
    if let Some(list) = fields.array("Or") {
        return Some(Rule::Or(lower_list("Or", list.value, fields, depth)));
    }
    if let Some(object) = fields.object("Not") {
        let mut inner = fields.inside(object.value, "/Not");
        return lower_test(object.value, &mut inner, depth + 1).map(|rule| Rule::Not(Box::new(rule)));
    }
    comparison(node, fields).map(Rule::Compare)
}

fn lower_list<'t>(name: &str, list: Node<'t>, fields: &mut Fields<'_, 't>, depth: usize) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (index, node) in list.items().enumerate() {
        let mut inner = fields.inside(node, &format!("/{name}[{index}]"));
        rules.extend(lower_test(node, &mut inner, depth + 1));
    }
    rules
}

fn comparison(node: Node<'_>, fields: &mut Fields<'_, '_>) -> Option<Comparison> {
    let variable = fields.string("Variable");
    let member = node.members().find(|member| Operator::parse(&member.key()).is_some())?;
    let (operator, path) = Operator::parse(&member.key())?;
    let key = member.key();
    let operand = if path {
        let text = fields.string(&key)?;
        text.with(Operand::Path(text.value.clone()))
    } else {
        let good = match operator.operand_type() {
            "STRING" => member.value.kind() == Kind::String,
            "NUMBER" => member.value.kind() == Kind::Number,
            _ => matches!(member.value.kind(), Kind::Bool(_)),
        };
        if !good {
            fields.wrong_type(&key, operator.operand_type());
            return None;
        }
        let value = fields.value(&key)?;
        value.with(Operand::Literal(value.value.clone()))
    };
    Some(Comparison { variable: variable?, operator, operand })
}

/// A rule is a comparison with exactly one operator, or exactly one of `And`, `Or`, `Not`; only outer rules have
/// `Next` and `Assign`.
fn check_members(node: Node<'_>, fields: &mut Fields<'_, '_>, depth: usize) {
    let mut tests = 0;
    let mut operators = 0;
    for member in node.members() {
        let key = member.key();
        if Operator::parse(&key).is_some() {
            operators += 1;
            tests += 1;
            continue;
        }
        match key.as_ref() {
            "And" | "Or" | "Not" => tests += 1,
            "Variable" | "Comment" => {}
            "Next" | "Assign" if depth == 0 => {}
            "Condition" | "Output" => fields.foreign_language(&key, member.key_span),
            _ => fields.unsupported(&key, member.key_span),
        }
    }
    if tests != 1 {
        let message = not_one_of(tests == 0, &OPERATORS);
        let found = Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, node.span());
        fields
            .report(found.help("write for example `\"Variable\": \"$.total\", \"NumericGreaterThan\": 100`"));
    } else if operators == 1 && node.get("Variable").is_none() {
        fields.required(&["Variable"]);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{OPERATORS, Operator};

    #[test]
    fn each_operator_is_listed_once() {
        assert!(OPERATORS.iter().all(|name| Operator::parse(name).is_some()));
        assert_eq!(BTreeSet::from(OPERATORS).len(), OPERATORS.len());
    }
}
