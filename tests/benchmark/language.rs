//! What an editor asks about a large definition, beside a plain parse of the same text.
//!
//! Asked as the window asks: by the name of the operation, with JSON going in and JSON coming out.
#![allow(clippy::expect_used, reason = "a benchmark that cannot run has nothing to report")]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use host::api::{Caller, Door};
use host::{Host, Options};
use serde_json::{Value, json};
use support::folder::Folder;
use support::large::{Language, definition};

use crate::table::Table;
use crate::times::within;

const ROUNDS: usize = 60;

/// Opening a definition, and keys pressed in it. Figures are those below which 95 % lie.
pub async fn measure(table: &mut Table) {
    let folder = Folder::new("language");
    let host = Host::open(Options::new(folder.path().join("data"), "the benchmark")).await.expect("a host");
    for (states, language, goal) in [
        (2_700, Language::JsonPath, "≤ 150 ms, 20"),
        (2_700, Language::Jsonata, "≤ 150 ms, 20"),
        (10_000, Language::JsonPath, "≤ 750 ms, 20"),
    ] {
        let text = definition(states, language);
        let (whole, _) = ask(&host, &text, None, None).await;
        table.row(
            &format!("read, check, lay out {}", words(&text, states, language)),
            whole,
            "ms",
            Some(parse(&text)),
            goal,
        );
    }
    for (states, language, goal) in [
        (150, Language::JsonPath, "≤ 16 ms, 10"),
        (150, Language::Jsonata, "≤ 16 ms, 10"),
        (2_700, Language::JsonPath, "≤ 50 ms, 10"),
        (2_700, Language::Jsonata, "≤ 50 ms, 10"),
    ] {
        let text = definition(states, language);
        let (_, seen) = ask(&host, &text, None, None).await;
        let (key, _) = ask(&host, &text, Some(&seen), None).await;
        table.row(
            &format!("a key in {}", words(&text, states, language)),
            key,
            "ms",
            Some(parse(&text)),
            goal,
        );
    }
    measure_team_rules(table, &host, folder.path()).await;
}

/// The same key where a team has ten rules, once these have been asked about every state.
async fn measure_team_rules(table: &mut Table, host: &Host, folder: &Path) {
    let rule = |number: usize| {
        json!({ "Name": format!("rule {number}"), "When": "{% Type = 'Task' and $not($exists(TimeoutSeconds)) %}",
            "Message": "Give {% $name %} a timeout." })
    };
    let rules = json!({ "Rules": (0..10).map(rule).collect::<Vec<_>>() });
    std::fs::write(folder.join("signalbox-rules.json"), rules.to_string()).expect("written");
    let file = folder.join("workflow.asl.json");
    let (states, language) = (2_700, Language::JsonPath);
    let text = definition(states, language);
    let mut seen = ask(host, &text, None, Some(&file)).await.1;
    while seen["rules_left"] != 0 {
        seen = ask(host, &text, None, Some(&file)).await.1;
    }
    let (key, _) = ask(host, &text, Some(&seen), Some(&file)).await;
    let what = format!("a key in {}, ten rules of a team", words(&text, states, language));
    table.row(&what, key, "ms", Some(parse(&text)), "≤ 50 ms, 10");
}

fn words(text: &str, states: usize, language: Language) -> String {
    let size = match text.len() / 1000 {
        size if size < 1000 => format!("{size} kB"),
        size => format!("{:.1} MB", size as f64 / 1000.0),
    };
    format!("{size}, {states} states, {language:?}")
}

/// How long the host takes for the view of a text, and the view; of what was `seen` only what is new is asked for.
async fn ask(host: &Host, text: &str, seen: Option<&Value>, file: Option<&Path>) -> (f64, Value) {
    let mut request = match seen {
        None => json!({ "text": text }),
        Some(seen) => json!({ "text": text, "shown": seen["picture"], "listed": seen["states"] }),
    };
    if let Some(file) = file {
        request["path"] = json!(file);
    }
    let request = request.to_string();
    let mut caller = Caller { door: Door::Desktop, session: None };
    let (mut times, mut last) = (Vec::new(), String::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        last = host.call("view_workflow", &request, &mut caller).await.expect("a view");
        times.push(start.elapsed());
    }
    let view: Value = serde_json::from_str(&last).expect("JSON");
    for part in ["scene", "outline"] {
        assert_eq!(view[part].is_null(), seen.is_some(), "what is there already is not sent: {part}");
    }
    (within(&times, 0.95), view)
}

fn parse(text: &str) -> f64 {
    let once = || {
        let start = Instant::now();
        black_box(serde_json::from_str::<Value>(text).is_ok());
        start.elapsed()
    };
    let times: Vec<_> = (0..ROUNDS).map(|_| once()).collect();
    within(&times, 0.95)
}
