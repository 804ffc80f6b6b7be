//! `DeleteActivity`; one that is not there is deleted already.

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::door::Gateway;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("activityArn", ARN);
    members.check()?;
    Arn::of_kind(&arn, "activity")?;
    gateway
        .change(move |tables| {
            tables.activities().remove(&arn)?;
            tables.tags().remove_all(&arn)?;
            Ok(())
        })
        .await?;
    Ok(json!({}))
}
