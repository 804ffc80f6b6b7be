//! What is new, for every window that wants to know.

use std::collections::VecDeque;
use std::time::Duration;

use api::{Change, Tag};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::{Instant, sleep_until};

/// Between two rounds of news. The first after a rest is told at once; a page spends half a millisecond on each.
const PAUSE: Duration = Duration::from_millis(20);

/// A listener's stream of changes, in rounds. Within a round each change is told once, not every repetition of it.
#[derive(Debug)]
pub struct Changes {
    receiver: Receiver<Change>,
    waiting: VecDeque<Change>,
    /// When the next round may begin.
    rested: Instant,
}

const TAGS: [Tag; 7] =
    [Tag::Session, Tag::Recents, Tag::Executions, Tag::Approvals, Tag::Drafts, Tag::Machines, Tag::Clients];

impl Changes {
    pub(crate) fn new(receiver: Receiver<Change>) -> Self {
        Self { receiver, waiting: VecDeque::new(), rested: Instant::now() }
    }

    /// The next change; nothing when the host is gone.
    pub async fn next(&mut self) -> Option<Change> {
        if self.waiting.is_empty() {
            match self.receiver.recv().await {
                Ok(change) => self.waiting.push_back(change),
                Err(RecvError::Lagged(_)) => self.everything(),
                Err(RecvError::Closed) => return None,
            }
            sleep_until(self.rested).await;
            self.drain();
            self.rested = Instant::now() + PAUSE;
        }
        self.waiting.pop_front()
    }

    /// A run of a thousand steps tells a thousand times; a window that draws 60 times a second needs to hear of it once.
    fn drain(&mut self) {
        loop {
            match self.receiver.try_recv() {
                Ok(change) if self.waiting.contains(&change) => {}
                Ok(change) => self.waiting.push_back(change),
                Err(TryRecvError::Lagged(_)) => self.everything(),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    /// What was missed could be anything.
    fn everything(&mut self) {
        self.waiting = TAGS.into_iter().map(|tag| Change { tag, id: None }).collect();
    }
}

#[cfg(test)]
mod tests {
    use api::{Change, Tag};
    use tokio::sync::broadcast;

    use super::Changes;

    fn run(id: &str) -> Change {
        Change { tag: Tag::Executions, id: Some(id.to_owned()) }
    }

    #[tokio::test]
    async fn repetitions_are_told_once_and_order_is_kept() {
        let (sender, receiver) = broadcast::channel(16);
        let mut changes = Changes::new(receiver);
        for id in ["a", "a", "b", "a", "b"] {
            sender.send(run(id)).expect("a listener");
        }
        assert_eq!(changes.next().await, Some(run("a")));
        assert_eq!(changes.next().await, Some(run("b")));
        drop(sender);
        assert_eq!(changes.next().await, None);
    }

    #[tokio::test]
    async fn between_two_rounds_is_a_pause() {
        let (sender, receiver) = broadcast::channel(16);
        let mut changes = Changes::new(receiver);
        let begun = std::time::Instant::now();
        for (rounds, id) in (0..).zip(["a", "b", "c"]) {
            sender.send(run(id)).expect("a listener");
            assert_eq!(changes.next().await, Some(run(id)));
            assert!(begun.elapsed() >= rounds * super::PAUSE, "{id}");
        }
    }

    #[tokio::test]
    async fn who_missed_something_is_told_to_ask_for_everything() {
        let (sender, receiver) = broadcast::channel(2);
        let mut changes = Changes::new(receiver);
        for number in 0..9 {
            sender.send(run(&number.to_string())).expect("a listener");
        }
        let mut tags = Vec::new();
        for _ in super::TAGS {
            tags.push(changes.next().await.expect("a change").tag);
        }
        assert_eq!(tags, super::TAGS);
    }
}
