//! The door of AWS clients and its keys: opened by itself in the window, part of the browser's door in `serve`.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use api::clients::{ClientDoor, ClientKeys, DoorState};
use api::{Change, Code, Error, Tag};
use axum::extract::{Request, State};
use axum::handler::Handler as _;
use axum::response::Response;
use gateway::{Credentials, Gateway, Knock};
use runtime::Later;
use store::Store;
use tokio::sync::{broadcast, watch};

use crate::loopback::{Bound, Served};
use crate::{Host, credentials};

/// Whether a person closed the door; open unless this says so.
const SWITCH: &str = "client_door";
const CLOSED: &str = "closed";
/// Tried when no port was kept: easy to remember, and the one of `signalbox serve`.
const USUAL_PORT: u16 = 7171;

/// What the door is made of. Operations reach it through [`ClientDoor`].
#[derive(Debug)]
pub(crate) struct Clients {
    data: PathBuf,
    store: Store,
    replaceable: bool,
    keys: watch::Sender<Credentials>,
    changes: broadcast::Sender<Change>,
    host: OnceLock<Weak<Host>>,
    place: Mutex<Place>,
    /// One switch or replacement at a time.
    turn: tokio::sync::Mutex<()>,
}

/// Where clients are answered.
#[derive(Debug, Default)]
struct Place {
    shown: DoorState,
    /// Sockets of the door's own; dropping them closes it.
    served: Option<Served>,
}

impl Clients {
    pub(crate) fn new(
        data: PathBuf,
        store: Store,
        keys: Credentials,
        replaceable: bool,
        changes: broadcast::Sender<Change>,
    ) -> Self {
        Self {
            data,
            store,
            replaceable,
            keys: watch::channel(keys).0,
            changes,
            host: OnceLock::new(),
            place: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// Whose door it is; without a host it cannot be opened.
    pub(crate) fn belongs_to(&self, host: Weak<Host>) {
        // Set once, when the host is made.
        let _ = self.host.set(host);
    }

    /// The keys of now and of every later moment.
    pub(crate) fn watch_keys(&self) -> watch::Receiver<Credentials> {
        self.keys.subscribe()
    }

    /// Clients are answered at the door of browsers, which is open as long as the program runs.
    pub(crate) fn served_at(&self, origin: &str) {
        self.keep(DoorState { endpoint: Some(origin.to_owned()), ..DoorState::default() }, None);
    }

    /// Opens the door unless a person closed it.
    pub(crate) async fn open_at_start(&self) {
        let kept = self.store.read(|tables| tables.settings().value(SWITCH));
        if kept.is_ok_and(|kept| kept.as_deref() == Some(CLOSED)) {
            return self.keep(DoorState { switchable: true, ..DoorState::default() }, None);
        }
        self.open().await;
    }

    /// Lets go of everything that holds the host.
    pub(crate) fn close(&self) {
        self.place.lock().unwrap_or_else(PoisonError::into_inner).served = None;
    }

    /// On the port of last time, else on the usual one, else on any; says so if it had to be another.
    async fn open(&self) {
        let kept = credentials::endpoint(&self.data).and_then(|endpoint| credentials::port_of(&endpoint));
        let mut bound = Bound::to(kept.unwrap_or(USUAL_PORT)).await;
        if bound.is_err() {
            bound = Bound::to(0).await;
        }
        let (bound, host) = match (bound, self.host.get().and_then(Weak::upgrade)) {
            (Ok(bound), Some(host)) => (bound, host),
            (Err(error), _) => return self.cannot(format!("no port can be opened: {error}")),
            (_, None) => return self.cannot("the program is closing".to_owned()),
        };
        let taken = kept.filter(|kept| *kept != bound.port);
        let problem = taken.map(|port| format!("port {port} is taken by another program; until that ends, clients are answered at another one"));
        let gateway = Arc::new(host.gateway(bound.port));
        let served = bound.serve(&answer.with_state(gateway));
        let endpoint = Some(served.origin());
        self.keep(DoorState { endpoint, switchable: true, problem }, Some(served));
    }

    fn cannot(&self, problem: String) {
        self.keep(DoorState { endpoint: None, switchable: true, problem: Some(problem) }, None);
    }

    fn keep(&self, shown: DoorState, served: Option<Served>) {
        // A port that is only a way out is not where clients should look next time.
        if let Some(endpoint) = shown.endpoint.as_ref().filter(|_| shown.problem.is_none()) {
            // Only `signalbox credentials` misses it.
            let _ = credentials::keep_endpoint(&self.data, endpoint);
        }
        *self.place.lock().unwrap_or_else(PoisonError::into_inner) = Place { shown, served };
        // Nobody listening is fine.
        let _ = self.changes.send(Change { tag: Tag::Clients, id: None });
    }
}

/// The port that operations see: the same door, shared.
#[derive(Clone, Debug)]
pub(crate) struct SharedClients(pub(crate) Arc<Clients>);

impl ClientDoor for SharedClients {
    fn state(&self) -> DoorState {
        self.0.place.lock().unwrap_or_else(PoisonError::into_inner).shown.clone()
    }

    fn keys(&self) -> ClientKeys {
        let Credentials { access_key, secret, account, region } = self.0.keys.borrow().clone();
        ClientKeys { access_key, secret, account, region, replaceable: self.0.replaceable }
    }

    fn switch(&self, on: bool) -> Later<Result<(), Error>> {
        let clients = Arc::clone(&self.0);
        Box::pin(async move {
            let _turn = clients.turn.lock().await;
            let shown = SharedClients(Arc::clone(&clients)).state();
            if !shown.switchable {
                let error = Error::new(Code::Conflict, "AWS clients are answered where this page comes from");
                return Err(error.with_hint("end `signalbox serve` to close that door"));
            }
            let word = if on { "" } else { CLOSED };
            clients.store.write(move |tables| tables.settings().put(SWITCH, word)).await?;
            match (on, shown.endpoint) {
                (true, None) => clients.open().await,
                (true, Some(_)) => {}
                (false, _) => clients.keep(DoorState { switchable: true, ..DoorState::default() }, None),
            }
            Ok(())
        })
    }

    fn replace_keys(&self) -> Later<Result<(), Error>> {
        let clients = Arc::clone(&self.0);
        Box::pin(async move {
            let _turn = clients.turn.lock().await;
            if !clients.replaceable {
                let error = Error::new(Code::Conflict, "the keys were given on the command line");
                return Err(error.with_hint("start `signalbox serve` without them to have keys made"));
            }
            let new = credentials::replace(&clients.data).map_err(|error| {
                Error::new(Code::Unavailable, format!("the new keys cannot be kept: {error}"))
                    .with_hint("is the disk full?")
            })?;
            clients.keys.send_replace(new);
            Ok(())
        })
    }
}

async fn answer(State(gateway): State<Arc<Gateway>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    gateway.answer(Knock { head, body }).await
}
