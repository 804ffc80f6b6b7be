//! Somebody sets the wall clock while executions wait: random timers, random jumps, random seeds.
//!
//! A life whose clock was set must leave the same histories, down to the millisecond, as one whose clock was let alone
//! and went forward wherever the first went forward: then nothing is early, late, twice, longer or shorter.

use engine::PendingKind;
use serde_json::{Value, json};

use super::dice::{Dice, seeds};
use super::due::fired;
use super::world::{World, activity, callback, function, machine, wait};

const HOUR: i64 = 3_600_000;
/// As the quality goals say.
const JUMPS: u32 = 20;
/// An hour wrong, summer time, ten years, and what a time server corrects.
const HANDS: [i64; 10] = [HOUR, -HOUR, 2 * HOUR, -2 * HOUR, 87_660 * HOUR, -87_660 * HOUR, 1, -1, 700, -700];

/// What happens in a life.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Time passes.
    Pass(i64),
    /// Somebody sets the wall clock.
    Set(i64),
    /// An execution starts, which this seed describes.
    Start(u64),
    /// Whoever works on the task of this execution is alive.
    Beat(usize),
    /// The process dies and is started again.
    Crash(i64),
}

/// Executions with timers of all kinds.
fn definition(seed: u64, now: i64) -> Value {
    let mut dice = Dice(seed);
    let mut seconds = || dice.within(1..20_000);
    let branch = |state: Value| json!({ "StartAt": "B", "States": { "B": state } });
    let waiting = |seconds: i64| json!({ "Type": "Wait", "Seconds": seconds, "End": true });
    let asking = |timeout: i64, heartbeat: i64| {
        let mut state = callback()["States"]["Ask"].clone();
        state["TimeoutSeconds"] = (timeout + heartbeat).into();
        state["HeartbeatSeconds"] = heartbeat.into();
        state
    };
    let retry = json!([{ "ErrorEquals": ["States.ALL"], "IntervalSeconds": seconds(), "MaxAttempts": 2,
        "BackoffRate": 1.5, "JitterStrategy": "FULL" }]);
    match seed % 8 {
        0 => wait(seconds().try_into().unwrap()),
        1 => machine(&json!({
            "First": { "Type": "Wait", "Seconds": seconds(), "Next": "Second" },
            "Second": { "Type": "Wait", "Seconds": seconds(), "End": true },
        })),
        2 => {
            let moment = format!("{{% $fromMillis({}) %}}", now + seconds() * 1_000 + 1);
            machine(&json!({ "Until": { "Type": "Wait", "QueryLanguage": "JSONata", "Timestamp": moment,
                "End": true } }))
        }
        3 => machine(&json!({ "Ask": asking(seconds(), seconds()) })),
        4 => machine(
            &json!({ "Do": { "Type": "Task", "Resource": function("fail"), "Retry": retry, "End": true } }),
        ),
        5 => machine(&json!({ "Fork": { "Type": "Parallel", "End": true, "Retry": retry, "Branches": [
            branch(waiting(seconds())), branch(asking(seconds(), seconds())), branch(waiting(seconds())),
        ] } })),
        6 => json!({ "StartAt": "B", "TimeoutSeconds": seconds(), "States": { "B": waiting(seconds()) } }),
        _ => machine(
            &json!({ "Do": { "Type": "Task", "Resource": activity("pack"), "TimeoutSeconds": seconds(),
            "Retry": retry, "End": true } }),
        ),
    }
}

/// A world, its executions, and what its clock showed.
struct Life {
    world: World,
    arns: Vec<String>,
    shown: Vec<i64>,
}

impl Life {
    async fn new() -> Self {
        let world = World::new().await;
        let shown = vec![world.now()];
        Self { world, arns: Vec::new(), shown }
    }

    async fn take(&mut self, step: Step) {
        match step {
            Step::Pass(milliseconds) => self.world.clock.advance(milliseconds),
            Step::Set(milliseconds) => self.world.clock.set(milliseconds),
            Step::Start(seed) => {
                let name = format!("life-{}", self.arns.len());
                self.arns.push(self.world.start(&name, &definition(seed, self.world.now())).await);
            }
            Step::Beat(number) => self.beat(number).await,
            Step::Crash(away) => self.world.crash(away).await,
        }
        self.shown.push(self.world.now());
        self.settle().await;
    }

