//! `UntagResource`; keys that are not there are removed already.

use serde_json::{Value, json};

use super::list_tags_for_resource::check_resource;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("resourceArn", ARN);
    members.require("tagKeys");
    let keys = members.texts("tagKeys", &(1..=128)).unwrap_or_default();
    members.check()?;
    check_resource(gateway, &arn)?;
    gateway
        .change(move |tables| {
            for key in &keys {
                tables.tags().remove(&arn, key)?;
            }
            Ok(())
        })
        .await?;
    Ok(json!({}))
}
