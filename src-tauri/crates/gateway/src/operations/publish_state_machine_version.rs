//! `PublishStateMachineVersion`: the present revision under a number.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::deletion::check_active;
use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;
use crate::state_machines::{check_publishable, publish};

/// What AWS calls the revision before the first update.
const INITIAL: &str = "INITIAL";

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineArn", ARN);
    let revision = members.text("revisionId", 0..=256);
    let description = members.text("description", 0..=256);
    members.check()?;
    Arn::of_kind(&arn, "stateMachine")?;
    let now = gateway.now();
    let version = gateway
        .change(move |tables| {
            let machine = tables.reading().state_machines().by_arn(&arn)?;
            let mut machine = machine.ok_or_else(|| Refusal::no_state_machine(&arn))?;
            check_active(&machine)?;
            let present = machine.revision.as_deref().unwrap_or(INITIAL);
            if let Some(asked) = revision.filter(|asked| asked != present) {
                let message = format!(
                    "Failed to publish the State Machine version for revision {asked}. The current State Machine revision is {present}."
                );
                return Err(Refusal::new("ConflictException", message).into());
            }
            check_publishable(&tables.reading(), &machine)?;
            Ok(publish(tables, &mut machine, description, now)?)
        })
        .await?;
    Ok(json!({ "creationDate": seconds(version.created_at), "stateMachineVersionArn": version.arn }))
}
