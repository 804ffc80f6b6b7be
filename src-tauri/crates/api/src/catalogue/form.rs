//! The form of a request as the interface draws it.

use std::collections::BTreeMap;

use aws_models::{Bounds, Place, Request, Shape};
use serde::Serialize;
use ts_rs::TS;

/// The shapes that a request reaches; they name each other by their number, and may contain themselves.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Form {
    /// Number of the structure of the whole request; null if nothing is asked.
    pub root: Option<u32>,
    /// All shapes.
    pub shapes: Vec<FormShape>,
}

/// The form of a value. Bounds are characters, items or numbers, and inclusive.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FormShape {
    /// Named members, the required ones first.
    Structure {
        /// The members.
        members: Vec<FormMember>,
    },
    /// Items of one shape.
    List {
        /// Number of the items' shape.
        of: u32,
    },
    /// Any keys, with values of one shape.
    Map {
        /// Number of the values' shape.
        of: u32,
    },
    /// A text; if there are words, one of them.
    Text {
        /// What it may be; empty for anything.
        words: Vec<String>,
        /// Fewest characters.
        min: Option<f64>,
        /// Most characters.
        max: Option<f64>,
    },
    /// A number.
    Number {
        /// Without a fraction.
        whole: bool,
        /// The least.
        min: Option<f64>,
        /// The most.
        max: Option<f64>,
    },
    /// `true` or `false`.
    Boolean,
    /// An instant, as ISO 8601.
    Timestamp,
    /// Any JSON.
    Json,
}

/// A member of a structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormMember {
    /// As it is written.
    pub name: String,
    /// It must be there.
    pub required: bool,
    /// Number of its shape.
    pub shape: u32,
    /// What it is for.
    pub help: Option<String>,
}

/// The part of the models that a request needs, with numbers of its own.
pub(super) fn form(request: &Request) -> Form {
    let mut drawing = Drawing { request, numbers: BTreeMap::new(), open: Vec::new() };
    let root = request.root().map(|root| drawing.number(root));
    let mut shapes = Vec::new();
    while let Some(place) = drawing.open.get(shapes.len()).copied() {
        let shape = place.and_then(|place| Some(drawing.shape(place, request.shape(place)?)));
        shapes.push(shape.unwrap_or(FormShape::Json));
    }
    Form { root, shapes }
}

struct Drawing<'r> {
    request: &'r Request,
    numbers: BTreeMap<Place, u32>,
    /// The place of each number; none is that of any JSON.
    open: Vec<Option<Place>>,
}

impl Drawing<'_> {
    fn number(&mut self, place: Place) -> u32 {
        if let Some(number) = self.numbers.get(&place) {
            return *number;
        }
        let number = self.add(Some(place));
        self.numbers.insert(place, number);
        number
    }

    fn add(&mut self, place: Option<Place>) -> u32 {
        self.open.push(place);
        u32::try_from(self.open.len() - 1).unwrap_or(u32::MAX)
    }

    fn shape(&mut self, place: Place, shape: &Shape) -> FormShape {
        match shape {
            Shape::Structure { members, required } => {
                let members = members.iter().map(|(name, inner)| FormMember {
                    name: name.clone(),
                    required: required.contains(name),
                    shape: if self.request.is_json(place, name) {
                        self.add(None)
                    } else {
                        self.number(*inner)
                    },
                    help: self.request.help(place, name).filter(|help| !help.is_empty()).map(str::to_owned),
                });
                let mut members: Vec<FormMember> = members.collect();
                members.sort_by_key(|member| !member.required);
                FormShape::Structure { members }
            }
            Shape::List(inner, _) => FormShape::List { of: self.number(*inner) },
            Shape::Map(inner, _) => FormShape::Map { of: self.number(*inner) },
            Shape::Text(Bounds { min, max }, words) => {
                FormShape::Text { words: words.clone(), min: *min, max: *max }
            }
            Shape::Integer(Bounds { min, max }) => FormShape::Number { whole: true, min: *min, max: *max },
            Shape::Float(Bounds { min, max }) => FormShape::Number { whole: false, min: *min, max: *max },
            Shape::Boolean => FormShape::Boolean,
            Shape::Timestamp => FormShape::Timestamp,
            // Step Functions takes bytes as text, and writes JSON as text.
            Shape::Blob(_) | Shape::Document => FormShape::Json,
        }
    }
}
