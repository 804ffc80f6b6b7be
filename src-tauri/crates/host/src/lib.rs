//! The composition root without windows: builds everything once, answers calls for every door, serves the browser door.
//!
//! The only place with a real clock, a real random source and a look at the machine's environment.
#![deny(missing_docs)]

mod allocator;
mod browser;
mod changes;
mod clients;
mod clock;
pub mod credentials;
mod damage_note;
mod export;
mod kept_session;
mod loopback;
mod opened;
pub mod places;
mod premises;
mod private_file;
mod rescue;

pub use api::rescue::Exported;
pub use browser::BrowserDoor;
pub use changes::Changes;
pub use export::export;
pub use kept_session::KeptSession;
pub use opened::{Host, NotOpened, Options, recover};
pub use premises::Premises;
pub use store::Recovered;

pub use api;
pub use gateway;
