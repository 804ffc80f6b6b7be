//! Fields that are paths hold one, and those that must name exactly one node do.

use asl::{QueryLanguage, State, StateMachine};
use expressions::{Expression, Path, ReferencePath};
use syntax::{Diagnostic, Tree};

use super::places::{self, PathKind, PathPlace};
use super::schema;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    let states = machine.states().iter().filter(|state| state.language == QueryLanguage::JsonPath);
    for state in states {
        places::paths(state, &mut |place| {
            if !super::is_filled_in(place.text) {
                found.extend(problem(state, place));
            }
        });
    }
}

fn problem(state: &State, place: PathPlace<'_>) -> Option<Diagnostic> {
    let reason = match place.kind {
        PathKind::Any => Path::parse(place.text).err()?.to_string(),
        PathKind::Reference => ReferencePath::parse(place.text).err()?.to_string(),
        PathKind::Writable => ReferencePath::parse_writable(place.text).err()?.to_string(),
        PathKind::Text => Expression::parse(place.text).err()?,
    };
    let is_reference = place.kind != PathKind::Text && (place.kind != PathKind::Any || place.is_variable());
    let message = match place.kind {
        _ if is_reference && !place.text.starts_with('$') => {
            "Value is not a Reference Path: Reference path didn't start with '$'"
        }
        PathKind::Any => "Value is not a valid JSONPath",
        PathKind::Reference | PathKind::Writable => "Value is not a Reference Path",
        PathKind::Text => "Value is not a valid JSONPath or intrinsic function call",
    };
    let location = format!("{}{}", state.location, place.way);
    Some(schema(message, place.span).at(location).help(reason))
}
