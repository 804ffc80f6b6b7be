//! Texts with `|` where the cursor is.

use super::{Completion, complete, explain, references, variables};
use crate::Document;

fn at(text: &str) -> (String, usize) {
    let offset = text.find('|').expect("a cursor");
    (text.replacen('|', "", 1), offset)
}

fn completion(text: &str) -> Option<Completion> {
    let (text, offset) = at(text);
    complete(&text, offset)
}

fn labels(text: &str) -> Vec<String> {
    let all = completion(text).map(|completion| completion.candidates).unwrap_or_default();
    all.into_iter().map(|candidate| candidate.label).collect()
}

/// All of `wanted` are offered, none of `unwanted`.
fn check(text: &str, wanted: &[&str], unwanted: &[&str]) {
    let offered = labels(text);
    for label in wanted {
        assert!(offered.iter().any(|one| one == label), "{label} is missing in {offered:?}\n{text}");
    }
    for label in unwanted {
        assert!(!offered.iter().any(|one| one == label), "{label} is among {offered:?}\n{text}");
    }
}

/// The text after the candidate was taken and its places left empty.
fn taken(text: &str, label: &str) -> String {
    let (plain, offset) = at(text);
    let completion = complete(&plain, offset).expect("something to offer");
    let candidate = completion.candidates.iter().find(|one| one.label == label).expect(label);
    let mut insert = String::new();
    for (index, part) in candidate.insert.split("#{").enumerate() {
        let shown = if index == 0 { part.to_owned() } else { part.replacen('}', "", 1) };
        insert.push_str(&shown);
    }
    let (from, to) = (candidate.span.start as usize, candidate.span.end as usize);
    let mut after = plain;
    after.replace_range(from..to, &insert);
    after
}

const MACHINE: &str = r#"{"StartAt": "A", "States": {"A": {"Type": "Task", ~}, "B": {"Type": "Pass", "Comment": "second", "End": true}, "P": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {"X": {"Type": "Pass", "Next": "Y"}, "Y": {"Type": "Succeed"}}}]}}}"#;

fn task(inside: &str) -> String {
    MACHINE.replace('~', inside)
}

