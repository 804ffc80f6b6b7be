//! Where a workflow file is and what belongs to it: its handlers and its input.

use std::path::{Path, PathBuf};

use crate::Error;
use crate::workflows::Notation;

/// Endings of files that may hold a workflow.
const ENDINGS: [&str; 4] = ["json", "asl", "yaml", "yml"];

/// An absolute path with the name of a workflow file. Nothing else is read or written for the UI, whatever it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place(PathBuf);

impl Place {
    /// Checks a path that came through a door.
    pub(crate) fn parse(path: &str) -> Result<Self, Error> {
        if path.contains('\0') {
            return Err(Error::invalid("a path has no NUL character"));
        }
        let path = PathBuf::from(path);
        if !path.is_absolute() {
            return Err(Error::invalid(format!("`{}` is not an absolute path", path.display())));
        }
        if !is_workflow_name(&path) {
            return Err(Error::invalid(format!("`{}` is not named like a workflow", path.display()))
                .with_hint("the name ends in `.asl.json`, `.json`, `.asl`, `.yaml` or `.yml`"));
        }
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn shown(&self) -> String {
        self.0.display().to_string()
    }

    /// The name without its endings: `order` for `order.asl.json`.
    pub(crate) fn name(&self) -> String {
        stem(&self.0)
    }

    /// How a file of this name is written.
    pub(crate) fn notation(&self) -> Notation {
        let ending = self.0.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        if matches!(ending.as_deref(), Some("yaml" | "yml")) { Notation::Yaml } else { Notation::Json }
    }

    /// `functions` beside the file if there is one, else the folder the file lies in.
    pub(crate) fn handlers_folder(&self) -> Option<String> {
        let folder = self.0.parent()?;
        let functions = folder.join("functions");
        let chosen = if functions.is_dir() { functions } else { folder.to_path_buf() };
        Some(chosen.display().to_string())
    }

    /// `<name>.input.json` beside the file.
    pub(crate) fn input_file(&self) -> PathBuf {
        self.0.with_file_name(format!("{}.input.json", self.name()))
    }
}

/// Whether a file of this name may hold a workflow.
pub(crate) fn is_workflow_name(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut stem: &str = &name;
    for ending in [".json", ".yaml", ".yml", ".asl"] {
        stem = stem.strip_suffix(ending).filter(|rest| !rest.is_empty()).unwrap_or(stem);
    }
    stem.to_owned()
}

#[cfg(test)]
mod tests {
    use super::Place;

    fn check(path: &str, expected: Option<&str>) {
        assert_eq!(Place::parse(path).ok().map(|place| place.name()), expected.map(str::to_owned), "{path}");
    }

    #[cfg(unix)]
    #[test]
    fn only_files_named_like_workflows_are_touched() {
        check("/a/order.asl.json", Some("order"));
        check("/a/order.JSON", Some("order.JSON"));
        check("/a/order.v2.yaml", Some("order.v2"));
        check("/a/.asl", None);
        check("/a/id_rsa", None);
        check("/a/.ssh/config", None);
        check("order.json", None);
        check("../order.json", None);
        check("/a/x\0.json", None);
    }
}
