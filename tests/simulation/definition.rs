//! A program as the text of a state machine.

use serde_json::{Map, Value, json};

use crate::program::{Assign, Catcher, Kind, Output, Place, Retrier, State, Workflow};

pub fn text(program: &Workflow) -> String {
    workflow(program).to_string()
}

fn workflow(workflow: &Workflow) -> Value {
    let states: Map<String, Value> =
        workflow.states.iter().map(|state| (state.name.clone(), self::state(workflow, state))).collect();
    json!({ "StartAt": workflow.states[0].name, "States": states })
}

/// The variable of a workflow: `p…`, `x…` or `l…`.
fn variable(letter: char, workflow: &Workflow) -> String {
    format!("{letter}{}", workflow.number)
}

fn state(workflow: &Workflow, state: &State) -> Value {
    let mut fields = Map::new();
    fields.insert("Type".into(), kind_name(&state.kind).into());
    fields.insert("QueryLanguage".into(), if state.is_jsonata { "JSONata" } else { "JSONPath" }.into());
    body(workflow, state, &mut fields);
    if let Some(assign) = state.assign {
        fields.insert("Assign".into(), assigned(workflow, state, assign));
    }
    if !state.retry.is_empty() {
        fields.insert("Retry".into(), state.retry.iter().map(retrier).collect());
    }
    if !state.catch.is_empty() {
        fields
            .insert("Catch".into(), state.catch.iter().map(|each| catcher(workflow, state, each)).collect());
    }
    let is_end = matches!(state.kind, Kind::Succeed | Kind::Fail { .. });
    match (&state.kind, state.next) {
        (Kind::Choice { .. }, next) => {
            let default = next.expect("a choice leads somewhere");
            fields.insert("Default".into(), workflow.states[default].name.as_str().into());
        }
        (_, Some(next)) if !is_end => {
            fields.insert("Next".into(), workflow.states[next].name.as_str().into());
        }
        (_, None) if !is_end => {
            fields.insert("End".into(), true.into());
        }
        _ => {}
    }
    fields.into()
}

fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Begin | Kind::Pass => "Pass",
        Kind::Choice { .. } => "Choice",
        Kind::Wait { .. } => "Wait",
        Kind::Succeed => "Succeed",
        Kind::Fail { .. } => "Fail",
        Kind::Task { .. } => "Task",
        Kind::Parallel { .. } => "Parallel",
        Kind::Map { .. } => "Map",
    }
}

