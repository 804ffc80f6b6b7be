//! One distributed Map over many items, begun once and taken up in every further life.

use std::process::ExitCode;
use std::time::Duration;

use runtime::{Runtime, StartExecution};
use support::numbers;

/// Runs it to its end; the peak of the memory is a promise too.
pub(crate) async fn go(runtime: &Runtime) -> ExitCode {
    println!("opened");
    let request = StartExecution {
        definition: numbers::machine(),
        machine: "numbers".to_owned(),
        name: Some("all".to_owned()),
        ..StartExecution::default()
    };
    // In a further life it is there already.
    let _ = runtime.start(request).await;
    loop {
        let Ok(rows) = runtime.list(Some("numbers"), 1) else { return ExitCode::FAILURE };
        match rows.first().map(|row| row.status.as_str()) {
            Some("RUNNING") | None => tokio::time::sleep(Duration::from_millis(20)).await,
            Some("SUCCEEDED") => break,
            Some(_) => return ExitCode::FAILURE,
        }
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    println!("peak {}", peak.trim());
    ExitCode::SUCCESS
}
