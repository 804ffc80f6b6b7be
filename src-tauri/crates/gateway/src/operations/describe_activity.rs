//! `DescribeActivity`.

use serde_json::{Map, Value};

use crate::arn::Arn;
use crate::door::{Gateway, seconds};
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let arn = members.required("activityArn", ARN);
    members.check()?;
    Arn::of_kind(&arn, "activity")?;
    let activity = gateway.read(|tables| tables.activities().by_arn(&arn))?;
    let activity = activity.ok_or_else(|| Refusal::no_activity(&arn))?;
    let settings: Value = serde_json::from_str(&activity.encryption).unwrap_or_default();
    let mut shown = Map::new();
    shown.insert("activityArn".to_owned(), activity.arn.into());
    shown.insert("name".to_owned(), activity.name.into());
    shown.insert("creationDate".to_owned(), seconds(activity.created_at));
    if let Some(encryption) = settings.get("encryptionConfiguration") {
        shown.insert("encryptionConfiguration".to_owned(), encryption.clone());
    }
    Ok(shown.into())
}
