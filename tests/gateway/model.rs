//! Every member of every operation against the table of AWS's model, which lies beside the project.
//!
//! Whatever the table says of a member is broken in turn: it is left out, too long, too short, out of range, not one
//! of the words, of another type. The answer must be AWS's, word for word.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::world::World;

/// An operation of the table.
#[derive(Debug)]
struct Operation {
    name: String,
    members: Vec<Member>,
}

#[derive(Debug)]
struct Member {
    name: String,
    is_required: bool,
    kind: Kind,
}

/// What the table says about values.
#[derive(Debug)]
enum Kind {
    Text {
        min: usize,
        max: usize,
        /// Only ASCII; the only pattern that the table has.
        ascii: bool,
    },
    Whole {
        min: i64,
        max: Option<i64>,
    },
    Words(Vec<String>),
    Flag,
    List,
    Structure,
    /// `float 0…100`: not tested beyond its type.
    Decimal,
}

impl Kind {
    /// Reads `str 1…80 /pattern/`, `int 0…1000`, `str A\|B`, `bool`, `{Tag}`, `[{Tag}] 1…2`.
    fn read(text: &str) -> Self {
        let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
        let range = |text: &str| -> Option<(i64, Option<i64>)> {
            let (min, max) = text.split(' ').next()?.split_once('…')?;
            Some((min.parse().ok()?, max.parse().ok()))
        };
        match word {
            "str" => match range(rest) {
                Some((min, max)) => Self::Text {
                    min: usize::try_from(min).expect("a length"),
                    max: max.and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX),
                    ascii: rest.ends_with(r"/\p{ASCII}*/"),
                },
                None if rest.contains("\\|") => Self::Words(rest.split("\\|").map(str::to_owned).collect()),
                None => Self::Text { min: 0, max: usize::MAX, ascii: false },
            },
            "int" | "long" => {
                let (min, max) = range(rest).unwrap_or((i64::MIN, None));
                Self::Whole { min, max }
            }
            "bool" => Self::Flag,
            "float" => Self::Decimal,
            _ if word.starts_with('[') => Self::List,
            _ if word.starts_with('{') => Self::Structure,
            other => panic!("the table has a kind that is not known here: {other}"),
        }
    }

    /// A value that keeps to what the table says.
    fn good(&self) -> Value {
        match self {
            Self::Text { min, .. } => "x".repeat((*min).max(1)).into(),
            Self::Whole { min, .. } => (*min).max(0).into(),
            Self::Words(words) => words[0].clone().into(),
            Self::Flag => false.into(),
            Self::List => json!([]),
            Self::Structure => json!({}),
            Self::Decimal => 1.into(),
        }
    }

    /// Values that break the table, with what AWS says about each.
    fn broken(&self) -> Vec<(Value, String)> {
        match self {
            Self::Text { min, max, ascii } => {
                let mut broken = Vec::new();
                if *ascii {
                    broken.push(("ü".into(), r"satisfy regular expression pattern: \p{ASCII}*".to_owned()));
                }
                if *min > 0 {
                    broken.push(("".into(), format!("have length greater than or equal to {min}")));
                }
                if *max < 1_100_000 {
                    let long = "ü".repeat(max + 1);
                    broken.push((long.into(), format!("have length less than or equal to {max}")));
                }
                broken
            }
            Self::Whole { min, max } => {
                let mut broken = Vec::new();
                if *min > i64::MIN {
                    broken.push(((min - 1).into(), format!("have value greater than or equal to {min}")));
                }
                if let Some(max) = max {
                    broken.push(((max + 1).into(), format!("have value less than or equal to {max}")));
                }
                broken
            }
            // In which order AWS lists the words is only known where it was recorded.
            Self::Words(_) => vec![("NONSENSE".into(), "satisfy enum value set: [".to_owned())],
            Self::Flag | Self::List | Self::Structure | Self::Decimal => Vec::new(),
        }
    }

    /// A value of another type.
    fn mistyped(&self) -> Value {
        match self {
            Self::Text { .. } | Self::Words(_) => 7.into(),
            Self::Whole { .. } | Self::Flag | Self::List | Self::Structure | Self::Decimal => "seven".into(),
        }
    }
}

/// The rows of section 9.3: `| **Name**<br>… | members | … |`.
fn table() -> Option<Vec<Operation>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/step-functions-api.md");
    let text = std::fs::read_to_string(file).ok()?;
    let section = text.split("# 9.3 Operations").nth(1)?.split("# 9.4").next()?;
    let rows = section.lines().filter_map(|line| line.strip_prefix("| **"));
    let operation = |row: &str| {
        // `\|` separates words, ` | ` cells.
        let mut cells = row.split(" | ");
        let name = cells.next()?.split("**").next()?.to_owned();
        let members =
            cells.next()?.split("<br>").filter(|member| !member.trim().is_empty() && *member != "–");
        Some(Operation { name, members: members.map(member).collect() })
    };
    Some(rows.filter_map(operation).collect())
}

