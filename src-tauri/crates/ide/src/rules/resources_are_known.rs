//! `Resource` is a function's or activity's ARN, or a service integration that exists.

use asl::{StateKind, StateMachine};
use syntax::{Diagnostic, Tree};

use super::schema;

/// Every call of every service; which exist is not checked here.
const SDK: &str = "aws-sdk";

const PATTERNS: &[&str] = &["sync", "sync:2", "waitForTaskToken"];

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(resource) = &task.resource else { continue };
        let message = match judge(&resource.value) {
            Verdict::Known => continue,
            Verdict::NoArn => "Value is not a valid resource ARN".to_owned(),
            Verdict::Unknown => format!(
                "The resource provided {} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.",
                resource.value
            ),
        };
        let problem = schema(message, resource.span).at(format!("{}/Resource", state.location));
        found.push(problem.help("for example `arn:aws:states:::lambda:invoke`"));
    }
}

enum Verdict {
    Known,
    Unknown,
    NoArn,
}

fn judge(resource: &str) -> Verdict {
    if super::is_filled_in(resource) {
        return Verdict::Known;
    }
    let mut parts = resource.splitn(6, ':');
    let (head, partition, service) = (parts.next(), parts.next(), parts.next());
    let is_arn = head == Some("arn") && partition.is_some_and(|text| text.starts_with("aws"));
    let rest = parts.nth(2);
    match (service, rest) {
        _ if !is_arn => Verdict::NoArn,
        (Some("states"), Some(rest)) => integration(rest),
        (Some(_), Some(_)) => Verdict::Known,
        _ => Verdict::NoArn,
    }
}

/// `activity:NAME`, `lambda:invoke.waitForTaskToken`.
fn integration(rest: &str) -> Verdict {
    let (service, action) = rest.split_once(':').unwrap_or((rest, ""));
    if service == "activity" || service == SDK {
        return Verdict::Known;
    }
    let (action, pattern) =
        action.split_once('.').map_or((action, None), |(action, rest)| (action, Some(rest)));
    let known = aws_models::optimised(service, action).is_some();
    let pattern = pattern.is_none_or(|pattern| PATTERNS.contains(&pattern));
    if known && pattern { Verdict::Known } else { Verdict::Unknown }
}
