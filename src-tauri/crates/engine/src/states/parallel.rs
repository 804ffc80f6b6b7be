//! Parallel: runs several workflows at once.

use crate::broken::Broken;
use crate::compile::Compiler;
use crate::decide::Turn;
use crate::program::State;
use crate::scope::{Visit, Work};
use crate::{Kind, Payload};

#[derive(Debug)]
pub(crate) struct Parallel {
    /// First states of the branches.
    branches: Vec<u32>,
}

pub(crate) fn compile(compiler: &mut Compiler<'_>, parallel: &asl::Parallel) -> Parallel {
    if parallel.branches.is_empty() {
        compiler.required("Branches");
    }
    let branches = parallel.branches.iter().filter_map(|branch| compiler.first_of(*branch)).collect();
    Parallel { branches }
}

impl Parallel {
    /// How many branches there are.
    pub fn branches(&self) -> usize {
        self.branches.len()
    }

    /// Evaluates the fields up to the branches, which a test does not run.
    pub fn examine(&self, turn: &Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        let effective = state.dataflow.effective(&sight)?;
        state.dataflow.arguments(&sight, &effective).map(drop)
    }

    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        let effective = state.dataflow.effective(&sight)?;
        let input = state.dataflow.arguments(&sight, &effective)?;
        let first_scope = turn.next_scope();
        let branches = self.branches.clone();
        turn.record_after_last(scope, Kind::ParallelStarted { branches, first_scope, input });
        Ok(())
    }
}

/// Leaves the state: every branch has ended.
pub(crate) fn join(turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
    let Some(Visit { work: Work::Parallel(fork), .. }) = turn.visit(scope) else { return Ok(()) };
    let result = Payload::array(&fork.results);
    turn.succeed(scope, state, turn.last(scope), Kind::ParallelSucceeded, &result)
}
