//! Compiled definitions, each once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use engine::Program;
use sha2::{Digest, Sha256};

use crate::Error;

/// Compiled definitions that are kept; the whole cache is dropped when it is full.
const PROGRAMS_MAX: usize = 256;

/// Hash under which a definition is kept and to which grants are bound: SHA-256 of its bytes, as hexadecimal digits.
#[must_use]
pub fn definition_hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[derive(Debug, Default)]
pub(crate) struct Programs {
    compiled: Mutex<HashMap<String, Arc<Program>>>,
    stored: Mutex<HashSet<String>>,
}

impl Programs {
    /// The program of a definition.
    pub(crate) fn compile(&self, hash: &str, text: &str) -> Result<Arc<Program>, Error> {
        if let Some(program) = self.cached(hash) {
            return Ok(program);
        }
        let (machine, problems) = asl::parse(text);
        let Some(machine) = machine else {
            return Err(Error::InvalidDefinition(
                problems.into_iter().map(|problem| problem.message).collect(),
            ));
        };
        let program = Program::compile(&machine).map_err(|problems| {
            Error::InvalidDefinition(problems.into_iter().map(|problem| problem.message).collect())
        })?;
        let program = Arc::new(program);
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if compiled.len() >= PROGRAMS_MAX {
            compiled.clear();
        }
        compiled.insert(hash.to_owned(), Arc::clone(&program));
        Ok(program)
    }

    pub(crate) fn cached(&self, hash: &str) -> Option<Arc<Program>> {
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner).get(hash).cloned()
    }

    /// Whether the text of this definition is known to be in the database.
    pub(crate) fn is_stored(&self, hash: &str) -> bool {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).contains(hash)
    }

    pub(crate) fn set_stored(&self, hash: &str) {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        if !stored.contains(hash) {
            stored.insert(hash.to_owned());
        }
    }
}
