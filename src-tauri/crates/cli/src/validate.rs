//! `signalbox validate`.

use std::path::Path;

use host::api::workflows::{WorkflowView, view, view_file};
use serde_json::Value;

use crate::arguments::Validate;
use crate::client::{list, number, text};
use crate::style::Style;
use crate::{INVALID, Trouble, diagnostics};

/// Prints what is wrong, by the rules of the team too. Needs no data folder and runs nothing.
#[allow(clippy::unused_async, reason = "all commands are called alike")]
pub(crate) async fn validate(arguments: &Validate) -> Result<u8, Trouble> {
    let source = read(&arguments.file)?;
    let path = std::path::absolute(&arguments.file).unwrap_or_else(|_| arguments.file.clone());
    let view = told(&view_file(&path, &source))?;
    let style = Style::of_stdout();
    print!("{}", diagnostics::render(&arguments.file.display().to_string(), &source, &view, style));
    let runnable = view.get("runnable").and_then(Value::as_bool).unwrap_or(false);
    let has_errors = list(&view, "problems").iter().any(|problem| text(problem, "severity") == "error");
    // Rules that nobody had time for may be broken.
    let keeps_rules = !has_errors && number(&view, "rules_left") == 0;
    let verdict = match (runnable, keeps_rules) {
        (false, _) => style.bad("it cannot run"),
        (true, false) => style.bad("it can run, but not by the rules of your team"),
        (true, true) => style.good("it can run"),
    };
    let states = list(&view, "outline").len();
    println!("{}: {states} state{}, {verdict}", arguments.file.display(), if states == 1 { "" } else { "s" });
    Ok(if runnable && keeps_rules { 0 } else { INVALID })
}

/// Reads a workflow file.
pub(crate) fn read(file: &Path) -> Result<String, Trouble> {
    std::fs::read_to_string(file).map_err(|error| Trouble::new(format!("`{}`: {error}", file.display())))
}

/// What the editor would show of a text without a file.
pub(crate) fn look(source: &str) -> Result<Value, Trouble> {
    told(&view(source, &Default::default(), None, None))
}

fn told(view: &WorkflowView) -> Result<Value, Trouble> {
    serde_json::to_value(view).map_err(|error| Trouble::new(error.to_string()))
}
