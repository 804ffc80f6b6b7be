//! Where an alias sends executions: pure rules (step-functions-executions §8.6).

use serde_json::{Value, json};

use crate::arn::Arn;
use crate::members::{ARN, Members};
use crate::refusal::Refusal;

/// A version and its share in per cent.
pub(crate) type Route = (String, u64);

/// Reads a `routingConfiguration` of one or two routes.
pub(crate) fn read(members: &mut Members) -> Option<Vec<Route>> {
    let mut places = 0;
    let routes = members.structures("routingConfiguration", |inner| {
        places += 1;
        inner.require("weight");
        let version = inner.required("stateMachineVersionArn", ARN);
        (
            version,
            inner.number("weight", 0..=100).and_then(|weight| weight.try_into().ok()).unwrap_or_default(),
        )
    });
    let length = match places {
        0 if routes.is_some() => "greater than or equal to 1",
        0..=2 => return routes,
        _ => "less than or equal to 2",
    };
    members.fails("'[]'", "routingConfiguration", &format!("have length {length}"));
    routes
}

/// Checks routes, refused with AWS's words; gives the state machine they are about and the JSON that is kept.
pub(crate) fn check(routes: &[Route]) -> Result<(String, String), Refusal> {
    let received = routes.iter().map(|(arn, _)| arn.as_str()).collect::<Vec<_>>().join(", ");
    let mut machines = Vec::new();
    for (arn, _) in routes {
        let read = Arn::of_kind(arn, "stateMachine")?;
        let number = read.qualifier().filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let machine = number.and_then(|number| arn.strip_suffix(&format!(":{number}")));
        let Some(machine) = machine else {
            let text = "Routing configuration must contain state machine version ARNs.";
            return Err(invalid(&format!("{text} Received: [{received}]")));
        };
        machines.push(machine.to_owned());
    }
    let is_distinct =
        routes.iter().map(|(arn, _)| arn).collect::<std::collections::BTreeSet<_>>().len() == routes.len();
    if !is_distinct {
        let text = "Routing configuration must contain distinct state machine version ARNs.";
        return Err(invalid(&format!("{text} Received: [{received}]")));
    }
    if machines.first() != machines.last() {
        return Err(invalid("Routing configuration must contain versions of one state machine"));
    }
    if routes.iter().map(|(_, weight)| weight).sum::<u64>() != 100 {
        let weights = routes.iter().map(|(_, weight)| weight.to_string()).collect::<Vec<_>>().join(", ");
        let text = "Sum of routing configuration weights must equal 100.";
        return Err(invalid(&format!("{text} Received: [{weights}]")));
    }
    let kept: Vec<Value> = routes
        .iter()
        .map(|(arn, weight)| json!({ "stateMachineVersionArn": arn, "weight": weight }))
        .collect();
    Ok((machines.pop().unwrap_or_default(), Value::from(kept).to_string()))
}

/// The version for one execution, by the weights; `chance` is any number.
pub(crate) fn pick(kept: &str, chance: u64) -> Option<String> {
    let mut point = chance % 100;
    for (arn, weight) in routes(kept) {
        if point < weight {
            return Some(arn);
        }
        point -= weight;
    }
    None
}

/// Whether executions may go to this version.
pub(crate) fn mentions(kept: &str, version: &str) -> bool {
    routes(kept).iter().any(|(arn, _)| arn == version)
}

fn routes(kept: &str) -> Vec<Route> {
    let list: Vec<Value> = serde_json::from_str(kept).unwrap_or_default();
    list.iter().filter_map(route).collect()
}

fn route(entry: &Value) -> Option<Route> {
    let weight = entry.get("weight")?.as_u64().filter(|weight| *weight <= 100)?;
    Some((entry.get("stateMachineVersionArn")?.as_str()?.to_owned(), weight))
}

fn invalid(message: &str) -> Refusal {
    Refusal::validation(message).with("reason", "INVALID_ROUTING_CONFIGURATION")
}

#[cfg(test)]
mod tests {
    use super::{Route, check, mentions, pick};

    const MACHINE: &str = "arn:aws:states:us-east-1:111111111111:stateMachine:m";

    fn routes(pairs: &[(&str, u64)]) -> Vec<Route> {
        pairs.iter().map(|(version, weight)| (format!("{MACHINE}{version}"), *weight)).collect()
    }

    #[test]
    fn weights_decide() {
        let (machine, kept) = check(&routes(&[(":1", 30), (":2", 70)])).expect("routes");
        assert_eq!(machine, MACHINE);
        let hits = (0..100).filter(|point| pick(&kept, *point) == Some(format!("{MACHINE}:1"))).count();
        assert_eq!(hits, 30);
        assert!(mentions(&kept, &format!("{MACHINE}:2")));
        assert!(!mentions(&kept, &format!("{MACHINE}:3")));
    }

    #[test]
    fn what_cannot_be_routed_is_refused_in_aws_words() {
        let refused = |pairs: &[(&str, u64)], expected: &str| {
            assert_eq!(check(&routes(pairs)).expect_err("a refusal").message, expected);
        };
        refused(
            &[(":1", 70), (":2", 29)],
            "Sum of routing configuration weights must equal 100. Received: [70, 29]",
        );
        refused(
            &[("", 100)],
            &format!("Routing configuration must contain state machine version ARNs. Received: [{MACHINE}]"),
        );
        refused(
            &[(":1", 50), (":1", 50)],
            &format!(
                "Routing configuration must contain distinct state machine version ARNs. Received: [{MACHINE}:1, {MACHINE}:1]"
            ),
        );
    }
}
