//! The variables a scope can read: names to values, shared until one is assigned.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::Payload;

/// Variables of one scope. Cloning is cheap; assigning copies the map once if it is shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Variables {
    map: Option<Arc<BTreeMap<Arc<str>, Payload>>>,
}

impl Variables {
    /// Stores what a state assigned.
    pub fn assign(&mut self, assigned: &[(Arc<str>, Payload)]) {
        if assigned.is_empty() {
            return;
        }
        let map = Arc::make_mut(self.map.get_or_insert_default());
        for (name, value) in assigned {
            map.insert(name.clone(), value.clone());
        }
    }

    /// All of them, by name.
    pub fn to_members(&self) -> Map<String, Value> {
        let all = self.map.iter().flat_map(|map| map.iter());
        all.map(|(name, value)| (name.to_string(), value.value().clone())).collect()
    }
}

impl expressions::Variables for Variables {
    fn find(&self, name: &str) -> Option<&Value> {
        self.map.as_ref()?.get(name).map(Payload::value)
    }
}
