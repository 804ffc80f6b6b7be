//! What a person is asked, read from a task's parameters.

use engine::Task;
use serde_json::{Map, Value};

/// How a rejection reaches the workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnReject {
    /// The task fails with `Approval.Rejected`, for a catcher.
    Error,
    /// The task succeeds with `"decision": "reject"`, for a Choice.
    Data,
}

impl OnReject {
    /// The word that is stored.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Data => "data",
        }
    }

    /// The way a stored or written word means; anything but `data` is an error, as plain AWS would have it.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        if word.eq_ignore_ascii_case("data") { Self::Data } else { Self::Error }
    }
}

/// One request as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// In one sentence.
    pub title: String,
    /// The text under it.
    pub instructions: Option<String>,
    /// The data the step was given, without the task token.
    pub evidence: Value,
    /// How a rejection reaches the workflow.
    pub on_reject: OnReject,
}

/// Members of the parameters that may hold `Approval`, besides the parameters themselves.
const ENVELOPES: [&str; 5] = ["Payload", "MessageBody", "Message", "Detail", "Input"];

impl Question {
    /// Reads the question of `task`.
    #[must_use]
    pub fn read(task: &Task) -> Self {
        let parameters = task.parameters.value();
        let token = task.token.as_deref();
        let Some(approval) = find(parameters) else {
            return Self {
                title: fallback_title(&task.state),
                instructions: None,
                evidence: without_token(parameters, token),
                on_reject: OnReject::Error,
            };
        };
        let text = |member: &str| {
            approval.get(member).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
        };
        Self {
            title: text("Title").map_or_else(|| fallback_title(&task.state), str::to_owned),
            instructions: text("Instructions").map(str::to_owned),
            evidence: match approval.get("Evidence") {
                Some(evidence) => without_token(evidence, token),
                None => without_question(without_token(parameters, token)),
            },
            on_reject: OnReject::from_word(text("OnReject").unwrap_or_default()),
        }
    }
}

fn find(parameters: &Value) -> Option<&Map<String, Value>> {
    let envelopes = ENVELOPES.iter().filter_map(|name| parameters.get(name));
    std::iter::once(parameters).chain(envelopes).find_map(|place| place.get("Approval")?.as_object())
}

/// What is asked stands above the evidence already.
fn without_question(mut parameters: Value) -> Value {
    let envelopes = ENVELOPES.iter().map(|name| format!("/{name}"));
    for place in std::iter::once(String::new()).chain(envelopes) {
        if let Some(Value::Object(members)) = parameters.pointer_mut(&place) {
            members.shift_remove("Approval");
        }
    }
    parameters
}

fn fallback_title(state: &str) -> String {
    let question = state.trim_end().trim_end_matches(['?', '.', '!']);
    format!("{question}?")
}

/// The token answers the task; who sees the evidence must not be able to.
fn without_token(value: &Value, token: Option<&str>) -> Value {
    match value {
        Value::String(text) if token.is_some_and(|token| text.contains(token)) => Value::from("(task token)"),
        Value::Array(items) => items.iter().map(|item| without_token(item, token)).collect(),
        Value::Object(members) => {
            let shown =
                members.iter().filter(|(_, member)| member.as_str().is_none_or(|text| Some(text) != token));
            shown.map(|(name, member)| (name.clone(), without_token(member, token))).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use engine::{Pattern, Payload, Task};
    use serde_json::{Value, json};

    use super::{OnReject, Question};

    fn check(parameters: Value, expected: (&str, Option<&str>, Value, OnReject)) {
        let task = Task {
            state: "Approve order".into(),
            resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken".into(),
            region: "us-east-1".into(),
            pattern: Pattern::WaitForTaskToken,
            parameters: Payload::from_value(parameters),
            token: Some("tok".to_owned()),
            timeout_seconds: None,
            heartbeat_seconds: None,
            credentials_role: None,
            attempt: 0,
            test_case: None,
        };
        let (title, instructions, evidence, on_reject) = expected;
        let instructions = instructions.map(str::to_owned);
        assert_eq!(
            Question::read(&task),
            Question { title: title.to_owned(), instructions, evidence, on_reject }
        );
    }

    #[test]
    fn the_approval_member_says_what_to_ask() {
        let approval =
            json!({"Title": "Pay 5 EUR?", "Instructions": "Look.", "Evidence": {"n": 5}, "OnReject": "data"});
        let expected = || ("Pay 5 EUR?", Some("Look."), json!({"n": 5}), OnReject::Data);
        check(json!({"Approval": approval}), expected());
        check(json!({"FunctionName": "f", "Payload": {"t": "tok", "Approval": approval}}), expected());
        check(json!({"QueueUrl": "q", "MessageBody": {"Approval": approval}}), expected());
        let bare = json!({"Title": "Go?"});
        let order = json!({"MessageBody": {"order": 1}});
        check(json!({"MessageBody": {"order": 1, "Approval": bare}}), ("Go?", None, order, OnReject::Error));
    }

    #[test]
    fn without_one_the_state_is_the_question_and_the_token_stays_hidden() {
        let evidence = json!({"MessageBody": {"order": 1, "link": "(task token)"}});
        let parameters = json!({"MessageBody": {"order": 1, "Token": "tok", "link": "https://x/?t=tok"}});
        check(parameters, ("Approve order?", None, evidence, OnReject::Error));
        check(json!(null), ("Approve order?", None, json!(null), OnReject::Error));
        check(
            json!({"Approval": "yes"}),
            ("Approve order?", None, json!({"Approval": "yes"}), OnReject::Error),
        );
    }
}
