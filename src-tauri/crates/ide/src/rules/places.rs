//! Where a state holds expressions.

use std::fmt;

use asl::{Field, Map, QueryLanguage, Rule, State, StateKind, Test};
use serde_json::Value;
use syntax::{Span, Tree};

/// The way from a state to one of its fields, as AWS writes it: `/Parameters`, `/Catch[0]/Assign`. Written only when
/// somebody is told, which is rare.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way<'w> {
    before: Option<&'w Way<'w>>,
    name: &'w str,
    at: Option<usize>,
}

impl<'w> Way<'w> {
    const fn to(name: &'w str) -> Self {
        Self { before: None, name, at: None }
    }

    const fn then(&'w self, name: &'w str) -> Self {
        Self { before: Some(self), name, at: None }
    }

    const fn item(self, at: usize) -> Self {
        Self { at: Some(at), ..self }
    }
}

impl fmt::Display for Way<'_> {
    /// Choice rules nest at most 100 deep, see `asl`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = self.before {
            before.fmt(formatter)?;
        }
        write!(formatter, "/{}", self.name)?;
        self.at.map_or(Ok(()), |at| write!(formatter, "[{at}]"))
    }
}

/// A template: a value that may hold paths, intrinsic calls or JSONata.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'m> {
    /// The object or list entry that has the field; `None` for the state itself.
    around: Option<(&'static str, Option<usize>)>,
    name: &'static str,
    pub(crate) field: &'m Field<Value>,
}

impl Place<'_> {
    /// The field from the state, as AWS writes it.
    pub(crate) fn location(&self) -> String {
        let around = self.around.map(|(name, at)| Way { at, ..Way::to(name) });
        Way { before: around.as_ref(), ..Way::to(self.name) }.to_string()
    }

    /// The members of `$states` that its expressions see. Only where work has been done is there a result, and only
    /// in a catcher an error.
    pub(crate) fn states_members(&self, state: &State) -> &'static [&'static str] {
        let has_result =
            matches!(state.kind, StateKind::Task(_) | StateKind::Parallel(_) | StateKind::Map(_));
        match (self.around, self.name) {
            (Some(("Catch", _)), _) => &["input", "context", "errorOutput"],
            (None, "Output" | "Assign") if has_result => &["input", "context", "result"],
            _ => &["input", "context"],
        }
    }

    /// True if it gives variables their values.
    pub(crate) fn assigns(&self) -> bool {
        self.name == "Assign"
    }
}

/// A variable that a state gives a value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Assigned<'m> {
    place: Place<'m>,
    key: &'m str,
    /// The variable; in JSONPath the key may say more (`.$`).
    pub(crate) name: &'m str,
}

impl Assigned<'_> {
    /// Where the key stands in the text.
    pub(crate) fn span(&self, tree: &Tree) -> Span {
        let field = self.place.field;
        tree.node(field.node).get(self.key).map_or(field.span, |member| member.key_span)
    }

    /// The `Assign` that it stands in, as AWS writes it.
    pub(crate) fn location(&self, state: &State) -> String {
        format!("{}{}", state.location, self.place.location())
    }
}

/// The variables that a state gives values.
pub(crate) fn assigned(state: &State) -> Vec<Assigned<'_>> {
    let mut found = Vec::new();
    for place in templates(state).into_iter().filter(Place::assigns) {
        let Value::Object(members) = &place.field.value else { continue };
        for key in members.keys() {
            let is_path = state.language == QueryLanguage::JsonPath;
            let name = if is_path { key.strip_suffix(".$").unwrap_or(key) } else { key };
            found.push(Assigned { place, key, name });
        }
    }
    found
}

