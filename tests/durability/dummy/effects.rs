//! Work with traces outside the database.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use engine::{Outcome, Pattern, Payload};
use runtime::{Begun, Desk, Integration, Later, Work};
use serde_json::json;

/// Writes down what was begun, and which tokens were given out.
#[derive(Debug)]
pub(crate) struct Effects {
    begun: Mutex<File>,
    tokens: PathBuf,
}

impl Effects {
    pub(crate) fn open(folder: &str) -> Self {
        let beside = Path::new(folder).parent().unwrap_or(Path::new("."));
        let begun = append(&beside.join("begun"));
        Self { begun: Mutex::new(begun), tokens: beside.join("tokens") }
    }

    /// All tokens ever given out.
    pub(crate) fn tokens(&self) -> Vec<String> {
        let text = std::fs::read_to_string(&self.tokens).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }
}

#[allow(clippy::expect_used, reason = "a dummy without a file to write to is of no use")]
fn append(path: &Path) -> File {
    OpenOptions::new().create(true).append(true).open(path).expect("the folder can be written to")
}

impl Integration for Effects {
    fn answers(&self, _: &str, pattern: Pattern) -> bool {
        pattern != Pattern::Activity
    }

    fn begin(&self, work: Work, _: Desk) -> Later<Begun> {
        // One write per line: a killed process leaves whole lines or none.
        let line = format!("{} {}\n", work.origin.execution_arn, work.ticket.0);
        let written = self.begun.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
        drop(written);
        if let Some(token) = &work.task.token {
            let written = append(&self.tokens).write_all(format!("{token}\n").as_bytes());
            drop(written);
            return Box::pin(async { Begun::Accepted(Payload::from_value(json!({}))) });
        }
        let slow = work.task.resource.ends_with("slow");
        Box::pin(async move {
            if slow {
                tokio::time::sleep(Duration::from_millis(15)).await;
            }
            Begun::Answered(Outcome::Succeeded(work.task.parameters.clone()))
        })
    }

    fn abandon(&self, _: Work) -> Later<()> {
        Box::pin(async {})
    }
}
