//! Everything about one state machine but its executions.

use engine::execution_log::Logging;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::tables::{state_machine_aliases, state_machine_versions};
use ts_rs::TS;

use super::{MachineSummary, missing, running_of, text};
use crate::{Caller, Drivers, Error, Operation};

/// Most versions that are shown; AWS lets a state machine have a thousand.
const VERSIONS_MAX: u32 = 1_000;

/// What is this state machine?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DescribeStateMachine {
    /// Which one, without version or alias.
    pub state_machine_arn: String,
}

/// A state machine that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StateMachine {
    /// As in lists.
    #[serde(flatten)]
    pub summary: MachineSummary,
    /// The text of its definition.
    pub definition: String,
    /// The role that it would have on AWS.
    pub role_arn: String,
    /// What it logs: `ALL`, `ERROR`, `FATAL` or `OFF`.
    pub log_level: String,
    /// The file that its log records go to; none if it logs nothing.
    pub log_file: Option<String>,
    /// Newest first.
    pub versions: Vec<Version>,
    /// In order of their names.
    pub aliases: Vec<Alias>,
}

/// A version: what a state machine was when it was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Version {
    /// Names it everywhere.
    pub version_arn: String,
    /// 1, 2, 3 …
    pub number: u32,
    /// What its author says about it.
    pub description: Option<String>,
    /// When it was published.
    pub created_at: i64,
}

/// An alias: a name for one version, or for two with weights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Alias {
    /// Names it everywhere.
    pub alias_arn: String,
    /// Its name.
    pub name: String,
    /// What its author says about it.
    pub description: Option<String>,
    /// The versions that it stands for.
    pub routes: Vec<Route>,
}

/// Where a part of an alias's executions goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Route {
    /// Which version.
    pub version_arn: String,
    /// Its share in per cent.
    pub weight: u32,
}

impl Operation for DescribeStateMachine {
    type Reply = StateMachine;
    const NAME: &'static str = "describe_state_machine";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<StateMachine, Error> {
        let arn = &self.state_machine_arn;
        let found = drivers.store.read(|tables| {
            let Some(row) = tables.state_machines().by_arn(arn)? else { return Ok(None) };
            let running = tables.executions().running_by_machine()?;
            let running = running.iter().find(|(name, _)| *name == row.name).map(|(_, count)| count);
            let running = running_of(drivers, &row, running);
            let versions = tables.state_machine_versions().latest(arn, u32::MAX, VERSIONS_MAX)?;
            let aliases = tables.state_machine_aliases().of_machine(arn)?;
            let definition = tables.definitions().text(&row.definition)?.unwrap_or_default();
            let logging = logging(&row.configuration);
            let log_file =
                |logging: &Logging| drivers.logs.file(&logging.log_group_arn).display().to_string();
            Ok(Some(StateMachine {
                summary: MachineSummary::new(&row, running),
                definition,
                role_arn: row.role_arn,
                log_level: logging.as_ref().map_or("OFF", |logging| logging.level.word()).to_owned(),
                log_file: logging.as_ref().map(log_file),
                versions: versions.into_iter().map(Version::from).collect(),
                aliases: aliases.into_iter().map(Alias::from).collect(),
            }))
        })?;
        found.ok_or_else(|| missing(arn))
    }
}

fn logging(configuration: &str) -> Option<Logging> {
    Logging::of(&serde_json::from_str(configuration).ok()?)
}

impl From<state_machine_versions::Version> for Version {
    fn from(row: state_machine_versions::Version) -> Self {
        Self {
            version_arn: row.arn,
            number: row.number,
            description: row.description,
            created_at: row.created_at,
        }
    }
}

impl From<state_machine_aliases::Alias> for Alias {
    fn from(row: state_machine_aliases::Alias) -> Self {
        let routes: Vec<Value> = serde_json::from_str(&row.routes).unwrap_or_default();
        let weight = |route: &Value| route.get("weight")?.as_u64()?.try_into().ok();
        let route = |route: &Value| {
            Some(Route { version_arn: text(route, "stateMachineVersionArn"), weight: weight(route)? })
        };
        Self {
            alias_arn: row.arn,
            name: row.name,
            description: row.description,
            routes: routes.iter().filter_map(route).collect(),
        }
    }
}
