//! The executions of a data folder as JSON, for people whose database was damaged, and for other programs.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use api::rescue::Exported;
use api::{Code, Error};
use engine::Timestamp;
use runtime::Runtime;
use serde_json::{Value, json};
use store::tables::executions::Execution;
use store::{Options, Store};

/// Executions that are asked for in one go.
const PAGE: u32 = 100;

/// Writes all executions but the children of Map Runs into a new file: one JSON array, newest first, with the members of
/// `DescribeExecution`, the definition and the events of `GetExecutionHistory`.
///
/// # Errors
/// That the data folder is in use or damaged, or that the file exists or cannot be written.
pub fn export(data: &Path, file: &Path) -> Result<Exported, Error> {
    let stored = |problem: store::Error| Error::new(Code::Unavailable, problem.to_string());
    let unwritten = |problem: std::io::Error| {
        Error::new(Code::Unavailable, format!("`{}` cannot be written: {problem}", file.display()))
    };
    let store = Store::open(&Options::new(data, "signalbox recover")).map_err(stored)?;
    let mut out = BufWriter::new(File::create_new(file).map_err(unwritten)?);
    let (mut exported, mut before, mut mark) = (Exported::default(), None, "[\n");
    loop {
        let rows = store.read(|tables| tables.executions().latest(None, before, PAGE)).map_err(stored)?;
        let Some(last) = rows.last() else { break };
        before = Some(last.id);
        for row in &rows {
            let shown = shown(&store, row);
            let count = if shown.get("events").is_some() {
                &mut exported.executions
            } else {
                &mut exported.unreadable
            };
            *count += 1;
            write!(out, "{mark}{shown}").map_err(unwritten)?;
            mark = ",\n";
        }
    }
    write!(out, "{}\n]\n", if before.is_none() { "[" } else { "" }).map_err(unwritten)?;
    out.into_inner().map_err(|problem| unwritten(problem.into_error()))?.sync_all().map_err(unwritten)?;
    Ok(exported)
}

fn shown(store: &Store, row: &Execution) -> Value {
    let seconds = |milliseconds| Timestamp(milliseconds).seconds();
    let definition = store.read(|tables| tables.definitions().text(&row.definition)).ok().flatten();
    let mut shown = json!({
        "executionArn": row.arn, "name": row.name, "status": row.status, "definition": definition,
        "startDate": seconds(row.started_at), "stopDate": row.stopped_at.map(seconds),
        "input": row.input, "output": row.output, "error": row.error, "cause": row.cause,
    });
    let events = Runtime::events(store, &row.arn).map(|events| {
        events.iter().filter_map(|event| engine::history::public(event, true)).collect::<Vec<_>>()
    });
    match (&mut shown, events) {
        (Value::Object(members), Ok(events)) => drop(members.insert("events".into(), events.into())),
        (Value::Object(members), Err(error)) => {
            drop(members.insert("unreadable".into(), error.to_string().into()))
        }
        _ => {}
    }
    shown
}
