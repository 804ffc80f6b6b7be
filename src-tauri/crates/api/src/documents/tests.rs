use serde_json::{Value, json};
use store::tables::drafts::Draft;

use crate::Code;
use crate::fixture::World;

/// Line ends, byte order mark, odd numbers and blanks of all kinds have to come through unchanged.
const ODD: &str = "\u{feff}{\r\n\t\"StartAt\" :\u{20}\"Ä\",\n \"n\": 90.57000000000001, \"e\": 1E+2, \"d\": 1, \"d\": 2}\r\n\r\n";

#[tokio::test]
async fn what_is_opened_and_exported_is_the_same_byte_for_byte() {
    let mut world = World::new().await;
    let (path, copy) = (world.path("a.asl.json"), world.path("copy.asl.json"));
    std::fs::write(&path, ODD).expect("written");
    let opened = world.call("open_document", json!({ "path": path })).await.expect("opened");
    assert_eq!((opened["name"].as_str(), opened["text"].as_str()), (Some("a"), Some(ODD)));
    let export = json!({ "path": copy, "text": opened["text"], "overwrite": false });
    let exported = world.call("export_definition", export.clone()).await.expect("exported");
    assert_eq!(exported, json!({ "path": copy, "bytes": ODD.len() }));
    assert_eq!(std::fs::read(&copy).expect("read"), ODD.as_bytes());
    assert_eq!(
        world.code("export_definition", export).await,
        Code::Conflict,
        "no overwriting without asking"
    );
}

#[tokio::test]
async fn an_export_is_written_as_its_name_says() {
    let mut world = World::new().await;
    let yaml = "# as people like it\nStartAt: A\nStates:\n  A: {Type: Succeed}\n";
    let json = "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": {\n      \"Type\": \"Succeed\"\n    }\n  }\n}\n";
    let plain = "StartAt: A\nStates:\n  A:\n    Type: Succeed\n";
    for (name, text, expected) in [("a.asl.json", yaml, json), ("a.yaml", yaml, yaml), ("b.yml", json, plain)]
    {
        let path = world.path(name);
        let export = json!({ "path": path, "text": text, "overwrite": false });
        let exported = world.call("export_definition", export).await.expect("exported");
        assert_eq!(exported, json!({ "path": path, "bytes": expected.len() }));
        assert_eq!(std::fs::read_to_string(&path).expect("read"), expected, "{name}");
    }
    let convert = json!({ "text": "StartAt: [\n", "to": "json" });
    assert_eq!(world.code("convert_workflow", convert).await, Code::Invalid);
}

#[tokio::test]
async fn a_file_that_others_changed_is_not_overwritten_without_asking() {
    let mut world = World::new().await;
    let path = world.path("a.json");
    let mut save = json!({ "path": path, "text": "one", "fingerprint": null, "overwrite": false });
    let saved = world.call("save_document", save.clone()).await.expect("created");
    assert_eq!(world.code("save_document", save.clone()).await, Code::Conflict, "it is there by now");
    let check = json!({ "path": path, "fingerprint": saved["fingerprint"] });
    let state = |reply: Value| reply["state"].as_str().expect("a word").to_owned();
    assert_eq!(state(world.call("check_document", check.clone()).await.expect("checked")), "same");
    std::fs::write(&path, "theirs").expect("written");
    let changed = world.call("check_document", check.clone()).await.expect("checked");
    assert_eq!(
        changed,
        json!({ "state": "changed", "fingerprint": super::disk::fingerprint("theirs".as_bytes()), "rules": null })
    );
    save["fingerprint"] = saved["fingerprint"].clone();
    save["text"] = json!("two");
    assert_eq!(world.code("save_document", save.clone()).await, Code::Conflict);
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "theirs");
    std::fs::remove_file(&path).expect("removed");
    assert_eq!(state(world.call("check_document", check).await.expect("checked")), "missing");
    assert_eq!(world.code("save_document", save.clone()).await, Code::Conflict);
    save["overwrite"] = json!(true);
    world.call("save_document", save).await.expect("saved");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), "two");
}

