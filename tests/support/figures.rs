//! How much the tests of durability and of extremes do.
//!
//! Usually as much as `cargo verify` has time for. With `SIGNALBOX_FIGURES=full` as much as the quality goals ask for
//! (hours); with a number, that many times the usual.

/// One figure.
#[derive(Clone, Copy, Debug)]
pub struct Figure {
    usual: usize,
    full: usize,
}

const fn figure(usual: usize, full: usize) -> Figure {
    Figure { usual, full }
}

/// R1: processes killed at random moments, one after the other on one folder in tens.
pub const LIVES_AT_RANDOM: Figure = figure(200, 100_000);
/// R1: seeds whose every boundary is a death.
pub const SEEDS_OF_BOUNDARIES: Figure = figure(2, 200);
/// R1: of those deaths, the ones after which a process takes over and finishes.
pub const TAKEOVERS: Figure = figure(60, 20_000);
/// R2: points at which a log is cut.
pub const TORN_LOGS: Figure = figure(3_000, 20_000);
/// R3: disks that lost power.
pub const POWER_LOSSES: Figure = figure(3_000, 1_000_000);
/// R4: flushes of a run that fail, each in a run of its own.
pub const FAILED_FLUSHES: Figure = figure(16, 1_000);
/// R4: disks that lost power after a failed flush.
pub const POWER_LOSSES_AFTER_FAILURE: Figure = figure(60, 400);
/// R5: writes that find the disk full, each in a run of its own.
pub const FULL_DISKS: Figure = figure(20, 500);
/// R6: allocations that fail, each in a run of its own.
pub const FAILED_ALLOCATIONS: Figure = figure(16, 2_000);
/// R14: tasks whose process is killed.
pub const KILLED_TASKS: Figure = figure(20, 1_000);
/// R18: races of two processes for one folder.
pub const RACES: Figure = figure(20, 100);
/// R21: databases with one flipped bit.
pub const FLIPPED_BITS: Figure = figure(400, 10_000);
/// R23: malformed definitions.
pub const MALFORMED: Figure = figure(1_500, 1_000_000);

impl Figure {
    /// How much is to be done now.
    #[must_use]
    pub fn get(self) -> usize {
        match std::env::var("SIGNALBOX_FIGURES") {
            Ok(word) if word == "full" => self.full,
            Ok(word) => self.usual.saturating_mul(word.parse().unwrap_or(1)),
            Err(_) => self.usual,
        }
    }
}
