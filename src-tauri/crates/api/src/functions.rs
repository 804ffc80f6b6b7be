//! Local handlers: which a workflow needs, and who allowed them.

mod grant_functions;
mod list_needed_grants;
mod need;

pub use grant_functions::{GrantFunctions, GrantFunctionsReply};
pub use list_needed_grants::{Grants, ListNeededGrants};
pub use need::{HandlerNeed, HandlerRuntime};

pub(crate) use list_needed_grants::grants;
