//! No file is forgotten: each is named by its parent, and each variant stands in the list of its kind.

use crate::rust_source::{code_only, is_word};
use crate::tree::{File, Tree};

/// A kind of thing of which there are many, one per file.
struct Kind {
    folder: &'static str,
    list: &'static str,
    /// What a file contains that holds one of them; others in the folder are shared parts.
    mark: &'static str,
}

const KINDS: &[Kind] = &[
    Kind { folder: "crates/engine/src/states/", list: "crates/engine/src/states/mod.rs", mark: "fn begin(" },
    Kind { folder: "crates/ide/src/rules/", list: "crates/ide/src/rules.rs", mark: "pub(super) fn check(" },
    Kind { folder: "crates/ide/src/edits/", list: "crates/ide/src/edits.rs", mark: "pub(super) fn run(" },
    Kind { folder: "crates/store/src/tables/", list: "crates/store/src/tables.rs", mark: "const MIGRATIONS" },
    Kind {
        folder: "crates/gateway/src/operations/",
        list: "crates/gateway/src/operations.rs",
        mark: "pub(super) async fn answer(",
    },
    Kind {
        folder: "crates/expressions/src/intrinsics/",
        list: "crates/expressions/src/intrinsics/mod.rs",
        mark: "const FUNCTION",
    },
];

fn check(tree: &Tree) -> Vec<String> {
    let mut complaints = forgotten_modules(tree);
    complaints.extend(unlisted_variants(tree));
    complaints.extend(unlisted_operations(tree));
    complaints.extend(incomplete_samples(tree));
    complaints
}

/// A Rust file that no `mod` names is not compiled, and nothing else would say so.
fn forgotten_modules(tree: &Tree) -> Vec<String> {
    let modules = tree
        .under("", ".rs")
        .filter(|file| file.path.contains("/src/") || file.path.starts_with("tests/tidy/"));
    modules
        .filter_map(|file| {
            let (folder, stem) = module(&file.path)?;
            let parents = [
                format!("{folder}.rs"),
                format!("{folder}/mod.rs"),
                format!("{folder}/lib.rs"),
                format!("{folder}/main.rs"),
            ];
            let named =
                parents.iter().filter_map(|path| tree.find(path)).any(|parent| declares(parent, stem));
            (!named).then(|| format!("{}: no `mod {stem};` names it", file.path))
        })
        .collect()
}

/// Folder and name of the module in a file; none for roots.
fn module(path: &str) -> Option<(&str, &str)> {
    let path = path.strip_suffix("/mod.rs").or_else(|| path.strip_suffix(".rs"))?;
    let (folder, stem) = path.rsplit_once('/')?;
    let root = matches!(stem, "lib" | "main" | "build") || folder.ends_with("/bin");
    (!root).then_some((folder, stem))
}

fn declares(parent: &File, stem: &str) -> bool {
    let code = code_only(&parent.text);
    let wanted = format!("mod {stem};");
    code.lines().any(|line| line.trim().ends_with(&wanted))
}

fn unlisted_variants(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for kind in KINDS {
        let (folder, list) = (format!("src-tauri/{}", kind.folder), format!("src-tauri/{}", kind.list));
        let code = tree.find(&list).map(|file| code_only(&file.text)).unwrap_or_default();
        for file in tree.under(&folder, ".rs").filter(|file| file.text.contains(kind.mark)) {
            let Some((parent, stem)) = module(&file.path) else { continue };
            if format!("{parent}/") == folder && !used_beyond_its_declaration(&code, stem) {
                complaints.push(format!("{}: `{stem}` is not in the list of {list}", file.path));
            }
        }
    }
    complaints
}

fn used_beyond_its_declaration(code: &str, stem: &str) -> bool {
    let path = format!("{stem}::");
    code.lines().any(|line| {
        line.match_indices(&path)
            .any(|(at, _)| !line.get(..at).is_some_and(|before| before.ends_with(is_word)))
    })
}

