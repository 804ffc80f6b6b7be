//! `signalbox run`.

use std::collections::HashSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use host::api::Door;
use host::{Changes, Host, KeptSession, Options};
use serde_json::{Value, json};

use crate::arguments::Run;
use crate::client::{Client, list, number, text};
use crate::people::{Asked, Terminal, decide};
use crate::steps::{Steps, told};
use crate::style::{Style, shown};
use crate::validate::{look, read};
use crate::{INVALID, Trouble, diagnostics};

/// Events per question.
const EVENTS_MAX: u64 = 1000;
/// The run goes on without this program: it waits for a person in a data folder that is kept.
const LEFT_WAITING: u8 = 5;

/// Runs a workflow to its end, or until nobody can go on.
pub(crate) async fn run(arguments: Run) -> Result<u8, Trouble> {
    let source = read(&arguments.file)?;
    let view = look(&source)?;
    let file = arguments.file.display().to_string();
    if !view.get("runnable").and_then(Value::as_bool).unwrap_or(false) {
        eprint!("{}", diagnostics::render(&file, &source, &view, Style::of_stderr()));
        return Err(Trouble::new(format!("`{file}` cannot run")));
    }
    let place = Place::of(&arguments)?;
    let data = Data::of(arguments.data)?;
    let host = Host::open(Options::new(data.path.clone(), "signalbox run")).await?;
    let kept = KeptSession::new(&data.path, Door::Terminal);
    let mut client = Client::new(host, kept.load());
    let mut terminal = Terminal::default();
    allow(&mut client, &mut terminal, &source, &place, arguments.yes_run).await?;
    let changes = client.host.changes();
    let request = json!({
        "text": source, "workflow": place.name, "input": place.input, "name": arguments.name,
        "handlers_folder": place.handlers, "virtual_time": arguments.virtual_time,
    });
    let started = client.call("start_execution", request).await?;
    let arn = text(&started, "execution_arn").to_owned();
    let mut watch = Watch { client, arn, changes, steps: Steps::default(), seen: 0, status: String::new() };
    let ended = watch.follow(&mut terminal, data.is_kept).await;
    if data.is_kept
        && let Err(error) = kept.store(watch.client.session())
    {
        eprintln!("{}: the sign-in was not kept: {error}", Style::of_stderr().warn("warning"));
    }
    ended
}

/// What belongs to the workflow file.
struct Place {
    name: String,
    input: String,
    handlers: String,
}

impl Place {
    fn of(arguments: &Run) -> Result<Self, Trouble> {
        let file = arguments.file.canonicalize().unwrap_or_else(|_| arguments.file.clone());
        let folder = file.parent().unwrap_or(Path::new(".")).to_path_buf();
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name =
            [".json", ".asl"].iter().fold(name, |name, ending| name.trim_end_matches(ending).to_owned());
        let input = match &arguments.input {
            Some(given) => read_input(given)?,
            None => offered_input(&folder, &name),
        };
        let functions = folder.join("functions");
        let beside = if functions.is_dir() { functions } else { folder.clone() };
        let handlers = arguments.handlers.clone().unwrap_or(beside);
        let handlers = handlers.canonicalize().map_err(|error| {
            Trouble::new(format!("the handlers folder `{}`: {error}", handlers.display()))
        })?;
        // Samples are all called `workflow`; their folder says which one it is.
        let sample =
            folder.file_name().filter(|_| name == "workflow").map(|name| name.to_string_lossy().into_owned());
        Ok(Self { name: sample.unwrap_or(name), input, handlers: handlers.display().to_string() })
    }
}

fn read_input(given: &str) -> Result<String, Trouble> {
    if Path::new(given).is_file() {
        return read(Path::new(given));
    }
    match serde_json::from_str::<Value>(given) {
        Ok(_) => Ok(given.to_owned()),
        Err(error) => Err(Trouble {
            hint: Some("give a file, or JSON text in quotes".to_owned()),
            ..Trouble::new(format!("`{given}` is neither a file nor JSON: {error}"))
        }),
    }
}

