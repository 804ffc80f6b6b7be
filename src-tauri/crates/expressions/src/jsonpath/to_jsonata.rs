//! The steps of a path in JSONata.

use serde_json::Value;

use super::filter::{Filter, FilterPath, Operand};
use super::operators::Operator;
use super::{Selector, Step, Steps};
use crate::rewriting::{NoCounterpart, Rewritten};

/// Words that are no names in JSONata.
const KEYWORDS: [&str; 7] = ["and", "or", "in", "true", "false", "null", "function"];

/// The steps behind `root`; `path` is the whole path, which spans are places in.
pub(crate) fn to_jsonata(steps: &Steps, path: &str, root: &Rewritten) -> Result<String, NoCounterpart> {
    Walk { path, root }.follow(root.operand(), steps.list())
}

/// A name as a step.
pub(crate) fn name(name: &str) -> String {
    let starts = |character: char| character.is_ascii_alphabetic() || character == '_';
    let continues = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let plain = name.starts_with(starts) && name.chars().all(continues) && !KEYWORDS.contains(&name);
    if plain { name.to_owned() } else { format!("`{name}`") }
}

struct Walk<'p> {
    path: &'p str,
    root: &'p Rewritten,
}

impl Walk<'_> {
    fn refuse<T>(&self) -> Result<T, NoCounterpart> {
        Err(NoCounterpart::of(self.path))
    }

    fn follow(&self, from: String, steps: &[Step]) -> Result<String, NoCounterpart> {
        let mut text = from;
        for (at, step) in steps.iter().enumerate() {
            let next = steps.get(at + 1).map(|step| &step.selector);
            match &step.selector {
                Selector::Name(member) => self.push_name(&mut text, member)?,
                Selector::Names(members) => {
                    let all = Rewritten::object(
                        members.iter().map(|member| (member.clone(), Rewritten::path(name(member)))),
                    );
                    text = format!("{text}.{}", all.text());
                }
                Selector::Index(index) => text.push_str(&format!("[{index}]")),
                Selector::Indices(indices) => {
                    let indices: Vec<String> = indices.iter().map(ToString::to_string).collect();
                    text.push_str(&format!("[[{}]]", indices.join(", ")));
                }
                Selector::Slice { from, to } => text = self.slice(&text, *from, *to)?,
                // Steps of JSONata go into the items of a list by themselves.
                Selector::Wildcard if self.is_bracket(step) => match next {
                    None | Some(Selector::Name(_)) => {}
                    _ => return self.refuse(),
                },
                Selector::Wildcard => text.push_str(".*"),
                Selector::Scan => match next {
                    Some(Selector::Name(_)) => text.push_str(".**"),
                    _ => return self.refuse(),
                },
                Selector::Filter(filter) => text = format!("{text}[{}]", self.filter(filter)?),
                Selector::Call(call) => text = self.call(&text, call.name())?,
            }
        }
        Ok(text)
    }

    fn push_name(&self, text: &mut String, member: &str) -> Result<(), NoCounterpart> {
        if member.contains('`') {
            return self.refuse();
        }
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(&name(member));
        Ok(())
    }

    fn is_bracket(&self, step: &Step) -> bool {
        self.path.get(step.span.clone()).is_some_and(|text| text.trim_start_matches('.').starts_with('['))
    }

    fn slice(&self, text: &str, from: Option<i64>, to: Option<i64>) -> Result<String, NoCounterpart> {
        match (from.unwrap_or(0), to) {
            (from, Some(to)) if from >= 0 && to > from => Ok(format!("{text}[[{from}..{}]]", to - 1)),
            (from, None) if from >= 0 => Ok(format!("{text}[[{from}..$count({text})]]")),
            _ => self.refuse(),
        }
    }

    fn call(&self, text: &str, function: &str) -> Result<String, NoCounterpart> {
        match function {
            "length" | "size" => Ok(format!("$count({text})")),
            "sum" | "min" | "max" | "keys" => Ok(format!("${function}({text})")),
            "avg" => Ok(format!("$average({text})")),
            "first" => Ok(format!("{text}[0]")),
            "last" => Ok(format!("{text}[-1]")),
            _ => self.refuse(),
        }
    }

    fn filter(&self, filter: &Filter) -> Result<String, NoCounterpart> {
        let joined = |parts: &[Filter], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.part(part)).collect::<Result<_, _>>()?;
            Ok(parts.join(word))
        };
        match filter {
            Filter::Any(parts) => joined(parts, " or "),
            Filter::All(parts) => joined(parts, " and "),
            Filter::Not(part) => Ok(format!("$not({})", self.filter(part)?)),
            Filter::Exists { path, wanted } => {
                let exists = format!("$exists({})", self.relative(path)?);
                Ok(if *wanted { exists } else { format!("$not({exists})") })
            }
            Filter::Compare { left, operator, right } => {
                self.compared(&self.operand(left)?, *operator, &self.operand(right)?)
            }
        }
    }

    fn part(&self, part: &Filter) -> Result<String, NoCounterpart> {
        let text = self.filter(part)?;
        let several = matches!(part, Filter::Any(parts) | Filter::All(parts) if parts.len() > 1);
        Ok(if several { format!("({text})") } else { text })
    }

    fn compared(&self, left: &str, operator: Operator, right: &str) -> Result<String, NoCounterpart> {
        let sign = match operator {
            Operator::Equal | Operator::SameKindAndEqual => "=",
            Operator::NotEqual | Operator::NotSameKindOrEqual => "!=",
            Operator::Less => "<",
            Operator::LessOrEqual => "<=",
            Operator::Greater => ">",
            Operator::GreaterOrEqual => ">=",
            Operator::In => "in",
            Operator::NotIn => return Ok(format!("$not({left} in {right})")),
            Operator::Size => return Ok(format!("$count({left}) = {right}")),
            Operator::Matches
            | Operator::Contains
            | Operator::All
            | Operator::Empty
            | Operator::SubsetOf
            | Operator::AnyOf
            | Operator::NoneOf => return self.refuse(),
        };
        Ok(format!("{left} {sign} {right}"))
    }

    fn operand(&self, operand: &Operand) -> Result<String, NoCounterpart> {
        match operand {
            Operand::Path(path) => self.relative(path),
            Operand::Value(value @ (Value::Object(_) | Value::Array(_))) => {
                Ok(Rewritten::literal(value).text().to_owned())
            }
            Operand::Value(value) => Ok(Rewritten::literal(value).operand()),
            Operand::Pattern(_) => self.refuse(),
        }
    }

    /// A path over the candidate, or over the document.
    fn relative(&self, path: &FilterPath) -> Result<String, NoCounterpart> {
        let steps = path.steps.list();
        let from = match steps.first().map(|step| &step.selector) {
            _ if path.from_root => self.root.operand(),
            Some(Selector::Name(_)) => String::new(),
            _ => "$".to_owned(),
        };
        self.follow(from, steps)
    }
}
