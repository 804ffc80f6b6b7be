//! Definitions and rules as texts, and what the rules say.

use std::cell::Cell;

use syntax::LineIndex;

use super::{Judged, TeamRules, Verdicts, judge};
use crate::{Document, is_runnable, problems_with};

const WORKFLOW: &str = r#"{
  "StartAt": "Charge",
  "States": {
    "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:c", "Next": "Ship"},
    "Ship": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:s", "TimeoutSeconds": 900, "Next": "Each"},
    "Each": {"Type": "Map", "ItemProcessor": {"StartAt": "one", "States": {"one": {"Type": "Pass", "End": true}}}, "End": true}
  }
}"#;

fn rules(rules: &str) -> TeamRules {
    TeamRules::read("/t/signalbox-rules.json", &format!(r#"{{"Rules": [{rules}]}}"#))
}

fn judged(text: &str, rules: &TeamRules) -> Judged {
    judge(&Document::read(text), rules, &mut Verdicts::default(), &|| false)
}

/// Each problem as `severity «what is underlined» message — help`.
fn said(text: &str, judged: &Judged) -> Vec<String> {
    let one = |problem: &syntax::Diagnostic| {
        let (severity, part) = (format!("{:?}", problem.severity), problem.span.text(text));
        format!("{severity} «{part}» {} — {}", problem.message, problem.help.as_deref().unwrap_or_default())
    };
    judged.problems.iter().map(one).collect()
}

#[track_caller]
fn check(rule: &str, expected: &[&str]) {
    let rules = rules(rule);
    assert_eq!(rules.problems(), []);
    let found = said(WORKFLOW, &judged(WORKFLOW, &rules));
    // Who found it is the same everywhere and tested once.
    let short: Vec<&str> =
        found.iter().map(|line| line.split(" — rule ").next().unwrap_or_default()).collect();
    assert_eq!(short, expected, "{rule}");
}

#[test]
fn a_rule_is_asked_about_states_of_its_types() {
    let timeout = r#"{"Name": "tasks-have-timeouts", "Applies": ["Task"],
        "When": "{% $not($exists(TimeoutSeconds)) %}", "Message": "Give {% $name %} a timeout."}"#;
    let found = said(WORKFLOW, &judged(WORKFLOW, &rules(timeout)));
    assert_eq!(
        found,
        [
            "Warning «\"Charge\"» Give Charge a timeout. — rule `tasks-have-timeouts` of your team, in /t/signalbox-rules.json"
        ]
    );
    check(
        r#"{"Name": "short", "When": "{% TimeoutSeconds > 300 %}", "Message": "{% TimeoutSeconds %} s is long for a {% Type %}",
        "Severity": "error", "Field": "TimeoutSeconds"}"#,
        &["Error «900» 900 s is long for a Task"],
    );
    check(
        r#"{"Name": "capitals", "When": "{% $not($contains($name, /^[A-Z]/)) %}", "Message": "`{% $name %}` begins small", "Severity": "info"}"#,
        &["Info «\"one\"» `one` begins small"],
    );
    check(
        r#"{"Name": "maps", "Applies": "Map", "When": "{% $count($keys(ItemProcessor.States)) < 2 %}", "Message": "small", "Field": "/ItemProcessor/StartAt"}"#,
        &["Warning «\"one\"» small"],
    );
}

#[test]
fn a_rule_sees_the_workflow_and_may_be_about_it() {
    check(
        r#"{"Name": "comment", "Applies": ["Workflow"], "When": "{% $not($exists(Comment)) %}", "Message": "Say what this {% $count($keys(States)) %} {% $lowercase('STATES') %} are for"}"#,
        &["Warning «{» Say what this 3 states are for"],
    );
    check(
        r#"{"Name": "start", "When": "{% $name = $workflow.StartAt and Type != 'Pass' %}", "Message": "Begin with a Pass"}"#,
        &["Warning «\"Charge\"» Begin with a Pass"],
    );
}

#[test]
fn what_a_rule_cannot_say_is_told_once() {
    check(
        r#"{"Name": "odd", "When": "{% $name %}", "Message": "never"}"#,
        &[
            "Warning «\"Charge\"» The rule `odd` of your team cannot be asked of this, nor of 3 more: `When` gives neither true nor false — mend its `When` in /t/signalbox-rules.json",
        ],
    );
    check(
        r#"{"Name": "sum", "Applies": "Task", "When": "{% Resource + 1 > 2 %}", "Message": "never"}"#,
        &[
            "Warning «\"Charge\"» The rule `sum` of your team cannot be asked of this, nor of 1 more: `When` threw an error during evaluation. T2001: The left side of the \"+\" operator must evaluate to a number — mend its `When` in /t/signalbox-rules.json",
        ],
    );
}

