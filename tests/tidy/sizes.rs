//! Limits on the length of files and functions.

use crate::absences::is_test;
use crate::rust_source::{code_only, functions, without_tests};
use crate::tree::{File, Tree};

const RUST_FILE_MAX: usize = 500;
const RUST_TEST_FILE_MAX: usize = 900;
const RUST_FUNCTION_MAX: usize = 70;
const TYPESCRIPT_FILE_MAX: usize = 400;
const SHELL_MAX: usize = 1000;

fn check(tree: &Tree) -> Vec<String> {
    let mut complaints: Vec<String> = tree.under("", ".rs").flat_map(rust).collect();
    let shell: usize = tree.under("src-tauri/src/", ".rs").map(|file| lines_without_tests(&file.text)).sum();
    if shell > SHELL_MAX {
        complaints.push(format!("src-tauri/src: {shell} lines, more than {SHELL_MAX}: the shell is thin"));
    }
    let typescript = tree.under("", ".ts").chain(tree.under("", ".tsx"));
    complaints.extend(
        typescript.filter(|file| !file.path.ends_with("api/generated.ts")).filter_map(typescript_file),
    );
    complaints
}

fn rust(file: &File) -> Vec<String> {
    let lines = lines_without_tests(&file.text);
    let most = if is_test(&file.path) { RUST_TEST_FILE_MAX } else { RUST_FILE_MAX };
    let too_long = (lines > most).then(|| format!("{}: {lines} lines, more than {most}", file.path));
    let code = without_tests(&code_only(&file.text));
    let long =
        functions(&code).into_iter().filter(|function| function.lines > RUST_FUNCTION_MAX).map(|function| {
            format!(
                "{}:{}: `{}` has {} lines, more than {RUST_FUNCTION_MAX}",
                file.path, function.line, function.name, function.lines
            )
        });
    too_long.into_iter().chain(long).collect()
}

/// Tests come last in our files, so that the code ends where the first test module starts.
fn lines_without_tests(text: &str) -> usize {
    let code = code_only(text);
    let end = code.find("#[cfg(test)]\nmod tests {").unwrap_or(code.len());
    code.get(..end).map_or(0, |code| code.lines().count())
}

/// Functions of the interface are measured by its linter (`max-lines-per-function`).
fn typescript_file(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    let test = file.path.contains(".test.") || file.path.contains(".spec.");
    (lines > TYPESCRIPT_FILE_MAX && !test)
        .then(|| format!("{}: {lines} lines, more than {TYPESCRIPT_FILE_MAX}", file.path))
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tree::{Tree, expect_caught, expect_none};

    fn planted(path: &str, text: &str) -> Vec<String> {
        check(&Tree::planted(&[(path, text)]))
    }

    #[test]
    fn files_and_functions_are_short() {
        expect_none(&check(&Tree::of_project()));
    }

    #[test]
    fn a_long_file_is_caught_unless_it_is_long_by_its_tests() {
        let code = "use a;\n".repeat(501);
        expect_caught(&planted("src-tauri/crates/a/src/a.rs", &code), "501 lines");
        let tests = format!("use a;\n#[cfg(test)]\nmod tests {{\n{code}}}\n");
        expect_none(&planted("src-tauri/crates/a/src/a.rs", &tests));
        expect_caught(&planted("ui/src/a.ts", &code), "more than 400");
    }

    #[test]
    fn a_long_function_is_caught() {
        let body = "    a();\n".repeat(69);
        expect_caught(
            &planted("src-tauri/crates/a/src/a.rs", &format!("fn long() {{\n{body}}}\n")),
            "`long` has 71 lines",
        );
        expect_none(&planted(
            "src-tauri/crates/a/src/a.rs",
            &format!("fn long() {{\n{}}}\n", "    a();\n".repeat(68)),
        ));
    }

    #[test]
    fn a_thick_shell_is_caught() {
        let files: Vec<(String, String)> =
            (0..3).map(|number| (format!("src-tauri/src/{number}.rs"), "use a;\n".repeat(400))).collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        expect_caught(&check(&Tree::planted(&files)), "the shell is thin");
    }
}
