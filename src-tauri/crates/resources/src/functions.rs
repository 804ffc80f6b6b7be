//! Local functions: unmodified Lambda handlers in Python or Node, run from a folder as warm child processes.
//!
//! A function named `charge` is looked for as `charge/lambda_function.py`, `charge/handler.py`, `charge/index.mjs`,
//! `.js`, `.cjs`, `charge/handler.mjs`, `.js`, `.cjs`, then `charge.py`, `charge.mjs`, `charge.js`, `charge.cjs`;
//! the first that exists runs. Deliberately not here: containers, layers, dependencies to be installed.

mod clients;
mod failure;
mod integration;
mod lookup;
mod name;
mod output;
mod pool;
mod process;
mod request;
mod runtime_api;
#[cfg(test)]
mod tests;

pub use clients::{ClientFolder, ClientFunctions};
pub use integration::FunctionTasks;
pub use lookup::{HandlerFile, Language, NoHandler, find};
pub use name::FunctionName;
pub use pool::{Call, Functions, InvocationRecord, Limits};
pub use process::Interpreters;
