//! One action: the form of its request, how it can be waited for, its errors, and a state to begin with.

use aws_models::Call;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ts_rs::TS;

use super::form::{Form, form};
use crate::{Caller, Drivers, Error, Operation, waiting};

/// What does this action ask, and what may come of it?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DescribeAction {
    /// A `Resource`, with or without a pattern: `arn:aws:states:::sqs:sendMessage.waitForTaskToken`.
    pub resource: String,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DescribeActionReply {
    /// The `Resource` without a pattern.
    pub resource: String,
    /// The service, for people.
    pub service: String,
    /// The action, for people: `SendMessage`.
    pub title: String,
    /// What it does; empty if AWS does not say.
    pub purpose: String,
    /// Step Functions calls it in a form of its own.
    pub optimised: bool,
    /// The `Resource` of the other kind of integration for the same operation.
    pub twin: Option<String>,
    /// Ways of waiting besides the answer itself: `sync`, `sync:2`, `waitForTaskToken`.
    pub patterns: Vec<String>,
    /// Pointer of the argument that hands out a task token.
    pub token: Option<String>,
    /// The form of the request.
    pub form: Form,
    /// Names of the errors it may end with, besides those of Step Functions.
    pub errors: Vec<String>,
    /// A state to begin with.
    pub starter: Starter,
}

/// A state that calls an action, without its transition, as the text of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Starter {
    /// For a JSONPath workflow.
    pub json_path: String,
    /// For a JSONata workflow.
    pub jsonata: String,
}

impl Operation for DescribeAction {
    type Reply = DescribeActionReply;
    const NAME: &'static str = "describe_action";

    async fn answer(self, _drivers: &Drivers, _caller: &mut Caller) -> Result<DescribeActionReply, Error> {
        waiting(move || describe(&self.resource)).await?
    }
}

fn describe(resource: &str) -> Result<DescribeActionReply, Error> {
    let call = Call::read(resource).ok_or_else(|| {
        Error::not_found(format!("`{resource}` is no action of a service that is known here"))
    })?;
    Ok(DescribeActionReply {
        resource: call.resource(),
        service: call.service_name(),
        title: call.title(),
        purpose: call.purpose(),
        optimised: call.optimised().is_some(),
        twin: call.twin(),
        patterns: call.patterns(),
        token: call.optimised().and_then(|(_, action)| action.token.clone()),
        form: form(&call.request()),
        errors: call.errors(),
        starter: Starter {
            json_path: starter(&call, Language::JsonPath).to_string(),
            jsonata: starter(&call, Language::Jsonata).to_string(),
        },
    })
}

#[derive(Clone, Copy)]
enum Language {
    JsonPath,
    Jsonata,
}

fn starter(call: &Call, language: Language) -> Value {
    let arguments = spoken(&call.example(), language);
    let mut state = json!({ "Type": "Task", "Resource": call.resource() });
    let action = call.optimised().map(|(_, action)| action);
    let Some(members) = state.as_object_mut() else { return state };
    let mut set = |key: &str, value: Value| members.insert(key.to_owned(), value);
    let output = action.and_then(|action| action.output.as_ref());
    match language {
        Language::JsonPath => {
            set("Parameters", arguments);
            output.and_then(|member| set("OutputPath", json!(format!("$.{member}"))));
        }
        Language::Jsonata => {
            set("Arguments", arguments);
            output.and_then(|member| set("Output", json!(format!("{{% $states.result.{member} %}}"))));
        }
    }
    if let Some(errors) = action.map(|action| &action.retry).filter(|errors| !errors.is_empty()) {
        let retrier = json!({
            "ErrorEquals": errors, "IntervalSeconds": 1, "MaxAttempts": 3, "BackoffRate": 2, "JitterStrategy": "FULL",
        });
        set("Retry", json!([retrier]));
    }
    state
}

