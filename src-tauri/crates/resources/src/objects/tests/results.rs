//! What a `ResultWriter` leaves behind.

use engine::Payload;
use runtime::item_store::{Destination, Included, OutputType, Record, ResultFile, Transformation};
use serde_json::{Value, json};

use super::World;
use crate::objects::results::{write, write_split};

const RUN: &str = "arn:aws:states:us-east-1:111111111111:mapRun:machine/label:0f3c";

fn record(file: ResultFile, name: &str, output: Option<&str>) -> Record {
    let failed = file == ResultFile::Failed;
    Record {
        file,
        cause: failed.then(|| "because".to_owned()),
        error: failed.then(|| "Broken".to_owned()),
        execution_arn: format!("arn:{name}"),
        input: "{\"n\":1}".to_owned(),
        input_details: Included { included: true },
        name: name.to_owned(),
        output: output.map(str::to_owned),
        output_details: output.map(|_| Included { included: true }),
        redrive_count: 0,
        redrive_status: if failed { "REDRIVABLE" } else { "NOT_REDRIVABLE" }.to_owned(),
        redrive_status_reason: None,
        start_date: Some("2024-01-01T00:00:00.000Z".to_owned()),
        state_machine_arn: "arn:machine".to_owned(),
        status: if failed { "FAILED" } else { "SUCCEEDED" }.to_owned(),
        stop_date: None,
    }
}

fn destination(transformation: Transformation, output_type: OutputType) -> Destination {
    Destination {
        resource: "arn:aws:states:::s3:putObject".into(),
        arguments: Payload::from_value(json!({"Bucket": "files", "Prefix": "out/"})),
        transformation,
        output_type,
    }
}

fn outputs() -> Vec<Record> {
    ["[1,2]", "{\"a\":[3]}", "\"x\"", "[\n4\n]"]
        .into_iter()
        .enumerate()
        .map(|(place, output)| record(ResultFile::Succeeded, &place.to_string(), Some(output)))
        .collect()
}

fn check(transformation: Transformation, output_type: OutputType, file: &str, expected: &str) {
    let world = World::new();
    let manifest =
        write(&world.objects, &destination(transformation, output_type), RUN, &mut outputs().into_iter())
            .expect("written");
    assert_eq!((manifest.bucket.as_str(), manifest.key.as_str()), ("files", "out/0f3c/manifest.json"));
    assert_eq!(world.get(&format!("out/0f3c/{file}")).expect("there"), expected);
    let manifest: Value = serde_json::from_str(&world.get(&manifest.key).expect("there")).expect("JSON");
    assert_eq!(
        manifest,
        json!({
            "DestinationBucket": "files",
            "MapRunArn": RUN,
            "ResultFiles": {
                "FAILED": [],
                "PENDING": [],
                "SUCCEEDED": [{"Key": format!("out/0f3c/{file}"), "Size": expected.len()}],
            },
        })
    );
}

#[test]
fn outputs_are_kept_or_flattened() {
    use {
        OutputType::{Json, JsonLines},
        Transformation::{Compact, Flatten},
    };
    check(Compact, Json, "SUCCEEDED_0.json", r#"[[1,2],{"a":[3]},"x",[4]]"#);
    check(Compact, JsonLines, "SUCCEEDED_0.jsonl", "[1,2]\n{\"a\":[3]}\n\"x\"\n[4]\n");
    check(Flatten, Json, "SUCCEEDED_0.json", r#"[1,2,{"a":[3]},"x",4]"#);
    check(Flatten, JsonLines, "SUCCEEDED_0.jsonl", "1\n2\n{\"a\":[3]}\n\"x\"\n4\n");
}

#[test]
fn each_end_has_its_files_and_whole_records() {
    let world = World::new();
    let records = [
        record(ResultFile::Succeeded, "s", Some("1")),
        record(ResultFile::Failed, "f", None),
        record(ResultFile::Pending, "p", None),
        record(ResultFile::Failed, "g", None),
    ];
    let destination = destination(Transformation::None, OutputType::Json);
    // The second time as after a crash: nothing is doubled.
    for _ in 0..2 {
        write(&world.objects, &destination, RUN, &mut records.clone().into_iter()).expect("written");
    }
    let keys = ["FAILED_0.json", "PENDING_0.json", "SUCCEEDED_0.json", "manifest.json"];
    assert_eq!(world.keys("", "", 10), keys.map(|name| format!("out/0f3c/{name}")));
    let failed: Value =
        serde_json::from_str(&world.get("out/0f3c/FAILED_0.json").expect("there")).expect("JSON");
    assert_eq!(failed.as_array().map(Vec::len), Some(2));
    assert_eq!(
        failed[0],
        json!({
            "Cause": "because", "Error": "Broken", "ExecutionArn": "arn:f", "Input": "{\"n\":1}",
            "InputDetails": {"Included": true}, "Name": "f", "RedriveCount": 0, "RedriveStatus": "REDRIVABLE",
            "StartDate": "2024-01-01T00:00:00.000Z", "StateMachineArn": "arn:machine", "Status": "FAILED",
        })
    );
}

#[test]
fn files_are_split_by_size() {
    for output_type in [OutputType::Json, OutputType::JsonLines] {
        let world = World::new();
        let records: Vec<Record> = (0..10)
            .map(|place| record(ResultFile::Succeeded, &place.to_string(), Some(&place.to_string())))
            .collect();
        let destination = destination(Transformation::Compact, output_type);
        write_split(&world.objects, &destination, RUN, &mut records.into_iter(), 7).expect("written");
        let files: Vec<String> =
            world.keys("out/0f3c/S", "", 10).iter().map(|key| world.get(key).expect("there")).collect();
        match output_type {
            OutputType::Json => assert_eq!(files, ["[0,1,2]", "[3,4,5]", "[6,7,8]", "[9]"]),
            OutputType::JsonLines => assert_eq!(files, ["0\n1\n2\n", "3\n4\n5\n", "6\n7\n8\n", "9\n"]),
        }
    }
}

#[test]
fn without_a_bucket_nothing_is_written() {
    let world = World::new();
    let mut destination = destination(Transformation::None, OutputType::Json);
    destination.arguments = Payload::from_value(json!({"Bucket": "nowhere"}));
    let cause = write(&world.objects, &destination, RUN, &mut outputs().into_iter()).expect_err("refused");
    assert!(cause.contains("NoSuchBucket"), "{cause}");
}
