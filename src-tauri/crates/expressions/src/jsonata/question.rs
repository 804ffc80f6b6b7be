//! Questions about a value: expressions that see it as `$`, outside all state machines, so nothing of the language is
//! refused but what would be answered otherwise the next time.

use std::collections::BTreeSet;

use jsonata_core::ast::AstNode;
use jsonata_core::evaluator::Context;
use jsonata_core::value::JValue;
use serde_json::Value;

use super::adapt::children;
use super::convert;
use super::query::{Query, Reason};
use super::session::Limits;
use crate::Environment;

/// Many questions are asked with every key, so that each may use less than an expression of a run.
const LIMITS: Limits = Limits { depth_max: 1500, sequence_max: 100_000, timeout_milliseconds: 250 };
/// What these functions give depends on more than their arguments.
const UNSTEADY_FUNCTIONS: [&str; 5] = ["now", "millis", "random", "shuffle", "uuid"];

/// A parsed expression that is asked about one value after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Question(Query);

/// A value in the form that questions look at, made once for all of them.
#[derive(Clone, Debug)]
pub struct Subject(JValue);

impl From<&Value> for Subject {
    fn from(value: &Value) -> Self {
        Self(convert::inward(value))
    }
}

impl Question {
    /// Parses the text between `{%` and `%}`.
    ///
    /// # Errors
    /// What is wrong with it, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (query, _) = Query::parse_unchecked(text, "").map_err(|problem| problem.message)?;
        if is_unsteady(&mut query.tree().clone()) {
            return Err("What it gives depends on the time or on chance".to_owned());
        }
        Ok(Self(query))
    }

    /// Names of the variables that it reads and does not define itself.
    #[must_use]
    pub const fn variables(&self) -> &BTreeSet<String> {
        self.0.variables()
    }

    /// The answer about `subject`; `None` if the expression matches nothing. The variables have their names without `$`.
    ///
    /// # Errors
    /// Why there is none.
    pub fn answer(&self, subject: &Subject, variables: &[(&str, &Subject)]) -> Result<Option<Value>, Reason> {
        let mut context = Context::new();
        for (name, value) in variables.iter().filter(|(name, _)| self.variables().contains(*name)) {
            context.bind((*name).to_owned(), value.0.clone());
        }
        match self.0.run(context, &subject.0, &LIMITS, &Environment::new(0, 0)) {
            Err(Reason::Undefined) => Ok(None),
            other => other.map(Some),
        }
    }
}

/// Whether a function is in it whose answers are not always the same.
fn is_unsteady(tree: &mut AstNode) -> bool {
    if let AstNode::Function { name, .. } | AstNode::Variable(name) = tree
        && UNSTEADY_FUNCTIONS.contains(&name.as_str())
    {
        return true;
    }
    let mut found = |inner: &mut AstNode| if is_unsteady(inner) { Err(String::new()) } else { Ok(()) };
    children(tree, &mut found).is_err()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Question, Subject};

    const UNSTEADY: &str = "What it gives depends on the time or on chance";

    fn check(text: &str, expected: &str) {
        let state = json!({ "Type": "Task", "TimeoutSeconds": 5, "Retry": [{ "MaxAttempts": 9 }] });
        let (state, name) = (Subject::from(&state), Subject::from(&json!("Charge")));
        let given = Question::parse(text).and_then(|question| {
            question.answer(&state, &[("name", &name)]).map_err(|reason| reason.to_string())
        });
        let told = match given {
            Ok(Some(value)) => value.to_string(),
            Ok(None) => "nothing".to_owned(),
            Err(reason) => reason,
        };
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn a_question_sees_the_value_and_its_variables() {
        check("TimeoutSeconds > 3", "true");
        check("$not($exists(HeartbeatSeconds))", "true");
        check("HeartbeatSeconds", "nothing");
        check("$.Retry.MaxAttempts > 5 and $$.Type = 'Task'", "true");
        check("$name & '!'", "\"Charge!\"");
        check("$unknown", "nothing");
        check("TimeoutSeconds > ", "Unexpected end of expression");
        check("$random() > 0.5", UNSTEADY);
        check("Retry.($millis())", UNSTEADY);
    }

    #[test]
    fn one_that_never_ends_is_cut_off() {
        let told = |text: &str| {
            let question = Question::parse(text).expect("an expression");
            question.answer(&Subject::from(&json!({})), &[]).expect_err("it never ends")
        };
        assert!(told("($f := function($x) { $f($x) }; $f(1))").is_endless());
        assert!(told("($f := function($x) { 1 + $f($x) }; $f(1))").is_endless());
        assert!(!told("'a' + 1").is_endless());
    }
}
