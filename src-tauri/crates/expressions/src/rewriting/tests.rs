use serde_json::json;

use super::*;
use crate::jsonata::{Bindings, Tree};
use crate::{Environment, Scope, Template};

const DATA: &str = r#"{"order": {"id": "o-1", "lines": [{"sku": "a", "price": 2.5, "tags": ["x"]}, {"sku": "b", "price": 40}],
    "my note": "it's \"fine\"", "in": 3}, "n": 7, "path": "a/b//c", "text": "{\"k\": [1]}", "wanted": "b"}"#;

/// Both languages give the same value, which is `expected`; and the expression is as people would write it.
#[track_caller]
fn check(jsonpath: &str, jsonata: &str, expected: Value) {
    let input: Value = serde_json::from_str(DATA).unwrap();
    let expression = Expression::parse(jsonpath).unwrap();
    let rewritten = expression.to_jsonata(&Rewritten::path("$states.input")).unwrap();
    assert_eq!(rewritten.text(), jsonata, "{jsonpath}");
    let context = json!({"Execution": {"Id": "e"}, "Map": {"Item": {"Value": 5}}});
    let variables = json!({"limit": 30, "list": [3, 1, 3]});
    let environment = Environment::new(0, 1);
    let scope = Scope {
        input: &input,
        context: &context,
        variables: variables.as_object().unwrap(),
        environment: &environment,
    };
    let template = Template::parse(&json!({ "v.$": jsonpath })).unwrap();
    assert_eq!(template.evaluate(&scope).unwrap(), json!({ "v": expected }), "{jsonpath}");
    let states = json!({ "input": input, "context": context });
    assert_eq!(evaluated(&rewritten, &states, &variables), expected, "{jsonata}");
}

fn evaluated(rewritten: &Rewritten, states: &Value, variables: &Value) -> Value {
    let tree = Tree::parse("Output", &rewritten.field()).unwrap();
    let environment = Environment::new(0, 1);
    let variables = variables.as_object().unwrap();
    tree.evaluate(&Bindings { states, variables, environment: &environment }).unwrap()
}

#[test]
fn paths_are_followed_alike() {
    check("$.order.id", "$states.input.order.id", json!("o-1"));
    check("$", "$states.input", serde_json::from_str(DATA).unwrap());
    check("$.order['my note']", "$states.input.order.`my note`", json!("it's \"fine\""));
    check("$.order.in", "$states.input.order.`in`", json!(3));
    check("$.order.lines[1].sku", "$states.input.order.lines[1].sku", json!("b"));
    check("$.order.lines[-1].sku", "$states.input.order.lines[-1].sku", json!("b"));
    check("$.order.lines[*].price", "[$states.input.order.lines.price]", json!([2.5, 40]));
    check("$.order.lines[0:1].sku", "[$states.input.order.lines[[0..0]].sku]", json!(["a"]));
    check("$..sku", "[$states.input.**.sku]", json!(["a", "b"]));
    check("$.order.lines.length()", "$count($states.input.order.lines)", json!(2));
    check("$$.Map.Item.Value", "$states.context.Map.Item.Value", json!(5));
    check("$limit", "$limit", json!(30));
}

#[test]
fn filters_become_predicates() {
    let lines = "$states.input.order.lines";
    check("$.order.lines[?(@.price > 10)].sku", &format!("[{lines}[price > 10].sku]"), json!(["b"]));
    check("$.order.lines[?(@.sku == 'a')].price", &format!("[{lines}[sku = 'a'].price]"), json!([2.5]));
    check("$.order.lines[?(@.tags)].sku", &format!("[{lines}[$exists(tags)].sku]"), json!(["a"]));
    check(
        "$.order.lines[?(@.sku == $.wanted && @.price < 100)].sku",
        &format!("[{lines}[sku = $states.input.wanted and price < 100].sku]"),
        json!(["b"]),
    );
}

