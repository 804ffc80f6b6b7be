//! The Lambda functions of the recorded cases, written from what the recordings say they do.

use serde_json::Value;

use support::recording::Case;

use crate::world::World;

/// Writes the function that a recorded `CreateFunction` made.
pub fn write(world: &World, parameters: &Value) {
    let name = parameters["FunctionName"].as_str().expect("a name");
    let behaviour = parameters["$behaviour"].as_str().expect("a description");
    world.write(&format!("functions/{name}/lambda_function.py"), source(behaviour));
}

/// Whether a function must answer before a timeout: how fast it starts is the machine's affair.
pub fn races(case: &Case) -> bool {
    let created = case.steps().iter().filter(|step| step["op"] == "CreateFunction");
    let mut behaviours = created.filter_map(|step| step["params"]["$behaviour"].as_str()).peekable();
    let answers = behaviours.peek().is_some() && !behaviours.any(|behaviour| behaviour.starts_with("sleeps"));
    let has_clock = |step: &Value| {
        let definition = step["params"]["definition"].as_str().unwrap_or_default();
        definition.contains("TimeoutSeconds") || definition.contains("HeartbeatSeconds")
    };
    answers && case.steps().iter().any(has_clock)
}

fn source(behaviour: &str) -> &'static str {
    match behaviour {
        "returns its event unchanged" => "def handler(event, context):\n    return event\n",
        "raises Exception(\"Some exception was raised.\") on line 2 of handler()" => {
            "def handler(event, context):\n    raise Exception(\"Some exception was raised.\")\n"
        }
        "raises a CustomException without arguments from handler() (line 9)" => {
            "class CustomException(Exception):\n    pass\n\n\n#\n#\n\ndef handler(event, context):\n    raise CustomException()\n"
        }
        "returns the bytes \"HelloWorld!\" with the quotes (so the payload is that JSON string)" => {
            "def handler(event, context):\n    return \"HelloWorld!\"\n"
        }
        "returns the bytes of 257*1024 letters a" => {
            "def handler(event, context):\n    return \"a\" * (257 * 1024)\n"
        }
        "sleeps 60 seconds, returns its event" => {
            "import time\n\n\ndef handler(event, context):\n    time.sleep(60)\n    return event\n"
        }
        other => panic!("no function does this yet: {other}"),
    }
}

/// AWS keeps a function's code in `/var/task/handler.py`, which its stack traces name.
pub fn as_on_aws(world: &World, answer: &str) -> String {
    let folder = world.path().join("functions").display().to_string();
    let mut parts = answer.split(folder.as_str());
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let file = part.strip_prefix('/').and_then(|part| part.split_once('/'));
        match file.and_then(|(_, file)| file.strip_prefix("lambda_function.py")) {
            Some(rest) => text.extend(["/var/task/handler.py", rest]),
            None => text.extend([folder.as_str(), part]),
        }
    }
    text
}