#[tokio::test]
async fn handlers_and_input_are_found_beside_the_file() {
    let mut world = World::new().await;
    let path = world.folder.write("w/order.asl.json", "{}").display().to_string();
    let folder = world.path("w");
    let opened = world.call("open_document", json!({ "path": path })).await.expect("opened");
    assert_eq!((&opened["handlers_folder"], &opened["input"]), (&json!(folder), &Value::Null));
    world.folder.write("w/order.input.json", "{\"n\": 1}");
    world.folder.write("w/functions/f.py", "");
    let opened = world.call("open_document", json!({ "path": path })).await.expect("opened");
    assert_eq!(opened["handlers_folder"], json!(format!("{folder}/functions")));
    assert_eq!(opened["input"], json!("{\"n\": 1}"));
}

#[tokio::test]
async fn recents_are_remembered_and_forgotten() {
    let mut world = World::new().await;
    let path = world.folder.write("a.json", "{").display().to_string();
    world.call("open_document", json!({ "path": path })).await.expect("broken text is opened like any other");
    let list = world.call("list_recents", json!({})).await.expect("listed");
    let row = json!({ "path": path, "name": "a", "opened_at": 1_700_000_000_000_i64, "exists": true });
    assert_eq!(list, json!({ "recents": [row] }));
    std::fs::remove_file(&path).expect("removed");
    let list = world.call("list_recents", json!({})).await.expect("listed");
    assert_eq!(list["recents"][0]["exists"], false);
    world.call("forget_recent", json!({ "path": path })).await.expect("forgotten");
    assert_eq!(world.call("list_recents", json!({})).await.expect("listed"), json!({ "recents": [] }));
}

/// An edited text, as the interface keeps it.
fn draft(key: &str, text: &str) -> Value {
    json!({ "key": key, "name": "Untitled", "text": text, "fingerprint": "f", "handlers_folder": "/h", "input": "{}", "edited": true })
}

#[tokio::test]
async fn drafts_are_kept_until_saved_or_dropped() {
    let mut world = World::new().await;
    let path = world.path("a.json");
    for (key, text) in [("untitled:1", "x"), (path.as_str(), "y"), (path.as_str(), "z")] {
        world.call("keep_draft", draft(key, text)).await.expect("kept");
    }
    let texts = |list: &Value| {
        let drafts = list["drafts"].as_array().expect("a list").iter();
        let mut texts: Vec<String> =
            drafts.map(|draft| draft["text"].as_str().expect("text").to_owned()).collect();
        texts.sort();
        texts
    };
    let list = world.call("list_drafts", json!({})).await.expect("listed");
    assert_eq!(texts(&list), ["x", "z"]);
    let mut kept = draft(&path, "z");
    kept["kept_at"] = json!(1_700_000_000_000_i64);
    assert!(list["drafts"].as_array().expect("a list").contains(&kept), "{list}");
    let save = json!({ "path": path, "text": "z", "fingerprint": null, "overwrite": false });
    world.call("save_document", save).await.expect("saved");
    assert_eq!(texts(&world.call("list_drafts", json!({})).await.expect("listed")), ["x"]);
    world.call("drop_draft", json!({ "key": "untitled:1" })).await.expect("dropped");
    assert_eq!(world.call("list_drafts", json!({})).await.expect("listed"), json!({ "drafts": [] }));
}

/// What is in the history of a document, latest first: why, and the text.
async fn history(world: &mut World, document: &str) -> Vec<(String, String)> {
    let list = world.call("list_snapshots", json!({ "document": document })).await.expect("listed");
    let mut history = Vec::new();
    for snapshot in list["snapshots"].as_array().expect("a list") {
        let read = world.call("read_snapshot", json!({ "id": snapshot["id"] })).await.expect("read");
        let text = read["text"].as_str().expect("a text").to_owned();
        assert_eq!(snapshot["bytes"], text.len());
        history.push((snapshot["reason"].as_str().expect("a word").to_owned(), text));
    }
    history
}

fn entries(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(reason, text)| ((*reason).to_owned(), (*text).to_owned())).collect()
}

