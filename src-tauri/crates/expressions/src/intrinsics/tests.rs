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
    call.evaluate(&scope, "x.$").map_err(|fault| format!("{}: {}", fault.error(), fault.cause()))
}

fn check(call: &str, expected: Value) {
    assert_eq!(evaluate(call), Ok(expected), "{call}");
}

fn check_fails(call: &str, expected: &str) {
    assert_eq!(evaluate(call), Err(expected.to_owned()), "{call}");
}

#[test]
fn format_fills_places() {
    check("States.Format('{} and {}', $.text, 1.1)", json!("a,b and 1.1"));
    check("States.Format('{}', $.object)", json!("{Arg1=1, Arg2=[]}"));
    check("States.Format('{}{}{}', null, true, $.nested)", json!("nulltrue[[1, 2, 3], 2]"));
    check(r"States.Format('\{{}\} it\'s \\', 1)", json!(r"{1} it's \"));
    check("States.Format($.text)", json!("a,b"));
    check_fails(
        "States.Format('{}')",
        "States.IntrinsicFailure: States.Format: there are more `{}` than values",
    );
    check_fails(
        "States.Format('', 1)",
        "States.IntrinsicFailure: States.Format: there are more values than `{}`",
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
    assert!(evaluate("States.JsonMerge($.object, $.object, true)").unwrap_err().contains("must be false"));
    assert!(evaluate("States.StringToJson('{')").unwrap_err().starts_with("States.IntrinsicFailure"));
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
    assert!(evaluate("States.ArrayRange(1, 2000, 1)").unwrap_err().contains("more than 1000"));
    assert!(evaluate("States.ArrayRange(1, 2, 0)").unwrap_err().contains("must not be 0"));
    assert!(evaluate("States.ArrayPartition($.list, 0)").unwrap_err().contains("must be positive"));
    check_fails(
        "States.ArrayGetItem($.list, 6)",
        "States.IntrinsicFailure: States.ArrayGetItem: index 6 lies outside the array of length 6",
    );
    assert!(evaluate("States.ArrayLength('x')").unwrap_err().contains("must be an array"));
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
    assert!(evaluate("States.Hash('x', 'CRC')").unwrap_err().contains("is not one of MD5"));
}

#[test]
fn numbers_round_halves_up_before_anything_else() {
    check("States.MathAdd(1.49, 1.5)", json!(3));
    check("States.MathAdd(-1.5, 0)", json!(-1));
    check("States.MathAdd(-0.5, 0.5)", json!(1));
    check("States.MathAdd(-2.5, 0)", json!(-2));
    assert!(evaluate("States.MathAdd(2147483648, 0)").unwrap_err().contains("must lie between"));
    assert_eq!(evaluate("States.MathRandom(1, 100, 5)"), evaluate("States.MathRandom(1, 100, 5)"));
    check("States.MathRandom(4, 5)", json!(4));
    assert!(evaluate("States.MathRandom(5, 5)").unwrap_err().contains("must be greater"));
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
        "States.UUID(1)",
        "States.Format()",
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
        "States.MathAdd(1, 2, 3)",
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
    check_fails(
        "States.Format('{}', $.missing)",
        &format!(
            "States.Runtime: The JSONPath '$.missing' specified for the field 'x.$' could not be found in the input '{}'",
            json!({
                "text": "a,b", "object": {"Arg1": 1, "Arg2": []}, "list": [1, 2, 3, 4, 5, 6], "null": null,
                "nested": [[1, 2, 3], 2], "encoded": "{\"a\": [1, 1.0]}", "odd 'name'": "x",
            })
        ),
    );
}

#[test]
fn every_function_is_listed_once() {
    let mut names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 18);
}
