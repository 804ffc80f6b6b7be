//! Every service and the names of its actions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, waiting};

/// What can a task call? About 20,000 names, half a megabyte: ask once, and when there is time.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListIntegrations {}

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Service {
    /// Its name in `arn:aws:states:::aws-sdk:`.
    pub id: String,
    /// Short: `DynamoDB`.
    pub name: String,
    /// As AWS calls it: `Amazon DynamoDB`.
    pub full_name: String,
    /// Actions that Step Functions calls in a form of its own.
    pub optimised: Vec<OptimisedAction>,
    /// All operations that are called through the SDK: `getItem`. Those that have an optimised form too are among them.
    pub actions: Vec<String>,
}

/// An action of an optimised integration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OptimisedAction {
    /// `arn:aws:states:::events:putEvents`.
    pub resource: String,
    /// The operation of the service it is a form of: `putEvents`.
    pub operation: String,
    /// `PutEvents`.
    pub title: String,
    /// Ways of waiting besides the answer itself: `sync`, `sync:2`, `waitForTaskToken`.
    pub patterns: Vec<String>,
}

/// All services by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListIntegrationsReply {
    /// The services.
    pub services: Vec<Service>,
}

impl Operation for ListIntegrations {
    type Reply = ListIntegrationsReply;
    const NAME: &'static str = "list_integrations";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<ListIntegrationsReply, Error> {
        waiting(|| Ok(ListIntegrationsReply { services: list() })).await?
    }
}

fn list() -> Vec<Service> {
    let mut services: BTreeMap<String, Service> = BTreeMap::new();
    for named in aws_models::services() {
        let actions = named.actions().map(str::to_owned).collect();
        let name = aws_models::service_name(named.id).unwrap_or(named.name).to_owned();
        let (id, full_name) = (named.id.to_owned(), named.full_name.to_owned());
        services.insert(id.clone(), Service { id, name, full_name, optimised: Vec::new(), actions });
    }
    for integration in aws_models::integrations() {
        let of = services.entry(integration.sdk.clone()).or_insert_with(|| Service {
            id: integration.sdk.clone(),
            name: integration.name.clone(),
            full_name: integration.name.clone(),
            optimised: Vec::new(),
            actions: Vec::new(),
        });
        of.optimised.extend(integration.actions.iter().map(|action| OptimisedAction {
            resource: format!("arn:aws:states:::{}:{}", integration.id, action.name),
            operation: action.operation().to_owned(),
            title: action.title.clone().unwrap_or_else(|| aws_models::capital(&action.name)),
            patterns: action.patterns.clone(),
        }));
    }
    let mut services: Vec<Service> = services.into_values().collect();
    services.sort_by_cached_key(|service| service.name.to_lowercase());
    services
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resource_of_the_catalogue_is_known_to_the_rules() {
        let services = list();
        let optimised = services.iter().flat_map(|service| &service.optimised).flat_map(|action| {
            let patterns = action.patterns.iter().map(|pattern| format!("{}.{pattern}", action.resource));
            [action.resource.clone()].into_iter().chain(patterns)
        });
        let mut count = 0;
        for resource in optimised {
            count += 1;
            let text = format!(
                r#"{{"StartAt": "A", "States": {{"A": {{"Type": "Task", "Resource": "{resource}", "TimeoutSeconds": 5, "Parameters": {{"a.$": "$$.Task.Token"}}, "End": true}}}}}}"#
            );
            let found = ide::problems(&ide::Document::read(&text));
            assert!(found.is_empty(), "{resource}: {found:?}");
        }
        assert!(count > 90, "{count} resources");
    }

    #[test]
    fn services_are_listed_by_name_with_their_actions() {
        let services = list();
        let named = |name: &str| services.iter().find(|service| service.name == name).unwrap();
        assert_eq!(named("DynamoDB").optimised.len(), 4);
        assert!(named("S3").actions.contains(&"getObject".to_owned()));
        assert_eq!(named("Step Functions").optimised[0].title, "StartExecution");
        assert_eq!(named("HTTP").optimised[0].title, "Call HTTPS API");
        assert!(services.iter().map(|service| service.actions.len()).sum::<usize>() > 17_000);
    }
}
