//! Every local counterpart of a service, in the order in which they are asked.

use std::sync::Arc;

use runtime::Integration;
use store::Store;
use tokio::sync::watch;

use crate::Chance;
use crate::approvals::AskPeople;
use crate::functions::{ClientFunctions, FunctionTasks, Functions};

/// What the runtime hands tasks to. `news` counts what happens to requests for decisions.
#[must_use]
pub fn integrations(
    functions: &Arc<Functions>,
    clients: &ClientFunctions,
    store: &Store,
    chance: &Chance,
    news: watch::Sender<u64>,
) -> Vec<Arc<dyn Integration>> {
    let functions: Arc<dyn Integration> =
        Arc::new(FunctionTasks::new(Arc::clone(functions), store.clone(), clients.clone(), chance.clone()));
    // People come first: what waits for a token is theirs, whatever service takes the token along.
    let people = Arc::new(AskPeople::new(store.clone(), chance.clone(), vec![Arc::clone(&functions)], news));
    vec![people, functions]
}
