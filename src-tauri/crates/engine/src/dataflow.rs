//! From a state's input to its output: `InputPath` to `OutputPath`, or `Arguments` and `Output`; and `Assign`.

use std::sync::Arc;

use asl::QueryLanguage;
use expressions::Template;
use expressions::jsonata::Tree;
use serde_json::{Map, Value};

use crate::Payload;
use crate::broken::{Broken, PAYLOAD_BYTES_MAX};
use crate::compile::{Compiler, Place, Select};
use crate::probe::Stage;
use crate::sight::{Extra, Sight};

/// The data fields that states share.
#[derive(Debug)]
pub(crate) enum Dataflow {
    JsonPath(Box<JsonPath>),
    Jsonata(Box<Jsonata>),
}

#[derive(Debug)]
pub(crate) struct JsonPath {
    input: Select,
    parameters: Option<Template>,
    result_selector: Option<Template>,
    result: Place,
    output: Select,
    assign: Option<Template>,
}

#[derive(Debug)]
pub(crate) struct Jsonata {
    arguments: Option<Tree>,
    output: Option<Tree>,
    assign: Option<Tree>,
    /// Whether `Output` and `Assign` see `$states.result`.
    has_result: bool,
}

/// What a state leaves behind.
#[derive(Debug)]
pub(crate) struct Left {
    pub output: Payload,
    pub assigned: Vec<(Arc<str>, Payload)>,
}

/// `Assign` and `Output` of a Choice rule or a catcher, which replace the state's own.
#[derive(Debug, Default)]
pub(crate) struct Instead {
    pub assign_template: Option<Template>,
    pub assign: Option<Tree>,
    pub output: Option<Tree>,
}

impl Dataflow {
    pub fn compile(compiler: &mut Compiler<'_>) -> Self {
        let state = compiler.state;
        match state.language {
            QueryLanguage::JsonPath => {
                let is_map = matches!(state.kind, asl::StateKind::Map(_));
                // On a Map, `Parameters` is the old name of `ItemSelector`.
                let parameters = if is_map { None } else { state.parameters.as_ref() };
                Self::JsonPath(Box::new(JsonPath {
                    input: compiler.select("InputPath", state.input_path.as_ref()),
                    parameters: compiler.template("Parameters", parameters),
                    result_selector: compiler.template("ResultSelector", state.result_selector.as_ref()),
                    result: compiler.place(state.result_path.as_ref()),
                    output: compiler.select("OutputPath", state.output_path.as_ref()),
                    assign: compiler.template("Assign", state.assign.as_ref()),
                }))
            }
            QueryLanguage::Jsonata => Self::Jsonata(Box::new(Jsonata {
                arguments: compiler.tree("Arguments", state.arguments.as_ref()),
                output: compiler.tree("Output", state.output.as_ref()),
                assign: compiler.tree("Assign", state.assign.as_ref()),
                has_result: matches!(
                    state.kind,
                    asl::StateKind::Task(_) | asl::StateKind::Parallel(_) | asl::StateKind::Map(_)
                ),
            })),
        }
    }

    pub fn is_jsonata(&self) -> bool {
        matches!(self, Self::Jsonata(_))
    }

    /// The effective input: after `InputPath`, which JSONata does not have.
    pub fn effective(&self, sight: &Sight) -> Result<Payload, Broken> {
        match self {
            Self::JsonPath(flow) => {
                let effective = select(&flow.input, sight, &sight.input)?;
                sight.note(Stage::AfterInputPath, &effective);
                Ok(effective)
            }
            Self::Jsonata(_) => Ok(sight.input.clone()),
        }
    }

    /// What the work gets: `Parameters` or `Arguments`, or the effective input.
    pub fn arguments(&self, sight: &Sight, effective: &Payload) -> Result<Payload, Broken> {
        let arguments = self.made_arguments(sight, effective)?;
        sight
            .note(if self.is_jsonata() { Stage::AfterArguments } else { Stage::AfterParameters }, &arguments);
        Ok(arguments)
    }

    fn made_arguments(&self, sight: &Sight, effective: &Payload) -> Result<Payload, Broken> {
        let made = match self {
            Self::JsonPath(flow) => match &flow.parameters {
                Some(template) => sight.template(template, effective)?,
                None => return Ok(effective.clone()),
            },
            Self::Jsonata(flow) => match &flow.arguments {
                Some(tree) => sight.tree(tree, Extra::Nothing)?,
                None => return Ok(sight.input.clone()),
            },
        };
        let made = Payload::from_value(made);
        check_bounds(&made, sight)?;
        Ok(made)
    }

    /// What is left behind when the work gave `result`.
    pub fn leave(&self, sight: &Sight, result: &Payload) -> Result<Left, Broken> {
        if !result.is_shared_with(&sight.input) && result.is_too_deep() {
            return Err(Broken::too_deep(&sight.name));
        }
        let left = match self {
            Self::JsonPath(flow) => {
                let selected;
                let result = match &flow.result_selector {
                    Some(template) => {
                        selected = Payload::from_value(sight.template(template, result)?);
                        &selected
                    }
                    None => result,
                };
                sight.note(Stage::AfterResultSelector, result);
                let merged = place(&flow.result, sight, result)?;
                sight.note(Stage::AfterResultPath, &merged);
                let output = select(&flow.output, sight, &merged)?;
                Left { output, assigned: assign_template(flow.assign.as_ref(), sight, result)? }
            }
            Self::Jsonata(flow) => {
                let extra = if flow.has_result { Extra::Result(result) } else { Extra::Nothing };
                let assigned = assign_tree(flow.assign.as_ref(), sight, extra)?;
                Left { output: output_tree(flow.output.as_ref(), sight, extra, result)?, assigned }
            }
        };
        left.checked(sight)
    }

