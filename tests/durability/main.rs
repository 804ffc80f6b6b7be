//! Nothing acknowledged is lost: real processes killed at any moment, torn logs, full disks, strangers at the door.
//!
//! The invariants I1 to I8 are those of the quality goals: what was acknowledged is there (I1), histories have no gaps
//! and fold to the stored state (I2), nothing is shown before it is flushed (I3), no task is started twice (I4),
//! timers are never early (I5), a final status never changes (I6), a token works once (I7), a database that cannot be
//! opened is kept (I8). How much is tried: `support::figures`.

#[cfg(target_os = "linux")]
mod disk;
mod doors;
#[cfg(target_os = "linux")]
mod failing_disk;
mod full_disk;
mod kills;
mod map_runs;
#[cfg(target_os = "linux")]
mod power_loss;
mod promises;
mod recovery;
mod side_by_side;
mod tape;
mod torn_log;
#[cfg(target_os = "linux")]
mod versions;
mod victim;
