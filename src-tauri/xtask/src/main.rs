//! `cargo studio` builds Signalbox and opens it; `cargo verify` runs every test there is; `cargo mutate` shows that the
//! tests would notice.
//!
//! Only std: this program is what a fresh checkout builds first.

mod ask;
mod mutate;
mod mutations;
mod needs;
mod node;
mod packages;
mod project;
mod python;
mod step;
mod studio;
mod tally;
mod verify;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo studio [--yes] [--browser] [--debug]
           builds Signalbox and opens its window; without a display, or with --browser,
           serves the same interface on a loopback address instead
       cargo verify [--yes] [--only WORD]
           runs every test: Rust, interface, browser and the real window;
           with --only just the steps whose name contains WORD
       cargo mutate [WORD]
           removes one safeguard at a time in a copy and shows which test notices (an hour)

  --yes      install missing system packages without asking
  --debug    build the window without optimisation";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.split_first() {
        Some((&"studio", flags)) => report(studio::Options::parse(flags).and_then(studio::run)),
        Some((&"mutate", words)) => report(mutate::run(words)),
        Some((&"verify", flags)) => report(verify::Options::parse(flags).and_then(verify::run)),
        _ => report(Err(USAGE.to_owned())),
    }
}

/// Whatever went wrong was put into words where it happened.
fn report(outcome: Result<ExitCode, String>) -> ExitCode {
    outcome.unwrap_or_else(|message| {
        eprintln!("{message}");
        ExitCode::FAILURE
    })
}
