//! What the actions of one service do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, waiting};

/// What do the actions of this service do?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListActions {
    /// Its id in `list_integrations`.
    pub service: String,
}

/// An action in a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ActionPurpose {
    /// `getItem`.
    pub action: String,
    /// What it does; empty if AWS does not say.
    pub purpose: String,
}

/// All actions of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListActionsReply {
    /// Through the SDK, and those that only the optimised integration has.
    pub actions: Vec<ActionPurpose>,
}

impl Operation for ListActions {
    type Reply = ListActionsReply;
    const NAME: &'static str = "list_actions";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ListActionsReply, Error> {
        waiting(move || list(&self.service)).await?
    }
}

fn list(service: &str) -> Result<ListActionsReply, Error> {
    let words = aws_models::words(service);
    let named = aws_models::services().find(|named| named.id == service);
    let own = aws_models::integrations().filter(|integration| integration.sdk == service);
    let own = own.flat_map(|integration| &integration.actions).filter_map(|action| {
        Some(ActionPurpose { action: action.operation().to_owned(), purpose: action.purpose.clone()? })
    });
    let mut actions: Vec<ActionPurpose> = own.collect();
    if let (Some(named), Some(words)) = (named, words) {
        actions.extend(named.actions().map(|action| ActionPurpose {
            action: action.to_owned(),
            purpose: words.purpose(action).to_owned(),
        }));
    }
    if actions.is_empty() {
        return Err(Error::not_found(format!("there is no service `{service}`")));
    }
    Ok(ListActionsReply { actions })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_say_what_they_do() {
        let purpose = |service: &str, action: &str| {
            let actions = list(service).unwrap().actions;
            actions.into_iter().find(|each| each.action == action).unwrap().purpose
        };
        assert_eq!(
            purpose("http", "invoke"),
            "Calls an HTTPS API of somebody else, with the credentials of a connection."
        );
        assert!(purpose("dynamodb", "getItem").contains("attributes"));
        assert!(list("nothing").is_err());
    }
}
