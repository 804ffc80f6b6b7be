//! The real process killed at random moments and at every step of a commit.

use std::time::Duration;

use support::clock::Chance;
use support::figures::LIVES_AT_RANDOM;

use crate::promises::Promises;
use crate::side_by_side::side_by_side;
use crate::victim::{Death, Scene};

/// Lives on one folder before its work is finished and a new folder is taken.
const LIVES: u64 = 20;

/// Kills `lives` processes one after the other on one folder, checks after each, then lets the last one finish.
fn check(seed: u64, lives: u64, death: impl Fn(&Chance, u64) -> Death) -> Promises {
    let chance = Chance::new(seed);
    let scene = Scene::new();
    let mut promises = Promises::default();
    for life in 0..lives {
        let death = death(&chance, life);
        let remains = scene.run(seed * 1_000 + life, 12, &death);
        let context = format!("seed {seed}, life {life}, {death:?}");
        assert!(!remains.finished && remains.complaint.is_empty(), "{context}: {}", remains.complaint);
        promises.note(&remains);
        promises.check(&scene, &context);
    }
    let remains = scene.run(seed * 1_000 + lives, 0, &Death::Natural);
    assert!(remains.finished, "seed {seed}: the last life ends well: {}", remains.complaint);
    promises.note(&remains);
    promises.check(&scene, &format!("seed {seed}, at the end"));
    promises.check_all_over(&format!("seed {seed}, at the end"));
    promises
}

#[test]
fn nothing_acknowledged_is_lost_by_kills_at_random_moments() {
    let seeds = LIVES_AT_RANDOM.get() as u64 / LIVES;
    let moment = |chance: &Chance, _| {
        let delay = |limit| Duration::from_micros(chance.below(limit) as u64);
        if chance.below(5) == 0 { Death::Early(delay(30_000)) } else { Death::After(delay(40_000)) }
    };
    let all = side_by_side((1..=seeds).collect(), |seed| check(seed, LIVES, moment));
    let interrupted: usize = all.iter().map(Promises::interrupted).sum();
    let checked: usize = all.iter().map(|promises| promises.checked).sum();
    println!("{} kills, {checked} histories checked, {interrupted} executions interrupted", seeds * LIVES);
    assert!(interrupted > 0, "some kills hit work that was under way");
}

#[test]
fn nothing_acknowledged_is_lost_by_kills_at_every_step_of_a_commit() {
    let points = vec![(101, "write"), (102, "flush"), (103, "answer"), (104, "answered")];
    let all = side_by_side(points, |(seed, point)| {
        check(seed, 16, |_, life| Death::At(format!("{point}:{}", life + 1)))
    });
    let checked: usize = all.iter().map(|promises| promises.checked).sum();
    println!("{} kills, {checked} histories checked", all.len() * 16);
}
