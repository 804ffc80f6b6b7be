//! Random edits of several workflows: undo gives the same bytes, and whole texts stay whole.

use asl::StateType;
use syntax::{Span, TextEdit};

use super::*;
use crate::{Edited, Wrapping};

/// A small generator, so that a printed seed repeats a run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.roll(all.len()))
    }
}

const BODIES: [&str; 8] = [
    r#"{"Type": "Pass", "Assign": {"a": [1, {"b": null}]}}"#,
    r#"{"Type": "Choice"}"#,
    r#"{"Type": "Fail", "Error": "X"}"#,
    r#"{"Type": "Parallel"}"#,
    r#"{"Type": "Map"}"#,
    r#"{"Type": "Wait", "Seconds": 1}"#,
    r#"{"Type": "Succeed"}"#,
    r#"{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage"}"#,
];

fn type_of(body: &serde_json::Value) -> Option<StateType> {
    StateType::parse(body.get("Type")?.as_str()?)
}

fn random_edit(document: &Document, dice: &mut Dice) -> Option<Edit> {
    let machine = document.machine.as_ref()?;
    let states: Vec<String> = machine.states().iter().map(|state| state.pointer.clone()).collect();
    let ports: Vec<String> = machine
        .workflows()
        .iter()
        .flat_map(|workflow| asl::graph::transitions(machine, workflow.id))
        .map(|link| link.port())
        .collect();
    let state = dice.pick(&states).cloned();
    let port = dice.pick(&ports).cloned();
    let body = serde_json::from_str(BODIES.get(dice.roll(BODIES.len()))?).ok()?;
    let nested = machine.states().iter().find(|state| is_nested(state));
    let variables = crate::variables(document);
    Some(match dice.roll(26) {
        0..=2 => Edit::InsertState { on: port?, name: "New".to_owned(), body },
        3 | 4 => Edit::MoveStates { states: vec![state?], on: port? },
        5 => Edit::DeleteStates { states: vec![state?], relink: true },
        6 => Edit::DeleteStates { states: vec![state?, dice.pick(&states)?.clone()], relink: true },
        7 => Edit::DuplicateStates { states: vec![state?, dice.pick(&states)?.clone()] },
        8 => Edit::RenameState { state: state?, name: format!("R/~\"{}", dice.roll(50)) },
        9 => Edit::Connect { port: port?, to: (dice.roll(3) > 0).then_some(state?) },
        10 => Edit::ChangeType { state: state?, to: type_of(&body)?, body },
        11 => Edit::MoveStates { states: vec![state?, dice.pick(&states)?.clone()], on: port? },
        12 => Edit::WrapStates {
            states: vec![state?, dice.pick(&states)?.clone()],
            into: *dice.pick(&[Wrapping::Parallel, Wrapping::Map, Wrapping::TryCatch])?,
        },
        13 => Edit::UnwrapState { state: state? },
        14 => Edit::PasteStates { text: crate::copy(document, &[state?]).ok()?, on: port? },
        15 => Edit::AddBranch { state: state?, at: Some(dice.roll(3)) },
        16 => Edit::RemoveBranch { branch: format!("{}/Branches/{}", state?, dice.roll(2)) },
        17 => Edit::MoveBranch { branch: format!("{}/Branches/{}", state?, dice.roll(2)), to: dice.roll(3) },
        23 => Edit::UseJsonata { states: vec![state?, dice.pick(&states)?.clone()] },
        24 => Edit::SwitchStates { states: vec![state?, dice.pick(&states)?.clone()], on: dice.roll(2) == 0 },
        18 => Edit::MoveField {
            from: format!("{}/Choices/{}", state.clone()?, dice.roll(3)),
            to: format!("{}/Choices/{}", state?, dice.roll(3)),
        },
        19 => Edit::ExtractStates {
            states: vec![state?, dice.pick(&states)?.clone()],
            arn: format!("arn:aws:states:us-east-1:1:stateMachine:n{}", dice.roll(9)),
            waits: dice.roll(4) > 0,
        },
        20 if nested.is_some() => {
            Edit::InlineMachine { state: nested?.pointer.clone(), definition: FORK.to_owned() }
        }
        21 if !variables.is_empty() => {
            let crate::VariableUses { name, scope, .. } = dice.pick(&variables)?.clone();
            Edit::RenameVariable { name, scope, to: format!("v{}", dice.roll(50)) }
        }
        _ => Edit::SetField { at: format!("{}/Comment", state?), value: json!("why") },
    })
}

fn is_nested(state: &asl::State) -> bool {
    let asl::StateKind::Task(task) = &state.kind else { return false };
    task.resource.as_ref().is_some_and(|resource| resource.value.contains("startExecution"))
}

/// The edits that take the text after back to the text before.
fn inverse(before: &str, edited: &Edited) -> Vec<TextEdit> {
    let mut shift = 0_i64;
    let mut result = Vec::new();
    for edit in &edited.edits {
        let start = u32::try_from(i64::from(edit.span.start) + shift).expect("a place in the text");
        let length = u32::try_from(edit.insert.len()).expect("a short insertion");
        result.push(TextEdit::replace(Span::new(start, start + length), edit.span.text(before)));
        shift += i64::from(length) - i64::from(edit.span.len());
    }
    result
}

