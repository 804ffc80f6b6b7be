//! State machines as operations find and show them.

use std::sync::{Arc, PoisonError};

use engine::execution_log::Logging;
use ide::MachineType;
use serde_json::{Map, Value, json};
use store::tables::state_machine_aliases::Alias;
use store::tables::state_machine_versions::Version;
use store::tables::state_machines::StateMachine;

use crate::arn::Arn;
use crate::door::{Gateway, seconds};
use crate::refusal::Refusal;
use crate::{quotas, routing, variable_references};

/// Texts of definitions that are remembered, and the longest of them. They never change: their hash is their name.
const TEXTS_MAX: usize = 128;
const TEXT_BYTES_MAX: usize = 64 * 1024;

/// Why a change was not made.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The caller asked for something that cannot be.
    Refused(Refusal),
    /// The database failed.
    Store(store::Error),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

/// What an ARN of a state machine names, with its version and alias.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) machine: StateMachine,
    pub(crate) version: Option<Version>,
    pub(crate) alias: Option<Alias>,
    /// How executions are logged, if they are.
    pub(crate) logging: Option<Arc<Logging>>,
}

impl Named {
    pub(crate) fn new(machine: StateMachine, version: Option<Version>, alias: Option<Alias>) -> Self {
        let mut named = Self { machine, version, alias, logging: None };
        let settings = serde_json::from_str(named.configuration()).unwrap_or_default();
        named.logging = Logging::of(&settings).map(Arc::new);
        named
    }

    /// Hash of the definition that is meant.
    pub(crate) fn definition(&self) -> &str {
        self.version.as_ref().map_or(&self.machine.definition, |version| &version.definition)
    }

    /// The role that is meant.
    pub(crate) fn role_arn(&self) -> &str {
        self.version.as_ref().map_or(&self.machine.role_arn, |version| &version.role_arn)
    }

    /// Logging, tracing and encryption that are meant.
    pub(crate) fn configuration(&self) -> &str {
        self.version.as_ref().map_or(&self.machine.configuration, |version| &version.configuration)
    }
}

impl Gateway {
    /// The state machine of an ARN. An alias that stands for two versions picks one of them by its weights.
    pub(crate) fn named(&self, arn: &str) -> Result<Named, Refusal> {
        let read = Arn::of_kind(arn, "stateMachine")?;
        if read.has_label() {
            return Err(Refusal::labeled(arn));
        }
        let missing = || Refusal::no_state_machine(arn);
        let Some(qualifier) = read.qualifier() else {
            let machine = self.read(|tables| tables.state_machines().by_arn(arn))?.ok_or_else(missing)?;
            return Ok(Named::new(machine, None, None));
        };
        let is_number = qualifier.bytes().all(|byte| byte.is_ascii_digit());
        let alias = match is_number {
            true => None,
            false => {
                Some(self.read(|tables| tables.state_machine_aliases().by_arn(arn))?.ok_or_else(missing)?)
            }
        };
        let version = match &alias {
            Some(alias) => routing::pick(&alias.routes, u64::from_be_bytes(self.drivers.chance.bytes())),
            None => Some(arn.to_owned()),
        };
        let version = version.ok_or_else(missing)?;
        let version =
            self.read(|tables| tables.state_machine_versions().by_arn(&version))?.ok_or_else(missing)?;
        let machine =
            self.read(|tables| tables.state_machines().by_arn(&version.machine))?.ok_or_else(missing)?;
        Ok(Named::new(machine, Some(version), alias))
    }

    /// The text of a definition that is kept.
    pub(crate) fn definition(&self, hash: &str) -> Result<String, Refusal> {
        let known = self.texts.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned();
        if let Some(text) = known {
            return Ok(text);
        }
        let text = self.read(|tables| tables.definitions().text(hash))?;
        let text = text.ok_or_else(|| Refusal::internal("the text of the definition is missing"))?;
        if text.len() <= TEXT_BYTES_MAX {
            let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
            if texts.len() >= TEXTS_MAX {
                texts.clear();
            }
            texts.insert(hash.to_owned(), text.clone());
        }
        Ok(text)
    }
}

/// Refuses a definition that AWS would refuse, with AWS's words.
pub(crate) fn check_definition(text: &str, kind: &str) -> Result<(), Refusal> {
    let found = ide::validate(&ide::Document::read(text), machine_type(kind));
    match found.is_empty() {
        true => Ok(()),
        false => Err(Refusal::new("InvalidDefinition", ide::invalid_definition_message(&found))),
    }
}

/// `STANDARD` or `EXPRESS` for the rules.
pub(crate) fn machine_type(kind: &str) -> MachineType {
    if kind == "EXPRESS" { MachineType::Express } else { MachineType::Standard }
}

/// What AWS shows in the place of a definition that is not asked for.
const NO_DEFINITION: &str = "{}";

/// The members that show how a machine runs: definition, role, logging, tracing, encryption, variables.
pub(crate) fn shown(definition: Option<&str>, role_arn: &str, configuration: &str) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("definition".to_owned(), definition.unwrap_or(NO_DEFINITION).into());
    if let Some(definition) = definition {
        let references = variable_references::of(definition);
        if !references.is_empty() {
            members.insert("variableReferences".to_owned(), json!(references));
        }
    }
    members.insert("roleArn".to_owned(), role_arn.into());
    if let Ok(Value::Object(configuration)) = serde_json::from_str(configuration) {
        members.extend(configuration);
    }
    members
}

/// Refuses one version too many. The present revision may have been published already, which needs none.
pub(crate) fn check_publishable(tables: &store::Reading<'_>, machine: &StateMachine) -> Result<(), Trouble> {
    if published(tables, machine)?.is_some() {
        return Ok(());
    }
    Ok(quotas::check_versions(tables.state_machine_versions().count(&machine.arn)?)?)
}

/// The version that the present revision was published as.
fn published(tables: &store::Reading<'_>, machine: &StateMachine) -> Result<Option<Version>, store::Error> {
    let latest = tables.state_machine_versions().latest(&machine.arn, u32::MAX, 1)?;
    Ok(latest.into_iter().find(|latest| latest.revision == machine.revision))
}

/// Publishes the present revision; one that was published before keeps its version.
pub(crate) fn publish(
    tables: &store::Writing<'_>,
    machine: &mut StateMachine,
    description: Option<String>,
    now: i64,
) -> Result<Version, store::Error> {
    if let Some(version) = published(&tables.reading(), machine)? {
        return Ok(version);
    }
    machine.last_version = machine.last_version.saturating_add(1);
    let version = Version {
        arn: format!("{}:{}", machine.arn, machine.last_version),
        machine: machine.arn.clone(),
        number: machine.last_version,
        definition: machine.definition.clone(),
        role_arn: machine.role_arn.clone(),
        configuration: machine.configuration.clone(),
        description,
        revision: machine.revision.clone(),
        created_at: now,
    };
    tables.state_machines().put(machine)?;
    tables.state_machine_versions().insert(&version)?;
    Ok(version)
}

/// An entry of `ListStateMachines`.
pub(crate) fn listed(machine: &StateMachine) -> Value {
    json!({
        "stateMachineArn": machine.arn,
        "name": machine.name,
        "type": machine.kind,
        "creationDate": seconds(machine.created_at),
    })
}
