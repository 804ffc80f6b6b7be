//! Several jobs at a time: the processes in them mostly wait.

use std::sync::Mutex;

/// Runs all jobs, four at a time; a failed one fails the test.
pub fn side_by_side<T: Send, R: Send>(jobs: Vec<T>, run: impl Fn(T) -> R + Sync) -> Vec<R> {
    let jobs = Mutex::new(jobs);
    let next = || jobs.lock().unwrap().pop();
    std::thread::scope(|scope| {
        let worker = || std::iter::from_fn(next).map(&run).collect::<Vec<R>>();
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    })
}
