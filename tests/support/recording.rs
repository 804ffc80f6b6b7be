//! The recorded cases: which machines AWS ran with which input, and the histories it gave.

use std::path::Path;

use serde_json::Value;

/// One case of the recordings.
#[derive(Debug)]
pub struct Case {
    value: Value,
}

/// One execution of a case with its history.
#[derive(Debug)]
pub struct Run<'c> {
    case: &'c Case,
    key: &'c str,
    /// The definition AWS ran.
    pub definition: String,
    /// The execution's input, as sent.
    pub input: String,
    /// The role of the state machine.
    pub role_arn: String,
    /// ARN of the state machine.
    pub state_machine_arn: String,
    /// ARN of the execution.
    pub execution_arn: String,
    /// Whether the history was asked for with its data.
    pub include_data: bool,
    /// AWS's history.
    pub events: &'c [Value],
}

/// Reads all cases in the order of their files; none if the folder is missing. The file `suspect-…` holds what was
/// not recorded on AWS.
pub fn read(folder: &Path) -> Option<Vec<Case>> {
    let mut files: Vec<_> = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap();
        if !name.ends_with(".json") || name == "index.json" || name.starts_with("suspect") {
            continue;
        }
        let mut area: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let listed = area.get_mut("cases").and_then(Value::as_array_mut).unwrap();
        cases.extend(std::mem::take(listed).into_iter().map(|value| modern(Case { value })));
    }
    Some(cases)
}

/// Since then AWS's `MapStateExited` follows `MapRunStarted`; it used to follow `MapRunSucceeded`. As `yyyymmdd`.
const EXIT_FOLLOWS_START: u32 = 20_241_101;

/// The case as AWS would answer it after that.
fn modern(mut case: Case) -> Case {
    if case.recorded() >= EXIT_FOLLOWS_START {
        return case;
    }
    for answer in case.value["expected"].as_object_mut().into_iter().flat_map(|answers| answers.values_mut())
    {
        let Some(events) = answer.get_mut("events").and_then(Value::as_array_mut) else { continue };
        let succeeded: Vec<(Value, Value)> = events
            .iter()
            .filter(|event| event["type"] == "MapRunSucceeded")
            .map(|event| (event["id"].clone(), event["previousEventId"].clone()))
            .collect();
        for event in events.iter_mut().filter(|event| event["type"] == "MapStateExited") {
            if let Some((_, started)) = succeeded.iter().find(|(id, _)| *id == event["previousEventId"]) {
                event["previousEventId"] = started.clone();
            }
        }
    }
    case
}

impl Case {
    /// A member of the case.
    pub fn field(&self, name: &str) -> &Value {
        &self.value[name]
    }

    /// When AWS was recorded, as `yyyymmdd`.
    pub fn recorded(&self) -> u32 {
        let date: String = self.value["recorded"].as_str().unwrap_or("01-01-2026").chars().take(10).collect();
        let digits: String = date.rsplit('-').collect();
        digits.parse().unwrap()
    }

    /// What the exception lists call it: the file and the name of the test.
    pub fn name(&self) -> String {
        let id = self.value["id"].as_str().unwrap_or_default();
        let (path, test) = id.split_once(".py::").unwrap_or(("", id));
        format!("{}::{test}", path.rsplit('/').next().unwrap_or_default())
    }

    /// The calls, in order.
    pub fn steps(&self) -> &[Value] {
        self.value["steps"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// The executions that can be compared.
    pub fn runs(&self) -> Vec<Run<'_>> {
        self.histories().into_iter().filter_map(|(step, key)| self.run(step, key).ok()).collect()
    }

    /// Why the others cannot.
    pub fn skipped(&self) -> Vec<&'static str> {
        self.histories().into_iter().filter_map(|(step, key)| self.run(step, key).err()).collect()
    }

    /// The steps that ask for a history AWS's answer to which is recorded.
    fn histories(&self) -> Vec<(&Value, &str)> {
        let asks = self.steps().iter().filter(|step| step["op"] == "GetExecutionHistory");
        let keyed = asks.filter_map(|step| Some((step, step["expect"].get(0)?.as_str()?)));
        keyed.filter(|(_, key)| self.value["expected"][key]["events"].is_array()).collect()
    }

