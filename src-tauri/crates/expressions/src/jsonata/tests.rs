//! The official suite, answers of the reference implementation, and what AWS adds.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use jsonata_core::evaluator::Context;
use jsonata_core::value::JValue;
use serde_json::{Value, json};

use super::query::Query;
use super::session::Limits;
use super::{Bindings, Expected, Reason, Tree, convert};
use crate::{Environment, NoVariables};

/// Why a case may differ: how its identity or expression looks, and the reason.
type Exception = (fn(&Value) -> bool, &'static str);

const EXCEPTIONS: [Exception; 10] = [
    (|case| expression(case).contains("$eval("), "AWS has no $eval"),
    (
        |case| {
            ["/ /", "* /", "% /", "../", "} / ", ").(", "[/", "(/"]
                .iter()
                .any(|part| expression(case).contains(part))
        },
        "a regular expression as an operand is refused when the machine is created, or the other way round",
    ),
    (
        |case| {
            let text = expression(case);
            let is_condition =
                [" and ", " or ", "}?", "$sum?", ")[function"].iter().any(|part| text.contains(part));
            is_condition && (text.contains("$sum") || text.contains("function($x)"))
        },
        "a function as a condition counts as false in the library",
    ),
    (|case| expression(case) == "$sum = $sum", "no function is equal to another in the library"),
    (
        |case| {
            let starts =
                ["$contains(\"", "$split(\"\",$sum", "$map($sum,/", "$filter(function", "$sift(function"];
            let text = expression(case);
            starts.iter().any(|start| text.starts_with(start))
                && (text.contains("$sum") || text.contains("function($x)"))
        },
        "a function as the data of a function",
    ),
    (|case| expression(case).contains("1e21"), "a number beyond 64 bits where an integer is wanted"),
    (
        |case| {
            expression(case).contains("& 123456789012345680000")
                || expression(case).contains("123456789012345680000 &")
        },
        "more than 15 digits in a text",
    ),
    (|case| expression(case).contains("nothing)"), "an undefined value for an optional function is left out"),
    (|case| expression(case).starts_with("[null.."), "which side of a range is complained about first"),
    (|case| expression(case).contains("-2.5,\""), "a time in fractions of milliseconds"),
];

fn expression(case: &Value) -> &str {
    case["expr"].as_str().unwrap_or("")
}

#[test]
fn the_official_suite_passes() {
    let Some(file) = recorded("suite-2.0.6.jsonl") else { return };
    check_all("the official suite", BufReader::new(file).lines().map(Result::unwrap));
}

#[test]
fn the_reference_implementation_answers_alike() {
    let Some(file) = recorded("differential.jsonl.gz") else { return };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    check_all("the differential run", text.lines().map(str::to_owned));
}

fn recorded(name: &str) -> Option<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/conformance/jsonata");
    let file = File::open(folder.join(name)).ok();
    if file.is_none() {
        println!("skipped: `{name}` is not beside the project");
    }
    file
}

