//! Names in every script: they come out of the history as they went into the definition, and twins stay two.

use serde_json::{Map, Value, json};

use crate::run;
use crate::world::World;

fn names() -> Vec<String> {
    let given = [
        "注文を受け付ける",
        "🧾👩‍👩‍👧‍👦",
        "مرحبا بالعالم",
        "\u{202e}dlrow",
        "Z\u{335}\u{34a}a\u{348}l\u{321}g\u{30e}o",
        "caf\u{e9}",
        "cafe\u{301}",
        "__proto__",
        "constructor",
        "toString",
        " ",
        "a/b~c\"d\\e",
        "nul\0inside",
    ];
    let longest = "\u{1f980}".repeat(80);
    given.map(str::to_owned).into_iter().chain([longest]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn names_come_out_as_they_went_in() {
    let world = World::open().await;
    let names = names();
    let mut states = Map::new();
    for (place, name) in names.iter().enumerate() {
        let mut state =
            json!({ "Type": "Pass", "Result": { name.as_str(): name }, "ResultPath": format!("$.n{place}") });
        match names.get(place + 1) {
            Some(next) => state["Next"] = json!(next),
            None => state["End"] = json!(true),
        }
        states.insert(name.clone(), state);
    }
    let definition = json!({ "StartAt": names[0], "States": states }).to_string();
    let execution = run(&world, "names", &definition).await.expect("all names are allowed");
    assert_eq!(execution["status"], "SUCCEEDED", "{execution}");
    let parameters = json!({ "executionArn": execution["executionArn"], "maxResults": 1000 });
    let history = world.client.call("GetExecutionHistory", &parameters).await.json();
    let entered: Vec<&str> = history["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter_map(|event| event["stateEnteredEventDetails"]["name"].as_str())
        .collect();
    assert_eq!(entered, names, "each state once, in order, letter by letter");
    let output: Value = serde_json::from_str(execution["output"].as_str().expect("an output")).expect("JSON");
    for (place, name) in names.iter().enumerate() {
        assert_eq!(output[format!("n{place}")][name.as_str()], name.as_str(), "as a member and as a text");
    }
    let machine = json!({ "stateMachineArn": execution["stateMachineArn"] });
    let described = world.client.call("DescribeStateMachine", &machine).await.json();
    assert_eq!(described["definition"], definition.as_str(), "the text is kept byte by byte");
}

#[tokio::test(flavor = "multi_thread")]
async fn half_a_letter_is_a_letter_and_too_many_letters_are_refused() {
    let world = World::open().await;
    let of =
        |name: &str| format!(r#"{{"StartAt":"{name}","States":{{"{name}":{{"Type":"Pass","End":true}}}}}}"#);
    let half =
        run(&world, "half", &of(r"\ud800")).await.expect("half a letter is shown as one that is unknown");
    assert_eq!(half["status"], "SUCCEEDED", "{half}");
    let machine = json!({ "stateMachineArn": half["stateMachineArn"] });
    let described = world.client.call("DescribeStateMachine", &machine).await.json();
    assert_eq!(described["definition"], of(r"\ud800").as_str(), "the text is kept byte by byte");
    let refused = run(&world, "long", &of(&"a".repeat(81))).await.expect_err("81 letters");
    assert!(refused.contains("80") || refused.contains("long"), "{refused}");
}
