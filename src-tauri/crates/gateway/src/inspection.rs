//! What a test of a state found, as `TestState` answers it (step-functions-executions §8.8).

use std::sync::Arc;

use engine::trial::{Ending, Report};
use engine::{Failure, Payload, Stage};
use serde_json::{Map, Value, json};

use crate::door::put;

/// How a test is shown.
#[derive(Debug)]
pub(crate) struct Shown<'r> {
    /// Whether `DEBUG` or `TRACE` was asked for.
    pub(crate) inspects: bool,
    /// The input, as sent.
    pub(crate) input: &'r String,
    /// Where else values may come from, as sent.
    pub(crate) sources: [&'r Option<String>; 3],
}

impl Shown<'_> {
    /// The answer.
    pub(crate) fn told(&self, report: Report) -> Value {
        let inspection = self.inspects.then(|| self.inspection(&report));
        let mut told = json!({});
        let failed = |told: &mut Value, failure: Failure| {
            for (name, text) in [("error", failure.error), ("cause", failure.cause)] {
                if let Some(text) = text {
                    put(told, name, text);
                }
            }
        };
        let left = |told: &mut Value, output: &Payload, next: Option<Arc<str>>| {
            put(told, "output", output.text());
            if let Some(next) = next {
                put(told, "nextState", &*next);
            }
        };
        let status = match report.ending {
            Ending::Succeeded { output, next } => {
                left(&mut told, &output, next);
                "SUCCEEDED"
            }
            Ending::Caught { failure, output, next } => {
                failed(&mut told, failure);
                left(&mut told, &output, next);
                "CAUGHT_ERROR"
            }
            Ending::Retriable(failure) => {
                failed(&mut told, failure);
                "RETRIABLE"
            }
            Ending::Failed(failure) => {
                failed(&mut told, failure);
                "FAILED"
            }
        };
        if let Some(inspection) = inspection {
            put(&mut told, "inspectionData", inspection);
        }
        put(&mut told, "status", status);
        told
    }

    fn inspection(&self, report: &Report) -> Value {
        let found = &report.inspection;
        let mut shown = json!({ "input": self.input });
        for (stage, value) in &found.stages {
            put(&mut shown, stage_name(*stage), self.written(*stage, value));
        }
        let numbers = [
            ("maxConcurrency", found.max_concurrency.map(Value::from)),
            ("toleratedFailureCount", found.tolerated_failure_count.map(Value::from)),
            ("toleratedFailurePercentage", found.tolerated_failure_percentage.map(Value::from)),
        ];
        for (name, number) in numbers {
            if let Some(number) = number {
                put(&mut shown, name, number);
            }
        }
        if !report.variables.is_empty() {
            put(&mut shown, "variables", Value::Object(report.variables.clone()).to_string());
        }
        let mut details = Map::new();
        let indices = [("catchIndex", found.catcher), ("retryIndex", found.retrier)];
        details
            .extend(indices.into_iter().filter_map(|(name, index)| Some((name.to_owned(), index?.into()))));
        if let Some(milliseconds) = found.backoff_milliseconds {
            let seconds = milliseconds.saturating_add(500) / 1_000;
            details.insert("retryBackoffIntervalSeconds".to_owned(), seconds.into());
        }
        if !details.is_empty() {
            put(&mut shown, "errorDetails", Value::Object(details));
        }
        shown
    }

    /// What a path selects is shown as it is written where it comes from, blanks included.
    fn written(&self, stage: Stage, value: &Payload) -> String {
        let is_selected =
            matches!(stage, Stage::AfterInputPath | Stage::AfterItemsPath | Stage::AfterItemsPointer);
        if !is_selected {
            return value.text().to_owned();
        }
        let sources = std::iter::once(self.input).chain(self.sources.into_iter().flatten());
        sources
            .filter_map(|source| as_written(source, value.value()))
            .next()
            .unwrap_or_else(|| value.text().to_owned())
    }
}

/// The text that is a value of its own within `source` and means `value`.
fn as_written(source: &str, value: &Value) -> Option<String> {
    let (tree, _) = syntax::parse(source);
    let mut left: Vec<_> = tree.root().into_iter().collect();
    while let Some(node) = left.pop() {
        let text = node.span().text(source);
        if serde_json::from_str::<Value>(text).ok().as_ref() == Some(value) {
            return Some(text.to_owned());
        }
        left.extend(node.items());
        left.extend(node.members().map(|member| member.value));
    }
    None
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::AfterArguments => "afterArguments",
        Stage::AfterInputPath => "afterInputPath",
        Stage::AfterParameters => "afterParameters",
        Stage::AfterItemsPath => "afterItemsPath",
        Stage::AfterItemsPointer => "afterItemsPointer",
        Stage::AfterItemSelector => "afterItemSelector",
        Stage::AfterItemBatcher => "afterItemBatcher",
        Stage::Result => "result",
        Stage::AfterResultSelector => "afterResultSelector",
        Stage::AfterResultPath => "afterResultPath",
    }
}
