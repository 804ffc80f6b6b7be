//! How long the writer waits for company before it flushes.
//!
//! Those who were just told come back with their next request a moment later. If the writer flushed at once, they would
//! always miss that flush, and half of all waiters would share each one. A pause much shorter than a flush lets them
//! catch it. Where it gains nothing, as with a single waiter, it is soon hardly ever made.
//!
//! A single waiter has another trouble: going to sleep and being woken takes this thread as long as half a flush. So it
//! looks for the next request for a moment before it sleeps.

use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Duration, Instant};

use crate::writer::Request;

/// Requests that share one flush at most; more wait for the next one.
const BATCH_MAX: usize = 4_096;
/// The pause is this part of the last commit, and never longer than `PAUSE_MAX`.
const PART_OF_COMMIT: u32 = 8;
const PAUSE_MAX: Duration = Duration::from_micros(500);
/// After that many pauses in vain (as a power of two of batches) one is tried again.
const FUTILE_MAX: u32 = 7;
/// After a flush for at most so many waiters the next request is looked for before this thread goes to sleep…
const FEW: usize = 4;
/// …for so long.
const LOOK_MAX: Duration = Duration::from_micros(300);

#[derive(Debug, Default)]
pub(crate) struct Gathering {
    /// Waiters who were told last time.
    told: usize,
    commit: Duration,
    /// Pauses in a row that gained too little.
    futile: u32,
    /// Batches without a pause that are left.
    skip: u32,
}

impl Gathering {
    /// The next request, once there is one; `None` if nobody is left to send any.
    pub(crate) fn first(&mut self, queue: &Receiver<Box<dyn Request>>) -> Option<Box<dyn Request>> {
        if (1..=FEW).contains(&self.told) {
            let end = Instant::now() + LOOK_MAX;
            while Instant::now() < end {
                match queue.try_recv() {
                    Ok(request) => return Some(request),
                    Err(TryRecvError::Disconnected) => return None,
                    // Whoever wants the processor gets it.
                    Err(TryRecvError::Empty) => std::thread::yield_now(),
                }
            }
            // They do not come back at once.
            self.told = 0;
        }
        queue.recv().ok()
    }

    /// The first request and those that come soon enough.
    pub(crate) fn gather(
        &mut self,
        first: Box<dyn Request>,
        queue: &Receiver<Box<dyn Request>>,
    ) -> Vec<Box<dyn Request>> {
        let mut batch = vec![first];
        batch.extend(queue.try_iter().take(BATCH_MAX - 1));
        if self.skip > 0 {
            self.skip -= 1;
            return batch;
        }
        let there = weight(&batch);
        let wanted = there.saturating_add(self.told);
        let mut gathered = there;
        let end = Instant::now() + (self.commit / PART_OF_COMMIT).min(PAUSE_MAX);
        while gathered < wanted && batch.len() < BATCH_MAX {
            let left = end.saturating_duration_since(Instant::now());
            let Ok(request) = queue.recv_timeout(left) else { break };
            gathered = gathered.saturating_add(request.weight());
            batch.push(request);
        }
        // Worth it if at least a quarter more came.
        let is_futile = gathered - there <= there / 4;
        self.futile = if is_futile { (self.futile + 1).min(FUTILE_MAX) } else { 0 };
        self.skip = if is_futile { 1 << self.futile } else { 0 };
        batch
    }

    /// Remembers how the batch went.
    pub(crate) fn learn(&mut self, batch: &[Box<dyn Request>], commit: Duration) {
        self.told = weight(batch);
        self.commit = commit;
    }
}

fn weight(batch: &[Box<dyn Request>]) -> usize {
    batch.iter().map(|request| request.weight()).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::{Error, Writing};

    struct One;

    impl Request for One {
        fn write(&mut self, _: &Writing<'_>) -> Result<(), Error> {
            Ok(())
        }

        fn weight(&self) -> usize {
            1
        }

        fn answer(self: Box<Self>, _: Result<(), Error>) {}
    }

    #[test]
    fn what_is_there_is_taken_and_a_lonely_waiter_soon_waits_for_nobody() {
        let (sender, queue) = channel::<Box<dyn Request>>();
        let mut gathering = Gathering::default();
        for _ in 0..9 {
            sender.send(Box::new(One)).unwrap();
        }
        let batch = gathering.gather(Box::new(One), &queue);
        assert_eq!(batch.len(), 10, "all that waited share the flush");
        gathering.learn(&batch, Duration::from_millis(1));
        let mut pauses = 0;
        for _ in 0..1_000 {
            pauses += u32::from(gathering.skip == 0);
            let batch = gathering.gather(Box::new(One), &queue);
            gathering.learn(&batch, Duration::from_micros(10));
        }
        assert!(pauses < 20, "{pauses} pauses in vain");
    }

    #[test]
    fn a_writer_without_senders_ends() {
        let (sender, queue) = channel::<Box<dyn Request>>();
        let mut gathering = Gathering::default();
        sender.send(Box::new(One)).unwrap();
        gathering.learn(&[Box::new(One)], Duration::from_micros(10));
        assert!(gathering.first(&queue).is_some());
        drop(sender);
        assert!(gathering.first(&queue).is_none());
    }

    #[test]
    fn a_batch_has_a_limit() {
        let (sender, queue) = channel::<Box<dyn Request>>();
        for _ in 0..2 * BATCH_MAX {
            sender.send(Box::new(One)).unwrap();
        }
        assert_eq!(Gathering::default().gather(Box::new(One), &queue).len(), BATCH_MAX);
    }
}
