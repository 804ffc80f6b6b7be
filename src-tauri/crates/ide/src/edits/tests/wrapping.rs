//! Containers around states, and away from them; branches.

use super::containers::NESTED;
use super::*;
use crate::Wrapping;

fn wrap(states: &[&str], into: Wrapping) -> Edit {
    Edit::WrapStates { states: pointers(states), into }
}

fn unwrap(state: &str) -> Edit {
    Edit::UnwrapState { state: state.to_owned() }
}

#[test]
fn a_map_goes_around_two_states_and_away_again() {
    let text = changed(CHAIN, &insert("/States/A/Next", "X", pass()));
    let after = changed(&text, &wrap(&["/States/A", "/States/X"], Wrapping::Map));
    assert!(is_whole(&after), "{after}");
    assert!(
        after.contains(
            r#"  "StartAt": "Map",
  "States": {
    "Map": {
      "Type": "Map",
      "ItemProcessor": {
        "ProcessorConfig": {
          "Mode": "INLINE"
        },
        "StartAt": "A",
        "States": {
          "A": {"Type": "Pass", "Next": "X"},
          "X": {
            "Type": "Pass",
            "End": true
          }
        }
      },
      "Next": "B"
    },
    "B": { "Type": "Pass", "End": true }"#
        ),
        "{after}"
    );
    check(&after, &unwrap("/States/Map"), &text);
}

#[test]
fn a_parallel_around_all_states_has_a_second_branch() {
    let after = changed(CHAIN, &wrap(&["/States/A", "/States/B"], Wrapping::Parallel));
    assert!(is_whole(&after), "{after}");
    let machine = Document::read(&after).machine.expect("a machine");
    assert_eq!(machine.root().states.len(), 1);
    assert!(machine.at_pointer("/States/Parallel/Branches/0/States/B").is_some(), "{after}");
    assert!(machine.at_pointer("/States/Parallel/Branches/1/States/Pass").is_some(), "{after}");
}

#[test]
fn a_try_takes_the_catchers_whose_handlers_stay_outside() {
    let after = changed(FORK, &wrap(&["/States/Work"], Wrapping::TryCatch));
    assert!(is_whole(&after), "{after}");
    let machine = Document::read(&after).machine.expect("a machine");
    let container = machine.at_pointer("/States/Try").expect("the container");
    assert_eq!(container.catch.len(), 1, "States.ALL is caught once: {after}");
    let inside = machine.at_pointer("/States/Try/Branches/0/States/Work").expect("the state");
    assert!(inside.catch.is_empty() && inside.end.is_some(), "{after}");
}

#[test]
fn rules_that_led_out_lead_to_an_end_inside() {
    let text = changed(FORK, &insert("/States/Work/End", "After", pass()));
    let text = changed(&text, &connect("/States/Check/Choices/1/Next", Some("/States/After")));
    let after = changed(&text, &wrap(&["/States/Check", "/States/Work"], Wrapping::Parallel));
    assert!(is_whole(&after), "{after}");
    let machine = Document::read(&after).machine.expect("a machine");
    assert!(machine.at_pointer("/States/Parallel/Branches/0/States/Pass").is_some(), "{after}");
}

#[test]
fn what_has_two_ways_in_or_out_is_refused() {
    refuse(
        FORK,
        &wrap(&["/States/Work", "/States/Bad"], Wrapping::Map),
        &Refusal::SeveralEntries("Work".into(), "Bad".into()),
    );
    refuse(
        FORK,
        &wrap(&["/States/Check"], Wrapping::Map),
        &Refusal::SeveralExits("`Work`".into(), "`Bad`".into()),
    );
    let text = CHAIN.replace(r#"{"Type": "Pass", "Next": "B"}"#, r#"{"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "S"}], "Default": "B"}, "S": {"Type": "Succeed"}"#);
    refuse(&text, &wrap(&["/States/A", "/States/S"], Wrapping::Map), &Refusal::EndsOtherwise("S".into()));
}

#[test]
fn branches_dissolve_one_after_the_other() {
    let after = changed(NESTED, &unwrap("/States/Both"));
    assert!(is_whole(&after), "{after}");
    let machine = Document::read(&after).machine.expect("a machine");
    let next = |name: &str| {
        let state = machine.at_pointer(&format!("/States/{name}")).expect("a state");
        state.next.as_ref().map(|next| next.value.clone())
    };
    assert_eq!(next("L1").as_deref(), Some("L2"));
    assert_eq!(next("L2").as_deref(), Some("R"));
    assert_eq!(next("R").as_deref(), Some("Last"));
    refuse(NESTED, &unwrap("/States/Last"), &Refusal::NotAContainer("Last".into()));
}

#[test]
fn branches_move_and_go() {
    let branch = |at: usize| format!("/States/Both/Branches/{at}");
    let moved = changed(NESTED, &Edit::MoveBranch { branch: branch(0), to: 1 });
    check(&moved, &Edit::MoveBranch { branch: branch(0), to: 1 }, NESTED);
    check(&moved, &Edit::MoveBranch { branch: branch(1), to: 0 }, NESTED);
    assert!(moved.find("\"R\"") < moved.find("\"L1\""), "{moved}");
    let less = changed(NESTED, &Edit::RemoveBranch { branch: branch(0) });
    assert!(is_whole(&less) && !less.contains("L1"), "{less}");
    refuse(&less, &Edit::RemoveBranch { branch: branch(0) }, &Refusal::OnlyBranch("Both".into()));
    let more = changed(NESTED, &Edit::AddBranch { state: "/States/Both".into(), at: Some(1) });
    check(&more, &Edit::RemoveBranch { branch: branch(1) }, NESTED);
}

#[test]
fn the_empty_place_of_a_branch_gives_way_to_what_comes() {
    let more = changed(NESTED, &Edit::AddBranch { state: "/States/Both".into(), at: None });
    let place = "/States/Both/Branches/2/StartAt";
    let after = changed(&more, &insert(place, "Wait", json!({"Type": "Wait", "Seconds": 1})));
    assert!(!after.contains("\"Pass\": {") && is_whole(&after), "{after}");
    let after = changed(&more, &move_to("/States/Last", place));
    assert!(!after.contains("\"Pass\": {") && is_whole(&after), "{after}");
}

#[test]
fn the_only_state_of_a_branch_leaves_an_empty_place_when_it_moves_out() {
    let after = changed(NESTED, &move_to("/States/Both/Branches/1/States/R", "/States/Both/Next"));
    assert!(is_whole(&after) && after.contains("\"StartAt\": \"Pass\""), "{after}");
}
