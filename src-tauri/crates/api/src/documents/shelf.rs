//! The rules of teams: found from the folder of the workflow upwards, read anew when their file has changed, and kept with
//! what they have said before.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ide::team_rules::{FILE_NAME, Judged, TeamRules, Verdicts, judge};

use super::disk;

/// Folders that are searched, from that of the workflow upwards.
const FOLDERS_MAX: usize = 20;
/// So many files of rules are kept, the latest ones.
const FILES_MAX: usize = 8;
/// Largest file of rules that is read.
pub(super) const BYTES_MAX: usize = 256 * 1024;

/// The files of rules that were asked lately.
#[derive(Debug, Default)]
pub struct Shelf {
    files: Mutex<Vec<Arc<OnShelf>>>,
}

/// A file of rules as it was read.
#[derive(Debug)]
struct OnShelf {
    path: PathBuf,
    /// Tells it from what the file was before, and from other files.
    fingerprint: String,
    rules: TeamRules,
    verdicts: Mutex<Verdicts>,
}

/// What the rules of a team say of a text.
#[derive(Debug, Default)]
pub(crate) struct Team {
    pub judged: Judged,
    /// Of the file of rules; `None` without one.
    pub fingerprint: Option<String>,
}

impl Shelf {
    /// What the rules that are meant for a workflow's file say of its text, after this time at the latest.
    pub(crate) fn judge(&self, workflow: &Path, document: &ide::Document, patience: Duration) -> Team {
        let Some(file) = self.file_for(workflow) else { return Team::default() };
        let begin = Instant::now();
        let is_long = || begin.elapsed() > patience;
        let judged = judge(document, &file.rules, &mut locked(&file.verdicts), &is_long);
        Team { judged, fingerprint: Some(file.fingerprint.clone()) }
    }

    /// What tells whether the rules for a workflow's file are still the same.
    pub(crate) fn fingerprint(&self, workflow: &Path) -> Option<String> {
        self.file_for(workflow).map(|file| file.fingerprint.clone())
    }

    fn file_for(&self, workflow: &Path) -> Option<Arc<OnShelf>> {
        let path = find(workflow)?;
        let text = read(&path);
        let told = text.as_ref().unwrap_or_else(|reason| reason);
        let fingerprint = disk::fingerprint(format!("{}\0{told}", path.display()).as_bytes());
        let mut files = locked(&self.files);
        if let Some(known) = files.iter().find(|file| file.fingerprint == fingerprint) {
            return Some(Arc::clone(known));
        }
        let shown = path.display().to_string();
        let rules = match &text {
            Ok(text) => TeamRules::read(&shown, text),
            Err(reason) => TeamRules::unreadable(&shown, reason),
        };
        files.retain(|file| file.path != path);
        if files.len() >= FILES_MAX {
            files.remove(0);
        }
        let file = Arc::new(OnShelf { path, fingerprint, rules, verdicts: Mutex::default() });
        files.push(Arc::clone(&file));
        Some(file)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The text of a file of rules, or why there is none.
fn read(path: &Path) -> Result<String, String> {
    match disk::read(path) {
        Ok(content) if content.text.len() > BYTES_MAX => {
            Err(format!("`{}` is larger than {} kB", path.display(), BYTES_MAX / 1024))
        }
        Ok(content) => Ok(content.text),
        Err(error) => Err(error.message),
    }
}

/// The file of rules for a workflow: the nearest one, not beyond the root of a git repository.
pub(super) fn find(workflow: &Path) -> Option<PathBuf> {
    for folder in workflow.ancestors().skip(1).take(FOLDERS_MAX) {
        let path = folder.join(FILE_NAME);
        if path.is_file() {
            return Some(path);
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{FILES_MAX, Shelf, find};
    use crate::fixture::Folder;

    const RULES: &str = r#"{"Rules": [{"Name": "all", "When": "{% true %}", "Message": "m"}]}"#;

    #[test]
    fn the_nearest_file_counts_up_to_the_root_of_a_repository() {
        let folder = Folder::new();
        let workflow = folder.path().join("repo/a/b/flow.asl.json");
        let found =
            || find(&workflow).map(|path| path.strip_prefix(folder.path()).expect("inside").to_owned());
        folder.write("signalbox-rules.json", RULES);
        assert_eq!(found().expect("above").to_str(), Some("signalbox-rules.json"));
        folder.write("repo/.git/HEAD", "");
        assert_eq!(found(), None, "another project's");
        folder.write("repo/signalbox-rules.json", RULES);
        assert_eq!(found().expect("of the repository").to_str(), Some("repo/signalbox-rules.json"));
        folder.write("repo/a/signalbox-rules.json", RULES);
        assert_eq!(found().expect("nearer").to_str(), Some("repo/a/signalbox-rules.json"));
        std::fs::create_dir_all(folder.path().join("repo/a/b/signalbox-rules.json")).expect("a folder");
        assert_eq!(found().expect("a folder is no file").to_str(), Some("repo/a/signalbox-rules.json"));
    }

    #[test]
    fn a_file_is_read_anew_when_it_has_changed_and_only_then() {
        let folder = Folder::new();
        let shelf = Shelf::default();
        let path = folder.write("signalbox-rules.json", RULES);
        let workflow = folder.path().join("flow.asl.json");
        let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
        let document = ide::Document::read(text);
        let judge = |patience| {
            let judged = shelf.judge(&workflow, &document, Duration::from_millis(patience)).judged;
            (judged.problems.len(), judged.left)
        };
        assert_eq!(judge(10_000), (1, 0));
        assert_eq!(judge(0), (1, 0), "it is known");
        // Neither size nor time need differ.
        std::fs::write(&path, RULES.replace("true", "null")).expect("written");
        assert_eq!(judge(10_000), (1, 0));
        std::fs::write(&path, "{").expect("written");
        assert_eq!(judge(10_000).0, 1, "what is broken says so");
        std::fs::write(&path, [0xff]).expect("written");
        assert_eq!(judge(10_000).0, 1);
        std::fs::remove_file(&path).expect("gone");
        assert_eq!(judge(10_000), (0, 0));
        assert_eq!(shelf.fingerprint(&workflow), None);
        for at in 0..=FILES_MAX {
            folder.write(&format!("{at}/signalbox-rules.json"), RULES);
            assert!(shelf.fingerprint(&folder.path().join(format!("{at}/a.json"))).is_some());
        }
        assert_eq!(shelf.files.lock().expect("whole").len(), FILES_MAX);
    }
}
