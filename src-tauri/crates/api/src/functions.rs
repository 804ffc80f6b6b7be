//! Local handlers: which a workflow needs, and who allowed them.

mod grant_handlers;
mod list_needed_grants;
mod need;

pub use grant_handlers::{GrantHandlers, GrantHandlersReply};
pub use list_needed_grants::{Grants, ListNeededGrants};
pub use need::{HandlerNeed, HandlerRuntime};

pub(crate) use list_needed_grants::grants;
