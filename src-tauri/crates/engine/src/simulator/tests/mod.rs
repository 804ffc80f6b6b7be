//! Random programs against random worlds. A failure prints its seed, its definition and its history.

mod damage;
mod dice;
mod machines;
mod worlds;

use worlds::World;

#[test]
fn random_executions_keep_every_promise() {
    for seed in 0..200 {
        World::new(seed).live();
    }
}
