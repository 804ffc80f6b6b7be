//! A task that runs a state machine and waits for its output, read for what its states must do in its place.

use asl::{Field, QueryLanguage, State, StateKind};
use serde_json::{Map, Value, json};
use syntax::Node;

use super::Scene;
use super::links::{Port, Slot, Target};
use crate::Refusal;
use crate::draft::Draft;

/// A task with `startExecution.sync:2`.
pub(super) struct NestedTask<'d> {
    pub(super) state: &'d State,
    body: Node<'d>,
    pub(super) input: Input,
    /// True if the output of the nested execution is all that it gives on, and nothing is done about errors.
    pub(super) gives_output_alone: bool,
}

/// What it gives the nested execution.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Input {
    /// A template; `{}` if there is none, as with AWS.
    Template(Value),
    /// One path or intrinsic call (JSONPath).
    Path(String),
}

impl<'d> NestedTask<'d> {
    pub(super) fn of(scene: &Scene<'d>, state: &'d State) -> Result<Self, Refusal> {
        let not_nested = || Refusal::NotNested(state.name.clone());
        let StateKind::Task(task) = &state.kind else { return Err(not_nested()) };
        let resource = task.resource.as_ref().map_or("", |resource| &resource.value);
        let (_, pattern) = resource
            .split_once(":states:::states:startExecution")
            .filter(|(partition, _)| partition.starts_with("arn:"))
            .ok_or_else(not_nested)?;
        match pattern {
            ".sync:2" => {}
            "" => return Err(Refusal::OnlyStarts(state.name.clone())),
            ".sync" => return Err(Refusal::GivesText(state.name.clone())),
            ".waitForTaskToken" => return Err(Refusal::WaitsForAnswer(state.name.clone())),
            _ => return Err(not_nested()),
        }
        let body = scene.body(state)?;
        let limits = [
            "TimeoutSeconds",
            "TimeoutSecondsPath",
            "HeartbeatSeconds",
            "HeartbeatSecondsPath",
            "Credentials",
        ];
        if let Some(limit) = limits.into_iter().find(|limit| body.get(limit).is_some()) {
            return Err(Refusal::NoPlaceFor(state.name.clone(), limit.to_owned()));
        }
        let request = body.get(template(state)).and_then(|request| request.value.to_value().ok());
        let request = request.as_ref().and_then(Value::as_object).ok_or_else(not_nested)?;
        let input = match (request.get("Input.$").and_then(Value::as_str), request.get("Input")) {
            (Some(path), _) if state.language == QueryLanguage::JsonPath => Input::Path(path.to_owned()),
            (_, input) => Input::Template(input.cloned().unwrap_or_else(|| json!({}))),
        };
        Ok(Self { state, body, input, gives_output_alone: gives_output_alone(state) })
    }

    /// Where it goes on.
    pub(super) fn onward(&self, scene: &Scene<'d>) -> Target {
        let workflow = scene.machine.workflow(self.state.workflow);
        Port { workflow, owner: Some(self.state), slot: Slot::Onward }.target()
    }

    /// True if the nested execution gets the input of the task as it is.
    pub(super) fn hands_on_all(&self) -> bool {
        match &self.input {
            Input::Path(path) => path == "$",
            Input::Template(value) => {
                self.state.language == QueryLanguage::Jsonata && *value == json!("{% $states.input %}")
            }
        }
    }

    /// True if it takes a part of its input only.
    pub(super) fn selects_input(&self) -> bool {
        self.state.input_path.as_ref().is_some_and(|path| path.value.as_deref() != Some("$"))
    }

    /// True if what follows sees the nested execution as a whole.
    pub(super) fn gives_description(&self) -> bool {
        let state = self.state;
        match state.language {
            QueryLanguage::JsonPath => {
                let path = state.output_path.as_ref().and_then(|path| path.value.as_deref());
                state.result_selector.is_none() && !path.is_some_and(|path| path.starts_with("$.Output"))
            }
            QueryLanguage::Jsonata => state.output.is_none(),
        }
    }

