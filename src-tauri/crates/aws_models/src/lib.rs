//! AWS's API models as far as Step Functions needs them: the shapes of requests and answers, and what fits them.
//!
//! The models are data beside the code, `models.bin`, written by `generate.py` from botocore's models (Apache License
//! 2.0). A service is inflated when somebody asks for it; nothing else is read, and nothing is kept.
#![deny(missing_docs)]

mod fit;
mod integration;
mod model;

pub use fit::{Misfit, Strictness};
pub use integration::{Answer, answer};
pub use model::{Bounds, Operation, Place, Service, Shape, names, service};
