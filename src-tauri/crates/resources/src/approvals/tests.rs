use std::sync::Arc;

use engine::{Failure, Outcome, Payload};
use runtime::{Parts, Quotas, Runtime, StartExecution};
use serde_json::{Value, json};
use store::tables::approvals::{Approval, Status};
use store::tables::journal::Entry;
use store::{RowChange, Store, Turn};
use tokio::sync::watch;

use super::{Decision, NotDecided, Verdict, close_stale};
use crate::Chance;
use crate::approvals::AskPeople;
use crate::fixture::{Counting, Folder, TestClock};

struct World {
    folder: Folder,
    clock: TestClock,
    open: Option<Open>,
}

struct Open {
    store: Store,
    runtime: Runtime,
    news: watch::Receiver<u64>,
}

impl World {
    async fn new() -> Self {
        let mut world = Self { folder: Folder::new(), clock: TestClock::at(1_700_000_000_000), open: None };
        world.restart().await;
        world
    }

    async fn restart(&mut self) {
        self.open = None;
        let store = loop {
            // The runtime's tasks let go of the store a moment after its handle is dropped.
            match Store::open(&store::Options::new(self.folder.path().join("data"), "test")) {
                Ok(store) => break store,
                Err(store::Error::AlreadyOpen { .. }) => tokio::task::yield_now().await,
                Err(error) => panic!("{error}"),
            }
        };
        let (clock, entropy) = (Arc::new(self.clock.clone()), Arc::new(Counting::default()));
        let chance = Chance::new(Arc::<TestClock>::clone(&clock), Arc::<Counting>::clone(&entropy));
        let (sender, news) = watch::channel(0);
        let people = AskPeople::new(store.clone(), chance, Vec::new(), sender);
        let integrations: Vec<Arc<dyn runtime::Integration>> = vec![Arc::new(people)];
        let parts = Parts {
            store: store.clone(),
            clock,
            entropy,
            integrations,
            item_store: None,
            log: None,
            quotas: Quotas::default(),
        };
        let runtime = Runtime::open(parts).await.expect("a runtime");
        self.open = Some(Open { store, runtime, news });
    }

    fn open(&mut self) -> &mut Open {
        self.open.as_mut().expect("open")
    }

    /// Runs a workflow of one step that waits, and gives its request.
    async fn ask(&mut self, resource: &str, more: Value) -> (String, Approval) {
        let mut state = json!({
            "Type": "Task", "Resource": resource, "End": true,
            "Parameters": { "MessageBody": { "order": 7, "Token.$": "$$.Task.Token" } },
        });
        for (name, value) in more.as_object().expect("members") {
            state[name] = value.clone();
        }
        let definition = json!({ "StartAt": "Ship it", "States": { "Ship it": state } }).to_string();
        let request = StartExecution { definition, machine: "w".to_owned(), ..StartExecution::default() };
        let arn = self.open().runtime.start(request).await.expect("started").execution_arn;
        (arn, self.until(Status::Pending).await)
    }

    /// Waits until the only request is as far as that.
    async fn until(&mut self, status: Status) -> Approval {
        let open = self.open();
        loop {
            let rows = open.store.read(|rows| rows.approvals().list(10)).expect("rows");
            if let Some(row) = rows.into_iter().find(|row| row.status == status) {
                return row;
            }
            open.news.changed().await.expect("news");
        }
    }

    async fn output(&mut self, arn: &str) -> Result<Value, (String, String)> {
        let runtime = self.open().runtime.clone();
        let mut changes = runtime.subscribe();
        loop {
            let run = runtime.describe(arn).expect("a run");
            match (run.output, run.error) {
                (Some(output), _) => return Ok(serde_json::from_str(&output).expect("JSON")),
                (_, Some(error)) => return Err((error, run.cause.unwrap_or_default())),
                (None, None) => {}
            }
            changes.recv().await.expect("a change");
        }
    }

    async fn decide(&mut self, id: &str, verdict: Verdict, by: &str) -> Result<Approval, NotDecided> {
        let open = self.open();
        let decision = decision(verdict, by);
        decision.take(id, &open.store, &open.runtime).await
    }

