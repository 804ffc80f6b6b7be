//! What a rule says: words with expressions among them.

use expressions::jsonata::{Question, Subject};
use serde_json::Value;

use super::read::known;

/// Longest sentence that is made, in characters.
const SAID_MAX: usize = 500;

/// A sentence with places to fill.
#[derive(Debug)]
pub(super) struct Message(Vec<Part>);

#[derive(Debug)]
enum Part {
    Words(String),
    /// What fills the place, and how it is written.
    Place(Question, String),
}

/// An expression was cut off.
#[derive(Debug)]
pub(super) struct Endless;

impl Message {
    /// Takes a text apart at its `{% … %}`.
    ///
    /// # Errors
    /// What is wrong with an expression in it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once("{%") {
            let (inside, behind) = after.split_once("%}").ok_or("`{%` is not closed by `%}`")?;
            parts.push(Part::Words(words.to_owned()));
            parts.push(Part::Place(known(Question::parse(inside)?)?, format!("{{%{inside}%}}")));
            rest = behind;
        }
        parts.push(Part::Words(rest.to_owned()));
        Ok(Self(parts))
    }

    /// The expressions in it.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.0.iter().filter_map(|part| match part {
            Part::Place(question, _) => Some(question),
            Part::Words(_) => None,
        })
    }

    /// The sentence about a state. A place that cannot be filled stays as it is written.
    ///
    /// # Errors
    /// If an expression in it does not end.
    pub fn said(&self, subject: &Subject, variables: &[(&str, &Subject)]) -> Result<String, Endless> {
        let mut said = String::new();
        for part in &self.0 {
            match part {
                Part::Words(words) => said.push_str(words),
                Part::Place(question, written) => match question.answer(subject, variables) {
                    Ok(Some(Value::String(text))) => said.push_str(&text),
                    Ok(Some(value)) => said.push_str(&value.to_string()),
                    Ok(None) => {}
                    Err(reason) if reason.is_endless() => return Err(Endless),
                    Err(_) => said.push_str(written),
                },
            }
        }
        Ok(said.chars().take(SAID_MAX).collect())
    }
}
