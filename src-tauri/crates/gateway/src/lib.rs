//! AWS's door: the Step Functions API as SDKs and the AWS CLI speak it, for programs on this machine, and their way to
//! its buckets.
//!
//! AWS JSON 1.0 over one address; every request is signed (Signature Version 4) and every signature is checked. One
//! file per operation in `operations/`, one list of them; the protocol of S3 in `s3/`. Deliberately not here: sockets
//! (`host`), what a workflow means (`engine`), how executions are driven (`runtime`).
#![deny(missing_docs)]

mod arn;
mod calls;
mod creation;
mod deletion;
mod door;
mod duplicates;
mod executions;
mod guard;
mod inspection;
mod known_machines;
mod lone_state;
mod map_run_children;
mod members;
mod mock;
mod mock_context;
mod operations;
mod page;
mod quotas;
mod refusal;
mod routing;
mod s3;
mod sigv4;
mod state_machines;
mod tags;
mod tested_items;
mod variable_references;

pub use calls::Calls;
pub use door::{Gateway, Knock};
pub use sigv4::{Credentials, Signed, is_key, sign};
