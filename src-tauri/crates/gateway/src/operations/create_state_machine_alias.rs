//! `CreateStateMachineAlias`. The same request again gives the same alias.

use serde_json::{Value, json};
use store::tables::state_machine_aliases::Alias;

use crate::deletion::check_owner_active;
use crate::door::{Gateway, seconds};
use crate::members::{Members, NAME};
use crate::quotas;
use crate::refusal::Refusal;
use crate::routing::{self, Route};

const PATTERN: &str = r"^(?=.*[a-zA-Z_\-\.])[a-zA-Z0-9_\-\.]+$";

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let description = members.text("description", 0..=256);
    let name = members.required("name", NAME);
    if !name.is_empty() && !is_alias_name(&name) {
        let must = format!("satisfy regular expression pattern: {PATTERN}");
        // AWS names the length alone where both are wrong.
        if name.chars().count() <= *NAME.end() {
            members.fails(&format!("'{name}'"), "name", &must);
        }
    }
    members.require("routingConfiguration");
    let asked = routing::read(&mut members).unwrap_or_default();
    members.check()?;
    let (machine, routes) = routing::check(&asked)?;
    check_versions(gateway, &asked)?;
    let now = gateway.now();
    let arn = format!("{machine}:{name}");
    let alias = Alias { id: 0, arn, machine, name, description, routes, created_at: now, updated_at: now };
    let kept = gateway
        .change(move |tables| {
            check_owner_active(tables, &alias.machine)?;
            let aliases = tables.reading().state_machine_aliases().of_machine(&alias.machine)?;
            if let Some(kept) = aliases.iter().find(|kept| kept.arn == alias.arn) {
                let is_same = kept.routes == alias.routes && kept.description == alias.description;
                return if is_same { Ok(kept.clone()) } else { Err(conflict().into()) };
            }
            quotas::check_aliases(aliases.len())?;
            tables.state_machine_aliases().put(&alias)?;
            Ok(alias)
        })
        .await?;
    Ok(json!({ "stateMachineAliasArn": kept.arn, "creationDate": seconds(kept.created_at) }))
}

fn conflict() -> Refusal {
    let message = "Failed to create alias because an alias with the same name and a different routing configuration already exists.";
    Refusal::new("ConflictException", message)
}

fn is_alias_name(name: &str) -> bool {
    let is_mark = |letter: char| matches!(letter, '_' | '-' | '.');
    name.chars().all(|letter| letter.is_ascii_alphanumeric() || is_mark(letter))
        && name.chars().any(|letter| letter.is_ascii_alphabetic() || is_mark(letter))
}

/// Refuses routes to versions that are not there.
pub(super) fn check_versions(gateway: &Gateway, routes: &[Route]) -> Result<(), Refusal> {
    for (arn, _) in routes {
        if gateway.read(|tables| tables.state_machine_versions().by_arn(arn))?.is_none() {
            return Err(missing().with("resourceName", arn.as_str()));
        }
    }
    Ok(())
}

/// What AWS says about an alias or a version that is not there.
pub(super) fn missing() -> Refusal {
    Refusal::new("ResourceNotFound", "Request references a resource that does not exist.")
}