#[tokio::test]
async fn every_save_is_remembered_and_so_is_what_it_replaced() {
    let mut world = World::new().await;
    let path = world.folder.write("a.json", "theirs").display().to_string();
    let opened = world.call("open_document", json!({ "path": path })).await.expect("opened");
    let mut save =
        json!({ "path": path, "text": "one", "fingerprint": opened["fingerprint"], "overwrite": false });
    let saved = world.call("save_document", save.clone()).await.expect("saved");
    assert_eq!(history(&mut world, &path).await, entries(&[("saved", "one"), ("replaced", "theirs")]));
    save["fingerprint"] = saved["fingerprint"].clone();
    world.call("save_document", save.clone()).await.expect("saved again");
    assert_eq!(history(&mut world, &path).await.len(), 2, "the same text is kept once");
    std::fs::write(&path, "somebody else's").expect("written");
    save["text"] = json!("two");
    assert_eq!(world.code("save_document", save.clone()).await, Code::Conflict);
    save["overwrite"] = json!(true);
    world.call("save_document", save).await.expect("overwritten");
    let expected =
        [("saved", "two"), ("replaced", "somebody else's"), ("saved", "one"), ("replaced", "theirs")];
    assert_eq!(history(&mut world, &path).await, entries(&expected));
    assert_eq!(world.code("read_snapshot", json!({ "id": 4711 })).await, Code::NotFound);
}

#[tokio::test]
async fn every_hour_of_work_without_saving_is_remembered_and_follows_into_the_file() {
    let mut world = World::new().await;
    let hour = 60 * 60 * 1000;
    let begun = 1_700_000_000_000 - 2 * hour;
    for (text, after) in [("a", 0), ("b", hour - 1), ("c", hour), ("d", hour + 1), ("e", 2 * hour)] {
        let work = move |rows: &store::Writing<'_>| {
            let draft = Draft {
                key: "new:1".into(),
                name: "Untitled".into(),
                text: text.into(),
                fingerprint: None,
                handlers_folder: None,
                input: None,
                edited: true,
                kept_at: begun + after,
            };
            let begun_at = rows.drafts().keep(&draft)?;
            super::history::worked(&rows.snapshots(), &draft, begun_at)
        };
        world.drivers.store.write(work).await.expect("written");
    }
    assert_eq!(history(&mut world, "new:1").await, entries(&[("worked", "e"), ("worked", "c")]));
    let path = world.path("b.json");
    let save =
        json!({ "path": path, "text": "f", "fingerprint": null, "overwrite": false, "draft": "new:1" });
    world.call("save_document", save).await.expect("saved");
    assert_eq!(history(&mut world, "new:1").await, []);
    let expected = [("saved", "f"), ("worked", "e"), ("worked", "c")];
    assert_eq!(history(&mut world, &path).await, entries(&expected));
    assert_eq!(world.call("list_drafts", json!({})).await.expect("listed"), json!({ "drafts": [] }));
    world.call("keep_draft", draft(&path, "g")).await.expect("kept");
    assert_eq!(history(&mut world, &path).await.len(), 3, "the hour begins with the work");
}

#[tokio::test]
async fn open_tabs_are_remembered() {
    let mut world = World::new().await;
    let nothing = json!({ "keys": [], "shown": null });
    assert_eq!(world.call("list_open_documents", json!({})).await.expect("listed"), nothing);
    let tabs = json!({ "keys": ["/a.json", "new:1"], "shown": "new:1" });
    world.call("keep_open_documents", tabs.clone()).await.expect("kept");
    assert_eq!(world.call("list_open_documents", json!({})).await.expect("listed"), tabs);
}

