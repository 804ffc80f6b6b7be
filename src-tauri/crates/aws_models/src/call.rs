//! What a task's `Resource` calls.

use serde_json::Value;

use crate::request::Request;
use crate::{Action, Integration, optimised, service, words};

/// An action of a service as a task calls it.
#[derive(Clone, Debug)]
pub struct Call {
    optimised: Option<(&'static Integration, &'static Action)>,
    service: String,
    operation: String,
    /// The ending of the `Resource`: `sync`, `sync:2`, `waitForTaskToken`; empty for the answer itself.
    pub pattern: String,
}

const SDK: &str = "aws-sdk:";
const TOKEN: &str = "waitForTaskToken";

impl Call {
    /// Reads a `Resource` such as `arn:aws:states:::sqs:sendMessage.waitForTaskToken`; `None` for what is no action of
    /// a service that is known here.
    #[must_use]
    pub fn read(resource: &str) -> Option<Self> {
        let (partition, rest) = resource.split_once(":states:::")?;
        if !partition.starts_with("arn:aws") {
            return None;
        }
        let (action, pattern) = rest.split_once('.').unwrap_or((rest, ""));
        let pattern = pattern.to_owned();
        if let Some(sdk) = action.strip_prefix(SDK) {
            let (service, operation) = sdk.split_once(':')?;
            let known = crate::services().find(|named| named.id == service)?;
            known.actions().find(|each| *each == operation)?;
            let (service, operation) = (service.to_owned(), operation.to_owned());
            return Some(Self { optimised: None, service, operation, pattern });
        }
        let (name, action) = action.split_once(':')?;
        let (integration, action) = optimised(name, action)?;
        Some(Self {
            optimised: Some((integration, action)),
            service: integration.sdk.clone(),
            operation: action.operation().to_owned(),
            pattern,
        })
    }

    /// The optimised integration, if it is one.
    #[must_use]
    pub fn optimised(&self) -> Option<(&'static Integration, &'static Action)> {
        self.optimised
    }

    /// The `Resource` without its pattern.
    #[must_use]
    pub fn resource(&self) -> String {
        match self.optimised {
            Some((integration, action)) => format!("arn:aws:states:::{}:{}", integration.id, action.name),
            None => format!("arn:aws:states:::{SDK}{}:{}", self.service, self.operation),
        }
    }

    /// The same operation through the other kind of integration, if there is one.
    #[must_use]
    pub fn twin(&self) -> Option<String> {
        if self.optimised.is_some() {
            let sdk = format!("arn:aws:states:::{SDK}{}:{}", self.service, self.operation);
            return Self::read(&sdk).map(|_known| sdk);
        }
        let mut all = crate::integrations().filter(|integration| integration.sdk == self.service);
        all.find_map(|integration| {
            let action = integration.actions.iter().find(|action| action.operation() == self.operation)?;
            Some(format!("arn:aws:states:::{}:{}", integration.id, action.name))
        })
    }

    /// The service, for people.
    #[must_use]
    pub fn service_name(&self) -> String {
        let named =
            || crate::services().find(|named| named.id == self.service).map(|named| named.name.to_owned());
        match self.optimised {
            Some((integration, _)) => integration.name.clone(),
            None => named().unwrap_or_else(|| self.service.clone()),
        }
    }

    /// The action, for people: `GetItem`.
    #[must_use]
    pub fn title(&self) -> String {
        let name = self.optimised.map_or(self.operation.as_str(), |(_, action)| &action.name);
        self.optimised.and_then(|(_, action)| action.title.clone()).unwrap_or_else(|| capital(name))
    }

    /// What it does, in a sentence; empty if nothing is said.
    #[must_use]
    pub fn purpose(&self) -> String {
        let own = self.optimised.and_then(|(_, action)| action.purpose.clone());
        let said = || words(&self.service).map(|words| words.purpose(&self.operation).to_owned());
        own.or_else(said).unwrap_or_default()
    }

    /// Ways of waiting besides the answer itself, as endings of the `Resource`.
    #[must_use]
    pub fn patterns(&self) -> Vec<String> {
        self.optimised.map_or_else(|| vec![TOKEN.to_owned()], |(_, action)| action.patterns.clone())
    }

    /// The form of its request.
    #[must_use]
    pub fn request(&self) -> Request {
        let own = self.optimised.and_then(|(_, action)| action.request.as_ref());
        let json = self.optimised.map_or(&[][..], |(_, action)| &action.json);
        match own {
            Some(notation) => Request::noted(notation),
            None => service(&self.service)
                .map(|service| Request::modelled(service, &self.operation, words(&self.service), json))
                .unwrap_or_default(),
        }
    }

    /// Arguments to begin with: those of the list, or something in each required member.
    #[must_use]
    pub fn example(&self) -> Value {
        let own = self.optimised.and_then(|(_, action)| action.example.clone());
        own.unwrap_or_else(|| self.request().example())
    }

