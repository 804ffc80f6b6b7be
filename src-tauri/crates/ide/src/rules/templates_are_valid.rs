//! In a payload template, every member `name.$` holds a path or a call of an intrinsic function.

use asl::{QueryLanguage, StateMachine};
use expressions::Template;
use syntax::{Diagnostic, Pointer, Tree};

use super::{places, schema};

pub(super) fn check(machine: &StateMachine, tree: &Tree, found: &mut Vec<Diagnostic>) {
    let states = machine.states().iter().filter(|state| state.language == QueryLanguage::JsonPath);
    for state in states {
        for place in places::templates(state) {
            let Err(problems) = Template::parse(&place.field.value) else { continue };
            for problem in problems {
                let template = tree.node(place.field.node);
                let node = Pointer::parse(&problem.pointer).and_then(|pointer| pointer.find_in(template));
                if node.is_some_and(|node| super::is_filled_in(node.source())) {
                    continue;
                }
                let span = node.map_or(place.field.span, |node| node.span());
                let location = format!("{}{}", state.location, place.location());
                let found_here = schema(problem.message, span).at(location);
                found.push(found_here.help("for example `$.order.id`, or `States.Format('{}', $.id)`"));
            }
        }
    }
}
