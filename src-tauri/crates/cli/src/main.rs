//! The `signalbox` program: run, validate and serve workflows from a terminal. Links no window toolkit.

mod arguments;
mod client;
mod credentials;
mod diagnostics;
mod people;
mod recover;
mod run;
mod serve;
mod steps;
mod style;
mod validate;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};

/// How a command ended, in words for the terminal; the number is its exit code.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// Exit code.
    pub code: u8,
    /// What happened.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Exit code for a command line or a definition that is wrong.
pub(crate) const INVALID: u8 = 2;

impl Trouble {
    pub fn new(message: impl Into<String>) -> Self {
        Self { code: INVALID, message: message.into(), hint: None }
    }
}

impl From<host::api::Error> for Trouble {
    fn from(error: host::api::Error) -> Self {
        Self { code: INVALID, message: error.message, hint: error.hint }
    }
}

impl From<host::NotOpened> for Trouble {
    fn from(error: host::NotOpened) -> Self {
        let told: Self = host::api::Error::told(host::api::Code::Unavailable, &error).into();
        match error.held_at() {
            Some(address) => {
                let hint = format!("it answers at {address}; use that one, or quit it first");
                Self { hint: Some(hint), ..told }
            }
            None => told,
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: no threads can be started: {error}");
            return ExitCode::from(INVALID);
        }
    };
    let ended = runtime.block_on(async {
        match arguments.command {
            Command::Run(run) => run::run(run).await,
            Command::Validate(validate) => validate::validate(&validate).await,
            Command::Serve(serve) => serve::serve(serve).await,
            Command::Recover(recover) => recover::recover(recover),
            Command::Credentials(credentials) => credentials::print(credentials),
        }
    });
    // A read from the terminal may still be blocking; it must not keep the program from ending.
    runtime.shutdown_background();
    match ended {
        Ok(code) => ExitCode::from(code),
        Err(trouble) => {
            let style = style::Style::of_stderr();
            eprintln!("{}: {}", style.bad("error"), trouble.message);
            if let Some(hint) = trouble.hint {
                eprintln!("  {}: {hint}", style.faint("help"));
            }
            ExitCode::from(trouble.code)
        }
    }
}
