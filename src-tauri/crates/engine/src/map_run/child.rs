//! The child executions of a Map Run.

use expressions::Environment;

use super::ExecutionType;
use crate::{Payload, Start};

/// Names the children of one Map Run. Everything about a child but its input follows from this and its number, so that
/// none is begun twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Children {
    /// ARN of the Map Run.
    pub map_run_arn: String,
    /// Type of its children.
    pub execution_type: ExecutionType,
    /// Seed of the Map Run.
    pub seed: u64,
}

/// One child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// 0, 1, 2 … in the order of the items.
    pub number: u64,
    /// Its name, a UUID.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    seed: u64,
}

impl Children {
    /// The child with that number.
    #[must_use]
    pub fn child(&self, number: u64) -> Child {
        let environment = Environment::new(0, self.seed.wrapping_add(number.wrapping_mul(GOLDEN)));
        let name = environment.draw_uuid();
        let machine = |kind: &str| self.machine_arn().replacen(":stateMachine:", kind, 1);
        let arn = match self.execution_type {
            ExecutionType::Standard => format!("{}:{name}", machine(":execution:")),
            ExecutionType::Express => format!("{}:{name}:{}", machine(":express:"), environment.draw_uuid()),
        };
        Child { number, name, arn, seed: environment.draw() }
    }

    /// ARN of the machine the children are executions of, `…:stateMachine:<machine>/<label>`.
    #[must_use]
    pub fn machine_arn(&self) -> String {
        match self.map_run_arn.rsplit_once(':') {
            Some((machine, _)) => machine.replacen(":mapRun:", ":stateMachine:", 1),
            None => self.map_run_arn.clone(),
        }
    }

    /// `<machine>/<label>`.
    #[must_use]
    pub fn machine_name(&self) -> &str {
        self.map_run_arn.rsplit(':').nth(1).unwrap_or_default()
    }

    /// `<label>`.
    #[must_use]
    pub fn label(&self) -> &str {
        self.machine_name().rsplit('/').next().unwrap_or_default()
    }

    /// What a child starts from. Role, key and log are those of the execution around it.
    #[must_use]
    pub fn start(&self, child: &Child, parent: &Start, input: Payload) -> Start {
        Start {
            execution_arn: child.arn.clone(),
            name: child.name.clone(),
            state_machine_arn: self.machine_arn(),
            state_machine_name: self.machine_name().to_owned(),
            version_arn: None,
            alias_arn: None,
            role_arn: parent.role_arn.clone(),
            input,
            seed: child.seed,
            token_key: parent.token_key,
            test_case: parent.test_case.clone(),
            virtual_time: parent.virtual_time,
            trace_header: None,
            logging: parent.logging.clone(),
        }
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
