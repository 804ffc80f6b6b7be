//! Map: runs one workflow for every item. Inline here; `distributed` has the other mode.

mod amount;
pub(crate) mod distributed;
mod tested;

use asl::{Mode, QueryLanguage};
use expressions::jsonata::{Expected, Tree};
use expressions::{Path, Template};
use serde_json::Value;

use self::amount::Amount;
use self::distributed::DistributedMap;
use self::tested::RunFields;
pub(crate) use self::tested::Tested;
use crate::broken::Broken;
use crate::compile::Compiler;
use crate::context::Detail;
use crate::dataflow::check_bounds;
use crate::decide::Turn;
use crate::program::State;
use crate::scope::{Visit, Work};
use crate::sight::{Extra, Sight};
use crate::{Kind, Payload};

/// How many iterations AWS runs at once inside an execution, whatever the definition says.
const INLINE_CONCURRENCY_MAX: u32 = 40;

#[derive(Debug)]
pub(crate) struct Map {
    first: u32,
    distributed: Option<Box<DistributedMap>>,
    items: Items,
    selector: Selector,
    concurrency: Amount,
    run: RunFields,
}

/// Where the items come from.
#[derive(Debug)]
enum Items {
    /// JSONPath: `ItemsPath`, default `$`.
    Path(Option<Path>),
    /// JSONata: `Items`, or the state's input.
    Query(Option<Tree>),
}

/// What an iteration gets.
#[derive(Debug)]
enum Selector {
    Item,
    Template(Template),
    Query(Tree),
}

pub(crate) fn compile(compiler: &mut Compiler<'_>, map: &asl::Map) -> Option<Map> {
    let Some(processor) = &map.processor else {
        compiler.required("ItemProcessor");
        return None;
    };
    let state = compiler.state;
    let selected = map.item_selector.as_ref().or(state.parameters.as_ref());
    let is_jsonata = state.language == QueryLanguage::Jsonata;
    let selector = if is_jsonata {
        compiler.tree("ItemSelector", selected).map_or(Selector::Item, Selector::Query)
    } else {
        compiler.template("ItemSelector", selected).map_or(Selector::Item, Selector::Template)
    };
    let items = if is_jsonata {
        Items::Query(compiler.tree("Items", map.items.as_ref()))
    } else {
        Items::Path(compiler.path("ItemsPath", map.items_path.as_ref()))
    };
    let concurrency = Amount::integer(
        compiler,
        ["MaxConcurrency", "MaxConcurrencyPath"],
        (map.max_concurrency.as_ref(), map.max_concurrency_path.as_ref()),
    );
    let run = RunFields::compile(compiler, map);
    Some(Map {
        first: compiler.first_of(processor.workflow)?,
        distributed: (processor.mode == Mode::Distributed)
            .then(|| Box::new(distributed::compile(compiler, map, processor))),
        items,
        selector,
        concurrency,
        run,
    })
}

impl Map {
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        if let Some(distributed) = &self.distributed {
            return distributed.begin(turn, scope, state, self);
        }
        let effective = state.dataflow.effective(&sight)?;
        let concurrency_max = match self.concurrency.read_count(&sight, &effective)? {
            None | Some(0) => INLINE_CONCURRENCY_MAX,
            Some(count) => count.min(INLINE_CONCURRENCY_MAX),
        };
        let items = self.items.read(&sight, &effective)?;
        let length = length(&items);
        turn.record_after_last(scope, Kind::MapStarted { length, items, concurrency_max });
        self.advance(turn, scope, state)
    }

    /// The first state of its workflow.
    pub fn first(&self) -> u32 {
        self.first
    }

    /// Whether items are not simply handed on.
    pub fn is_selecting(&self) -> bool {
        !matches!(self.selector, Selector::Item)
    }

    /// What an iteration gets of an item.
    pub fn select(&self, sight: &Sight, effective: &Payload, item: &Value) -> Result<Payload, Broken> {
        self.selector.read(sight, effective, item)
    }

    /// Starts as many iterations as may run, or leaves the state once all have ended.
    pub fn advance(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        while let Some(Visit { work: Work::Map(iteration), .. }) = turn.visit(scope) {
            if iteration.is_over() {
                let result = Payload::array(&iteration.results);
                return turn.succeed(scope, state, turn.last(scope), Kind::MapSucceeded, &result);
            }
            if !iteration.may_start() {
                break;
            }
            self.start_next(turn, scope, state)?;
            // From the first start on the state is the next to go on, so a cut changes no order.
            if turn.ends_here() {
                break;
            }
        }
        Ok(())
    }

    fn start_next(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(Visit { work: Work::Map(iteration), .. }) = turn.visit(scope) else { return Ok(()) };
        let (index, freed, items) = (iteration.next, iteration.freed, iteration.items.clone());
        let Some((key, item)) = item(&items, index) else { return Ok(()) };
        let detail = Detail::Item { index, key, value: item };
        let Some(sight) = turn.sight_with(scope, state, detail) else { return Ok(()) };
        let effective = state.dataflow.effective(&sight)?;
        let input = self.selector.read(&sight, &effective, item)?;
        let (name, parent, first) = (state.name.clone(), scope, self.first);
        let inner = turn.next_scope();
        turn.record(inner, freed, Kind::MapIterationStarted { name, index, parent, first, input });
        Ok(())
    }
}