    fn audit(&mut self, id: &str) -> Vec<(String, String)> {
        let rows = self.open().store.read(|rows| {
            assert_eq!(rows.approval_audit().first_break()?, None, "the audit is whole");
            rows.approval_audit().of_approval(id)
        });
        rows.expect("rows").into_iter().map(|row| (row.entry.actor, row.entry.deed)).collect()
    }
}

fn decision(verdict: Verdict, by: &str) -> Decision {
    Decision { verdict, by: by.to_owned(), at: 1_700_000_000_500, comment: Some("because".to_owned()) }
}

fn line(actor: &str, deed: &str) -> (String, String) {
    (actor.to_owned(), deed.to_owned())
}

const SQS: &str = "arn:aws:states:::sqs:sendMessage.waitForTaskToken";
const ACTIVITY: &str = "arn:aws:states:us-east-1:123456789012:activity:ask";

#[tokio::test]
async fn approving_answers_the_step_and_is_recorded() {
    for resource in [SQS, ACTIVITY] {
        let mut world = World::new().await;
        let (arn, row) = world.ask(resource, json!({})).await;
        assert_eq!((row.title.as_str(), row.state.as_str()), ("Ship it?", "Ship it"));
        assert_eq!(row.evidence, r#"{"MessageBody":{"order":7}}"#, "without the token");
        let row = world.decide(&row.id, Verdict::Approve, "Ada").await.expect("decided");
        assert_eq!((row.status, row.decided_by.as_deref()), (Status::Approved, Some("Ada")));
        let at = "2023-11-14T22:13:20.500Z";
        let expected = json!({ "decision": "approve", "by": "Ada", "at": at, "comment": "because" });
        assert_eq!(world.output(&arn).await, Ok(expected), "{resource}");
        assert_eq!(world.audit(&row.id), [line("system", "requested"), line("Ada", "approved")]);
    }
}

#[tokio::test]
async fn rejecting_is_an_error_unless_the_step_asks_for_data() {
    let mut world = World::new().await;
    let (arn, row) = world.ask(SQS, json!({})).await;
    world.decide(&row.id, Verdict::Reject, "Ada").await.expect("decided");
    assert_eq!(world.output(&arn).await, Err(("Approval.Rejected".to_owned(), "because".to_owned())));

    let mut world = World::new().await;
    let parameters = json!({ "Parameters": { "Approval": { "OnReject": "data" }, "T.$": "$$.Task.Token" } });
    let (arn, row) = world.ask(SQS, parameters).await;
    world.decide(&row.id, Verdict::Reject, "Ada").await.expect("decided");
    assert_eq!(world.output(&arn).await.expect("data")["decision"], "reject");
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_is_told_who_was_faster() {
    let mut world = World::new().await;
    let (arn, row) = world.ask(SQS, json!({})).await;
    let open = world.open();
    let race = |verdict, by| decision(verdict, by).take(&row.id, &open.store, &open.runtime);
    let (ada, bob) = tokio::join!(race(Verdict::Approve, "Ada"), race(Verdict::Reject, "Bob"));
    let (winner, loser) = if ada.is_ok() { (ada, bob) } else { (bob, ada) };
    let winner = winner.expect("one decision").decided_by.expect("a name");
    let NotDecided::Decided(seen) = loser.expect_err("only one") else { panic!("told who was faster") };
    assert_eq!(seen.decided_by.as_ref(), Some(&winner));
    let again = world.decide(&row.id, Verdict::Approve, "Cleo").await.expect_err("too late").to_string();
    assert!(again.starts_with(&format!("{winner} has already ")), "{again}");
    assert_eq!(world.audit(&row.id).len(), 2, "requested, and decided once");
    assert_eq!(world.output(&arn).await.is_ok(), winner == "Ada");
}

#[tokio::test]
async fn a_request_survives_a_restart_with_its_token() {
    let mut world = World::new().await;
    let (arn, row) = world.ask(SQS, json!({})).await;
    world.restart().await;
    let open = world.open();
    close_stale(&open.store, &open.runtime, 0).await.expect("looked");
    let same = world.until(Status::Pending).await;
    assert_eq!((&same.id, &same.token), (&row.id, &row.token));
    world.decide(&row.id, Verdict::Approve, "Ada").await.expect("decided");
    assert_eq!(world.output(&arn).await.expect("output")["by"], "Ada");
}

/// The request is closed, and a decision comes too late.
async fn check_closed(world: &mut World, id: &str, reason: &str) {
    let row = world.until(Status::Closed).await;
    let said = row.closed_reason.expect("a reason");
    assert!(said.contains(reason), "{said}");
    let late = world.decide(id, Verdict::Approve, "Ada").await;
    assert!(matches!(late, Err(NotDecided::Closed(_))), "{late:?}");
    assert_eq!(world.audit(id), [line("system", "requested"), line("system", "closed")]);
}

#[tokio::test]
async fn a_request_is_closed_when_the_run_stops() {
    let mut world = World::new().await;
    let (arn, row) = world.ask(SQS, json!({})).await;
    world.open().runtime.stop(&arn, Failure::default()).await.expect("stopped");
    check_closed(&mut world, &row.id, "no longer waits").await;
}

#[tokio::test]
async fn a_request_is_closed_when_nobody_decides_in_time() {
    let mut world = World::new().await;
    let (_, row) = world.ask(SQS, json!({ "TimeoutSeconds": 60 })).await;
    assert_eq!(row.due_at, Some(1_700_000_060_000));
    world.clock.advance(60_000);
    check_closed(&mut world, &row.id, "in time").await;
}

#[tokio::test]
async fn a_request_is_closed_when_a_worker_answers() {
    let mut world = World::new().await;
    let (arn, row) = world.ask(ACTIVITY, json!({})).await;
    let runtime = world.open().runtime.clone();
    let task = runtime.take_activity_task(ACTIVITY, Some("worker")).await.expect("a task");
    let answer = Outcome::Succeeded(Payload::from_value(json!("done")));
    runtime.answer_token(&task.task_token, answer).await.expect("answered");
    check_closed(&mut world, &row.id, "worker answered").await;
    assert_eq!(world.output(&arn).await, Ok(json!("done")));
}

#[tokio::test]
async fn a_request_left_open_by_a_crash_is_closed_at_the_next_start() {
    let mut world = World::new().await;
    let (_, row) = world.ask(SQS, json!({})).await;
    let open = world.open();
    let mut stale = row.clone();
    stale.id = "stale".to_owned();
    stale.ticket = 999;
    stale.token = "gone".to_owned();
    open.store.write(move |rows| rows.approvals().request(&stale)).await.expect("written");
    close_stale(&open.store, &open.runtime, 5).await.expect("looked");
    let closed = open.store.read(|rows| rows.approvals().by_id("stale")).expect("read").expect("there");
    assert_eq!(closed.status, Status::Closed);
    assert_eq!(world.until(Status::Pending).await.id, row.id, "the real one stays open");
}

#[tokio::test]
async fn a_damaged_history_keeps_its_request_and_stops_nobody_from_starting() {
    let mut world = World::new().await;
    let (arn, row) = world.ask(SQS, json!({})).await;
    let store = world.open().store.clone();
    let execution = store.read(|rows| rows.executions().by_arn(&arn)).expect("read").expect("there").id;
    let (done, written) = std::sync::mpsc::channel();
    let entry = Entry { execution, last_event: 9, format: 255, body: b"damaged".to_vec() };
    let turn = Turn { entry: Some(entry), row: RowChange::Keep, also: None };
    store.record(vec![turn], move |results| done.send(results).expect("heard"));
    assert_eq!(written.recv().expect("written"), [Ok(())]);
    drop(store);
    world.restart().await;
    let open = world.open();
    close_stale(&open.store, &open.runtime, 5).await.expect("started all the same");
    assert_eq!(world.until(Status::Pending).await.id, row.id, "its request stays as it is");
}