    fn run<'c>(&'c self, asked: &Value, key: &'c str) -> Result<Run<'c>, &'static str> {
        let events = self.value["expected"][key]["events"].as_array().unwrap();
        if events.last().is_some_and(|last| last["type"] == "ExecutionAborted") {
            return Err("that somebody stopped");
        }
        if asked["params"].get("reverseOrder").is_some() || asked["params"].get("maxResults").is_some() {
            return Err("read in pages or backwards");
        }
        let started =
            self.referred(&asked["params"]["executionArn"]).ok_or("of an execution started elsewhere")?;
        if started["op"] != "StartExecution" {
            return Err("of an execution started elsewhere");
        }
        // A test case of a mock configuration is named after the ARN; its answers are in the history.
        let named = self.text(&started["params"]["stateMachineArn"]);
        let state_machine_arn = named.split('#').next().unwrap_or_default().to_owned();
        if state_machine_arn.split(':').count() != 7 {
            return Err("started through a version or an alias");
        }
        let created = self.created(&state_machine_arn, started);
        if created.is_some_and(|created| created["params"]["type"] == "EXPRESS") {
            return Err("of express machines");
        }
        let definition = self.definition(&state_machine_arn, started).ok_or("of a machine made elsewhere")?;
        let execution_arn =
            started["recorded"]["executionArn"].as_str().ok_or("that AWS did not start here")?;
        Ok(Run {
            case: self,
            key,
            definition,
            input: started["params"].get("input").map_or_else(|| "{}".to_owned(), |input| self.text(input)),
            role_arn: created.map_or_else(
                || "arn:aws:iam::111111111111:role/machine".to_owned(),
                |created| self.text(&created["params"]["roleArn"]),
            ),
            state_machine_arn,
            execution_arn: execution_arn.to_owned(),
            include_data: asked["params"]["includeExecutionData"] != false,
            events,
        })
    }

    /// The step whose answer a parameter refers to: `${3.executionArn}`.
    fn referred(&self, parameter: &Value) -> Option<&Value> {
        let number = parameter.as_str()?.strip_prefix("${")?.split('.').next()?;
        self.steps().get(number.parse::<usize>().ok()?)
    }

    fn created(&self, arn: &str, before: &Value) -> Option<&Value> {
        let earlier = self.steps().iter().take_while(|step| step["n"] != before["n"]);
        earlier
            .filter(|step| step["op"] == "CreateStateMachine")
            .find(|step| step["recorded"]["stateMachineArn"].as_str() == Some(arn))
    }

    /// The definition the machine had when the execution was started.
    fn definition(&self, arn: &str, before: &Value) -> Option<String> {
        let updated = self
            .steps()
            .iter()
            .take_while(|step| step["n"] != before["n"])
            .filter(|step| step["op"] == "UpdateStateMachine" && step["params"]["definition"].is_string())
            .filter(|step| self.text(&step["params"]["stateMachineArn"]) == arn)
            .last();
        if let Some(step) = updated.or_else(|| self.created(arn, before)) {
            return Some(self.text(&step["params"]["definition"]));
        }
        // A machine that a CloudFormation stack made stands beside the step that starts it.
        let machines = self.steps().iter().map(|step| &step["machine"]);
        machines
            .filter(|machine| machine["name"].as_str() == arn.rsplit(':').next())
            .find_map(|machine| machine["definition"].as_str().map(str::to_owned))
    }

    /// A parameter with its references to earlier answers filled in.
    fn text(&self, parameter: &Value) -> String {
        let mut rest = parameter.as_str().unwrap_or_default();
        let mut filled = String::with_capacity(rest.len());
        while let Some((before, after)) = rest.split_once("${") {
            filled.push_str(before);
            let reference = after.split_once('}').and_then(|(reference, after)| {
                let (number, member) = reference.split_once('.')?;
                let step = self.steps().get(number.parse::<usize>().ok()?)?;
                let value = member.split('.').try_fold(&step["recorded"], |value, name| {
                    value.get(name).or_else(|| step["recorded"].get(member))
                })?;
                Some((value.as_str()?, after))
            });
            match reference {
                Some((value, after)) => {
                    filled.push_str(value);
                    rest = after;
                }
                None => {
                    filled.push_str("${");
                    rest = after;
                }
            }
        }
        filled + rest
    }
}

impl Run<'_> {
    /// What the exception list calls it: the test's name and the history's key.
    pub fn name(&self) -> String {
        format!("{} {}", self.case.name(), self.key)
    }
}
