//! `UntagResource`; keys that are not there are removed already.

use serde_json::{Value, json};

use super::list_tags_for_resource::check_resource;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("resourceArn", ARN);
    let keys = members.required_list("tagKeys");
    members.check()?;
    check_resource(gateway, &arn)?;
    gateway
        .change(move |tables| {
            for key in keys.iter().filter_map(Value::as_str) {
                tables.tags().remove(&arn, key)?;
            }
            Ok(())
        })
        .await?;
    Ok(json!({}))
}
