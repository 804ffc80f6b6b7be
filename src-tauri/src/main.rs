//! The Signalbox window: a thin shell around `host`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod door;
mod navigation;
mod placement;
mod second_start;
mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use host::{NotOpened, Options, Premises, places};
use tauri::Manager;

use crate::door::Door;

fn main() -> ExitCode {
    let Some(data) = places::data_folder() else {
        eprintln!("there is no home folder to keep data in; set SIGNALBOX_DATA to a folder");
        return ExitCode::FAILURE;
    };
    let Some(premises) = open(&data) else { return ExitCode::SUCCESS };
    match &premises {
        Err(problem) => eprintln!("{problem}"),
        Ok(premises) => answer_clients(premises),
    }
    let first = premises.is_ok();
    show(Door::new(premises, &data), data, first)
}

/// Opens the back end; none if another window has it open and has come to the front. A copy that was just closed is
/// given some seconds to end, because people quit and start again.
fn open(data: &Path) -> Option<Result<Premises, NotOpened>> {
    let patience = Instant::now() + Duration::from_secs(5);
    loop {
        let options = Options::new(data.to_path_buf(), "the Signalbox window");
        match tauri::async_runtime::block_on(Premises::open(options)) {
            Err(problem) if problem.is_in_use() => {
                if second_start::ask_first(data) {
                    return None;
                }
                // `signalbox serve` says where it answers; it will not go away by itself.
                if problem.held_at().is_some() || Instant::now() > patience {
                    return Some(Err(problem));
                }
                thread::sleep(Duration::from_millis(50));
            }
            // Nobody holds the folder of a damaged database, but another window may be showing it.
            Ok(premises) if premises.damage().is_some() && second_start::ask_first(data) => return None,
            opened => return Some(opened),
        }
    }
}

/// Opens the door for AWS clients, before the window can ask where it is; of a damaged database once it is rescued.
fn answer_clients(premises: &Premises) {
    let premises = premises.clone();
    let is_damaged = premises.damage().is_some();
    let answering = async move { premises.opened().await.answer_clients().await };
    if is_damaged {
        tauri::async_runtime::spawn(answering);
    } else {
        tauri::async_runtime::block_on(answering);
    }
}

/// Shows the window until it is closed. `first` is true for the start that holds the data folder.
fn show(door: Door, data: PathBuf, first: bool) -> ExitCode {
    let app = tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![door::call])
        .setup(move |app| {
            door.forward_changes(app.handle());
            app.manage(door);
            if first {
                let handle = app.handle().clone();
                second_start::answer(&data, move || window::raise(&handle));
            }
            window::open(app, data.join("window.json")).map_err(Into::into)
        })
        .build(tauri::generate_context!());
    match app {
        // Returning, instead of ending the process, lets `host` stop its handlers.
        Ok(app) => u8::try_from(app.run_return(|_, _| {})).map_or(ExitCode::FAILURE, ExitCode::from),
        Err(problem) => {
            eprintln!("the window cannot be opened: {problem}");
            ExitCode::FAILURE
        }
    }
}
