//! What is said of services, operations and members for people, read from `words.bin`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::Place;
use crate::packed::Packed;

static FILE: LazyLock<Option<Packed>> = LazyLock::new(|| Packed::read(include_bytes!("../words.bin")));

/// A service by its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// In `arn:aws:states:::aws-sdk:`, for example `cloudwatchlogs`.
    pub id: &'static str,
    /// Short, for example `CloudWatch Logs`.
    pub name: &'static str,
    /// As AWS calls it, for example `Amazon CloudWatch Logs`.
    pub full_name: &'static str,
    /// With which its errors begin under `aws-sdk`, for example `CloudWatchLogs`.
    pub prefix: &'static str,
    actions: &'static str,
}

impl Named {
    /// The operations that a task can call, for example `putLogEvents`.
    pub fn actions(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.actions.split_whitespace()
    }
}

/// All services by id.
pub fn services() -> impl Iterator<Item = Named> {
    let named = |(id, entry): (&'static str, &'static Value)| {
        let text = |place: usize| entry.get(place).and_then(Value::as_str);
        Some(Named { id, name: text(3)?, full_name: text(4)?, prefix: text(5)?, actions: text(6)? })
    };
    FILE.iter().flat_map(Packed::entries).filter_map(named)
}

/// The short name of a service as a `Resource` calls it, by itself or behind `aws-sdk:`: `EMR` for `elasticmapreduce`
/// and for `emr`.
#[must_use]
pub fn service_name(id: &str) -> Option<&'static str> {
    // Asked for every task of a picture, so nothing is searched.
    static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        let optimised = crate::integrations().map(|each| (each.id.as_str(), each.name.as_str()));
        // People know the name of the integration: the model's is `SFN`.
        let sfn = crate::integrations().filter(|each| each.sdk == "sfn");
        let sfn = sfn.map(|each| (each.sdk.as_str(), each.name.as_str()));
        services().map(|named| (named.id, named.name)).chain(optimised).chain(sfn).collect()
    });
    NAMES.get(id).copied()
}

/// What is said of one service.
#[derive(Clone, Debug)]
pub struct Words {
    operations: Map<String, Value>,
    members: Map<String, Value>,
}

/// The words of a service by its id.
#[must_use]
pub fn words(service: &str) -> Option<Words> {
    let mut text = FILE.as_ref()?.text(service)?;
    match (text.remove("operations")?, text.remove("members")?) {
        (Value::Object(operations), Value::Object(members)) => Some(Words { operations, members }),
        _ => None,
    }
}

impl Words {
    /// What an operation does, in a sentence; empty if nothing is said.
    #[must_use]
    pub fn purpose(&self, operation: &str) -> &str {
        self.operations.get(operation).and_then(|said| said.get(0)?.as_str()).unwrap_or_default()
    }

    /// The errors that an operation declares, without prefix, for example `ResourceNotFoundException`.
    pub fn errors(&self, operation: &str) -> impl Iterator<Item = &str> {
        let said = self.operations.get(operation).and_then(|said| said.get(1)?.as_array());
        said.into_iter().flatten().filter_map(Value::as_str)
    }

    /// What a member of a request is for, in a sentence.
    #[must_use]
    pub fn member(&self, structure: Place, member: &str) -> Option<&str> {
        self.members.get(&structure.to_string())?.get(member)?.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service;

    #[test]
    fn every_service_has_names_and_words_for_operations_of_its_model() {
        let mut actions = 0;
        for named in services() {
            let (service, words) = (service(named.id).unwrap(), words(named.id).unwrap());
            assert!(!named.name.is_empty() && !named.prefix.is_empty(), "{named:?}");
            for action in named.actions() {
                actions += 1;
                assert!(service.operation(action).is_some(), "{}:{action}", named.id);
                assert!(words.operations.contains_key(action), "{}:{action}", named.id);
            }
        }
        assert_eq!(services().count(), crate::names().count());
        assert!(actions > 17_000, "{actions} actions");
    }

    #[test]
    fn a_service_is_named_by_each_of_its_names_in_a_resource() {
        for (id, expected) in [
            ("elasticmapreduce", Some("EMR")),
            ("emr-containers", Some("EMR on EKS")),
            ("events", Some("EventBridge")),
            ("sfn", Some("Step Functions")),
            ("sagemaker", Some("SageMaker")),
            ("cloudwatchlogs", Some("CloudWatch Logs")),
            ("nothing", None),
        ] {
            assert_eq!(service_name(id), expected, "{id}");
        }
    }

    #[test]
    fn errors_begin_as_in_the_recordings() {
        let prefix = |id: &str| services().find(|named| named.id == id).unwrap().prefix;
        for (id, expected) in [
            ("dynamodb", "DynamoDb"),
            ("ec2", "Ec2"),
            ("s3", "S3"),
            ("sfn", "Sfn"),
            ("secretsmanager", "SecretsManager"),
            ("cognitoidentityprovider", "CognitoIdentityProvider"),
            ("acmpca", "AcmPca"),
        ] {
            assert_eq!(prefix(id), expected);
        }
    }

    #[test]
    fn operations_errors_and_members_are_told() {
        let words = words("dynamodb").unwrap();
        assert!(
            words.purpose("getItem").starts_with("The GetItem operation returns"),
            "{}",
            words.purpose("getItem")
        );
        assert!(words.errors("putItem").any(|name| name == "ConditionalCheckFailedException"));
        let request = service("dynamodb").unwrap().operation("getItem").unwrap().request.unwrap();
        assert!(words.member(request, "TableName").unwrap().contains("table"));
        assert_eq!(words.member(request, "Unknown"), None);
    }

    #[test]
    fn operations_that_stream_are_left_out() {
        let s3 = services().find(|named| named.id == "s3").unwrap();
        assert!(s3.actions().all(|action| action != "selectObjectContent"));
        assert!(s3.actions().any(|action| action == "getObject"));
    }
}
