//! Signing up, in and out: the rules applied to the rows.
//!
//! Everything here blocks for a flush or for the time of a password hash; call it from a thread that may wait.

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};
use store::tables::accounts::Account;
use store::tables::sessions::Session;
use store::{Store, Writing};

use crate::{AccountName, BadName, HashFault, Password, SessionToken, Throttle, WeakPassword};

/// A session that nobody used for this long is over: thirty days.
const IDLE_MILLISECONDS_MAX: i64 = 30 * 24 * 60 * 60 * 1000;
/// Use is noted this often, not at every request.
const NOTE_USE_EVERY_MILLISECONDS: i64 = 5 * 60 * 1000;
/// No password is behind this hash; trying against it costs what a real try costs.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2lnbmFsYm94LW5vYm9keQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The accounts of this machine.
#[derive(Clone, Debug)]
pub struct People {
    store: Store,
}

/// Random bytes for one attempt.
#[derive(Clone, Debug)]
pub struct Random {
    /// For a new account's or session's id.
    pub id: [u8; 16],
    /// For a new password's salt.
    pub salt: [u8; 16],
    /// For a new session.
    pub token: [u8; 32],
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// Account id.
    pub account: String,
    /// Account name as the person wrote it.
    pub name: String,
    /// Id of the session.
    pub session: String,
}

