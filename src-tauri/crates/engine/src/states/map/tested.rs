//! A Map in a test of one state: its fields are evaluated, but nothing is iterated.

use expressions::Template;
use expressions::jsonata::Tree;
use serde_json::{Value, json};

use asl::QueryLanguage;

use super::amount::Amount;
use super::{Items, Map, Selector, item};
use crate::broken::Broken;
use crate::compile::Compiler;
use crate::context::Detail;
use crate::dataflow::check_bounds;
use crate::decide::Turn;
use crate::map_run::run::negative_max_items;
use crate::map_run::{BatchLimits, Batcher};
use crate::probe::Stage;
use crate::program::State;
use crate::sight::{Extra, Sight};
use crate::{Failure, Payload};

/// Fields that matter to a Map Run: what it reads, how it groups, how much failing it bears.
#[derive(Debug)]
pub(super) struct RunFields {
    has_reader: bool,
    pub reader: Option<Values>,
    items_pointer: Option<String>,
    pub max_items: Amount,
    pub batch: Option<Batch>,
    pub tolerated_count: Amount,
    pub tolerated_percentage: Amount,
}

#[derive(Debug)]
pub(super) struct Batch {
    items_max: Amount,
    bytes_max: Amount,
    input: Option<Values>,
}

/// A template of either language.
#[derive(Debug)]
pub(super) enum Values {
    Template(Template),
    Query(Tree),
}

/// What is known of a Map before its mocked iterations end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tested {
    /// How many items there are.
    pub items: u32,
    tolerated_count: Option<u32>,
    tolerated_percentage: Option<f64>,
}

impl RunFields {
    pub fn compile(compiler: &mut Compiler<'_>, map: &asl::Map) -> Self {
        let reader = map.item_reader.as_ref().and_then(|reader| {
            let field = reader.parameters.as_ref().or(reader.arguments.as_ref());
            Values::compile(compiler, "ItemReader", field)
        });
        let config = map.item_reader.as_ref().and_then(|reader| reader.config.as_ref());
        let items_pointer = config.and_then(|config| config.items_pointer.as_ref());
        let batch = map.item_batcher.as_ref().map(|batcher| Batch {
            items_max: Amount::integer(
                compiler,
                ["MaxItemsPerBatch", "MaxItemsPerBatchPath"],
                (batcher.max_items_per_batch.as_ref(), batcher.max_items_per_batch_path.as_ref()),
            ),
            bytes_max: Amount::integer(
                compiler,
                ["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
                (batcher.max_input_bytes_per_batch.as_ref(), batcher.max_input_bytes_per_batch_path.as_ref()),
            ),
            input: Values::compile(compiler, "BatchInput", batcher.batch_input.as_ref()),
        });
        Self {
            has_reader: map.item_reader.is_some(),
            reader,
            items_pointer: items_pointer.map(|field| field.value.clone()),
            max_items: Amount::integer(
                compiler,
                ["MaxItems", "MaxItemsPath"],
                (
                    config.and_then(|config| config.max_items.as_ref()),
                    config.and_then(|config| config.max_items_path.as_ref()),
                ),
            ),
            batch,
            tolerated_count: Amount::integer(
                compiler,
                ["ToleratedFailureCount", "ToleratedFailureCountPath"],
                (map.tolerated_failure_count.as_ref(), map.tolerated_failure_count_path.as_ref()),
            ),
            tolerated_percentage: Amount::float(
                compiler,
                ["ToleratedFailurePercentage", "ToleratedFailurePercentagePath"],
                (map.tolerated_failure_percentage.as_ref(), map.tolerated_failure_percentage_path.as_ref()),
            ),
        }
    }
}

impl Map {
    /// Evaluates every field up to the iterations. `read` is what the `ItemReader` is said to have read.
    pub fn examine(
        &self,
        turn: &Turn<'_>,
        scope: u32,
        state: &State,
        read: Option<&Payload>,
    ) -> Result<Tested, Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(Tested::none()) };
        let effective = state.dataflow.effective(&sight)?;
        let items = self.tested_items(&sight, &effective, read)?;
        let inputs = self.inputs(turn, scope, state, &items)?;
        let (count, percentage) = (
            self.run.tolerated_count.read_count(&sight, &effective)?,
            self.run.tolerated_percentage.read_percentage(&sight, &effective)?,
        );
        let concurrency = self.concurrency.read_count(&sight, &effective)?.unwrap_or(0);
        if let Some(batch) = &self.run.batch {
            let batches = batch.group(&sight, &effective, &inputs)?;
            sight.note(Stage::AfterItemBatcher, &Payload::from_value(batches));
        }
        if let Some(probe) = &sight.probe {
            let mut notes = probe.notes.borrow_mut();
            notes.max_concurrency = Some(concurrency);
            notes.tolerated_failure_count = count;
            notes.tolerated_failure_percentage = percentage;
        }
        let items = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        Ok(Tested { items, tolerated_count: count, tolerated_percentage: percentage })
    }

    fn tested_items(
        &self,
        sight: &Sight,
        effective: &Payload,
        read: Option<&Payload>,
    ) -> Result<Payload, Broken> {
        if !self.run.has_reader {
            let items = self.items.read(sight, effective)?;
            if matches!(self.items, Items::Path(_)) {
                sight.note(Stage::AfterItemsPath, &items);
            }
            return Ok(items);
        }
        if let Some(reader) = &self.run.reader {
            reader.read(sight, effective)?;
        }
        let mut items = read.cloned().unwrap_or_else(|| Payload::from_value(json!([])));
        if let Some(pointer) = &self.run.items_pointer {
            let found = items.value().pointer(pointer).cloned();
            let found = found.ok_or_else(|| {
                sight.runtime(format_args!("ItemsPointer '{pointer}' does not point into the data."))
            })?;
            items = Payload::from_value(found);
            sight.note(Stage::AfterItemsPointer, &items);
        }
        let is_iterable =
            items.value().is_array() || self.run.items_pointer.is_some() && items.value().is_object();
        if !is_iterable {
            return Err(Broken::new(
                "States.ItemReaderFailed",
                "Attempting to map over non-iterable node.".to_owned(),
            ));
        }
        self.first_items(sight, effective, items)
    }

    /// As many items as `MaxItems` lets through.
    fn first_items(&self, sight: &Sight, effective: &Payload, items: Payload) -> Result<Payload, Broken> {
        let most = self.run.max_items.read_integer(sight, effective)?.unwrap_or(0);
        if most < 0 {
            return Err(Broken { failure: negative_max_items(), evaluation: None });
        }
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        Ok(match items.value() {
            _ if most == 0 => items,
            Value::Array(all) => Payload::from_value(all.iter().take(most).cloned().collect()),
            Value::Object(members) => {
                let first = members.iter().take(most).map(|(name, value)| (name.clone(), value.clone()));
                Payload::from_value(Value::Object(first.collect()))
            }
            _ => items,
        })
    }

    /// What each iteration gets.
    fn inputs(
        &self,
        turn: &Turn<'_>,
        scope: u32,
        state: &State,
        items: &Payload,
    ) -> Result<Vec<Value>, Broken> {
        let mut inputs = Vec::new();
        while let Some((key, value)) = item(items, u32::try_from(inputs.len()).unwrap_or(u32::MAX)) {
            let index = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
            let detail = Detail::Item { index, key, value };
            let Some(sight) = turn.sight_with(scope, state, detail) else { break };
            let effective = state.dataflow.effective(&sight)?;
            inputs.push(self.selector.read(&sight, &effective, value)?.value().clone());
        }
        if !matches!(self.selector, Selector::Item)
            && let Some(probe) = &turn.probe
        {
            probe.note(Stage::AfterItemSelector, &Payload::from_value(inputs.clone().into()));
        }
        Ok(inputs)
    }
}

