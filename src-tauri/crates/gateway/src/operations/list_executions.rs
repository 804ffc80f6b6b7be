//! `ListExecutions`, newest first; by the ARN of a version or an alias only those started through it.

use runtime::names;
use serde_json::{Value, json};
use store::tables::executions::Execution;

use crate::arn::Arn;
use crate::door::{Gateway, put};
use crate::executions::{redrives, standing};
use crate::members::{ARN, LONG_ARN, Members};
use crate::refusal::Refusal;
use crate::{map_run_children, page};

const STATUSES: [&str; 6] = ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"];
/// Rows that are looked at in one go.
const PAGE: u32 = 500;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.text("stateMachineArn", ARN);
    let map_run = members.text("mapRunArn", LONG_ARN);
    let status = members.word("statusFilter", &STATUSES);
    let redriven = members.word("redriveFilter", &["REDRIVEN", "NOT_REDRIVEN"]);
    let max = members.page_size();
    let token = members.text("nextToken", 1..=3096);
    members.check()?;
    let arn = match (arn, map_run) {
        (Some(arn), None) => arn,
        (None, Some(map_run)) => {
            let filter = Filter { status, is_redriven: redriven.map(|word| word == "REDRIVEN") };
            return children(gateway, &map_run, &filter, max, token.as_deref());
        }
        _ => return Err(Refusal::validation("Must specify exactly one of stateMachineArn and mapRunArn")),
    };
    if status.as_deref() == Some("PENDING_REDRIVE") {
        let message = "The statusFilter PENDING_REDRIVE needs a mapRunArn: only children of a Map Run wait for a redrive";
        return Err(Refusal::validation(message));
    }
    let filter = Filter { status, is_redriven: redriven.map(|word| word == "REDRIVEN") };
    let list = format!("ListExecutions {arn} {:?} {:?}", filter.status, filter.is_redriven);
    let now = gateway.now();
    let before = token.map(|token| page::read(&list, &token, now)).transpose()?;
    let before = before.map(|text| text.parse().map_err(|_| Refusal::invalid_token())).transpose()?;
    let named = gateway.named(&arn)?;
    if named.machine.kind == "EXPRESS" {
        return Err(not_of_express());
    }
    let found = find(gateway, &named.machine.arn, &named.machine.name, &arn, &filter, before, max)?;
    let (goes_on, last) = (found.len() > max, found.get(max.saturating_sub(1)).map(|(row, _)| row.id));
    let shown: Vec<Value> = found.into_iter().take(max).map(|(_, shown)| shown).collect();
    let mut answer = json!({ "executions": shown });
    if let Some(last) = last.filter(|_| goes_on) {
        put(&mut answer, "nextToken", page::issue(&list, &last.to_string(), now));
    }
    Ok(answer)
}

/// The children of a Map Run, latest first.
fn children(
    gateway: &Gateway,
    arn: &str,
    filter: &Filter,
    max: usize,
    token: Option<&str>,
) -> Result<Value, Refusal> {
    Arn::of_kind(arn, "mapRun")?;
    let map_run = gateway.drivers.runtime.map_run(arn)?.row;
    let list = format!("ListExecutions {arn} {:?} {:?}", filter.status, filter.is_redriven);
    let now = gateway.now();
    let before = token.map(|token| page::read(&list, token, now)).transpose()?;
    let mut before = match before {
        Some(text) => text.parse().map_err(|_| Refusal::invalid_token())?,
        None => u64::MAX,
    };
    let mut found = Vec::new();
    while found.len() <= max {
        let page = map_run_children::page(gateway, &map_run, before)?;
        let Some(last) = page.last() else { break };
        before = last.number();
        found.extend(page.into_iter().filter(|child| filter.takes(child.status(), child.redrive_count())));
    }
    let goes_on = found.len() > max;
    found.truncate(max);
    let shown = found.iter().map(|child| child.shown(gateway, arn)).collect::<Result<Vec<_>, _>>()?;
    let mut answer = json!({ "executions": shown });
    if let Some(last) = found.last().filter(|_| goes_on) {
        put(&mut answer, "nextToken", page::issue(&list, &last.number().to_string(), now));
    }
    Ok(answer)
}

fn not_of_express() -> Refusal {
    let message = "This operation is not supported by this type of state machine";
    Refusal::new("StateMachineTypeNotSupported", message)
}

struct Filter {
    status: Option<String>,
    is_redriven: Option<bool>,
}

impl Filter {
    fn takes(&self, status: &str, redrives: u32) -> bool {
        self.status.as_ref().is_none_or(|asked| asked == status)
            && self.is_redriven.is_none_or(|redriven| redriven == (redrives > 0))
    }
}

/// One more than `max`, so that it is seen whether there are more.
fn find(
    gateway: &Gateway,
    machine: &str,
    name: &str,
    asked: &str,
    filter: &Filter,
    mut before: Option<i64>,
    max: usize,
) -> Result<Vec<(Execution, Value)>, Refusal> {
    let prefix = names::executions_of(machine);
    let mut found = Vec::new();
    loop {
        let rows = gateway.read(|tables| tables.executions().latest(Some(name), before, PAGE))?;
        let Some(last) = rows.last() else { return Ok(found) };
        before = Some(last.id);
        for row in rows {
            if !row.arn.starts_with(&prefix) || !filter.takes(&row.status, row.redrives.count) {
                continue;
            }
            let start = gateway.drivers.runtime.beginning_of(&row.arn)?;
            let is_through = asked == machine
                || start.version_arn.as_deref() == Some(asked)
                || start.alias_arn.as_deref() == Some(asked);
            if is_through {
                let mut shown = standing(&row, &start);
                shown.extend(redrives(&row));
                found.push((row, shown.into()));
            }
            if found.len() > max {
                return Ok(found);
            }
        }
    }
}
