//! Deletes a template.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Caller, Drivers, Error, Operation, Tag};

/// Deletes a template. Nothing happens if there is none.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeleteTemplate {
    /// From `list_templates`.
    pub id: i64,
}

/// It is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DeleteTemplateReply {}

impl Operation for DeleteTemplate {
    type Reply = DeleteTemplateReply;
    const NAME: &'static str = "delete_template";
    const TOUCHES: &'static [Tag] = &[Tag::Templates];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<DeleteTemplateReply, Error> {
        drivers.store.write(move |rows| rows.templates().delete(self.id)).await?;
        Ok(DeleteTemplateReply {})
    }
}
