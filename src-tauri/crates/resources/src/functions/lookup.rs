//! From a function's name to the file that runs: `<folder>/<function>/…` or `<folder>/<function>.py|.mjs|.js|.cjs`.

use std::path::{Path, PathBuf};

use super::FunctionName;

/// What a handler is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// `def lambda_handler(event, context)` or `def handler(event, context)`.
    Python,
    /// `exports.handler` or `export const handler`.
    Node,
}

/// A handler that exists and lies inside the handlers folder.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HandlerFile {
    /// Where it is, links resolved.
    pub path: PathBuf,
    /// The same relative to the handlers folder, with `/`, as people wrote it.
    pub relative: String,
    /// What runs it.
    pub language: Language,
}

/// Why there is no handler to run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoHandler {
    /// Nothing with one of the expected names is there.
    #[error("no handler for `{function}`: looked for {} in `{folder}`", looked_for(function))]
    Missing {
        /// The function's name.
        function: String,
        /// The handlers folder.
        folder: String,
    },
    /// A link in the folder leads out of it.
    #[error("`{relative}` leads out of the handlers folder `{folder}`")]
    Outside {
        /// The file that was found.
        relative: String,
        /// The handlers folder.
        folder: String,
    },
}

/// File names inside `<folder>/<function>/`, in the order in which they are tried; the first that exists runs.
const INSIDE: [(&str, Language); 8] = [
    ("lambda_function.py", Language::Python),
    ("handler.py", Language::Python),
    ("index.mjs", Language::Node),
    ("index.js", Language::Node),
    ("index.cjs", Language::Node),
    ("handler.mjs", Language::Node),
    ("handler.js", Language::Node),
    ("handler.cjs", Language::Node),
];

/// Endings of `<folder>/<function>.…`, tried after [`INSIDE`].
const ENDINGS: [(&str, Language); 4] =
    [("py", Language::Python), ("mjs", Language::Node), ("js", Language::Node), ("cjs", Language::Node)];

/// Finds the file that runs `function`.
///
/// # Errors
/// [`NoHandler`] if none is there or it lies outside `folder`.
pub fn find(folder: &Path, function: &FunctionName) -> Result<HandlerFile, NoHandler> {
    let shown = folder.display().to_string();
    let missing = || NoHandler::Missing { function: function.to_string(), folder: shown.clone() };
    let root = folder.canonicalize().map_err(|_| missing())?;
    let (relative, language) = candidates(function)
        .into_iter()
        .find(|(relative, _)| is_file_of_that_very_name(&root, relative))
        .ok_or_else(missing)?;
    let path = root.join(&relative).canonicalize().map_err(|_| missing())?;
    if !path.starts_with(&root) {
        return Err(NoHandler::Outside { relative, folder: shown });
    }
    Ok(HandlerFile { path, relative, language })
}

fn candidates(function: &FunctionName) -> Vec<(String, Language)> {
    let inside = INSIDE.iter().map(|(file, language)| (format!("{function}/{file}"), *language));
    let beside = ENDINGS.iter().map(|(ending, language)| (format!("{function}.{ending}"), *language));
    inside.chain(beside).collect()
}

/// `is_file` alone would take `Charge.py` for `charge.py` on file systems that ignore case.
fn is_file_of_that_very_name(root: &Path, relative: &str) -> bool {
    if !root.join(relative).is_file() {
        return false;
    }
    let mut folder = root.to_path_buf();
    relative.split('/').all(|part| {
        let found = std::fs::read_dir(&folder)
            .is_ok_and(|entries| entries.flatten().any(|entry| entry.file_name().to_str() == Some(part)));
        folder.push(part);
        found
    })
}

fn looked_for(function: &str) -> String {
    format!(
        "`{function}/lambda_function.py`, `{function}/index.mjs`, `{function}.py`, `{function}.mjs` and the like"
    )
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{FunctionName, Language, NoHandler, find};
    use crate::fixture::Folder;

    fn name(text: &str) -> FunctionName {
        FunctionName::parse(text).expect("a function name")
    }

    fn check(files: &[&str], function: &str, expected: Option<(&str, Language)>) {
        let folder = Folder::new();
        for file in files {
            folder.write(file, "");
        }
        let found = find(folder.path(), &name(function)).ok();
        let found = found.as_ref().map(|handler| (handler.relative.as_str(), handler.language));
        assert_eq!(found, expected, "{files:?}");
    }

    #[test]
    fn a_folder_of_its_own_comes_before_a_file_beside() {
        check(&["a/lambda_function.py", "a.mjs"], "a", Some(("a/lambda_function.py", Language::Python)));
        check(&["a/index.mjs"], "a", Some(("a/index.mjs", Language::Node)));
        check(&["a.cjs"], "a", Some(("a.cjs", Language::Node)));
        check(&["A.py", "b.py"], "a", None);
    }

    #[test]
    fn the_message_says_what_was_looked_for() {
        let folder = Folder::new();
        let missing = find(folder.path(), &name("charge")).expect_err("nothing is there");
        assert!(missing.to_string().contains("`charge/lambda_function.py`"), "{missing}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let outside = Folder::new();
        outside.write("evil.py", "");
        let folder = Folder::new();
        std::os::unix::fs::symlink(outside.path().join("evil.py"), folder.path().join("a.py")).expect("link");
        assert!(matches!(find(folder.path(), &name("a")), Err(NoHandler::Outside { .. })));
        fs::remove_file(folder.path().join("a.py")).expect("remove");
    }
}
