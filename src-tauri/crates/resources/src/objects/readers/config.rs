//! `ReaderConfig`: what kind of source there is, and how its items are written down.

use serde::Deserialize;

use super::ReadError;
pub use super::csv::CsvConfig;

/// `InputType`, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// `CSV`.
    Csv(CsvConfig),
    /// `JSON`.
    Json {
        /// `ItemsPointer`, a JSON pointer (RFC 6901).
        pointer: Option<String>,
    },
    /// `JSONL`.
    JsonLines,
    /// `PARQUET`.
    Parquet,
}

/// What the items are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReaderConfig {
    /// The items are in the object.
    Rows(Format),
    /// The object is the manifest of an S3 inventory report; it says how its files are written.
    Inventory,
    /// The object lists the files that an Athena query has written.
    Athena(Format),
}

/// As it is written; unknown members are the business of validation.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Written {
    input_type: Option<String>,
    manifest_type: Option<String>,
    transformation: Option<String>,
    #[serde(rename = "CSVDelimiter")]
    csv_delimiter: Option<String>,
    #[serde(rename = "CSVHeaderLocation")]
    csv_header_location: Option<String>,
    #[serde(rename = "CSVHeaders")]
    csv_headers: Option<Vec<String>>,
    items_pointer: Option<String>,
}

impl ReaderConfig {
    /// Of `s3:getObject`.
    ///
    /// # Errors
    /// [`ReadError`] if it says too little, or what there is not.
    pub fn of_object(config: &str) -> Result<Self, ReadError> {
        let written = Written::parse(config)?;
        let is_manifest = written.input_type.as_deref() == Some("MANIFEST");
        match written.manifest_type.as_deref() {
            Some("ATHENA_DATA") => Ok(Self::Athena(written.format()?)),
            Some("S3_INVENTORY") => Ok(Self::Inventory),
            None if is_manifest => Ok(Self::Inventory),
            None => Ok(Self::Rows(written.format()?)),
            Some(other) => Err(unknown("ManifestType", other)),
        }
    }

    /// Of `s3:listObjectsV2`: the format of the listed objects if they are to be loaded.
    ///
    /// # Errors
    /// As [`ReaderConfig::of_object`].
    pub fn of_listing(config: &str) -> Result<Option<Format>, ReadError> {
        let written = Written::parse(config)?;
        match written.transformation.as_deref() {
            None | Some("NONE") => Ok(None),
            Some("LOAD_AND_FLATTEN") => Ok(Some(written.format()?)),
            Some(other) => Err(unknown("Transformation", other)),
        }
    }
}

impl Written {
    fn parse(config: &str) -> Result<Self, ReadError> {
        serde_json::from_str(config)
            .map_err(|error| ReadError::new(format!("the ReaderConfig cannot be read: {error}")))
    }

    fn format(self) -> Result<Format, ReadError> {
        Ok(match self.input_type.as_deref() {
            Some("CSV") => Format::Csv(self.csv()?),
            Some("JSON") => Format::Json { pointer: self.items_pointer },
            Some("JSONL") => Format::JsonLines,
            Some("PARQUET") => Format::Parquet,
            Some(other) => return Err(unknown("InputType", other)),
            None => return Err(ReadError::new("the ReaderConfig has no InputType")),
        })
    }

    fn csv(self) -> Result<CsvConfig, ReadError> {
        let delimiter = match self.csv_delimiter.as_deref() {
            None | Some("COMMA") => b',',
            Some("PIPE") => b'|',
            Some("SEMICOLON") => b';',
            Some("SPACE") => b' ',
            Some("TAB") => b'\t',
            Some(other) => return Err(unknown("CSVDelimiter", other)),
        };
        let headers = match (self.csv_header_location.as_deref(), self.csv_headers) {
            (Some("FIRST_ROW"), _) => None,
            (Some("GIVEN"), Some(headers)) => Some(headers),
            (Some("GIVEN"), None) => return Err(ReadError::new("the ReaderConfig has no CSVHeaders")),
            (Some(other), _) => return Err(unknown("CSVHeaderLocation", other)),
            (None, _) => return Err(ReadError::new("the ReaderConfig has no CSVHeaderLocation")),
        };
        Ok(CsvConfig { delimiter, headers })
    }
}

fn unknown(field: &str, value: &str) -> ReadError {
    ReadError::new(format!("the field {field} of the ReaderConfig cannot be `{value}`"))
}