    /// What is left behind when a Choice rule matched, whose fields go before the state's.
    pub fn leave_by_rule(&self, sight: &Sight, effective: &Payload, rule: &Instead) -> Result<Left, Broken> {
        let left = match self {
            Self::JsonPath(flow) => Left {
                output: select(&flow.output, sight, effective)?,
                assigned: assign_template(rule.assign_template.as_ref(), sight, effective)?,
            },
            Self::Jsonata(_) => {
                let assigned = assign_tree(rule.assign.as_ref(), sight, Extra::Nothing)?;
                Left {
                    output: output_tree(rule.output.as_ref(), sight, Extra::Nothing, effective)?,
                    assigned,
                }
            }
        };
        left.checked(sight)
    }
}

impl Instead {
    /// `place` is where they stand, like `Catch[0]`: AWS names it before the field when JSONata fails.
    pub fn compile(
        compiler: &mut Compiler<'_>,
        place: &str,
        assign: Option<&asl::Field<Value>>,
        output: Option<&asl::Field<Value>>,
    ) -> Self {
        match compiler.state.language {
            QueryLanguage::JsonPath => {
                let assign_template = compiler.template("Assign", assign);
                Self { assign_template, assign: None, output: None }
            }
            QueryLanguage::Jsonata => Self {
                assign_template: None,
                assign: compiler.tree(&format!("{place}/Assign"), assign),
                output: compiler.tree(&format!("{place}/Output"), output),
            },
        }
    }

    /// What is left behind when a catcher took over. `at` is its `ResultPath`.
    pub fn leave_caught(&self, sight: &Sight, at: &Place, error_output: &Payload) -> Result<Left, Broken> {
        let extra = Extra::ErrorOutput(error_output);
        let mut assigned = assign_template(self.assign_template.as_ref(), sight, error_output)?;
        assigned.extend(assign_tree(self.assign.as_ref(), sight, extra)?);
        let output = match &self.output {
            Some(tree) => Payload::from_value(sight.tree(tree, extra)?),
            None => place(at, sight, error_output)?,
        };
        Left { output, assigned }.checked(sight)
    }
}

impl Left {
    /// Output and assigned variables have a size limit each; what was only passed on is known to keep it.
    fn checked(self, sight: &Sight) -> Result<Self, Broken> {
        if !self.output.is_shared_with(&sight.input) {
            check_bounds(&self.output, sight)?;
        }
        let assigned_bytes: usize = self.assigned.iter().map(|(_, value)| value.bytes()).sum();
        if assigned_bytes > PAYLOAD_BYTES_MAX {
            return Err(Broken::too_large(&sight.name));
        }
        self.assigned.iter().try_for_each(|(_, value)| check_bounds(value, sight))?;
        Ok(self)
    }
}

/// What a state made must not be too deep or too large.
pub(crate) fn check_bounds(made: &Payload, sight: &Sight) -> Result<(), Broken> {
    if made.is_too_deep() {
        return Err(Broken::too_deep(&sight.name));
    }
    if made.bytes() > PAYLOAD_BYTES_MAX {
        return Err(Broken::too_large(&sight.name));
    }
    Ok(())
}

fn select(what: &Select, sight: &Sight, input: &Payload) -> Result<Payload, Broken> {
    match what {
        Select::All => Ok(input.clone()),
        Select::Nothing => Ok(Payload::from_value(Value::Object(Map::new()))),
        Select::Path(path) => sight.path(path, input),
    }
}

fn place(at: &Place, sight: &Sight, result: &Payload) -> Result<Payload, Broken> {
    match at {
        Place::Whole => Ok(result.clone()),
        Place::Nowhere => Ok(sight.input.clone()),
        Place::At(path) => path
            .set(sight.input.value().clone(), result.value().clone())
            .map(Payload::from_value)
            .map_err(|problem| sight.unappliable(&problem)),
    }
}

fn assign_template(
    template: Option<&Template>,
    sight: &Sight,
    input: &Payload,
) -> Result<Vec<(Arc<str>, Payload)>, Broken> {
    template.map_or(Ok(Vec::new()), |template| Ok(named(sight.template(template, input)?)))
}

fn assign_tree(
    tree: Option<&Tree>,
    sight: &Sight,
    extra: Extra<'_>,
) -> Result<Vec<(Arc<str>, Payload)>, Broken> {
    tree.map_or(Ok(Vec::new()), |tree| Ok(named(sight.tree(tree, extra)?)))
}

fn output_tree(
    tree: Option<&Tree>,
    sight: &Sight,
    extra: Extra<'_>,
    otherwise: &Payload,
) -> Result<Payload, Broken> {
    match tree {
        Some(tree) => Ok(Payload::from_value(sight.tree(tree, extra)?)),
        None => Ok(otherwise.clone()),
    }
}

fn named(assigned: Value) -> Vec<(Arc<str>, Payload)> {
    match assigned {
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (name.into(), Payload::from_value(value))).collect()
        }
        _ => Vec::new(),
    }
}
