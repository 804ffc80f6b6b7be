//! `CreateStateMachine`. The same request again gives the same state machine; another one of the same name is refused.

use runtime::{definition_hash, names};
use serde_json::{Value, json};
use store::tables::state_machines::StateMachine;

use crate::creation::Settings;
use crate::deletion::check_active;
use crate::door::{Gateway, put, seconds};
use crate::members::{ARN, Members, NAME};
use crate::refusal::Refusal;
use crate::state_machines::{Trouble, check_definition, publish};
use crate::tags::Tag;
use crate::{quotas, tags};

const TYPES: [&str; 2] = ["STANDARD", "EXPRESS"];

/// A request that was read and found to be possible.
struct Creation {
    machine: StateMachine,
    text: String,
    tags: Vec<Tag>,
    publishes: bool,
    description: Option<String>,
}

pub(super) async fn answer(gateway: &Gateway, members: Members) -> Result<Value, Refusal> {
    let creation = read(gateway, members)?;
    let now = gateway.now();
    gateway.change(move |tables| create(tables, creation, now)).await
}

fn read(gateway: &Gateway, mut members: Members) -> Result<Creation, Refusal> {
    let name = members.required("name", NAME);
    let text = members.required("definition", 1..=1_048_576);
    let role_arn = members.required("roleArn", ARN);
    let kind = members.word("type", &TYPES).unwrap_or_else(|| "STANDARD".to_owned());
    let settings = Settings::read(gateway, &mut members);
    let tags = tags::read(&mut members);
    let publishes = members.flag("publish").unwrap_or(false);
    let description = members.text("versionDescription", 0..=256);
    members.check()?;
    if !names::is_name(&name) {
        return Err(Refusal::invalid_name(&name));
    }
    if description.is_some() && !publishes {
        return Err(Refusal::validation("Version description can only be set when publish is true"));
    }
    let configuration = settings.over(None)?;
    quotas::check_tags(&name, tags.len())?;
    tags::check(&tags)?;
    check_definition(&text, &kind)?;
    let now = gateway.now();
    let machine = StateMachine {
        arn: gateway.arn("stateMachine", &name),
        name,
        kind,
        definition: definition_hash(&text),
        role_arn,
        configuration,
        created_as: json!({ "publish": publishes, "versionDescription": description }).to_string(),
        revision: None,
        last_version: 0,
        created_at: now,
        updated_at: now,
        is_deleting: false,
    };
    Ok(Creation { machine, text, tags, publishes, description })
}

fn create(tables: &store::Writing<'_>, creation: Creation, now: i64) -> Result<Value, Trouble> {
    let Creation { mut machine, text, tags, publishes, description } = creation;
    if let Some(kept) = tables.reading().state_machines().by_arn(&machine.arn)? {
        check_active(&kept)?;
        let is_same = kept.definition == machine.definition
            && kept.kind == machine.kind
            && kept.configuration == machine.configuration
            && kept.created_as == machine.created_as;
        if !is_same {
            let message = format!("State Machine Already Exists: '{}'", kept.arn);
            return Err(Refusal::new("StateMachineAlreadyExists", message).into());
        }
        machine = kept;
    } else {
        quotas::check_state_machines(tables.reading().state_machines().count()?)?;
        tables.definitions().keep(&machine.definition, &text)?;
        tables.state_machines().put(&machine)?;
        for (key, value) in tags {
            tables.tags().put(&machine.arn, &key, &value)?;
        }
    }
    let mut answer = json!({ "stateMachineArn": machine.arn, "creationDate": seconds(machine.created_at) });
    if publishes {
        let version = publish(tables, &mut machine, description, now)?;
        put(&mut answer, "stateMachineVersionArn", version.arn);
    }
    Ok(answer)
}
