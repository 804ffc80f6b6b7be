//! Requests that no model has, as `integrations.json` writes them.
//!
//! `"text"`, `"integer"`, `"boolean"` and `"json"` are those; a list of texts is a text that is one of them;
//! `{"[]": …}` is a list and `{"*": …}` a map. Any other object is a structure, whose keys are a member's name, an
//! exclamation mark if it is required, and what it is for: `"Method! HTTP method."`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{Bounds, Place, Shape};

/// A request that has been read.
#[derive(Debug)]
pub(crate) struct Noted {
    pub(crate) shapes: Vec<Shape>,
    pub(crate) root: Place,
    /// What members are for, by their structure and name.
    pub(crate) help: BTreeMap<(Place, String), String>,
}

/// Reads a notation. What it does not know takes any JSON; its depth is that of the file, which is ours.
pub(crate) fn read(written: &Value) -> Noted {
    let mut noted = Noted { shapes: Vec::new(), root: 0, help: BTreeMap::new() };
    noted.root = noted.add(written);
    noted
}

impl Noted {
    fn add(&mut self, written: &Value) -> Place {
        let shape = match written {
            Value::String(word) => leaf(word),
            Value::Array(words) => {
                let words = words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                Shape::Text(Bounds::default(), words)
            }
            Value::Object(members) => {
                if let Some(inner) = members.get("[]") {
                    Shape::List(self.add(inner), Bounds::default())
                } else if let Some(inner) = members.get("*") {
                    Shape::Map(self.add(inner), Bounds::default())
                } else {
                    return self.structure(members);
                }
            }
            _ => Shape::Document,
        };
        self.shapes.push(shape);
        self.shapes.len() - 1
    }

    fn structure(&mut self, written: &Map<String, Value>) -> Place {
        let (mut members, mut required, mut said) = (Vec::new(), Vec::new(), Vec::new());
        for (key, inner) in written {
            let (name, words) = key.split_once(' ').unwrap_or((key, ""));
            let plain = name.trim_end_matches('!').to_owned();
            if name.ends_with('!') {
                required.push(plain.clone());
            }
            said.push((plain.clone(), words.to_owned()));
            members.push((plain, self.add(inner)));
        }
        let place = self.shapes.len();
        self.shapes.push(Shape::Structure { members, required });
        self.help.extend(said.into_iter().map(|(name, words)| ((place, name), words)));
        place
    }
}

fn leaf(word: &str) -> Shape {
    match word {
        "text" => Shape::Text(Bounds::default(), Vec::new()),
        "integer" => Shape::Integer(Bounds::default()),
        "boolean" => Shape::Boolean,
        _ => Shape::Document,
    }
}