    async fn beat(&self, number: usize) {
        for pending in self.world.runtime().pending(&self.arns[number]).await.unwrap() {
            if pending.kind == PendingKind::Callback {
                let token = pending.task.unwrap().token.clone().unwrap();
                self.world.runtime().heartbeat(&token).await.unwrap();
            }
        }
    }

    /// Waits until everything has happened that happens now; gives the next moment at which something does.
    async fn settle(&self) -> Option<i64> {
        let mut next = None;
        for arn in &self.arns {
            loop {
                // What is due fires before a question that came later is answered.
                self.world.runtime().pending(arn).await.unwrap();
                let pending = self.world.runtime().pending(arn).await.unwrap();
                let until = pending.iter().filter_map(|pending| pending.until).min().map(|until| until.0);
                let is_working = pending.iter().any(|pending| pending.kind == PendingKind::Task);
                if !is_working && until.is_none_or(|until| until > self.world.now()) {
                    next = [next, until].into_iter().flatten().min();
                    break;
                }
                tokio::task::yield_now().await;
            }
        }
        next
    }

    /// The next thing that happens.
    async fn choose(&self, dice: &mut Dice, is_set_back: bool) -> Step {
        match dice.below(10) {
            0 | 1 => Step::Start(dice.below(8_000)),
            2 if !self.arns.is_empty() => {
                Step::Beat(usize::try_from(dice.below(self.arns.len() as u64)).unwrap())
            }
            // How much time passed while nobody looked is seen in the wall clock alone.
            3 if !is_set_back => Step::Crash(dice.within(0..HOUR)),
            4 => Step::Pass(dice.within(1..2 * HOUR)),
            _ => {
                let left = self.settle().await.map_or(HOUR, |next| next - self.world.now());
                Step::Pass(if left > 1 && dice.below(2) == 0 { left - 1 } else { left })
            }
        }
    }

    /// Nothing fired early, nothing late, nothing twice.
    fn check(&self, seed: u64) {
        for arn in &self.arns {
            self.world.check(arn);
            for fired in fired(&self.world.events(arn)) {
                let first = self.shown.iter().find(|shown| **shown >= fired.due.0);
                assert_eq!(Some(&fired.at.0), first, "seed {seed}, {arn}: {fired:?}");
            }
        }
    }

    fn histories(&self) -> Vec<Vec<Value>> {
        let history = |arn: &String| self.world.runtime().history(arn, 0, usize::MAX).unwrap().events;
        self.arns.iter().map(history).collect()
    }
}

/// A life whose wall clock is set now and then, and the steps of one without that.
async fn live(seed: u64) -> (Life, Vec<Step>) {
    let mut dice = Dice(seed);
    let mut life = Life::new().await;
    let mut steps = Vec::new();
    let (mut wall, mut jumps) = (life.world.now(), 0);
    loop {
        let before = life.world.now();
        let is_running = |arn: &String| life.world.row(arn).status == "RUNNING";
        let step = match jumps < JUMPS {
            true if dice.below(4) == 0 => {
                jumps += 1;
                Step::Set(dice.one_of(&HANDS))
            }
            true => life.choose(&mut dice, wall < before).await,
            false if !life.arns.iter().any(is_running) => return (life, steps),
            false => Step::Pass(life.settle().await.map_or(HOUR, |next| next - before)),
        };
        life.take(step).await;
        let now = life.world.now();
        match step {
            Step::Pass(milliseconds) | Step::Crash(milliseconds) => wall += milliseconds,
            Step::Set(milliseconds) => wall += milliseconds,
            Step::Start(_) | Step::Beat(_) => {}
        }
        assert_eq!(
            now,
            wall.max(before + if let Step::Pass(passed) = step { passed } else { 0 }),
            "seed {seed}"
        );
        steps.push(match step {
            Step::Pass(_) | Step::Set(_) => Step::Pass(now - before),
            other => other,
        });
    }
}

#[tokio::test]
async fn setting_the_wall_clock_makes_nothing_early_late_longer_or_shorter() {
    for seed in seeds(3) {
        let (life, steps) = live(seed).await;
        life.check(seed);
        let mut undisturbed = Life::new().await;
        for step in steps {
            undisturbed.take(step).await;
        }
        undisturbed.check(seed);
        assert_eq!(life.histories(), undisturbed.histories(), "seed {seed}");
    }
}
