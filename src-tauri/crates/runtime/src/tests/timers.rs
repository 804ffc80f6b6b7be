//! Waits and time-outs.

use serde_json::{Value, json};

use super::world::{BEGINNING, World, callback, function, machine, success, wait};

#[tokio::test]
async fn a_wait_ends_when_it_is_due_and_not_before() {
    let world = World::new().await;
    let arn = world.start("wait", &wait(10)).await;
    world.clock.advance(9_999);
    // Another execution goes through all its turns meanwhile: the shard had its chance to be early.
    let other = world.start("other", &machine(&json!({ "S": { "Type": "Succeed" } }))).await;
    world.until_over(&other).await;
    assert_eq!(world.row(&arn).status, "RUNNING", "one millisecond is missing");
    world.clock.advance(1);
    let row = world.until_over(&arn).await;
    assert_eq!(row.stopped_at, Some(BEGINNING + 10_000));
}

#[tokio::test]
async fn waits_go_on_after_a_crash() {
    let mut world = World::new().await;
    let arn = world.start("wait", &wait(10)).await;
    world.crash(4_000).await;
    world.crash(0).await;
    assert_eq!(world.row(&arn).status, "RUNNING");
    world.clock.advance(6_000);
    assert_eq!(world.until_over(&arn).await.stopped_at, Some(BEGINNING + 10_000));
}

#[tokio::test]
async fn what_became_due_while_away_fires_at_once_and_once() {
    let mut world = World::new().await;
    let mut arns = Vec::new();
    for seconds in 1..=50 {
        arns.push(world.start(&format!("wait-{seconds}"), &wait(seconds)).await);
    }
    world.crash(7 * 24 * 3_600_000).await;
    for arn in &arns {
        world.until_over(arn).await;
        let exits = world.types(arn).iter().filter(|kind| *kind == "WaitStateExited").count();
        assert_eq!(exits, 1, "{arn}");
    }
}

/// Lets happen what is due; the second answer comes once that is on disk.
async fn look(world: &World, arn: &str) {
    for _ in 0..2 {
        world.runtime().pending(arn).await.unwrap();
    }
}

fn ended_waits(world: &World, arn: &str) -> usize {
    world.types(arn).iter().filter(|kind| *kind == "WaitStateExited").count()
}

const YEARS: i64 = 10 * 365 * 24 * 3_600_000;

#[tokio::test]
async fn a_clock_set_back_while_away_makes_nobody_wait_longer() {
    for back in [2_000, 3_600_000, YEARS] {
        let mut world = World::new().await;
        let arn = world.start("wait", &wait(10)).await;
        world.clock.advance(4_000);
        world.start("later", &wait(1)).await;
        world.crash(-back).await;
        world.clock.advance(2_000);
        // What was recorded of the clock that was set back holds after the next crash as well.
        world.crash(0).await;
        world.clock.advance(3_999);
        look(&world, &arn).await;
        assert_eq!(world.row(&arn).status, "RUNNING", "set back by {back} ms: one millisecond is missing");
        world.clock.advance(1);
        look(&world, &arn).await;
        assert_eq!(world.row(&arn).stopped_at, Some(BEGINNING + 10_000), "its own clock went on");
        let new = world.start("new", &wait(1)).await;
        assert_eq!(world.row(&new).started_at, world.now(), "new ones have the time of the wall");
    }
}

#[tokio::test]
async fn a_clock_that_was_years_ahead_makes_nobody_wait_for_years() {
    let mut world = World::new().await;
    world.clock.set(YEARS);
    let states = json!({
        "First": { "Type": "Wait", "Seconds": 10, "Next": "Second" },
        "Second": { "Type": "Wait", "Seconds": 10, "End": true },
    });
    let arn = world.start("wait", &machine(&states)).await;
    world.crash(-YEARS).await;
    for exits in 1..=2 {
        world.clock.advance(10_000);
        look(&world, &arn).await;
        assert_eq!(ended_waits(&world, &arn), exits);
    }
    assert_eq!(world.row(&arn).stopped_at, Some(BEGINNING + YEARS + 20_000));
}

#[tokio::test]
async fn who_waits_for_a_moment_waits_for_that_of_the_wall_clock() {
    let hour = 3_600_000;
    let until = |at: i64, next: &Value| {
        let mut state = json!({ "Type": "Wait", "QueryLanguage": "JSONata",
            "Timestamp": format!("{{% $fromMillis({at}) %}}") });
        state.as_object_mut().unwrap().extend(next.as_object().unwrap().clone());
        state
    };
    let states = json!({
        "First": until(BEGINNING + hour, &json!({ "Next": "Second" })),
        "Second": until(BEGINNING + 2 * hour, &json!({ "End": true })),
    });
    let mut world = World::new().await;
    let arn = world.start("until", &machine(&states)).await;
    world.crash(-hour / 2).await;
    for (exits, left) in [(1, hour / 2 + hour), (2, hour)] {
        world.clock.advance(left - 1);
        look(&world, &arn).await;
        assert_eq!(ended_waits(&world, &arn), exits - 1, "one millisecond is missing");
        world.clock.advance(1);
        look(&world, &arn).await;
        assert_eq!(ended_waits(&world, &arn), exits);
        assert_eq!(world.clock.wall(), BEGINNING + hour * exits as i64);
    }
}

#[tokio::test]
async fn a_task_that_takes_too_long_times_out_and_is_taken_away() {
    let world = World::new().await;
    let slow = machine(&json!({ "Do": {
        "Type": "Task", "Resource": function("hang"), "TimeoutSeconds": 5, "End": true,
    } }));
    let arn = world.start("slow", &slow).await;
    world.until_event(&arn, "LambdaFunctionStarted", 1).await;
    world.clock.advance(5_000);
    let row = world.until_over(&arn).await;
    assert_eq!((row.status.as_str(), row.error.as_deref()), ("FAILED", Some("States.Timeout")));
    while world.worker.abandoned.lock().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn sleeping_executions_leave_the_memory_and_come_back() {
    let world = World::new().await;
    // More than stay in memory when idle; they share flushes.
    let starts: Vec<_> = (0..2_000)
        .map(|number| {
            let definition = if number % 2 == 0 { wait(60) } else { callback() };
            let request = world.request(&format!("sleeper-{number}"), &definition);
            let runtime = world.runtime().clone();
            tokio::spawn(async move { runtime.start(request).await.unwrap().execution_arn })
        })
        .collect();
    let mut arns = Vec::new();
    for start in starts {
        arns.push(start.await.unwrap());
    }
    for arn in arns.iter().skip(1).step_by(2) {
        world.until_event(arn, "TaskSubmitted", 1).await;
    }
    world.clock.advance(60_000);
    let tokens = world.worker.tokens.lock().unwrap().clone();
    let answers: Vec<_> = tokens
        .into_iter()
        .map(|token| {
            let runtime = world.runtime().clone();
            tokio::spawn(async move { runtime.answer_token(&token, success()).await })
        })
        .collect();
    for answer in answers {
        answer.await.unwrap().unwrap();
    }
    for (number, arn) in arns.iter().enumerate() {
        world.until(arn, |row| row.status == "SUCCEEDED").await;
        if number % 50 < 2 {
            world.check(arn);
        }
    }
}
