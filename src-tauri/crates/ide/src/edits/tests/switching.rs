//! States that are switched off and on again.

use super::*;

fn switch(states: &[&str], on: bool) -> Edit {
    Edit::SwitchStates { states: pointers(states), on }
}

/// Off is a text that AWS takes, and on again is the text as it was, to the byte.
#[track_caller]
fn there_and_back(before: &str, states: &[&str]) -> String {
    let off = changed(before, &switch(states, false));
    assert!(is_whole(&off), "{off}");
    let on = changed(&off, &switch(states, true));
    assert!(on == before, "got:\n{on}\nexpected:\n{before}\noff:\n{off}");
    off
}

/// A task between two states.
fn with(fields: &str) -> String {
    format!(
        r#"{{
  "StartAt": "A",
  "States": {{
    "A": {{
      "Type": "Task",
      "Comment": "asks \"B\"",
      {fields}
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {{"QueueUrl": "q",   "MessageBody": {{"n": 1.00}}}},
      "Next": "B"
    }},
    "B": {{"Type": "Pass", "End": true}}
  }}
}}
"#
    )
}

#[test]
fn a_task_becomes_a_pass_that_keeps_its_text() {
    let off = there_and_back(&with(""), &["/States/A"]);
    let machine = Document::read(&off).machine.expect("a machine");
    let state = machine.at_pointer("/States/A").expect("the state");
    assert_eq!(state.state_type(), Some(asl::StateType::Pass));
    assert_eq!(state.next.as_ref().map(|next| next.value.as_str()), Some("B"));
}

#[test]
fn what_catchers_lead_to_stays_in_reach() {
    let off = there_and_back(FORK, &["/States/Work"]);
    assert!(off.contains(r#""ResultPath": null"#), "{off}");
    let rows: Vec<String> = crate::outline(&Document::read(&off)).into_iter().map(|row| row.name).collect();
    assert_eq!(rows, ["Check", "Work", "Bad"], "the stand-in is nobody's state");
}

#[test]
fn a_card_that_is_off_says_what_it_was() {
    let off = changed(FORK, &switch(&["/States/Work"], false));
    let machine = Document::read(&off).machine.expect("a machine");
    let scene = crate::layout::layout(&machine, &Default::default());
    let card = scene.nodes.iter().find(|node| node.id == "/States/Work").and_then(|node| node.state.as_ref());
    let card = card.expect("a card");
    assert_eq!(
        (card.kind.as_str(), card.subtitle.as_str(), card.off),
        ("Task", "Off · SQS: Send message", true)
    );
    assert!(scene.nodes.iter().all(|node| !node.id.contains("Branches")), "no container is drawn");
}

#[test]
fn transitions_may_be_led_elsewhere_in_the_meantime() {
    let off = changed(&with(""), &switch(&["/States/A"], false));
    let led = changed(&off, &connect("/States/A/Next", None));
    let on = changed(&led, &switch(&["/States/A"], true));
    assert!(on == with("").replace(r#""Next": "B""#, r#""End": true"#), "{on}");

    let off = changed(FORK, &switch(&["/States/Work"], false));
    let renamed = changed(&off, &rename("/States/Bad", "Worse"));
    let on = changed(&renamed, &switch(&["/States/Work"], true));
    assert!(on == FORK.replace("\"Bad\"", "\"Worse\""), "{on}");
}

#[test]
fn yaml_keeps_its_comments() {
    let yaml = "# orders
StartAt: Ask
States:
  Ask: # the customer
    # politely
    Type: Task
    Resource: arn:aws:states:::lambda:invoke   # ours
    Parameters: {FunctionName: ask, n: 1.00}
    Catch:
      - ErrorEquals: [States.ALL]
        Next: 'Give up'
    Next: 'Wait 5' # then
  'Wait 5': {Type: Wait, Seconds: 5, Next: 'Give up'} # soon
    # later
  'Give up':
    Type: Fail
    Cause: |
      two
      lines
";
    there_and_back(yaml, &["/States/Ask"]);
    there_and_back(yaml, &["/States/Wait 5"]);
    there_and_back(yaml, &["/States/Ask", "/States/Wait 5"]);
}

#[test]
fn a_state_comes_back_in_the_notation_of_the_day() {
    let off = changed(&with(""), &switch(&["/States/A"], false));
    let yaml = crate::as_yaml(&off).expect("YAML");
    let on = changed(&yaml, &switch(&["/States/A"], true));
    assert!(is_whole(&on) && on.contains("sqs:sendMessage"), "{on}");

    let before = with("");
    let yaml = crate::as_yaml(&before).expect("YAML");
    let off = changed(&yaml, &switch(&["/States/A"], false));
    let json = crate::as_json(&off);
    let on = changed(&json, &switch(&["/States/A"], true));
    assert!(is_whole(&on) && on.contains("sqs:sendMessage"), "{on}");
}

#[test]
fn jsonata_containers_and_states_inside_of_them_go_off_too() {
    let text = r#"{
  "QueryLanguage": "JSONata",
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "Items": "{% $states.input.list %}",
      "ItemProcessor": {
        "StartAt": "Inner",
        "States": {
          "Inner": {
            "Type": "Wait",
            "Seconds": 5,
            "End": true
          }
        }
      },
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Bad"}],
      "End": true
    },
    "Bad": {"Type": "Fail"}
  }
}
"#;
    there_and_back(text, &["/States/Each/ItemProcessor/States/Inner"]);
    there_and_back(text, &["/States/Each"]);
}

#[test]
fn what_decides_or_ends_stays_on() {
    refuse(FORK, &switch(&["/States/Check"], false), &Refusal::CannotBeOff("Check".into()));
    refuse(FORK, &switch(&["/States/Bad"], false), &Refusal::CannotBeOff("Bad".into()));
    refuse(FORK, &switch(&["/States/Work"], true), &Refusal::OnAlready);
    let off = changed(FORK, &switch(&["/States/Work"], false));
    refuse(&off, &switch(&["/States/Work"], false), &Refusal::OffAlready);
    refuse(&off, &Edit::UseJsonata { states: pointers(&["/States/Work"]) }, &Refusal::IsOff("Work".into()));
}
