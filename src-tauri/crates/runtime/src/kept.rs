//! The state machine an execution is of, as AWS names it.

use std::sync::Arc;

use engine::execution_log::Logging;

use crate::{Entropy, definition_hash, names};

/// A state machine that somebody created under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Unqualified ARN; executions get its region and account.
    pub arn: String,
    /// Hash of the definition, see [`definition_hash`](crate::definition_hash).
    pub definition: String,
    /// The role it runs with.
    pub role_arn: String,
    /// The version through which it is started.
    pub version_arn: Option<String>,
    /// The alias through which it is started.
    pub alias_arn: Option<String>,
    /// The test case of the mock file that answers its tasks.
    pub test_case: Option<String>,
    /// Express executions have names that may come again.
    pub is_express: bool,
    /// How its executions are logged, if they are.
    pub logging: Option<Arc<Logging>>,
}

impl Kept {
    /// A workflow that is run from its text.
    pub(crate) fn unnamed(machine: &str, definition: &str) -> Self {
        Self {
            arn: names::machine_arn(machine),
            definition: definition_hash(definition),
            role_arn: names::role_arn(),
            version_arn: None,
            alias_arn: None,
            test_case: None,
            is_express: false,
            logging: None,
        }
    }

    /// ARN of a new execution (step-functions-api §9.2).
    pub(crate) fn execution_arn(&self, name: &str, entropy: &dyn Entropy) -> String {
        match self.is_express {
            true => {
                format!("{}{name}:{}", names::express_executions_of(&self.arn), names::random_name(entropy))
            }
            false => format!("{}{name}", names::executions_of(&self.arn)),
        }
    }
}