impl Selector {
    fn read(&self, sight: &Sight, effective: &Payload, item: &Value) -> Result<Payload, Broken> {
        let made = match self {
            Self::Item => item.clone(),
            Self::Template(template) => sight.template(template, effective)?,
            Self::Query(tree) => sight.tree(tree, Extra::Nothing)?,
        };
        let made = Payload::from_value(made);
        check_bounds(&made, sight)?;
        Ok(made)
    }
}

/// An iteration has ended well.
pub(crate) fn end_iteration(turn: &mut Turn<'_>, scope: u32) {
    let Some((parent, index)) = turn.execution.scope(scope).map(|scope| (scope.parent, scope.index)) else {
        return;
    };
    let Some(name) = turn.visit(parent).map(|visit| visit.name.clone()) else { return };
    turn.record_after_last(scope, Kind::MapIterationSucceeded { name, index });
}

fn length(items: &Payload) -> u32 {
    let length = match items.value() {
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        _ => 0,
    };
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn item(items: &Payload, index: u32) -> Option<(Option<&str>, &Value)> {
    match items.value() {
        Value::Array(items) => items.get(index as usize).map(|item| (None, item)),
        Value::Object(members) => {
            members.iter().nth(index as usize).map(|(key, value)| (Some(key.as_str()), value))
        }
        _ => None,
    }
}

impl Items {
    fn read(&self, sight: &Sight, effective: &Payload) -> Result<Payload, Broken> {
        match self {
            Self::Query(Some(tree)) => sight.tree_as(tree, Expected::ArrayOrObject).map(Payload::from_value),
            Self::Query(None) if effective.value().is_array() => Ok(effective.clone()),
            Self::Query(None) => {
                let cause = format!("Map state input must be an array but was: {}", effective.value());
                Err(sight.query_error(cause, None))
            }
            Self::Path(path) => {
                let items = match path {
                    Some(path) => sight.path(path, effective)?,
                    None => effective.clone(),
                };
                if items.value().is_array() {
                    return Ok(items);
                }
                let text = path.as_ref().map_or("$", Path::text);
                let text = text.strip_prefix('$').filter(|rest| rest.starts_with('$')).unwrap_or(text);
                Err(sight.runtime(format_args!("Reference path \"{text}\" must point to array.")))
            }
        }
    }
}

/// A non-negative integer, or a text of digits.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked first")]
pub(crate) fn whole(value: &Value) -> Option<u32> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => match number.as_u64() {
            Some(count) => u32::try_from(count).ok(),
            None => number
                .as_f64()
                .filter(|number| number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number))
                .map(|number| number as u32),
        },
        _ => None,
    }
}

/// The cause AWS gives for a path that should lead to an integer.
pub(crate) fn not_an_integer(sight: &Sight, field: &str, value: &Value, path: &Path) -> Broken {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    sight.runtime(format_args!(
        "The {field} field refers to value \"{text}\" which is not a valid integer: {path}"
    ))
}
