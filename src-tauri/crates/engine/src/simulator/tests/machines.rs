//! Random state machines of all eight types. Transitions lead forwards, so that every machine can end.

use serde_json::{Map, Value, json};

use super::dice::Dice;

const RESOURCES: [&str; 5] = [
    "arn:aws:lambda:us-east-1:111111111111:function:Work",
    "arn:aws:states:us-east-1:111111111111:activity:Approve",
    "arn:aws:states:::dynamodb:getItem",
    "arn:aws:states:::states:startExecution.sync:2",
    "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
];

const ERRORS: [&str; 4] = ["A", "B", "States.Timeout", "States.TaskFailed"];

pub(super) struct Machines<'d> {
    dice: &'d mut Dice,
    names: u64,
}

/// A random machine.
pub(super) fn machine(dice: &mut Dice) -> Value {
    let mut machine = Machines { dice, names: 0 }.workflow(3);
    if dice.hits(6) {
        machine["TimeoutSeconds"] = json!(1 + dice.below(40));
    }
    machine
}

impl Machines<'_> {
    fn workflow(&mut self, depth: u32) -> Value {
        let count = 1 + self.dice.below(4);
        let names: Vec<String> = (0..count).map(|at| format!("s{}", self.names + at)).collect();
        self.names += count;
        let mut states = Map::new();
        for (at, name) in names.iter().enumerate() {
            states.insert(name.clone(), self.state(depth, &names[at + 1..]));
        }
        json!({ "StartAt": names[0], "States": states })
    }

    fn state(&mut self, depth: u32, later: &[String]) -> Value {
        let kinds = if depth == 0 { 7 } else { 10 };
        let mut state = match self.dice.below(kinds) {
            0 => self.pass(),
            1 if !later.is_empty() => return self.choice(later),
            2 if later.is_empty() => return self.end(),
            3 if self.dice.hits(3) => {
                let moment = format!("1970-01-01T00:16:{}Z", 40 + self.dice.below(20));
                json!({ "Type": "Wait", "Timestamp": moment })
            }
            3 => json!({ "Type": "Wait", "Seconds": self.dice.below(5) }),
            8 => json!({ "Type": "Parallel", "Branches": self.branches(depth - 1) }),
            9 | 7 => self.map(depth - 1),
            _ => self.task(),
        };
        self.handlers(&mut state, later);
        self.data(&mut state);
        match later.first() {
            Some(next) => state["Next"] = json!(next),
            None => state["End"] = json!(true),
        }
        state
    }

    fn pass(&mut self) -> Value {
        let number = self.dice.below(9);
        match self.dice.below(3) {
            0 => json!({ "Type": "Pass", "Result": { "n": number } }),
            1 => json!({ "Type": "Pass", "Parameters": { "id.$": "States.UUID()", "n": number } }),
            _ => json!({ "Type": "Pass" }),
        }
    }

    fn end(&mut self) -> Value {
        if self.dice.hits(2) { json!({ "Type": "Succeed" }) } else { json!({ "Type": "Fail", "Error": "A" }) }
    }

    fn choice(&mut self, later: &[String]) -> Value {
        let rule = json!({ "Variable": "$.n", "IsPresent": true, "Next": self.dice.pick(later) });
        let mut choice = json!({ "Type": "Choice", "Choices": [rule] });
        if !self.dice.hits(5) {
            choice["Default"] = json!(self.dice.pick(later));
        }
        choice
    }

    fn task(&mut self) -> Value {
        let mut task = json!({ "Type": "Task", "Resource": self.dice.pick(&RESOURCES) });
        if self.dice.hits(3) {
            task["TimeoutSeconds"] = json!(3 + self.dice.below(5));
        }
        if self.dice.hits(3) {
            task["HeartbeatSeconds"] = json!(2);
        }
        task
    }

    fn branches(&mut self, depth: u32) -> Vec<Value> {
        (0..=self.dice.below(3)).map(|_| self.workflow(depth)).collect()
    }

    fn map(&mut self, depth: u32) -> Value {
        let mut map = json!({
            "Type": "Map",
            "ItemsPath": "$$.Execution.Input.items",
            "MaxConcurrency": self.dice.below(3),
            "ItemProcessor": self.workflow(depth),
        });
        match self.dice.below(4) {
            0 => map["ItemSelector"] = json!({ "n.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index" }),
            // Fails for every item but the first, while the first is on its way.
            1 => map["ItemSelector"] = json!({ "n.$": "States.ArrayGetItem($$.Map.Item.Value, 0)" }),
            _ => {}
        }
        if self.dice.hits(3) {
            map["ItemProcessor"]["ProcessorConfig"] =
                json!({ "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" });
            map["ToleratedFailureCount"] = json!(self.dice.below(2));
        }
        map
    }

    fn handlers(&mut self, state: &mut Value, later: &[String]) {
        if !["Task", "Map", "Parallel"].contains(&state["Type"].as_str().unwrap()) {
            return;
        }
        if self.dice.hits(2) {
            let retrier = json!({
                "ErrorEquals": [self.dice.pick(&ERRORS)],
                "MaxAttempts": self.dice.below(3),
                "IntervalSeconds": 1 + self.dice.below(3),
                "JitterStrategy": self.dice.pick(&["FULL", "NONE"]),
            });
            state["Retry"] = json!([retrier, { "ErrorEquals": ["States.ALL"], "MaxAttempts": 1 }]);
        }
        if !later.is_empty() && self.dice.hits(2) {
            let mut catcher = json!({ "ErrorEquals": ["States.ALL"], "Next": self.dice.pick(later) });
            if self.dice.hits(3) {
                catcher["ResultPath"] = Value::Null;
            }
            state["Catch"] = json!([catcher]);
        }
    }

    /// Data fields that any input survives, and now and then one that it does not.
    fn data(&mut self, state: &mut Value) {
        let name = state["Type"].as_str().unwrap().to_owned();
        if self.dice.hits(4) {
            state["Assign"] = json!({ "seen": self.dice.below(9) });
        }
        if self.dice.hits(20) {
            state["InputPath"] = json!("$.none");
        }
        if name != "Wait" && self.dice.hits(6) {
            state["ResultPath"] = Value::Null;
        }
    }
}
