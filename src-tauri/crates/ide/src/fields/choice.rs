//! Fields of the rules of a Choice. The comparison operators are `asl::Operator`'s.

use asl::QueryLanguage::{JsonPath, Jsonata};

use super::Accepts::{Expression, Object, Objects, Path, StateName, Template, Text};
use super::Field;

pub(super) const RULE: &[Field] = &[
    Field::new("Condition", Expression, "An expression that gives true or false.").only(Jsonata),
    Field::new("Variable", Path, "The value that is compared.").only(JsonPath),
    Field::new("And", Objects, "True if all of these hold.").only(JsonPath),
    Field::new("Or", Objects, "True if one of these holds.").only(JsonPath),
    Field::new("Not", Object, "True if this does not hold.").only(JsonPath),
    Field::new(
        "Next",
        StateName,
        "The state that goes on if the rule holds. The first rule that holds wins.",
    ),
    Field::new("Output", Template, "What the next state gets if the rule holds.").only(Jsonata),
    Field::new("Assign", Template, "Variables that are set if the rule holds."),
    Field::new("Comment", Text, "Says for people what the rule is about."),
];