impl Batch {
    /// Its fields, evaluated.
    pub fn limits(&self, sight: &Sight, effective: &Payload) -> Result<BatchLimits, Broken> {
        Ok(BatchLimits {
            items_max: self.items_max.read_count(sight, effective)?.filter(|max| *max > 0),
            bytes_max: self.bytes_max.read_count(sight, effective)?.filter(|max| *max > 0),
            input: self.input.as_ref().map(|input| input.payload(sight, effective)).transpose()?,
        })
    }

    /// Groups inputs until one of the limits is reached.
    fn group(&self, sight: &Sight, effective: &Payload, inputs: &[Value]) -> Result<Value, Broken> {
        let mut batcher = Batcher::new(Some(self.limits(sight, effective)?));
        let mut batches = Vec::new();
        for input in inputs {
            let full = batcher.push(&Payload::from_value(input.clone()), &sight.name);
            batches.extend(full.map_err(|failure| Broken { failure, evaluation: None })?);
        }
        batches.extend(batcher.finish());
        Ok(batches.iter().map(|batch| batch.input.value().clone()).collect::<Vec<_>>().into())
    }
}

impl Values {
    pub fn compile(
        compiler: &mut Compiler<'_>,
        name: &str,
        field: Option<&asl::Field<Value>>,
    ) -> Option<Self> {
        match compiler.state.language {
            QueryLanguage::JsonPath => compiler.template(name, field).map(Self::Template),
            QueryLanguage::Jsonata => compiler.tree(name, field).map(Self::Query),
        }
    }

    /// Its value, as it is handed to others.
    pub fn payload(&self, sight: &Sight, effective: &Payload) -> Result<Payload, Broken> {
        let made = Payload::from_value(self.read(sight, effective)?);
        check_bounds(&made, sight)?;
        Ok(made)
    }

    fn read(&self, sight: &Sight, effective: &Payload) -> Result<Value, Broken> {
        match self {
            Self::Template(template) => sight.template(template, effective),
            Self::Query(tree) => sight.tree(tree, Extra::Nothing),
        }
    }
}

impl Tested {
    fn none() -> Self {
        Self { items: 0, tolerated_count: None, tolerated_percentage: None }
    }

    /// The error of a Map that so many failing items are too many for; without a limit any number is borne.
    pub fn failure(&self, failed: u32) -> Option<Failure> {
        let is_over_count = self.tolerated_count.is_some_and(|most| failed > most);
        let share = f64::from(failed) * 100.0 / f64::from(self.items.max(1));
        let is_over_share = self.tolerated_percentage.is_some_and(|most| share > most);
        (is_over_count || is_over_share).then(|| {
            let cause = "The specified tolerated failure threshold was exceeded";
            Failure::new("States.ExceedToleratedFailureThreshold", cause)
        })
    }
}
