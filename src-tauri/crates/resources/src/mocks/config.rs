//! The mock file of Step Functions Local (step-functions-export §10.7): which state machines have which test cases, and
//! what their tasks are told.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::ops::RangeInclusive;

use engine::{Failure, Outcome, Payload};
use syntax::{Kind, LineIndex, Node, Span};

/// A mock file that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MockConfig {
    /// State machine → test case → state → name of the mocked response.
    machines: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>>,
    /// Name → what each invocation is told.
    responses: BTreeMap<String, Vec<(RangeInclusive<u32>, Outcome)>>,
}

/// What is wrong with a mock file, where, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MockProblem {
    /// Line and column, counted from 1.
    pub place: (u32, u32),
    /// What is wrong.
    pub message: String,
    /// The next step.
    pub hint: &'static str,
}

impl Display for MockProblem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { place: (line, column), message, hint } = self;
        write!(formatter, "{line}:{column}: {message}\n  help: {hint}")
    }
}

const SHAPE: &str = "a mock file is { \"StateMachines\": { machine: { \"TestCases\": { case: { state: response } } } }, \"MockedResponses\": { response: { \"0\": { \"Return\": … } } } }";
const ANSWER: &str = "write { \"Return\": any JSON } or { \"Throw\": { \"Error\": text, \"Cause\": text } }";
const NUMBERS: &str = "number the invocations of a state from 0 without gaps: \"0\", \"1-3\", \"4\"";
const NAMES: &str = "name one of the entries of \"MockedResponses\"";

impl MockConfig {
    /// Reads a mock file.
    ///
    /// # Errors
    /// Everything that is wrong with it, in text order.
    pub fn parse(text: &str) -> Result<Self, Vec<MockProblem>> {
        let mut reader = Reader { lines: LineIndex::new(text), problems: Vec::new() };
        let (tree, syntax) = syntax::parse(text);
        if text.trim().is_empty() {
            reader.complain(Span::default(), "the file is empty", SHAPE);
            return Err(reader.problems);
        }
        for problem in syntax {
            reader.complain(problem.span, problem.message, "the file must be JSON");
        }
        let mut config = Self::default();
        if let Some(root) = tree.root().filter(|_| reader.problems.is_empty()) {
            reader.file(root, &mut config);
        }
        reader.problems.sort_by_key(|problem| problem.place);
        match reader.problems.is_empty() {
            true => Ok(config),
            false => Err(reader.problems),
        }
    }

    /// Whether a state machine has this test case. If it has not, the cases it has.
    ///
    /// # Errors
    /// The names of its test cases.
    pub fn check_case(&self, machine: &str, case: &str) -> Result<(), Vec<&str>> {
        let cases = self.machines.get(machine);
        match cases.is_some_and(|cases| cases.contains_key(case)) {
            true => Ok(()),
            false => Err(cases.into_iter().flatten().map(|(name, _)| name.as_str()).collect()),
        }
    }

    /// Whether a test case mocks a state.
    pub(super) fn is_mocked(&self, machine: &str, case: &str, state: &str) -> bool {
        self.response(machine, case, state).is_some()
    }

    /// What an invocation of a state is told; nothing after the last one that the file numbers.
    pub(super) fn outcome(
        &self,
        machine: &str,
        case: &str,
        state: &str,
        invocation: u32,
    ) -> Option<&Outcome> {
        let answers = self.responses.get(self.response(machine, case, state)?)?;
        answers.iter().find(|(numbers, _)| numbers.contains(&invocation)).map(|(_, outcome)| outcome)
    }

    fn response(&self, machine: &str, case: &str, state: &str) -> Option<&String> {
        self.machines.get(machine)?.get(case)?.get(state)
    }
}

struct Reader {
    lines: LineIndex,
    problems: Vec<MockProblem>,
}

impl Reader {
    fn complain(&mut self, span: Span, message: impl Into<String>, hint: &'static str) {
        let place = self.lines.line_column(span.start);
        let place = (place.line + 1, place.column + 1);
        self.problems.push(MockProblem { place, message: message.into(), hint });
    }

