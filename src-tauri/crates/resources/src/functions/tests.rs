use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use super::{Call, FunctionName, Functions, Interpreters, Limits, find};
use crate::Chance;
use crate::fixture::{Counting, Folder, TestClock};

const ARN: &str = "arn:aws:states:us-east-1:000000000000:execution:w:e";

struct World {
    folder: Folder,
    functions: Functions,
}

impl World {
    async fn new(run_max: Duration) -> Self {
        let keep = ["PATH", "HOME"];
        let environment =
            std::env::vars_os().filter(|(name, _)| keep.iter().any(|kept| name == kept)).collect();
        let interpreters = Interpreters { python: "python3".into(), node: "node".into(), environment };
        let limits =
            Limits { run_max, output_bytes_max: 4096, processes_max: 2, idle_max: 2, invocations_max: 10 };
        let chance = Chance::new(Arc::new(TestClock::at(1_700_000_000_000)), Arc::new(Counting::default()));
        let functions = Functions::open(interpreters, limits, chance).await.expect("a loopback port");
        Self { folder: Folder::new(), functions }
    }

    async fn call(&self, function: &str, event: Value) -> Result<Value, (String, String)> {
        let function = FunctionName::parse(function).expect("a name");
        let handler = find(self.folder.path(), &function).expect("a handler");
        let event = event.to_string();
        let call = Call { function: &function, handler: &handler, event: &event, execution_arn: ARN };
        match self.functions.invoke(call).await {
            Ok(text) => Ok(serde_json::from_str(&text).expect("JSON")),
            Err(failure) => Err((failure.error.unwrap_or_default(), failure.cause.unwrap_or_default())),
        }
    }
}

/// Runs one event through one handler file.
async fn check(file: &str, source: &str, event: Value, expected: Result<Value, (&str, &str)>) {
    let world = World::new(Duration::from_secs(20)).await;
    world.folder.write(file, source);
    let answer = world.call("f", event).await;
    match (answer, expected) {
        (Ok(answer), Ok(expected)) => assert_eq!(answer, expected, "{file}"),
        (Err((error, cause)), Err((name, part))) => {
            assert_eq!(error, name, "{cause}");
            assert!(cause.contains(part), "{cause}");
        }
        (answer, expected) => panic!("{file}: got {answer:?}, expected {expected:?}"),
    }
}

#[tokio::test]
async fn python_answers() {
    let source = "def lambda_handler(event, context):\n    return {'twice': event['n'] * 2, 'ü': context.function_name}\n";
    check("f/lambda_function.py", source, json!({"n": 21}), Ok(json!({"twice": 42, "ü": "f"}))).await;
    check("f.py", "def handler(event, context):\n    pass\n", json!(null), Ok(json!(null))).await;
    check("f/handler.py", "import beside\ndef handler(e, c):\n    return beside.X\n", json!(1), {
        Err(("Runtime.ImportModuleError", "No module named 'beside'"))
    })
    .await;
}

#[tokio::test]
async fn node_answers_in_every_style() {
    let cases = [
        ("f/index.mjs", "export const handler = async (event) => ({ twice: event.n * 2 });"),
        ("f/index.cjs", "exports.handler = (event, context, done) => done(null, { twice: event.n * 2 });"),
        ("f.js", "exports.handler = async (event) => ({ twice: event.n * 2 });"),
        ("f.mjs", "export default { handler: (event) => ({ twice: event.n * 2 }) };"),
    ];
    for (file, source) in cases {
        check(file, source, json!({"n": 21}), Ok(json!({"twice": 42}))).await;
    }
}

