//! What is not there, on purpose: words that may only occur in certain places.

use crate::rust_source::{code_only, is_word, without_tests};
use crate::tree::Tree;

/// Words that must not occur under `within`, except under `except`. Tests may do anything.
struct Absence {
    words: &'static [&'static str],
    within: &'static [&'static str],
    except: &'static [&'static str],
    why: &'static str,
}

const CORE: &[&str] = &[
    "src-tauri/crates/syntax/",
    "src-tauri/crates/expressions/",
    "src-tauri/crates/asl/",
    "src-tauri/crates/ide/",
    "src-tauri/crates/engine/",
];
const RUST: &[&str] = &["src-tauri/"];

const ABSENCES: &[Absence] = &[
    Absence {
        words: &[
            "SystemTime",
            "Instant::now",
            "std::time::Instant",
            "std::env",
            "std::fs",
            "std::net",
            "std::thread",
            "std::process",
            "std::io",
            "tokio",
            "rusqlite",
            "rand",
            "getrandom",
            "async",
            "Zoned::now",
            "Timestamp::now",
            "thread_local!",
            "static mut",
        ],
        within: CORE,
        except: &[],
        why: "the core decides, the shell does",
    },
    Absence {
        words: &["HashMap", "HashSet"],
        within: &["src-tauri/crates/engine/"],
        except: &[],
        why: "the order of a hash map must not reach a decision",
    },
    Absence {
        words: &["SystemTime::now", "Zoned::now", "Timestamp::now", "getrandom::fill", "OsRng"],
        within: RUST,
        except: &["src-tauri/crates/host/", "src-tauri/xtask/"],
        why: "only `host` creates the real clock and the real random source",
    },
    Absence {
        words: &["rusqlite"],
        within: RUST,
        except: &["src-tauri/crates/store/"],
        why: "only `store` knows SQLite",
    },
    Absence {
        words: &["tauri", "tauri_build"],
        within: RUST,
        except: &["src-tauri/src/", "src-tauri/build.rs"],
        why: "only the shell knows Tauri",
    },
    Absence {
        words: &["axum"],
        within: RUST,
        except: &[
            "src-tauri/crates/gateway/",
            "src-tauri/crates/host/",
            "src-tauri/crates/resources/src/functions/",
        ],
        why: "only `host`, `gateway` and the Lambda Runtime API know HTTP",
    },
    Absence {
        words: &["process::Command"],
        within: RUST,
        except: &["src-tauri/crates/resources/", "src-tauri/xtask/"],
        why: "only `resources` starts processes",
    },
    Absence { words: &["unsafe"], within: RUST, except: &[], why: "unsafe code is forbidden" },
];

fn check(tree: &Tree) -> Vec<String> {
    let mut complaints = in_rust(tree);
    complaints.extend(sql_outside_of_store(tree));
    complaints.extend(tauri_in_the_interface(tree));
    complaints
}

fn in_rust(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in tree.under("", ".rs").filter(|file| !is_test(&file.path)) {
        let code = without_tests(&code_only(&file.text));
        let within = |folders: &[&str]| folders.iter().any(|folder| file.path.starts_with(folder));
        for absence in ABSENCES.iter().filter(|absence| within(absence.within) && !within(absence.except)) {
            for (number, line) in code.lines().enumerate() {
                for word in absence.words.iter().filter(|word| has_word(line, word)) {
                    complaints.push(format!("{}:{}: `{word}`: {}", file.path, number + 1, absence.why));
                }
            }
        }
    }
    complaints
}

/// Files that only tests compile.
pub fn is_test(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or(path);
    last == "tests.rs"
        || last == "fixture.rs"
        || path.contains("/tests/")
        || path.contains("/examples/")
        || path.starts_with("tests/")
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).is_some_and(|text| text.ends_with(is_word));
        let after = line.get(at + word.len()..).is_some_and(|text| text.starts_with(is_word));
        !before && !after
    })
}

/// SQL lives in strings, so this one looks at the whole text.
fn sql_outside_of_store(tree: &Tree) -> Vec<String> {
    let statements = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "];
    let guilty = |text: &str| statements.into_iter().find(|statement| text.contains(statement));
    tree.under("src-tauri/", ".rs")
        .filter(|file| !file.path.starts_with("src-tauri/crates/store/"))
        .filter_map(|file| {
            Some(format!("{}: `{}`: only `store` contains SQL", file.path, guilty(&file.text)?.trim()))
        })
        .collect()
}

fn tauri_in_the_interface(tree: &Tree) -> Vec<String> {
    tree.under("ui/src/", "")
        .filter(|file| file.path != "ui/src/platform/tauri.ts" && file.text.contains("@tauri-apps"))
        .map(|file| format!("{}: only `platform/tauri.ts` imports `@tauri-apps`", file.path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::{Tree, expect_caught, expect_none};

    fn planted(path: &str, text: &str) -> Vec<String> {
        check(&Tree::planted(&[(path, text)]))
    }

    #[test]
    fn nothing_is_where_it_must_not_be() {
        expect_none(&check(&Tree::of_project()));
    }

    #[test]
    fn a_clock_in_the_core_is_caught() {
        expect_caught(
            &planted("src-tauri/crates/engine/src/a.rs", "fn now() { let a = Instant::now(); }"),
            "`Instant::now`",
        );
        expect_none(&planted("src-tauri/crates/runtime/src/a.rs", "fn now() { let a = Instant::now(); }"));
        expect_caught(
            &planted("src-tauri/crates/api/src/a.rs", "fn now() { let a = std::time::SystemTime::now(); }"),
            "host",
        );
    }

    #[test]
    fn words_in_comments_tests_and_longer_words_are_free() {
        expect_none(&planted("src-tauri/crates/ide/src/a.rs", "// like tokio\nlet operand = \"tokio\";"));
        expect_none(&planted("src-tauri/crates/ide/src/a.rs", "#[cfg(test)]\nmod tests { use std::fs; }"));
    }

    #[test]
    fn sql_and_tauri_outside_of_their_homes_are_caught() {
        let sql = "fn rows() { let sql = \"SELECT * FROM approvals\"; }";
        expect_caught(&planted("src-tauri/crates/api/src/a.rs", sql), "only `store` contains SQL");
        expect_none(&planted("src-tauri/crates/store/src/a.rs", sql));
        expect_caught(
            &planted("src-tauri/crates/host/src/a.rs", "use tauri::App;"),
            "only the shell knows Tauri",
        );
        expect_caught(
            &planted("ui/src/shell/a.tsx", "import { x } from \"@tauri-apps/api\""),
            "platform/tauri.ts",
        );
    }
}
