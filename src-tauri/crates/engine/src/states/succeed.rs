//! Succeed: ends its workflow well.

use crate::broken::Broken;
use crate::decide::Turn;
use crate::program::State;

pub(crate) fn begin(turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
    let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
    let effective = state.dataflow.effective(&sight)?;
    let left = state.dataflow.leave(&sight, &effective)?;
    turn.exit(scope, left, None);
    Ok(())
}
