//! `Credentials` say which role.

use asl::{StateKind, StateMachine};
use serde_json::Value;
use syntax::{Diagnostic, Tree};

use super::schema;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    for state in machine.states() {
        let StateKind::Task(task) = &state.kind else { continue };
        let Some(credentials) = &task.credentials else { continue };
        let Value::Object(members) = &credentials.value.template else { continue };
        if !members.contains_key("RoleArn") && !members.contains_key("RoleArn.$") {
            let problem = schema("The field 'RoleArn' is required but was missing", credentials.span);
            let location = format!("{}/Credentials", state.location);
            found.push(
                problem
                    .at(location)
                    .help("write `\"RoleArn\": \"arn:aws:iam::…\"`, or `RoleArn.$` with a path"),
            );
        }
    }
}