    /// The members of an object; a complaint if it is none.
    fn members<'t>(&mut self, node: Node<'t>, what: &str, hint: &'static str) -> Vec<(String, Node<'t>)> {
        if node.kind() != Kind::Object {
            self.complain(node.span(), format!("{what} must be an object"), hint);
        }
        node.members().map(|member| (member.key().into_owned(), member.value)).collect()
    }

    fn file(&mut self, root: Node<'_>, config: &mut MockConfig) {
        let mut machines = None;
        for (name, node) in self.members(root, "the file", SHAPE) {
            match name.as_str() {
                "StateMachines" => machines = Some(node),
                "MockedResponses" => self.responses(node, config),
                _ => self.complain(node.span(), format!("`{name}` is not known here"), SHAPE),
            }
        }
        match machines {
            Some(machines) => self.machines(machines, config),
            None => self.complain(root.span(), "`StateMachines` is missing", SHAPE),
        }
    }

    fn machines(&mut self, node: Node<'_>, config: &mut MockConfig) {
        for (machine, body) in self.members(node, "`StateMachines`", SHAPE) {
            let mut cases = BTreeMap::new();
            for (name, node) in self.members(body, &format!("`{machine}`"), SHAPE) {
                if name != "TestCases" {
                    self.complain(node.span(), format!("`{name}` is not known here"), SHAPE);
                    continue;
                }
                for (case, states) in self.members(node, "`TestCases`", SHAPE) {
                    let states = self.states(states, &case, config);
                    cases.insert(case, states);
                }
            }
            config.machines.insert(machine, cases);
        }
    }

    fn states(&mut self, node: Node<'_>, case: &str, config: &MockConfig) -> BTreeMap<String, String> {
        let mut states = BTreeMap::new();
        for (state, node) in self.members(node, &format!("the test case `{case}`"), SHAPE) {
            match node.as_str() {
                Some(response) if config.responses.contains_key(&*response) => {
                    states.insert(state, response.into_owned());
                }
                Some(response) => {
                    let message = format!("there is no mocked response `{response}` for the state `{state}`");
                    self.complain(node.span(), message, NAMES);
                }
                None => {
                    let message = format!("the response of the state `{state}` must be a name");
                    self.complain(node.span(), message, NAMES);
                }
            }
        }
        states
    }

    fn responses(&mut self, node: Node<'_>, config: &mut MockConfig) {
        for (name, body) in self.members(node, "`MockedResponses`", SHAPE) {
            let mut answers: Vec<(RangeInclusive<u32>, Outcome, Span)> = Vec::new();
            for (key, node) in self.members(body, &format!("the mocked response `{name}`"), NUMBERS) {
                let numbers = numbers(&key);
                if numbers.is_none() {
                    let message = format!("`{key}` numbers no invocation of `{name}`");
                    self.complain(node.span(), message, NUMBERS);
                }
                let outcome = self.outcome(node);
                if let (Some(numbers), Some(outcome)) = (numbers, outcome) {
                    answers.push((numbers, outcome, node.span()));
                }
            }
            answers.sort_by_key(|(numbers, _, _)| *numbers.start());
            self.check_numbers(&name, &answers, body.span());
            let answers = answers.into_iter().map(|(numbers, outcome, _)| (numbers, outcome)).collect();
            config.responses.insert(name, answers);
        }
    }

    fn check_numbers(&mut self, name: &str, answers: &[(RangeInclusive<u32>, Outcome, Span)], around: Span) {
        let mut next = Some(0);
        for (numbers, _, span) in answers {
            if next != Some(*numbers.start()) {
                let number = numbers.start();
                let message = match next {
                    Some(next) if *number > next => {
                        format!("`{name}` says nothing about invocation {next}, but about {number}")
                    }
                    _ => format!("`{name}` says twice what invocation {number} is told"),
                };
                self.complain(*span, message, NUMBERS);
                return;
            }
            next = numbers.end().checked_add(1);
        }
        if answers.is_empty() && self.problems.is_empty() {
            self.complain(around, format!("`{name}` says nothing about invocation 0"), NUMBERS);
        }
    }

    fn outcome(&mut self, node: Node<'_>) -> Option<Outcome> {
        let members = self.members(node, "an answer", ANSWER);
        let [(name, value)] = members.as_slice() else {
            if node.kind() == Kind::Object {
                self.complain(node.span(), "an answer has either `Return` or `Throw`", ANSWER);
            }
            return None;
        };
        match name.as_str() {
            "Return" => match Payload::parse(value.source()) {
                Ok(result) => Some(Outcome::Succeeded(result)),
                Err(error) => {
                    self.complain(value.span(), error.reason, ANSWER);
                    None
                }
            },
            "Throw" => self.thrown(*value),
            _ => {
                self.complain(value.span(), format!("`{name}` is not known here"), ANSWER);
                None
            }
        }
    }

    fn thrown(&mut self, node: Node<'_>) -> Option<Outcome> {
        let mut failure = Failure::default();
        for (name, value) in self.members(node, "`Throw`", ANSWER) {
            let text = value.as_str().map(std::borrow::Cow::into_owned);
            match (name.as_str(), text) {
                ("Error", Some(text)) => failure.error = Some(text),
                ("Cause", Some(text)) => failure.cause = Some(text),
                ("Error" | "Cause", None) => {
                    self.complain(value.span(), format!("`{name}` must be a text"), ANSWER);
                }
                _ => self.complain(value.span(), format!("`{name}` is not known here"), ANSWER),
            }
        }
        if failure.error.is_none() {
            self.complain(node.span(), "`Error` is missing", ANSWER);
            return None;
        }
        Some(Outcome::Failed(failure))
    }
}

