//! Edits inside and across containers.

use super::*;

pub(super) const NESTED: &str = r#"{
  "StartAt": "Both",
  "States": {
    "Both": {
      "Type": "Parallel",
      "Branches": [
        {
          "StartAt": "L1",
          "States": {
            "L1": {
              "Type": "Pass",
              "Next": "L2"
            },
            "L2": {
              "Type": "Pass",
              "End": true
            }
          }
        },
        {
          "StartAt": "R",
          "States": {
            "R": {
              "Type": "Pass",
              "End": true
            }
          }
        }
      ],
      "Next": "Last"
    },
    "Last": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#;

#[test]
fn a_state_moves_out_of_a_branch_with_its_text() {
    check(
        NESTED,
        &move_to("/States/Both/Branches/0/States/L1", "/States/Both/Next"),
        r#"{
  "StartAt": "Both",
  "States": {
    "Both": {
      "Type": "Parallel",
      "Branches": [
        {
          "StartAt": "L2",
          "States": {
            "L2": {
              "Type": "Pass",
              "End": true
            }
          }
        },
        {
          "StartAt": "R",
          "States": {
            "R": {
              "Type": "Pass",
              "End": true
            }
          }
        }
      ],
      "Next": "L1"
    },
    "L1": {
      "Type": "Pass",
      "Next": "Last"
    },
    "Last": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#,
    );
}

#[test]
fn a_state_moves_into_a_branch() {
    let after = changed(NESTED, &move_to("/States/Last", "/States/Both/Branches/1/StartAt"));
    assert!(after.contains("\"StartAt\": \"Last\",\n          \"States\": {\n            \"Last\": {\n              \"Type\": \"Pass\",\n              \"Next\": \"R\"\n            },\n            \"R\""), "{after}");
    assert!(is_whole(&after), "{after}");
}

#[test]
fn borders_are_kept() {
    let inside = "/States/Both/Branches/0/States/L1";
    refuse(NESTED, &connect("/States/Both/Next", Some(inside)), &Refusal::OtherScope("L1".into()));
    refuse(
        NESTED,
        &move_to("/States/Both", "/States/Both/Branches/0/StartAt"),
        &Refusal::IntoItself("Both".into()),
    );
    refuse(NESTED, &delete(&["/States/Both/Branches/1/States/R"]), &Refusal::OnlyState("R".into()));
    refuse(NESTED, &duplicate(&["/States/Last", inside]), &Refusal::MixedScopes);
    refuse(NESTED, &delete(&[]), &Refusal::NothingSelected);
}

#[test]
fn the_last_state_of_a_branch_leaves_an_empty_place() {
    let text = NESTED.replace(
        "\"R\": {\n              \"Type\": \"Pass\"",
        "\"R\": {\n              \"Type\": \"Wait\",\n              \"Seconds\": 1",
    );
    let after = changed(&text, &delete(&["/States/Both/Branches/1/States/R"]));
    assert!(after.contains("\"StartAt\": \"Pass\",\n          \"States\": {\n            \"Pass\": {\n              \"Type\": \"Pass\","), "{after}");
    assert!(is_whole(&after), "{after}");
}

#[test]
fn a_copied_container_gets_new_names_inside() {
    let after = changed(NESTED, &duplicate(&["/States/Both"]));
    assert!(is_whole(&after), "{after}");
    assert!(after.contains("\"StartAt\": \"L1 (2)\""), "{after}");
    assert!(after.contains("\"Next\": \"L2 (2)\""), "{after}");
}

#[test]
fn a_branch_is_added() {
    let after = changed(NESTED, &Edit::AddBranch { state: "/States/Both".into(), at: None });
    assert!(is_whole(&after), "{after}");
    assert!(after.contains("        },\n        {\n          \"StartAt\": \"Pass\",\n          \"States\": {\n            \"Pass\": {"), "{after}");
    refuse(
        NESTED,
        &Edit::AddBranch { state: "/States/Last".into(), at: None },
        &Refusal::NotParallel("Last".into()),
    );
}

#[test]
fn deleting_a_container_and_what_is_inside_is_one_deletion() {
    let after = changed(NESTED, &delete(&["/States/Both", "/States/Both/Branches/0/States/L2"]));
    assert!(after.contains("\"StartAt\": \"Last\"") && !after.contains("Both"), "{after}");
}
