//! Where a state holds expressions.

use asl::{Field, Map, QueryLanguage, Rule, State, StateKind, Test};
use serde_json::Value;
use syntax::Span;

/// A template: a value that may hold paths, intrinsic calls or JSONata.
pub(crate) struct Place<'m> {
    /// The field from the state, as AWS writes it: `/Parameters`, `/Catch[0]/Assign`.
    pub(crate) location: String,
    /// The same as a JSON pointer.
    pub(crate) pointer: String,
    pub(crate) field: &'m Field<Value>,
}

fn place<'m>(location: &str, pointer: &str, field: Option<&'m Field<Value>>) -> Option<Place<'m>> {
    Some(Place { location: location.to_owned(), pointer: pointer.to_owned(), field: field? })
}

/// The templates of a state that are legal in its language.
pub(crate) fn templates(state: &State) -> Vec<Place<'_>> {
    let mut plain = vec![
        ("Parameters", state.parameters.as_ref()),
        ("ResultSelector", state.result_selector.as_ref()),
        ("Arguments", state.arguments.as_ref()),
        ("Output", state.output.as_ref()),
        ("Assign", state.assign.as_ref()),
    ];
    if let StateKind::Map(map) = &state.kind {
        plain.push(("ItemSelector", map.item_selector.as_ref()));
        plain.push(("Items", map.items.as_ref()));
    }
    let is_legal = |name| state.state_type().is_some_and(|kind| asl::is_allowed(kind, name, state.language));
    let mut places: Vec<Place<'_>> = plain
        .into_iter()
        .filter(|(name, _)| is_legal(name))
        .filter_map(|(name, field)| place(&format!("/{name}"), &format!("/{name}"), field))
        .collect();
    let jsonata = state.language == QueryLanguage::Jsonata;
    match &state.kind {
        StateKind::Map(map) => places.extend(of_map(map, jsonata)),
        StateKind::Choice(choice) => {
            for (at, rule) in choice.rules.iter().enumerate() {
                places.extend(of_entry("Choices", at, &rule.assign, &rule.output, jsonata));
            }
        }
        StateKind::Task(_)
        | StateKind::Pass(_)
        | StateKind::Wait(_)
        | StateKind::Succeed
        | StateKind::Fail(_)
        | StateKind::Parallel(_)
        | StateKind::Unknown(_) => {}
    }
    for (at, catcher) in state.catch.iter().enumerate() {
        places.extend(of_entry("Catch", at, &catcher.assign, &catcher.output, jsonata));
    }
    places
}

fn of_map(map: &Map, jsonata: bool) -> impl Iterator<Item = Place<'_>> {
    let reader = map.item_reader.as_ref();
    let reader = reader.and_then(|reader| {
        inside("ItemReader", reader.parameters.as_ref(), reader.arguments.as_ref(), jsonata)
    });
    let writer = map.result_writer.as_ref();
    let writer = writer.and_then(|writer| {
        inside("ResultWriter", writer.parameters.as_ref(), writer.arguments.as_ref(), jsonata)
    });
    let batch = map.item_batcher.as_ref().and_then(|batcher| batcher.batch_input.as_ref());
    let batch = place("/ItemBatcher/BatchInput", "/ItemBatcher/BatchInput", batch);
    [reader, writer, batch].into_iter().flatten()
}

/// `Assign` and, in JSONata, `Output` of a rule or catcher.
fn of_entry<'m>(
    list: &str,
    at: usize,
    assign: &'m Option<Field<Value>>,
    output: &'m Option<Field<Value>>,
    jsonata: bool,
) -> impl Iterator<Item = Place<'m>> {
    let of = |name: &str, field: &'m Option<Field<Value>>| {
        place(&format!("/{list}[{at}]/{name}"), &format!("/{list}/{at}/{name}"), field.as_ref())
    };
    [of("Assign", assign), of("Output", output).filter(|_| jsonata)].into_iter().flatten()
}

fn inside<'m>(
    object: &str,
    parameters: Option<&'m Field<Value>>,
    arguments: Option<&'m Field<Value>>,
    jsonata: bool,
) -> Option<Place<'m>> {
    let (name, field) = if jsonata { ("Arguments", arguments) } else { ("Parameters", parameters) };
    let at = format!("/{object}/{name}");
    place(&at, &at, field)
}

