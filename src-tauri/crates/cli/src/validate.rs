//! `signalbox validate`.

use std::path::Path;

use host::api::workflows::view;
use serde_json::Value;

use crate::arguments::Validate;
use crate::client::list;
use crate::style::Style;
use crate::{INVALID, Trouble, diagnostics};

/// Prints what is wrong. Needs no data folder and runs nothing.
#[allow(clippy::unused_async, reason = "all commands are called alike")]
pub(crate) async fn validate(arguments: &Validate) -> Result<u8, Trouble> {
    let source = read(&arguments.file)?;
    let view = look(&source)?;
    let style = Style::of_stdout();
    print!("{}", diagnostics::render(&arguments.file.display().to_string(), &source, &view, style));
    let runnable = view.get("runnable").and_then(Value::as_bool).unwrap_or(false);
    let states = list(&view, "outline").len();
    let verdict = if runnable { style.good("it can run") } else { style.bad("it cannot run") };
    println!("{}: {states} state{}, {verdict}", arguments.file.display(), if states == 1 { "" } else { "s" });
    Ok(if runnable { 0 } else { INVALID })
}

/// Reads a workflow file.
pub(crate) fn read(file: &Path) -> Result<String, Trouble> {
    std::fs::read_to_string(file).map_err(|error| Trouble::new(format!("`{}`: {error}", file.display())))
}

/// What the editor would show of the text.
pub(crate) fn look(source: &str) -> Result<Value, Trouble> {
    serde_json::to_value(view(source, &Default::default(), None, None))
        .map_err(|error| Trouble::new(error.to_string()))
}
