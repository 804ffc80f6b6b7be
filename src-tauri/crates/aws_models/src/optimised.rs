//! The optimised integrations: services that Step Functions calls in a form of its own, as `integrations.json` lists
//! them (AWS Step Functions Developer Guide, "Integrating services").

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

static LIST: LazyLock<Vec<Integration>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../integrations.json")).unwrap_or_default());

/// A service with optimised actions.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Integration {
    /// Its name in a `Resource`, for example `events`.
    pub id: String,
    /// The service of the API models it belongs to, for example `eventbridge`; for HTTP there is none of that name.
    pub sdk: String,
    /// For people.
    pub name: String,
    /// With which the names of its errors begin, where that is known.
    pub errors: Option<String>,
    /// Whole names of errors that no model has.
    #[serde(default)]
    pub further_errors: Vec<String>,
    /// What it can do.
    pub actions: Vec<Action>,
}

/// An optimised action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Its name in a `Resource`, for example `putEvents`.
    pub name: String,
    /// For people; the name with a capital if absent.
    pub title: Option<String>,
    /// A sentence; what the model says if absent.
    pub purpose: Option<String>,
    /// Ways of waiting besides the answer itself: `sync`, `sync:2`, `waitForTaskToken`.
    #[serde(default)]
    pub patterns: Vec<String>,
    /// The operation of the model, if its name is another.
    pub model: Option<String>,
    /// The form of the request, where no model has it, in the notation of `notation.rs`.
    pub request: Option<Value>,
    /// Members, with dots between those inside each other, that take any JSON though the model says text.
    #[serde(default)]
    pub json: Vec<String>,
    /// Pointer of the member of the request that hands out a task token.
    pub token: Option<String>,
    /// Arguments to begin with. `$input` and `$input.a` stand for the input and parts of it.
    pub example: Option<Value>,
    /// The member of the result that is the output of a new state.
    pub output: Option<String>,
    /// Errors that a new state tries again.
    #[serde(default)]
    pub retry: Vec<String>,
}

/// All optimised integrations.
pub fn integrations() -> impl Iterator<Item = &'static Integration> {
    LIST.iter()
}

/// The optimised action of a service, by the names in a `Resource`: `events`, `putEvents`.
#[must_use]
pub fn optimised(service: &str, action: &str) -> Option<(&'static Integration, &'static Action)> {
    let mut named = integrations().filter(|integration| integration.id == service);
    named.find_map(|integration| {
        let found = integration.actions.iter().find(|each| each.name == action)?;
        Some((integration, found))
    })
}

impl Action {
    /// The name of its operation in the model of its service.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.model.as_deref().unwrap_or(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service;

    #[test]
    fn every_action_has_a_request_of_its_own_or_one_of_its_model() {
        assert!(integrations().count() > 20);
        for integration in integrations() {
            for action in &integration.actions {
                let model = service(&integration.sdk)
                    .and_then(|service| service.operation(action.operation())?.request);
                assert!(action.request.is_some() != model.is_some(), "{}:{}", integration.id, action.name);
                assert!(
                    action.request.is_none() || action.purpose.is_some(),
                    "{}:{}",
                    integration.id,
                    action.name
                );
                for pattern in &action.patterns {
                    assert!(["sync", "sync:2", "waitForTaskToken"].contains(&pattern.as_str()), "{pattern}");
                }
            }
        }
    }
}
