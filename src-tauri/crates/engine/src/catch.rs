//! `Catch`: which catcher takes a failure, and what it makes of it.

use serde_json::{Value, json};

use crate::Payload;
use crate::broken::{Source, Trouble};
use crate::compile::{Compiler, Place};
use crate::dataflow::Instead;

/// One compiled catcher.
#[derive(Debug)]
pub(crate) struct Catcher {
    error_equals: Vec<String>,
    /// Number of the state that goes on.
    pub next: u32,
    pub place: Place,
    pub fields: Instead,
}

pub(crate) fn compile(compiler: &mut Compiler<'_>) -> Vec<Catcher> {
    let state = compiler.state;
    let catchers = state.catch.iter().enumerate();
    catchers.filter_map(|(at, catcher)| compile_one(compiler, at, catcher)).collect()
}

fn compile_one(compiler: &mut Compiler<'_>, at: usize, catcher: &asl::Catcher) -> Option<Catcher> {
    let here = format!("Catch[{at}]");
    let fields = Instead::compile(compiler, &here, catcher.assign.as_ref(), catcher.output.as_ref());
    let place = compiler.place(catcher.result_path.as_ref());
    let next = compiler.target("Next", catcher.next.as_ref())?;
    let error_equals = catcher.error_equals.iter().map(|name| name.value.clone()).collect();
    Some(Catcher { error_equals, next, place, fields })
}

/// The first catcher that matches.
pub(crate) fn find<'c>(catchers: &'c [Catcher], trouble: &Trouble) -> Option<(usize, &'c Catcher)> {
    let takes = |catcher: &Catcher| catcher.error_equals.iter().any(|name| trouble.matches(name));
    catchers.iter().enumerate().find(|(_, catcher)| takes(catcher))
}

/// The error output, `{"Error": …, "Cause": …}` in this order. A timeout has an empty cause; what is otherwise
/// missing is `null`.
pub(crate) fn error_output(trouble: &Trouble) -> Payload {
    let failure = &trouble.failure;
    let timed_out = matches!(trouble.source, Source::Task | Source::Heartbeat | Source::Inside)
        && failure.error.as_deref() == Some("States.Timeout");
    let cause = match &failure.cause {
        Some(cause) => Value::String(cause.clone()),
        None if timed_out => Value::String(String::new()),
        None => Value::Null,
    };
    Payload::from_value(json!({ "Error": failure.error, "Cause": cause }))
}