fn offered_input(folder: &Path, name: &str) -> String {
    let places = [format!("{name}.input.json"), "input.json".to_owned()];
    places
        .iter()
        .find_map(|file| std::fs::read_to_string(folder.join(file)).ok())
        .unwrap_or_else(|| "{}".to_owned())
}

/// The data folder; one of its own is removed at the end.
struct Data {
    path: PathBuf,
    is_kept: bool,
}

impl Data {
    fn of(chosen: Option<PathBuf>) -> Result<Self, Trouble> {
        if let Some(path) = chosen {
            return Ok(Self { path, is_kept: true });
        }
        for number in 0..1000_u32 {
            let path = std::env::temp_dir().join(format!("signalbox-run-{}-{number}", std::process::id()));
            // Creating it fails if somebody else put something there first.
            if std::fs::create_dir(&path).is_ok() {
                return Ok(Self { path, is_kept: false });
            }
        }
        Err(Trouble::new("no temporary folder can be made"))
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// Nothing of the workflow's runs before somebody has seen what and allowed it.
async fn allow(
    client: &mut Client,
    terminal: &mut Terminal,
    source: &str,
    place: &Place,
    yes: bool,
) -> Result<(), Trouble> {
    let request = json!({ "text": source, "handlers_folder": place.handlers });
    let grants = client.call("list_needed_grants", request).await?;
    let (found, missing): (Vec<&Value>, Vec<&Value>) =
        list(&grants, "needs").iter().partition(|need| need.get("file").is_some_and(Value::is_string));
    for need in missing {
        eprintln!("{}: {}", Style::of_stderr().warn("warning"), shown(text(need, "problem")));
    }
    if grants.get("granted").and_then(Value::as_bool).unwrap_or(false) {
        return Ok(());
    }
    eprintln!("This workflow runs code from `{}`:", place.handlers);
    for need in &found {
        eprintln!("  {} ({})", shown(text(need, "file")), shown(text(need, "runtime")));
    }
    if !yes {
        if !std::io::stdin().is_terminal() {
            let hint = Some("look at the files, then add --yes-run".to_owned());
            return Err(Trouble { hint, ..Trouble::new("nobody has allowed the handlers to run") });
        }
        let answer = terminal.ask("Allow? [y/N]").await.unwrap_or_default();
        if !matches!(answer.to_lowercase().as_str(), "y" | "yes") {
            return Err(Trouble::new("the handlers were not allowed, so nothing was run"));
        }
    }
    let names: Vec<&str> = found.iter().map(|need| text(need, "name")).collect();
    let hash = text(&grants, "definition_hash");
    let request = json!({ "definition_hash": hash, "handlers_folder": place.handlers, "names": names });
    client.call("grant_functions", request).await?;
    Ok(())
}

/// Returns when the request was closed: the step timed out, or a worker answered. Nobody else can have decided it, since
/// this process holds the data folder.
async fn until_closed(changes: &mut Changes, mut watcher: Client, id: &str) {
    while changes.next().await.is_some() {
        let Ok(reply) = watcher.call("list_approvals", json!({})).await else { continue };
        let request = list(&reply, "approvals").iter().find(|approval| text(approval, "id") == id);
        if let Some(request) = request.filter(|request| text(request, "status") == "closed") {
            eprintln!("\nNo decision is needed any more: {}", shown(text(request, "closed_reason")));
            return;
        }
    }
}

/// One run, watched.
struct Watch {
    client: Client,
    arn: String,
    changes: Changes,
    steps: Steps,
    seen: u64,
    status: String,
}

impl Watch {
    async fn follow(&mut self, terminal: &mut Terminal, is_kept: bool) -> Result<u8, Trouble> {
        let mut for_later = HashSet::new();
        loop {
            self.tell().await?;
            if self.status != "RUNNING" {
                return self.result().await;
            }
            let open = self.open_request(&for_later).await?;
            let asked = match open {
                None => {
                    tokio::select! {
                        _ = self.changes.next() => continue,
                        _ = tokio::signal::ctrl_c() => return self.stop("Ctrl-C").await,
                    }
                }
                Some(approval) => {
                    let id = text(&approval, "id").to_owned();
                    for_later.insert(id.clone());
                    let watcher = Client::new(Arc::clone(&self.client.host), None);
                    tokio::select! {
                        asked = decide(&mut self.client, terminal, &approval) => asked?,
                        () = until_closed(&mut self.changes, watcher, &id) => Asked::Over,
                        _ = tokio::signal::ctrl_c() => return self.stop("Ctrl-C").await,
                    }
                }
            };
            match asked {
                Asked::Over => {}
                Asked::Later => eprintln!("The run goes on waiting; Ctrl-C stops it."),
                Asked::Nobody if is_kept => {
                    eprintln!("The run waits for a person and goes on when its data folder is opened again.");
                    return Ok(LEFT_WAITING);
                }
                Asked::Nobody => return self.stop("a person is needed, and nobody is at the terminal").await,
            }
        }
    }

    /// Prints what is new.
    async fn tell(&mut self) -> Result<(), Trouble> {
        loop {
            let request = json!({ "execution_arn": self.arn, "after": self.seen, "max": EVENTS_MAX });
            let history = self.client.call("get_execution_history", request).await?;
            for event in list(&history, "events") {
                self.seen = number(event, "id");
                if let Some(line) = self.steps.line(event, Style::of_stderr()) {
                    eprintln!("{line}");
                }
            }
            text(&history, "status").clone_into(&mut self.status);
            if list(&history, "events").is_empty() || self.seen >= number(&history, "last_event") {
                return Ok(());
            }
        }
    }

    async fn open_request(&mut self, for_later: &HashSet<String>) -> Result<Option<Value>, Trouble> {
        let reply = self.client.call("list_approvals", json!({})).await?;
        let open = list(&reply, "approvals").iter().find(|approval| {
            text(approval, "status") == "pending"
                && text(approval, "execution_arn") == self.arn
                && !for_later.contains(text(approval, "id"))
        });
        Ok(open.cloned())
    }

    async fn stop(&mut self, why: &str) -> Result<u8, Trouble> {
        let request = json!({ "execution_arn": self.arn, "error": "Signalbox.Stopped", "cause": why });
        self.client.call("stop_execution", request).await?;
        self.tell().await?;
        self.result().await
    }

    /// The output to standard output, the verdict beside the steps.
    async fn result(&mut self) -> Result<u8, Trouble> {
        let style = Style::of_stderr();
        let run = self.client.call("describe_execution", json!({ "execution_arn": self.arn })).await?;
        let took = number(&run, "stopped_at").saturating_sub(number(&run, "started_at"));
        let is_virtual = run.get("virtual_time").and_then(Value::as_bool).unwrap_or(false);
        let took = format!(
            "after {}.{:02} s{}",
            took / 1000,
            took % 1000 / 10,
            if is_virtual { " of virtual time" } else { "" }
        );
        let failure = told(text(&run, "error"), text(&run, "cause"));
        let (code, word) = match self.status.as_str() {
            "SUCCEEDED" => (0, style.good("succeeded")),
            "FAILED" => (1, style.bad("failed")),
            "TIMED_OUT" => (3, style.bad("timed out")),
            "ABORTED" => (4, style.bad("aborted")),
            other => {
                return Err(Trouble { code: INVALID, ..Trouble::new(format!("the run ended as `{other}`")) });
            }
        };
        eprintln!("\n{word} {took}{}{failure}", if failure.is_empty() { "" } else { ": " });
        if let Some(output) = run.get("output").and_then(Value::as_str) {
            println!("{output}");
        }
        Ok(code)
    }
}
