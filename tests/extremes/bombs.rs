//! Expressions that would take for ever or fill the memory: each ends as an error of the state, and others go on.

use serde_json::json;

use crate::run;
use crate::world::World;

const JSONATA: [(&str, &str); 8] = [
    ("recursion", "($f := function($n) { 1 + $f($n) }; $f(1))"),
    ("tail-recursion", "($f := function($n) { $f($n + 1) }; $f(1))"),
    ("range", "$sum([1..1000000000])"),
    ("loop", "$reduce([1..9999999], function($a, $b) { $a + $b })"),
    ("pad", "$length($pad('', 1000000000))"),
    ("doubling", "($d := function($s, $n) { $n = 0 ? $s : $d($s & $s, $n - 1) }; $length($d('x', 40)))"),
    ("regex", "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /^(a+)+$/)"),
    ("replace", "$replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', /(a|aa)+(?=b)/, 'c')"),
];

#[tokio::test(flavor = "multi_thread")]
async fn jsonata_is_bounded() {
    let world = World::open().await;
    for (name, expression) in JSONATA {
        let definition = json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": {
            "Type": "Pass", "Output": format!("{{% {expression} %}}"), "End": true,
        } } });
        let execution = run(&world, name, &definition.to_string()).await.expect("it is sound");
        // That there is no match may also be found out in time.
        let is_found_out = name == "replace" && execution["status"] == "SUCCEEDED";
        let is_cut_short = execution["error"] == "States.QueryEvaluationError";
        assert!(is_found_out || is_cut_short, "{name}: {execution:.300}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn paths_are_bounded() {
    let world = World::open().await;
    let wide: Vec<usize> = (0..20_000).collect();
    let nested = (0..12).fold(json!(1), |inner, _| json!({ "a": inner.clone(), "b": inner }));
    let paths = [
        ("descent", "$..*..*..*", "exceeding the maximum number of bytes"),
        ("one-in-all", "$.wide[?(@ in $.wide)]", "The path needs more than"),
        ("all-in-all", "$.wide[?($.wide subsetof $.wide)]", "The path needs more than"),
        ("range", "States.ArrayRange(0, 1000000000, 1)", "Invalid arguments in States.ArrayRange"),
    ];
    for (name, path, expected) in paths {
        let definition = json!({ "StartAt": "A", "States": {
            "A": { "Type": "Pass", "Result": { "wide": wide, "nested": nested }, "Next": "B" },
            "B": { "Type": "Pass", "Parameters": { "x.$": path }, "End": true },
        } });
        let execution = run(&world, name, &definition.to_string()).await.expect("it is sound");
        let cause = execution["cause"].as_str().unwrap_or_default();
        assert!(cause.contains(expected), "{name}: {execution:.500}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn patterns_of_choices_are_bounded() {
    let world = World::open().await;
    let pattern = format!("{}b", "*a".repeat(200));
    let rule = json!({ "Variable": "$", "StringMatches": pattern, "Next": "C" });
    let definition = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Result": "a".repeat(4_000), "Next": "B" },
        "B": { "Type": "Choice", "Choices": [rule], "Default": "D" },
        "C": { "Type": "Fail" },
        "D": { "Type": "Succeed" },
    } });
    let execution = run(&world, "glob", &definition.to_string()).await.expect("it is sound");
    assert_eq!(execution["status"], "SUCCEEDED", "{execution:.300}");
}
