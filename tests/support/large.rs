//! Definitions of thousands of states, as people write them.

use std::fmt::Write as _;

/// What the expressions of a definition are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    JsonPath,
    Jsonata,
}

/// A chain of Choice, Task and Pass states, about 370 bytes each.
#[must_use]
pub fn definition(states: usize, language: Language) -> String {
    let head = match language {
        Language::JsonPath => "",
        Language::Jsonata => "  \"QueryLanguage\": \"JSONata\",\n",
    };
    let mut text = format!("{{\n{head}  \"StartAt\": \"Step 0\",\n  \"States\": {{\n");
    for at in 0..states {
        let next = if at + 1 == states {
            "\"End\": true".to_owned()
        } else {
            format!("\"Next\": \"Step {}\"", at + 1)
        };
        let state = match at % 3 {
            0 if at + 2 < states => choice(at, language),
            1 => task(at, &next, language),
            _ => pass(at, &next, language),
        };
        let comma = if at + 1 == states { "" } else { "," };
        let _ = writeln!(text, "    \"Step {at}\": {state}{comma}");
    }
    text + "  }\n}\n"
}

fn choice(at: usize, language: Language) -> String {
    let rule = match language {
        Language::JsonPath => format!(
            r#""And": [ {{ "Variable": "$.order.total", "NumericGreaterThan": {at} }}, {{ "Variable": "$.order.country", "IsPresent": true }} ]"#
        ),
        Language::Jsonata => format!(
            r#""Condition": "{{% $states.input.order.total > {at} and $exists($states.input.order.country) %}}""#
        ),
    };
    let comment = "Large orders are looked at by a person before the goods leave the house";
    format!(
        r#"{{
      "Type": "Choice",
      "Comment": "{comment}",
      "Choices": [ {{ {rule}, "Next": "Step {}" }} ],
      "Default": "Step {}"
    }}"#,
        at + 2,
        at + 1
    )
}

fn task(at: usize, next: &str, language: Language) -> String {
    let request = match language {
        Language::JsonPath => format!(
            r#""Parameters": {{ "FunctionName": "charge-card", "Payload": {{ "order.$": "$.orders[{at}].id", "note.$": "States.Format('step {at} of {{}}', $.steps)" }} }},
      "ResultPath": "$.charge""#
        ),
        Language::Jsonata => format!(
            r#""Arguments": {{ "FunctionName": "charge-card", "Payload": {{ "order": "{{% $states.input.orders[{at}].id %}}", "note": "{{% 'step {at} of ' & $states.input.steps %}}" }} }},
      "Output": "{{% $merge([$states.input, {{'charge{at}': $states.result.Payload}}]) %}}""#
        ),
    };
    format!(
        r#"{{
      "Type": "Task",
      "Resource": "arn:aws:states:::lambda:invoke",
      {request},
      "Retry": [ {{ "ErrorEquals": ["Lambda.TooManyRequestsException"], "IntervalSeconds": 2, "MaxAttempts": 4, "BackoffRate": 2 }} ],
      {next}
    }}"#
    )
}

fn pass(at: usize, next: &str, language: Language) -> String {
    let data = match language {
        Language::JsonPath => {
            format!("\"Result\": {{ \"step\": {at}, \"done\": true }},\n      \"ResultPath\": \"$.log\"")
        }
        Language::Jsonata => {
            format!(
                "\"Output\": {{ \"step\": {at}, \"done\": \"{{% $exists($states.input.charge{at}) %}}\" }}"
            )
        }
    };
    format!("{{\n      \"Type\": \"Pass\",\n      {data},\n      {next}\n    }}")
}
