//! Fields of states. Which type and language may have which is `asl::is_allowed`'s matter.

use super::Accepts::{
    Instant, Object, Objects, Path, Resource, StateName, StateType, Template, Text, Truth, Whole, Words,
};
use super::Field;

const SECONDS_MAX: i64 = 99_999_999;

pub(super) const FIELDS: &[Field] = &[
    Field::new("Type", StateType, "What kind of state it is.").required(),
    Field::new("Comment", Text, "Says for people what the state is for."),
    Field::new("QueryLanguage", Words(&["JSONPath", "JSONata"]), "The language of this state's expressions.")
        .by_default("that of the workflow"),
    Field::new("Resource", Resource, "What does the work: a function, a service's action or an activity.")
        .required(),
    Field::new("Credentials", Object, "The role in whose name the work is done, also in another account."),
    Field::new(
        "Label",
        Text,
        "A short name of the Map that becomes part of its Map Run's ARN; at most 40 characters.",
    ),
    Field::new("InputPath", Path, "The part of the input that the state sees; null for an empty object.")
        .by_default("$"),
    Field::new(
        "Parameters",
        Template,
        "What the work is given. A key that ends in `.$` takes a path or an intrinsic function, such as `\"id.$\": \"$.order.id\"`.",
    ),
    Field::new("Arguments", Template, "What the work is given. A text between {% and %} is JSONata."),
    Field::new("Result", Template, "Fixed data in place of a result; nothing in it is evaluated."),
    Field::new("ItemReader", Object, "Where a distributed Map reads its items."),
    Field::new("ItemsPath", Path, "The array or object that the Map goes through.").by_default("$"),
    Field::new(
        "Items",
        Template,
        "The array or object that the Map goes through, or an expression that gives it.",
    )
    .by_default("{% $states.input %}"),
    Field::new(
        "ItemSelector",
        Template,
        "The input of each iteration; `Map.Item.Value` and `Map.Item.Index` in the context are the item and its place.",
    ),
    Field::new("ItemBatcher", Object, "Groups items, so that each child execution gets several."),
    Field::new("MaxConcurrency", Whole, "How many iterations run at once; 0 for as many as possible.")
        .within(0, i64::MAX)
        .by_default("0"),
    Field::new("MaxConcurrencyPath", Path, "A path that says how many iterations run at once."),
    Field::new("ItemProcessor", Object, "The states that each item goes through."),
    Field::new("Iterator", Object, "The old name of ItemProcessor."),
    Field::new("ResultWriter", Object, "Where a distributed Map writes its results."),
    Field::new("ToleratedFailureCount", Whole, "So many child executions may fail before the Map does.")
        .within(0, i64::MAX)
        .by_default("0"),
    Field::new("ToleratedFailureCountPath", Path, "A path that says how many child executions may fail."),
    Field::new("ToleratedFailurePercentage", Whole, "So many of a hundred child executions may fail.")
        .within(0, 100)
        .by_default("0"),
    Field::new("ToleratedFailurePercentagePath", Path, "A path that says how many of a hundred may fail."),
    Field::new(
        "Branches",
        Objects,
        "Workflows that run at the same time. The result is a list with one entry for each, in this order.",
    )
    .required(),
    Field::new("Choices", Objects, "The rules, tried in order; the first that holds decides.").required(),
    Field::new(
        "Default",
        StateName,
        "The state that goes on if no rule holds. Without it, States.NoChoiceMatched.",
    ),
    Field::new("Seconds", Whole, "How many seconds it waits.").within(0, SECONDS_MAX),
    Field::new("SecondsPath", Path, "A path that says how many seconds."),
    Field::new("Timestamp", Instant, "Until when it waits, such as 2030-01-31T18:00:00Z."),
    Field::new("TimestampPath", Path, "A path that says until when."),
    Field::new("Error", Text, "The name of the error that the execution fails with."),
    Field::new("ErrorPath", Path, "A path or an intrinsic function that gives the error's name."),
    Field::new("Cause", Text, "What happened, for people."),
    Field::new("CausePath", Path, "A path or an intrinsic function that gives the cause."),
    Field::new(
        "ResultSelector",
        Template,
        "Picks parts of the raw result before ResultPath; `$` is the result.",
    ),
    Field::new("ResultPath", Path, "Where the result is put into the input; null drops the result.")
        .by_default("$"),
    Field::new("OutputPath", Path, "The part that the next state gets; null for an empty object.")
        .by_default("$"),
    Field::new("Output", Template, "What the next state gets. A text between {% and %} is JSONata."),
    Field::new("Assign", Template, "Variables that later states can read as `$name`."),
    Field::new("TimeoutSeconds", Whole, "Fails with States.Timeout when it takes longer.")
        .within(1, SECONDS_MAX)
        .by_default("99999999"),
    Field::new("TimeoutSecondsPath", Path, "A path that says how long it may take."),
    Field::new(
        "HeartbeatSeconds",
        Whole,
        "Fails with States.HeartbeatTimeout without a sign of life. Less than the timeout.",
    )
    .within(1, SECONDS_MAX),
    Field::new("HeartbeatSecondsPath", Path, "A path that says how long it may be silent."),
    Field::new(
        "Retry",
        Objects,
        "Which errors are tried again, and when. The first retrier that fits is used.",
    ),
    Field::new(
        "Catch",
        Objects,
        "What goes on after an error that is not tried again. The first catcher that fits is used.",
    ),
    Field::new("Next", StateName, "The state that goes on."),
    Field::new("End", Truth, "True if the execution, branch or iteration ends here."),
];

pub(super) const CREDENTIALS: &[Field] = &[
    Field::new("RoleArn", Text, "The ARN of the role.").required(),
    Field::new("RoleArn.$", Path, "A path to the ARN of the role.").only(asl::QueryLanguage::JsonPath),
];
