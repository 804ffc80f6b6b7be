//! `UpdateStateMachine`: what is running keeps the definition it was started with.

use runtime::definition_hash;
use serde_json::{Value, json};
use store::tables::state_machines::StateMachine;

use crate::arn::Arn;
use crate::creation::Settings;
use crate::deletion::check_active;
use crate::door::{Gateway, put, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;
use crate::state_machines::{Trouble, check_definition, check_publishable, publish};

/// What is to be changed.
struct Update {
    arn: String,
    definition: Option<String>,
    role_arn: Option<String>,
    settings: Settings,
    publishes: bool,
    description: Option<String>,
    /// Names the revision that this update makes, if it makes one.
    revision: String,
}

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let update = Update {
        arn: members.required("stateMachineArn", ARN),
        definition: members.text("definition", 1..=1_048_576),
        role_arn: members.text("roleArn", ARN),
        settings: Settings::read(gateway, &mut members),
        publishes: members.flag("publish").unwrap_or(false),
        description: members.text("versionDescription", 0..=256),
        revision: gateway.drivers.chance.uuid(),
    };
    members.check()?;
    if Arn::of_kind(&update.arn, "stateMachine")?.has_label() {
        return Err(Refusal::labeled(&update.arn));
    }
    if update.definition.is_none() && update.role_arn.is_none() && update.settings.is_empty() {
        let message = "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified";
        return Err(Refusal::new("MissingRequiredParameter", message));
    }
    if update.description.is_some() && !update.publishes {
        return Err(Refusal::validation("Version description can only be set when publish is true"));
    }
    let machine = gateway.read(|tables| tables.state_machines().by_arn(&update.arn))?;
    let machine = machine.ok_or_else(|| Refusal::no_state_machine(&update.arn))?;
    check_active(&machine)?;
    if let Some(text) = &update.definition {
        check_definition(text, &machine.kind)?;
    }
    let now = gateway.now();
    gateway.change(move |tables| apply(tables, update, now)).await
}

fn apply(tables: &store::Writing<'_>, update: Update, now: i64) -> Result<Value, Trouble> {
    let machine = tables.reading().state_machines().by_arn(&update.arn)?;
    let before = machine.ok_or_else(|| Refusal::no_state_machine(&update.arn))?;
    check_active(&before)?;
    let configuration = update.settings.over(Some(&before.configuration))?;
    let hash = update.definition.as_deref().map(definition_hash);
    let mut after = StateMachine {
        definition: hash.unwrap_or_else(|| before.definition.clone()),
        role_arn: update.role_arn.unwrap_or_else(|| before.role_arn.clone()),
        configuration,
        ..before.clone()
    };
    // An update that changes nothing makes no new revision.
    if after != before {
        after.revision = Some(update.revision);
    }
    after.updated_at = now;
    if update.publishes {
        check_publishable(&tables.reading(), &after)?;
    }
    if let Some(text) = &update.definition {
        tables.definitions().keep(&after.definition, text)?;
    }
    tables.state_machines().put(&after)?;
    let mut answer = json!({ "updateDate": seconds(now) });
    if update.publishes {
        let version = publish(tables, &mut after, update.description, now)?;
        put(&mut answer, "stateMachineVersionArn", version.arn);
    }
    if let Some(revision) = &after.revision {
        put(&mut answer, "revisionId", revision.as_str());
    }
    Ok(answer)
}
