//! Ready groups of states to put on a transition: plain Amazon States Language, in both query languages.

use std::sync::LazyLock;

use asl::QueryLanguage;
use serde::Deserialize;
use serde_json::Value;

/// A group of states that solves a common task.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// What it is called.
    pub title: String,
    /// What it does, in one sentence.
    pub purpose: String,
    /// Other words under which people look for it.
    pub words: Vec<String>,
    #[serde(rename = "JSONPath")]
    json_path: Value,
    #[serde(rename = "JSONata")]
    jsonata: Value,
}

/// In the order in which the palette shows them.
const LIST: [(&str, &str); 11] = [
    ("approval", include_str!("../patterns/approval.json")),
    ("retry", include_str!("../patterns/retry.json")),
    ("saga", include_str!("../patterns/saga.json")),
    ("poll", include_str!("../patterns/poll.json")),
    ("callback", include_str!("../patterns/callback.json")),
    ("fan-out", include_str!("../patterns/fan-out.json")),
    ("parallel", include_str!("../patterns/parallel.json")),
    ("s3-objects", include_str!("../patterns/s3-objects.json")),
    ("csv", include_str!("../patterns/csv.json")),
    ("nested", include_str!("../patterns/nested.json")),
    ("lock", include_str!("../patterns/lock.json")),
];

static READ: LazyLock<Vec<(&str, Pattern)>> = LazyLock::new(|| {
    LIST.iter().filter_map(|(id, text)| Some((*id, serde_json::from_str(text).ok()?))).collect()
});

/// All patterns with their ids.
pub fn patterns() -> impl Iterator<Item = (&'static str, &'static Pattern)> {
    READ.iter().map(|(id, pattern)| (*id, pattern))
}

impl Pattern {
    /// The states as a text for [`crate::Edit::PasteStates`].
    #[must_use]
    pub fn text(&self, language: QueryLanguage) -> String {
        let (machine, declared) = match language {
            QueryLanguage::JsonPath => (&self.json_path, None),
            QueryLanguage::Jsonata => (&self.jsonata, Some("JSONata")),
        };
        let mut machine = machine.clone();
        if let (Some(declared), Some(members)) = (declared, machine.as_object_mut()) {
            members.insert("QueryLanguage".to_owned(), Value::from(declared));
        }
        format!("{machine:#}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::{Document, Edit, EffectKind, edit, problems};

    const LANGUAGES: [QueryLanguage; 2] = [QueryLanguage::JsonPath, QueryLanguage::Jsonata];

    fn machine(language: QueryLanguage) -> String {
        let declared = match language {
            QueryLanguage::JsonPath => "JSONPath",
            QueryLanguage::Jsonata => "JSONata",
        };
        format!(
            r#"{{"QueryLanguage": "{declared}", "StartAt": "A", "States": {{"A": {{"Type": "Pass", "Next": "B"}}, "B": {{"Type": "Pass", "End": true}}}}}}"#
        )
    }

    fn pasted(text: &str, pattern: &Pattern, language: QueryLanguage, on: &str) -> String {
        let paste = Edit::PasteStates { text: pattern.text(language), on: on.to_owned() };
        let edited = edit(&Document::read(text), &paste).unwrap();
        let lost = edited.effects.iter().find(|effect| effect.kind != EffectKind::Relinked);
        assert_eq!(lost, None);
        syntax::apply(text, &edited.edits).unwrap()
    }

    #[test]
    fn every_file_is_on_the_list() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("patterns");
        let files: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(files, patterns().map(|(id, _)| id.to_owned()).collect());
        assert_eq!(patterns().count(), LIST.len(), "each is readable");
    }

    #[test]
    fn every_pattern_is_without_problems_wherever_it_is_put() {
        for (id, pattern) in patterns() {
            for language in LANGUAGES {
                let alone = Document::read(&pattern.text(language));
                assert!(problems(&alone).is_empty(), "{id} {language:?}: {:?}", problems(&alone));
                for on in ["/StartAt", "/States/A/Next", "/States/B/End"] {
                    let text = pasted(&machine(language), pattern, language, on);
                    let found = problems(&Document::read(&text));
                    assert!(found.is_empty(), "{id} {language:?} on {on}: {found:?}\n{text}");
                }
            }
        }
    }

    #[test]
    fn a_pattern_put_twice_gets_names_of_its_own() {
        for (id, pattern) in patterns() {
            for language in LANGUAGES {
                let once = pasted(&machine(language), pattern, language, "/States/A/Next");
                let twice = pasted(&once, pattern, language, "/States/A/Next");
                let (one, two) = (Document::read(&once), Document::read(&twice));
                let count = |document: &Document| document.machine.as_ref().unwrap().states().len();
                assert_eq!(count(&two) - count(&one), count(&one) - 2, "{id}");
                assert!(problems(&two).is_empty(), "{id} {language:?}: {:?}", problems(&two));
            }
        }
    }
}
