//! A single state as a definition, which `TestState` accepts: the state machine around it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// What AWS calls a state that is tested alone.
pub(crate) const NAME: &str = "StateName";

/// A state machine whose only state of interest is the one in `text`; every state it may go on with just ends. A text
/// that is no JSON object is given back as it is, for its own fault to be told.
pub(crate) fn machine(text: &str) -> String {
    let Ok(Value::Object(state)) = serde_json::from_str::<Value>(text) else { return text.to_owned() };
    let mut targets = BTreeSet::new();
    let mut look = |value: Option<&Value>| {
        targets.extend(value.and_then(Value::as_str).map(str::to_owned));
    };
    look(state.get("Next"));
    look(state.get("Default"));
    for list in ["Choices", "Catch"] {
        let entries = state.get(list).and_then(Value::as_array).into_iter().flatten();
        entries.for_each(|entry| look(entry.get("Next")));
    }
    targets.remove(NAME);
    let end = json!({ "Type": "Succeed" });
    let others: String =
        targets.iter().map(|target| format!(",{}:{end}", Value::from(target.as_str()))).collect();
    format!(r#"{{"StartAt":"{NAME}","States":{{"{NAME}":{text}{others}}}}}"#)
}

#[cfg(test)]
mod tests {
    use super::machine;

    #[test]
    fn a_state_gets_a_machine_in_which_every_way_out_leads_somewhere() {
        let problems =
            |text: &str| ide::validate(&ide::Document::read(&machine(text)), ide::MachineType::Standard);
        let choice = r#"{ "Type": "Choice", "QueryLanguage": "JSONata", "Default": "C",
            "Choices": [{ "Condition": true, "Next": "A \"b\"" }] }"#;
        assert_eq!(problems(choice), []);
        let found = problems(r#"{ "Type": "Pass", "InputPath": 1, "Next": "Next" }"#);
        let told: Vec<&str> = found.iter().filter_map(|problem| problem.location.as_deref()).collect();
        assert_eq!(told, ["/States/StateName/InputPath"], "{found:?}");
        assert_eq!(machine("[1"), "[1");
    }
}
