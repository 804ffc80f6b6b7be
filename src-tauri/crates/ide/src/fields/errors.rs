//! Fields of retriers and catchers.

use asl::QueryLanguage::{JsonPath, Jsonata};

use super::Accepts::{ErrorNames, Number, Path, StateName, Template, Text, Whole, Words};
use super::Field;

pub(super) const RETRIER: &[Field] = &[
    Field::new(
        "ErrorEquals",
        ErrorNames,
        "The errors that are tried again. States.ALL stands alone, in the last retrier.",
    )
    .required(),
    Field::new("IntervalSeconds", Whole, "Seconds before the first new attempt.")
        .within(1, 99_999_999)
        .by_default("1"),
    Field::new("MaxAttempts", Whole, "How often the state is tried again; 0 for never.")
        .within(0, 99_999_999)
        .by_default("3"),
    Field::new("BackoffRate", Number, "Each wait is the last one times this; at least 1.").by_default("2.0"),
    Field::new("MaxDelaySeconds", Whole, "No wait is longer than this many seconds.").within(1, 31_622_400),
    Field::new(
        "JitterStrategy",
        Words(&["NONE", "FULL"]),
        "FULL waits a random time between 0 and the wait that was computed.",
    )
    .by_default("NONE"),
    Field::new("Comment", Text, "Says for people why it is tried again."),
];

pub(super) const CATCHER: &[Field] = &[
    Field::new(
        "ErrorEquals",
        ErrorNames,
        "The errors that are caught. States.ALL stands alone, in the last catcher.",
    )
    .required(),
    Field::new("Next", StateName, "The state that goes on after the error.").required(),
    Field::new("ResultPath", Path, "Where the error output is put into the state's input; null drops it.")
        .by_default("$")
        .only(JsonPath),
    Field::new("Output", Template, "What the next state gets; `$states.errorOutput` is the error.")
        .only(Jsonata),
    Field::new("Assign", Template, "Variables that are set when the error is caught."),
    Field::new("Comment", Text, "Says for people what is done about the error."),
];
