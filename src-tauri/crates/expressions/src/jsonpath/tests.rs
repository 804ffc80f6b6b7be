//! Jayway's own outcomes, and the cases that AWS recorded.

use std::path::Path as File;

use serde_json::Value;

use super::Steps;

/// Selectors on which we differ on purpose.
const EXCEPTIONS: [(&str, &str); 0] = [];

#[test]
fn jaywayʼs_published_outcomes_are_ours() {
    let file =
        File::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/conformance/jsonpath/jayway.json");
    let Ok(text) = std::fs::read_to_string(&file) else {
        println!("skipped: no recorded outcomes beside the project");
        return;
    };
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    let mut differing = Vec::new();
    let mut passed = 0;
    for case in &cases {
        match difference(case) {
            None => passed += 1,
            Some(difference) => differing.push((case["id"].as_str().unwrap(), difference)),
        }
    }
    println!("{passed} of {} Jayway outcomes", cases.len());
    let unexplained: Vec<_> =
        differing.iter().filter(|(id, _)| !EXCEPTIONS.iter().any(|(known, _)| known == id)).collect();
    assert!(unexplained.is_empty(), "{unexplained:#?}");
}

/// How our outcome differs from Jayway's, if it does.
fn difference(case: &Value) -> Option<String> {
    let wanted = &case["jay"];
    let found = outcome(case["sel"].as_str().unwrap(), &case["doc"]);
    let ordered = case["ordered"].as_bool().unwrap();
    let same = match (&found, wanted["k"].as_str().unwrap()) {
        (Ok(value), "v") => same_values(value, &wanted["v"], ordered),
        (Err(kind), wanted) => *kind == wanted || wanted == "?",
        (Ok(_), wanted) => wanted == "?",
    };
    (!same).then(|| format!("{} gives {found:?}, Jayway {wanted}", case["sel"]))
}

fn outcome(selector: &str, document: &Value) -> Result<Value, &'static str> {
    // Jayway accepts a path without its root; states never have one.
    let rest = match selector.strip_prefix(['$', '@']) {
        Some(rest) => rest.to_owned(),
        None => format!(".{selector}"),
    };
    let steps = Steps::parse(&rest, 0).map_err(|_| "NOT_SUPPORTED")?;
    steps.value(document).map(std::borrow::Cow::into_owned).map_err(|_| "NOT_FOUND")
}

fn same_values(found: &Value, wanted: &Value, ordered: bool) -> bool {
    let (Some(found), Some(wanted), false) = (found.as_array(), wanted.as_array(), ordered) else {
        return same(found, wanted);
    };
    let mut left: Vec<&Value> = wanted.iter().collect();
    found.len() == wanted.len()
        && found.iter().all(|item| match left.iter().position(|other| same(item, other)) {
            Some(at) => {
                left.remove(at);
                true
            }
            None => false,
        })
}

/// Equal up to the kind of numbers: the published outcomes went through a tool that writes `0` for `0.0`.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, left)| right.get(name).is_some_and(|right| same(left, right)))
        }
        _ => left == right,
    }
}
