//! The result of a Map Run that is not exported.

use serde_json::Value;

use super::{MapRun, Transformation};
use crate::broken::{PAYLOAD_BYTES_MAX, too_large};
use crate::{Outcome, Payload};

/// A child that is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Its output, if it succeeded.
    pub output: Option<Payload>,
    /// AWS's record of it, for the transformation `NONE`.
    pub record: Option<Payload>,
}

/// Collects what the state's result is made of, in the order of the items; stops as soon as it is too large.
#[derive(Debug)]
pub struct Results {
    transformation: Transformation,
    state: String,
    parts: Vec<Option<Payload>>,
    bytes: usize,
}

impl Results {
    /// For a Map Run without a destination.
    #[must_use]
    pub fn new(run: &MapRun) -> Self {
        let transformation =
            run.writer.as_ref().map_or(Transformation::Compact, |writer| writer.transformation);
        Self { transformation, state: run.name.to_string(), parts: Vec::new(), bytes: 2 }
    }

    /// Whether records are needed.
    #[must_use]
    pub fn wants_records(&self) -> bool {
        self.transformation == Transformation::None
    }

    /// Adds the next child; false once it is too much.
    pub fn push(&mut self, child: Finished) -> bool {
        match self.transformation {
            Transformation::None => self.add(child.record),
            Transformation::Compact => self.add(child.output),
            Transformation::Flatten => match child.output.as_ref().map(Payload::value) {
                Some(Value::Array(items)) => {
                    items.iter().for_each(|item| self.add(Some(Payload::from_value(item.clone()))));
                }
                _ => self.add(child.output),
            },
        }
        self.bytes <= PAYLOAD_BYTES_MAX
    }

    fn add(&mut self, part: Option<Payload>) {
        let Some(part) = part else { return };
        self.bytes += part.bytes() + usize::from(!self.parts.is_empty());
        if self.bytes <= PAYLOAD_BYTES_MAX {
            self.parts.push(Some(part));
        }
    }

    /// The array, or that it is too large.
    #[must_use]
    pub fn finish(self) -> Outcome {
        if self.bytes > PAYLOAD_BYTES_MAX {
            return Outcome::Failed(too_large(&self.state));
        }
        Outcome::Succeeded(Payload::array(&self.parts))
    }
}
