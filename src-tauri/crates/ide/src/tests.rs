//! Seeded damage to sample texts: whatever is typed, nothing panics, hangs or leaves the text's borders.

use syntax::LineIndex;

use crate::{Document, Edit, MachineType, edit, is_runnable, outline, problems, validate};

const SAMPLES: [&str; 3] = [
    r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"And": [{"Variable": "$.x", "StringEquals": "é\n"},
        {"Not": {"Variable": "$.y", "NumericGreaterThan": 1e3}}], "Next": "B"}], "Default": "B"},
        "B": {"Type": "Map", "ItemProcessor": {"StartAt": "C", "States": {"C": {"Type": "Pass", "End": true}}},
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "D"}], "Next": "D"}, "D": {"Type": "Fail", "Cause": "😀"}}}"#,
    r#"{
  "QueryLanguage": "JSONata",
  "StartAt": "W",
  "States": {
    "W": { "Type": "Wait", "Seconds": "{% $states.input.n %}", "Next": "P" },
    "P": { "Type": "Parallel", "Branches": [ { "StartAt": "X", "States": { "X": { "Type": "Succeed" } } } ], "End": true }
  }
}"#,
    "{\r\n\t\"StartAt\": \"T\",\r\n\t\"States\": {\r\n\t\t\"T\": {\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\",\r\n\t\t\t\"Parameters\": {\"a.$\": \"States.Format('{}', $.b)\"}, \"End\": true}\r\n\t}\r\n}",
];

const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\n",
    "null",
    "true",
    "01",
    "-",
    "\u{0}",
    "é",
    "\"States\"",
    "\"Type\"",
    "\"Next\": \"A\"",
    "{% $x( %}",
    "\"$..*\"",
    "[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":",
    "//",
    "'x'",
];

/// A small generator, so that a printed seed repeats a run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
}

/// Deletes, doubles or inserts something at random places.
fn damaged(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(letters.len() + 1);
        let length = dice.roll(12).min(letters.len() - at.min(letters.len()));
        match dice.roll(3) {
            0 => drop(letters.drain(at..at + length)),
            1 => {
                let copy: Vec<char> = letters[at..at + length].to_vec();
                letters.splice(at..at, copy);
            }
            _ => {
                let piece = PIECES[dice.roll(PIECES.len())];
                letters.splice(at..at, piece.chars());
            }
        }
    }
    letters.into_iter().collect()
}

fn look_at_everything(text: &str, about: &str) {
    let document = Document::read(text);
    let index = LineIndex::new(text);
    let found = problems(&document);
    for problem in &found {
        let span = problem.diagnostic.span;
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?} in {about}");
        assert!(text.is_char_boundary(span.start as usize), "{span:?} in {about}");
        assert_eq!(index.byte(index.utf16(span.start)), span.start, "{span:?} in {about}");
    }
    let _ = is_runnable(&found);
    let _ = validate(&document, MachineType::Express);
    if let Some(machine) = &document.machine {
        let _ = crate::layout::layout(machine, &Default::default());
    }
    let rows = outline(&document);
    for row in &rows {
        assert!(
            document.machine.as_ref().is_some_and(|machine| machine.at_pointer(&row.path).is_some()),
            "{about}"
        );
    }
    for row in rows.iter().take(3) {
        let changes = [
            Edit::DeleteStates { states: vec![row.path.clone()], relink: true },
            Edit::DuplicateStates { states: vec![row.path.clone()] },
            Edit::RenameState { state: row.path.clone(), name: "New \"name\"".to_owned() },
            Edit::InsertState {
                on: format!("{}/Next", row.path),
                name: "New".to_owned(),
                body: serde_json::json!({"Type": "Pass"}),
            },
            Edit::SetField { at: format!("{}/Comment", row.path), value: serde_json::json!("x") },
        ];
        for change in changes {
            if let Ok(edited) = edit(&document, &change) {
                let after = syntax::apply(text, &edited.edits);
                assert!(after.is_some(), "edits that fit: {change:?} in {about}");
            }
        }
    }
}

#[test]
fn damaged_texts_never_panic() {
    for seed in 0..1_000 {
        let mut dice = Dice(seed);
        let text = damaged(SAMPLES[dice.roll(SAMPLES.len())], &mut dice);
        look_at_everything(&text, &format!("seed {seed}:\n{text}"));
    }
}

#[test]
fn every_beginning_of_a_text_can_be_looked_at() {
    for sample in SAMPLES {
        for (at, _) in sample.char_indices().step_by(7) {
            let text = sample.get(..at).expect("a boundary");
            look_at_everything(text, text);
        }
    }
}

#[test]
fn depth_of_any_kind_is_a_problem_not_a_crash() {
    let open = r#"{"StartAt": "S", "States": {"S": {"Type": "Map", "ItemProcessor": "#;
    let rule = r#"{"StartAt": "S", "States": {"S": {"Type": "Choice", "Choices": [{"Not": "#;
    let texts = [
        "[".repeat(1_000_000),
        open.repeat(10_000),
        format!("{rule}{}", r#"{"Not": "#.repeat(10_000)),
        format!(
            r#"{{"StartAt": "S", "States": {{"S": {{"Type": "Pass", "Parameters": {}1"#,
            r#"{"a":"#.repeat(10_000)
        ),
    ];
    for text in texts {
        let document = Document::read(&text);
        assert!(!problems(&document).is_empty(), "{} bytes", text.len());
        assert!(!validate(&document, MachineType::Standard).is_empty(), "{} bytes", text.len());
        if let Some(machine) = &document.machine {
            let scene = crate::layout::layout(machine, &Default::default());
            assert!(scene.width.is_finite(), "{} bytes", text.len());
        }
    }
}

#[test]
fn the_sample_workflows_have_no_errors() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/workflows");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the samples").flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path().join("workflow.asl.json")) else { continue };
        let found = problems(&Document::read(&text));
        assert!(is_runnable(&found), "{}: {found:#?}", entry.path().display());
        seen += 1;
    }
    assert!(seen > 0, "samples to look at");
}

#[test]
fn one_lost_character_costs_at_most_two_states() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/workflows");
    let text = std::fs::read_to_string(folder.join("order-fulfilment/workflow.asl.json")).expect("a sample");
    let all = outline(&Document::read(&text)).len();
    for (at, letter) in text.char_indices().filter(|(_, letter)| "{}[]\",:".contains(*letter)).step_by(3) {
        let mut broken = text.clone();
        broken.remove(at);
        let left = outline(&Document::read(&broken)).len();
        assert!(left + 2 >= all, "{left} of {all} states are left without the `{letter}` at {at}");
    }
}

#[test]
fn an_emptied_workflow_still_has_a_place_to_drop_a_state_on() {
    let document = Document::read("{\n  \"StartAt\": \"\",\n  \"States\": {}\n}\n");
    let scene = crate::layout::layout(document.machine.as_ref().expect("a machine"), &Default::default());
    let ports: Vec<_> = scene.edges.iter().map(|edge| edge.id.as_str()).collect();
    assert_eq!(ports, ["/StartAt"]);
    let change = Edit::InsertState {
        on: "/StartAt".to_owned(),
        name: "First".to_owned(),
        body: serde_json::json!({"Type": "Pass"}),
    };
    assert!(edit(&document, &change).is_ok(), "the first state can be dropped");
}
