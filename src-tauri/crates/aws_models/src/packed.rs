//! A file of `generate.py`: an index, and a deflated text for each service.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use serde_json::{Map, Value};

/// What is known of every service without inflating it, and the packed texts.
#[derive(Debug)]
pub(crate) struct Packed {
    services: Map<String, Value>,
    texts: &'static [u8],
}

impl Packed {
    /// Reads the index; `None` if the file is not of this form.
    pub(crate) fn read(file: &'static [u8]) -> Option<Self> {
        let (length, rest) = file.split_first_chunk::<4>()?;
        let (packed, texts) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let Value::Object(mut index) = inflated(packed)? else { return None };
        let Value::Object(services) = index.remove("services")? else { return None };
        Some(Self { services, texts })
    }

    /// The services and their entries: offset, length, inflated length, and what else the file says of them.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.services.iter().map(|(name, entry)| (name.as_str(), entry))
    }

    /// The text of a service.
    pub(crate) fn text(&self, name: &str) -> Option<Map<String, Value>> {
        let entry = self.services.get(name)?;
        let number = |place: usize| usize::try_from(entry.get(place)?.as_u64()?).ok();
        let (offset, length) = (number(0)?, number(1)?);
        match inflated(self.texts.get(offset..offset.checked_add(length)?)?)? {
            Value::Object(text) => Some(text),
            _ => None,
        }
    }
}

fn inflated(packed: &[u8]) -> Option<Value> {
    let mut text = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}