fn check_all(what: &str, lines: impl Iterator<Item = String>) {
    let (mut passed, mut excused, mut all) = (0, 0, 0);
    let mut wrong = Vec::new();
    for line in lines {
        all += 1;
        // Half a surrogate pair is no Unicode text, but may be escaped in an expression.
        let escaped = || serde_json::from_str(&line.replace(r"\ud800", r"\\ud800"));
        let case: Value = serde_json::from_str(&line).or_else(|_| escaped()).unwrap();
        match difference(&case) {
            None => passed += 1,
            Some(difference) => match EXCEPTIONS.iter().find(|(covers, _)| covers(&case)) {
                Some((_, reason)) => {
                    excused += 1;
                    println!("excused ({reason}): {difference}");
                }
                None => wrong.push(difference),
            },
        }
    }
    println!("{what}: {passed} of {all}, {excused} excused");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How the outcome differs from the recorded one, if it does.
fn difference(case: &Value) -> Option<String> {
    let found = outcome(case);
    let expected = &case["expected"];
    let is_same = match (case["kind"].as_str().unwrap_or("none"), &found) {
        ("result", Ok(value)) => same(value, expected, case.get("unordered").is_some()),
        // JSON leaves members out that hold a function.
        ("result", Err(Reason::Unsupported)) if expression(case).starts_with("{\"k\":") => {
            holds_function(expected) || expected.as_object().is_some_and(|members| members.len() < 2)
        }
        ("result", Err(Reason::Unsupported)) => holds_function(expected),
        ("undefined", Err(Reason::Undefined)) | ("skip", _) => true,
        ("error", Err(Reason::Threw { text })) => expected.as_str().is_none_or(|code| text.starts_with(code)),
        _ => false,
    };
    (!is_same).then(|| {
        format!("{} {}: wanted {} {expected}, got {found:?}", case["id"], case["expr"], case["kind"])
    })
}

/// Whether a recorded result holds a function, which AWS refuses: the record has it as `null` or an empty text, and a
/// match without its function `next`.
fn holds_function(recorded: &Value) -> bool {
    match recorded {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().any(holds_function),
        Value::Object(members) => {
            members.contains_key("groups")
                || members.contains_key("_jsonata_function")
                || members.values().any(holds_function)
        }
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn outcome(case: &Value) -> Result<Value, Reason> {
    let environment = Environment::new(1_700_000_000_000, 7);
    let (query, _) = Query::parse_unchecked(expression(case), "Output")
        .map_err(|problem| Reason::Threw { text: code_of(&problem.message).to_owned() + &problem.message })?;
    let mut context = Context::new();
    for (name, value) in case["bindings"].as_object().into_iter().flatten() {
        context.bind(name.clone(), convert::inward(value));
    }
    let limits = Limits {
        depth_max: case["depth"].as_u64().map_or(3000, |depth| usize::try_from(depth).unwrap()),
        sequence_max: 10_000_000,
        // The suite's limits are for what never ends; how fast the rest is, is the machine's affair.
        timeout_milliseconds: match case["kind"].as_str() {
            Some("error") => case["timelimit"].as_u64().unwrap_or(20_000),
            _ => 600_000,
        },
    };
    let data = case.get("data").map_or(JValue::Undefined, convert::inward);
    query.run(context, &data, &limits, &environment)
}

/// Problems found while parsing carry no code, so the suite's code is looked up by the text.
fn code_of(message: &str) -> &'static str {
    const STARTS: [(&str, &str); 27] = [
        ("String literal", "S0101"),
        ("Number out of range", "S0102"),
        ("Unsupported escape", "S0103"),
        ("The escape sequence", "S0104"),
        ("Quoted property", "S0105"),
        ("Comment has", "S0106"),
        ("Syntax error", "S0201"),
        ("Expected \"", "S0202"),
        ("Unknown operator", "S0204"),
        ("Unexpected end", "S0207"),
        ("Parameter of", "S0208"),
        ("A predicate", "S0209"),
        ("Each step", "S0210"),
        ("The symbol", "S0211"),
        ("The left side of :=", "S0212"),
        ("The literal value", "S0213"),
        ("The right side of", "S0214"),
        ("A context variable binding must precede any", "S0215"),
        ("A context variable binding must precede the", "S0216"),
        ("The object representing", "S0217"),
        ("Empty regular", "S0301"),
        ("No terminating", "S0302"),
        ("Type parameters", "S0401"),
        ("Choice groups", "S0402"),
        ("Attempted to invoke", "T1006"),
        ("Attempted to partially", "T1008"),
        ("The % operator", "S0217"),
    ];
    if message.ends_with("before end of expression") {
        return "S0203";
    }
    STARTS.iter().find(|(start, _)| message.starts_with(start)).map_or("", |(_, code)| code)
}

fn same(left: &Value, right: &Value, unordered: bool) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.as_f64() == right.as_f64(),
        (Value::Array(left), Value::Array(right)) if unordered => {
            left.len() == right.len() && left.iter().all(|item| right.contains(item))
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right, false))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| same(left, right, false)))
        }
        _ => left == right,
    }
}

fn evaluate(expression: &str) -> Result<Value, String> {
    let states = json!({
        "input": {
            "n": 3, "float": 1.0, "text": "café", "list": [1, 2, 3], "one": [7], "empty": [], "nothing": null,
            "big": 9_007_199_254_740_993_i64, "orders": [{"price": 2, "id": "a"}, {"price": 5, "id": "b"}],
        },
        "context": {"Execution": {"Id": "arn"}},
    });
    let variables = json!({"limit": 4, "names": ["x", "y"]});
    let environment = Environment::new(1_700_000_000_123, 7);
    let bindings =
        Bindings { states: &states, variables: variables.as_object().unwrap(), environment: &environment };
    let tree = Tree::parse("Output", &json!(format!("{{% {expression} %}}")))
        .map_err(|problems| format!("refused: {}", problems[0].message))?;
    tree.evaluate(&bindings).map_err(|fault| fault.reason.to_string())
}

fn check(expression: &str, expected: Value) {
    assert_eq!(evaluate(expression), Ok(expected), "{expression}");
}

fn check_fails(expression: &str, expected: &str) {
    assert_eq!(evaluate(expression), Err(expected.to_owned()), "{expression}");
}

