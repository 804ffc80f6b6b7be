//! Choice: picks the way.

use asl::{Given, Operator, Order, Test};
use expressions::jsonata::{Expected, Tree};
use expressions::{Comparison, Path};
use serde_json::Value;

use crate::Payload;
use crate::broken::Broken;
use crate::compile::Compiler;
use crate::dataflow::Instead;
use crate::decide::Turn;
use crate::program::State;
use crate::sight::Sight;

#[derive(Debug)]
pub(crate) struct Choice {
    rules: Vec<Rule>,
    default: Option<u32>,
}

#[derive(Debug)]
struct Rule {
    test: Condition,
    fields: Instead,
    next: u32,
}

#[derive(Debug)]
enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Compare { variable: Path, comparison: Comparison, operand: Operand },
    Query(Tree),
    Literal(bool),
}

#[derive(Debug)]
enum Operand {
    Literal(Value),
    Path(Path),
}

pub(crate) fn compile(compiler: &mut Compiler<'_>, choice: &asl::Choice) -> Choice {
    let rules = choice.rules.iter().enumerate();
    let rules = rules.filter_map(|(at, rule)| compile_rule(compiler, at, rule)).collect();
    let default = choice.default.as_ref().and_then(|field| compiler.target("Default", Some(field)));
    Choice { rules, default }
}

fn compile_rule(compiler: &mut Compiler<'_>, at: usize, rule: &asl::ChoiceRule) -> Option<Rule> {
    let here = format!("Choices[{at}]");
    let fields = Instead::compile(compiler, &here, rule.assign.as_ref(), rule.output.as_ref());
    let next = compiler.target("Next", rule.next.as_ref());
    let test = match &rule.test {
        Some(Test::Rule(test)) => compile_test(compiler, test),
        Some(Test::Condition(field)) => match &field.value {
            Given::Literal(value) => Some(Condition::Literal(*value)),
            Given::Expression(text) => {
                compiler.query(&format!("{here}/Condition"), text, field.span).map(Condition::Query)
            }
        },
        None => {
            compiler.required("Condition");
            None
        }
    };
    Some(Rule { test: test?, fields, next: next? })
}

fn compile_test(compiler: &mut Compiler<'_>, test: &asl::Rule) -> Option<Condition> {
    match test {
        asl::Rule::And(rules) => compile_all(compiler, rules).map(Condition::And),
        asl::Rule::Or(rules) => compile_all(compiler, rules).map(Condition::Or),
        asl::Rule::Not(rule) => compile_test(compiler, rule).map(|rule| Condition::Not(Box::new(rule))),
        asl::Rule::Compare(compared) => {
            let variable = compiler.path("Variable", Some(&compared.variable))?;
            let operand = match &compared.operand.value {
                asl::Operand::Literal(value) => Operand::Literal(value.clone()),
                asl::Operand::Path(text) => {
                    Operand::Path(compiler.path_text("Variable", text, compared.operand.span)?)
                }
            };
            let is_path = matches!(operand, Operand::Path(_));
            let comparison = comparison(compared.operator, is_path)?;
            Some(Condition::Compare { variable, comparison, operand })
        }
    }
}

fn compile_all(compiler: &mut Compiler<'_>, rules: &[asl::Rule]) -> Option<Vec<Condition>> {
    rules.iter().map(|rule| compile_test(compiler, rule)).collect()
}

/// The operator by the name it has in a definition.
fn comparison(operator: Operator, is_path: bool) -> Option<Comparison> {
    let ordered = |kind: &str, order: Order| {
        let order = match order {
            Order::Equals => "Equals",
            Order::LessThan => "LessThan",
            Order::GreaterThan => "GreaterThan",
            Order::LessThanEquals => "LessThanEquals",
            Order::GreaterThanEquals => "GreaterThanEquals",
        };
        format!("{kind}{order}")
    };
    let mut name = match operator {
        Operator::String(order) => ordered("String", order),
        Operator::Numeric(order) => ordered("Numeric", order),
        Operator::Timestamp(order) => ordered("Timestamp", order),
        Operator::BooleanEquals => "BooleanEquals".to_owned(),
        Operator::StringMatches => "StringMatches".to_owned(),
        Operator::IsNull => "IsNull".to_owned(),
        Operator::IsPresent => "IsPresent".to_owned(),
        Operator::IsNumeric => "IsNumeric".to_owned(),
        Operator::IsString => "IsString".to_owned(),
        Operator::IsBoolean => "IsBoolean".to_owned(),
        Operator::IsTimestamp => "IsTimestamp".to_owned(),
    };
    if is_path {
        name.push_str("Path");
    }
    Comparison::named(&name)
}

impl Choice {
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        let effective = state.dataflow.effective(&sight)?;
        for rule in &self.rules {
            if rule.test.holds(&sight, &effective)? {
                let left = state.dataflow.leave_by_rule(&sight, &effective, &rule.fields)?;
                turn.exit(scope, left, Some(rule.next));
                return Ok(());
            }
        }
        let Some(default) = self.default else {
            return Err(sight.no_choice_matched());
        };
        let left = state.dataflow.leave(&sight, &effective)?;
        turn.exit(scope, left, Some(default));
        Ok(())
    }
}

impl Condition {
    fn holds(&self, sight: &Sight, effective: &Payload) -> Result<bool, Broken> {
        match self {
            Self::Literal(value) => Ok(*value),
            Self::Query(tree) => Ok(sight.tree_as(tree, Expected::Boolean)?.as_bool().unwrap_or(false)),
            Self::Not(inner) => inner.holds(sight, effective).map(|holds| !holds),
            Self::And(all) => {
                for inner in all {
                    if !inner.holds(sight, effective)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Or(any) => {
                for inner in any {
                    if inner.holds(sight, effective)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::Compare { variable, comparison, operand } => {
                sight.with_path(variable, effective, |found| match operand {
                    _ if found.is_none() && !comparison.accepts_missing() => Err(invalid(sight, variable)),
                    Operand::Literal(operand) => Ok(comparison.holds(found, operand)),
                    Operand::Path(path) => sight.with_path(path, effective, |operand| match operand {
                        Some(operand) => Ok(comparison.holds(found, operand)),
                        None => Err(invalid(sight, path)),
                    }),
                })
            }
        }
    }
}

/// Only `IsPresent` may ask for a value that is not there.
fn invalid(sight: &Sight, path: &Path) -> Broken {
    sight.runtime(format_args!(
        "Invalid path '{path}': The choice state's condition path references an invalid value."
    ))
}
