//! Items through the port of the runtime.

use std::sync::Arc;

use engine::Payload;
use runtime::item_store::{ItemStore, Source};
use serde_json::{Value, json};

use super::World;
use crate::objects::ObjectItems;

type Read = Vec<(String, String)>;

/// The items and where each comes from; every position is resumed at as well.
fn read(world: World, resource: &str, arguments: Value, config: Value) -> Result<Read, (String, String)> {
    let items = ObjectItems::new(Arc::new(world.objects));
    let source = Source {
        resource: format!("arn:aws:states:::s3:{resource}").into(),
        arguments: Payload::from_value(arguments),
        config: Payload::from_value(config),
    };
    let from = |skip| -> Result<Read, (String, String)> {
        let told =
            |failure: engine::Failure| (failure.error.unwrap_or_default(), failure.cause.unwrap_or_default());
        let items = items.open(&source, skip).map_err(told)?;
        items.map(|item| item.map(|item| (item.value, item.source.to_string())).map_err(told)).collect()
    };
    let all = from(0)?;
    for skip in 0..all.len() + 2 {
        assert_eq!(from(skip as u64).expect("read before"), all[skip.min(all.len())..], "from {skip}");
    }
    Ok(all)
}

fn world(objects: &[(&str, &str)]) -> World {
    let world = World::new();
    for (key, content) in objects {
        world.put(key, content).expect("put");
    }
    world
}

fn expected(items: &[(Value, &str)]) -> Result<Read, (String, String)> {
    Ok(items.iter().map(|(value, source)| (value.to_string(), (*source).to_owned())).collect())
}

#[test]
fn one_object() {
    let world = world(&[("in/data.json", "[1, {\"a\": 2}]")]);
    let read = read(
        world,
        "getObject",
        json!({"Bucket": "files", "Key": "in/data.json"}),
        json!({"InputType": "JSON"}),
    );
    let source = "s3://files/in/data.json";
    assert_eq!(read, expected(&[(json!(1), source), (json!({"a": 2}), source)]));
}

#[test]
fn a_listing() {
    let world = world(&[("in/b", "hello"), ("in/a", ""), ("out", "x")]);
    let read =
        read(world, "listObjectsV2", json!({"Bucket": "files", "Prefix": "in/"}), json!({})).expect("read");
    let mut items: Vec<Value> = Vec::new();
    for (value, source) in read {
        assert_eq!(source, "s3://files");
        let mut value: Value = serde_json::from_str(&value).expect("JSON");
        assert!(value["LastModified"].as_u64().is_some_and(|seconds| seconds > 1_700_000_000), "{value}");
        value["LastModified"] = json!(0);
        items.push(value);
    }
    let object = |key: &str, size: u64, tag: &str| json!({"Etag": format!("\"{tag}\""), "Key": key, "LastModified": 0, "Size": size, "StorageClass": "STANDARD"});
    assert_eq!(
        items,
        [
            object("in/a", 0, "d41d8cd98f00b204e9800998ecf8427e"),
            object("in/b", 5, "5d41402abc4b2a76b9719d911017c592"),
        ]
    );
}

#[test]
fn all_objects_of_a_listing_loaded() {
    let world = world(&[("in/2.jsonl", "3\n4"), ("in/1.jsonl", "1\n2\n"), ("in/", ""), ("in/3.jsonl", "")]);
    let config = json!({"Transformation": "LOAD_AND_FLATTEN", "InputType": "JSONL"});
    let read = read(world, "listObjectsV2", json!({"Bucket": "files", "Prefix": "in/"}), config);
    let (one, two) = ("s3://files/in/1.jsonl", "s3://files/in/2.jsonl");
    assert_eq!(read, expected(&[(json!(1), one), (json!(2), one), (json!(3), two), (json!(4), two)]));
}

#[test]
fn the_files_of_an_inventory() {
    let manifest = json!({
        "sourceBucket": "source",
        "destinationBucket": "arn:aws:s3:::files",
        "version": "2016-11-30",
        "fileFormat": "CSV",
        "fileSchema": "Bucket, Key, Size",
        "files": [{"key": "inv/data/1.csv", "size": 1, "MD5checksum": "x"}, {"key": "inv/data/2.csv"}],
    });
    let world = world(&[
        ("inv/manifest.json", &manifest.to_string()),
        ("inv/data/1.csv", "\"source\",\"a\",\"1\"\n"),
        ("inv/data/2.csv", "\"source\",\"b\",\"2\"\n"),
    ]);
    let arguments = json!({"Bucket": "files", "Key": "inv/manifest.json"});
    let read = read(world, "getObject", arguments, json!({"InputType": "MANIFEST"})).expect("read");
    let read: Vec<(Value, String)> =
        read.into_iter().map(|(text, source)| (serde_json::from_str(&text).expect("JSON"), source)).collect();
    assert_eq!(
        read,
        [
            (json!({"Bucket": "source", "Key": "a", "Size": "1"}), "s3://files/inv/data/1.csv".to_owned()),
            (json!({"Bucket": "source", "Key": "b", "Size": "2"}), "s3://files/inv/data/2.csv".to_owned()),
        ]
    );
}

#[test]
fn the_files_of_an_athena_query() {
    let world = world(&[
        ("q-manifest.csv", "s3://files/out/1\ns3://files/out/2\n"),
        ("out/1", "1\n"),
        ("out/2", "2\n"),
    ]);
    let arguments = json!({"Bucket": "files", "Key": "q-manifest.csv"});
    let read =
        read(world, "getObject", arguments, json!({"ManifestType": "ATHENA_DATA", "InputType": "JSONL"}));
    assert_eq!(read, expected(&[(json!(1), "s3://files/out/1"), (json!(2), "s3://files/out/2")]));
}

#[test]
fn what_is_missing_is_told_in_the_words_of_s3() {
    let json = || json!({"InputType": "JSON"});
    for (arguments, config, said) in [
        (json!({"Bucket": "nowhere", "Key": "k"}), json(), "The specified bucket does not exist: `nowhere`"),
        (json!({"Bucket": "files", "Key": "k"}), json(), "The specified key does not exist: `k`"),
        (json!({"Bucket": "No", "Key": "k"}), json(), "The specified bucket is not valid: `No`"),
        (json!({"Bucket": "files"}), json(), "the arguments of the ItemReader have no Key"),
        (json!({"Bucket": "files", "Key": "k"}), json!({}), "the ReaderConfig has no InputType"),
        (
            json!({"Bucket": "files", "Key": "k", "VersionId": "1"}),
            json(),
            "versions of objects are not kept",
        ),
    ] {
        let (error, cause) = read(world(&[]), "getObject", arguments, config).expect_err("refused");
        assert_eq!(error, "States.ItemReaderFailed");
        assert!(cause.starts_with(said), "{cause}");
    }
}
