//! The rules of a team: expressions in a file beside its workflows, each of which says of a state whether something is
//! wrong with it.
//!
//! A rule is asked about a state again only when that state's text has changed, and one that never ends is not asked
//! again: what a key costs does not grow with the workflow, and never beyond what the caller grants.

mod judge;
mod message;
mod read;
#[cfg(test)]
mod tests;
mod verdicts;

use asl::StateType;
use expressions::jsonata::Question;
use syntax::{Diagnostic, Pointer, Severity};

pub use judge::judge;
use message::Message;
pub use verdicts::Verdicts;

/// The name of the file.
pub const FILE_NAME: &str = "signalbox-rules.json";
/// What breaks a rule of the team.
pub const TEAM_RULE: &str = "TEAM_RULE";
/// What keeps rules of the team from being asked.
pub const TEAM_RULES_FILE: &str = "TEAM_RULES_FILE";

/// The rules of one file.
#[derive(Debug)]
pub struct TeamRules {
    /// The file, as it is shown to people.
    file: String,
    rules: Vec<Rule>,
    /// What is wrong with the file's own text.
    problems: Vec<Diagnostic>,
    /// The same in one sentence, for those who look at a workflow.
    broken: Option<String>,
}

/// What the rules say of a definition.
#[derive(Debug, Default)]
pub struct Judged {
    /// In the text of the definition.
    pub problems: Vec<Diagnostic>,
    /// How many problems each rule has found, in the order of the file.
    pub counts: Vec<usize>,
    /// So many states were not looked at because the time was up. The next question goes on with them.
    pub left: usize,
}

/// One rule.
#[derive(Debug)]
struct Rule {
    name: String,
    severity: Severity,
    applies: Applies,
    when: Question,
    message: Message,
    /// The place in the state that is underlined.
    field: Option<Pointer>,
    /// Whether it looks at more than the state itself.
    sees_workflow: bool,
}

/// What a rule is asked about.
#[derive(Debug)]
enum Applies {
    /// States of these types; of all types if there are none.
    States(Vec<StateType>),
    /// The whole definition.
    Workflow,
}

impl TeamRules {
    /// A file that could not be read.
    #[must_use]
    pub fn unreadable(file: &str, reason: &str) -> Self {
        let broken = Some(format!("The rules of your team cannot be read: {reason}"));
        Self { file: file.to_owned(), rules: Vec::new(), problems: Vec::new(), broken }
    }

    /// What is wrong with the file itself, in its text.
    #[must_use]
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// The rules that can be asked, by name, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.iter().map(|rule| rule.name.as_str())
    }

    /// The file, as it is shown to people.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }
}
