//! One file per state type.

pub(crate) mod choice;
pub(crate) mod fail;
pub(crate) mod item_reader;
pub(crate) mod map;
pub(crate) mod operator;
pub(crate) mod parallel;
pub(crate) mod pass;
pub(crate) mod task;
pub(crate) mod wait;