#[test]
fn aws_adds_functions() {
    check("$partition([0,1,2], 2)", json!([[0, 1], [2]]));
    check("$partition([0], 5)", json!([[0]]));
    check("$range(0, 9, 3)", json!([0, 3, 6, 9]));
    check("$range(0, 10, 3)", json!([0, 3, 6, 9]));
    check("$range(1, 9, 9)", json!(1));
    check("$range(3, 1, -1)", json!([3, 2, 1]));
    check("$hash('input data', 'SHA-1')", json!("aaff4a450a104cd177d28d18d74485e8cae074b7"));
    check("$parse('{\"a\": [1, -0]}')", json!({"a": [1, 0]}));
    check("$random(5) = $random(5)", json!(true));
    check("$random() = $random()", json!(false));
    check("$length($uuid())", json!(36));
    check_fails(
        "$randomSeeded(1)",
        "threw an error during evaluation. T1006: Attempted to invoke a non-function",
    );
}

#[test]
fn the_clock_is_the_one_handed_in() {
    check("$millis()", json!(1_700_000_000_123_i64));
    check("$now()", json!("2023-11-14T22:13:20.123Z"));
    check("$now('[Y0001]')", json!("2023"));
    check("$map([1], $now)", json!("2023-11-14T22:13:20.123Z"));
    check("$fromMillis($toMillis('13:45', '[H]:[m]'))", json!("2023-11-14T13:45:00.000Z"));
    check("$exists($toMillis($states.input.missing, '[H]:[m]'))", json!(false));
    assert_eq!(evaluate("$shuffle([1..20])"), evaluate("$shuffle([1..20])"));
}

#[test]
fn values_keep_their_kind_where_they_are_only_named() {
    check("$states.input.float", json!(1.0));
    check("$states.input.big", json!(9_007_199_254_740_993_i64));
    check("$states.input.one", json!([7]));
    check("$states.input.empty", json!([]));
    check("$states.input.nothing", json!(null));
    check("$names", json!(["x", "y"]));
    check("$states.input.orders[price > $limit].id", json!("b"));
    check("$states.input.orders[price > $limit].id[]", json!(["b"]));
    check("$states.input.orders.price", json!([2, 5]));
    check("$states.input.n / 2 * 2", json!(3));
    check_fails("$states.input.missing", "returned nothing (undefined).");
    check_fails("$missing", "returned nothing (undefined).");
    check_fails("$sum", "returned an unsupported result type.");
    check_fails("function($x){$x}", "returned an unsupported result type.");
}

#[test]
fn regular_expressions_are_javascriptʼs() {
    check("$match($states.input.text, /\\w+/).match", json!("caf"));
    check("$replace('a1b2', /(?<=[a-z])\\d/, '-')", json!("a-b-"));
    check("$replace('a1b22', /(?=\\d)\\d+/, function($m){ $m.match & '!' })", json!("a1!b22!"));
    check("$contains('foobar', /foo(?!bar)/)", json!(false));
    check("$split('a1b2c', /(?=\\d)\\d/)", json!(["a", "b", "c"]));
    check("$match('abab', /(a)(b)(?=a)/).groups", json!(["a", "b"]));
    check_fails(
        "$contains($pad('', 40, 'a') & 'b', /^(?:(a|aa)\\1?)+$/)",
        "threw an error during evaluation. D3137: The regular expression needs more than 1000000 steps",
    );
    check_fails("$match('a', /(/)", "refused: Invalid regular expression: /(/");
}

#[test]
fn functions_of_the_library_are_corrected() {
    check("$encodeUrl('https://a.b/ü?x=[1]')", json!("https://a.b/%C3%BC?x=%5B1%5D"));
    check("$encodeUrlComponent('a b&c')", json!("a%20b%26c"));
    check("('a b').$encodeUrlComponent()", json!("a%20b"));
    check("'a b' ~> $encodeUrlComponent()", json!("a%20b"));
    check("$pad('x', -3, '0')", json!("00x"));
    check("('x').$pad(3)", json!("x  "));
    check("'x' ~> $pad(3, '-')", json!("x--"));
    check_fails("$pad('x', 3000000000)", "threw an error during evaluation. D3137: Invalid string length");
    check("$fromMillis(1700000000123.5)", json!("2023-11-14T22:13:20.123Z"));
}

