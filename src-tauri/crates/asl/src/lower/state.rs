//! One state: what all types share, then the type's own part.

use syntax::{Member, Node};

use super::allowed::{self, Languages};
use super::{Fields, Nested, declared_text, effective};
use crate::retry::{Catcher, Jitter, Retrier};
use crate::states::{choice, fail, map, parallel, pass, task, wait};
use crate::{Field, QueryLanguage, State, StateKind, StateType, WorkflowId};

/// `fields` speaks the machine's language when it arrives.
pub(super) fn lower<'t>(
    member: &Member<'t>,
    name: String,
    workflow: WorkflowId,
    nested: &mut Nested<'t>,
    mut fields: Fields<'_, 't>,
) -> State {
    let inherited = fields.language();
    let declared = fields.query_language();
    let language = effective(declared.as_ref(), inherited);
    let is_downgrade = inherited == QueryLanguage::Jsonata && language == QueryLanguage::JsonPath;
    if is_downgrade && let Some(declared) = &declared {
        let message = "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine";
        fields.schema(message, declared.span);
    }
    let mut fields = fields.speaking(language);
    let kind = lower_kind(&mut fields, nested, is_downgrade);
    State {
        id: nested.state,
        workflow,
        name,
        name_span: member.key_span,
        span: member.span(),
        body: member.value.span(),
        node: member.value.id(),
        pointer: nested.pointer.clone(),
        location: nested.location.clone(),
        kind,
        language,
        declared_query_language: declared.and_then(declared_text),
        comment: fields.string("Comment"),
        next: fields.string("Next"),
        end: fields.boolean("End"),
        input_path: fields.path("InputPath"),
        output_path: fields.path("OutputPath"),
        result_path: fields.path("ResultPath"),
        parameters: fields.value("Parameters"),
        result_selector: fields.value("ResultSelector"),
        arguments: fields.value("Arguments"),
        output: fields.value("Output"),
        assign: fields.value("Assign"),
        retry: entries(&mut fields, "Retry", retrier),
        catch: entries(&mut fields, "Catch", catcher),
    }
}

/// The type's own part. Fields the type does not have are reported and gone afterwards.
fn lower_kind<'t>(fields: &mut Fields<'_, 't>, nested: &mut Nested<'t>, is_downgrade: bool) -> StateKind {
    let text = type_of(fields);
    let Some(kind) = text.as_ref().and_then(|text| StateType::parse(&text.value)) else {
        return StateKind::Unknown(text);
    };
    check_allowed(fields, kind, is_downgrade);
    fields.forget(|key| allowed::languages(kind, key).is_none());
    match kind {
        StateType::Task => StateKind::Task(Box::new(task::lower(fields))),
        StateType::Pass => StateKind::Pass(pass::lower(fields)),
        StateType::Choice => StateKind::Choice(choice::lower(fields)),
        StateType::Wait => StateKind::Wait(wait::lower(fields)),
        StateType::Succeed => StateKind::Succeed,
        StateType::Fail => StateKind::Fail(fail::lower(fields)),
        StateType::Parallel => StateKind::Parallel(parallel::lower(fields, nested)),
        StateType::Map => StateKind::Map(Box::new(map::lower(fields, nested))),
    }
}

/// Reads `Type` and reports one that is missing or unknown.
fn type_of(fields: &mut Fields<'_, '_>) -> Option<Field<String>> {
    if fields.member("Type").is_none() {
        fields.missing("Type");
    }
    let text = fields.string("Type")?;
    if StateType::parse(&text.value).is_none() {
        let names: Vec<&str> = StateType::ALL.iter().map(|kind| kind.name()).collect();
        let message = format!("The field 'Type' should have one of these values: [{}]", names.join(", "));
        fields.report_field("Type", message, text.span);
    }
    Some(text)
}

fn check_allowed(fields: &mut Fields<'_, '_>, kind: StateType, quiet_about_language: bool) {
    let members = fields.members().to_vec();
    for (key, member) in members {
        match allowed::languages(kind, &key) {
            None => fields.unsupported(&key, member.key_span),
            Some(Languages::Both) => {}
            Some(languages) => {
                if !languages.include(fields.language()) && !quiet_about_language {
                    fields.foreign_language(&key, member.key_span);
                }
            }
        }
    }
}

fn entries<T>(
    fields: &mut Fields<'_, '_>,
    key: &str,
    lower: impl Fn(Node<'_>, &mut Fields<'_, '_>) -> T,
) -> Vec<T> {
    let mut result = Vec::new();
    let Some(list) = fields.array(key) else { return result };
    for (index, node) in list.value.items().enumerate() {
        let mut entry = fields.inside(node, &format!("/{key}[{index}]"));
        // Broken entries stay, empty, so that positions are those of the text.
        entry.expect_object();
        result.push(lower(node, &mut entry));
    }
    result
}

fn retrier(node: Node<'_>, fields: &mut Fields<'_, '_>) -> Retrier {
    fields.only(&[
        "ErrorEquals",
        "IntervalSeconds",
        "MaxAttempts",
        "BackoffRate",
        "MaxDelaySeconds",
        "JitterStrategy",
        "Comment",
    ]);
    fields.required(&["ErrorEquals"]);
    let (error_equals, error_equals_span) = error_equals(fields);
    Retrier {
        span: node.span(),
        error_equals,
        error_equals_span,
        interval_seconds: fields.integer("IntervalSeconds"),
        max_attempts: fields.integer("MaxAttempts"),
        backoff_rate: fields.number("BackoffRate"),
        max_delay_seconds: fields.integer("MaxDelaySeconds"),
        jitter_strategy: fields.one_of("JitterStrategy", &[("FULL", Jitter::Full), ("NONE", Jitter::None)]),
        comment: fields.string("Comment"),
    }
}

fn catcher(node: Node<'_>, fields: &mut Fields<'_, '_>) -> Catcher {
    fields.only(&["ErrorEquals", "Next", "ResultPath", "Assign", "Output", "Comment"]);
    fields.required(&["ErrorEquals", "Next"]);
    let foreign = if fields.language() == QueryLanguage::Jsonata { "ResultPath" } else { "Output" };
    if let Some(member) = fields.member(foreign) {
        fields.foreign_language(foreign, member.key_span);
    }
    let (error_equals, error_equals_span) = error_equals(fields);
    Catcher {
        span: node.span(),
        error_equals,
        error_equals_span,
        next: fields.string("Next"),
        result_path: fields.path("ResultPath"),
        assign: fields.value("Assign"),
        output: fields.value("Output"),
        comment: fields.string("Comment"),
    }
}

fn error_equals(fields: &mut Fields<'_, '_>) -> (Vec<Field<String>>, Option<syntax::Span>) {
    let Some(list) = fields.array("ErrorEquals") else { return (Vec::new(), None) };
    let mut names = Vec::new();
    for node in list.value.items() {
        match node.as_str() {
            Some(name) => {
                names.push(Field {
                    value: name.into_owned(),
                    span: node.span(),
                    key: node.span(),
                    node: node.id(),
                });
            }
            None => fields.report_field("ErrorEquals", "Expected value of type [STRING]", node.span()),
        }
    }
    (names, Some(list.span))
}
