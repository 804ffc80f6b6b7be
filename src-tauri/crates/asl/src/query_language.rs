//! The two query languages.

/// How a state reads and shapes data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QueryLanguage {
    /// Paths, payload templates and intrinsic functions. The default.
    #[default]
    JsonPath,
    /// `{% … %}` expressions.
    Jsonata,
}

impl QueryLanguage {
    /// The name in a definition.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonPath => "JSONPath",
            Self::Jsonata => "JSONata",
        }
    }

    /// The language AWS uses for a written value: anything but the exact text `JSONPath` counts as JSONata,
    /// besides being reported.
    #[must_use]
    pub fn effective(written: &str) -> Self {
        if written == "JSONPath" { Self::JsonPath } else { Self::Jsonata }
    }
}
