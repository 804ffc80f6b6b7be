//! `signalbox credentials`.

use host::credentials::{Chosen, config, credentials, endpoint, profile};
use host::places;

use crate::Trouble;
use crate::arguments::Credentials;

/// Prints the profiles of AWS clients. Works while the app is open, and before it was ever started.
pub(crate) fn print(arguments: Credentials) -> Result<u8, Trouble> {
    let data = arguments.data.or_else(places::data_folder);
    let data =
        data.ok_or_else(|| Trouble::new("there is no home folder; choose a data folder with --data"))?;
    let found = credentials(&data, Chosen::default());
    let found = found.map_err(|error| Trouble::new(format!("the credentials cannot be used: {error}")))?;
    print!("# ~/.aws/credentials\n{}", profile(&found));
    match endpoint(&data) {
        Some(endpoint) => print!("\n# ~/.aws/config\n{}", config(&found, &endpoint)),
        None => println!("\n# ~/.aws/config: start Signalbox once, so that it has an endpoint"),
    }
    Ok(0)
}