#[tokio::test]
async fn templates_are_kept_renamed_and_deleted() {
    let mut world = World::new().await;
    let text = "StartAt: A\nStates:\n  A: {Type: Pass, Next: B}\n  B: {Type: Succeed}\n";
    let mut keep = json!({ "kind": "workflow", "name": " Order ", "text": text, "replace": false });
    let id = world.call("keep_template", keep.clone()).await.expect("kept")["id"].clone();
    assert_eq!(world.code("keep_template", keep.clone()).await, Code::Conflict);
    keep["kind"] = json!("states");
    let other = world.call("keep_template", keep.clone()).await.expect("of another kind")["id"].clone();
    keep["text"] = json!("{");
    keep["replace"] = json!(true);
    assert_eq!(world.call("keep_template", keep).await.expect("replaced")["id"], other);
    let list = world.call("list_templates", json!({})).await.expect("listed");
    let made_at = 1_700_000_000_000_i64;
    let workflow = json!({ "id": id, "kind": "workflow", "name": "Order", "states": 2, "made_at": made_at, "text": text });
    let states = json!({ "id": other, "kind": "states", "name": "Order", "states": 0, "made_at": made_at, "text": "{" });
    assert_eq!(list, json!({ "templates": [workflow, states] }));
    world.call("rename_template", json!({ "id": other, "name": "Retry" })).await.expect("renamed");
    assert_eq!(world.code("rename_template", json!({ "id": other, "name": "  " })).await, Code::Invalid);
    assert_eq!(world.code("rename_template", json!({ "id": 99, "name": "x" })).await, Code::NotFound);
    world.call("delete_template", json!({ "id": id })).await.expect("deleted");
    let list = world.call("list_templates", json!({})).await.expect("listed");
    assert_eq!(list["templates"].as_array().map(Vec::len), Some(1));
    assert_eq!(list["templates"][0]["name"], "Retry");
}

#[tokio::test]
async fn a_folder_shows_folders_and_workflows_only() {
    let mut world = World::new().await;
    for file in ["b/x.json", "Z.yaml", "a.asl.json", "c.asl", "photo.png", ".hidden.json", "data/x"] {
        world.folder.write(file, "1");
    }
    let folder = world.call("list_folder", json!({ "path": null })).await.expect("listed");
    let names: Vec<&str> = folder["entries"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|entry| entry["name"].as_str())
        .collect();
    assert_eq!(names, ["b", "data", "a.asl.json", "c.asl", "Z.yaml"]);
    assert_eq!(folder["path"], json!(world.folder.path()));
    assert_eq!(world.code("list_folder", json!({ "path": "relative" })).await, Code::Invalid);
    assert_eq!(world.code("list_folder", json!({ "path": world.path("nowhere") })).await, Code::NotFound);
}

#[tokio::test]
async fn every_sample_opens_and_could_run() {
    let mut world = World::new().await;
    let list = world.call("list_samples", json!({})).await.expect("listed");
    let samples = list["samples"].as_array().expect("a list");
    assert!(samples.len() >= 4, "{list}");
    for sample in samples {
        let opened = world.call("open_sample", json!({ "id": sample["id"] })).await.expect("opened");
        assert_eq!((&opened["path"], &opened["fingerprint"]), (&Value::Null, &Value::Null));
        assert!(opened["input"].is_string() && opened["handlers_folder"].is_string(), "{}", sample["id"]);
        let view = world.call("view_workflow", json!({ "text": opened["text"] })).await.expect("a view");
        assert_eq!((&view["runnable"], &view["problems"]), (&json!(true), &json!([])), "{}", sample["id"]);
        assert_eq!(view["outline"].as_array().map(Vec::len), sample["states"].as_u64().map(|n| n as usize));
        let needs = json!({ "text": opened["text"], "handlers_folder": opened["handlers_folder"] });
        let grants = world.call("list_needed_grants", needs).await.expect("grants");
        let missing =
            grants["needs"].as_array().expect("a list").iter().find(|need| !need["problem"].is_null());
        assert_eq!(missing, None, "{}", sample["id"]);
    }
    assert_eq!(world.code("open_sample", json!({ "id": "../../src-tauri" })).await, Code::NotFound);
}

