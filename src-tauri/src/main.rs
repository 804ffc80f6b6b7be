//! The Signalbox window: a thin shell around `host`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod door;
mod navigation;
mod placement;
mod second_start;
mod window;

use std::path::PathBuf;
use std::process::ExitCode;

use host::{Host, Options, places};
use tauri::Manager;

use crate::door::Door;

fn main() -> ExitCode {
    let Some(data) = places::data_folder() else {
        eprintln!("there is no home folder to keep data in; set SIGNALBOX_DATA to a folder");
        return ExitCode::FAILURE;
    };
    let host = tauri::async_runtime::block_on(Host::open(Options::new(data.clone(), "the Signalbox window")));
    if let Err(problem) = &host {
        if second_start::ask_first(&data) {
            return ExitCode::SUCCESS;
        }
        eprintln!("{problem}");
    }
    let first = host.is_ok();
    show(Door::new(host, &data), data, first)
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