fn body(workflow: &Workflow, state: &State, fields: &mut Map<String, Value>) {
    let mut put = |name: &str, value: Value| drop(fields.insert(name.into(), value));
    let names = workflow.states.iter().map(|state| state.name.as_str()).collect::<Vec<_>>();
    match &state.kind {
        Kind::Begin => put("Assign", beginning(workflow, state)),
        Kind::Pass => match (state.is_jsonata, state.output) {
            (_, Output::Input | Output::Result) => {}
            (true, Output::Wrapped) => put("Output", wrapped(workflow, "{% $states.input %}", true)),
            (false, Output::Wrapped) => put("Parameters", wrapped(workflow, "$", false)),
        },
        Kind::Choice { above, then, assign } => {
            let x = variable('x', workflow);
            let mut rule = match state.is_jsonata {
                true => json!({ "Condition": format!("{{% ${x} > {above} %}}") }),
                false => json!({ "Variable": format!("${x}"), "NumericGreaterThan": above }),
            };
            rule["Next"] = names[*then].into();
            if let Some(assign) = assign {
                rule["Assign"] = assigned(workflow, state, *assign);
            }
            put("Choices", json!([rule]));
        }
        Kind::Wait { seconds } => put("Seconds", (*seconds).into()),
        Kind::Succeed => {}
        Kind::Fail { error } => {
            put("Error", (*error).into());
            put("Cause", "it fails".into());
        }
        Kind::Task { resource, timeout, heartbeat } => {
            put("Resource", (*resource).into());
            let name = if state.is_jsonata { "Arguments" } else { "Parameters" };
            put(name, parameters(workflow, state.is_jsonata));
            timeout.iter().for_each(|seconds| put("TimeoutSeconds", (*seconds).into()));
            heartbeat.iter().for_each(|seconds| put("HeartbeatSeconds", (*seconds).into()));
            result(workflow, state, &mut put);
        }
        Kind::Parallel { branches } => {
            put("Branches", branches.iter().map(self::workflow).collect());
            result(workflow, state, &mut put);
        }
        Kind::Map { items, concurrency, body } => {
            put("MaxConcurrency", (*concurrency).into());
            put("ItemProcessor", self::workflow(body));
            let items: Vec<i64> = (0..*items).collect();
            if state.is_jsonata {
                put("Items", items.into());
                put(
                    "ItemSelector",
                    json!({ "i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}",
                        "in": "{% $states.input %}" }),
                );
            } else {
                put("ItemsPath", format!("$l{}", body.number).into());
                put(
                    "ItemSelector",
                    json!({ "i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "in.$": "$" }),
                );
            }
            result(workflow, state, &mut put);
        }
    }
}

/// The variables that a workflow sets first: where it is, its number, and the items of its Maps.
fn beginning(workflow: &Workflow, state: &State) -> Value {
    let mut assign = Map::new();
    let path = variable('p', workflow);
    let (name, value) = match (workflow.place, state.is_jsonata) {
        (Place::Machine, _) => (path, "r".to_owned()),
        (Place::Branch { outer, index }, true) => (path, format!("{{% $p{outer} & '.{index}' %}}")),
        (Place::Branch { outer, index }, false) => {
            (format!("{path}.$"), format!("States.Format('{{}}.{index}', $p{outer})"))
        }
        (Place::Body { outer }, true) => {
            (path, format!("{{% $p{outer} & '.' & $string($states.input.i) %}}"))
        }
        (Place::Body { outer }, false) => {
            (format!("{path}.$"), format!("States.Format('{{}}.{{}}', $p{outer}, $.i)"))
        }
    };
    assign.insert(name, value.into());
    assign.insert(variable('x', workflow), workflow.count.into());
    for state in &workflow.states {
        if let Kind::Map { items, body, .. } = &state.kind {
            let items: Vec<i64> = (0..*items).collect();
            assign.insert(variable('l', body), items.into());
        }
    }
    assign.into()
}

fn parameters(workflow: &Workflow, is_jsonata: bool) -> Value {
    let (path, count) = (variable('p', workflow), variable('x', workflow));
    match is_jsonata {
        true => {
            json!({ "p": format!("{{% ${path} %}}"), "in": "{% $states.input %}", "x": format!("{{% ${count} %}}") })
        }
        false => json!({ "p.$": format!("${path}"), "in.$": "$", "x.$": format!("${count}") }),
    }
}

fn wrapped(workflow: &Workflow, inner: &str, is_jsonata: bool) -> Value {
    let count = variable('x', workflow);
    match is_jsonata {
        true => json!({ "r": inner, "x": format!("{{% ${count} %}}") }),
        false => json!({ "r.$": inner, "x.$": format!("${count}") }),
    }
}

/// What becomes of the result of a Task, Parallel or Map.
fn result(workflow: &Workflow, state: &State, put: &mut impl FnMut(&str, Value)) {
    match (state.output, state.is_jsonata) {
        (Output::Result, _) => {}
        (Output::Input, true) => put("Output", "{% $states.input %}".into()),
        (Output::Input, false) => put("ResultPath", Value::Null),
        (Output::Wrapped, true) => put("Output", wrapped(workflow, "{% $states.result %}", true)),
        (Output::Wrapped, false) => put("ResultSelector", wrapped(workflow, "$", false)),
    }
}

fn assigned(workflow: &Workflow, state: &State, assign: Assign) -> Value {
    let count = variable('x', workflow);
    match (assign, state.is_jsonata) {
        (Assign::Set(number), _) => json!({ count: number }),
        (Assign::Add(number), true) => json!({ &count: format!("{{% ${count} + {number} %}}") }),
        (Assign::Add(number), false) => {
            json!({ format!("{count}.$"): format!("States.MathAdd(${count}, {number})") })
        }
    }
}

fn retrier(retrier: &Retrier) -> Value {
    let mut value = json!({
        "ErrorEquals": retrier.errors,
        "IntervalSeconds": retrier.interval,
        "MaxAttempts": retrier.attempts,
        "BackoffRate": retrier.rate,
        "JitterStrategy": if retrier.is_jittered { "FULL" } else { "NONE" },
    });
    if let Some(most) = retrier.delay_max {
        value["MaxDelaySeconds"] = most.into();
    }
    value
}

fn catcher(workflow: &Workflow, state: &State, catcher: &Catcher) -> Value {
    let mut value = json!({ "ErrorEquals": catcher.errors, "Next": workflow.states[catcher.next].name });
    match (catcher.keeps_input, state.is_jsonata) {
        (false, _) => {}
        (true, true) => value["Output"] = "{% $states.input %}".into(),
        (true, false) => value["ResultPath"] = Value::Null,
    }
    if let Some(assign) = catcher.assign {
        value["Assign"] = assigned(workflow, state, assign);
    }
    value
}
