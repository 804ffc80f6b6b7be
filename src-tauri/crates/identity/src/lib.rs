//! Accounts and sessions. Rules are pure over rows and an instant; rows go through `store`; time and random bytes are
//! arguments. Deliberately not here: HTTP, cookies, what an account may do.
#![deny(missing_docs)]

mod account_name;
mod password;
mod people;
mod session_token;
mod throttle;

pub use account_name::{AccountName, BadName};
pub use password::{CHARACTERS_MAX, CHARACTERS_MIN, HashFault, Password, WeakPassword};
pub use people::{People, Random, Refused, SignedIn};
pub use session_token::SessionToken;
pub use throttle::Throttle;
