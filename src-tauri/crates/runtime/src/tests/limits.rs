//! 262,144 bytes of UTF-8, to the byte, wherever a payload enters or is made (R13).

use engine::{Outcome, Payload};
use serde_json::{Value, json};

use super::map_runs::{map, pass};
use super::world::{World, activity, callback, function, machine};
use crate::{Error, StartExecution};

const LIMIT: usize = 262_144;
/// A character of each length in UTF-8, which ends where the limit does.
const EDGES: [&str; 4] = ["x", "é", "€", "😀"];

/// How it must end.
const SIZES: [(usize, Option<&str>); 3] =
    [(LIMIT - 1, None), (LIMIT, None), (LIMIT + 1, Some("States.DataLimitExceeded"))];

/// Two of the edges, so that all have their turn.
fn edges(number: usize) -> [&'static str; 2] {
    [EDGES[number % 4], EDGES[(number + 1) % 4]]
}

/// A JSON string of `bytes` bytes with `edge` before its closing quote.
fn text(bytes: usize, edge: &str) -> String {
    let text = format!("\"{}{edge}\"", "x".repeat(bytes - 2 - edge.len()));
    assert_eq!(text.len(), bytes);
    text
}

/// The same as a payload.
fn input(bytes: usize, edge: &str) -> Payload {
    Payload::parse(&text(bytes, edge)).unwrap()
}

/// What stands around a string in what is made of it takes bytes as well.
struct Place {
    name: &'static str,
    definition: Value,
    around: usize,
    /// Whether the text is the execution's input, or what somebody answers.
    is_input: bool,
}

impl Place {
    fn made_of_input(name: &'static str, around: &str, state: &Value) -> Self {
        let definition = machine(&json!({ "Make": state }));
        Self { name, definition, around: around.len(), is_input: true }
    }

    fn answered(name: &'static str, around: &str, state: &Value) -> Self {
        let definition = machine(&json!({ "Do": state }));
        Self { name, definition, around: around.len(), is_input: false }
    }
}

fn places() -> Vec<Place> {
    let branch = || json!({ "StartAt": "P", "States": { "P": pass() } });
    let ask = |more: Value| {
        let mut state = callback()["States"]["Ask"].clone();
        state.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        state
    };
    let lambda = json!({ "Type": "Task", "Resource": function("hang"), "End": true });
    let work = json!({ "Type": "Task", "Resource": activity("pack"), "End": true });
    vec![
        Place::made_of_input(
            "Parameters",
            r#"{"a":}"#,
            &json!({ "Type": "Pass", "Parameters": { "a.$": "$" }, "End": true }),
        ),
        Place::made_of_input(
            "ResultSelector",
            r#"{"a":}"#,
            &json!({ "Type": "Parallel", "Branches": [branch()], "ResultSelector": { "a.$": "$[0]" }, "End": true }),
        ),
        Place::made_of_input(
            "Output",
            r#"{"a":}"#,
            &json!({ "Type": "Pass", "QueryLanguage": "JSONata", "Output": { "a": "{% $states.input %}" },
                "End": true }),
        ),
        Place::made_of_input(
            "Assign",
            "1",
            &json!({ "Type": "Pass", "Assign": { "a.$": "$", "b": 1 }, "End": true }),
        ),
        Place::made_of_input(
            "Parallel",
            "[]",
            &json!({ "Type": "Parallel", "Branches": [branch()], "End": true }),
        ),
        Place::answered("SendTaskSuccess", "", &ask(json!({}))),
        Place::answered("ResultPath of a task", r#"{"n":1,"r":}"#, &ask(json!({ "ResultPath": "$.r" }))),
        Place::answered("function", "", &lambda),
        Place::answered("activity", "", &work),
    ]
}

/// Runs it so that what is made has `bytes` bytes; the error, if it fails.
async fn run(world: &World, name: &str, place: &Place, bytes: usize, edge: &str) -> Option<String> {
    let text = text(bytes - place.around, edge);
    if place.is_input {
        let request = StartExecution {
            input: Some(Payload::parse(&text).unwrap()),
            ..world.request(name, &place.definition)
        };
        let arn = world.runtime().start(request).await.unwrap().execution_arn;
        return world.until_over(&arn).await.error;
    }
    let arn = world.start(name, &place.definition).await;
    let outcome = Outcome::Succeeded(Payload::parse(&text).unwrap());
    loop {
        let pending = world.runtime().pending(&arn).await.unwrap().remove(0);
        if let Some(token) = pending.task.and_then(|task| task.token.clone()) {
            world.runtime().answer_token(&token, outcome).await.unwrap();
            break;
        }
        if let Some(desk) = world.worker.desks.lock().unwrap().pop() {
            desk.answer(outcome);
            break;
        }
        tokio::task::yield_now().await;
    }
    world.until_over(&arn).await.error
}

#[tokio::test]
async fn what_is_made_or_answered_has_at_most_so_many_bytes() {
    let world = World::new().await;
    for (number, place) in places().iter().enumerate() {
        for (bytes, expected) in SIZES {
            for edge in edges(number) {
                let name = format!("{number}-{bytes}-{}", edge.len());
                let found = run(&world, &name, place, bytes, edge).await;
                assert_eq!(found.as_deref(), expected, "{}: {bytes} bytes that end in {edge}", place.name);
            }
        }
    }
}

#[tokio::test]
async fn the_result_of_a_map_has_at_most_so_many_bytes() {
    let world = World::new().await;
    let made = json!({ "v.$": "$$.Map.Item.Value" });
    let inline = machine(&json!({ "M": { "Type": "Map", "ItemSelector": made, "End": true,
        "ItemProcessor": { "StartAt": "P", "States": { "P": pass() } } } }));
    let distributed = map("EXPRESS", &pass(), &json!({ "ItemSelector": made }));
    for (kind, definition) in [("inline", inline), ("distributed", distributed)] {
        for (number, (bytes, expected)) in SIZES.into_iter().enumerate() {
            for edge in edges(number) {
                // The input is `["…","…"]`, the result `[{"v":"…"},{"v":"…"}]`.
                let half = bytes / 2;
                let around = r#"[{"v":},{"v":}]"#.len();
                let items = [text(half, edge), text(bytes - half - around, edge)].join(",");
                let name = format!("{kind}-{bytes}-{}", edge.len());
                let input = Some(Payload::parse(&format!("[{items}]")).unwrap());
                let request = StartExecution { input, ..world.request(&name, &definition) };
                let arn = world.runtime().start(request).await.unwrap().execution_arn;
                let found = world.until_over(&arn).await.error;
                assert_eq!(found.as_deref(), expected, "{kind}: {bytes} bytes that end in {edge}");
            }
        }
    }
}

#[tokio::test]
async fn an_input_has_at_most_so_many_bytes() {
    let world = World::new().await;
    let definition = machine(&json!({ "S": { "Type": "Succeed" } }));
    for edge in EDGES {
        for bytes in [LIMIT - 1, LIMIT] {
            let name = format!("{bytes}-{}", edge.len());
            let request =
                StartExecution { input: Some(input(bytes, edge)), ..world.request(&name, &definition) };
            let arn = world.runtime().start(request).await.unwrap().execution_arn;
            assert_eq!(world.until_over(&arn).await.output.map(|output| output.len()), Some(bytes));
        }
        let input = Some(input(LIMIT + 1, edge));
        let request = StartExecution { input, ..world.request("too-long", &definition) };
        let refused = Err(Error::InputTooLong { bytes: LIMIT + 1, max: LIMIT });
        assert_eq!(world.runtime().start(request).await, refused, "ends in {edge}");
    }
}
