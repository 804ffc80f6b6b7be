//! `DescribeStateMachineAlias`.

use serde_json::{Value, json};

use super::create_state_machine_alias::missing;
use crate::arn::Arn;
use crate::door::{Gateway, put, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("stateMachineAliasArn", ARN);
    members.check()?;
    Arn::of_kind(&arn, "stateMachine")?;
    let alias = gateway.read(|tables| tables.state_machine_aliases().by_arn(&arn))?;
    let alias = alias.ok_or_else(|| missing().with("resourceName", arn.as_str()))?;
    let routes: Value = serde_json::from_str(&alias.routes).unwrap_or_default();
    let mut answer = json!({
        "stateMachineAliasArn": alias.arn,
        "name": alias.name,
        "routingConfiguration": routes,
        "creationDate": seconds(alias.created_at),
        "updateDate": seconds(alias.updated_at),
    });
    if let Some(description) = alias.description {
        put(&mut answer, "description", description);
    }
    Ok(answer)
}
