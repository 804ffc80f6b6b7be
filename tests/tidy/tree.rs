//! The files of the project, or a made-up tree in which a violation is planted.

use std::fs;
use std::path::Path;

/// One file. Paths are relative to the root and use `/`.
#[derive(Clone, Debug)]
pub struct File {
    pub path: String,
    pub text: String,
}

/// Some files and the names at the top level.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    pub files: Vec<File>,
    pub top: Vec<String>,
}

/// What builds and tools leave behind; everything in `.gitignore` is here.
const IGNORED: &[&str] = &["target", "node_modules", ".git", "dist", "artefacts", "gen", "__pycache__"];
const ENDINGS: &[&str] = &[
    "rs", "ts", "tsx", "js", "mjs", "py", "json", "toml", "md", "css", "html", "svg", "lock", "sql", "run",
    "yml", "yaml",
];

impl Tree {
    /// The project itself.
    pub fn of_project() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the project");
        let mut tree = Self::default();
        tree.read(root, "");
        assert!(tree.files.len() > 50, "a whole project was found, not {} files", tree.files.len());
        tree
    }

    /// A tree made of `(path, text)`.
    pub fn planted(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File { path: (*path).to_owned(), text: (*text).to_owned() };
        let mut top: Vec<String> =
            files.iter().filter_map(|(path, _)| path.split('/').next()).map(str::to_owned).collect();
        top.dedup();
        Self { files: files.iter().map(file).collect(), top }
    }

    fn read(&mut self, folder: &Path, prefix: &str) {
        let mut entries: Vec<_> = fs::read_dir(folder).expect("a readable folder").flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            if IGNORED.contains(&name.as_str()) || name.contains(".sqlite") {
                continue;
            }
            if prefix.is_empty() {
                self.top.push(name.clone());
            }
            let path = format!("{prefix}{name}");
            if entry.path().is_dir() {
                self.read(&entry.path(), &format!("{path}/"));
            } else if prefix == ".ci/" || ENDINGS.contains(&name.rsplit('.').next().unwrap_or("")) {
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                self.files.push(File { path, text });
            }
        }
    }

    /// Files whose path starts and ends so.
    pub fn under<'a>(&'a self, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(start) && file.path.ends_with(end))
    }

    pub fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }
}

/// Fails with all complaints at once.
pub fn expect_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

/// The planted violation must be the only complaint and must be named.
pub fn expect_caught(complaints: &[String], words: &str) {
    assert_eq!(complaints.len(), 1, "exactly the planted violation: {complaints:?}");
    assert!(
        complaints.iter().any(|complaint| complaint.contains(words)),
        "{words:?} is named in {complaints:?}"
    );
}