/// `3` or `3-5`.
fn numbers(key: &str) -> Option<RangeInclusive<u32>> {
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?;
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let (first, last): (u32, u32) = (number(first)?, number(last)?);
    (first <= last).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(text: &str) -> String {
        match MockConfig::parse(text) {
            Ok(_) => "good".to_owned(),
            Err(problems) => {
                let told = problems
                    .iter()
                    .map(|problem| format!("{}:{}: {}", problem.place.0, problem.place.1, problem.message));
                told.collect::<Vec<_>>().join(" | ")
            }
        }
    }

    #[test]
    fn invocations_are_answered_by_their_numbers() {
        let file = json!({
            "StateMachines": { "m": { "TestCases": { "c": { "A": "flaky" } } } },
            "MockedResponses": { "flaky": {
                "0-1": { "Throw": { "Error": "E", "Cause": "slow" } }, "2": { "Return": [1] },
            } },
        });
        let config = MockConfig::parse(&file.to_string()).unwrap();
        let failed = Outcome::Failed(Failure::new("E", "slow"));
        let done = Outcome::Succeeded(Payload::parse("[1]").unwrap());
        for (invocation, expected) in [(0, Some(&failed)), (1, Some(&failed)), (2, Some(&done)), (3, None)] {
            assert_eq!(config.outcome("m", "c", "A", invocation), expected, "{invocation}");
        }
        assert!(!config.is_mocked("m", "c", "B") && !config.is_mocked("m", "d", "A"));
        assert_eq!(config.check_case("m", "d"), Err(vec!["c"]));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let response = |body: &str| {
            format!(
                "{{ \"StateMachines\": {{ \"m\": {{ \"TestCases\": {{ \"c\": {{ \"A\": \"r\" }} }} }} }},\n  \"MockedResponses\": {{ \"r\":\n{body} }} }}"
            )
        };
        for (text, expected) in [
            ("", "1:1: the file is empty"),
            ("[]", "1:1: the file must be an object | 1:1: `StateMachines` is missing"),
            (r#"{ "StateMachines": {}, "Mocks": {} }"#, "1:33: `Mocks` is not known here"),
            (
                r#"{ "StateMachines": { "m": { "TestCases": { "c": { "A": "r" } } } } }"#,
                "1:56: there is no mocked response `r` for the state `A`",
            ),
            (
                &response(r#"{ "0": { "Return": 1, "Throw": {} } }"#),
                "3:8: an answer has either `Return` or `Throw`",
            ),
            (&response(r#"{ "0": { "Throw": { "Cause": "c" } } }"#), "3:19: `Error` is missing"),
            (&response(r#"{ "x": { "Return": 1 } }"#), "3:8: `x` numbers no invocation of `r`"),
            (
                &response(r#"{ "1": { "Return": 1 } }"#),
                "3:8: `r` says nothing about invocation 0, but about 1",
            ),
            (
                &response(r#"{ "0-2": { "Return": 1 }, "2": { "Return": 1 } }"#),
                "3:32: `r` says twice what invocation 2 is told",
            ),
            (&response("{}"), "3:1: `r` says nothing about invocation 0"),
            (&response(r#"{ "0": { "Return": null } }"#), "good"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
        assert!(told("{,").starts_with("1:2: "), "{}", told("{,"));
    }
}
