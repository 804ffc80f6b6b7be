//! Definitions that were broken at random: the editor and the compiler say what is wrong, and where.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use host::api::workflows::view;
use support::clock::Chance;
use support::figures::MALFORMED;

/// Values that stand where others are expected.
const STRANGERS: [&str; 16] = [
    "null",
    "true",
    "-1",
    "1e400",
    "0.1",
    "\"\"",
    "\"$\"",
    "\"$.a[?(@.b)]\"",
    "\"{% $ %}\"",
    "\"{% ( %}\"",
    "[]",
    "{}",
    "[[]]",
    "{\"a.$\":\"$$\"}",
    "\"\\ud83e\"",
    "\"States.Format('{}'\"",
];

fn sound() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/workflows");
    let entries = std::fs::read_dir(folder).expect("the ready workflows");
    let files = entries.map(|entry| entry.expect("an entry").path().join("workflow.asl.json"));
    let texts: Vec<String> = files.filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    assert!(!texts.is_empty(), "there are ready workflows");
    texts
}

/// Breaks a text: whole members and values, as an author might, and single letters, as a disk might.
fn broken(text: &str, other: &str, chance: &Chance) -> String {
    let mut text = text.to_owned();
    for _ in 0..=chance.below(4) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = places[chance.below(places.len())];
        let lines: Vec<&str> = text.lines().collect();
        text = match chance.below(6) {
            0 => text[..at].to_owned(),
            1 => format!("{}{}", &text[..at], &text[at..].chars().skip(1).collect::<String>()),
            2 => {
                let gone = chance.below(lines.len());
                lines
                    .iter()
                    .enumerate()
                    .filter(|(line, _)| *line != gone)
                    .map(|(_, line)| format!("{line}\n"))
                    .collect()
            }
            3 => {
                let (from, to) = (chance.below(lines.len()), chance.below(lines.len()));
                let mut moved = lines.clone();
                moved.insert(to, lines[from]);
                moved.join("\n")
            }
            4 => match (text[at..].find(": "), chance.below(STRANGERS.len())) {
                (Some(colon), stranger) => {
                    let start = at + colon + 2;
                    let end = text[start..].find([',', '\n']).map_or(text.len(), |length| start + length);
                    format!("{}{}{}", &text[..start], STRANGERS[stranger], &text[end..])
                }
                (None, _) => format!("{text}{}", STRANGERS[chance.below(STRANGERS.len())]),
            },
            _ => {
                let lines: Vec<&str> = other.lines().collect();
                format!("{}{}{}", &text[..at], lines[chance.below(lines.len())], &text[at..])
            }
        };
        if text.is_empty() {
            return text;
        }
    }
    text
}

/// Whether a broken text can still run. If it cannot, the editor says why.
fn is_runnable(text: &str) -> bool {
    let shown = serde_json::to_value(view(text, &Default::default(), None, None)).expect("JSON");
    if let (Some(machine), _) = asl::parse(text) {
        drop(engine::Program::compile(&machine));
    }
    let is_runnable = shown["runnable"] == true;
    let problems = shown["problems"].as_array().map_or(0, Vec::len);
    assert!(is_runnable || problems > 0, "it says why not");
    is_runnable
}

#[test]
fn malformed_definitions_are_never_a_panic() {
    let sound = sound();
    let (next, runnable, last) = (AtomicU64::new(0), AtomicU64::new(0), MALFORMED.get() as u64);
    let try_seeds = || {
        while let Some(seed) = Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| *seed < last) {
            let chance = Chance::new(seed);
            let pick = || sound[chance.below(sound.len())].as_str();
            let text = broken(pick(), pick(), &chance);
            match catch_unwind(AssertUnwindSafe(|| is_runnable(&text))) {
                Ok(is_runnable) => drop(runnable.fetch_add(u64::from(is_runnable), Ordering::Relaxed)),
                Err(_) => panic!("seed {seed}: {text}"),
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(try_seeds))));
    println!("{last} broken definitions, {} of them can still run", runnable.into_inner());
}
