//! Services, operations and shapes, read from `models.bin`.

use std::sync::LazyLock;

use serde_json::{Map, Value};

use crate::packed::Packed;

static FILE: LazyLock<Option<Packed>> = LazyLock::new(|| Packed::read(include_bytes!("../models.bin")));

/// Where a shape stands in its service.
pub type Place = usize;

/// The API of one service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    operations: Map<String, Value>,
    shapes: Vec<Shape>,
}

/// The shapes of an operation; what has no members has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What is asked.
    pub request: Option<Place>,
    /// What is answered.
    pub answer: Option<Place>,
}

/// The form of a value. Bounds are characters, items, bytes or numbers, and inclusive.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Named members.
    Structure {
        /// Members in the order of the model.
        members: Vec<(String, Place)>,
        /// Those that must be there.
        required: Vec<String>,
    },
    /// Items of one shape.
    List(Place, Bounds),
    /// Any keys with values of one shape.
    Map(Place, Bounds),
    /// A text; if there are words, one of them.
    Text(Bounds, Vec<String>),
    /// A whole number.
    Integer(Bounds),
    /// A number.
    Float(Bounds),
    /// Bytes, as a text.
    Blob(Bounds),
    /// `true` or `false`.
    Boolean,
    /// An instant, as a text.
    Timestamp,
    /// Any JSON.
    Document,
}

/// Least and most.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// The least.
    pub min: Option<f64>,
    /// The most.
    pub max: Option<f64>,
}

/// The services there are, by the names of `arn:aws:states:::aws-sdk:`.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILE.iter().flat_map(|file| file.entries().map(|(name, _)| name))
}

/// The API of a service by its name in `arn:aws:states:::aws-sdk:`, for example `cloudwatchlogs`.
#[must_use]
pub fn service(name: &str) -> Option<Service> {
    let mut text = FILE.as_ref()?.text(name)?;
    let (Value::Object(operations), Value::Array(shapes)) =
        (text.remove("operations")?, text.remove("shapes")?)
    else {
        return None;
    };
    Some(Service { operations, shapes: shapes.iter().filter_map(shape).collect() })
}

impl Service {
    /// Shapes without operations.
    pub(crate) fn of(shapes: Vec<Shape>) -> Self {
        Self { operations: Map::new(), shapes }
    }

    /// An operation by its name in a `Resource`, for example `getItem`.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<Operation> {
        let places = self.operations.get(name)?;
        let place = |role: usize| places.get(role).and_then(place);
        Some(Operation { request: place(0), answer: place(1) })
    }

    /// The operations there are.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.operations.keys().map(String::as_str)
    }

    /// The shape at a place.
    #[must_use]
    pub fn shape(&self, place: Place) -> Option<&Shape> {
        self.shapes.get(place)
    }
}

fn shape(written: &Value) -> Option<Shape> {
    let bounds = |from: usize| Bounds {
        min: written.get(from).and_then(Value::as_f64),
        max: written.get(from + 1).and_then(Value::as_f64),
    };
    let texts = |at: usize| -> Vec<String> {
        let items = written.get(at).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Some(match written.get(0)?.as_str()? {
        "structure" => {
            let members = written.get(1)?.as_object()?.iter();
            let members = members.filter_map(|(name, at)| Some((name.clone(), place(at)?))).collect();
            Shape::Structure { members, required: texts(2) }
        }
        "list" => Shape::List(place(written.get(1)?)?, bounds(2)),
        "map" => Shape::Map(place(written.get(1)?)?, bounds(2)),
        "string" => Shape::Text(bounds(1), texts(3)),
        "integer" => Shape::Integer(bounds(1)),
        "float" => Shape::Float(bounds(1)),
        "blob" => Shape::Blob(bounds(1)),
        "boolean" => Shape::Boolean,
        "timestamp" => Shape::Timestamp,
        _ => Shape::Document,
    })
}

fn place(value: &Value) -> Option<Place> {
    value.as_u64().and_then(|place| usize::try_from(place).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_is_read_and_every_place_is_one_of_a_shape() {
        let mut operations = 0;
        for name in names() {
            let service = service(name).unwrap_or_else(|| panic!("{name}"));
            for operation in service.operations() {
                operations += 1;
                let Operation { request, answer } = service.operation(operation).unwrap();
                for place in [request, answer].into_iter().flatten() {
                    assert!(
                        matches!(service.shape(place), Some(Shape::Structure { .. })),
                        "{name}:{operation}"
                    );
                }
            }
            for shape in &service.shapes {
                let places: Vec<Place> = match shape {
                    Shape::Structure { members, .. } => members.iter().map(|(_, place)| *place).collect(),
                    Shape::List(place, _) | Shape::Map(place, _) => vec![*place],
                    _ => Vec::new(),
                };
                assert!(places.iter().all(|place| *place < service.shapes.len()), "{name}: {shape:?}");
            }
        }
        assert!(operations > 20_000, "{operations} operations");
    }

    #[test]
    fn services_have_the_names_of_their_integrations() {
        for name in
            ["dynamodb", "cloudwatchlogs", "sfn", "databasemigration", "elasticloadbalancingv2", "directory"]
        {
            assert!(service(name).is_some(), "{name}");
        }
        assert!(service("stepfunctions").is_none());
        let get = service("dynamodb").unwrap().operation("getItem").unwrap();
        assert!(get.request.is_some() && get.answer.is_some());
    }
}