#[test]
fn runaway_expressions_end() {
    check_fails(
        "($f := function($n){ 1 + $f($n) }; $f(1))",
        "threw an error during evaluation. U1001: Stack overflow error: Check for non-terminating recursive \
         function.  Consider rewriting as tail-recursive.",
    );
    assert!(evaluate("$sum([1..100000000])").unwrap_err().contains("D2014"));
    let endless = evaluate("($f := function($n){ $f($n + 1) }; $f(1))").unwrap_err();
    assert!(endless.contains("U1001: Expression evaluation timeout"), "{endless}");
    check_fails(
        "$reduce([1..100000], function($inner, $v){ {'deeper': $inner} }, 1)",
        "returned an unsupported result type.",
    );
    for doubling in [
        "$reduce([1..40], function($text, $n){ $text & $text }, 'xxxxxxxxxx')",
        "$reduce([1..40], function($text, $n){ $join([$text, $text]) }, 'xxxxxxxxxx')",
        "$join($map([1..2000], function(){ $pad('', 1000) }))",
    ] {
        check_fails(doubling, "threw an error during evaluation. D3137: Invalid string length");
    }
    let shared = "$reduce([1..40], function($list, $n){ [[$list, $list]] }, 1)";
    check_fails(shared, "threw an error during evaluation. D3137: The result is too large");
    check("$join(['a', 'b'], '-') & ($x := 'c'; $x & $nothing & 1)", json!("a-bc1"));
    let panicking = evaluate("$fromMillis(0, '[,x] [Y]')").unwrap_err();
    assert!(panicking.contains("check its date and number pictures"), "{panicking}");
}

#[test]
fn aws_refuses_what_has_no_context() {
    check_fails("$", "refused: Reference to '$' at the top level is not supported.");
    check_fails("$$", "refused: Reference to '$$' is not supported.");
    check_fails("phone", "refused: Reference to 'phone' at the top level is not supported.");
    check_fails("$sum(a.b)", "refused: Reference to 'a' at the top level is not supported.");
    check_fails("$eval('1')", "refused: Function '$eval' is not supported.");
    check_fails("$states.input[", "refused: Unexpected end of expression");
    check_fails("[1, 2", "refused: Expected \"]\" before end of expression");
    check_fails("1 ?? 2", "refused: The symbol \"?\" cannot be used as a unary operator");
    check_fails("1 ?: 2", "refused: The symbol \":\" cannot be used as a unary operator");
    check("$map($states.input.list, function($v){ $v * 2 })", json!([2, 4, 6]));
    check("$states.input.orders^(>price)[0].id", json!("b"));
}

#[test]
fn a_tree_evaluates_at_any_depth_and_says_where_it_failed() {
    let value =
        json!({"a": [{"b": "{% $states.input %}"}], "c": " {% $x %} ", "d": {"e": "{% $missing.y %}"}});
    let tree = Tree::parse("Output", &value).unwrap();
    assert_eq!(tree.variables().into_iter().collect::<Vec<_>>(), ["missing"]);
    let environment = Environment::new(0, 0);
    let states = json!({"input": 1.0});
    let bindings = Bindings { states: &states, variables: &NoVariables, environment: &environment };
    let fault = tree.evaluate(&bindings).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "The JSONata expression '$missing.y' specified for the field 'Output/d/e' returned nothing (undefined)."
    );
    let tree =
        Tree::parse("Output", &json!({"a": [{"b": "{% $states.input %}"}], "c": " {% $x %} "})).unwrap();
    assert_eq!(tree.evaluate(&bindings).unwrap(), json!({"a": [{"b": 1.0}], "c": " {% $x %} "}));
}

#[test]
fn a_field_says_which_type_it_needs() {
    let environment = Environment::new(0, 0);
    let states = json!({});
    let bindings = Bindings { states: &states, variables: &NoVariables, environment: &environment };
    let tree = Tree::parse("Items", &json!("{% true %}")).unwrap();
    assert_eq!(
        tree.evaluate_as(Expected::ArrayOrObject, &bindings).unwrap_err().to_string(),
        "The JSONata expression 'true' specified for the field 'Items' returned an unexpected result type. \
         Expected 'array', but was 'boolean' for value: true"
    );
}

#[test]
fn variables_are_those_the_expression_does_not_define() {
    let names = |text: &str| {
        let tree = Tree::parse("Output", &json!(format!("{{% {text} %}}"))).unwrap();
        tree.variables().into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names("($x := $x + $y; $x)"), ["x", "y"]);
    assert_eq!(names("$map($list, function($v, $i){ $v + $i + $base })"), ["base", "list"]);
    assert_eq!(names("$map($list, $uppercase)"), ["list"]);
    let tree = Tree::parse("Output", &json!("{% $states.errorOutput.Error %}")).unwrap();
    let problems = tree.unknown_states_members(&["input", "context", "result"]);
    assert_eq!(problems[0].message, "Field '$states.errorOutput' does not exist.");
}

#[test]
fn what_is_found_without_a_tree_is_what_parsing_refuses() {
    let value = json!({ "a": ["{% $ + %}", "{% 1 %}"], "b/c": { "d": "{% $eval('1') %}" }, "e": "x" });
    let problems = Tree::problems("Output", &value);
    assert_eq!(problems.len(), 2);
    assert_eq!(Tree::parse("Output", &value).unwrap_err(), problems);
}
