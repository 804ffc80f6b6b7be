//! Fields that are paths hold one, and those that must name exactly one node do.

use asl::{QueryLanguage, StateMachine};
use expressions::{Expression, Path, ReferencePath};
use syntax::{Diagnostic, Tree};

use super::places::{self, PathKind};
use super::schema;

pub(super) fn check(machine: &StateMachine, _: &Tree, found: &mut Vec<Diagnostic>) {
    let states = machine.states().iter().filter(|state| state.language == QueryLanguage::JsonPath);
    for state in states {
        for place in places::paths(state).into_iter().filter(|place| !super::is_filled_in(&place.text)) {
            let reason = match place.kind {
                PathKind::Any => Path::parse(&place.text).err().map(|error| error.to_string()),
                PathKind::Reference => ReferencePath::parse(&place.text).err().map(|error| error.to_string()),
                PathKind::Writable => {
                    ReferencePath::parse_writable(&place.text).err().map(|error| error.to_string())
                }
                PathKind::Text => Expression::parse(&place.text).err(),
            };
            let Some(reason) = reason else { continue };
            let message = match place.kind {
                PathKind::Any => "Value is not a valid JSONPath",
                PathKind::Reference | PathKind::Writable => "Value is not a Reference Path",
                PathKind::Text => "Value is not a valid JSONPath or intrinsic function call",
            };
            let location = format!("{}{}", state.location, place.location);
            found.push(schema(message, place.span).at(location).help(reason));
        }
    }
}
