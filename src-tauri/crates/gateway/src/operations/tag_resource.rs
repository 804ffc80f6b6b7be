//! `TagResource`: adds tags, or gives them new values.

use serde_json::{Value, json};

use super::list_tags_for_resource::check_resource;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;
use crate::{quotas, tags};

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("resourceArn", ARN);
    members.require("tags");
    let tags = tags::read(&mut members);
    members.check()?;
    check_resource(gateway, &arn)?;
    tags::check(&tags)?;
    gateway
        .change(move |tables| {
            let mut keys: std::collections::BTreeSet<String> =
                tables.reading().tags().of(&arn)?.into_iter().map(|(key, _)| key).collect();
            keys.extend(tags.iter().map(|(key, _)| key.clone()));
            quotas::check_tags(&arn, keys.len())?;
            for (key, value) in tags {
                tables.tags().put(&arn, &key, &value)?;
            }
            Ok(())
        })
        .await?;
    Ok(json!({}))
}
