//! Which variables each state reads: `variableReferences` of AWS's answers.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// Names of variables by name of state; states that read none are left out.
pub(crate) fn of(definition: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    if let Ok(Value::Object(machine)) = serde_json::from_str(definition) {
        let is_jsonata = is_jsonata(&machine, false);
        states(&machine, is_jsonata, &mut found);
    }
    found
}

type Found = BTreeMap<String, BTreeSet<String>>;

fn is_jsonata(members: &Map<String, Value>, inherited: bool) -> bool {
    members.get("QueryLanguage").map_or(inherited, |language| language == "JSONata")
}

fn states(machine: &Map<String, Value>, inherited: bool, found: &mut Found) {
    for (name, state) in machine.get("States").and_then(Value::as_object).into_iter().flatten() {
        let Some(state) = state.as_object() else { continue };
        let is_jsonata = is_jsonata(state, inherited);
        let mut names = BTreeSet::new();
        for (field, value) in state {
            match (field.as_str(), value) {
                ("ItemProcessor" | "Iterator", Value::Object(inner)) => states(inner, is_jsonata, found),
                ("Branches", Value::Array(branches)) => {
                    branches.iter().filter_map(Value::as_object).for_each(|branch| {
                        states(branch, is_jsonata, found);
                    });
                }
                ("Comment", _) => {}
                _ => fields(field, value, is_jsonata, &mut names),
            }
        }
        if !names.is_empty() {
            found.entry(name.clone()).or_default().extend(names);
        }
    }
}

fn fields(name: &str, value: &Value, is_jsonata: bool, names: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| fields(name, value, is_jsonata, names));
        }
        Value::Array(items) => items.iter().for_each(|item| fields(name, item, is_jsonata, names)),
        Value::String(text) if is_jsonata => {
            let inner = text.trim().strip_prefix("{%").and_then(|text| text.strip_suffix("%}"));
            inner.into_iter().for_each(|text| in_jsonata(text, names));
        }
        Value::String(text) => {
            let is_path = name.ends_with(".$") || name == "Variable" || name.ends_with("Path");
            if is_path && name != "ResultPath" {
                in_path(text, names);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `$name` at the beginning of a path or of an argument of an intrinsic function.
fn in_path(text: &str, names: &mut BTreeSet<String>) {
    for (before, name, _) in dollars(text, &['\'']) {
        if !before.is_some_and(|letter| letter == '$' || is_word(letter)) {
            names.insert(name);
        }
    }
}

/// `$name` that is neither called nor bound inside the expression.
fn in_jsonata(text: &str, names: &mut BTreeSet<String>) {
    let found = dollars(text, &['"', '\'']);
    let is_bound = |after: &str, text: &str| after.starts_with(":=") || is_parameter(text, after);
    let bound: BTreeSet<String> =
        found.iter().filter(|(_, _, after)| is_bound(after, text)).map(|(_, name, _)| name.clone()).collect();
    for (before, name, after) in found {
        let is_called = after.starts_with('(');
        if before != Some('$') && !is_called && name != "states" && !bound.contains(&name) {
            names.insert(name);
        }
    }
}

/// Whether the place before `after` lies in the parameter list of a `function(…)`.
fn is_parameter(text: &str, after: &str) -> bool {
    let end = text.len().saturating_sub(after.len());
    let before = text.get(..end).unwrap_or_default();
    let Some((head, list)) = before.rsplit_once('(') else { return false };
    (head.trim_end().ends_with("function") || head.trim_end().ends_with('λ')) && !list.contains(')')
}

/// The letter before, the name, and what follows without blanks, for every `$name` outside of quotes.
fn dollars<'t>(text: &'t str, quotes: &[char]) -> Vec<(Option<char>, String, &'t str)> {
    let mut found = Vec::new();
    let (mut before, mut quote, mut is_escaped) = (None, None, false);
    for (at, letter) in text.char_indices() {
        let rest = text.get(at + letter.len_utf8()..).unwrap_or_default();
        match quote {
            Some(open) => {
                if letter == open && !is_escaped {
                    quote = None;
                }
                is_escaped = letter == '\\' && !is_escaped;
            }
            None if quotes.contains(&letter) => quote = Some(letter),
            None if letter == '$' => {
                let name: String = rest.chars().take_while(|letter| is_word(*letter)).collect();
                if name.chars().next().is_some_and(|first| !first.is_numeric()) {
                    let after = rest.get(name.len()..).unwrap_or_default().trim_start();
                    found.push((before, name, after));
                }
            }
            None => {}
        }
        before = Some(letter);
    }
    found
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::of;

    fn check(state: Value, expected: &[&str]) {
        let definition = json!({ "StartAt": "S", "States": { "S": state } }).to_string();
        let found = of(&definition).remove("S").unwrap_or_default();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{definition}");
    }

    #[test]
    fn paths_name_variables() {
        check(json!({ "Type": "Pass", "OutputPath": "$answer" }), &["answer"]);
        check(json!({ "Type": "Wait", "SecondsPath": "$a.b[0]" }), &["a"]);
        let parameters =
            json!({ "x.$": "States.Format('$no {}', $yes, $$.Map.Item.Value, $.no)", "y": "$no" });
        check(json!({ "Type": "Pass", "Parameters": parameters }), &["yes"]);
        check(
            json!({ "Type": "Choice", "Choices": [{ "Variable": "$v", "StringEqualsPath": "$w" }] }),
            &["v", "w"],
        );
        check(json!({ "Type": "Pass", "ResultPath": "$no" }), &[]);
    }

    #[test]
    fn expressions_name_variables() {
        let jsonata = |output: &str| json!({ "Type": "Pass", "QueryLanguage": "JSONata", "Output": output });
        check(jsonata("{% $states.input.a + $b %}"), &["b"]);
        check(jsonata("{% $sum($list) & '$no' %}"), &["list"]);
        check(jsonata("{% ($local := 1; $local + $outer) %}"), &["outer"]);
        check(jsonata("{% $map($items, function($item, $at) { $item * $at }) %}"), &["items"]);
        check(jsonata("$no"), &[]);
    }
}
