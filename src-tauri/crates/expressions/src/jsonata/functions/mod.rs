//! Functions that AWS adds to the language, and those of the language whose library version is impure,
//! unbounded or different from the reference. One file each; this list names them all.

mod arguments;
mod base64decode;
mod encode_url;
mod hash;
mod lengths;
mod look_around;
mod millis;
mod pad;
mod parse;
mod partition;
mod random;
mod range;
mod shuffle;
mod uuid;

use std::rc::Rc;

use jsonata_core::evaluator::{Evaluator, EvaluatorError};
use jsonata_core::value::JValue;

use crate::Environment;

pub(super) use lengths::{JOINABLE, SHORT};
pub(super) use look_around::{CONTAINS, MATCH, SPLIT, compile as compile_look_around};
pub(super) use pad::PAD;

/// What a function makes of its arguments. Errors start with JSONata's code.
type Function = fn(&[JValue], &Environment) -> Result<JValue, String>;

/// Names with a blank cannot be written in an expression; only our own rewriting calls them.
const FUNCTIONS: [(&str, Function); 20] = [
    ("base64decode", base64decode::call),
    ("encodeUrl", encode_url::whole),
    ("encodeUrlComponent", encode_url::component),
    ("eval", |_, _| Err("T1006: Attempted to invoke a non-function".to_owned())),
    ("hash", hash::call),
    ("millis", millis::call),
    ("now", millis::now),
    ("parse", parse::call),
    ("partition", partition::call),
    ("random", random::call),
    ("range", range::call),
    ("shuffle", shuffle::call),
    ("uuid", uuid::call),
    ("pad", pad::call),
    (PAD, pad::call_in_context),
    (MATCH, look_around::find),
    (CONTAINS, look_around::contains),
    (SPLIT, look_around::split),
    (SHORT, lengths::short),
    (JOINABLE, lengths::joinable),
];

/// Makes the functions known to `evaluator`.
pub(super) fn register(
    evaluator: &mut Evaluator,
    environment: &Rc<Environment>,
) -> Result<(), EvaluatorError> {
    for (name, function) in FUNCTIONS {
        let environment = Rc::clone(environment);
        let call = move |arguments: &[JValue]| {
            function(arguments, &environment).map_err(EvaluatorError::EvaluationError)
        };
        evaluator.register_fn_override(name, call)?;
    }
    Ok(())
}
