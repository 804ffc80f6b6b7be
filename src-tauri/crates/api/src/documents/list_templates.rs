//! Templates of one's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Template;
use crate::{Caller, Drivers, Error, Operation};

/// Which templates did people make?
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListTemplates {}

/// By name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListTemplatesReply {
    /// All of them.
    pub templates: Vec<Template>,
}

impl Operation for ListTemplates {
    type Reply = ListTemplatesReply;
    const NAME: &'static str = "list_templates";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<ListTemplatesReply, Error> {
        let rows = drivers.store.read(|rows| rows.templates().all())?;
        Ok(ListTemplatesReply { templates: rows.into_iter().map(Template::from).collect() })
    }
}
