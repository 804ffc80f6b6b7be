//! One file of cases per state type, with the sequences and texts recorded on AWS.

mod choice;
mod distributed_map;
mod fail;
mod map;
mod parallel;
mod pass;
mod succeed;
mod task;
mod wait;
