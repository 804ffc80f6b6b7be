//! `signalbox serve`.

use std::path::{Path, PathBuf};

use host::credentials::Chosen;
use host::{BrowserDoor, Options, Premises, places};

use crate::Trouble;
use crate::arguments::Serve;
use crate::people::Terminal;
use crate::style::Style;

/// Where the interface is found again after a restart: a browser keeps its session for one port.
const USUAL_PORT: u16 = 7171;

/// Serves until Ctrl-C. Every Enter prints an address for one more browser.
pub(crate) async fn serve(arguments: Serve) -> Result<u8, Trouble> {
    let data = arguments.data.or_else(places::data_folder);
    let data =
        data.ok_or_else(|| Trouble::new("there is no home folder; choose a data folder with --data"))?;
    let shown = data.display().to_string();
    let credentials = Chosen {
        access_key: arguments.access_key,
        secret: arguments.secret,
        account: arguments.account,
        region: arguments.region,
    };
    let functions = arguments.functions.as_deref().map(functions_folder).transpose()?;
    let mock_config = arguments.mock_config.or_else(places::mock_config);
    let options = Options { credentials, functions, mock_config, ..Options::new(data, "signalbox serve") };
    let premises = Premises::open(options).await?;
    if let Some(reason) = premises.damage() {
        eprintln!("{}: {reason}", Style::of_stderr().warn("warning"));
        eprintln!("Until it is recovered, the page offers that and nothing else.");
    }
    let interface = places::interface_folder();
    if interface.is_none() {
        eprintln!(
            "{}: the interface is not built; run `cargo studio` once",
            Style::of_stderr().warn("warning")
        );
    }
    let door = open_door(&premises, interface, arguments.port).await?;
    premises.publish_address(&door.origin())?;
    let address = door.address();
    println!("Signalbox serves {shown} at\n\n  {address}\n");
    println!("The key in it works once. Press Enter for another one, Ctrl-C to end.");
    println!(
        "AWS clients use --endpoint-url {}; `signalbox credentials` prints their profile.",
        door.origin()
    );
    if arguments.open
        && let Err(error) = open::that_detached(&address)
    {
        eprintln!("{}: the browser could not be started: {error}", Style::of_stderr().warn("warning"));
    }
    let mut terminal = Terminal::default();
    let mut listens = true;
    loop {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => break,
            line = terminal.ask(""), if listens => match line {
                Some(_) => println!("  {}", door.address()),
                // Started without a terminal: it serves until it is ended.
                None => listens = false,
            },
        }
    }
    if let Some(host) = premises.host() {
        host.finish_logs();
    }
    Ok(0)
}

/// The folder with its full name, which is what permissions are compared by.
fn functions_folder(folder: &Path) -> Result<PathBuf, Trouble> {
    let found = folder.canonicalize().ok().filter(|found| found.is_dir());
    found.ok_or_else(|| Trouble::new(format!("there is no folder `{}`", folder.display())))
}

async fn open_door(
    premises: &Premises,
    interface: Option<PathBuf>,
    chosen: Option<u16>,
) -> Result<BrowserDoor, Trouble> {
    let port = chosen.unwrap_or(USUAL_PORT);
    match BrowserDoor::open(premises.clone(), interface.clone(), port).await {
        Err(_) if chosen.is_none() => BrowserDoor::open(premises.clone(), interface, 0).await,
        opened => opened,
    }
    .map_err(|error| Trouble::new(format!("port {port} cannot be opened: {error}")))
}
