//! One table per function: the call as it stands in a definition, and its value or error.

use serde_json::{Value, json};

use super::{Call, FUNCTIONS};
use crate::{Environment, NoVariables, Scope};

fn evaluate(call: &str) -> Result<Value, String> {
    let call = Call::parse(call).map_err(|problem| format!("refused: {problem}"))?;
    let input = json!({
        "text": "a,b", "object": {"Arg1": 1, "Arg2": []}, "list": [1, 2, 3, 4, 5, 6], "null": null,
        "nested": [[1, 2, 3], 2], "encoded": "{\"a\": [1, 1.0]}", "odd 'name'": "x",
    });
    let environment = Environment::new(0, 1);
    let scope = Scope {
        input: &input,
        context: &json!({"id": 7}),
        variables: &NoVariables,
        environment: &environment,
    };
    call.evaluate(&scope).map_err(|fault| format!("{}: {}", fault.error(), fault.cause()))
}

fn check(call: &str, expected: Value) {
    assert_eq!(evaluate(call), Ok(expected), "{call}");
}

/// AWS's documents know States.IntrinsicFailure; its executions end with States.Runtime.
fn check_fails(call: &str, problem: &str) {
    let expected = format!(
        "States.Runtime: There was an error while evaluating the intrinsic function: {call}. {problem}"
    );
    assert_eq!(evaluate(call), Err(expected), "{call}");
}

fn check_refuses_arguments(function: &str, calls: &[&str]) {
    for call in calls {
        check_fails(call, &format!("Invalid arguments in {function}"));
    }
}

fn check_misses(call: &str, problem: &str) {
    let expected = format!("States.Runtime: The function '{call}' had the following error: {problem}");
    assert_eq!(evaluate(call), Err(expected), "{call}");
}

