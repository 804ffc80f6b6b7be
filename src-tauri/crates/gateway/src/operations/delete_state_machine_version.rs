//! `DeleteStateMachineVersion`; one that is not there is deleted already.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{LONG_ARN, Members};
use crate::refusal::Refusal;
use crate::routing;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineVersionArn", LONG_ARN);
    members.check()?;
    let read = Arn::of_kind(&arn, "stateMachine")?;
    if read.qualifier().is_none() {
        return Err(Refusal::validation(format!("The ARN names no version: '{arn}'")));
    }
    gateway
        .change(move |tables| {
            let reading = tables.reading();
            let Some(version) = reading.state_machine_versions().by_arn(&arn)? else { return Ok(()) };
            let aliases = reading.state_machine_aliases().of_machine(&version.machine)?;
            let users: Vec<String> = aliases
                .into_iter()
                .filter(|alias| routing::mentions(&alias.routes, &arn))
                .map(|alias| alias.name)
                .collect();
            if !users.is_empty() {
                let message = format!(
                    "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [{}]",
                    users.join(", ")
                );
                return Err(Refusal::new("ConflictException", message).into());
            }
            Ok(tables.state_machine_versions().remove(&arn)?)
        })
        .await?;
    Ok(json!({}))
}
