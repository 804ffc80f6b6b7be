//! Parses the fields of one state, once. What is wrong becomes a diagnostic and is left out.

use std::sync::Arc;

use asl::{Field, codes};
use expressions::{Expression, Path, ReferencePath, Template, jsonata};
use serde_json::Value;
use syntax::{Diagnostic, Span};

use crate::needs::Needs;

/// AWS's codes for JSONata that does not parse, and for JSONata that AWS does not allow.
const INVALID_JSONATA: &str = "INVALID_JSONATA_EXPRESSION";
const UNSUPPORTED_JSONATA: &str = "UNSUPPORTED_JSONATA_EXPRESSION";

/// Collects the problems of one state while its fields are parsed.
#[derive(Debug)]
pub(crate) struct Compiler<'m> {
    pub machine: &'m asl::StateMachine,
    pub state: &'m asl::State,
    pub problems: Vec<Diagnostic>,
    pub needs: Needs,
}

/// What `InputPath` and `OutputPath` select.
#[derive(Clone, Debug)]
pub(crate) enum Select {
    /// Everything, `$`.
    All,
    /// Nothing, `null`: an empty object.
    Nothing,
    /// The value of a path.
    Path(Path),
}

/// Where `ResultPath` puts the result.
#[derive(Clone, Debug)]
pub(crate) enum Place {
    /// In place of the input, `$`.
    Whole,
    /// Nowhere, `null`.
    Nowhere,
    /// At a path in the input.
    At(ReferencePath),
}

impl<'m> Compiler<'m> {
    pub fn new(machine: &'m asl::StateMachine, state: &'m asl::State) -> Self {
        Self { machine, state, problems: Vec::new(), needs: Needs::default() }
    }

    /// The state's name, to be shared.
    pub fn name(&self) -> Arc<str> {
        self.state.name.as_str().into()
    }

    pub fn select(&mut self, name: &str, field: Option<&Field<Option<String>>>) -> Select {
        match field.map(|field| (&field.value, field.span)) {
            None => Select::All,
            Some((None, _)) => Select::Nothing,
            Some((Some(text), span)) => match self.path_text(name, text, span) {
                Some(path) if !path.is_input() => Select::Path(path),
                _ => Select::All,
            },
        }
    }

    pub fn place(&mut self, field: Option<&Field<Option<String>>>) -> Place {
        match field.map(|field| (&field.value, field.span)) {
            None => Place::Whole,
            Some((None, _)) => Place::Nowhere,
            Some((Some(text), span)) => match ReferencePath::parse_writable(text) {
                Ok(path) if path.path().is_input() => Place::Whole,
                Ok(path) => Place::At(path),
                Err(problem) => {
                    self.report("ResultPath", problem.to_string(), span);
                    Place::Whole
                }
            },
        }
    }

    pub fn path(&mut self, name: &str, field: Option<&Field<String>>) -> Option<Path> {
        let field = field?;
        self.path_text(name, &field.value, field.span)
    }

    pub fn path_text(&mut self, name: &str, text: &str, span: Span) -> Option<Path> {
        self.needs.look(text);
        Path::parse(text).map_err(|problem| self.report(name, problem.to_string(), span)).ok()
    }

    pub fn expression(&mut self, name: &str, field: Option<&Field<String>>) -> Option<Expression> {
        let field = field?;
        self.needs.look(&field.value);
        Expression::parse(&field.value).map_err(|problem| self.report(name, problem, field.span)).ok()
    }

    pub fn template(&mut self, name: &str, field: Option<&Field<Value>>) -> Option<Template> {
        let field = field?;
        self.look_inside(&field.value);
        match Template::parse(&field.value) {
            Ok(template) => Some(template),
            Err(problems) => {
                for problem in problems {
                    self.report(name, problem.message, field.span);
                }
                None
            }
        }
    }

    pub fn tree(&mut self, name: &str, field: Option<&Field<Value>>) -> Option<jsonata::Tree> {
        let field = field?;
        self.tree_of(name, &field.value, field.span)
    }

    /// A JSONata text where a literal could also stand.
    pub fn query(&mut self, name: &str, text: &str, span: Span) -> Option<jsonata::Tree> {
        self.tree_of(name, &Value::String(text.to_owned()), span)
    }

    fn tree_of(&mut self, name: &str, value: &Value, span: Span) -> Option<jsonata::Tree> {
        self.look_inside(value);
        match jsonata::Tree::parse(name, value) {
            Ok(tree) => Some(tree),
            Err(problems) => {
                for problem in problems {
                    let code = if problem.is_unsupported { UNSUPPORTED_JSONATA } else { INVALID_JSONATA };
                    let location = format!("{}/{name}", self.state.location);
                    self.problems.push(Diagnostic::error(code, problem.message, span).at(location));
                }
                None
            }
        }
    }

    /// Number of the state that a transition field names.
    pub fn target(&mut self, name: &str, field: Option<&Field<String>>) -> Option<u32> {
        let Some(field) = field else {
            self.problem(
                codes::SCHEMA_VALIDATION_FAILED,
                format!("These fields are required: [{name}]"),
                self.state.span,
            );
            return None;
        };
        let found = self.machine.target(self.state, &field.value).map(|state| number(state.id));
        if found.is_none() {
            let message = format!("Missing 'Next' target: {}", field.value);
            self.problem(codes::MISSING_TRANSITION_TARGET, message, field.span);
        }
        found
    }

    /// Number of the first state of a nested workflow.
    pub fn first_of(&mut self, workflow: asl::WorkflowId) -> Option<u32> {
        let first = self.machine.workflow(workflow).start().map(number);
        if first.is_none() {
            let message = "Missing 'Next' target of StartAt".to_owned();
            self.problem(codes::MISSING_TRANSITION_TARGET, message, self.machine.workflow(workflow).span);
        }
        first
    }

    pub fn required(&mut self, name: &str) {
        let message = format!("These fields are required: [{name}]");
        self.problem(codes::SCHEMA_VALIDATION_FAILED, message, self.state.span);
    }

    pub fn report(&mut self, name: &str, message: String, span: Span) {
        let location = format!("{}/{name}", self.state.location);
        self.problems.push(Diagnostic::error(codes::SCHEMA_VALIDATION_FAILED, message, span).at(location));
    }

    fn problem(&mut self, code: &'static str, message: String, span: Span) {
        self.problems.push(Diagnostic::error(code, message, span).at(self.state.location.clone()));
    }

    fn look_inside(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.needs.look(text),
            Value::Array(items) => items.iter().for_each(|item| self.look_inside(item)),
            Value::Object(members) => members.values().for_each(|member| self.look_inside(member)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// The number of a state in the program.
pub(crate) fn number(id: asl::StateId) -> u32 {
    u32::try_from(id.index()).unwrap_or(u32::MAX)
}
