//! Keeps a template.

use serde::{Deserialize, Serialize};
use store::tables::templates;
use ts_rs::TS;

use super::{TemplateKind, check_size, sample, template};
use crate::{Caller, Drivers, Error, Operation, Tag, waiting};

/// Keeps a text as a template. `conflict` if there is one of its kind and name, unless `replace`.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct KeepTemplate {
    /// What it is of.
    pub kind: TemplateKind,
    /// What to call it.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Put it in the place of the one of this name.
    pub replace: bool,
}

/// It is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeepTemplateReply {
    /// Under this id.
    pub id: i64,
}

impl Operation for KeepTemplate {
    type Reply = KeepTemplateReply;
    const NAME: &'static str = "keep_template";
    const TOUCHES: &'static [Tag] = &[Tag::Templates];

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<KeepTemplateReply, Error> {
        check_size(&self.text)?;
        let name = template::name(&self.name)?;
        let (text, states) = waiting(move || {
            let states = sample::states(&self.text);
            (self.text, states)
        })
        .await?;
        let row = templates::Template {
            id: 0,
            kind: self.kind.word().to_owned(),
            name: name.clone(),
            states: i64::try_from(states).unwrap_or(i64::MAX),
            made_at: drivers.chance.now(),
            text,
        };
        let kept = drivers.store.write(move |rows| {
            let templates = rows.templates();
            if !self.replace && templates.named(&row.kind, &row.name)?.is_some() {
                return Ok(None);
            }
            templates.put(&row).map(Some)
        });
        let id = kept.await?.ok_or_else(|| template::taken(&name))?;
        Ok(KeepTemplateReply { id })
    }
}
