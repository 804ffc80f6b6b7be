//! Fields that keep their meaning: templates, numbers and texts that are read from a path.

use expressions::{Expression, Rewritten};
use serde_json::Value;
use syntax::{Kind, Node};

use super::Conversion;
use crate::Refusal;

impl<'t> Conversion<'_, 't> {
    /// `Parameters` of a task, or what `InputPath` takes, as `Arguments`.
    pub(super) fn arguments(&mut self, input: &Rewritten) -> Result<(), Refusal> {
        let is_map = matches!(self.state.kind, asl::StateKind::Map(_));
        if !self.has_result() || is_map {
            return Ok(());
        }
        if self.body.get("Parameters").is_some() {
            self.template("Parameters", "Arguments", input)?;
        } else if input.text() != "$states.input" {
            self.draft.set(self.body, "Arguments", input.field());
        }
        self.draft.remove_member(self.body, "InputPath");
        Ok(())
    }

    /// How a Map gets its items, and what distributed ones do with them.
    pub(super) fn map(&mut self, input: &Rewritten) -> Result<(), Refusal> {
        let reads = self.body.get("ItemReader").is_some();
        if reads && self.body.get("ItemsPath").is_some() {
            return Err(self.unreadable("ItemsPath"));
        }
        if self.body.get("ItemsPath").is_some() {
            self.path_field(self.body, "ItemsPath", "Items", input)?;
        } else if input.text() != "$states.input" && !reads {
            self.draft.set(self.body, "Items", input.field());
        }
        self.draft.remove_member(self.body, "InputPath");
        // The old name of it.
        self.template("Parameters", "ItemSelector", input)?;
        self.template("ItemSelector", "ItemSelector", input)?;
        for name in ["MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"] {
            self.path_field(self.body, &format!("{name}Path"), name, input)?;
        }
        for name in ["ItemReader", "ResultWriter", "ItemBatcher"] {
            let Some(part) = self.body.get(name) else { continue };
            self.template_in(part.value, "Parameters", "Arguments", input)?;
            self.template_in(part.value, "BatchInput", "BatchInput", input)?;
            let config = part.value.get("ReaderConfig").map_or(part.value, |config| config.value);
            for amount in ["MaxItems", "MaxItemsPerBatch", "MaxInputBytesPerBatch"] {
                self.path_field(config, &format!("{amount}Path"), amount, input)?;
            }
        }
        Ok(())
    }

    /// A member of the state that is a template.
    pub(super) fn template(&mut self, old: &str, new: &str, input: &Rewritten) -> Result<(), Refusal> {
        self.template_in(self.body, old, new, input)
    }

    fn template_in(
        &mut self,
        object: Node<'t>,
        old: &str,
        new: &str,
        input: &Rewritten,
    ) -> Result<(), Refusal> {
        let Some(member) = object.get(old) else { return Ok(()) };
        if old != new {
            self.draft.replace_text(member.key_span, new);
        }
        self.rewrite(old, member.value, input)
    }

    /// Members `name.$` become `name` with an expression; all other text stays as it is.
    pub(super) fn rewrite(&mut self, field: &str, node: Node<'t>, input: &Rewritten) -> Result<(), Refusal> {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            for member in node.members() {
                let key = member.key();
                match (key.strip_suffix(".$"), member.value.as_str()) {
                    (Some(name), Some(text)) => {
                        let rewritten = self.expression(field, &text, input)?;
                        self.draft.replace_member(&member, name, &rewritten.field());
                    }
                    _ => open.push(member.value),
                }
            }
            open.extend(node.items());
            // A text that looks like an expression of JSONata is one from now on.
            if let Some(text) =
                node.as_str().filter(|text| expressions::jsonata::is_expression(text).is_some())
            {
                let literal = Rewritten::literal(&Value::from(text.as_ref()));
                self.draft.replace_value(node, &literal.field());
            }
        }
        Ok(())
    }

    fn expression(&self, field: &str, text: &str, input: &Rewritten) -> Result<Rewritten, Refusal> {
        let expression = Expression::parse(text).map_err(|_| self.unreadable(field))?;
        self.told(field, expression.to_jsonata(input))
    }

    /// `SecondsPath` and the like: the member without `Path`, with an expression.
    pub(super) fn path_field(
        &mut self,
        object: Node<'t>,
        old: &str,
        new: &str,
        input: &Rewritten,
    ) -> Result<(), Refusal> {
        let Some(member) = object.get(old) else { return Ok(()) };
        let text = member.value.as_str().ok_or_else(|| self.unreadable(old))?;
        let rewritten = self.expression(old, &text, input)?;
        self.draft.replace_member(&member, new, &rewritten.field());
        Ok(())
    }

    /// `ResultPath` of a catcher as its `Output`.
    pub(super) fn catchers(&mut self) -> Result<(), Refusal> {
        let Some(list) = self.body.get("Catch") else { return Ok(()) };
        let error = Rewritten::path("$states.errorOutput");
        for catcher in list.value.items().filter(|item| item.kind() == Kind::Object) {
            self.template_in(catcher, "Assign", "Assign", &error)?;
            let Some(member) = catcher.get("ResultPath") else { continue };
            let place = member.value.to_value().map_err(|_| self.unreadable("Catch"))?;
            let merged = self.placed("ResultPath", Some(&place), &error)?;
            if merged == error {
                self.draft.remove_member(catcher, "ResultPath");
            } else {
                self.draft.replace_member(&member, "Output", &merged.field());
            }
        }
        Ok(())
    }
}
