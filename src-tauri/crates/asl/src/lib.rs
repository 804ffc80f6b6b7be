//! The Amazon States Language: a typed model of a state machine with the place of every field in its text.
//!
//! Lowering is permissive. A wrong field becomes a diagnostic and is left out; everything else stays usable,
//! so that canvas and outline work while the text is broken. What a definition means when it runs is not here
//! (`engine`), and neither are the rules beyond names and types of fields (`ide`).

pub mod codes;
mod field;
pub mod graph;
mod label;
mod lower;
mod machine;
mod one_of;
mod query_language;
mod retry;
mod state;
mod states;
mod subtitle;

pub use field::{Field, Given};
pub use label::{choice_label, condition_text};
pub use lower::{NESTING_MAX, allowed_fields, is_allowed, lower, parse};
pub use machine::{Owner, StateId, StateMachine, Workflow, WorkflowId};
pub use one_of::not_one_of;
pub use query_language::QueryLanguage;
pub use retry::{Catcher, Jitter, Retrier};
pub use state::{State, StateKind, StateType};
pub use states::choice::{Choice, ChoiceRule, Comparison, Operand, Rule, Test};
pub use states::fail::Fail;
pub use states::item_reader::{ItemBatcher, ItemReader, ReaderConfig, ResultWriter, WriterConfig};
pub use states::map::{ExecutionType, Map, Mode, Processor, ProcessorField};
pub use states::operator::{Operator, Order};
pub use states::parallel::Parallel;
pub use states::pass::Pass;
pub use states::task::{Credentials, Task};
pub use states::wait::Wait;
pub use subtitle::subtitle;
