//! JSON or YAML.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a definition is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Notation {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

impl Notation {
    /// How `text` is written.
    pub(crate) fn of(text: &str) -> Self {
        match syntax::Language::of(text) {
            syntax::Language::Json => Self::Json,
            syntax::Language::Yaml => Self::Yaml,
        }
    }
}
