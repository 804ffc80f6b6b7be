//! The same definition in JSON and in YAML.

use std::borrow::Cow;

use syntax::Language;

use crate::draft::yaml_document;

/// The definition as AWS takes it. JSON stays as it is, byte for byte; a YAML text that cannot be read does too, so that
/// what is wrong with it is told.
#[must_use]
pub fn as_json(text: &str) -> Cow<'_, str> {
    if Language::of(text) == Language::Json {
        return Cow::Borrowed(text);
    }
    let (tree, problems) = syntax::read(text);
    let is_readable = !problems.iter().any(|problem| problem.severity == syntax::Severity::Error);
    let value = tree.root().filter(|_| is_readable).and_then(|root| root.to_value().ok());
    match value.map(|value| serde_json::to_string_pretty(&value)) {
        Some(Ok(json)) => Cow::Owned(json + "\n"),
        Some(Err(_)) | None => Cow::Borrowed(text),
    }
}

/// The definition for people who prefer YAML. `None` if the text cannot be read.
#[must_use]
pub fn as_yaml(text: &str) -> Option<Cow<'_, str>> {
    if Language::of(text) == Language::Yaml {
        return Some(Cow::Borrowed(text));
    }
    let (tree, problems) = syntax::parse(text);
    let value = tree.root().filter(|_| problems.is_empty())?.to_value().ok()?;
    value.is_object().then(|| Cow::Owned(yaml_document(&value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_means_the_same_in_both() {
        let json = r##"{"Comment": "é 😀", "StartAt": "A: b", "States": {"A: b": {"Type": "Pass",
            "Result": {"yes": "no", "n": [0.0, 1e3, -1, 90.57000000000001], "e": [[], {}, [[1]]],
            "t": "line\nline", "x.$": "$.y", "": null, "q": "'\"", "#": "# no comment"}, "End": true}}}"##;
        let yaml = as_yaml(json).expect("it can be read");
        assert_eq!(Language::of(&yaml), Language::Yaml);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(value(&as_json(&yaml)), value(json), "{yaml}");
        assert_eq!(as_json(json), json);
        assert_eq!(as_json("a: [\n"), "a: [\n", "what is broken stays");
        assert_eq!(as_yaml("{\"a\": "), None);
    }
}
