//! `ResultSelector`, `ResultPath` and `OutputPath`, or the `Result` of a Pass, as one `Output`.

use asl::StateKind;
use expressions::{ReferencePath, Rewritten, template_in_jsonata};
use serde_json::Value;

use super::Conversion;
use crate::Refusal;

/// Fields that become `Output`, in the order in which it takes their place.
const BECOME_OUTPUT: [&str; 4] = ["ResultSelector", "Result", "ResultPath", "OutputPath"];

impl Conversion<'_, '_> {
    /// What is put where `ResultPath` says, and what `Assign` sees as `$`.
    pub(super) fn result(&self, input: &Rewritten) -> Result<Rewritten, Refusal> {
        if self.has_result() {
            let result = Rewritten::path("$states.result");
            return match self.value("ResultSelector") {
                Some(template) => self.told("ResultSelector", template_in_jsonata(&template, &result)),
                None => Ok(result),
            };
        }
        if !matches!(self.state.kind, StateKind::Pass(_)) {
            return Ok(input.clone());
        }
        match (self.value("Result"), self.value("Parameters")) {
            (Some(result), _) => Ok(Rewritten::literal(&result)),
            (None, Some(template)) => self.told("Parameters", template_in_jsonata(&template, input)),
            (None, None) => Ok(input.clone()),
        }
    }

    /// The result at its place in the input.
    pub(super) fn placed(
        &self,
        field: &str,
        place: Option<&Value>,
        result: &Rewritten,
    ) -> Result<Rewritten, Refusal> {
        let input = Rewritten::path("$states.input");
        match place {
            None => Ok(result.clone()),
            Some(Value::Null) => Ok(input),
            Some(Value::String(text)) => {
                let path = ReferencePath::parse_writable(text).map_err(|_| self.unreadable(field))?;
                self.told(field, path.merged_in_jsonata(&input, result))
            }
            Some(_) => Err(self.unreadable(field)),
        }
    }

    /// Writes `Output`, unless the state gives that anyhow.
    pub(super) fn output(&mut self, input: &Rewritten, result: &Rewritten) -> Result<(), Refusal> {
        if matches!(self.state.kind, StateKind::Fail(_)) {
            return Ok(());
        }
        let placed = self.placed("ResultPath", self.value("ResultPath").as_ref(), result)?;
        let output = self.selected("OutputPath", &placed)?;
        let given = if self.has_result() { "$states.result" } else { "$states.input" };
        if output.text() == given {
            self.drop_all(None);
        } else if output == *result && self.keeps_template(input)? {
            // Its text has been rewritten in its place.
        } else {
            self.put(&output);
        }
        Ok(())
    }

    /// A template that is the whole output stays one.
    fn keeps_template(&mut self, input: &Rewritten) -> Result<bool, Refusal> {
        let of_pass = matches!(self.state.kind, StateKind::Pass(_));
        let from = Rewritten::path("$states.result");
        let (field, input) = match (of_pass, self.body.get("Result").is_some()) {
            (true, true) => ("Result", input),
            (true, false) => ("Parameters", input),
            (false, _) => ("ResultSelector", &from),
        };
        let Some(member) = self.body.get(field) else { return Ok(false) };
        self.draft.replace_text(member.key_span, "Output");
        // What looks like a path in `Result` is a text.
        if field != "Result" {
            self.rewrite(field, member.value, input)?;
        }
        self.drop_all(Some(field));
        Ok(true)
    }

    fn put(&mut self, output: &Rewritten) {
        let place = BECOME_OUTPUT.iter().find_map(|field| Some((*field, self.body.get(field)?)));
        match place {
            Some((field, member)) => {
                self.draft.replace_member(&member, "Output", &output.field());
                self.drop_all(Some(field));
            }
            None => {
                self.drop_all(None);
                self.draft.set(self.body, "Output", output.field());
            }
        }
    }

    /// Removes what is said by `Output` now.
    fn drop_all(&mut self, but: Option<&str>) {
        let of_pass = matches!(self.state.kind, StateKind::Pass(_));
        let inputs = if self.has_result() {
            [None, None]
        } else {
            [Some("InputPath"), of_pass.then_some("Parameters")]
        };
        let all = BECOME_OUTPUT.into_iter().chain(inputs.into_iter().flatten());
        for field in all.filter(|field| Some(*field) != but) {
            self.draft.remove_member(self.body, field);
        }
    }
}
