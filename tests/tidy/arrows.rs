//! Which crate may use which: the table in `ARCHITECTURE.md` against every `Cargo.toml`; and that the packages the
//! project is built on are used.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::{File, Tree};

type Arrows = BTreeMap<String, BTreeSet<String>>;

/// What Signalbox was asked to be built with.
const FOUNDATIONS: [&str; 6] = ["tauri", "serde", "serde_json", "petgraph", "tokio", "rusqlite"];

/// Foundations that no crate uses.
fn unused(tree: &Tree) -> Vec<String> {
    let used: BTreeSet<String> =
        tree.under("src-tauri/", "Cargo.toml").flat_map(|file| dependencies(&file.text)).collect();
    let unused = FOUNDATIONS.iter().filter(|name| !used.contains(**name));
    unused.map(|name| format!("no crate uses `{name}`, which the project is built on")).collect()
}

fn check(tree: &Tree) -> Vec<String> {
    let allowed = table(&tree.find("src-tauri/ARCHITECTURE.md").expect("the map").text);
    let manifests: Vec<(String, &File)> =
        tree.under("", "Cargo.toml").filter_map(|file| Some((package_name(&file.text)?, file))).collect();
    let names: BTreeSet<&String> = manifests.iter().map(|(name, _)| name).collect();
    let mut complaints: Vec<String> = allowed
        .keys()
        .filter(|name| !names.contains(name))
        .map(|name| format!("the table names `{name}`, which is no crate"))
        .collect();
    for (name, file) in &manifests {
        let Some(row) = allowed.get(name) else {
            complaints.push(format!("`{name}` has no row in the table of ARCHITECTURE.md"));
            continue;
        };
        let used = dependencies(&file.text);
        let wrong = used.iter().filter(|used| names.contains(used) && !row.contains(*used));
        complaints.extend(
            wrong.map(|used| format!("`{name}` uses `{used}`, which its row does not allow ({})", file.path)),
        );
    }
    complaints
}

/// Rows of the form `` | `crate` | … | … | `one` `two` | ``.
fn table(page: &str) -> Arrows {
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        let [name, _, _, uses] = cells.as_slice() else { return None };
        let name = name.strip_prefix('`')?.strip_suffix('`')?;
        Some((
            name.to_owned(),
            uses.split_whitespace().map(|used| used.trim_matches('`').to_owned()).collect(),
        ))
    };
    page.lines().filter(|line| line.starts_with("| `")).filter_map(row).collect()
}

fn package_name(manifest: &str) -> Option<String> {
    let (_, after) = manifest.split_once("[package]")?;
    let line = after.lines().find(|line| line.starts_with("name"))?;
    Some(line.split('"').nth(1)?.to_owned())
}

/// Ordinary and build dependencies; what only tests use may point anywhere that cargo can resolve.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut inside = false;
    let mut found = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies") && !section.ends_with("dev-dependencies");
            let named = section.split_once("dependencies.").filter(|(before, _)| !before.ends_with("dev-"));
            found.extend(named.map(|(_, name)| name.to_owned()));
        } else if inside && let Some((name, _)) = line.split_once(['.', ' ', '=']) {
            found.insert(name.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{check, unused};
    use crate::tree::{Tree, expect_caught, expect_none};

    const PAGE: &str =
        "| Crate | Layer | Responsibility | May use |\n| `low` | x | y | |\n| `high` | x | y | `low` |\n";
    const LOW: &str = "[package]\nname = \"low\"\n[dependencies]\nserde = \"1\"\n";
    const HIGH: &str = "[package]\nname = \"high\"\n[dependencies]\nlow.workspace = true\n";

    fn planted(low: &str, high: &str) -> Vec<String> {
        check(&Tree::planted(&[
            ("src-tauri/ARCHITECTURE.md", PAGE),
            ("a/Cargo.toml", low),
            ("b/Cargo.toml", high),
        ]))
    }

    #[test]
    fn every_crate_uses_only_what_its_row_allows() {
        expect_none(&check(&Tree::of_project()));
    }

    #[test]
    fn every_package_the_project_is_built_on_is_used() {
        expect_none(&unused(&Tree::of_project()));
        let lacking = unused(&Tree::planted(&[("src-tauri/Cargo.toml", LOW)]));
        assert_eq!(lacking.len(), 5, "only `serde` is used: {lacking:?}");
    }

    #[test]
    fn an_arrow_against_the_table_is_caught() {
        expect_none(&planted(LOW, HIGH));
        expect_caught(
            &planted(&LOW.replace("serde = \"1\"", "high = { path = \"../b\" }"), HIGH),
            "`low` uses `high`",
        );
        expect_caught(
            &planted(&LOW.replace("[dependencies]", "[dependencies.high]"), HIGH),
            "`low` uses `high`",
        );
    }

    #[test]
    fn an_arrow_of_tests_alone_is_allowed() {
        expect_none(&planted(&LOW.replace("[dependencies]", "[dev-dependencies]\nhigh = \"1\""), HIGH));
    }

    #[test]
    fn a_crate_without_a_row_and_a_row_without_a_crate_are_caught() {
        let complaints = planted(LOW, &HIGH.replace("\"high\"", "\"other\""));
        assert_eq!(complaints.len(), 2, "both sides complain: {complaints:?}");
    }
}
