//! JSON that travels through an execution: its text, and its value once somebody asks for it.
//!
//! AWS hands text that no state touches on unchanged, blanks included, so text that came from outside is kept.
//! What a state builds is a value first and is written once, when somebody needs its text. Cloning is cheap;
//! equality compares text.

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// JSON as text, as value, or as both once both have been asked for.
#[derive(Clone)]
pub struct Payload {
    inner: Arc<Inner>,
}

struct Inner {
    // INVARIANT: at least one of the two is set from the start.
    text: OnceLock<Box<str>>,
    value: OnceLock<Value>,
}

/// The text is not JSON, or is nested deeper than 128 levels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// What the parser says, with line and column.
    pub reason: String,
}

impl Payload {
    /// Checks that `text` is JSON and keeps it as it is.
    ///
    /// # Errors
    /// [`NotJson`] if it is not, or is nested too deeply.
    pub fn parse(text: &str) -> Result<Self, NotJson> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| NotJson { reason: error.to_string() })?;
        let payload = Self::trusted(text.into());
        let _ = payload.inner.value.set(value);
        Ok(payload)
    }

    /// The JSON of `value`: compact, key order kept.
    #[must_use]
    pub fn from_value(value: Value) -> Self {
        Self { inner: Arc::new(Inner { text: OnceLock::new(), value: OnceLock::from(value) }) }
    }

    /// The array of `items`, `null` where there is none. Texts are joined as they are, blanks included.
    #[must_use]
    pub fn array(items: &[Option<Self>]) -> Self {
        let bytes: usize = items.iter().flatten().map(|item| item.bytes() + 1).sum();
        let mut text = String::with_capacity(bytes + 2);
        text.push('[');
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push_str(item.as_ref().map_or("null", Self::text));
        }
        text.push(']');
        Self::trusted(text.into())
    }

    /// Text that is known to be JSON: it was checked before it was stored.
    #[must_use]
    pub fn trusted(text: Box<str>) -> Self {
        Self { inner: Arc::new(Inner { text: OnceLock::from(text), value: OnceLock::new() }) }
    }

    /// The JSON text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.inner.text.get_or_init(|| self.value().to_string().into())
    }

    /// The parsed value; `null` if trusted text turns out not to be JSON.
    #[must_use]
    pub fn value(&self) -> &Value {
        self.inner.value.get_or_init(|| {
            let text = self.inner.text.get();
            text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null)
        })
    }

    /// Size in UTF-8 bytes, which is what AWS's 262,144-byte limit counts.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text().len()
    }

    /// Whether both are the same JSON in memory, so that it needs to be encoded only once.
    #[must_use]
    pub fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
    }
}

impl PartialEq for Payload {
    fn eq(&self, other: &Self) -> bool {
        self.is_shared_with(other) || self.text() == other.text()
    }
}

impl Eq for Payload {}

impl std::fmt::Debug for Payload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.text())
    }
}

impl Serialize for Payload {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::trusted(Box::<str>::deserialize(deserializer)?))
    }
}
