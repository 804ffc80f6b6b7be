//! Names of resources (step-functions-api §9.2).

use crate::refusal::Refusal;

/// `arn:aws:states:region:account:kind:rest`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arn<'a> {
    /// `stateMachine`, `execution` …
    pub(crate) kind: &'a str,
    /// What follows the kind.
    pub(crate) rest: &'a str,
}

impl<'a> Arn<'a> {
    pub(crate) fn read(text: &'a str) -> Result<Self, Refusal> {
        let invalid = || Refusal::invalid_arn(format_args!("Invalid ARN prefix: {text}"));
        let mut parts = text.splitn(7, ':');
        let prefix = [parts.next(), parts.next(), parts.next()];
        let is_ours =
            matches!(prefix, [Some("arn"), Some(partition), Some("states")] if partition.starts_with("aws"));
        let (_, _, Some(kind), Some(rest)) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(invalid());
        };
        if !is_ours || kind.is_empty() || rest.is_empty() {
            return Err(invalid());
        }
        Ok(Self { kind, rest })
    }

    /// An ARN of this kind; any other is refused with AWS's words.
    pub(crate) fn of_kind(text: &'a str, kind: &str) -> Result<Self, Refusal> {
        let arn = Self::read(text)?;
        if arn.kind != kind {
            let reason = format_args!("Resource type not valid in this context: {}", arn.kind).to_string();
            return Err(Refusal::invalid_arn(reason));
        }
        Ok(arn)
    }

    /// Version number or alias after the name of a state machine.
    pub(crate) fn qualifier(self) -> Option<&'a str> {
        self.rest.split_once(':').map(|(_, qualifier)| qualifier)
    }

    /// Whether it names an express execution that a Map Run started.
    pub(crate) fn is_express_child(self) -> bool {
        self.kind == "express" && self.has_label()
    }

    /// Whether it names a state machine inside a Distributed Map: `name/label`.
    pub(crate) fn has_label(self) -> bool {
        self.rest.contains('/')
    }
}

/// ARN of the state machine that the children of a Map Run are executions of: `name/label`.
pub(crate) fn machine_of_map_run(map_run: &str) -> String {
    let (machine, _) = map_run.rsplit_once(':').unwrap_or((map_run, ""));
    machine.replacen(":mapRun:", ":stateMachine:", 1)
}

#[cfg(test)]
mod tests {
    use super::Arn;

    #[test]
    fn arns_are_taken_apart() {
        let arn = Arn::read("arn:aws:states:us-east-1:111111111111:stateMachine:a.b:7").expect("an ARN");
        assert_eq!((arn.kind, arn.rest, arn.qualifier()), ("stateMachine", "a.b:7", Some("7")));
        for wrong in ["", "x", "arn:aws:sqs:us-east-1:1:queue:q", "arn:aws:states:us-east-1:1:stateMachine"] {
            let refusal = Arn::read(wrong).expect_err("no ARN");
            assert_eq!(refusal.message, format!("Invalid Arn: 'Invalid ARN prefix: {wrong}'"));
        }
    }
}