    /// Makes it the Pass state that makes the input of what follows.
    pub(super) fn become_pass(&self, draft: &mut Draft<'d>, is_ready: bool) {
        let body = self.body;
        draft.set(body, "Type", json!("Pass"));
        draft.remove_member(body, "Resource");
        draft.remove_member(body, "ResultPath");
        match (self.state.language, &self.input) {
            (QueryLanguage::Jsonata, Input::Path(_)) => {}
            (QueryLanguage::Jsonata, Input::Template(value)) => {
                draft.remove_member(body, "Arguments");
                draft.set(body, "Output", value.clone());
            }
            (QueryLanguage::JsonPath, _) if is_ready => {
                draft.remove_member(body, "Parameters");
                draft.remove_member(body, "OutputPath");
            }
            (QueryLanguage::JsonPath, input) => {
                let (parameters, is_inside) = parameters(input);
                draft.set(body, "Parameters", parameters);
                if is_inside {
                    draft.set(body, "OutputPath", json!("$.Input"));
                } else {
                    draft.remove_member(body, "OutputPath");
                }
            }
        }
    }

    /// Makes it a Parallel state, whose branch is still to come. True if the branch finds its input in `Input`.
    pub(super) fn become_parallel(&self, draft: &mut Draft<'d>, is_ready: bool) -> Result<bool, Refusal> {
        let (state, body) = (self.state, self.body);
        draft.set(body, "Type", json!("Parallel"));
        draft.remove_member(body, "Resource");
        let mut is_inside = false;
        if is_ready {
            draft.remove_member(body, template(state));
        } else {
            let arguments = match (state.language, &self.input) {
                (QueryLanguage::Jsonata, Input::Template(value)) => value.clone(),
                (_, input) => {
                    let (parameters, inside) = parameters(input);
                    is_inside = inside;
                    parameters
                }
            };
            draft.set(body, template(state), arguments);
        }
        self.shape_result(draft)?;
        Ok(is_inside)
    }

    /// The list of one output that a Parallel state gives, made what the task gave.
    fn shape_result(&self, draft: &mut Draft<'d>) -> Result<(), Refusal> {
        let (state, body) = (self.state, self.body);
        let needs = || Refusal::NeedsExecution(state.name.clone());
        let mut rename = |name: &str, field: &Option<Field<Value>>| {
            let Some(member) = field.as_ref().and_then(|_| body.get(name)) else { return Ok(false) };
            let value = member.value.to_value().map_err(|_| Refusal::BrokenText)?;
            draft.reconcile(member.value, &renamed(&value, "", state.language).ok_or_else(needs)?);
            Ok(true)
        };
        match state.language {
            QueryLanguage::Jsonata => {
                rename("Assign", &state.assign)?;
                if !rename("Output", &state.output)? {
                    draft.set(body, "Output", json!({"Output": "{% $states.result[0] %}"}));
                }
            }
            QueryLanguage::JsonPath => {
                let is_plain = state.assign.is_none() && is_output(state);
                if is_plain && state.result_selector.is_none() {
                    draft.set(body, "OutputPath", json!("$[0]"));
                } else if !rename("ResultSelector", &state.result_selector)? {
                    draft.set(body, "ResultSelector", json!({"Output.$": "$[0]"}));
                }
            }
        }
        Ok(())
    }

    pub(super) fn body(&self) -> Node<'d> {
        self.body
    }
}

fn template(state: &State) -> &'static str {
    match state.language {
        QueryLanguage::JsonPath => "Parameters",
        QueryLanguage::Jsonata => "Arguments",
    }
}

/// Parameters that give the input, and whether they give it in a member of its own: they are an object always.
fn parameters(input: &Input) -> (Value, bool) {
    match input {
        Input::Template(value) if value.is_object() => (value.clone(), false),
        Input::Template(value) => (json!({"Input": value}), true),
        Input::Path(path) => (json!({"Input.$": path}), true),
    }
}

