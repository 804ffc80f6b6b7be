//! States are tested one by one.

use serde_json::{Value, json};

use crate::world::World;

/// A distributed Map whose items come from somewhere else.
fn reading_map(resource: &str, config: &Value) -> Value {
    let pass = json!({ "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } });
    let mut processor = pass;
    processor["ProcessorConfig"] = json!({ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" });
    json!({
        "Type": "Map",
        "ItemReader": { "Resource": resource, "ReaderConfig": config, "Parameters": { "Bucket": "b", "Key": "k" } },
        "ItemSelector": { "of.$": "$$.Map.Item.Value" },
        "ItemProcessor": processor,
        "End": true,
    })
}

/// Tests a Map over the items in `text`.
async fn tested(world: &World, map: &Value, text: &str) -> Value {
    let ask = json!({
        "definition": map.to_string(),
        "inspectionLevel": "DEBUG",
        "mock": { "result": "[]" },
        "stateConfiguration": { "mapItemReaderData": text },
    });
    world.client.call("TestState", &ask).await.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_item_reader_has_read_is_given_as_it_lies_in_its_source() {
    const OBJECT: &str = "arn:aws:states:::s3:getObject";
    const LISTING: &str = "arn:aws:states:::s3:listObjectsV2";
    let world = World::open().await;
    let first_row = json!({ "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItems": 2 });
    let given = json!({ "InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["n"], "CSVDelimiter": "PIPE" });
    let pointer = json!({ "InputType": "JSON", "ItemsPointer": "/all" });
    let athena = json!({ "InputType": "JSONL", "ManifestType": "ATHENA_DATA" });
    let loaded = json!({ "InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN" });
    let cases = [
        (OBJECT, json!({ "InputType": "JSON" }), "[1, 2]", json!([1, 2])),
        (OBJECT, json!({ "InputType": "JSON", "MaxItems": 1 }), "[1, 2]", json!([1])),
        (OBJECT, pointer, r#"{ "all": [3] }"#, json!([3])),
        (OBJECT, json!({ "InputType": "JSONL" }), "{\"a\": 1}\n\n2\n", json!([{ "a": 1 }, 2])),
        (OBJECT, first_row, "n,m\n1,a\n2,b\n3,c\n", json!([{ "m": "a", "n": "1" }, { "m": "b", "n": "2" }])),
        (OBJECT, given, "1|x\n", json!([{ "n": "1" }])),
        (OBJECT, athena, "4\n5\n", json!([4, 5])),
        (OBJECT, json!({ "InputType": "MANIFEST" }), r#"[{ "Key": "k" }]"#, json!([{ "Key": "k" }])),
        (LISTING, json!({}), r#"{ "Contents": [{ "Key": "k" }] }"#, json!([{ "Key": "k" }])),
        (LISTING, loaded, "6", json!([6])),
    ];
    for (resource, config, text, items) in cases {
        let answer = tested(&world, &reading_map(resource, &config), text).await;
        let selected: Value =
            items.as_array().into_iter().flatten().map(|item| json!({ "of": item })).collect();
        let shown = answer["inspectionData"]["afterItemSelector"].as_str().unwrap_or_default();
        assert_eq!(serde_json::from_str::<Value>(shown).ok(), Some(selected), "{config}: {answer}");
    }
    let map = reading_map(OBJECT, &json!({ "InputType": "JSON" }));
    let answer = tested(&world, &map, r#"{ "a": 1 }"#).await;
    assert_eq!((&answer["status"], &answer["error"]), (&json!("FAILED"), &json!("States.ItemReaderFailed")));
    for (config, text) in [("JSON", "[1"), ("JSONL", "{"), ("PARQUET", "PAR1")] {
        let map = reading_map(OBJECT, &json!({ "InputType": config }));
        let answer = tested(&world, &map, text).await;
        assert_eq!(answer["__type"], "ValidationException", "{config}: {answer}");
    }
}
