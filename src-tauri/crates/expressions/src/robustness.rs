//! Random texts, made by cutting and mixing good ones: parsers and evaluators must come back, with whatever
//! answer.

use serde_json::{Value, json};

use crate::environment::mix;
use crate::jsonata::{Bindings, Tree};
use crate::{Environment, Expression, NoVariables, Path, Scope};

/// Good texts of all kinds, and signs that matter somewhere.
const PIECES: [&str; 56] = [
    "$",
    "$$",
    "$.",
    "..",
    "*",
    "[",
    "]",
    "[*]",
    "[0]",
    "[-1]",
    "[1:3]",
    "[0,1]",
    "['a']",
    "\"b\"",
    "?(",
    "@.a",
    "==",
    "&&",
    "||",
    "!",
    "in",
    "=~",
    "/a.*/i",
    "(",
    ")",
    "{",
    "}",
    ",",
    ":",
    ";",
    "'",
    "\\",
    "\u{fc}",
    "\u{1f600}",
    "$x",
    "$states.input",
    ".a",
    ".list",
    ".length()",
    "States.Format('{}', $.a)",
    "States.Array(",
    "States.MathAdd(1, 2)",
    "$map(",
    "function($v){",
    "$v",
    "$sum(",
    "~>",
    "^(",
    "|",
    "%",
    "@$o",
    "#$i",
    "?",
    "$match('aab', /a+/)",
    "1e308",
    "0",
];

/// Runs `attempt` on texts made from `seeds` and says which seed is running when it fails.
fn check(seeds: std::ops::Range<u64>, attempt: impl Fn(&str)) {
    for seed in seeds {
        let text = text(seed);
        let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| attempt(&text)));
        assert!(outcome.is_ok(), "seed {seed}: {text}");
    }
}

fn text(seed: u64) -> String {
    let mut state = seed;
    let mut draw = |below: usize| {
        state = mix(state);
        usize::try_from(state % u64::try_from(below).unwrap()).unwrap()
    };
    let count = 1 + draw(9);
    (0..count).map(|_| PIECES[draw(PIECES.len())]).collect()
}

fn input() -> Value {
    json!({"a": {"b": [1, 2.5, "x", null, {"a": true}]}, "list": [[1], [2, 3]], "text": "äöü"})
}

#[test]
fn any_path_or_call_comes_back() {
    let input = input();
    check(0..20_000, |text| {
        let environment = Environment::new(0, 1);
        let scope =
            Scope { input: &input, context: &input, variables: &NoVariables, environment: &environment };
        if let Ok(path) = Path::parse(text) {
            let _ = path.value(&scope);
        }
        if let Ok(expression) = Expression::parse(text) {
            let _ = expression.evaluate(&scope, "x.$");
        }
    });
}

#[test]
fn any_jsonata_comes_back() {
    let states = json!({"input": input()});
    check(0..4_000, |text| {
        let environment = Environment::new(0, 1);
        let bindings = Bindings { states: &states, variables: &NoVariables, environment: &environment };
        if let Ok(tree) = Tree::parse("Output", &json!(format!("{{%{text}%}}"))) {
            let _ = tree.evaluate(&bindings);
        }
    });
}
