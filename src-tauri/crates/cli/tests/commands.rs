//! The real program, run as a person or a script runs it.
#![cfg(test)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

struct Folder(PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Folder {
    fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("signalbox-cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    }

    /// A workflow of one state.
    fn workflow(&self, state: &Value) -> String {
        self.write("w.asl.json", &json!({ "StartAt": "A", "States": { "A": state } }).to_string())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Debug)]
struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

/// Runs the program with these arguments; `typed` is what its person types.
fn signalbox(arguments: &[&str], typed: &str) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_signalbox"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    child.stdin.take().expect("piped").write_all(typed.as_bytes()).expect("typed");
    let output = child.wait_with_output().expect("ended");
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

fn sample(name: &str) -> String {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/workflows");
    samples.join(name).join("workflow.asl.json").display().to_string()
}

#[test]
fn samples_run_as_they_are() {
    for (name, member) in [("data-processing", "report"), ("web-backend", "statusCode")] {
        let ended = signalbox(&["run", &sample(name), "--yes-run"], "");
        assert_eq!(ended.code, Some(0), "{}", ended.err);
        let output: Value =
            serde_json::from_str(&ended.out).expect("the output alone goes to standard output");
        assert!(!output[member].is_null(), "{output}");
        assert!(ended.err.contains("succeeded after"), "{}", ended.err);
    }
}

#[test]
fn a_person_at_the_terminal_signs_up_and_approves() {
    let typed = "Ada\ntoo short\nAda\na quite long password\nmaybe\na\nlooks fine\n";
    let ended = signalbox(&["run", &sample("order-fulfilment"), "--yes-run"], typed);
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    for part in ["? Approve order A-10294", "a password needs at least 15 characters", "approved by Ada"] {
        assert!(ended.err.contains(part), "{part} is missing: {}", ended.err);
    }
    let output: Value = serde_json::from_str(&ended.out).expect("JSON");
    assert_eq!(output["status"], "fulfilled");
}

#[test]
fn a_rejection_takes_its_path() {
    let typed = "Ada\na quite long password\nr\ntoo much\n";
    let ended = signalbox(&["run", &sample("order-fulfilment"), "--yes-run"], typed);
    assert!(ended.err.contains("rejected by Ada"), "{}", ended.err);
    assert!(ended.err.contains("Approval.Rejected: too much"), "{}", ended.err);
    assert!(ended.err.contains("→ Release stock"), "{}", ended.err);
}

/// Runs one state to its end and looks at the exit code and at what is said.
fn check(state: &Value, code: i32, said: &str) {
    let folder = Folder::new();
    let ended = signalbox(&["run", &folder.workflow(state)], "");
    assert_eq!(ended.code, Some(code), "{}", ended.err);
    assert!(ended.err.contains(said), "{said} is missing: {}", ended.err);
}

#[test]
fn the_exit_code_says_how_it_ended() {
    check(&json!({ "Type": "Pass", "End": true }), 0, "succeeded");
    check(&json!({ "Type": "Fail", "Error": "Bad", "Cause": "luck" }), 1, "failed after 0.0");
    check(&json!({ "Type": "Pass", "Next": "Gone" }), 2, "cannot run");
    let waits = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
    let waits =
        json!({ "Type": "Task", "Resource": waits, "End": true, "Parameters": { "T.$": "$$.Task.Token" } });
    check(&waits, 4, "a person is needed");
    let folder = Folder::new();
    let wait = json!({ "Type": "Wait", "Seconds": 60, "End": true });
    let slow = json!({ "StartAt": "A", "TimeoutSeconds": 1, "States": { "A": wait } }).to_string();
    let ended = signalbox(&["run", &folder.write("slow.json", &slow)], "");
    assert_eq!(ended.code, Some(3), "{}", ended.err);
}

#[test]
fn nothing_runs_without_being_allowed() {
    let folder = Folder::new();
    let mark = folder.0.join("it-ran").display().to_string();
    folder.write("f.py", &format!("open({mark:?}, 'w')\ndef handler(event, context):\n    pass\n"));
    let state = json!({ "Type": "Task", "End": true, "Resource": "arn:aws:lambda:us-east-1:1:function:f" });
    let file = folder.workflow(&state);
    let ended = signalbox(&["run", &file], "");
    assert_eq!(ended.code, Some(2), "{}", ended.err);
    assert!(ended.err.contains("f.py (python)") && ended.err.contains("--yes-run"), "{}", ended.err);
    assert!(!Path::new(&mark).exists(), "it ran");
    let ended = signalbox(&["run", &file, "--yes-run"], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(Path::new(&mark).exists());
}

#[test]
fn a_run_that_waits_goes_on_when_its_folder_is_opened_again() {
    let folder = Folder::new();
    let data = folder.0.join("data").display().to_string();
    let ended = signalbox(&["run", &sample("order-fulfilment"), "--yes-run", "--data", &data], "");
    assert_eq!(ended.code, Some(5), "{}", ended.err);
    let other = folder.workflow(&json!({ "Type": "Pass", "End": true }));
    let ended = signalbox(&["run", &other, "--data", &data], "");
    assert_eq!(ended.code, Some(0), "the folder was left in order: {}", ended.err);
}

#[test]
fn input_is_a_file_or_json() {
    let folder = Folder::new();
    let file = folder.workflow(&json!({ "Type": "Pass", "End": true }));
    let input = folder.write("in.json", "{\"from\": \"file\"}");
    for (given, output) in [(input.as_str(), "{\"from\": \"file\"}\n"), ("[1, 2]", "[1, 2]\n")] {
        assert_eq!(signalbox(&["run", &file, "--input", given], "").out, output);
    }
    let ended = signalbox(&["run", &file, "--input", "{nonsense"], "");
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.contains("is neither a file nor JSON"), "{}", ended.err);
    folder.write("w.input.json", "\"beside\"");
    assert_eq!(signalbox(&["run", &file], "").out, "\"beside\"\n");
}

#[test]
fn validate_underlines_what_is_wrong() {
    let folder = Folder::new();
    let file = folder.write(
        "w.json",
        "{\n  \"StartAt\": \"A\",\n  \"States\": { \"A\": { \"Type\": \"Pass\", \"Next\": \"Gone\" } }\n}\n",
    );
    let ended = signalbox(&["validate", &file], "");
    assert_eq!(ended.code, Some(2), "{}", ended.out);
    assert!(ended.out.contains("error[MISSING_TRANSITION_TARGET]"), "{}", ended.out);
    let line = "  \"States\": { \"A\": { \"Type\": \"Pass\", \"Next\": \"Gone\" } }";
    let before = " ".repeat(line.find("\"Gone\"").expect("it is there"));
    let marked = format!("3 │ {line}\n  │ {before}^^^^^^\n");
    assert!(ended.out.contains(&marked), "{}", ended.out);
    for text in ["", "{", &"[".repeat(10_000), "nonsense"] {
        assert_eq!(signalbox(&["validate", &folder.write("broken.json", text)], "").code, Some(2));
    }
    assert_eq!(signalbox(&["validate", &sample("approval-chain")], "").code, Some(0));
    assert_eq!(signalbox(&["validate", "/nowhere/w.json"], "").code, Some(2));
    assert_eq!(signalbox(&["dance"], "").code, Some(2));
}

#[test]
fn validate_asks_the_rules_of_the_team_and_a_run_does_not() {
    let folder = Folder::new();
    let file = folder.workflow(&json!({ "Type": "Pass", "End": true }));
    let validate = |severity: &str, when: &str, code: i32, words: &str| {
        let rule = json!({ "Name": "comments", "When": when, "Message": "Say what {% $name %} does", "Severity": severity });
        folder.write("signalbox-rules.json", &json!({ "Rules": [rule] }).to_string());
        let ended = signalbox(&["validate", &file], "");
        assert_eq!(ended.code, Some(code), "{}", ended.out);
        assert!(ended.out.contains(words), "{words}: {}", ended.out);
    };
    let missing = "{% $not($exists(Comment)) %}";
    validate("warning", missing, 0, "warning[TEAM_RULE]: Say what ");
    validate("error", "{% $exists(Comment) %}", 0, "it can run\n");
    validate(
        "error",
        "Comment",
        2,
        "error[TEAM_RULES_FILE]: The rules of your team are broken at line 1, column ",
    );
    validate("error", missing, 2, "it can run, but not by the rules of your team");
    assert_eq!(signalbox(&["run", &file], "").code, Some(0), "they hold up no run");
}

#[test]
fn nobody_waits_in_virtual_time() {
    let folder = Folder::new();
    let file = folder.workflow(&json!({ "Type": "Wait", "Seconds": 86_400, "End": true }));
    let ended = signalbox(&["run", &file, "--virtual-time"], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.err.contains("succeeded after 86400."), "{}", ended.err);
    assert!(ended.err.contains("of virtual time"), "{}", ended.err);
}

#[test]
fn a_damaged_database_is_recovered_and_written_as_json() {
    let folder = Folder::new();
    let data = folder.0.join("data").display().to_string();
    let workflow = folder.workflow(&json!({ "Type": "Pass", "End": true }));
    let ended = signalbox(&["run", &workflow, "--input", r#"{"n":7}"#, "--data", &data], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let database = folder.0.join("data/signalbox.db");
    let mut bytes = std::fs::read(&database).expect("read");
    let column = b"input TEXT NOT NULL";
    let at = bytes.windows(column.len()).position(|part| part == column).expect("a column");
    bytes[at] ^= 1;
    std::fs::write(&database, bytes).expect("written");
    let refused = signalbox(&["run", &workflow, "--data", &data], "");
    assert!(refused.err.contains("damaged") && refused.err.contains("signalbox recover"), "{}", refused.err);

    let file = folder.0.join("all.json").display().to_string();
    let ended = signalbox(&["recover", "--data", &data, "--json", &file], "");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(ended.out.contains("all.json: 1."), "{}", ended.out);
    let all: Value = serde_json::from_str(&std::fs::read_to_string(&file).expect("read")).expect("JSON");
    assert_eq!((&all[0]["status"], &all[0]["input"]), (&json!("SUCCEEDED"), &json!(r#"{"n":7}"#)));
    let types: Vec<&str> = all[0]["events"]
        .as_array()
        .expect("events")
        .iter()
        .filter_map(|event| event["type"].as_str())
        .collect();
    assert_eq!(types, ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]);
    let again = signalbox(&["recover", "--data", &data, "--json", &file], "");
    assert!(again.err.contains("cannot be written"), "an existing file is kept: {}", again.err);
}
