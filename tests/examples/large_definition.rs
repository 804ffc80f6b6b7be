//! Prints how long a large definition takes: `cargo run --release -p tests --example large_definition`.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use ide::{Document, Edit, edit, outline, problems};

/// States of the generated definition.
const STATES: usize = 2_700;

fn definition() -> String {
    let mut text = String::from("{\n  \"StartAt\": \"Step 0\",\n  \"States\": {\n");
    for at in 0..STATES {
        let next = if at + 1 == STATES {
            "\"End\": true".to_owned()
        } else {
            format!("\"Next\": \"Step {}\"", at + 1)
        };
        let state = match at % 3 {
            0 if at + 2 < STATES => format!(
                r#"{{
      "Type": "Choice",
      "Comment": "Large orders are looked at by a person before the goods leave the house",
      "Choices": [ {{ "And": [ {{ "Variable": "$.order.total", "NumericGreaterThan": {at} }}, {{ "Variable": "$.order.country", "IsPresent": true }} ], "Next": "Step {}" }} ],
      "Default": "Step {}"
    }}"#,
                at + 2,
                at + 1
            ),
            1 => format!(
                r#"{{
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      "Parameters": {{ "FunctionName": "charge-card", "Payload": {{ "order.$": "$.order.id", "note.$": "States.Format('step {{}} of {{}}', $.step, $.steps)" }} }},
      "ResultPath": "$.charge",
      "Retry": [ {{ "ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2, "MaxAttempts": 4, "BackoffRate": 2 }} ],
      {next}
    }}"#
            ),
            _ => format!(
                "{{\n      \"Type\": \"Pass\",\n      \"Result\": {{ \"step\": {at}, \"done\": true }},\n      \"ResultPath\": \"$.log\",\n      {next}\n    }}"
            ),
        };
        let comma = if at + 1 == STATES { "" } else { "," };
        let _ = writeln!(text, "    \"Step {at}\": {state}{comma}");
    }
    text + "  }\n}\n"
}

/// The best of several runs, because other programs disturb.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let once = |work: &mut dyn FnMut() -> T| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..7).map(|_| once(&mut work)).min().unwrap_or_default()
}

fn main() {
    let text = definition();
    let document = Document::read(&text);
    println!(
        "{} bytes, {} states, {} problems",
        text.len(),
        outline(&document).len(),
        problems(&document).len()
    );
    println!("parse      {:?}", best(|| syntax::parse(&text)));
    println!("read       {:?} (parse and lower)", best(|| Document::read(&text)));
    println!("problems   {:?}", best(|| problems(&document)));
    println!("outline    {:?}", best(|| outline(&document)));
    if let Some(machine) = &document.machine {
        println!(
            "layout     {:?}",
            best(|| ide::layout::layout(machine, &std::collections::BTreeSet::new()))
        );
    }
    let rename = Edit::RenameState { state: "/States/Step 1350".to_owned(), name: "Middle".to_owned() };
    println!("rename     {:?}", best(|| edit(&document, &rename).map(|edited| edited.edits.len())));
}
