//! Asking the person at the terminal: signing in, deciding.

use std::io::{IsTerminal, Write};

use serde_json::{Value, json};
use tokio::task::JoinHandle;

use crate::Trouble;
use crate::client::{Client, text};
use crate::style::{Style, shown};

/// Tries to sign in before a request is left for later.
const TRIES_MAX: u32 = 3;

/// What the person at the terminal types. A line that is still being read when a question is withdrawn answers the next.
#[derive(Debug, Default)]
pub(crate) struct Terminal {
    reading: Option<JoinHandle<Option<String>>>,
}

/// How a request for a decision ended here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// It was decided, here or elsewhere.
    Over,
    /// The person does not want to decide now.
    Later,
    /// Nobody can be asked: the input has ended.
    Nobody,
}

impl Terminal {
    /// Prints a question and reads a line; nothing at the end of the input.
    pub async fn ask(&mut self, question: &str) -> Option<String> {
        eprint!("{question} ");
        let _ = std::io::stderr().flush();
        self.next(|| {
            let mut line = String::new();
            let read = std::io::stdin().read_line(&mut line).ok()?;
            (read > 0).then(|| line.trim().to_owned())
        })
        .await
    }

    /// The same without showing what is typed.
    async fn ask_secretly(&mut self, question: &str) -> Option<String> {
        if !std::io::stdin().is_terminal() {
            return self.ask(question).await;
        }
        let question = format!("{question} ");
        self.next(move || rpassword::prompt_password(question).ok()).await
    }

    async fn next(&mut self, read: impl FnOnce() -> Option<String> + Send + 'static) -> Option<String> {
        let reading = self.reading.get_or_insert_with(|| tokio::task::spawn_blocking(read));
        let line = reading.await;
        self.reading = None;
        line.ok().flatten()
    }
}

/// Shows a request and asks for a decision, after somebody has signed in.
pub(crate) async fn decide(
    client: &mut Client,
    terminal: &mut Terminal,
    approval: &Value,
) -> Result<Asked, Trouble> {
    show(approval);
    match sign_in(client, terminal).await? {
        Asked::Over => {}
        other => return Ok(other),
    }
    loop {
        let Some(word) = terminal.ask("Approve or reject? [a/r, Enter for later]").await else {
            return Ok(Asked::Nobody);
        };
        let decision = match word.to_lowercase().as_str() {
            "a" | "approve" => "approve",
            "r" | "reject" => "reject",
            "" => return Ok(Asked::Later),
            _ => continue,
        };
        let comment = terminal.ask("Comment, or Enter for none:").await.filter(|comment| !comment.is_empty());
        let request = json!({ "id": text(approval, "id"), "decision": decision, "comment": comment });
        return match client.call("decide_approval", request).await {
            Ok(decided) => {
                eprintln!("{} by {}", shown(text(&decided, "status")), shown(text(&decided, "decided_by")));
                Ok(Asked::Over)
            }
            Err(error) => {
                eprintln!("{}", error.message);
                Ok(Asked::Over)
            }
        };
    }
}

fn show(approval: &Value) {
    let style = Style::of_stderr();
    eprintln!();
    eprintln!("{} {}", style.warn("?"), style.strong(&shown(text(approval, "title"))));
    let from = format!("{} · {}", text(approval, "workflow"), text(approval, "state"));
    eprintln!("  {}", style.faint(&shown(&from)));
    for line in text(approval, "instructions").lines() {
        eprintln!("  {}", shown(line));
    }
    let evidence = approval.get("evidence").unwrap_or(&Value::Null);
    for line in serde_json::to_string_pretty(evidence).unwrap_or_default().lines() {
        eprintln!("    {}", shown(line));
    }
}

/// Somebody with an account must stand behind a decision.
async fn sign_in(client: &mut Client, terminal: &mut Terminal) -> Result<Asked, Trouble> {
    let session = client.call("describe_session", json!({})).await?;
    if session.get("account").is_some_and(|account| !account.is_null()) {
        return Ok(Asked::Over);
    }
    let first = session.get("first_start").and_then(Value::as_bool).unwrap_or(false);
    let (operation, question) = if first {
        eprintln!("Only somebody with an account can decide, and there is none in this data folder yet.");
        ("sign_up", "Name for a new account (Enter to stay a guest):")
    } else {
        ("sign_in", "Sign in to decide. Name (Enter to stay a guest):")
    };
    for _ in 0..TRIES_MAX {
        let Some(name) = terminal.ask(question).await else { return Ok(Asked::Nobody) };
        if name.is_empty() {
            eprintln!("A guest may watch, but not decide.");
            return Ok(Asked::Later);
        }
        let Some(password) = terminal.ask_secretly("Password:").await else { return Ok(Asked::Nobody) };
        match client.call(operation, json!({ "name": name, "password": password })).await {
            Ok(_) => return Ok(Asked::Over),
            Err(error) => {
                let wait = error.retry_after_seconds.map(|seconds| format!("; try again in {seconds} s"));
                eprintln!("{}{}", error.message, wait.unwrap_or_default());
            }
        }
    }
    Ok(Asked::Later)
}
