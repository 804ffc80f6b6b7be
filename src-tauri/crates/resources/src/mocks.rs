//! Tasks that a test case of the mock file answers, in place of whoever would do them.

mod config;

use std::fmt::{self, Display, Formatter};
use std::path::Path;
use std::sync::Arc;

use engine::{Failure, Outcome, Pattern, Payload, Task, TestCase};
use runtime::{Begun, Desk, Integration, Later, Work};

pub use config::{MockConfig, MockProblem};

/// Why a mock file cannot be used: one line for each thing that is wrong, each with what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadMockFile {
    file: String,
    problems: Vec<MockProblem>,
    unreadable: Option<String>,
}

impl Display for BadMockFile {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { file, problems, unreadable } = self;
        if let Some(reason) = unreadable {
            return write!(formatter, "the mock file `{file}` cannot be read: {reason}");
        }
        write!(formatter, "the mock file cannot be used")?;
        problems.iter().try_for_each(|problem| write!(formatter, "\n{file}:{problem}"))
    }
}

impl std::error::Error for BadMockFile {}

/// The mocked tasks of executions that were started as `ARN#TestCase`.
#[derive(Clone, Debug, Default)]
pub struct Mocks {
    config: Arc<MockConfig>,
}

impl Mocks {
    /// Answers from this file.
    #[must_use]
    pub fn new(config: MockConfig) -> Self {
        Self { config: Arc::new(config) }
    }

    /// Reads a mock file.
    ///
    /// # Errors
    /// [`BadMockFile`] if there is none, or something in it is wrong.
    pub fn read(file: &Path) -> Result<Self, BadMockFile> {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| BadMockFile {
            file: name.clone(),
            problems: Vec::new(),
            unreadable: Some(error.to_string()),
        })?;
        let config = MockConfig::parse(&text).map_err(|problems| BadMockFile {
            file: name,
            problems,
            unreadable: None,
        })?;
        Ok(Self::new(config))
    }

    /// The file.
    #[must_use]
    pub fn config(&self) -> &MockConfig {
        &self.config
    }

    fn outcome(&self, task: &Task, test: &TestCase) -> Outcome {
        // AWS's tool ends the execution in these cases, so no Retry and no Catch takes them.
        let fatal = |cause: String| Outcome::Failed(Failure::new("States.Runtime", cause));
        if task.pattern == Pattern::Activity {
            return fatal("Activity state cannot be mocked. Please remove mocks mapped for all activity state in the mock config file.".to_owned());
        }
        match self.config.outcome(&test.machine, &test.name, &task.state, test.invocation) {
            Some(Outcome::Succeeded(answer)) if task.pattern == Pattern::Function => {
                Outcome::Succeeded(payload_of(answer))
            }
            Some(outcome) => outcome.clone(),
            None => fatal(format!(
                "The test case '{}' has no mocked response for invocation {} of the state '{}'.",
                test.name, test.invocation, task.state
            )),
        }
    }
}

/// What a function returned. Mock files tell it as `lambda:invoke` answers, also for a state that names the function
/// itself and so gets the payload alone.
fn payload_of(answer: &Payload) -> Payload {
    let members = answer.value().as_object().filter(|members| members.contains_key("StatusCode"));
    let payload = members.and_then(|members| members.get("Payload"));
    payload.map_or_else(|| answer.clone(), |payload| Payload::from_value(payload.clone()))
}

impl Integration for Mocks {
    fn answers(&self, _resource: &str, _pattern: Pattern) -> bool {
        false
    }

    fn takes(&self, task: &Task) -> bool {
        task.test_case
            .as_ref()
            .is_some_and(|test| self.config.is_mocked(&test.machine, &test.name, &task.state))
    }

    fn begin(&self, work: Work, desk: Desk) -> Later<Begun> {
        let task = &work.task;
        let Some(test) = &task.test_case else {
            let lost = Failure::new(Failure::INTERRUPTED, "the task belongs to no test case");
            return Box::pin(async { Begun::Answered(Outcome::Failed(lost)) });
        };
        let outcome = self.outcome(task, test);
        // A job is submitted, and a token passed on, before either is over.
        if matches!(task.pattern, Pattern::Sync | Pattern::Sync2 | Pattern::WaitForTaskToken) {
            desk.submit(Payload::from_value(serde_json::json!({})));
        }
        Box::pin(async { Begun::Answered(outcome) })
    }

    fn abandon(&self, _work: Work) -> Later<()> {
        Box::pin(async {})
    }

    fn repeats_harmlessly(&self) -> bool {
        true
    }
}
