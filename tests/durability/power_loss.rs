//! Crashes at every call: the process is killed (all it wrote is there), or the machine loses power (what was not
//! flushed may be dropped, reordered or torn).
//!
//! A process is watched once; from what it wrote follows every state in which a crash may leave its folder, and from
//! what it said what must be found there.

use support::clock::Chance;
use support::figures::{POWER_LOSSES, SEEDS_OF_BOUNDARIES, TAKEOVERS};

use crate::disk::Disk;
use crate::promises::Promises;
use crate::side_by_side::side_by_side;
use crate::tape::Step;
use crate::victim::{Death, Scene};

/// Executions that the watched process starts in each of its two lives.
const STARTS: u64 = 12;

/// The calls of a process that is killed and of one that takes over and finishes.
fn two_lives(seed: u64) -> Vec<Step> {
    let scene = Scene::new();
    let (first, mut steps) = scene.record(2 * seed, STARTS, &Death::At("answer:15".into()), &[]);
    assert!(!first.finished && first.complaint.is_empty(), "seed {seed}: {}", first.complaint);
    let (second, more) = scene.record(2 * seed + 1, STARTS, &Death::Natural, &[]);
    assert!(second.finished, "seed {seed}: {}", second.complaint);
    steps.extend(more);
    steps
}

/// A moment between two calls.
#[derive(Clone, Default)]
pub struct Moment {
    pub disk: Disk,
    promises: Promises,
    /// What happened outside: the file it was written to, and the line.
    done: Vec<(String, String)>,
}

impl Moment {
    /// Before the first call.
    pub fn first() -> Self {
        Self { disk: Disk::new(), ..Self::default() }
    }

    /// A folder whose files have been there for long.
    pub fn of(scene: &Scene) -> Self {
        let done = |name: &str| -> Vec<(String, String)> {
            scene.trace(name).into_iter().map(|line| (name.to_owned(), line)).collect()
        };
        Self {
            disk: Disk::of(&scene.data()),
            done: [done("begun"), done("tokens")].concat(),
            ..Self::default()
        }
    }

    /// After one call more.
    pub fn pass(&mut self, step: &Step) {
        self.disk.take(step);
        match step {
            Step::Said(line) => self.promises.note_line(line),
            Step::Done { file, line } => {
                let name = file.file_name().unwrap().to_string_lossy().into_owned();
                self.done.push((name, line.clone()));
            }
            _ => {}
        }
    }

    /// What the loss of power leaves keeps every promise.
    pub fn check_power_loss(&self, chance: &Chance, context: &str) {
        let scene = Scene::left_behind(|folder| self.disk.write_after_power_loss(folder, chance), &self.done);
        self.promises.clone().check(&scene, context);
    }

    /// What a killed process leaves keeps every promise; with a seed, another process takes over and finishes.
    pub fn check_kill(&self, takes_over: Option<u64>, context: &str) {
        let scene = Scene::left_behind(|folder| self.disk.write_cache(folder), &self.done);
        let mut promises = self.promises.clone();
        promises.check(&scene, context);
        let Some(seed) = takes_over else { return };
        let remains = scene.run_fast(seed, 0, &Death::Natural);
        assert!(remains.finished, "{context}: {}", remains.complaint);
        promises.note(&remains);
        promises.check(&scene, &format!("{context}, at the end"));
        promises.check_all_over(&format!("{context}, at the end"));
    }
}

#[test]
fn nothing_acknowledged_is_lost_by_a_kill_at_any_call() {
    let seeds = SEEDS_OF_BOUNDARIES.get();
    let takeovers = TAKEOVERS.get().div_ceil(seeds);
    let mut deaths = 0;
    for seed in 0..seeds as u64 {
        let steps = two_lives(seed);
        let stride = (steps.len() / takeovers).max(1);
        deaths += steps.len();
        let mut moment = Moment::first();
        let mut jobs = Vec::new();
        for (number, step) in steps.iter().enumerate() {
            moment.pass(step);
            let takes_over = (number % stride == 0).then_some(1_000 + number as u64);
            jobs.push((
                moment.clone(),
                takes_over,
                format!("seed {seed}, killed after call {number} {step:.80?}"),
            ));
            if jobs.len() == 64 {
                side_by_side(std::mem::take(&mut jobs), |(moment, takes_over, context)| {
                    moment.check_kill(takes_over, &context)
                });
            }
        }
        side_by_side(jobs, |(moment, takes_over, context)| moment.check_kill(takes_over, &context));
    }
    println!("{deaths} deaths, one after each call, {} processes took over", takeovers * seeds);
}

#[test]
fn nothing_acknowledged_is_lost_with_the_power() {
    let seeds: u64 = 2;
    let images = POWER_LOSSES.get().div_ceil(2);
    let counts = side_by_side((0..seeds).collect(), |seed| {
        let steps = two_lives(100 + seed);
        let chance = Chance::new(seed);
        let each = images.div_ceil(steps.len());
        let stride = (steps.len() / images).max(1);
        let mut moment = Moment::first();
        let mut count = 0;
        for (number, step) in steps.iter().enumerate() {
            moment.pass(step);
            for _ in 0..each * usize::from(number % stride == 0) {
                moment.check_power_loss(&chance, &format!("seed {seed}, no power after call {number}"));
                count += 1;
            }
        }
        count
    });
    println!("{} disks after the loss of power", counts.iter().sum::<usize>());
}
