//! Any JSON value at the border.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Any JSON value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "null | boolean | number | string | Json[] | { [key: string]: Json }")]
pub struct Json(pub Value);
