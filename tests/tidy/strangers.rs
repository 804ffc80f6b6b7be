//! Nothing of the machine on which the project was written: no paths of it, no package hosts.

use crate::tree::{File, Tree};

/// Put together from halves, so that this file does not contain them.
const PATHS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/tm", "p/")];
const CRATES_IO: &str = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";

fn check(tree: &Tree) -> Vec<String> {
    tree.files.iter().flat_map(|file| paths(file).into_iter().chain(hosts(file))).collect()
}

fn paths(file: &File) -> Vec<String> {
    let guilty = |line: &str| PATHS.iter().find(|path| stands_alone(line, path));
    let complaint = |(number, line): (usize, &str)| {
        Some(format!("{}:{}: a path of one machine (`{}…`)", file.path, number + 1, guilty(line)?))
    };
    file.text.lines().enumerate().filter_map(complaint).collect()
}

/// `…/src/tmp/` would be a path of the project.
fn stands_alone(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        !line.get(..at).is_some_and(|before| {
            before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '}'))
        })
    })
}

fn hosts(file: &File) -> Vec<String> {
    let wrong = |line: &str| {
        let cargo = file.path.ends_with("Cargo.lock") && line.starts_with("source = ") && line != CRATES_IO;
        let npm = file.path.ends_with("package-lock.json") && line.contains("\"resolved\"");
        cargo || npm
    };
    let complaint = |(number, line): (usize, &str)| {
        wrong(line).then(|| format!("{}:{}: names where a package was fetched from", file.path, number + 1))
    };
    file.text.lines().enumerate().filter_map(complaint).collect()
}

#[cfg(test)]
mod tests {
    use super::{PATHS, check};
    use crate::tree::{Tree, expect_caught, expect_none};

    #[test]
    fn nothing_names_this_machine() {
        expect_none(&check(&Tree::of_project()));
    }

    #[test]
    fn a_path_of_one_machine_is_caught() {
        for path in PATHS {
            let text = format!("let data = \"{path}a\";\n");
            expect_caught(&check(&Tree::planted(&[("ui/src/a.ts", &text)])), "a path of one machine");
        }
        expect_none(&check(&Tree::planted(&[("a.rs", "include!(\"assets/workflows/a\") // /workflows/")])));
    }

    #[test]
    fn a_package_host_is_caught() {
        let npm = "  \"resolved\": \"https://packages.example/a.tgz\"";
        expect_caught(&check(&Tree::planted(&[("ui/package-lock.json", npm)])), "package-lock.json:1");
        let cargo = "source = \"registry+https://packages.example/index\"";
        expect_caught(&check(&Tree::planted(&[("Cargo.lock", cargo)])), "Cargo.lock:1");
    }
}