fn run(name: &str, text: &str, seed: u64) -> usize {
    let mut dice = Dice(seed);
    let mut text = text.to_owned();
    let mut done = 0;
    for step in 0..40 {
        let document = Document::read(&text);
        let Some(change) = random_edit(&document, &mut dice) else { break };
        let Ok(edited) = edit(&document, &change) else { continue };
        // Pasted rules and catchers may lead to states that are not here, which is told.
        if edited.effects.iter().any(|effect| effect.text.ends_with("which is not here")) {
            continue;
        }
        let about = || format!("{name}, seed {seed}, step {step}, {change:?}, before:\n{text}");
        let after = syntax::apply(&text, &edited.edits).unwrap_or_else(|| panic!("{}", about()));
        let back = syntax::apply(&after, &inverse(&text, &edited)).unwrap_or_else(|| panic!("{}", about()));
        assert!(back == text, "undo gives the same bytes: {}", about());
        let (_, problems) = asl::parse(&after);
        assert!(problems.is_empty(), "{problems:?} after {}\n{after}", about());
        if let Some(nested) = &edited.extracted {
            let (_, problems) = asl::parse(nested);
            assert!(problems.is_empty(), "{problems:?} after {}\n{nested}", about());
        }
        let again = Document::read(&after);
        let machine = again.machine.as_ref().expect("a machine");
        for pointer in &edited.select {
            assert!(machine.at_pointer(pointer).is_some(), "{pointer} of {}\n{after}", about());
        }
        let is_new = |problem: &crate::Problem| {
            let diagnostic = &problem.diagnostic;
            let expected = diagnostic.message.ends_with("is not reachable.")
                || diagnostic.code == asl::codes::MISSING_END_STATE
                // A state that goes into a branch may assign what is assigned outside.
                || diagnostic.code == "DUPLICATE_VARIABLE_NAME"
                || machine.root().states.is_empty();
            diagnostic.severity == syntax::Severity::Error && !expected
        };
        let new = crate::problems(&again).into_iter().find(is_new);
        assert!(new.is_none(), "{new:?} after {}\n{after}", about());
        text = after;
        done += 1;
    }
    done
}

#[test]
fn random_edits_undo_to_the_same_bytes_and_leave_whole_texts_whole() {
    let compact = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#;
    let jsonata = CHAIN.replacen('{', "{\n  \"QueryLanguage\": \"JSONata\",", 1);
    let windows = CHAIN.replace('\n', "\r\n").replace("  ", "\t");
    let mut texts: Vec<String> =
        [CHAIN, FORK, compact, super::containers::NESTED].map(str::to_owned).into_iter().collect();
    texts.extend([jsonata, windows]);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../assets/workflows");
    let samples = std::fs::read_dir(folder).expect("the samples").flatten();
    texts.extend(
        samples.filter_map(|entry| std::fs::read_to_string(entry.path().join("workflow.asl.json")).ok()),
    );
    let mut done = 0;
    for (at, text) in texts.iter().enumerate() {
        for seed in 0..12 {
            done += run(&format!("text {at}"), text, seed);
        }
    }
    assert!(done > 1_200, "most random edits are possible, got {done}");
}

/// A comment in front of every other line, and one behind the names in some.
fn with_comments(yaml: &str) -> String {
    let mut text = "# a workflow\n".to_owned();
    for (at, line) in yaml.lines().enumerate() {
        let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or("");
        if at % 2 == 1 {
            text.push_str(&format!("{indent}# {at}\n"));
        }
        let behind = if at % 3 == 0 && line.ends_with(':') { " # behind" } else { "" };
        text.push_str(&format!("{line}{behind}\n"));
    }
    text
}

fn value_of(text: &str) -> serde_json::Value {
    let (tree, problems) = syntax::read(text);
    assert_eq!(problems, [], "{text}");
    tree.root().expect("a root").to_value().expect("not deep")
}

/// Makes the same edits in JSON and in YAML.
fn run_both(name: &str, json: &str, seed: u64) -> usize {
    let mut dice = Dice(seed);
    let mut json = json.to_owned();
    let mut yaml = with_comments(&crate::draft::yaml_document(&value_of(&json)));
    let mut done = 0;
    for step in 0..25 {
        let (in_json, in_yaml) = (Document::read(&json), Document::read(&yaml));
        assert_eq!(in_yaml.tree.language(), syntax::Language::Yaml);
        let Some(change) = random_edit(&in_json, &mut dice) else { break };
        // What is off keeps its text, which is another one in the other notation.
        if matches!(change, Edit::SwitchStates { on: false, .. }) {
            continue;
        }
        let about = || format!("{name}, seed {seed}, step {step}, {change:?}, before:\n{yaml}");
        let (first, second) = (edit(&in_json, &change), edit(&in_yaml, &change));
        let (Ok(first), Ok(second)) = (&first, &second) else {
            assert_eq!(first.as_ref().err(), second.as_ref().err(), "{}", about());
            continue;
        };
        let after = syntax::apply(&yaml, &second.edits).unwrap_or_else(|| panic!("{}", about()));
        let back = syntax::apply(&after, &inverse(&yaml, second)).unwrap_or_else(|| panic!("{}", about()));
        assert!(back == yaml, "undo gives the same bytes: {}", about());
        json = syntax::apply(&json, &first.edits).expect("edits that fit");
        let (expected, got) = (value_of(&json), value_of(&after));
        assert!(got == expected, "{}\nafter:\n{after}\nin JSON:\n{json}", about());
        assert_eq!(second.select, first.select, "{}", about());
        yaml = after;
        done += 1;
    }
    done
}

#[test]
fn an_edit_means_the_same_in_yaml() {
    let mut done = 0;
    for (at, text) in [CHAIN, FORK, super::containers::NESTED].iter().enumerate() {
        for seed in 0..30 {
            done += run_both(&format!("text {at}"), text, seed);
        }
    }
    assert!(done > 800, "most random edits are possible, got {done}");
}
