//! `ListTagsForResource`.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("resourceArn", ARN);
    members.check()?;
    check_resource(gateway, &arn)?;
    let tags = gateway.read(|tables| tables.tags().of(&arn))?;
    let shown = tags.into_iter().map(|(key, value)| json!({ "key": key, "value": value }));
    Ok(json!({ "tags": shown.collect::<Vec<_>>() }))
}

/// Refuses what cannot have tags: only state machines and activities can.
pub(super) fn check_resource(gateway: &Gateway, arn: &str) -> Result<(), Refusal> {
    let kind = Arn::read(arn)?.kind;
    let exists = gateway.read(|tables| {
        Ok(match kind {
            "stateMachine" => tables.state_machines().by_arn(arn)?.is_some(),
            "activity" => tables.activities().by_arn(arn)?.is_some(),
            _ => false,
        })
    })?;
    match exists {
        true => Ok(()),
        false => Err(Refusal::new("ResourceNotFound", format!("Resource not found: '{arn}'"))
            .with("resourceName", arn)),
    }
}