#[test]
fn a_rule_that_never_ends_is_asked_once_and_holds_up_no_other() {
    let rules = rules(
        r#"{"Name": "loop", "When": "{% ($f := function($x) { $f($x) }; $f(1)) %}", "Message": "never"},
        {"Name": "endless words", "Applies": "Map", "When": "{% true %}", "Message": "{% ($f := function($x) { $f($x) }; $f(1)) %}"},
        {"Name": "good", "Applies": "Map", "When": "{% true %}", "Message": "a map"}"#,
    );
    let (document, mut verdicts) = (Document::read(WORKFLOW), Verdicts::default());
    for _ in 0..2 {
        let judged = judge(&document, &rules, &mut verdicts, &|| false);
        assert_eq!(judged.counts, [0, 0, 1]);
        let found = said(WORKFLOW, &judged);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found[1]
                .starts_with("Warning «{» The rule `loop` of your team takes too long, asked about Charge")
        );
        assert!(
            found[2].contains("`endless words` of your team takes too long, asked about Each"),
            "{found:?}"
        );
    }
}

#[test]
fn what_there_was_no_time_for_is_asked_the_next_time() {
    let rules = rules(r#"{"Name": "all", "When": "{% true %}", "Message": "{% $name %}"}"#);
    let (document, mut verdicts) = (Document::read(WORKFLOW), Verdicts::default());
    let mut lefts = Vec::new();
    for _ in 0..4 {
        // Time for one state: looked at before and after it.
        let looks = Cell::new(0);
        let is_long = || looks.replace(looks.get() + 1) >= 2;
        let judged = judge(&document, &rules, &mut verdicts, &is_long);
        assert_eq!(judged.counts, [4 - judged.left]);
        lefts.push(judged.left);
    }
    assert_eq!(lefts, [3, 2, 1, 0]);
}

#[test]
fn a_state_is_asked_again_only_if_its_text_has_changed() {
    let rules = rules(r#"{"Name": "all", "When": "{% TimeoutSeconds > 300 %}", "Message": "long"}"#);
    let mut verdicts = Verdicts::default();
    let mut asks = |text: &str| {
        let looks = Cell::new(0);
        let is_long = || looks.replace(looks.get() + 1) > 100;
        let judged = judge(&Document::read(text), &rules, &mut verdicts, &is_long);
        (looks.get() / 2, judged.counts)
    };
    assert_eq!(asks(WORKFLOW), (4, vec![1]));
    assert_eq!(asks(WORKFLOW), (0, vec![1]));
    assert_eq!(asks(&WORKFLOW.replace("900", "30")), (1, vec![0]));
    assert_eq!(
        asks(&WORKFLOW.replace("{\n  \"StartAt\"", "{\n\n  \"StartAt\"")),
        (0, vec![1]),
        "others only moved"
    );
    let renamed = WORKFLOW.replace("\"Ship\"", "\"Send\"");
    assert_eq!(asks(&renamed), (2, vec![1]), "its name is part of it");
}

#[test]
fn what_was_said_before_stays_until_the_rule_has_been_asked_again() {
    let rules = rules(r#"{"Name": "start", "When": "{% $name = $workflow.StartAt %}", "Message": "first"}"#);
    let mut verdicts = Verdicts::default();
    let mut at = |text: &str, is_long: bool| {
        let judged = judge(&Document::read(text), &rules, &mut verdicts, &|| is_long);
        let found = said(text, &judged).into_iter().next().unwrap_or_default();
        (judged.left, found.split(' ').nth(1).unwrap_or_default().to_owned())
    };
    let other = WORKFLOW.replace("\"StartAt\": \"Charge\"", "\"StartAt\": \"Ship\"");
    assert_eq!(at(WORKFLOW, false), (0, "«\"Charge\"»".to_owned()));
    assert_eq!(at(&other, true), (4, "«\"Charge\"»".to_owned()));
    assert_eq!(at(&other, false), (0, "«\"Ship\"»".to_owned()));
}

#[test]
fn an_alias_that_means_something_else_is_asked_again() {
    let rules = rules(r#"{"Name": "all", "When": "{% Seconds > 5 %}", "Message": "long"}"#);
    let text = "Comment: &n 9\nStartAt: A\nStates:\n  A: {Type: Wait, Seconds: *n, End: true}\n";
    let mut verdicts = Verdicts::default();
    let mut count = |text: &str| judge(&Document::read(text), &rules, &mut verdicts, &|| false).counts;
    assert_eq!(count(text), [1]);
    assert_eq!(count(&text.replace('9', "3")), [0]);
}

#[test]
fn errors_of_a_team_do_not_keep_a_workflow_from_running() {
    let rules = rules(r#"{"Name": "no", "When": "{% true %}", "Message": "no", "Severity": "error"}, 7"#);
    let document = Document::read(WORKFLOW);
    let problems =
        problems_with(&document, judge(&document, &rules, &mut Verdicts::default(), &|| false).problems);
    assert_eq!(problems.len(), 5, "four states and the file");
    assert_eq!(problems[0].diagnostic.code, super::TEAM_RULES_FILE);
    assert_eq!(problems[1].state.as_deref(), Some("/States/Charge"));
    assert!(is_runnable(&problems));
    assert!(
        judged("{\"StartAt\": \"A\", \"States\": {\"A\": {", &rules).counts == [0],
        "half a text is not judged"
    );
}

/// Problems of the file, as `line:column message — help`, and what a workflow is told of them.
fn file(text: &str) -> (Vec<String>, Option<String>) {
    let rules = TeamRules::read("/t/signalbox-rules.json", text);
    let index = LineIndex::new(text);
    let one = |problem: &syntax::Diagnostic| {
        let place = index.line_column(problem.span.start);
        format!("{}:{} {}", place.line + 1, place.column + 1, problem.message)
    };
    let told =
        judged(WORKFLOW, &rules).problems.into_iter().find(|problem| problem.code == super::TEAM_RULES_FILE);
    (rules.problems().iter().map(one).collect(), told.map(|problem| problem.message))
}

#[test]
fn a_broken_file_is_told_with_its_places() {
    let check = |text: &str, expected: &[&str]| {
        let (found, told) = file(text);
        assert_eq!(found, expected, "{text}");
        assert_eq!(told.is_some(), !expected.is_empty());
    };
    check(r#"{"Rules": []}"#, &[]);
    check(r#"{"Comment": "of the shop", "Rules": []}"#, &[]);
    check("", &["1:1 The file is empty"]);
    check("[]", &["1:1 There is no list `Rules`"]);
    check(r#"{"Rules": {}, "rules": []}"#, &["1:11 There is no list `Rules`"]);
    check(r#"{"Rules": [], "rules": []}"#, &["1:15 `rules` is not known here"]);
    check(
        r#"{"Rules": [
{"When": "{% $ %}", "Message": "m"},
{"Name": "a", "When": "true", "Message": "m"},
{"Name": "b", "When": "{% (1 %}", "Message": "m"},
{"Name": "b", "When": "{% $now() = '' %}", "Message": "m"},
{"Name": "c", "When": "{% true %}", "Message": "{% $name"},
{"Name": "d", "When": "{% $nme = $type %}", "Message": "m", "Applies": ["Lambda"], "Severity": "fatal"},
{"Name": "e", "When": "{% true %}", "Message": "m", "Applies": ["Task", "Workflow"], "When2": 1},
3]}"#,
        &[
            "2:1 A rule needs `Name`",
            "3:23 `When` is no expression",
            "4:23 `When` cannot be read: Expected \")\" before end of expression",
            "5:10 There are two rules `b`",
            "5:23 `When` cannot be read: What it gives depends on the time or on chance",
            "6:48 `Message` cannot be read: `{%` is not closed by `%}`",
            "7:23 `When` cannot be read: There is no `$nme`",
            "7:73 There is no such type of states",
            "7:96 `Severity` is none of the three",
            "8:64 A rule is about states or about the workflow",
            "8:86 `When2` is no field of a rule",
            "9:1 A rule is an object",
        ],
    );
    let (_, told) = file("{\"Rules\": [\n  3, 4]}");
    let expected = "The rules of your team are broken at line 2, column 3: A rule is an object (and 1 more)";
    assert_eq!(told.as_deref(), Some(expected));
}
