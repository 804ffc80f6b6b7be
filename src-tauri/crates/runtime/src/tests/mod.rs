//! Executions driven in virtual time, with an integration that does what the function's name says.

mod activities;
mod clock_jumps;
mod crashes;
mod dice;
mod due;
mod express;
mod heartbeats;
mod limits;
mod logging;
mod map_runs;
mod open;
mod random_map_runs;
mod redrive;
mod redriven_map_runs;
mod requests;
mod sleep;
mod slow;
mod timers;
mod token_races;
mod tokens;
mod virtual_time;
mod work;
mod world;
mod writing;
