//! A disk that fails once, a disk that is full for a while, memory that runs out: at every call in turn.
//!
//! `strace` answers in the kernel's place, so the process under test is the real one.

use std::collections::BTreeSet;

use support::clock::Chance;
use support::figures::{FAILED_ALLOCATIONS, FAILED_FLUSHES, FULL_DISKS, POWER_LOSSES_AFTER_FAILURE};

use crate::power_loss::Moment;
use crate::promises::Promises;
use crate::side_by_side::side_by_side;
use crate::tape::Step;
use crate::victim::{Death, Remains, Scene};

const STARTS: u64 = 20;
/// Writes that find the disk full before somebody makes room.
const FULL_FOR: usize = 12;

/// Up to `most` numbers from 1 to `last`, evenly spread.
fn spread(most: usize, last: usize) -> Vec<usize> {
    let most = most.clamp(1, last.max(1));
    (0..most).map(|number| 1 + number * last / most).collect()
}

/// What a process does when nothing fails.
fn undisturbed() -> Vec<Step> {
    let (remains, steps) = Scene::new().record(1, STARTS, &Death::Natural, &[]);
    assert!(remains.finished, "{}", remains.complaint);
    steps
}

fn is_flush(step: &&Step) -> bool {
    matches!(step, Step::Flush { .. })
}

/// Somebody opens the folder again once everything works, and finishes what is left.
fn check_afterwards(scene: &Scene, lives: &[Remains], context: &str) {
    let mut promises = Promises::default();
    lives.iter().for_each(|remains| promises.note(remains));
    // A fault before the database was there leaves nothing to open.
    promises.check(scene, context);
    let last = scene.run_fast(99, 0, &Death::Natural);
    assert!(last.finished, "{context}: {}", last.complaint);
    promises.note(&last);
    promises.check(scene, &format!("{context}, afterwards"));
    promises.check_all_over(&format!("{context}, afterwards"));
}

/// A process goes on after a fault, or says that it cannot start.
fn check_end(remains: &Remains, context: &str) {
    let has_opened = remains.lines.iter().any(|line| line == "open");
    assert!(!has_opened || remains.finished, "{context}: it goes on: {}", remains.complaint);
    assert!(has_opened || !remains.complaint.is_empty(), "{context}: it says why it does not start");
    assert!(!remains.complaint.contains("panicked"), "{context}: {}", remains.complaint);
}

/// A process goes on after its nth flush failed. Every other is killed at that failure instead, and processes that know
/// nothing of it take over: one whose first flush of the log fails too, and one to which nothing happens.
fn lives_with_failed_flush(scene: &Scene, nth: usize, context: &str) -> (Vec<Remains>, Vec<Step>) {
    let seed = nth as u64;
    let fault = |nth: usize| format!("inject=fsync,fdatasync:error=EIO:when={nth}");
    let dies = nth % 2 == 1;
    let death = if dies { Death::OfFailure } else { Death::Natural };
    let (first, mut steps) = scene.record(seed, STARTS, &death, &["-e", &fault(nth)]);
    if !dies {
        check_end(&first, context);
        return (vec![first], steps);
    }
    // The first flush is that of the folder.
    let (second, more) = scene.record(1_000 + seed, 0, &Death::Natural, &["-e", &fault(2)]);
    check_end(&second, context);
    steps.extend(more);
    let (last, more) = scene.record(2_000 + seed, 0, &Death::Natural, &[]);
    assert!(last.finished, "{context}: {}", last.complaint);
    steps.extend(more);
    (vec![first, second, last], steps)
}

#[test]
fn a_flush_that_failed_once_is_never_taken_for_done() {
    let steps = undisturbed();
    let last = steps.iter().filter(is_flush).count();
    // Whatever follows is built on the files and names of the opening, so each of its flushes counts.
    let opening =
        steps.iter().take_while(|step| **step != Step::Said("open".into())).filter(is_flush).count();
    let chosen: BTreeSet<_> = (1..=opening).chain(spread(FAILED_FLUSHES.get(), last)).collect();
    let counts = side_by_side(chosen.into_iter().collect(), |nth| {
        let scene = Scene::new();
        let context = format!("flush {nth} of {last} fails");
        let (lives, steps) = lives_with_failed_flush(&scene, nth, &context);
        let failed = steps.iter().position(|step| matches!(step, Step::Flush { is_ok: false, .. }));
        let chance = Chance::new(nth as u64);
        let mut moment = Moment::first();
        let mut images = 0;
        for (number, step) in steps.iter().enumerate() {
            moment.pass(step);
            // The danger is greatest soon after the failure: half of the images are from the first 40 calls.
            let since = failed.map_or(0, |failed| number.saturating_sub(failed));
            let odds = if since < 40 { 40 } else { steps.len() };
            if since > 0 && chance.below(2 * odds) < POWER_LOSSES_AFTER_FAILURE.get() {
                moment.check_power_loss(&chance, &format!("{context}, no power after call {number}"));
                images += 1;
            }
        }
        check_afterwards(&scene, &lives, &context);
        (usize::from(failed.is_some()), images)
    });
    let (failures, images) = counts.iter().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    println!("{failures} flushes of about {last} failed, {images} disks after the loss of power");
    assert!(failures > 0, "flushes failed");
}

#[test]
fn a_full_disk_is_told_and_work_goes_on_once_there_is_room() {
    let last = undisturbed().iter().filter(|step| matches!(step, Step::Write { .. })).count();
    let told = side_by_side(spread(FULL_DISKS.get(), last), |nth| {
        let scene = Scene::new();
        let fault = format!("inject=pwrite64:error=ENOSPC:when={nth}..{}", nth + FULL_FOR);
        let (remains, _) = scene.record(nth as u64, STARTS, &Death::Natural, &["-e", &fault]);
        let context = format!("write {nth} of {last} finds the disk full");
        check_end(&remains, &context);
        let refusals = remains.lines.iter().filter(|line| line.starts_with("refused"));
        let told = refusals.filter(|line| line.contains("the disk is full")).count();
        check_afterwards(&scene, &[remains], &context);
        told
    });
    println!("{} runs, {} refusals said that the disk is full", told.len(), told.iter().sum::<usize>());
    assert!(told.iter().any(|count| *count > 0), "somebody was told");
}

#[test]
fn memory_that_runs_out_loses_nothing() {
    let most = FAILED_ALLOCATIONS.get();
    let ends = side_by_side(spread(most, most.max(60)), |nth| {
        let scene = Scene::new();
        let fault = format!("inject=mmap,brk,mremap:error=ENOMEM:when={nth}");
        let trace = "trace=mmap,brk,mremap";
        let (remains, _) = scene.record(nth as u64, STARTS, &Death::Natural, &["-e", trace, "-e", &fault]);
        let finished = remains.finished;
        check_afterwards(&scene, &[remains], &format!("allocation {nth} fails"));
        finished
    });
    let finished = ends.iter().filter(|finished| **finished).count();
    println!("{} runs without memory for a moment, {finished} of them went on to the end", ends.len());
}
