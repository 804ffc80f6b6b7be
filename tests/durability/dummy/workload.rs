//! What the dummy does: starts executions of several kinds, answers tokens, stops some.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use engine::{Failure, Outcome, Payload};
use runtime::{Error, Runtime, StartExecution};
use serde_json::{Value, json};
use support::clock::Chance;
use tokio::sync::broadcast::error::RecvError;

use crate::effects::Effects;

/// Looks at what is left, 2 ms apart at least: minutes, where seconds are usual.
const ROUNDS_MAX: u32 = 60_000;

pub(crate) struct Workload {
    runtime: Runtime,
    effects: Arc<Effects>,
    chance: Chance,
    seed: u64,
}

impl Workload {
    pub(crate) fn new(runtime: Runtime, effects: Arc<Effects>, seed: u64) -> Self {
        Self { runtime, effects, chance: Chance::new(!seed), seed }
    }

    /// Starts `starts` executions; then goes on until it is killed, or, to finish, until all are over. Gives up once neither
    /// has come for long.
    pub(crate) async fn run(self, starts: u64, finish: bool) -> ExitCode {
        tokio::spawn(show(self.runtime.clone()));
        println!("open");
        for number in 0..starts {
            self.start(number).await;
            if self.chance.below(3) == 0 {
                self.answer_one().await;
            }
            if self.chance.below(8) == 0 {
                self.stop_one().await;
            }
        }
        for _ in 0..ROUNDS_MAX {
            if finish && self.finish().await {
                return ExitCode::SUCCESS;
            }
            self.answer_one().await;
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        eprintln!("it came to no end");
        ExitCode::FAILURE
    }

    async fn start(&self, number: u64) {
        let (kind, definition) = definition(self.chance.below(5));
        let request = StartExecution {
            definition: definition.to_string(),
            machine: kind.into(),
            name: Some(format!("{}-{number}", self.seed)),
            input: Some(Payload::from_value(json!({ "number": number }))),
            handlers_folder: None,
            virtual_time: None,
            trace_header: None,
        };
        match self.runtime.start(request).await {
            Ok(started) => println!("started {}", started.execution_arn),
            Err(error) => println!("refused {}", one_line(&error)),
        }
    }

    /// Answers any token, also one that was answered before.
    async fn answer_one(&self) {
        let tokens = self.effects.tokens();
        let Some(token) = tokens.get(self.chance.below(tokens.len().max(1))) else { return };
        self.answer(token).await;
    }

    async fn answer(&self, token: &str) {
        let outcome = Outcome::Succeeded(Payload::from_value(json!({ "answer": self.seed })));
        match self.runtime.answer_token(token, outcome).await {
            Ok(()) => println!("answered {token}"),
            Err(Error::TaskTimedOut) => {}
            Err(error) => println!("refused {}", one_line(&error)),
        }
    }

    async fn stop_one(&self) {
        let Ok(rows) = self.runtime.list(None, 20) else { return };
        let Some(row) = rows.get(self.chance.below(rows.len().max(1))) else { return };
        if self.runtime.stop(&row.arn, Failure::default()).await.is_ok() {
            println!("stopped {}", row.arn);
        }
    }

    /// True once everything is over.
    async fn finish(&self) -> bool {
        for token in self.effects.tokens() {
            self.answer(&token).await;
        }
        self.runtime.list(None, u32::MAX).is_ok_and(|rows| rows.iter().all(|row| row.status != "RUNNING"))
    }
}

/// Prints what an onlooker is shown.
async fn show(runtime: Runtime) {
    let mut changes = runtime.subscribe();
    loop {
        match changes.recv().await {
            Ok(change) => println!("shown {} {} {}", change.execution_arn, change.last_event, change.status),
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}

fn one_line(error: &Error) -> String {
    error.to_string().replace('\n', " ")
}

fn definition(kind: usize) -> (&'static str, Value) {
    let function = |name: &str| format!("arn:aws:lambda:us-east-1:111111111111:function:{name}");
    let task = |name: &str, next: &str| json!({ "Type": "Task", "Resource": function(name), "Next": next });
    let end = json!({ "Type": "Succeed" });
    match kind {
        0 => ("quick", machine("A", json!({ "A": task("quick", "B"), "B": task("quick", "C"), "C": end }))),
        1 => ("slow", machine("A", json!({ "A": task("quick", "B"), "B": task("slow", "C"), "C": end }))),
        2 => {
            let wait = |next: &str| json!({ "Type": "Wait", "Seconds": 1, "Next": next });
            ("wait", machine("A", json!({ "A": wait("B"), "B": task("quick", "C"), "C": end })))
        }
        3 => {
            let ask = json!({
                "Type": "Task",
                "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Parameters": { "Token.$": "$$.Task.Token" },
                "Next": "B",
            });
            ("callback", machine("A", json!({ "A": ask, "B": task("quick", "C"), "C": end })))
        }
        _ => {
            let branch = |name: &str| machine("A", json!({ "A": task(name, "B"), "B": end }));
            let both =
                json!({ "Type": "Parallel", "Branches": [branch("quick"), branch("slow")], "Next": "C" });
            ("parallel", machine("A", json!({ "A": both, "C": end })))
        }
    }
}

fn machine(first: &str, states: Value) -> Value {
    json!({ "StartAt": first, "States": states })
}
