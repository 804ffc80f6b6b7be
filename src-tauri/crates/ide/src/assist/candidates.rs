//! The words that a field takes.

use asl::{Operator, StateType};

use super::complete::CandidateKind;
use super::cursor::Cursor;
use crate::fields::{Accepts, Shape};
use crate::vocabulary::{ErrorSource, ErrorWord};

/// Errors that AWS defines. Source: "Handling errors in Step Functions workflows" and Lambda's page on retries.
pub(crate) const ERRORS: &[ErrorWord] = &[
    any("States.ALL", "Any error, except States.DataLimitExceeded and States.Runtime."),
    any("States.TaskFailed", "Any error of a task except States.Timeout."),
    any("States.Timeout", "It took longer than TimeoutSeconds, or was silent longer than HeartbeatSeconds."),
    any("States.HeartbeatTimeout", "It was silent longer than HeartbeatSeconds."),
    any("States.Permissions", "The role lacks a permission."),
    any(
        "States.QueryEvaluationError",
        "A JSONata expression failed, gave nothing, or gave a value of a wrong type.",
    ),
    any("States.IntrinsicFailure", "An intrinsic function failed."),
    any("States.ParameterPathFailure", "A path in Parameters matched nothing."),
    any("States.ResultPathMatchFailure", "ResultPath does not fit the input."),
    any("States.BranchFailed", "A branch of a Parallel failed."),
    any("States.NoChoiceMatched", "No rule of a Choice held, and it has no Default."),
    map("States.ExceedToleratedFailureThreshold", "More child executions of a Map failed than it tolerates."),
    map("States.ItemReaderFailed", "A Map could not read its items."),
    map("States.ResultWriterFailed", "A Map could not write its results."),
    any("States.DataLimitExceeded", "Data is larger than 256 KiB. States.ALL does not catch it."),
    any("States.Runtime", "The data did not fit the definition. It cannot be caught."),
    lambda("Lambda.ServiceException", "Lambda had a fault of its own; try again."),
    lambda("Lambda.AWSLambdaException", "Lambda had a fault of its own; try again."),
    lambda("Lambda.SdkClientException", "Lambda could not be reached; try again."),
    lambda("Lambda.TooManyRequestsException", "Too many calls at once; try again later."),
    lambda("Lambda.Unknown", "The function ended without an answer: out of memory, or too slow."),
];

const fn any(name: &'static str, text: &'static str) -> ErrorWord {
    ErrorWord { name, text, of: ErrorSource::Any }
}

const fn map(name: &'static str, text: &'static str) -> ErrorWord {
    ErrorWord { name, text, of: ErrorSource::Map }
}

const fn lambda(name: &'static str, text: &'static str) -> ErrorWord {
    ErrorWord { name, text, of: ErrorSource::Lambda }
}

/// What a state of that type does.
pub(super) const fn type_text(kind: StateType) -> &'static str {
    match kind {
        StateType::Task => "Calls a function or service, or waits for somebody.",
        StateType::Pass => "Hands its input on, reshaped or with fixed data.",
        StateType::Choice => "Picks the way by what is in the data.",
        StateType::Wait => "Waits for a time or until an instant.",
        StateType::Succeed => "Ends the execution, branch or iteration well.",
        StateType::Fail => "Ends the execution with an error.",
        StateType::Parallel => "Runs branches at the same time.",
        StateType::Map => "Runs the same states for each item of a list.",
    }
}

/// What a comparison is.
pub(super) fn operator_text(operator: Operator, is_path: bool) -> String {
    let of = if is_path { ", read from another path" } else { "" };
    if operator.is_type_test() {
        return "Tests what the variable is: true or false.".to_owned();
    }
    match operator {
        Operator::StringMatches => "Matches a text in which `*` stands for anything.".to_owned(),
        _ => format!("Compares with a value of type {}{of}.", operator.operand_type()),
    }
}

type Word = (String, CandidateKind, String);

/// The words that can stand at the cursor, with what they are.
pub(super) fn of(accepts: Option<Accepts>, cursor: &Cursor<'_>) -> Vec<Word> {
    let word = |text: &str| (text.to_owned(), CandidateKind::Word, String::new());
    match accepts {
        Some(Accepts::Words(words)) => words.iter().map(|text| word(text)).collect(),
        Some(Accepts::Truth) => vec![word("true")],
        Some(Accepts::StateType) => StateType::ALL
            .iter()
            .map(|kind| (kind.name().to_owned(), CandidateKind::Word, type_text(*kind).to_owned()))
            .collect(),
        Some(Accepts::StateName) => states(cursor),
        Some(Accepts::ErrorNames) => ERRORS
            .iter()
            .map(|word| (word.name.to_owned(), CandidateKind::Error, word.text.to_owned()))
            .collect(),
        Some(Accepts::Resource) => resources(cursor.shape),
        _ => Vec::new(),
    }
}

/// The states that a transition may lead to: all beside it but itself.
fn states(cursor: &Cursor<'_>) -> Vec<Word> {
    let own = cursor.state.map(|(member, _)| member.key_span);
    let Some(all) = cursor.workflow.get("States") else { return Vec::new() };
    let others = all.value.members().filter(|member| Some(member.key_span) != own);
    others
        .map(|member| {
            let of = |name| member.value.get(name).and_then(|field| Some(field.value.as_str()?.into_owned()));
            let text = [of("Type"), of("Comment")].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            (member.key().into_owned(), CandidateKind::State, text)
        })
        .collect()
}

fn resources(shape: Shape) -> Vec<Word> {
    let word = |text: String, about: &str| (text, CandidateKind::Resource, about.to_owned());
    let of_objects = |name: &str, about| vec![word(format!("arn:aws:states:::s3:{name}"), about)];
    match shape {
        Shape::ResultWriter => return of_objects("putObject", "Writes the results to a bucket."),
        Shape::ItemReader => {
            let mut both = of_objects("getObject", "Reads the items from one object.");
            both.extend(of_objects("listObjectsV2", "Goes through the objects of a bucket."));
            return both;
        }
        _ => {}
    }
    let actions = aws_models::integrations()
        .flat_map(|service| service.actions.iter().map(move |action| (&service.id, action)));
    let mut found = Vec::new();
    for (service, action) in actions {
        let arn = format!("arn:aws:states:::{service}:{}", action.name);
        let waits = |pattern: &String| word(format!("{arn}.{pattern}"), pattern_text(pattern));
        found.push(word(arn.clone(), "Calls it and goes on with the answer."));
        found.extend(action.patterns.iter().map(waits));
    }
    found
}

fn pattern_text(pattern: &str) -> &'static str {
    match pattern {
        "waitForTaskToken" => "Waits until somebody answers with the task token.",
        "sync:2" => "Waits until the job has ended; its output is JSON.",
        _ => "Waits until the job has ended.",
    }
}

/// What a resource calls, for people.
pub(super) fn resource_text(arn: &str) -> Option<String> {
    let rest = arn.strip_prefix("arn:aws:states:::")?;
    let (call, pattern) = rest.split_once('.').map_or((rest, None), |(call, pattern)| (call, Some(pattern)));
    let how = pattern.map_or("Calls it and goes on with the answer.", pattern_text);
    let (service, action) = call.rsplit_once(':')?;
    let what = match service.strip_prefix("aws-sdk:") {
        Some(service) => format!("Action {action} of {service}, through AWS's SDK."),
        None => format!("Action {action} of {service}, an optimised integration."),
    };
    Some(format!("{what} {how}"))
}
