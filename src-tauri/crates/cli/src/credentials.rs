//! `signalbox credentials`.

use host::credentials::{Chosen, credentials, profile};
use host::places;

use crate::Trouble;
use crate::arguments::Credentials;

/// Prints the profile of AWS clients. Works while the app is open, and before it was ever started.
pub(crate) fn print(arguments: Credentials) -> Result<u8, Trouble> {
    let data = arguments.data.or_else(places::data_folder);
    let data =
        data.ok_or_else(|| Trouble::new("there is no home folder; choose a data folder with --data"))?;
    let found = credentials(&data, Chosen::default());
    let found = found.map_err(|error| Trouble::new(format!("the credentials cannot be used: {error}")))?;
    print!("{}", profile(&found));
    Ok(0)
}
