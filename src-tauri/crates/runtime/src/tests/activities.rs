//! Activities and their workers.

use super::world::{World, activity, success, task};
use crate::kept::Kept;

#[tokio::test]
async fn a_worker_takes_a_task_once_and_answers_it() {
    let mut world = World::new().await;
    let arn = world.start("act", &task(&activity("pack"))).await;
    assert_eq!(world.runtime().waiting_activities().len(), 1);
    world.crash(0).await;
    assert_eq!(world.runtime().waiting_activities().len(), 1, "it waits again after a crash");
    let taken = world.runtime().take_activity_task(&activity("pack"), Some("ada")).await.unwrap();
    assert_eq!(taken.input, r#"{"n":1}"#);
    assert_eq!(world.runtime().waiting_activities().len(), 0, "nobody else gets it");
    world.crash(0).await;
    assert_eq!(world.runtime().waiting_activities().len(), 0, "nor after a crash");
    world.runtime().answer_token(&taken.task_token, success()).await.unwrap();
    assert_eq!(world.until_over(&arn).await.output.as_deref(), Some(r#"{"answer":42}"#));
}

#[tokio::test]
async fn a_worker_may_come_before_the_task() {
    let world = World::new().await;
    let runtime = world.runtime().clone();
    let worker = tokio::spawn(async move { runtime.take_activity_task(&activity("pack"), None).await });
    tokio::task::yield_now().await;
    let arn = world.start("act", &task(&activity("pack"))).await;
    let taken = worker.await.unwrap().unwrap();
    world.runtime().answer_token(&taken.task_token, success()).await.unwrap();
    world.until_over(&arn).await;
}

#[tokio::test]
async fn many_workers_share_the_tasks_without_taking_one_twice() {
    let world = World::new().await;
    let workers: Vec<_> = (0..20)
        .map(|_| {
            let runtime = world.runtime().clone();
            tokio::spawn(async move { runtime.take_activity_task(&activity("pack"), None).await.unwrap() })
        })
        .collect();
    for number in 0..20 {
        world.start(&format!("act-{number}"), &task(&activity("pack"))).await;
    }
    let mut tokens = Vec::new();
    for worker in workers {
        tokens.push(worker.await.unwrap().task_token);
    }
    tokens.sort();
    tokens.dedup();
    assert_eq!(tokens.len(), 20);
}

#[tokio::test]
async fn a_person_may_answer_an_activity_without_polling_for_it() {
    let world = World::new().await;
    let arn = world.start("act", &task(&activity("approve"))).await;
    let waiting = world.runtime().waiting_activities().remove(0);
    world.runtime().answer_token(waiting.task.token.as_ref().unwrap(), success()).await.unwrap();
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    assert_eq!(world.runtime().waiting_activities().len(), 0);
    assert!(world.types(&arn).contains(&"ActivityStarted".to_owned()));
}

#[tokio::test]
async fn an_integration_that_is_told_of_an_activity_may_answer_it() {
    let world = World::new().await;
    let arn = world.start("act", &task(&activity("answered"))).await;
    assert_eq!(world.until_over(&arn).await.status, "SUCCEEDED");
    assert_eq!(world.runtime().waiting_activities().len(), 0);
}

#[tokio::test]
async fn a_text_brings_its_activities_along_and_a_kept_state_machine_does_not() {
    let world = World::new().await;
    let created = |name: &str| {
        let found = world.runtime().store().read(|tables| tables.activities().by_arn(&activity(name)));
        found.unwrap().is_some()
    };
    let (here, elsewhere) = (task(&activity("pack")), task(&activity("ship")));
    world.start("text", &here).await;
    assert!(created("pack"));
    let kept = Kept::unnamed("test", &elsewhere.to_string());
    let started = world.runtime().start_of(world.request("kept", &elsewhere), kept).await.unwrap();
    let row = world.until_over(&started.execution_arn).await;
    assert_eq!((row.error.as_deref(), created("ship")), (Some("States.Runtime"), false));
    assert!(row.cause.unwrap().ends_with(&format!("The activity {} does not exist.", activity("ship"))));
}
