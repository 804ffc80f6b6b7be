//! Pass: shapes data.

use crate::Payload;
use crate::broken::Broken;
use crate::decide::Turn;
use crate::probe::Stage;
use crate::program::State;

#[derive(Debug)]
pub(crate) struct Pass {
    /// `Result`, used verbatim. Goes before `Parameters`.
    result: Option<Payload>,
}

pub(crate) fn compile(pass: &asl::Pass) -> Pass {
    Pass { result: pass.result.as_ref().map(|field| Payload::from_value(field.value.clone())) }
}

impl Pass {
    pub fn begin(&self, turn: &mut Turn<'_>, scope: u32, state: &State) -> Result<(), Broken> {
        let Some(sight) = turn.sight(scope, state) else { return Ok(()) };
        let result = match &self.result {
            Some(result) => {
                sight.note(Stage::Result, result);
                result.clone()
            }
            None => {
                let effective = state.dataflow.effective(&sight)?;
                state.dataflow.arguments(&sight, &effective)?
            }
        };
        let left = state.dataflow.leave(&sight, &result)?;
        turn.exit(scope, left, state.next);
        Ok(())
    }
}
