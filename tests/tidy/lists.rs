//! No file is forgotten: each is named by its parent, and each variant stands in the list of its kind.

use crate::rust_source::{code_only, is_word};
use crate::tree::{File, Tree};

/// A folder with one file per variant, and the file that lists them.
const LISTS: &[(&str, &str)] = &[
    ("src-tauri/crates/asl/src/states/", "src-tauri/crates/asl/src/states/mod.rs"),
    ("src-tauri/crates/engine/src/states/", "src-tauri/crates/engine/src/states/mod.rs"),
    ("src-tauri/crates/ide/src/rules/", "src-tauri/crates/ide/src/rules/mod.rs"),
    ("src-tauri/crates/ide/src/edits/", "src-tauri/crates/ide/src/edits/mod.rs"),
    ("src-tauri/crates/store/src/tables/", "src-tauri/crates/store/src/tables/mod.rs"),
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
    for (folder, list) in LISTS {
        let Some(code) = tree.find(list).map(|file| code_only(&file.text)) else { continue };
        for file in tree.under(folder, ".rs").filter(|file| file.path != *list) {
            let Some((parent, stem)) = module(&file.path) else { continue };
            // Deeper files belong to their variant; `tests` and `fixture` are no variants.
            let variant = format!("{parent}/") == *folder && !matches!(stem, "tests" | "fixture");
            if variant && !used_beyond_its_declaration(&code, stem) {
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
        let list = |text| ("src-tauri/crates/ide/src/rules/mod.rs", text);
        let rule = ("src-tauri/crates/ide/src/rules/choice_has_branches.rs", "");
        let root = ("src-tauri/crates/ide/src/lib.rs", "mod rules;");
        let planted = |text| check(&Tree::planted(&[root, list(text), rule]));
        expect_none(&planted("mod choice_has_branches;\nconst ALL: &[Rule] = &[choice_has_branches::RULE];"));
        expect_caught(&planted("mod choice_has_branches;\n"), "is not in the list");
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
