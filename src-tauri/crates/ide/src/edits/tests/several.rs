//! Several states at once, and what an edit tells beside what it does.

use super::containers::NESTED;
use super::*;
use crate::EffectKind::{Lost, Note, Relinked, Unreachable};
use crate::{EffectKind, Wrapping};

/// What an edit tells.
fn told(before: &str, change: &Edit) -> Vec<(EffectKind, String)> {
    let edited = edit(&Document::read(before), change).expect("an edit that is possible");
    edited.effects.into_iter().map(|effect| (effect.kind, effect.text)).collect()
}

fn says(kind: EffectKind, text: &str) -> (EffectKind, String) {
    (kind, text.to_owned())
}

#[test]
fn states_move_together_with_the_transitions_among_them() {
    let text = changed(CHAIN, &insert("/States/A/Next", "X", pass()));
    let text = changed(&text, &insert("/States/X/Next", "Y", pass()));
    let change = Edit::MoveStates { states: pointers(&["/States/X", "/States/Y"]), on: "/StartAt".into() };
    let after = changed(&text, &change);
    assert!(is_whole(&after), "{after}");
    let machine = Document::read(&after).machine.expect("a machine");
    let way: Vec<_> = std::iter::successors(machine.root().start(), |at| {
        let state = machine.state(*at);
        machine.target(state, &state.next.as_ref()?.value).map(|next| next.id)
    })
    .map(|id| machine.state(id).name.clone())
    .collect();
    assert_eq!(way, ["X", "Y", "A", "B"]);
    let back =
        Edit::MoveStates { states: pointers(&["/States/X", "/States/Y"]), on: "/States/A/Next".into() };
    check(&after, &back, &text);
}

#[test]
fn states_move_into_a_branch_with_their_handler() {
    let text = FORK.replace(r#""StartAt": "Check","#, r#""StartAt": "Both","#).replace(
        r#"    "States": {
        "Check""#,
        r#"    "States": {
        "Both": {"Type": "Parallel", "Branches": [{"StartAt": "Q", "States": {"Q": {"Type": "Wait", "Seconds": 1, "End": true}}}], "Next": "Check"},
        "Check""#,
    );
    let on = "/States/Both/Branches/0/StartAt";
    let alone = Edit::MoveStates { states: pointers(&["/States/Work"]), on: on.into() };
    refuse(&text, &alone, &Refusal::LeadsElsewhere("Work".into()));
    let all = pointers(&["/States/Check", "/States/Work", "/States/Bad"]);
    let after = changed(&text, &Edit::MoveStates { states: all, on: on.into() });
    assert!(is_whole(&after), "{after}");
}

#[test]
fn a_choice_at_the_end_is_given_somewhere_to_lead() {
    let text = changed(FORK, &connect("/States/Check/Choices/1/Next", Some("/States/Work")));
    let after = changed(&text, &move_to("/States/Check", "/States/Work/End"));
    assert!(is_whole(&after) && after.contains("\"Default\": \"Pass\""), "{after}");
}

#[test]
fn a_deletion_tells_what_leads_elsewhere_and_what_is_lost() {
    assert_eq!(
        told(FORK, &delete(&["/States/Bad"])),
        [says(Lost, "rule 2 of `Check` goes away"), says(Lost, "catcher 1 of `Work` goes away")]
    );
    assert_eq!(told(CHAIN, &delete(&["/States/A"])), [says(Relinked, "the workflow starts with `B`")]);
    assert_eq!(told(CHAIN, &delete(&["/States/B"])), [says(Relinked, "`A` ends")]);
    let only = FORK.replace("\"Next\": \"Bad\"\n", "\"Next\": \"Work\"\n");
    let only = only
        .replace("\"NumericLessThan\": 0, \"Next\": \"Bad\"", "\"NumericLessThan\": 0, \"Next\": \"Side\"");
    let only = only
        .replace("\"Bad\": {\n            \"Type\": \"Fail\"", "\"Side\": {\n            \"Type\": \"Fail\"");
    let told = told(&only, &delete(&["/States/Check"]));
    assert!(told.contains(&says(Unreachable, "nothing leads to `Side` any more")), "{told:?}");
}

#[test]
fn a_deletion_without_links_leaves_them() {
    let change = Edit::DeleteStates { states: pointers(&["/States/B"]), relink: false };
    let after = changed(CHAIN, &change);
    assert!(after.contains("\"Next\": \"B\"") && !after.contains("\"B\":"), "{after}");
}

#[test]
fn the_order_of_branches_and_the_lists_of_containers_are_told() {
    let change = Edit::MoveBranch { branch: "/States/Both/Branches/0".into(), to: 1 };
    let told_of = |change: &Edit| told(NESTED, change).into_iter().filter(|(kind, _)| *kind == Note).count();
    assert_eq!(told_of(&change), 1);
    assert_eq!(told_of(&Edit::UnwrapState { state: "/States/Both".into() }), 1);
    let wrap = Edit::WrapStates { states: pointers(&["/States/Last"]), into: Wrapping::Parallel };
    assert_eq!(told_of(&wrap), 1);
}