/// Each operation of the contract with the interface has one file of its name.
fn unlisted_operations(tree: &Tree) -> Vec<String> {
    let Some(contract) = tree.find("ui/src/api/generated.ts") else { return Vec::new() };
    let Some((_, operations)) = contract.text.split_once("export interface Operations {") else {
        return Vec::new();
    };
    let names = operations.lines().take_while(|line| *line != "}").filter_map(|line| {
        let (name, _) = line.strip_prefix("  ")?.split_once(": [")?;
        name.chars().all(is_word).then_some(name)
    });
    names
        .filter(|name| {
            let end = format!("/{name}.rs");
            tree.under("src-tauri/crates/api/src/", &end).next().is_none()
        })
        .map(|name| format!("operation `{name}` has no file of its name in `api`"))
        .collect()
}

/// A ready workflow has its text, its input, its words for the start screen, and a handler for each function.
fn incomplete_samples(tree: &Tree) -> Vec<String> {
    let mut complaints = Vec::new();
    for workflow in tree.under("assets/workflows/", "/workflow.asl.json") {
        let folder = workflow.path.trim_end_matches("workflow.asl.json");
        for name in
            ["input.json", "about.json"].iter().filter(|name| tree.find(&format!("{folder}{name}")).is_none())
        {
            complaints.push(format!("{folder}{name} is missing"));
        }
        for function in workflow.text.split(":function:").skip(1).filter_map(|text| text.split('"').next()) {
            if tree.under(&format!("{folder}functions/{function}/"), "").next().is_none() {
                complaints.push(format!("{}: no handler for `{function}`", workflow.path));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::{Tree, expect_caught, expect_none};

    #[test]
    fn nothing_is_forgotten() {
        expect_none(&check(&Tree::of_project()));
    }

    #[test]
    fn a_file_that_nobody_compiles_is_caught() {
        let files =
            [("a/src/lib.rs", "mod used;\n// mod dead;"), ("a/src/used.rs", ""), ("a/src/dead.rs", "")];
        expect_caught(&check(&Tree::planted(&files)), "a/src/dead.rs");
    }

    #[test]
    fn a_rule_that_is_not_in_the_list_is_caught() {
        let list = |text| ("src-tauri/crates/ide/src/rules.rs", text);
        let rule = ("src-tauri/crates/ide/src/rules/choice_has_branches.rs", "pub(super) fn check() {}");
        let root = ("src-tauri/crates/ide/src/lib.rs", "mod rules;");
        let planted = |text| check(&Tree::planted(&[root, list(text), rule]));
        expect_none(&planted(
            "mod choice_has_branches;\nconst ALL: &[Rule] = &[choice_has_branches::check];",
        ));
        expect_caught(&planted("mod choice_has_branches;\n"), "is not in the list");
    }

    #[test]
    fn each_kind_is_recognised_by_its_mark() {
        let tree = Tree::of_project();
        for kind in super::KINDS {
            let folder = format!("src-tauri/{}", kind.folder);
            let found = tree.under(&folder, ".rs").filter(|file| file.text.contains(kind.mark)).count();
            assert!(found >= 5, "{found} files in {folder} contain {:?}", kind.mark);
        }
    }

    #[test]
    fn an_operation_without_a_file_is_caught() {
        let contract = "export interface Operations {\n  sign_out: [{}, Session];\n}\n";
        expect_caught(&check(&Tree::planted(&[("ui/src/api/generated.ts", contract)])), "`sign_out`");
    }

    #[test]
    fn a_sample_without_a_handler_is_caught() {
        let text = "\"Resource\": \"arn:aws:lambda:eu-west-1:111111111111:function:charge\"";
        let files = [
            ("assets/workflows/a/workflow.asl.json", text),
            ("assets/workflows/a/input.json", "{}"),
            ("assets/workflows/a/about.json", "{}"),
        ];
        expect_caught(&check(&Tree::planted(&files)), "no handler for `charge`");
    }
}
