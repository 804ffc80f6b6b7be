//! Starting, stopping, describing.

use engine::Payload;
use serde_json::json;

use super::dice::figure;
use super::world::{World, failure, function, machine, payload, task, wait};
use crate::{Error, StartExecution};

#[tokio::test]
async fn a_workflow_runs_and_its_history_has_no_gaps() {
    let world = World::new().await;
    let pass = machine(&json!({
        "A": { "Type": "Pass", "Result": { "x": 1 }, "ResultPath": "$.a", "Next": "B" },
        "B": { "Type": "Task", "Resource": function("echo"), "Next": "C" },
        "C": { "Type": "Succeed" },
    }));
    let arn = world.start("one", &pass).await;
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.output.as_deref()), ("SUCCEEDED", Some(r#"{"n":1,"a":{"x":1}}"#)));
    let types = [
        "ExecutionStarted",
        "PassStateEntered",
        "PassStateExited",
        "TaskStateEntered",
        "LambdaFunctionScheduled",
        "LambdaFunctionStarted",
        "LambdaFunctionSucceeded",
        "TaskStateExited",
        "SucceedStateEntered",
        "SucceedStateExited",
        "ExecutionSucceeded",
    ];
    assert_eq!(world.types(&arn), types);
    assert_eq!(row.last_event, types.len() as u64);
}

#[tokio::test]
async fn the_same_name_starts_one_execution() {
    let world = World::new().await;
    let definition = wait(60);
    let starts = (0..64).map(|_| world.start("same", &definition));
    let mut arns = Vec::new();
    for start in starts {
        arns.push(start.await);
    }
    arns.dedup();
    assert_eq!(arns.len(), 1, "all got the same execution");
    let first = world.row(&arns[0]);
    world.clock.advance(5_000);
    let request = |input: &str| StartExecution {
        definition: definition.to_string(),
        machine: "test".into(),
        name: Some("same".into()),
        input: Some(Payload::parse(input).unwrap()),
        handlers_folder: None,
        virtual_time: None,
        trace_header: None,
    };
    let again = world.runtime().start(request(r#"{"n":1}"#)).await.unwrap();
    assert_eq!(again.started_at.0, first.started_at, "it started when it started");
    let exists = Err(Error::ExecutionAlreadyExists(arns[0].clone()));
    assert_eq!(world.runtime().start(request(r#"{"n": 1}"#)).await, exists, "other text, other input");
    world.clock.advance(60_000);
    world.until_over(&arns[0]).await;
    assert_eq!(world.runtime().start(request(r#"{"n":1}"#)).await, exists, "it is over");
    assert_eq!(world.runtime().list(None, 10).unwrap().len(), 1);
}

#[tokio::test]
async fn racing_starts_with_other_inputs_give_one_execution() {
    let world = World::new().await;
    let definition = wait(60).to_string();
    let racers: Vec<_> = (0..64)
        .map(|number| {
            let (runtime, definition) = (world.runtime().clone(), definition.clone());
            tokio::spawn(async move {
                let request = StartExecution {
                    definition,
                    machine: "test".into(),
                    name: Some("race".into()),
                    input: Some(payload(&number.into())),
                    handlers_folder: None,
                    virtual_time: None,
                    trace_header: None,
                };
                runtime.start(request).await
            })
        })
        .collect();
    let mut won = 0;
    for racer in racers {
        match racer.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert!(matches!(error, Error::ExecutionAlreadyExists(_)), "{error}"),
        }
    }
    assert_eq!(won, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn racing_starts_give_the_one_that_runs_with_this_input_or_say_that_the_name_is_taken() {
    let succeed = machine(&json!({ "S": { "Type": "Succeed" } }));
    let mut world = World::new().await;
    for round in 0..figure(8, 200) {
        // Some end while others still ask for them; some only the disk knows.
        let definition = if round % 2 == 0 { &succeed } else { &wait(60) };
        let name = format!("race-{round}");
        if round % 4 > 1 {
            world.start(&name, definition).await;
            world.crash(0).await;
        }
        let racers: Vec<_> = (0..64)
            .map(|number| {
                let (runtime, mut request) = (world.runtime().clone(), world.request(&name, definition));
                if number % 8 == 7 {
                    request.input = Some(payload(&json!({})));
                }
                tokio::spawn(async move { runtime.start(request).await })
            })
            .collect();
        let (mut started, mut taken) = (Vec::new(), 0);
        for racer in racers {
            match racer.await.unwrap() {
                Ok(one) => started.push((one.execution_arn, one.started_at.0)),
                Err(error) => {
                    assert!(matches!(error, Error::ExecutionAlreadyExists(_)), "{name}: {error}");
                    taken += 1;
                }
            }
        }
        let rows = world.runtime().list(None, 1_000).unwrap();
        let mut rows = rows.into_iter().filter(|row| row.name == name);
        let (row, other) = (rows.next().unwrap(), rows.next());
        assert_eq!(other, None, "{name}: one execution");
        let is_this = |(arn, at): &(String, i64)| (arn, *at) == (&row.arn, row.started_at);
        assert!(started.iter().all(is_this), "{name}: everybody got it");
        assert_eq!(started.len() + taken, 64, "{name}");
        let is_other = world.row(&row.arn).input == "{}";
        let expected = if is_other { 8 } else { 56 };
        match round % 2 {
            0 => assert!(started.len() <= expected && taken >= 64 - expected, "{name}: {taken} were refused"),
            _ => assert_eq!(started.len(), expected, "{name}: the same input gives the same execution"),
        }
    }
}

#[tokio::test]
async fn a_name_that_only_the_disk_knows_is_still_taken() {
    let mut world = World::new().await;
    let definition = wait(60);
    let arn = world.start("same", &definition).await;
    let first = world.row(&arn);
    world.crash(1_000).await;
    let racers: Vec<_> = (0..16)
        .map(|number| {
            let (runtime, mut request) = (world.runtime().clone(), world.request("same", &definition));
            if number % 2 == 1 {
                request.input = Some(payload(&json!({})));
            }
            tokio::spawn(async move { runtime.start(request).await })
        })
        .collect();
    for (number, racer) in racers.into_iter().enumerate() {
        match (number % 2, racer.await.unwrap()) {
            (0, Ok(started)) => assert_eq!(started.started_at.0, first.started_at),
            (1, refused) => assert_eq!(refused, Err(Error::ExecutionAlreadyExists(arn.clone()))),
            (_, other) => panic!("the same input gives the same execution: {other:?}"),
        }
    }
    assert_eq!(world.runtime().list(None, 10).unwrap().len(), 1);
    world.clock.advance(60_000);
    world.until_over(&arn).await;
}

#[tokio::test]
async fn bad_requests_are_refused_and_leave_nothing() {
    let world = World::new().await;
    let good =
        StartExecution { definition: wait(1).to_string(), machine: "m".into(), ..StartExecution::default() };
    let check = async |request: StartExecution, is_expected: fn(&Error) -> bool| {
        let error = world.runtime().start(request).await.unwrap_err();
        assert!(is_expected(&error), "{error:?}");
    };
    let name = Some("a b".to_owned());
    check(StartExecution { name, ..good.clone() }, |error| matches!(error, Error::InvalidName(_))).await;
    let machine = "a/b".to_owned();
    check(StartExecution { machine, ..good.clone() }, |error| matches!(error, Error::InvalidName(_))).await;
    let input = Some(payload(&"x".repeat(262_143).into()));
    check(StartExecution { input, ..good.clone() }, |error| matches!(error, Error::InputTooLong { .. }))
        .await;
    for definition in ["", "[]", "{", r#"{"StartAt":"A","States":{}}"#] {
        let request = StartExecution { definition: definition.into(), ..good.clone() };
        check(request, |error| matches!(error, Error::InvalidDefinition(_))).await;
    }
    assert_eq!(world.runtime().list(None, 10).unwrap(), [], "nothing was started");
    let longest = Some(payload(&"x".repeat(262_142).into()));
    world.runtime().start(StartExecution { input: longest, ..good }).await.unwrap();
}

#[tokio::test]
async fn stopping_ends_it_once_and_takes_the_work_away() {
    let world = World::new().await;
    let arn = world.start("stopped", &task(&function("hang"))).await;
    world.until_event(&arn, "LambdaFunctionStarted", 1).await;
    let stopped_at = world.runtime().stop(&arn, failure("Enough")).await.unwrap();
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.error.as_deref()), ("ABORTED", Some("Enough")));
    assert_eq!(row.stopped_at, Some(stopped_at.0));
    let again = world.runtime().stop(&arn, failure("More")).await;
    assert_eq!(again, Err(Error::ExecutionEnded));
    assert_eq!(world.row(&arn), row, "a final status never changes");
    tokio::task::yield_now().await;
    assert_eq!(*world.worker.abandoned.lock().unwrap(), ["Do"]);
    let unknown = world.runtime().stop("arn:none", failure("x")).await;
    assert_eq!(unknown, Err(Error::ExecutionDoesNotExist("arn:none".into())));
}

#[tokio::test]
async fn lists_are_newest_first_and_by_machine() {
    let world = World::new().await;
    for name in ["a", "b", "c"] {
        world.start(name, &wait(60)).await;
    }
    let names = |machine, max| {
        let rows = world.runtime().list(machine, max).unwrap();
        rows.into_iter().map(|row| row.name).collect::<Vec<_>>()
    };
    assert_eq!(names(None, 2), ["c", "b"]);
    assert_eq!(names(Some("test"), 9), ["c", "b", "a"]);
    assert_eq!(names(Some("other"), 9), [""; 0]);
}

#[tokio::test]
async fn a_trace_header_stays_with_its_execution() {
    let mut world = World::new().await;
    let traced = StartExecution { trace_header: Some("Root=1".into()), ..world.request("one", &wait(60)) };
    let arn = world.runtime().start(traced).await.unwrap().execution_arn;
    world.crash(0).await;
    let (_, start) = world.runtime().describe_whole(&arn).unwrap();
    assert_eq!(start.trace_header.as_deref(), Some("Root=1"));
}
