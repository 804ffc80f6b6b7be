//! What the interpreter cannot know by itself: the instant, and what there is outside.

use std::fmt;

use crate::Timestamp;

/// The world at the instant of an input.
#[derive(Clone, Copy)]
pub struct Moment<'w> {
    /// The instant.
    pub at: Timestamp,
    /// Whether there is an activity of this ARN. Asked when a task is about to be scheduled for its workers.
    pub has_activity: &'w dyn Fn(&str) -> bool,
}

impl fmt::Debug for Moment<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Moment").field(&self.at).finish()
    }
}

/// A world in which every activity is there.
impl From<Timestamp> for Moment<'_> {
    fn from(at: Timestamp) -> Self {
        Self { at, has_activity: &|_| true }
    }
}
