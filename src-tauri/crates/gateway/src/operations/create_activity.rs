//! `CreateActivity`: a name under which workers ask for tasks. Creating it again gives the same one.

use runtime::names;
use serde_json::{Value, json};
use store::tables::activities::Activity;

use crate::creation::Settings;
use crate::door::{Gateway, seconds};
use crate::members::{Members, NAME};
use crate::refusal::Refusal;
use crate::{quotas, tags};

pub(super) async fn answer(gateway: &Gateway, mut members: Members) -> Result<Value, Refusal> {
    let name = members.required("name", NAME);
    let tags = tags::read(&mut members);
    let settings = Settings::of_activity(gateway, &mut members);
    members.check()?;
    if !names::is_name(&name) {
        return Err(Refusal::invalid_name(&name));
    }
    quotas::check_tags(&name, tags.len())?;
    tags::check(&tags)?;
    let arn = gateway.arn("activity", &name);
    let encryption = settings.over(None)?;
    let activity = Activity { arn, name, encryption, created_at: gateway.now() };
    let kept = gateway
        .change(move |tables| {
            if let Some(kept) = tables.reading().activities().by_arn(&activity.arn)? {
                return Ok(kept);
            }
            quotas::check_activities(tables.reading().activities().count()?)?;
            tables.activities().keep(&activity)?;
            for (key, value) in tags {
                tables.tags().put(&activity.arn, &key, &value)?;
            }
            Ok(activity)
        })
        .await?;
    Ok(json!({ "activityArn": kept.arn, "creationDate": seconds(kept.created_at) }))
}
