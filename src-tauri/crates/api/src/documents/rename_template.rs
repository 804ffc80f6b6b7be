//! Gives a template another name.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::template;
use crate::{Caller, Drivers, Error, Operation, Tag};

/// Gives a template another name. `conflict` if another one of its kind has it.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenameTemplate {
    /// From `list_templates`.
    pub id: i64,
    /// What to call it.
    pub name: String,
}

/// It has the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RenameTemplateReply {}

impl Operation for RenameTemplate {
    type Reply = RenameTemplateReply;
    const NAME: &'static str = "rename_template";
    const TOUCHES: &'static [Tag] = &[Tag::Templates];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<RenameTemplateReply, Error> {
        let name = template::name(&self.name)?;
        let found = drivers.store.read(|rows| rows.templates().by_id(self.id))?;
        let kind = found.ok_or_else(template::unknown)?.kind;
        let wanted = name.clone();
        let renamed = drivers.store.write(move |rows| {
            let templates = rows.templates();
            if templates.named(&kind, &wanted)?.is_some_and(|other| other != self.id) {
                return Ok(None);
            }
            templates.rename(self.id, &wanted).map(Some)
        });
        let there = renamed.await?.ok_or_else(|| template::taken(&name))?;
        if there { Ok(RenameTemplateReply {}) } else { Err(template::unknown()) }
    }
}