#[test]
fn intrinsic_functions_have_counterparts() {
    let id = "$states.input.order.id";
    check(
        "States.Format('order {} of {}!', $.order.id, $.n)",
        &format!("'order ' & {id} & ' of ' & $states.input.n & '!'"),
        json!("order o-1 of 7!"),
    );
    check("States.Format('{}{}', $.n, $.n)", "$states.input.n & $states.input.n", json!("77"));
    check("States.Format('{}', $.n)", "$states.input.n & ''", json!("7"));
    check("States.Format('it\\'s \\{\\}')", "\"it's {}\"", json!("it's {}"));
    check("States.StringToJson($.text)", "$parse($states.input.text)", json!({"k": [1]}));
    check("States.JsonToString($list)", "$string($list)", json!("[3,1,3]"));
    check("States.Array($.n, 'x', null)", "[$states.input.n, 'x', null]", json!([7, "x", null]));
    check("States.ArrayContains($list, 3)", "3 in $list", json!(true));
    check("States.ArrayGetItem($list, 1)", "$list[1]", json!(1));
    check("States.ArrayLength($.order.lines)", "$count($states.input.order.lines)", json!(2));
    check("States.ArrayUnique($list)", "$distinct($list)", json!([3, 1]));
    check("States.ArrayPartition($list, 2)", "$partition($list, 2)", json!([[3, 1], [3]]));
    check("States.ArrayRange(1, 5, 2)", "$range(1, 5, 2)", json!([1, 3, 5]));
    check("States.Base64Encode($.wanted)", "$base64encode($states.input.wanted)", json!("Yg=="));
    check("States.MathAdd(States.ArrayLength($list), -1)", "$count($list) + -1", json!(2));
    check(
        "States.StringSplit($.path, '/')",
        "[$split($states.input.path, '/')[$ != '']]",
        json!(["a", "b", "c"]),
    );
    check(
        "States.JsonMerge($.order.lines[0], States.StringToJson('\\{\"sku\": 1\\}'), false)",
        "$merge([$states.input.order.lines[0], $parse('{\"sku\": 1}')])",
        json!({"sku": 1, "price": 2.5, "tags": ["x"]}),
    );
}

#[test]
fn what_has_no_counterpart_is_refused_by_name() {
    for text in [
        "$.a[-2:]",
        "$..*",
        "$.a[*][0]",
        "$.a[?(@.b =~ /x/)]",
        "$.a.concat(\"x\")",
        "States.Format($.pattern, $.n)",
        "States.StringSplit($.text, ',;')",
    ] {
        let refused = Expression::parse(text).unwrap().to_jsonata(&Rewritten::path("$states.input"));
        let problem = refused.unwrap_err().to_string();
        assert_eq!(problem, format!("`{text}` has no counterpart in JSONata"));
    }
}

#[test]
fn a_result_is_merged_where_its_path_says() {
    let input: Value = serde_json::from_str(DATA).unwrap();
    for path in ["$.new", "$.order.result", "$.deep.er.still", "$.n"] {
        let place = ReferencePath::parse_writable(path).unwrap();
        let merged =
            place.merged_in_jsonata(&Rewritten::path("$states.input"), &Rewritten::path("$states.result"));
        let states = json!({ "input": input, "result": {"ok": true} });
        let expected = place.set(input.clone(), json!({"ok": true})).unwrap();
        assert_eq!(evaluated(&merged.unwrap(), &states, &json!({})), expected, "{path}");
    }
    let item = ReferencePath::parse_writable("$.list[0]").unwrap();
    assert!(item.merged_in_jsonata(&Rewritten::path("a"), &Rewritten::path("b")).is_err());
}

#[test]
fn a_template_becomes_one_expression() {
    let template = json!({"a.$": "$.n", "b": [{"c.$": "$.wanted"}, "$.x", 1.0], "d-e": null});
    let rewritten = template_in_jsonata(&template, &Rewritten::path("$states.input")).unwrap();
    let expected = "{'a': $states.input.n, 'b': [{'c': $states.input.wanted}, '$.x', 1.0], 'd-e': null}";
    assert_eq!(rewritten.text(), expected);
}