/// What a path may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathKind {
    /// Any path.
    Any,
    /// A path that names one node.
    Reference,
    /// A place to write to: names one node of the input.
    Writable,
    /// A path, or an intrinsic call that gives a string.
    Text,
}

/// A field that is a path.
pub(crate) struct PathPlace {
    /// The field from the state, as AWS writes it.
    pub(crate) location: String,
    pub(crate) kind: PathKind,
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// The paths of a JSONPath state, without those in templates.
pub(crate) fn paths(state: &State) -> Vec<PathPlace> {
    let mut found = Vec::new();
    let mut add = |location: String, kind, text: Option<&str>, span| {
        found.extend(text.map(|text| PathPlace { location, kind, text: text.to_owned(), span }));
    };
    for (name, kind, field) in [
        ("InputPath", PathKind::Any, &state.input_path),
        ("OutputPath", PathKind::Any, &state.output_path),
        ("ResultPath", PathKind::Writable, &state.result_path),
    ] {
        if let Some(field) = field {
            add(format!("/{name}"), kind, field.value.as_deref(), field.span);
        }
    }
    for (name, kind, field) in own_paths(&state.kind) {
        if let Some(field) = field {
            add(format!("/{name}"), kind, Some(&field.value), field.span);
        }
    }
    for (at, catcher) in state.catch.iter().enumerate() {
        if let Some(field) = &catcher.result_path {
            let location = format!("/Catch[{at}]/ResultPath");
            add(location, PathKind::Writable, field.value.as_deref(), field.span);
        }
    }
    if let StateKind::Choice(choice) = &state.kind {
        for (at, rule) in choice.rules.iter().enumerate() {
            if let Some(Test::Rule(rule)) = &rule.test {
                in_rule(rule, &format!("/Choices[{at}]"), &mut found);
            }
        }
    }
    found
}

type OwnPath<'m> = (&'static str, PathKind, &'m Option<Field<String>>);

/// The paths only states of that type have.
fn own_paths(kind: &StateKind) -> Vec<OwnPath<'_>> {
    use PathKind::{Any, Reference, Text};
    match kind {
        StateKind::Task(task) => vec![
            ("TimeoutSecondsPath", Reference, &task.timeout_seconds_path),
            ("HeartbeatSecondsPath", Reference, &task.heartbeat_seconds_path),
        ],
        StateKind::Wait(wait) => vec![
            ("SecondsPath", Reference, &wait.seconds_path),
            ("TimestampPath", Reference, &wait.timestamp_path),
        ],
        StateKind::Fail(fail) => {
            vec![("ErrorPath", Text, &fail.error_path), ("CausePath", Text, &fail.cause_path)]
        }
        StateKind::Map(map) => vec![
            ("ItemsPath", Any, &map.items_path),
            ("MaxConcurrencyPath", Reference, &map.max_concurrency_path),
            ("ToleratedFailureCountPath", Reference, &map.tolerated_failure_count_path),
            ("ToleratedFailurePercentagePath", Reference, &map.tolerated_failure_percentage_path),
        ],
        StateKind::Choice(_)
        | StateKind::Pass(_)
        | StateKind::Succeed
        | StateKind::Parallel(_)
        | StateKind::Unknown(_) => Vec::new(),
    }
}

/// Rules nest at most 100 deep, see `asl`.
fn in_rule(rule: &Rule, location: &str, found: &mut Vec<PathPlace>) {
    match rule {
        Rule::And(rules) | Rule::Or(rules) => {
            let name = if matches!(rule, Rule::And(_)) { "And" } else { "Or" };
            for (at, rule) in rules.iter().enumerate() {
                in_rule(rule, &format!("{location}/{name}[{at}]"), found);
            }
        }
        Rule::Not(rule) => in_rule(rule, &format!("{location}/Not"), found),
        Rule::Compare(comparison) => {
            let variable = &comparison.variable;
            let mut add = |location: String, text: &str, span| {
                found.push(PathPlace { location, kind: PathKind::Any, text: text.to_owned(), span });
            };
            add(format!("{location}/Variable"), &variable.value, variable.span);
            if let asl::Operand::Path(path) = &comparison.operand.value {
                add(location.to_owned(), path, comparison.operand.span);
            }
        }
    }
}