/// Why nobody was let in, or no account was made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The name will not do.
    #[error(transparent)]
    Name(#[from] BadName),
    /// The password will not do.
    #[error(transparent)]
    Password(#[from] WeakPassword),
    /// Another account has this name.
    #[error("an account named `{0}` exists already")]
    NameTaken(String),
    /// Which of the two is wrong is not said.
    #[error("the name or the password is wrong")]
    WrongNameOrPassword,
    /// Too many wrong tries.
    #[error("too many wrong tries")]
    Wait {
        /// Seconds until the next try is looked at.
        seconds: u32,
    },
    /// The password could not be hashed.
    #[error(transparent)]
    Hash(#[from] HashFault),
    /// The database could not answer.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl People {
    /// The accounts in `store`.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    /// Whether nobody has an account yet.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn is_first_start(&self) -> Result<bool, store::Error> {
        self.store.read(|rows| Ok(rows.accounts().count()? == 0))
    }

    /// Makes an account and signs it in at `door`.
    ///
    /// # Errors
    /// [`Refused`] if the name or password will not do or the name is taken.
    pub fn sign_up(
        &self,
        typed: (&str, &str),
        door: &str,
        at: i64,
        random: &Random,
    ) -> Result<SessionToken, Refused> {
        let name = AccountName::parse(typed.0)?;
        let hash = Password::choose(typed.1, &name)?.hash(&random.salt)?;
        let account = Account {
            id: hex::encode(random.id),
            name: name.shown().to_owned(),
            name_key: name.canonical().to_owned(),
            password: hash,
            created_at: at,
            wrong_tries: 0,
            blocked_until: 0,
        };
        let (session, token) = new_session(&account.id, door, at, random);
        let written = self.store.write(move |rows| {
            rows.accounts().insert(&account)?;
            rows.sessions().insert(&session)
        });
        match written.wait() {
            Ok(()) => Ok(token),
            Err(store::Error::Conflict { .. }) => Err(Refused::NameTaken(name.shown().to_owned())),
            Err(error) => Err(error.into()),
        }
    }

    /// Signs in at `door`. Takes the same time and says the same whether the name or the password is wrong.
    ///
    /// # Errors
    /// [`Refused::WrongNameOrPassword`] or [`Refused::Wait`].
    pub fn sign_in(
        &self,
        typed: (&str, &str),
        door: &str,
        at: i64,
        random: &Random,
    ) -> Result<SessionToken, Refused> {
        let key = match AccountName::parse(typed.0) {
            Ok(name) => name.canonical().to_owned(),
            Err(_) => String::new(),
        };
        let account = self.count_try(&key, at)?;
        let stored = account.as_ref().map_or(NOBODY, |account| &account.password);
        let right = Password::typed(typed.1).is_behind(stored)?;
        let Some(account) = account.filter(|_| right) else { return Err(Refused::WrongNameOrPassword) };
        let (session, token) = new_session(&account.id, door, at, random);
        self.store
            .write(move |rows| {
                rows.accounts().set_tries(&account.id, 0, 0)?;
                rows.sessions().sweep(at)?;
                rows.sessions().insert(&session)
            })
            .wait()?;
        Ok(token)
    }

    /// Who a token belongs to, if its session still counts.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn who(&self, token: &SessionToken, at: i64) -> Result<Option<SignedIn>, store::Error> {
        let hash = token.hash();
        let found = self.store.read(|rows| {
            let Some(session) = rows.sessions().by_token_hash(&hash)? else { return Ok(None) };
            let account = rows.accounts().by_id(&session.account)?;
            Ok(account.map(|account| (session, account)))
        })?;
        let Some((session, account)) = found.filter(|(session, _)| session.expires_at > at) else {
            return Ok(None);
        };
        if at.saturating_sub(session.last_seen_at) >= NOTE_USE_EVERY_MILLISECONDS {
            let id = session.id.clone();
            let expires = at.saturating_add(IDLE_MILLISECONDS_MAX);
            self.store.write(move |rows| rows.sessions().touch(&id, at, expires)).wait()?;
        }
        Ok(Some(SignedIn { account: account.id, name: account.name, session: session.id }))
    }

    /// Sessions of an account, latest first, without those that are over.
    ///
    /// # Errors
    /// If the database cannot answer.
    pub fn sessions(&self, account: &str, at: i64) -> Result<Vec<Session>, store::Error> {
        let mut sessions = self.store.read(|rows| rows.sessions().of_account(account))?;
        sessions.retain(|session| session.expires_at > at);
        Ok(sessions)
    }

    /// Ends a session of `account`. False if it has none of that id.
    ///
    /// # Errors
    /// If the database cannot be written.
    pub fn revoke(&self, session: &str, account: &str) -> Result<bool, store::Error> {
        let (session, account) = (session.to_owned(), account.to_owned());
        self.store.write(move |rows| rows.sessions().revoke(&session, &account)).wait()
    }

    /// Counts a try as wrong before it is looked at, so that tries made at the same moment cannot share one count.
    fn count_try(&self, key: &str, at: i64) -> Result<Option<Account>, Refused> {
        let key = key.to_owned();
        let counted = self.store.write(move |rows| {
            let account = rows.reading().accounts().by_name_key(&key)?;
            let so_far = match &account {
                Some(account) => {
                    Throttle { wrong_tries: account.wrong_tries, blocked_until: account.blocked_until }
                }
                None => strangers_throttle(rows, &key)?,
            };
            if let Some(seconds) = so_far.wait_seconds(at) {
                return Ok(Err(seconds));
            }
            let Throttle { wrong_tries, blocked_until } = so_far.failed(at);
            match &account {
                Some(account) => rows.accounts().set_tries(&account.id, wrong_tries, blocked_until)?,
                None => {
                    rows.settings().put(&strangers_key(&key), &format!("{wrong_tries} {blocked_until}"))?
                }
            }
            Ok(Ok(account))
        });
        counted.wait()?.map_err(|seconds| Refused::Wait { seconds })
    }
}

/// Names without an account are slowed down like the others; otherwise the wait would tell who has one.
fn strangers_throttle(rows: &Writing<'_>, key: &str) -> Result<Throttle, store::Error> {
    let kept = rows.reading().settings().value(&strangers_key(key))?;
    let numbers = kept.as_deref().and_then(|kept| kept.split_once(' '));
    let throttle = numbers.and_then(|(tries, until)| {
        Some(Throttle { wrong_tries: tries.parse().ok()?, blocked_until: until.parse().ok()? })
    });
    Ok(throttle.unwrap_or_default())
}

fn strangers_key(key: &str) -> String {
    format!("wrong tries {}", hex::encode(Sha256::digest(key.as_bytes())))
}

fn new_session(account: &str, door: &str, at: i64, random: &Random) -> (Session, SessionToken) {
    let token = SessionToken::from_random(&random.token);
    let session = Session {
        // Not the token's beginning: the id is shown in lists.
        id: hex::encode(Sha256::digest(random.id)).chars().take(32).collect(),
        token_hash: token.hash(),
        account: account.to_owned(),
        door: door.to_owned(),
        created_at: at,
        last_seen_at: at,
        expires_at: at.saturating_add(IDLE_MILLISECONDS_MAX),
    };
    (session, token)
}