#[test]
fn keys_are_those_the_type_and_language_allow() {
    check(
        &task("|"),
        &["Resource", "Next", "Parameters", "Retry"],
        &["Type", "Arguments", "Choices", "Seconds"],
    );
    check(&task("\"|\""), &["Resource", "Next"], &["Arguments"]);
    check(
        &task("\"Next\": \"B\", \"QueryLanguage\": \"JSONata\", \"|\""),
        &["Arguments", "Output"],
        &["Parameters", "End", "InputPath"],
    );
    check(r#"{|}"#, &["StartAt", "States", "QueryLanguage"], &["Type"]);
    check(r#"{"States": {"A": {|"#, &["Type", "Next"], &["StartAt"]);
    check(r#"{"States": {|}}"#, &["Task state", "Choice state"], &["Type"]);
    check(
        &task(r#""Retry": [{"ErrorEquals": ["a"], |}]"#),
        &["MaxAttempts", "JitterStrategy"],
        &["ErrorEquals", "Next"],
    );
    check(&task(r#""Catch": [{"|"}]"#), &["ErrorEquals", "Next", "ResultPath"], &["Output"]);
    check(
        r#"{"States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.a", "|"}]}}}"#,
        &["StringEquals", "IsPresent", "NumericLessThanPath", "Next"],
        &["And"],
    );
    check(
        r#"{"States": {"M": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"|"}}}}}"#,
        &["Mode", "ExecutionType"],
        &[],
    );
}

#[test]
fn values_are_those_the_field_takes() {
    check(&task("\"Next\": \"|\""), &["B", "P"], &["A", "X", "Y"]);
    check(&task("\"Next\": |"), &["B"], &[]);
    check(&task("\"Next\": |\n \"Comment\": \"\""), &["B"], &[]);
    check(
        &MACHINE.replace("\"Next\": \"Y\"", "\"Next\": \"|\"").replace('~', "\"End\": true"),
        &["Y"],
        &["A", "X"],
    );
    check(r#"{"StartAt": "|", "States": {"A": {}, "B": {}}}"#, &["A", "B"], &[]);
    check(r#"{"States": {"A": {"Type": "|"}}}"#, &["Task", "Map"], &[]);
    check(
        &task(r#""Resource": "arn:|""#),
        &["arn:aws:states:::lambda:invoke", "arn:aws:states:::sqs:sendMessage.waitForTaskToken"],
        &[],
    );
    check(&task(r#""Retry": [{"ErrorEquals": ["|"]}]"#), &["States.ALL", "States.Timeout"], &[]);
    check(&task(r#""Retry": [{"ErrorEquals": [|]}]"#), &["States.ALL"], &[]);
    check(&task(r#""Retry": [{"JitterStrategy": "|"}]"#), &["FULL", "NONE"], &[]);
    check(&task("\"End\": |"), &["true"], &["false"]);
    check(&task("\"Comment\": \"|\""), &[], &["B"]);
}

#[test]
fn expressions_know_what_they_see() {
    let jsonata =
        |inside: &str| task(&format!(r#""QueryLanguage": "JSONata", "Assign": {{"total": 1}}, {inside}"#));
    check(&jsonata(r#""Arguments": "{% $| %}""#), &["$states", "$total", "$sum", "$partition"], &["$eval"]);
    check(
        &jsonata(r#""Arguments": {"a": ["{% $states.|"#),
        &["input", "context"],
        &["result", "errorOutput"],
    );
    check(&jsonata(r#""Output": "{% $states.re| %}""#), &["input", "result"], &["errorOutput"]);
    check(&jsonata(r#""Catch": [{"Output": "{% $states.| %}"}]"#), &["errorOutput"], &["result"]);
    check(
        &jsonata(r#""Output": "{% $states.context.Execution.| %}""#),
        &["Id", "StartTime"],
        &["Name.x", "Execution"],
    );
    check(&jsonata(r#""Output": "|""#), &["{% … %}"], &[]);
    check(&jsonata(r#""Output": "{% 1 %} |""#), &[], &["$sum"]);
    let path = |inside: &str| task(&format!(r#""Assign": {{"total.$": "$.t"}}, {inside}"#));
    check(&path(r#""Parameters": {"a.$": "|"}"#), &["$", "$$", "$total", "States.Format"], &["$sum"]);
    check(&path(r#""Parameters": {"a.$": "States.|"}"#), &["States.Format"], &["$$"]);
    check(&path(r#""Parameters": {"a.$": "$$.Map.Item.|"}"#), &["Index", "Value"], &["Item"]);
    check(&path(r#""InputPath": "|""#), &["$", "$$"], &["States.Format"]);
    check(&path(r#""Parameters": {"a": "|"}"#), &[], &["$"]);
}

#[test]
fn what_is_taken_fits_the_text_around() {
    assert_eq!(taken("{\"States\": {\"A\": {\"Ty|\"}}}", "Type"), "{\"States\": {\"A\": {\"Type\": \"\"}}}");
    assert_eq!(
        taken("{\"States\": {\"A\": {\"|\": 1, \"End\": true}}}", "Comment"),
        "{\"States\": {\"A\": {\"Comment\": 1, \"End\": true}}}"
    );
    assert_eq!(
        taken("{\"States\": {\"A\": {|\n\"End\": true}}}", "Comment"),
        "{\"States\": {\"A\": {\"Comment\": \"\",\n\"End\": true}}}"
    );
    assert_eq!(taken(&task("\"Next\": \"|\""), "B"), task("\"Next\": \"B\""));
    assert_eq!(
        taken("StartAt: |\nStates:\n  A:\n    Type: Pass\n", "A"),
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n"
    );
    let missing = completion("{\"States\": {\"A\": {\"Type\": \"Pass\"\n  |}}}").expect("keys");
    assert_eq!(missing.comma, Some(32));
    let whole = taken("{\"StartAt\": \"Wait\", \"States\": {|}}", "Wait state");
    assert!(crate::problems(&Document::read(&whole)).is_empty(), "{whole}");
}

#[test]
fn yaml_is_completed_while_it_is_broken() {
    let yaml = |line: &str| {
        format!(
            "StartAt: A\nStates:\n  A:\n    Type: Task\n{line}\n  B:\n    Type: Wait\n    Seconds: 1\n    End: true\n"
        )
    };
    check(&yaml("    Re|"), &["Resource", "Retry"], &["Seconds", "Arguments"]);
    check(&yaml("    |"), &["Resource", "Next"], &["Type"]);
    check(&yaml("    Next: |"), &["B"], &["A"]);
    check(&yaml("    Next:|"), &["B"], &["A"]);
    check(&yaml("    Next: B|"), &["B"], &["A"]);
    check(&yaml("    Next: \"|"), &["B"], &["A"]);
    check(&yaml("    Retry:\n      - |"), &["ErrorEquals"], &["Next"]);
    check(&yaml("    Retry:\n      - ErrorEquals:\n          - |"), &["States.ALL"], &[]);
    check(&yaml("    Parameters:\n      a.$: $$.|"), &["Execution"], &["$"]);
    check(&yaml("    QueryLanguage: JSONata\n    Output: '{% $states.| %}'"), &["result"], &[]);
    check("StartAt: A\nStates:\n  |\n", &["Task state"], &[]);
    let done = taken(&yaml("    Next|"), "Next");
    assert!(done.contains("\n    Next: \n"), "{done}");
}

#[test]
fn places_without_anything_to_write_offer_nothing() {
    for text in
        ["|", "[|]", "{\"a\": {}}|", "{\"Comment\": \"a| b\"}", "| {\"StartAt\": \"A\"}", "\u{1f980}|"]
    {
        assert_eq!(labels(text), Vec::<String>::new(), "{text}");
    }
}

/// Neither broken texts nor places inside characters make it fall over.
#[test]
fn every_place_of_every_beginning_is_survived() {
    let whole = task(
        r#""QueryLanguage": "JSONata", "Output": {"ö": ["{% $states.input %}"]}, "Catch": [{"ErrorEquals": ["x"]}]"#,
    );
    let yaml = crate::as_yaml(&whole).map(std::borrow::Cow::into_owned).unwrap_or_default();
    for text in [whole.as_str(), yaml.as_str()] {
        for end in (0..text.len()).step_by(3) {
            let beginning = text.get(..end).unwrap_or("");
            for offset in [end / 2, end.saturating_sub(1), end, end + 9] {
                let _ = complete(beginning, offset);
                let _ = explain(beginning, offset);
                let _ = references(&Document::read(beginning), offset);
            }
        }
    }
}

fn explained(text: &str) -> String {
    let (text, offset) = at(text);
    let Some(found) = explain(&text, offset) else { return String::new() };
    let facts = found.facts.iter().map(|(name, value)| format!(" {name}={value}")).collect::<String>();
    format!("{} [{}] {}{facts} «{}»", found.title, found.detail, found.text, found.span.text(&text))
}

#[test]
fn hover_tells_what_a_thing_is() {
    for (text, told) in [
        (
            task("\"Time|outSeconds\": 1"),
            "TimeoutSeconds [field] Fails with States.Timeout when it takes longer. Range=1 to 99999999 Default=99999999 «\"TimeoutSeconds\"»",
        ),
        (
            task("\"Input|Path\": \"$\""),
            "InputPath [field] The part of the input that the state sees; null for an empty object. Default=$ Language=JSONPath only «\"InputPath\"»",
        ),
        (task("\"Next\": \"|B\""), "B [Pass state] second «\"B\"»"),
        (
            task("\"Parameters\": {\"a.$\": \"States.Uu|id()\"}")
                .replace("Uuid", "UUID")
                .replace("Uu|id", "UU|ID"),
            "States.UUID [()] A new random UUID (version 4). «States.UUID»",
        ),
        (
            task("\"Parameters\": {\"a.$\": \"$$.Execution.Na|me\"}"),
            "$$.Execution.Name [context object] The name of the execution. «$$.Execution.Name»",
        ),
        (
            task("\"QueryLanguage\": \"JSONata\", \"Output\": \"{% $su|m([1]) %}\""),
            "$sum [(array)] The sum of the numbers. «$sum»",
        ),
        (
            task("\"Catch\": [{\"ErrorEquals\": [\"States.T|imeout\"]}]"),
            "States.Timeout [error] It took longer than TimeoutSeconds, or was silent longer than HeartbeatSeconds. «\"States.Timeout\"»",
        ),
        (task("\"Comment\": \"n|o\""), ""),
        (
            "{\"States\": {\"A|\": {\"Type\": \"Wait\"".to_owned(),
            "A [Wait state] Waits for a time or until an instant. «\"A\"»",
        ),
    ] {
        assert_eq!(explained(&text), told);
    }
}

#[test]
fn names_know_where_they_are_used() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Task", "Resource": "r", "Next": "A", "Catch": [{"ErrorEquals": ["x"], "Next": "A"}]}}}"#;
    let document = Document::read(text);
    for cursor in ["\"A\", \"States", "\"A\": {", "\"A\", \"Catch"] {
        let found = references(&document, text.find(cursor).expect("there") + 1).expect("a name");
        let places: Vec<(&str, bool)> =
            found.all.iter().map(|one| (one.location.as_str(), one.is_definition)).collect();
        let expected = [
            ("/StartAt", false),
            ("/States/A", true),
            ("/States/B/Next", false),
            ("/States/B/Catch[0]/Next", false),
        ];
        assert_eq!(places, expected);
        assert!(found.all.iter().all(|one| one.span.text(text) == "\"A\""));
    }
    assert_eq!(references(&document, text.find("Type").expect("there")), None);
}

#[test]
fn variables_know_who_writes_and_reads_them() {
    let text = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Pass", "Assign": {"n": 1, "m": 2}, "Next": "P"},
        "P": {"Type": "Parallel", "Branches": [{"StartAt": "X", "States": {
            "X": {"Type": "Pass", "Assign": {"m": "{% $n %}"}, "Next": "Y"},
            "Y": {"Type": "Pass", "Output": ["{% $m + $n %}"], "End": true}}}], "Next": "W"},
        "W": {"Type": "Wait", "Seconds": "{% $m + $gone %}", "End": true}}}"#;
    let shown: Vec<String> = variables(&Document::read(text))
        .into_iter()
        .map(|one| {
            let of = |uses: Vec<super::VariableUse>| {
                uses.iter()
                    .map(|one| one.location.rsplit("/States/").next().unwrap_or("").to_owned())
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            format!("{}{}: {} → {}", one.scope, one.name, of(one.written), of(one.read))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "gone:  → W/Seconds",
            "m: A/Assign → W/Seconds",
            "/States/P/Branches/0m: X/Assign → Y/Output",
            "n: A/Assign → X/Assign Y/Output"
        ]
    );
}
