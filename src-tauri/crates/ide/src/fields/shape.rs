//! What kind of object stands at a place of a definition.

/// The kinds of objects, and lists of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The whole definition.
    Machine,
    /// A branch of a Parallel.
    Branch,
    /// The processor of a Map.
    Processor,
    /// Names with their states.
    States,
    State,
    ProcessorConfig,
    Credentials,
    Retrier,
    Catcher,
    /// A rule of a Choice.
    Rule,
    /// A part of a rule.
    NestedRule,
    ItemReader,
    ReaderConfig,
    ItemBatcher,
    ResultWriter,
    WriterConfig,
    /// A list, by what it holds.
    List(Item),
    /// Data: whatever the author likes.
    Data,
}

/// What a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Branch,
    Retrier,
    Catcher,
    Rule,
    NestedRule,
    ErrorName,
}

impl Shape {
    /// The shape of a member; an item of a list has no key.
    pub(crate) fn step(self, key: Option<&str>) -> Self {
        let key = key.unwrap_or("");
        match self {
            Self::Machine | Self::Branch | Self::Processor => match key {
                "States" => Self::States,
                "ProcessorConfig" if self == Self::Processor => Self::ProcessorConfig,
                _ => Self::Data,
            },
            Self::States => Self::State,
            Self::State => of_state(key),
            Self::List(item) => match item {
                Item::Branch => Self::Branch,
                Item::Retrier => Self::Retrier,
                Item::Catcher => Self::Catcher,
                Item::Rule => Self::Rule,
                Item::NestedRule => Self::NestedRule,
                Item::ErrorName => Self::Data,
            },
            Self::Rule | Self::NestedRule => match key {
                "And" | "Or" => Self::List(Item::NestedRule),
                "Not" => Self::NestedRule,
                _ => Self::Data,
            },
            Self::Retrier | Self::Catcher if key == "ErrorEquals" => Self::List(Item::ErrorName),
            Self::ItemReader if key == "ReaderConfig" => Self::ReaderConfig,
            Self::ResultWriter if key == "WriterConfig" => Self::WriterConfig,
            _ => Self::Data,
        }
    }
}

fn of_state(key: &str) -> Shape {
    match key {
        "Branches" => Shape::List(Item::Branch),
        "Retry" => Shape::List(Item::Retrier),
        "Catch" => Shape::List(Item::Catcher),
        "Choices" => Shape::List(Item::Rule),
        "ItemProcessor" | "Iterator" => Shape::Processor,
        "ItemReader" => Shape::ItemReader,
        "ItemBatcher" => Shape::ItemBatcher,
        "ResultWriter" => Shape::ResultWriter,
        "Credentials" => Shape::Credentials,
        _ => Shape::Data,
    }
}
