//! Functions that AWS adds.

use jsonata_core::evaluator::Evaluator;

use crate::Environment;

pub(super) fn register(_evaluator: &mut Evaluator, _environment: &Environment) {}
