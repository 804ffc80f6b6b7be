//! AWS's API models as far as Step Functions needs them: the shapes of requests and answers, what fits them, and the
//! catalogue of everything a task can call.
//!
//! The models are data beside the code, `models.bin` and `words.bin`, written by `generate.py` from botocore's models
//! (Apache License 2.0); `integrations.json` lists the optimised integrations. A service is inflated when somebody asks
//! for it; nothing else is read, and nothing is kept.
#![deny(missing_docs)]

mod call;
mod fit;
mod integration;
mod model;
mod notation;
mod optimised;
mod packed;
mod request;
mod words;

pub use call::{Call, capital};
pub use fit::{Misfit, Strictness};
pub use integration::{Answer, answer};
pub use model::{Bounds, Operation, Place, Service, Shape, names, service};
pub use optimised::{Action, Integration, integrations, optimised};
pub use request::Request;
pub use words::{Named, Words, service_name, services, words};