    /// Names of the errors it may end with, besides those of Step Functions itself.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        let Some(words) = words(&self.service) else { return self.further_errors() };
        let declared = words.errors(&self.operation);
        let mut all: Vec<String> = match self.prefix() {
            Some(prefix) => declared
                .map(|name| format!("{prefix}.{name}"))
                .chain([format!("{prefix}.SdkClientException")])
                .collect(),
            None => Vec::new(),
        };
        if self.optimised.is_none()
            && let Some(prefix) = self.prefix()
        {
            all.push(format!("{prefix}.{prefix}Exception"));
        }
        all.extend(self.further_errors());
        all
    }

    fn prefix(&self) -> Option<String> {
        match self.optimised {
            Some((integration, _)) => integration.errors.clone(),
            None => {
                crate::services().find(|named| named.id == self.service).map(|named| named.prefix.to_owned())
            }
        }
    }

    fn further_errors(&self) -> Vec<String> {
        self.optimised.map(|(integration, _)| integration.further_errors.clone()).unwrap_or_default()
    }
}

/// `getItem` is `GetItem`.
#[must_use]
pub fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Shape;

    fn call(resource: &str) -> Call {
        Call::read(&format!("arn:aws:states:::{resource}")).unwrap_or_else(|| panic!("{resource}"))
    }

    #[test]
    fn a_resource_is_read_with_its_pattern() {
        let token = call("sqs:sendMessage.waitForTaskToken");
        assert_eq!((token.pattern.as_str(), token.title().as_str()), ("waitForTaskToken", "SendMessage"));
        assert_eq!(token.resource(), "arn:aws:states:::sqs:sendMessage");
        assert_eq!(token.twin().as_deref(), Some("arn:aws:states:::aws-sdk:sqs:sendMessage"));
        let sdk = call("aws-sdk:eventbridge:putEvents");
        assert_eq!(sdk.twin().as_deref(), Some("arn:aws:states:::events:putEvents"));
        assert_eq!(call("states:startExecution.sync:2").pattern, "sync:2");
        assert_eq!(call("http:invoke").twin(), None);
        for unknown in
            ["arn:aws:states:::sqs:send", "arn:aws:states:::aws-sdk:s3:selectObjectContent", "lambda", ""]
        {
            assert!(Call::read(unknown).is_none(), "{unknown}");
        }
    }

    #[test]
    fn requests_come_from_the_model_and_from_the_list() {
        let get = call("dynamodb:getItem").request();
        let Some(Shape::Structure { members, required }) = get.root().and_then(|root| get.shape(root)) else {
            panic!("no structure")
        };
        assert_eq!(required, &["TableName", "Key"]);
        assert!(members.iter().any(|(name, _)| name == "ConsistentRead"));
        let http = call("http:invoke").request();
        let root = http.root().unwrap();
        assert_eq!(http.help(root, "Method"), Some("HTTP method."));
        let events = call("events:putEvents").request();
        let entry = events.find("Entries").and_then(|(place, member)| events.inner(place, &member)).unwrap();
        assert!(events.is_json(entry, "Detail") && !events.is_json(entry, "Source"));
    }

    #[test]
    fn an_example_has_what_is_required() {
        assert_eq!(call("aws-sdk:s3:getObject").example(), json!({ "Bucket": "MyBucket", "Key": "MyKey" }));
        let run = call("aws-sdk:ec2:runInstances").example();
        assert_eq!(run, json!({ "MaxCount": 1, "MinCount": 1 }));
        assert_eq!(
            call("lambda:invoke").example(),
            json!({ "FunctionName": "my-function", "Payload": "$input" })
        );
    }

    #[test]
    fn examples_fit_their_requests() {
        let mut count = 0;
        for named in crate::services() {
            let service = service(named.id).unwrap();
            // One in eleven is enough to meet every kind of shape, and quick.
            for action in named.actions().step_by(11) {
                count += 1;
                let request = Request::modelled(service.clone(), action, None, &[]);
                let example = request.example();
                let fits = request.fits(&example);
                assert!(fits.is_ok(), "{}:{action}: {example} {fits:?}", named.id);
            }
        }
        assert!(count > 1_500, "{count} requests");
    }

    #[test]
    fn errors_are_named_as_the_integration_names_them() {
        let errors = call("dynamodb:putItem").errors();
        assert!(errors.contains(&"DynamoDB.ConditionalCheckFailedException".to_owned()), "{errors:?}");
        let errors = call("aws-sdk:dynamodb:putItem").errors();
        assert!(errors.contains(&"DynamoDb.ConditionalCheckFailedException".to_owned()), "{errors:?}");
        assert!(errors.contains(&"DynamoDb.DynamoDbException".to_owned()), "{errors:?}");
        assert!(call("http:invoke").errors().contains(&"States.Http.Socket".to_owned()));
        assert!(call("events:putEvents").errors().contains(&"EventBridge.FailedEntry".to_owned()));
    }
}