/// An example in the words of a query language: `$input.id` stands for a part of the input. Its depth is that of the
/// catalogue's.
fn spoken(example: &Value, language: Language) -> Value {
    match example {
        Value::Array(items) => items.iter().map(|item| spoken(item, language)).collect(),
        Value::Object(members) => {
            let spoken =
                members.iter().map(|(key, value)| match (value.as_str().and_then(input), language) {
                    (Some(part), Language::JsonPath) => (format!("{key}.$"), json!(format!("${part}"))),
                    (Some(part), Language::Jsonata) => {
                        (key.clone(), json!(format!("{{% $states.input{part} %}}")))
                    }
                    (None, _) => (key.clone(), spoken(value, language)),
                });
            Value::Object(spoken.collect::<Map<_, _>>())
        }
        _ => example.clone(),
    }
}

fn input(text: &str) -> Option<&str> {
    text.strip_prefix("$input")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::FormShape;

    fn described(resource: &str) -> DescribeActionReply {
        describe(&format!("arn:aws:states:::{resource}")).unwrap()
    }

    #[test]
    fn an_action_is_described_with_its_form_patterns_and_errors() {
        let action = described("sqs:sendMessage.waitForTaskToken");
        assert_eq!((action.service.as_str(), action.title.as_str()), ("SQS", "SendMessage"));
        assert_eq!(
            (action.patterns, action.token.as_deref()),
            (vec!["waitForTaskToken".to_owned()], Some("/MessageBody"))
        );
        assert!(action.errors.contains(&"SQS.QueueDoesNotExistException".to_owned()), "{:?}", action.errors);
        let shape = |number: u32| &action.form.shapes[usize::try_from(number).unwrap()];
        let FormShape::Structure { members } = shape(action.form.root.unwrap()) else { panic!() };
        assert_eq!((members[0].name.as_str(), members[0].required), ("QueueUrl", true));
        let body = members.iter().find(|member| member.name == "MessageBody").unwrap();
        assert!(body.required && *shape(body.shape) == FormShape::Json);
        let delay = members.iter().find(|member| member.name == "DelaySeconds").unwrap();
        assert!(matches!(shape(delay.shape), FormShape::Number { whole: true, .. }) && delay.help.is_some());
    }

    #[test]
    fn a_request_that_contains_itself_has_an_end() {
        let action = described("dynamodb:putItem");
        assert!(action.form.shapes.len() < 40, "{}", action.form.shapes.len());
        assert!(describe("arn:aws:states:::nothing:at").is_err());
    }

    #[test]
    fn every_optimised_action_begins_without_problems_in_both_languages() {
        for integration in aws_models::integrations() {
            for action in &integration.actions {
                let Starter { json_path, jsonata } =
                    described(&format!("{}:{}", integration.id, action.name)).starter;
                for (language, body) in [("JSONPath", json_path), ("JSONata", jsonata)] {
                    let mut body: Value = serde_json::from_str(&body).unwrap();
                    body["End"] = json!(true);
                    let machine =
                        json!({ "QueryLanguage": language, "StartAt": "A", "States": { "A": body } });
                    let found = ide::problems(&ide::Document::read(&machine.to_string()));
                    assert!(found.is_empty(), "{machine}: {found:?}");
                }
            }
        }
    }

    #[test]
    fn parts_of_the_input_are_spoken_in_both_languages() {
        let Starter { json_path, jsonata } = described("dynamodb:getItem").starter;
        assert!(json_path.contains(r#""Key":{"id":{"S.$":"$.id"}}"#), "{json_path}");
        assert!(jsonata.contains(r#""Key":{"id":{"S":"{% $states.input.id %}"}}"#), "{jsonata}");
        let lambda = described("lambda:invoke").starter;
        assert!(lambda.json_path.contains(r#""OutputPath":"$.Payload""#), "{}", lambda.json_path);
        assert!(lambda.jsonata.contains("Lambda.TooManyRequestsException"), "{}", lambda.jsonata);
    }
}