#[test]
fn format_fills_places() {
    check("States.Format('{} and {}', $.text, 1.1)", json!("a,b and 1.1"));
    check("States.Format('{}', $.object)", json!("{Arg1=1, Arg2=[]}"));
    check("States.Format('{}{}{}', null, true, $.nested)", json!("nulltrue[[1, 2, 3], 2]"));
    check(r"States.Format('\{{}\} it\'s \\', 1)", json!(r"{1} it's \"));
    check("States.Format($.text)", json!("a,b"));
    check_refuses_arguments(
        "States.Format",
        &["States.Format('{}')", "States.Format('', 1)", "States.Format(1)", "States.Format()"],
    );
    check_fails(
        "States.Format('a { b', 1)",
        "Invalid template in States.Format: matching '}' not found for '{'.",
    );
    check_fails(
        "States.Format('a } b', 1)",
        "Invalid template in States.Format: matching '{' not found for '}'.",
    );
}

#[test]
fn json_goes_both_ways() {
    check("States.StringToJson('')", json!(null));
    check("States.StringToJson(' ')", json!(null));
    check("States.StringToJson('-0')", json!(0));
    check("States.StringToJson($.encoded)", json!({"a": [1, 1.0]}));
    check("States.StringToJson('{\"a\": \"b\"}')", json!({"a": "b"}));
    check("States.JsonToString($.object)", json!("{\"Arg1\":1,\"Arg2\":[]}"));
    check("States.JsonToString(null)", json!("null"));
    check(
        "States.JsonMerge(States.StringToJson('{\"a\":{\"x\":1},\"b\":2}'), States.StringToJson('{\"a\":{\"y\":1}}'), false)",
        json!({"a": {"y": 1}, "b": 2}),
    );
    check("States.JsonMerge($.object, $.object, 'deep')", json!({"Arg1": 1, "Arg2": []}));
    check_refuses_arguments(
        "States.JsonMerge",
        &[
            "States.JsonMerge($.object, $.object, true)",
            "States.JsonMerge($.object, 1, false)",
            "States.JsonMerge($.object, $.object)",
        ],
    );
    check_refuses_arguments("States.StringToJson", &["States.StringToJson()", "States.StringToJson(1)"]);
    check_fails(
        "States.StringToJson('{bad')",
        "Cannot convert String to Json in States.StringToJson, caused by: Unexpected character ('b' (code 98)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
    );
}

#[test]
fn arrays() {
    check("States.Array()", json!([]));
    check("States.Array(1, null, 'a', $.nested)", json!([1, null, "a", [[1, 2, 3], 2]]));
    check("States.ArrayPartition($.list, 4)", json!([[1, 2, 3, 4], [5, 6]]));
    check("States.ArrayPartition(States.Array(), 2)", json!([]));
    check("States.ArrayContains($.nested, States.Array(1, 2, 3))", json!(true));
    check("States.ArrayContains(States.Array(), null)", json!(false));
    check("States.ArrayRange(1, 9, 2)", json!([1, 3, 5, 7, 9]));
    check("States.ArrayRange(5, 1, -2)", json!([5, 3, 1]));
    check("States.ArrayRange(5, 1, 1)", json!([]));
    check("States.ArrayGetItem($.list, 5)", json!(6));
    check("States.ArrayLength($.list)", json!(6));
    check("States.ArrayUnique(States.Array(1, 1.0, 1, true, null, null))", json!([1, 1.0, true, null]));
    check_refuses_arguments("States.ArrayLength", &["States.ArrayLength('x')", "States.ArrayLength()"]);
    check_refuses_arguments("States.ArrayGetItem", &["States.ArrayGetItem($.list, 6)"]);
    check_refuses_arguments("States.ArrayPartition", &["States.ArrayPartition($.list, 0)"]);
    check_refuses_arguments(
        "States.ArrayRange",
        &["States.ArrayRange(1, 2000, 1)", "States.ArrayRange(1, 2, 0)", "States.ArrayRange(1, 5)"],
    );
}

#[test]
fn an_empty_array_has_null_at_every_index() {
    check("States.ArrayGetItem(States.Array(), 0)", json!(null));
    check("States.ArrayGetItem(States.Array(), -1)", json!(null));
    check_refuses_arguments("States.ArrayGetItem", &["States.ArrayGetItem($.list, -1)"]);
}

#[test]
fn texts_and_digests() {
    check("States.Base64Encode('é')", json!("w6k="));
    check("States.Base64Decode('w6k=')", json!("é"));
    check("States.Base64Decode('')", json!(""));
    check("States.Hash('input data', 'MD5')", json!("812f45842bc6d66ee14572ce20db8e86"));
    check(
        "States.Hash('input data', 'SHA-256')",
        json!("b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3"),
    );
    check(
        "States.StringSplit('This.is+a,test=string', '.+,=')",
        json!(["This", "is", "a", "test", "string"]),
    );
    check("States.StringSplit(',,,,', ',')", json!([]));
    check("States.StringSplit(', , ,', ',')", json!([" ", " "]));
    check("States.StringSplit('Hello\nWorld', '\n')", json!(["Hello", "World"]));
    check_refuses_arguments("States.Hash", &["States.Hash('x', 'CRC')", "States.Hash()"]);
    check_refuses_arguments("States.Base64Decode", &["States.Base64Decode('?')"]);
}

#[test]
fn addition_rounds_halves_up_first() {
    check("States.MathAdd(1.49, 1.5)", json!(3));
    check("States.MathAdd(-1.5, 0)", json!(-1));
    check("States.MathAdd(-0.5, 0.5)", json!(1));
    check("States.MathAdd(-2.5, 0)", json!(-2));
    check_refuses_arguments(
        "States.MathAdd",
        &["States.MathAdd(2147483648, 0)", "States.MathAdd(2147483647, 1)", "States.MathAdd(1, 2, 3)"],
    );
}

#[test]
fn other_functions_cut_fractions_off() {
    check("States.ArrayGetItem($.list, 1.9)", json!(2));
    check("States.ArrayPartition($.list, 4.9)", json!([[1, 2, 3, 4], [5, 6]]));
    check("States.ArrayRange(1.9, 3.9, 1.9)", json!([1, 2, 3]));
    check("States.MathRandom(4.9, 5.9)", json!(4));
}

#[test]
fn random_numbers_follow_their_seed() {
    check("States.MathRandom(1, 100, 42)", json!(63));
    check("States.MathRandom(1, 1000, 2)", json!(806));
    check("States.MathRandom(4, 5)", json!(4));
    check_refuses_arguments("States.MathRandom", &["States.MathRandom(5, 5)", "States.MathRandom(1)"]);
}

#[test]
fn a_uuid_is_drawn_from_the_seed() {
    assert_eq!(evaluate("States.UUID()"), evaluate("States.UUID()"));
    assert_eq!(evaluate("States.UUID()").unwrap().as_str().unwrap().len(), 36);
}

#[test]
fn bad_calls_are_refused() {
    for call in [
        "States.Nothing()",
        "States.Array(1",
        "States.Array(1,)",
        "States.Array(x)",
        "States.Array(\"x\")",
        r"States.Array('\n')",
        "States.Array('x)",
        "States.Array(1) 2",
        "States.Array($.)",
        "states.Array()",
        "States.Array(-)",
        "",
    ] {
        assert!(Call::parse(call).is_err(), "{call}");
    }
    let nested = |depth: usize| "States.Array(".repeat(depth) + &")".repeat(depth);
    assert!(Call::parse(&nested(10)).is_ok());
    assert!(Call::parse(&nested(11)).is_err());
}

#[test]
fn paths_reach_to_the_end_of_the_argument() {
    check("States.Array( $.list[0] , $['odd \\'name\\''] , $$.id)", json!([1, "x", 7]));
    check("States.ArrayLength($.list[?(@ > 2 && @ < 5)])", json!(2));
}

#[test]
fn an_argument_without_a_value_names_the_whole_call() {
    let told = |path: &str| {
        let input = json!({
            "text": "a,b", "object": {"Arg1": 1, "Arg2": []}, "list": [1, 2, 3, 4, 5, 6], "null": null,
            "nested": [[1, 2, 3], 2], "encoded": "{\"a\": [1, 1.0]}", "odd 'name'": "x",
        });
        format!("The JsonPath argument for the field '{path}' could not be found in the input '{input}'")
    };
    check_misses("States.Format('{}', $.missing)", &told("$.missing"));
    check_misses("States.Format('{}', States.ArrayLength($.list[6]))", &told("$.list[6]"));
    check_misses(
        "States.Format('{}', $.text[0])",
        "Filter: [0] can only be applied to arrays. Current context is: \"a,b\"",
    );
}

#[test]
fn an_inner_failure_names_the_whole_call() {
    check_fails("States.Format('{}', States.ArrayLength('x'))", "Invalid arguments in States.ArrayLength");
}

#[test]
fn every_function_is_listed_once() {
    let mut names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 18);
}
