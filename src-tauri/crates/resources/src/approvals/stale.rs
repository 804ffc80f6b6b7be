//! Requests left open by a crash between the end of a step and the closing of its request.

use runtime::Runtime;
use store::Store;
use store::tables::approvals::Approval;

use super::integration::audit;

/// Closes every open request whose step no longer waits. Call it once after the runtime has taken up its executions.
///
/// # Errors
/// If the database or an execution cannot answer.
pub async fn close_stale(store: &Store, runtime: &Runtime, at: i64) -> Result<(), runtime::Error> {
    for row in store.read(|rows| rows.approvals().pending())? {
        if !still_waits(&row, runtime).await? {
            close(store, row, at).await?;
        }
    }
    Ok(())
}

async fn still_waits(row: &Approval, runtime: &Runtime) -> Result<bool, runtime::Error> {
    let pending = match runtime.pending(&row.execution_arn).await {
        Err(runtime::Error::ExecutionDoesNotExist(_)) => return Ok(false),
        // One damaged history must not keep the others from starting; its request stays as it is.
        Err(runtime::Error::Unreadable { .. }) => return Ok(true),
        pending => pending?,
    };
    let tokens = pending.iter().filter_map(|pending| pending.task.as_ref()?.token.as_deref());
    Ok(tokens.into_iter().any(|token| token == row.token))
}

async fn close(store: &Store, row: Approval, at: i64) -> Result<(), store::Error> {
    let reason = "the step had ended when Signalbox started again";
    store
        .write(move |rows| {
            if rows.approvals().close(&row.execution_arn, row.ticket, reason)? {
                let detail = serde_json::Value::from(reason).to_string();
                rows.approval_audit().append(&audit(&row.id, at, "system", "closed", &detail))?;
            }
            Ok(())
        })
        .await
}
