//! What the doors lead to: the host, or a damaged database that has to be rescued first.

use std::sync::{Arc, Mutex, PoisonError};

use api::rescue::Wreck;
use api::{Asked, Caller, Code, Error};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use runtime::Entropy as _;
use tokio::sync::watch;

use crate::clock::RealEntropy;
use crate::rescue::Rescue;
use crate::{Changes, Host, NotOpened, Options, damage_note, places};

/// A host, now or once its database is rescued. Copies are the same.
#[derive(Clone, Debug)]
pub struct Premises(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    /// The host, once there is one.
    host: watch::Sender<Option<Arc<Host>>>,
    /// Where a door answers, for other copies of the program; kept until there is a host to tell them.
    address: Mutex<Option<String>>,
    wreck: Option<Wreck>,
}

impl Premises {
    /// Opens the data folder. A damaged database is no error: it can be rescued through the doors.
    ///
    /// # Errors
    /// [`NotOpened`], if it is for another reason.
    pub async fn open(options: Options) -> Result<Self, NotOpened> {
        if let Some(reason) = damage_note::read(&options.data) {
            return Ok(Self::damaged(options, reason, true));
        }
        match Host::open(options.clone()).await {
            Ok(host) => Ok(host.into()),
            Err(problem) if problem.is_damage() => {
                let told = api::Error::told(api::Code::Damaged, &problem);
                Ok(Self::damaged(options, told.message, false))
            }
            Err(problem) => Err(problem),
        }
    }

    fn damaged(options: Options, reason: String, openable: bool) -> Self {
        Self(Arc::new_cyclic(|inner: &std::sync::Weak<Inner>| {
            let inner = inner.clone();
            let opened = move |host| {
                if let Some(inner) = inner.upgrade() {
                    Self(inner).take(host);
                }
            };
            let rescuer = Arc::new(Rescue::new(options, reason, openable, Box::new(opened)));
            let wreck = Some(Wreck { rescuer, home: places::home() });
            Inner { host: watch::Sender::new(None), address: Mutex::default(), wreck }
        }))
    }

    /// The host, unless the database is damaged.
    #[must_use]
    pub fn host(&self) -> Option<Arc<Host>> {
        self.0.host.borrow().clone()
    }

    /// The host, as soon as there is one.
    pub async fn opened(&self) -> Arc<Host> {
        let mut host = self.0.host.subscribe();
        loop {
            if let Some(host) = host.borrow_and_update().clone() {
                return host;
            }
            if host.changed().await.is_err() {
                // Not reached: the sender is ours.
                std::future::pending::<()>().await;
            }
        }
    }

    /// Why there is no host, if there is none.
    #[must_use]
    pub fn damage(&self) -> Option<String> {
        let wreck = self.0.wreck.as_ref().filter(|_| self.host().is_none())?;
        Some(wreck.rescuer.damage().reason)
    }

    /// Answers one call of any door; see [`Host::call`]. While the database is damaged only those of its rescue.
    ///
    /// # Errors
    /// What the operation says, that there is none of that name, or that the database is damaged.
    pub async fn call(
        &self,
        operation: &str,
        request: impl Into<Asked<'_>>,
        caller: &mut Caller,
    ) -> Result<String, Error> {
        if let Some(host) = self.host() {
            return host.call(operation, request, caller).await;
        }
        let (Some(entry), Some(wreck)) = (api::find_rescue(operation), &self.0.wreck) else {
            let reason = self.damage().unwrap_or_default();
            return Err(Error::new(Code::Damaged, reason).with_hint("recover what can be read"));
        };
        Ok((entry.call)(wreck, caller, request.into()).await?.json)
    }

    /// What is new from the moment on at which there is a host.
    pub async fn changes(&self) -> Changes {
        self.opened().await.changes()
    }

    /// 256 random bits as text, for keys and cookies.
    #[must_use]
    pub fn secret(&self) -> String {
        let mut bytes = [0; 32];
        RealEntropy.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// See [`Host::publish_address`]; without a host it is made known as soon as there is one.
    ///
    /// # Errors
    /// If the note cannot be written.
    pub fn publish_address(&self, address: &str) -> Result<(), NotOpened> {
        *self.0.address.lock().unwrap_or_else(PoisonError::into_inner) = Some(address.to_owned());
        self.host().map_or(Ok(()), |host| host.publish_address(address))
    }

    fn take(&self, host: Arc<Host>) {
        let address = self.0.address.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(address) = address {
            // Others who look for it are not told where it is; nothing else depends on it.
            let _ = host.publish_address(&address);
        }
        self.0.host.send_replace(Some(host));
    }
}

impl From<Arc<Host>> for Premises {
    fn from(host: Arc<Host>) -> Self {
        let host = watch::Sender::new(Some(host));
        Self(Arc::new(Inner { host, address: Mutex::default(), wreck: None }))
    }
}
