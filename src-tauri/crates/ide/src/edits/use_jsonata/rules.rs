//! Rules of a Choice as conditions.

use asl::{ChoiceRule, Comparison, Operand, Operator, Order, Rule, Test};
use expressions::{Path, Rewritten};
use serde_json::Value;

use super::Conversion;
use crate::Refusal;

/// Members of a rule that its `Condition` takes the place of.
const TESTS: [&str; 4] = ["Variable", "And", "Or", "Not"];

impl Conversion<'_, '_> {
    pub(super) fn rules(&mut self, rules: &[ChoiceRule], input: &Rewritten) -> Result<(), Refusal> {
        let list = self.body.get("Choices").map(|member| member.value);
        let output = self.selected("OutputPath", input)?;
        for (at, rule) in rules.iter().enumerate() {
            let Some(node) = list.and_then(|list| list.item(at)) else { continue };
            let Some(Test::Rule(test)) = &rule.test else { return Err(self.unreadable("Choices")) };
            let condition = self.test(test, input)?;
            let tests = node.members().filter(|member| {
                let key = member.key();
                TESTS.contains(&key.as_ref()) || Operator::parse(&key).is_some()
            });
            for (at, member) in tests.enumerate() {
                if at == 0 {
                    self.draft.replace_member(&member, "Condition", &condition.field());
                } else {
                    self.draft.remove_member(node, &member.key());
                }
            }
            if let Some(assign) = node.get("Assign") {
                self.rewrite("Assign", assign.value, input)?;
            }
            if output.text() != "$states.input" {
                self.draft.set(node, "Output", output.field());
            }
        }
        Ok(())
    }

    fn test(&self, rule: &Rule, input: &Rewritten) -> Result<Rewritten, Refusal> {
        let joined = |rules: &[Rule], word: &str| {
            let parts: Vec<String> = rules
                .iter()
                .map(|rule| Ok(part(rule, &self.test(rule, input)?)))
                .collect::<Result<_, Refusal>>()?;
            Ok(Rewritten::operation(parts.join(word)))
        };
        match rule {
            Rule::And(rules) => joined(rules, " and "),
            Rule::Or(rules) => joined(rules, " or "),
            Rule::Not(rule) => Ok(Rewritten::path(format!("$not({})", self.test(rule, input)?.text()))),
            Rule::Compare(comparison) => self.compared(comparison, input),
        }
    }

    fn compared(&self, comparison: &Comparison, input: &Rewritten) -> Result<Rewritten, Refusal> {
        let variable = self.path(&comparison.variable.value, input)?.operand();
        let operand = match &comparison.operand.value {
            Operand::Literal(value) => Rewritten::literal(value),
            Operand::Path(path) => self.path(path, input)?,
        };
        let is_literal = matches!(comparison.operand.value, Operand::Literal(_));
        let is_wanted = comparison.operand.value == Operand::Literal(Value::Bool(true));
        let text = match comparison.operator {
            Operator::String(order) => typed("string", &variable, order, &operand.operand(), is_literal),
            Operator::Numeric(order) => typed("number", &variable, order, &operand.operand(), is_literal),
            Operator::BooleanEquals => {
                typed("boolean", &variable, Order::Equals, &operand.operand(), is_literal)
            }
            Operator::Timestamp(order) => {
                let (left, right) =
                    (format!("$toMillis({variable})"), format!("$toMillis({})", operand.text()));
                format!("{left} {} {right}", sign(order))
            }
            Operator::StringMatches => {
                let pattern = comparison.operand.value.clone();
                let Operand::Literal(Value::String(pattern)) = pattern else {
                    return Err(self.unreadable("Choices"));
                };
                format!("$type({variable}) = 'string' and $contains({variable}, /{}/)", regex(&pattern))
            }
            Operator::IsPresent if is_wanted => format!("$exists({variable})"),
            Operator::IsPresent => format!("$not($exists({variable}))"),
            Operator::IsNull => is_of(&variable, "null", is_wanted),
            Operator::IsNumeric => is_of(&variable, "number", is_wanted),
            Operator::IsString => is_of(&variable, "string", is_wanted),
            Operator::IsBoolean => is_of(&variable, "boolean", is_wanted),
            Operator::IsTimestamp => {
                let holds = format!("$type({variable}) = 'string' and $contains({variable}, {TIMESTAMP})");
                if is_wanted { holds } else { format!("$not({holds})") }
            }
        };
        Ok(Rewritten::operation(text))
    }

    fn path(&self, text: &str, input: &Rewritten) -> Result<Rewritten, Refusal> {
        let path = Path::parse(text).map_err(|_| self.unreadable("Choices"))?;
        self.told("Choices", path.to_jsonata(input))
    }
}

/// What AWS takes for a timestamp, as a pattern.
const TIMESTAMP: &str = r"/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/";

/// A part of a conjunction in parentheses if it is one itself.
fn part(rule: &Rule, rewritten: &Rewritten) -> String {
    let text = rewritten.text();
    let is_one = matches!(rule, Rule::Not(_)) || !(text.contains(" and ") || text.contains(" or "));
    if is_one { text.to_owned() } else { format!("({text})") }
}

/// Values of another type are not compared in JSONPath, where JSONata fails. Equal to a literal is of its type.
fn typed(kind: &str, variable: &str, order: Order, operand: &str, is_literal: bool) -> String {
    let plain = format!("{variable} {} {operand}", sign(order));
    if order == Order::Equals && is_literal {
        plain
    } else {
        format!("$type({variable}) = '{kind}' and {plain}")
    }
}

fn is_of(variable: &str, kind: &str, is_wanted: bool) -> String {
    format!("$type({variable}) {} '{kind}'", if is_wanted { "=" } else { "!=" })
}

fn sign(order: Order) -> &'static str {
    match order {
        Order::Equals => "=",
        Order::LessThan => "<",
        Order::GreaterThan => ">",
        Order::LessThanEquals => "<=",
        Order::GreaterThanEquals => ">=",
    }
}

/// `a*b`, where `\*` is a star, as a regular expression for the whole text.
fn regex(pattern: &str) -> String {
    let mut result = String::from("^");
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '*' => result.push_str(r"[\s\S]*"),
            '\\' => result.push_str(&escaped(characters.next().unwrap_or('\\'))),
            other => result.push_str(&escaped(other)),
        }
    }
    result.push('$');
    result
}

fn escaped(character: char) -> String {
    if r"\^$.|?*+()[]{}/".contains(character) { format!(r"\{character}") } else { character.to_string() }
}