fn member(text: &str) -> Member {
    let text = text.trim();
    let (name, kind) = text.split_once(' ').unwrap_or_else(|| panic!("no kind: {text}"));
    let bare = name.trim_matches('*');
    Member { name: bare.to_owned(), is_required: name.starts_with("**"), kind: Kind::read(kind) }
}

/// A request whose members all keep to the table.
fn good(operation: &Operation) -> Map<String, Value> {
    let required = operation.members.iter().filter(|member| member.is_required);
    required.map(|member| (member.name.clone(), member.kind.good())).collect()
}

/// What a member of a request was answered with: nothing, or what should have been said.
async fn check(world: &World, operation: &Operation) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut ask = async |what: String, request: Map<String, Value>, error: &str, words: &[String]| {
        let answer = world.client.call(&operation.name, &request.into()).await;
        let said = answer.json()["message"].as_str().unwrap_or_default().to_owned();
        if answer.status != 400 || answer.error() != error || !words.iter().all(|word| said.contains(word)) {
            let said: String = said.chars().take(300).collect();
            complaints.push(format!(
                "{}: {what}: {} {}: {said}",
                operation.name,
                answer.status,
                answer.error()
            ));
        }
    };
    let required: Vec<&Member> = operation.members.iter().filter(|member| member.is_required).collect();
    if !required.is_empty() {
        let plural = if required.len() > 1 { "errors" } else { "error" };
        let mut words = vec![format!("{} validation {plural} detected: ", required.len())];
        words.extend(required.iter().map(|member| {
            format!("Value null at '{}' failed to satisfy constraint: Member must not be null", member.name)
        }));
        ask("nothing".into(), Map::new(), "ValidationException", &words).await;
    }
    for member in &operation.members {
        let with = |value: Value| {
            let mut request = good(operation);
            request.insert(member.name.clone(), value);
            request
        };
        for (value, must) in member.kind.broken() {
            let shown: String = value.to_string().chars().take(12).collect();
            let words = [
                " detected: ".to_owned(),
                format!("' at '{}' failed to satisfy constraint: Member must {must}", member.name),
            ];
            ask(format!("{} = {shown}", member.name), with(value), "ValidationException", &words).await;
        }
        let mistyped = with(member.kind.mistyped());
        ask(format!("{} of another type", member.name), mistyped, "SerializationException", &[]).await;
    }
    let mut foreign = good(operation);
    foreign.insert("internalField".to_owned(), 1.into());
    ask("a member that nobody knows".into(), foreign, "SerializationException", &[]).await;
    complaints
}

#[tokio::test(flavor = "multi_thread")]
async fn every_member_is_checked_as_the_model_says() {
    let Some(table) = table() else {
        println!("skipped: no reference beside the project");
        return;
    };
    assert_eq!(table.len(), 37, "the model of 2016-11-23 has 37 operations");
    let world = World::open().await;
    let (mut complaints, mut missing) = (Vec::new(), Vec::new());
    for operation in &table {
        let answer = world.client.call(&operation.name, &json!({})).await;
        match answer.error() == "UnknownOperationException" {
            true => missing.push(operation.name.as_str()),
            false => complaints.extend(check(&world, operation).await),
        }
    }
    println!("not here yet: {missing:?}");
    assert!(complaints.is_empty(), "{} answers are not AWS's:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn the_table_is_understood() {
    let Some(table) = table() else { return };
    let named: BTreeMap<&str, &Operation> =
        table.iter().map(|operation| (operation.name.as_str(), operation)).collect();
    let member = |operation: &str, name: &str| {
        let members = &named[operation].members;
        members
            .iter()
            .find(|member| member.name == name)
            .unwrap_or_else(|| panic!("{operation} has no {name}"))
    };
    assert!(matches!(member("StartExecution", "name").kind, Kind::Text { min: 1, max: 80, ascii: false }));
    assert!(member("StartExecution", "stateMachineArn").is_required);
    assert!(matches!(&member("ListExecutions", "statusFilter").kind, Kind::Words(words) if words.len() == 6));
    assert!(matches!(member("ListExecutions", "maxResults").kind, Kind::Whole { min: 0, max: Some(1000) }));
    assert!(named["ListActivities"].members.len() == 2 && !member("ListActivities", "nextToken").is_required);
}