fn gives_output_alone(state: &State) -> bool {
    state.retry.is_empty()
        && state.catch.is_empty()
        && state.assign.is_none()
        && state.result_selector.is_none()
        && is_output(state)
}

/// True if the output of the nested execution becomes the output of the task.
fn is_output(state: &State) -> bool {
    let path = |field: &Option<Field<Option<String>>>| field.as_ref().map(|field| field.value.clone());
    match state.language {
        QueryLanguage::JsonPath => {
            path(&state.output_path) == Some(Some("$.Output".to_owned()))
                && path(&state.result_path).is_none_or(|path| path.as_deref() == Some("$"))
        }
        QueryLanguage::Jsonata => {
            state.output.as_ref().is_some_and(|output| output.value == json!("{% $states.result.Output %}"))
        }
    }
}

/// A template that reads the output of a nested execution, made to read that of a branch; `None` if it reads more.
/// Values come from `serde_json`, which bounds their depth.
fn renamed(value: &Value, key: &str, language: QueryLanguage) -> Option<Value> {
    match value {
        Value::Array(items) => items.iter().map(|item| renamed(item, "", language)).collect(),
        Value::Object(members) => {
            let renamed =
                members.iter().map(|(key, value)| Some((key.clone(), renamed(value, key, language)?)));
            renamed.collect::<Option<Map<_, _>>>().map(Value::Object)
        }
        Value::String(text) => match language {
            QueryLanguage::Jsonata => in_jsonata(text).map(Value::String),
            QueryLanguage::JsonPath if key.ends_with(".$") => in_paths(text).map(Value::String),
            QueryLanguage::JsonPath => Some(value.clone()),
        },
        other => Some(other.clone()),
    }
}

fn in_jsonata(text: &str) -> Option<String> {
    let mut parts = text.split("$states.result");
    let mut written = parts.next()?.to_owned();
    for part in parts {
        let rest = part.strip_prefix(".Output").filter(|rest| !continues_name(rest))?;
        written.push_str("$states.result[0]");
        written.push_str(rest);
    }
    Some(written)
}

/// Paths and intrinsic calls: `$.Output` stands for the output, `$$` and `$name` for what they always do.
fn in_paths(text: &str) -> Option<String> {
    let (mut written, mut left) = (String::new(), text);
    while let Some(at) = left.find('$') {
        let (before, rest) = left.split_at(at);
        written.push_str(before);
        let (sign, rest) = if let Some(rest) = rest.strip_prefix("$$") {
            ("$$", rest)
        } else if let Some(rest) = rest.strip_prefix("$.Output").filter(|rest| !continues_name(rest)) {
            ("$[0]", rest)
        } else {
            ("$", rest.strip_prefix('$').filter(|rest| continues_name(rest))?)
        };
        written.push_str(sign);
        left = rest;
    }
    written.push_str(left);
    Some(written)
}

fn continues_name(rest: &str) -> bool {
    rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_output_reads_that_of_the_branch() {
        let paths = |text: &str| in_paths(text).unwrap_or_default();
        assert_eq!(paths("$.Output"), "$[0]");
        assert_eq!(paths("States.Format('{}', $.Output.a[0])"), "States.Format('{}', $[0].a[0])");
        assert_eq!(paths("$$.State.Name"), "$$.State.Name");
        assert_eq!(paths("$before.Output"), "$before.Output");
        for more in ["$", "$.OutputDetails", "$.Status", "States.Array($.Output, $.Name)"] {
            assert_eq!(in_paths(more), None, "{more}");
        }
        let jsonata = |text: &str| in_jsonata(text).unwrap_or_default();
        assert_eq!(jsonata("{% $states.result.Output.a & $x %}"), "{% $states.result[0].a & $x %}");
        for more in [
            "{% $states.result %}",
            "{% $states.result.OutputDetails %}",
            "{% $states.result.Output + $states.result.Name %}",
        ] {
            assert_eq!(in_jsonata(more), None, "{more}");
        }
    }
}
