//! `UpdateStateMachineAlias`.

use serde_json::{Value, json};

use super::create_state_machine_alias::{check_versions, missing};
use crate::arn::Arn;
use crate::deletion::check_owner_active;
use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;
use crate::routing;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineAliasArn", ARN);
    let description = members.text("description", 0..=256);
    let asked = routing::read(&mut members);
    members.check()?;
    Arn::of_kind(&arn, "stateMachine")?;
    if description.is_none() && asked.is_none() {
        let message = "Either the description or the routingConfiguration must be specified";
        return Err(Refusal::validation(message).with("reason", "MISSING_REQUIRED_PARAMETER"));
    }
    let routes = asked.as_deref().map(routing::check).transpose()?;
    check_versions(gateway, asked.as_deref().unwrap_or_default())?;
    let now = gateway.now();
    gateway
        .change(move |tables| {
            let kept = tables.reading().state_machine_aliases().by_arn(&arn)?;
            let mut alias = kept.ok_or_else(|| missing().with("resourceName", arn.as_str()))?;
            check_owner_active(tables, &alias.machine)?;
            if let Some((machine, routes)) = routes {
                if machine != alias.machine {
                    let message = "Routing configuration must contain versions of the alias's state machine";
                    return Err(Refusal::validation(message).into());
                }
                alias.routes = routes;
            }
            alias.description = description.or(alias.description);
            alias.updated_at = now;
            Ok(tables.state_machine_aliases().put(&alias)?)
        })
        .await?;
    Ok(json!({ "updateDate": seconds(now) }))
}