#[tokio::test]
async fn a_large_file_opens_and_a_huge_one_says_so() {
    let mut world = World::new().await;
    let states = (0..20_000).map(|number| {
        format!("\"S{number}\": {{\"Type\": \"Pass\", \"Comment\": \"{}\", \"End\": true}}", "x".repeat(200))
    });
    let text = format!("{{\"StartAt\": \"S0\", \"States\": {{{}}}}}", states.collect::<Vec<_>>().join(",\n"));
    assert!(text.len() > 5_000_000, "{}", text.len());
    let path = world.folder.write("large.json", &text).display().to_string();
    let opened = world.call("open_document", json!({ "path": path })).await.expect("opened");
    assert_eq!(opened["text"].as_str().map(str::len), Some(text.len()));
    let huge = world.folder.write("huge.json", &" ".repeat(17 * 1024 * 1024)).display().to_string();
    let error = world.call("open_document", json!({ "path": huge })).await.expect_err("too large");
    assert_eq!(
        (error.code, error.message.ends_with("is larger than 16 MB")),
        (Code::LimitReached, true),
        "{error}"
    );
    let text = "x".repeat(17 * 1024 * 1024);
    let save = json!({ "path": world.path("b.json"), "text": text, "fingerprint": null, "overwrite": false });
    assert_eq!(world.code("save_document", save).await, Code::LimitReached);
}

#[tokio::test]
async fn rules_of_a_team_are_written_beside_the_workflow_and_judge_it() {
    let mut world = World::new().await;
    let text = r#"{"StartAt": "Go", "States": {"Go": {"Type": "Succeed"}}}"#;
    let path = world.folder.write("w/order.asl.json", text).display().to_string();
    let rules = r#"{"Rules": [{"Name": "comments", "When": "{% $not($exists(Comment)) %}", "Message": "Say what {% $name %} does"}]}"#;
    let file = world.path("w/signalbox-rules.json");
    let opened = world.call("open_team_rules", json!({ "path": path })).await.expect("none yet");
    assert_eq!(opened, json!({ "path": file, "text": null, "fingerprint": null }));
    let view = json!({ "text": text, "path": path });
    let before = world.call("view_workflow", view.clone()).await.expect("a view");
    assert_eq!((&before["rules"], &before["problems"]), (&Value::Null, &json!([])));

    let check = json!({ "path": file, "rules": rules, "text": text });
    let checked = world.call("check_team_rules", check).await.expect("checked");
    let found = json!([{ "name": "comments", "found": 1 }]);
    assert_eq!(checked, json!({ "problems": [], "rules": found, "unanswered": [] }));

    let mut save = json!({ "path": file, "text": rules, "fingerprint": null });
    let saved = world.call("save_team_rules", save.clone()).await.expect("saved");
    assert_eq!(world.call("open_team_rules", json!({ "path": path })).await.expect("there"), saved);
    let after = world.call("view_workflow", view).await.expect("a view");
    let problem = json!({
        "code": "TEAM_RULE", "severity": "warning", "message": "Say what Go does", "from": 29, "to": 33,
        "help": format!("rule `comments` of your team, in {file}"), "state": "/States/Go",
    });
    assert_eq!((&after["problems"], &after["runnable"]), (&json!([problem]), &json!(true)));
    let state = json!({ "path": path, "fingerprint": "f" });
    let on_disk = world.call("check_document", state).await.expect("looked at");
    assert_eq!(on_disk["rules"], after["rules"]);

    assert_eq!(world.code("save_team_rules", save.clone()).await, Code::Conflict, "it is there by now");
    save["fingerprint"] = json!("f");
    assert_eq!(world.code("save_team_rules", save.clone()).await, Code::Conflict);
    save["path"] = json!(path);
    assert_eq!(world.code("save_team_rules", save).await, Code::Invalid, "nothing else is written");
}

#[tokio::test]
async fn rules_are_checked_with_the_place_of_what_is_wrong() {
    let mut world = World::new().await;
    let rules = "{\"Rules\": [{\"Name\": \"é🦀\", \"When\": \"{% ( %}\", \"Message\": \"m\"}]}";
    let check = json!({ "path": "/t/signalbox-rules.json", "rules": rules, "text": "{}" });
    let checked = world.call("check_team_rules", check).await.expect("checked");
    let problem = &checked["problems"][0];
    assert_eq!((&problem["from"], &problem["to"]), (&json!(35), &json!(44)), "UTF-16 units");
    assert_eq!((&checked["rules"], &checked["unanswered"]), (&json!([]), &json!([])));
}
