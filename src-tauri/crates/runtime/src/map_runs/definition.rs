//! The programs of children: a part of the program of the machine they belong to.

use std::sync::Arc;

use engine::Program;
use serde_json::Value;
use store::tables::executions as rows;

use crate::{Error, Runtime};

/// The program a stored execution runs, given that of its whole definition.
pub(crate) fn program_of(
    tables: &store::Reading<'_>,
    row: &rows::Execution,
    whole: Arc<Program>,
) -> Result<Arc<Program>, Error> {
    let Some(child) = row.child_of else { return Ok(whole) };
    let unreadable = |reason: &str| Error::Unreadable { execution: row.arn.clone(), reason: reason.into() };
    let map_run =
        tables.map_runs().by_id(child.map_run)?.ok_or_else(|| unreadable("its Map Run is missing"))?;
    let part = whole.processor(map_run.state);
    part.map(Arc::new).ok_or_else(|| unreadable("its Map state is missing in the definition"))
}

impl Runtime {
    /// Text of the definition an execution runs: of a child the workflow of its Map state.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn definition_of(&self, row: &rows::Execution) -> Result<Option<String>, Error> {
        let Some(whole) = self.definition(&row.definition)? else { return Ok(None) };
        let Some(child) = row.child_of else { return Ok(Some(whole)) };
        let map_run = self.map_run_of_child(child.map_run)?;
        Ok(map_run.and_then(|map_run| processor(&whole, map_run.state)))
    }
}

/// The `ItemProcessor` of the state of that number, with the query language it inherits.
fn processor(whole: &str, state: u32) -> Option<String> {
    let (machine, _) = asl::parse(whole);
    let machine = machine?;
    let state = machine.states().get(usize::try_from(state).ok()?)?;
    let asl::StateKind::Map(map) = &state.kind else { return None };
    let field = map.processor.as_ref()?.field.name();
    let value: Value = serde_json::from_str(whole).ok()?;
    let mut found = value.pointer(&format!("{}/{field}", state.pointer))?.clone();
    let language = value.get("QueryLanguage");
    if let (Value::Object(members), Some(language)) = (&mut found, language)
        && !members.contains_key("QueryLanguage")
    {
        members.insert("QueryLanguage".to_owned(), language.clone());
    }
    serde_json::to_string_pretty(&found).ok()
}
