//! The promise that a change is on disk: awaited, or waited for by a thread.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::Error;

/// Resolves once the change is flushed, or says why it is not. Dropping it does not undo the change.
#[derive(Debug)]
pub struct Written<T> {
    slot: Arc<Slot<T>>,
}

/// The writer's end of a [`Written`].
#[derive(Debug)]
pub(crate) struct Promise<T> {
    slot: Arc<Slot<T>>,
    kept: bool,
}

#[derive(Debug)]
struct Slot<T> {
    state: Mutex<State<T>>,
    ready: Condvar,
}

#[derive(Debug)]
struct State<T> {
    result: Option<Result<T, Error>>,
    waker: Option<Waker>,
}

pub(crate) fn promise<T>() -> (Promise<T>, Written<T>) {
    let state = State { result: None, waker: None };
    let slot = Arc::new(Slot { state: Mutex::new(state), ready: Condvar::new() });
    (Promise { slot: Arc::clone(&slot), kept: false }, Written { slot })
}

impl<T> Promise<T> {
    pub(crate) fn keep(mut self, result: Result<T, Error>) {
        self.settle(result);
    }

    fn settle(&mut self, result: Result<T, Error>) {
        if self.kept {
            return;
        }
        self.kept = true;
        let mut state = self.slot.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.result = Some(result);
        let waker = state.waker.take();
        drop(state);
        self.slot.ready.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Drop for Promise<T> {
    fn drop(&mut self) {
        self.settle(Err(Error::Closed));
    }
}

impl<T> Written<T> {
    /// Blocks the calling thread until the change is flushed.
    ///
    /// # Errors
    /// Whatever kept the change from being made durable.
    pub fn wait(self) -> Result<T, Error> {
        let mut state = self.slot.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(result) = state.result.take() {
                return result;
            }
            state = self.slot.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<T> Future for Written<T> {
    type Output = Result<T, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.slot.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.result.take() {
            Some(result) => Poll::Ready(result),
            None => {
                state.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
