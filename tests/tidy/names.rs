//! Names: the top level, and words that say nothing.

use crate::tree::Tree;

const TOP: &[&str] = &["Cargo.lock", "Cargo.toml", "README.md", "assets", "src-tauri", "tests", "ui"];
const EMPTY_WORDS: &[&str] = &[
    "manager",
    "service",
    "services",
    "helper",
    "helpers",
    "util",
    "utils",
    "common",
    "misc",
    "types",
    "handler",
    "handlers",
    "processor",
    "data",
    "info",
];

fn check(tree: &Tree) -> Vec<String> {
    let top = tree.top.iter().filter(|name| !name.starts_with('.') && !TOP.contains(&name.as_str()));
    let mut complaints: Vec<String> =
        top.map(|name| format!("`{name}` does not belong at the top level")).collect();
    let ours = |path: &str| {
        path.starts_with("src-tauri/") || path.starts_with("ui/src/") || path.starts_with("tests/")
    };
    for file in tree.files.iter().filter(|file| ours(&file.path)) {
        let Some(stem) = file.path.rsplit('/').next().and_then(|name| name.split('.').next()) else {
            continue;
        };
        if stem.split(['-', '_']).next_back().is_some_and(|word| EMPTY_WORDS.contains(&word))
            && is_source(&file.path)
        {
            complaints.push(format!("{}: `{stem}` says nothing about what is inside", file.path));
        }
        if file.path.starts_with("ui/src/") && stem.contains(|c: char| c.is_ascii_uppercase() || c == '_') {
            complaints.push(format!("{}: files of the interface are in kebab case", file.path));
        }
    }
    complaints
}

fn is_source(path: &str) -> bool {
    [".rs", ".ts", ".tsx"].iter().any(|ending| path.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::{Tree, expect_caught, expect_none};

    #[test]
    fn names_say_what_is_inside() {
        expect_none(&check(&Tree::of_project()));
    }

    #[test]
    fn a_stranger_at_the_top_is_caught() {
        expect_caught(&check(&Tree::planted(&[("PLAN.md", "")])), "`PLAN.md`");
        expect_none(&check(&Tree::planted(&[(".gitignore", ""), ("README.md", "")])));
    }

    #[test]
    fn an_empty_word_is_caught() {
        expect_caught(&check(&Tree::planted(&[("src-tauri/crates/a/src/utils.rs", "")])), "`utils`");
        expect_caught(&check(&Tree::planted(&[("ui/src/runs/event-helpers.ts", "")])), "`event-helpers`");
        expect_caught(&check(&Tree::planted(&[("ui/src/runs/EventList.tsx", "")])), "kebab case");
    }
}
