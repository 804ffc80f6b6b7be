//! What a text of rules would say, while somebody writes it.

use std::time::{Duration, Instant};

use ide::team_rules::{TEAM_RULES_FILE, TeamRules, Verdicts, judge};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::workflows::{Problem, problems};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// Nobody waits longer for the numbers beside the rules.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is wrong with these rules, and what do they find in this workflow? Nothing is kept of either.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CheckTeamRules {
    /// The file of the rules, for words to people.
    pub path: String,
    /// The text of the rules.
    pub rules: String,
    /// The text of the workflow.
    pub text: String,
}

/// A rule and what it finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TeamRule {
    /// Its name.
    pub name: String,
    /// How many problems it finds.
    pub found: usize,
}

/// What the rules say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CheckTeamRulesReply {
    /// What is wrong with the text of the rules.
    pub problems: Vec<Problem>,
    /// The rules that can be asked.
    pub rules: Vec<TeamRule>,
    /// Rules that have no answer for this workflow, and why.
    pub unanswered: Vec<String>,
}

impl Operation for CheckTeamRules {
    type Reply = CheckTeamRulesReply;
    const NAME: &'static str = "check_team_rules";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<CheckTeamRulesReply, Error> {
        waiting(move || self.check()).await
    }
}

impl CheckTeamRules {
    fn check(self) -> CheckTeamRulesReply {
        let rules = TeamRules::read(&self.path, &self.rules);
        let begin = Instant::now();
        let document = ide::Document::read(&self.text);
        let judged = judge(&document, &rules, &mut Verdicts::default(), &|| begin.elapsed() > PATIENCE);
        // What is wrong with the file itself stands in `problems` already, each with its place.
        let is_whole = rules.problems().is_empty();
        let unanswered = judged.problems.into_iter().filter(|it| is_whole && it.code == TEAM_RULES_FILE);
        let unanswered = unanswered.map(|problem| problem.message).collect();
        let found = rules.problems().iter().cloned();
        let found = found.map(|diagnostic| ide::Problem { diagnostic, state: None }).collect();
        let names = rules.names().map(str::to_owned);
        CheckTeamRulesReply {
            problems: problems(&self.rules, found),
            rules: names.zip(judged.counts).map(|(name, found)| TeamRule { name, found }).collect(),
            unanswered,
        }
    }
}