/// The templates of a state that are legal in its language.
pub(crate) fn templates<'m>(state: &'m State) -> Vec<Place<'m>> {
    let mut places = Vec::new();
    let is_legal = |name| state.state_type().is_some_and(|kind| asl::is_allowed(kind, name, state.language));
    let mut plain = |name, field: &'m Option<Field<Value>>| {
        let field = field.as_ref().filter(|_| is_legal(name));
        places.extend(field.map(|field| Place { around: None, name, field }));
    };
    plain("Parameters", &state.parameters);
    plain("ResultSelector", &state.result_selector);
    plain("Arguments", &state.arguments);
    plain("Output", &state.output);
    plain("Assign", &state.assign);
    if let StateKind::Map(map) = &state.kind {
        plain("ItemSelector", &map.item_selector);
        plain("Items", &map.items);
    }
    let jsonata = state.language == QueryLanguage::Jsonata;
    match &state.kind {
        StateKind::Map(map) => places.extend(of_map(map, jsonata)),
        StateKind::Choice(choice) => {
            for (at, rule) in choice.rules.iter().enumerate() {
                places.extend(of_entry(("Choices", Some(at)), &rule.assign, &rule.output, jsonata));
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
        places.extend(of_entry(("Catch", Some(at)), &catcher.assign, &catcher.output, jsonata));
    }
    places
}

fn of_map(map: &Map, jsonata: bool) -> impl Iterator<Item = Place<'_>> {
    let inside = |object, parameters, arguments| {
        let (name, field): (_, &Option<Field<Value>>) =
            if jsonata { ("Arguments", arguments) } else { ("Parameters", parameters) };
        Some(Place { around: Some((object, None)), name, field: field.as_ref()? })
    };
    let reader = map.item_reader.as_ref();
    let reader = reader.and_then(|reader| inside("ItemReader", &reader.parameters, &reader.arguments));
    let writer = map.result_writer.as_ref();
    let writer = writer.and_then(|writer| inside("ResultWriter", &writer.parameters, &writer.arguments));
    let batch = map.item_batcher.as_ref().and_then(|batcher| batcher.batch_input.as_ref());
    let batch = batch.map(|field| Place { around: Some(("ItemBatcher", None)), name: "BatchInput", field });
    [reader, writer, batch].into_iter().flatten()
}

/// `Assign` and, in JSONata, `Output` of a rule or catcher.
fn of_entry<'m>(
    entry: (&'static str, Option<usize>),
    assign: &'m Option<Field<Value>>,
    output: &'m Option<Field<Value>>,
    jsonata: bool,
) -> impl Iterator<Item = Place<'m>> {
    let output = output.as_ref().filter(|_| jsonata);
    let fields = [("Assign", assign.as_ref()), ("Output", output)].into_iter();
    fields.filter_map(move |(name, field)| Some(Place { around: Some(entry), name, field: field? }))
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
#[derive(Clone, Copy, Debug)]
pub(crate) struct PathPlace<'p> {
    /// The field from the state.
    pub(crate) way: Way<'p>,
    pub(crate) kind: PathKind,
    pub(crate) text: &'p str,
    pub(crate) span: Span,
}

impl PathPlace<'_> {
    /// True for what a Choice rule compares.
    pub(crate) fn is_variable(&self) -> bool {
        self.way.name == "Variable"
    }
}

/// Visits the paths of a JSONPath state, without those in templates.
pub(crate) fn paths(state: &State, visit: &mut dyn FnMut(PathPlace<'_>)) {
    let mut add = |way: Way<'_>, kind, text: Option<&str>, span| {
        if let Some(text) = text {
            visit(PathPlace { way, kind, text, span });
        }
    };
    for (name, kind, field) in [
        ("InputPath", PathKind::Any, &state.input_path),
        ("OutputPath", PathKind::Any, &state.output_path),
        ("ResultPath", PathKind::Writable, &state.result_path),
    ] {
        if let Some(field) = field {
            add(Way::to(name), kind, field.value.as_deref(), field.span);
        }
    }
    for (name, kind, field) in own_paths(&state.kind) {
        if let Some(field) = field {
            add(Way::to(name), kind, Some(&field.value), field.span);
        }
    }
    for (at, catcher) in state.catch.iter().enumerate() {
        if let Some(field) = &catcher.result_path {
            let entry = Way::to("Catch").item(at);
            add(entry.then("ResultPath"), PathKind::Writable, field.value.as_deref(), field.span);
        }
    }
    if let StateKind::Choice(choice) = &state.kind {
        for (at, rule) in choice.rules.iter().enumerate() {
            if let Some(Test::Rule(rule)) = &rule.test {
                in_rule(rule, &Way::to("Choices").item(at), visit);
            }
        }
    }
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
fn in_rule(rule: &Rule, way: &Way<'_>, visit: &mut dyn FnMut(PathPlace<'_>)) {
    match rule {
        Rule::And(rules) | Rule::Or(rules) => {
            let list = way.then(if matches!(rule, Rule::And(_)) { "And" } else { "Or" });
            for (at, rule) in rules.iter().enumerate() {
                in_rule(rule, &list.item(at), visit);
            }
        }
        Rule::Not(rule) => in_rule(rule, &way.then("Not"), visit),
        Rule::Compare(comparison) => {
            let Field { value: text, span, .. } = &comparison.variable;
            visit(PathPlace { way: way.then("Variable"), kind: PathKind::Any, text, span: *span });
            if let asl::Operand::Path(text) = &comparison.operand.value {
                let span = comparison.operand.span;
                visit(PathPlace { way: *way, kind: PathKind::Any, text, span });
            }
        }
    }
}
