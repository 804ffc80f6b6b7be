//! The data that the `ItemReader` of a tested Map is said to have read, "as found in its original source"
//! (`TestStateConfiguration.mapItemReaderData`).

use asl::{ItemReader, State, StateKind};
use engine::Payload;
use engine::map_run::reader_config;
use resources::objects::readers::{self, Format, ReadError, ReaderConfig};
use serde_json::Value;

use crate::refusal::Refusal;

/// The items. A JSON document stays whole: `ItemsPointer` is the state's own.
pub(crate) fn read(text: &str, state: &State) -> Result<Payload, Refusal> {
    let reader = match &state.kind {
        StateKind::Map(map) => map.item_reader.as_ref(),
        _ => None,
    };
    let format = reader.map(format).transpose().map_err(|error| refused(&error))?.flatten();
    match format {
        None | Some(Format::Json { .. }) => document(text),
        Some(format) => rows(text, &format).map_err(|error| refused(&error)),
    }
}

/// How the files are written that the items are in; none for a list of objects or files, which is JSON here.
fn format(reader: &ItemReader) -> Result<Option<Format>, ReadError> {
    let Some(config) = reader.config.as_ref().filter(|config| config.input_type.is_some()) else {
        return Ok(None);
    };
    let config = reader_config(config).to_string();
    let is_listing = reader.resource.as_ref().is_some_and(|field| field.value.ends_with(":listObjectsV2"));
    if is_listing {
        return ReaderConfig::of_listing(&config);
    }
    Ok(match ReaderConfig::of_object(&config)? {
        ReaderConfig::Rows(format) | ReaderConfig::Athena(format) => Some(format),
        ReaderConfig::Inventory => None,
    })
}

/// JSON; of what `ListObjectsV2` answers the objects.
fn document(text: &str) -> Result<Payload, Refusal> {
    let invalid = |_| Refusal::validation("Map item reader data must be valid JSON");
    let document = Payload::parse(text).map_err(invalid)?;
    Ok(match document.value().get("Contents") {
        Some(objects @ Value::Array(_)) => Payload::from_value(objects.clone()),
        _ => document,
    })
}

fn rows(text: &str, format: &Format) -> Result<Payload, ReadError> {
    let mut reader = readers::open_text(text.to_owned(), format)?;
    let mut items = Vec::new();
    while let Some(item) = reader.read()? {
        items.push(serde_json::from_str(&item.value).unwrap_or(Value::Null));
    }
    Ok(Payload::from_value(Value::Array(items)))
}

fn refused(error: &ReadError) -> Refusal {
    Refusal::validation(format!("Map item reader data cannot be read: {error}"))
}
