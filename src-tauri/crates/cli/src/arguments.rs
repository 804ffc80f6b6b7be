//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Design, run and watch AWS Step Functions workflows on this machine.
#[derive(Debug, Parser)]
#[command(name = "signalbox", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run a workflow and show its steps
    #[command(after_help = RUN_HELP)]
    Run(Run),
    /// Say what is wrong with a workflow
    #[command(after_help = VALIDATE_HELP)]
    Validate(Validate),
    /// Serve the interface to a browser and the Step Functions API to AWS clients on this machine
    #[command(after_help = SERVE_HELP)]
    Serve(Serve),
    /// Print the profiles of AWS clients: their credentials, and where they are answered
    #[command(after_help = CREDENTIALS_HELP)]
    Credentials(Credentials),
    /// Copy what can be read of a damaged database into a new one
    #[command(after_help = RECOVER_HELP)]
    Recover(Recover),
}

const VALIDATE_HELP: &str = "\
Rules of your team are looked for in `signalbox-rules.json`, in the folder of the workflow and those above it.

Exit codes: 0 it can run, 2 it cannot or breaks a rule of your team whose severity is `error`";

const RUN_HELP: &str = "\
Exit codes:
  0  the execution succeeded
  1  it failed
  2  the command line, the workflow or its input is wrong; nothing was run
  3  it timed out
  4  it was aborted (also by Ctrl-C, or because it needs a person and nobody is at the terminal)
  5  it waits for a person; with --data it goes on when the folder is opened again

Steps that wait for a person are asked here, once somebody has signed in; the run keeps waiting otherwise.
Without --data the run lives in a folder of its own that is removed afterwards, so it also works while the app is open.";

const SERVE_HELP: &str = "\
The address that is printed holds a key that works once, for one browser. Press Enter for another one.
Only this machine can reach it: it listens on 127.0.0.1 and ::1.

The same port answers AWS clients, signed with the credentials that `signalbox credentials` prints:
  aws --endpoint-url http://127.0.0.1:PORT stepfunctions list-state-machines

A Lambda task of their executions runs DIR/<name>/lambda_function.py or DIR/<name>/index.mjs of --functions DIR.
Without it the functions in the data folder run, once a person has allowed them in the interface.";

const CREDENTIALS_HELP: &str = "\
Paste the parts into the files they name, then choose the profile with --profile signalbox or AWS_PROFILE=signalbox.
The credentials are made once for a data folder and work until new ones are made in the interface. The endpoint is
where Signalbox answered last; the window keeps its port.";

const RECOVER_HELP: &str = "\
The damaged database is kept in a folder `damaged-1` beside the new one. Quit the app first.";

#[derive(Debug, Args)]
pub(crate) struct Run {
    /// Workflow: a file with a definition in the Amazon States Language
    pub file: PathBuf,
    /// Input: a file or JSON text; `<name>.input.json` or `input.json` beside the workflow if left out
    #[arg(long, value_name = "FILE|JSON")]
    pub input: Option<String>,
    /// Folder of local handlers; `functions` beside the workflow if left out
    #[arg(long, value_name = "DIR")]
    pub handlers: Option<PathBuf>,
    /// Allow the handlers without asking
    #[arg(long)]
    pub yes_run: bool,
    /// Skip waiting: the run's clock jumps over waits, retry delays and deadlines; people and functions take their time
    #[arg(long)]
    pub virtual_time: bool,
    /// Name of the execution
    #[arg(long)]
    pub name: Option<String>,
    /// Keep the execution in this data folder
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Workflow
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Port; 7171 if left out, or one that is free if that is taken
    #[arg(long)]
    pub port: Option<u16>,
    /// Data folder; the app's own if left out
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Open the address in the browser
    #[arg(long)]
    pub open: bool,
    /// Folder of functions that executions of AWS clients may run; naming it allows them
    #[arg(long, value_name = "DIR")]
    pub functions: Option<PathBuf>,
    /// Mock file of Step Functions Local, for executions started as ARN#TestCase; SFN_MOCK_CONFIG if left out
    #[arg(long, value_name = "FILE")]
    pub mock_config: Option<PathBuf>,
    /// Access key of AWS clients, for this run; the kept one if left out
    #[arg(long, value_name = "KEY")]
    pub access_key: Option<String>,
    /// Secret of AWS clients, for this run; the kept one if left out
    #[arg(long, value_name = "SECRET")]
    pub secret: Option<String>,
    /// Account of AWS clients: 12 digits
    #[arg(long, value_name = "ACCOUNT")]
    pub account: Option<String>,
    /// Region of AWS clients
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Credentials {
    /// Data folder; the app's own if left out
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Recover {
    /// Data folder; the app's own if left out
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Write all executions that can be read, with their histories, into this new file too
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}
