//! The eight state types, one file each.
//!
//! `begin` is called when a state has been entered and again for every retry. It ends by recording either what is
//! waited for, or the way out; a [`Broken`] return is a failure for `Retry` and `Catch`.

pub(crate) mod choice;
pub(crate) mod fail;
pub(crate) mod map;
pub(crate) mod parallel;
pub(crate) mod pass;
pub(crate) mod succeed;
pub(crate) mod task;
pub(crate) mod wait;

#[cfg(test)]
mod tests;

use asl::StateKind;

use crate::StateType;
use crate::broken::Broken;
use crate::compile::Compiler;
use crate::decide::Turn;
use crate::program::State;

/// The part of a compiled state that belongs to its type.
#[derive(Debug)]
pub(crate) enum Body {
    Choice(choice::Choice),
    Fail(fail::Fail),
    Map(Box<map::Map>),
    Parallel(parallel::Parallel),
    Pass(pass::Pass),
    Succeed,
    Task(Box<task::Task>),
    Wait(wait::Wait),
}

impl Body {
    /// `None` after a problem has been reported.
    pub fn compile(compiler: &mut Compiler<'_>) -> Option<(StateType, Self)> {
        let state = compiler.state;
        Some(match &state.kind {
            StateKind::Choice(choice) => (StateType::Choice, Self::Choice(choice::compile(compiler, choice))),
            StateKind::Fail(fail) => (StateType::Fail, Self::Fail(fail::compile(compiler, fail))),
            StateKind::Map(map) => (StateType::Map, Self::Map(Box::new(map::compile(compiler, map)?))),
            StateKind::Parallel(parallel) => {
                (StateType::Parallel, Self::Parallel(parallel::compile(compiler, parallel)))
            }
            StateKind::Pass(pass) => (StateType::Pass, Self::Pass(pass::compile(pass))),
            StateKind::Succeed => (StateType::Succeed, Self::Succeed),
            StateKind::Task(task) => (StateType::Task, Self::Task(Box::new(task::compile(compiler, task)?))),
            StateKind::Wait(wait) => (StateType::Wait, Self::Wait(wait::compile(compiler, wait)?)),
            StateKind::Unknown(_) => {
                compiler.required("Type");
                return None;
            }
        })
    }

    /// Whether the state waits for its turn between being entered and doing its work, so that branches and
    /// iterations advance in step as AWS's do.
    pub fn yields_once_entered(&self) -> bool {
        matches!(self, Self::Choice(_) | Self::Pass(_) | Self::Succeed)
    }

    /// Begins the work of `state`, which the scope is inside of.
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        match self {
            Self::Choice(choice) => choice.begin(turn, scope, state),
            Self::Fail(fail) => fail.begin(turn, scope, state),
            Self::Map(map) => map.begin(turn, scope, state),
            Self::Parallel(parallel) => parallel.begin(turn, scope, state),
            Self::Pass(pass) => pass.begin(turn, scope, state),
            Self::Succeed => succeed::begin(turn, scope, state),
            Self::Task(task) => task.begin(turn, scope, state),
            Self::Wait(wait) => wait.begin(turn, scope, state),
        }
    }
}