#[tokio::test]
async fn an_exception_is_lambdas_error_json() {
    let python = "class CardDeclined(Exception):\n    pass\ndef handler(event, context):\n    raise CardDeclined('no')\n";
    check(
        "f.py",
        python,
        json!({}),
        Err(("CardDeclined", r#"{"errorMessage": "no", "errorType": "CardDeclined", "#)),
    )
    .await;
    let node = "export const handler = async () => { throw new RangeError('no'); };";
    check(
        "f.mjs",
        node,
        json!({}),
        Err(("RangeError", r#"{"errorType":"RangeError","errorMessage":"no","trace":["#)),
    )
    .await;
}

#[tokio::test]
async fn a_module_that_does_not_load_says_why() {
    check("f.py", "def x(:\n", json!({}), Err(("Runtime.UserCodeSyntaxError", "Syntax error in module 'f'")))
        .await;
    check("f.py", "x = 1\n", json!({}), Err(("Runtime.HandlerNotFound", "Handler 'lambda_handler' missing")))
        .await;
    check("f.mjs", "import 'nowhere';", json!({}), Err(("Runtime.ImportModuleError", "nowhere"))).await;
    check("f.mjs", "export const x = 1;", json!({}), Err(("Runtime.HandlerNotFound", "f.handler"))).await;
}

#[tokio::test]
async fn a_process_that_could_not_load_its_handler_is_not_used_again() {
    let world = World::new(Duration::from_secs(20)).await;
    world.folder.write("f.py", "x = 1\n");
    for _ in 0..3 {
        let (error, cause) = world.call("f", json!({})).await.expect_err("there is no handler");
        assert_eq!(error, "Runtime.HandlerNotFound", "{cause}");
    }
}

#[tokio::test]
async fn an_answer_larger_than_lambda_takes_is_a_failure_at_once() {
    let too_large = Err(("Function.ResponseSizeTooLarge", "Response payload size exceeded"));
    let python = "def handler(event, context):\n    return 'x' * 7000000\n";
    check("f.py", python, json!({}), too_large.clone()).await;
    check("f.mjs", "export const handler = async () => 'x'.repeat(7000000);", json!({}), too_large).await;
}

#[tokio::test]
async fn a_process_that_ends_is_an_unknown_error() {
    let python = "import os\ndef handler(event, context):\n    os._exit(3)\n";
    check("f.py", python, json!({}), Err(("Lambda.Unknown", "Runtime exited with error: exit status: 3")))
        .await;
    let node = "export const handler = async () => process.exit(4);";
    check("f.mjs", node, json!({}), Err(("Lambda.Unknown", "exit status: 4"))).await;
}

#[tokio::test]
async fn a_handler_that_hangs_is_killed() {
    let world = World::new(Duration::from_millis(300)).await;
    world.folder.write("f.py", "def handler(event, context):\n    while True: pass\n");
    let (error, cause) = world.call("f", json!({})).await.expect_err("too long");
    assert_eq!(error, "Sandbox.Timedout");
    assert!(cause.contains("Task timed out after 0.30 seconds"), "{cause}");
}

#[tokio::test]
async fn a_process_stays_warm_until_its_handler_is_edited() {
    let world = World::new(Duration::from_secs(20)).await;
    let counting = "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return n\n";
    world.folder.write("f/handler.py", counting);
    assert_eq!(world.call("f", json!({})).await, Ok(json!(1)));
    assert_eq!(world.call("f", json!({})).await, Ok(json!(2)));
    world.folder.write("f/handler.py", &counting.replace("n = 0", "n = 10"));
    assert_eq!(world.call("f", json!({})).await, Ok(json!(11)));
}

#[tokio::test]
async fn what_is_printed_belongs_to_its_invocation() {
    let world = World::new(Duration::from_secs(20)).await;
    let source = "import sys\ndef handler(event, context):\n    print('out', event)\n    sys.stderr.write('no line end')\n";
    world.folder.write("f.py", source);
    for event in [1, 2] {
        world.call("f", json!(event)).await.expect("an answer");
    }
    let outputs: Vec<_> = world.functions.records(ARN).into_iter().map(|record| record.output).collect();
    assert_eq!(outputs.len(), 2);
    for (output, line) in outputs.iter().zip(["out 1\n", "out 2\n"]) {
        assert!(output.contains(line) && output.contains("no line end"), "{output:?}");
        assert_eq!(output.len(), line.len() + "no line end".len(), "{output:?}");
    }
}

#[tokio::test]
async fn too_much_output_is_cut() {
    let world = World::new(Duration::from_secs(20)).await;
    world.folder.write("f.py", "def handler(event, context):\n    for n in range(10000): print('x' * 100)\n");
    world.call("f", json!({})).await.expect("an answer");
    let records = world.functions.records(ARN);
    let output = &records[0].output;
    assert!(output.len() < 4096 + 100 && output.ends_with("not kept\n"), "{} bytes", output.len());
}

#[tokio::test]
async fn a_handler_sees_nothing_of_our_environment() {
    let source = "import os\ndef handler(event, context):\n    return sorted(k for k in os.environ if not k.startswith('AWS_'))\n";
    // `PWD` and its like are set by the shell that a version switcher puts before `python3`.
    let shell = ["PWD", "OLDPWD", "SHLVL", "_"];
    let expected =
        ["HOME", "LAMBDA_TASK_ROOT", "LC_CTYPE", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING", "TZ"];
    let world = World::new(Duration::from_secs(20)).await;
    world.folder.write("f.py", source);
    let seen = world.call("f", json!({})).await.expect("an answer");
    for name in seen.as_array().expect("a list") {
        let name = name.as_str().expect("text");
        assert!(expected.contains(&name) || shell.contains(&name) || name.contains("PYENV"), "{name} leaked");
    }
}

#[tokio::test]
async fn a_stranger_gets_nothing_from_the_runtime_api() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let api = super::runtime_api::RuntimeApi::open().await.expect("a port");
    let seat = api.admit("secret".to_owned());
    let address = seat.api.strip_suffix("/secret").expect("the secret is the path");
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("connected");
    let request =
        "GET /guess/2018-06-01/runtime/invocation/next HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("answered");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
}

#[tokio::test]
async fn idle_processes_make_room_for_others() {
    let world = World::new(Duration::from_secs(20)).await;
    let counting = "n = 0\ndef handler(event, context):\n    global n\n    n += 1\n    return n\n";
    for function in ["a", "b", "c"] {
        world.folder.write(&format!("{function}/handler.py"), counting);
        assert_eq!(world.call(function, json!({})).await, Ok(json!(1)));
    }
    let mut warm = 0;
    for function in ["a", "b"] {
        warm += i64::from(world.call(function, json!({})).await == Ok(json!(2)));
    }
    assert!(warm <= 1, "two of three at most may stay warm, and `c` is one of them");
}

/// A process that lost its Signalbox ends even in the middle of an endless loop.
#[tokio::test]
async fn a_handler_does_not_outlive_signalbox() {
    use crate::functions::process::{Printed, Process};
    let world = World::new(Duration::from_secs(20)).await;
    for (file, source) in [("f.py", "while True: pass\n"), ("f.mjs", "for (;;) {}")] {
        world.folder.write(file, source);
        let function = FunctionName::parse("f").expect("a name");
        let handler = find(world.folder.path(), &function).expect("a handler");
        let api = super::runtime_api::RuntimeApi::open().await.expect("a port");
        let printed = Printed { end_mark: "mark".to_owned(), bytes_max: 100 };
        let path = std::env::var_os("PATH").unwrap_or_default();
        let home = std::env::var_os("HOME").unwrap_or_default();
        let environment = vec![("PATH".into(), path), ("HOME".into(), home)];
        let interpreters = Interpreters { python: "python3".into(), node: "node".into(), environment };
        let seat = api.admit("secret".to_owned());
        let mut process =
            Process::start(&interpreters, &function, &handler, seat, &printed).expect("started");
        assert!(process.is_alive());
        process.lose_signalbox().await;
        std::fs::remove_file(world.folder.path().join(file)).expect("removed");
    }
}
