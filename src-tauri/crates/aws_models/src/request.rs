//! The form of a request: its shapes, and what is said of its members.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

#[cfg(test)]
use crate::{Misfit, Strictness};
use crate::{Place, Service, Shape, Words, notation};

/// The form of one action's request.
#[derive(Clone, Debug, Default)]
pub struct Request {
    service: Service,
    root: Option<Place>,
    said: Said,
    /// Members that take any JSON though their shape says otherwise.
    json: Vec<(Place, String)>,
}

/// Where the help of a member comes from.
#[derive(Clone, Debug, Default)]
enum Said {
    #[default]
    Nothing,
    Model(Words),
    Notation(BTreeMap<(Place, String), String>),
}

impl Request {
    pub(crate) fn modelled(service: Service, operation: &str, words: Option<Words>, json: &[String]) -> Self {
        let root = service.operation(operation).and_then(|operation| operation.request);
        let said = words.map_or(Said::Nothing, Said::Model);
        let mut request = Self { service, root, said, json: Vec::new() };
        request.json = json.iter().filter_map(|path| request.find(path)).collect();
        request
    }

    pub(crate) fn noted(written: &Value) -> Self {
        let notation::Noted { shapes, root, help } = notation::read(written);
        Self { service: Service::of(shapes), root: Some(root), said: Said::Notation(help), json: Vec::new() }
    }

    /// The structure of the whole request; none if nothing is asked.
    #[must_use]
    pub fn root(&self) -> Option<Place> {
        self.root
    }

    /// The shape at a place.
    #[must_use]
    pub fn shape(&self, place: Place) -> Option<&Shape> {
        self.service.shape(place)
    }

    /// What a member of a structure is for.
    #[must_use]
    pub fn help(&self, structure: Place, member: &str) -> Option<&str> {
        match &self.said {
            Said::Nothing => None,
            Said::Model(words) => words.member(structure, member),
            Said::Notation(help) => help.get(&(structure, member.to_owned())).map(String::as_str),
        }
    }

    /// Whether a member takes any JSON, which Step Functions writes as text.
    #[must_use]
    pub fn is_json(&self, structure: Place, member: &str) -> bool {
        self.json.iter().any(|(place, name)| *place == structure && name == member)
    }

    /// The structure that has the member at a path with dots, and the member's name.
    pub(crate) fn find(&self, path: &str) -> Option<(Place, String)> {
        let mut structure = self.root?;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                return Some((structure, part.to_owned()));
            }
            structure = self.inner(structure, part)?;
        }
        None
    }

    /// The structure that a member is, or is a list of.
    pub(crate) fn inner(&self, structure: Place, member: &str) -> Option<Place> {
        let Shape::Structure { members, .. } = self.shape(structure)? else { return None };
        let (_, place) = members.iter().find(|(name, _)| name == member)?;
        match self.shape(*place)? {
            Shape::List(inner, _) => Some(*inner),
            _ => Some(*place),
        }
    }

    /// Something in each required member.
    #[must_use]
    pub fn example(&self) -> Value {
        self.root.map_or_else(|| json!({}), |root| self.filled("", root, 8))
    }

    /// `depth` bounds requests whose required members contain themselves.
    fn filled(&self, member: &str, place: Place, depth: usize) -> Value {
        match self.shape(place) {
            _ if depth == 0 => json!({}),
            Some(Shape::Structure { members, required }) => {
                let needed = members.iter().filter(|(name, _)| required.contains(name));
                let filled = needed.map(|(name, place)| (name.clone(), self.filled(name, *place, depth - 1)));
                Value::Object(filled.collect::<Map<_, _>>())
            }
            Some(Shape::List(inner, bounds)) => {
                (0..count(bounds.min)).map(|_| self.filled(member, *inner, depth - 1)).collect()
            }
            Some(Shape::Map(inner, bounds)) => {
                let entry =
                    |number: usize| (format!("key{}", number + 1), self.filled("Value", *inner, depth - 1));
                Value::Object((0..count(bounds.min)).map(entry).collect::<Map<_, _>>())
            }
            Some(Shape::Text(bounds, words)) => {
                words.first().map_or_else(|| placeholder(member, bounds.min, bounds.max), |word| json!(word))
            }
            Some(Shape::Blob(_)) => placeholder(member, None, None),
            Some(Shape::Integer(bounds) | Shape::Float(bounds)) => {
                let least = bounds.min.unwrap_or(1.0).max(1.0);
                json!(whole(bounds.max.map_or(least, |max| least.min(max))))
            }
            Some(Shape::Boolean) => json!(false),
            Some(Shape::Timestamp) => json!("2030-01-01T00:00:00Z"),
            Some(Shape::Document) | None => json!({}),
        }
    }

    #[cfg(test)]
    pub(crate) fn fits(&self, value: &Value) -> Result<(), Misfit> {
        self.root.map_or(Ok(()), |root| self.service.fits(root, value, Strictness::Strict, &[]))
    }
}

/// How many items or entries there have to be; examples stay small.
fn count(min: Option<f64>) -> usize {
    usize::try_from(min.map_or(0, whole)).unwrap_or(0).min(10)
}

/// `MyBucket` for a member `Bucket`, as long as it has to be.
fn placeholder(member: &str, min: Option<f64>, max: Option<f64>) -> Value {
    let letters =
        |bound: Option<f64>, otherwise: i64| usize::try_from(bound.map_or(otherwise, whole)).unwrap_or(0);
    let mut text = format!("My{member}");
    while text.len() < letters(min, 0).min(4_096) {
        text.push('0');
    }
    text.truncate(letters(max, 256).max(1));
    json!(text)
}

#[allow(clippy::cast_possible_truncation, reason = "bounds of examples; saturates")]
fn whole(number: f64) -> i64 {
    number as i64
}
