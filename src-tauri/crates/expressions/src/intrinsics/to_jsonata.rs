//! Calls of intrinsic functions in JSONata.

use serde_json::Value;

use super::Call;
use super::call::{Argument, Invocation};
use super::format::{Piece, pieces};
use crate::rewriting::{NoCounterpart, Rewritten, quoted};

/// The same over `input`, which is what `$` means.
pub(crate) fn to_jsonata(call: &Call, input: &Rewritten) -> Result<Rewritten, NoCounterpart> {
    Calls { text: call.text(), input }.call(call.outermost())
}

struct Calls<'c> {
    text: &'c str,
    input: &'c Rewritten,
}

impl Calls<'_> {
    fn refuse<T>(&self) -> Result<T, NoCounterpart> {
        Err(NoCounterpart::of(self.text))
    }

    fn call(&self, call: &Invocation) -> Result<Rewritten, NoCounterpart> {
        let name = call.function.name;
        match (name, call.arguments.as_slice()) {
            ("States.Format", [Argument::Value(Value::String(pattern)), values @ ..]) => {
                self.format(pattern, values)
            }
            ("States.StringSplit", [text, Argument::Value(Value::String(separators))]) => {
                self.split(text, separators)
            }
            (_, arguments) => {
                let arguments: Vec<Rewritten> =
                    arguments.iter().map(|argument| self.argument(argument)).collect::<Result<_, _>>()?;
                self.function(name, &arguments)
            }
        }
    }

    fn argument(&self, argument: &Argument) -> Result<Rewritten, NoCounterpart> {
        match argument {
            Argument::Value(value) => Ok(Rewritten::literal(value)),
            Argument::Path(path) => path.to_jsonata(self.input),
            Argument::Call(call) => self.call(call),
        }
    }

    fn function(&self, name: &str, arguments: &[Rewritten]) -> Result<Rewritten, NoCounterpart> {
        let listed = || arguments.iter().map(Rewritten::text).collect::<Vec<_>>().join(", ");
        let called = |function: &str| Ok(Rewritten::path(format!("{function}({})", listed())));
        match (name, arguments) {
            ("States.Array", _) => Ok(Rewritten::path(format!("[{}]", listed()))),
            ("States.ArrayPartition", [_, _]) => called("$partition"),
            ("States.ArrayRange", [_, _, _]) => called("$range"),
            ("States.ArrayLength", [_]) => called("$count"),
            ("States.ArrayUnique", [_]) => called("$distinct"),
            ("States.Base64Encode", [_]) => called("$base64encode"),
            ("States.Base64Decode", [_]) => called("$base64decode"),
            ("States.Hash", [_, _]) => called("$hash"),
            ("States.StringToJson", [_]) => called("$parse"),
            ("States.JsonToString", [_]) => called("$string"),
            ("States.UUID", []) => called("$uuid"),
            ("States.JsonMerge", [one, other, _]) => {
                Ok(Rewritten::path(format!("$merge([{}, {}])", one.text(), other.text())))
            }
            ("States.ArrayContains", [list, item]) => {
                Ok(Rewritten::operation(format!("{} in {}", item.operand(), list.operand())))
            }
            ("States.ArrayGetItem", [list, index]) => {
                Ok(Rewritten::path(format!("{}[{}]", list.operand(), index.text())))
            }
            ("States.MathAdd", [one, other]) => {
                Ok(Rewritten::operation(format!("{} + {}", one.operand(), other.operand())))
            }
            ("States.MathRandom", [from, to, seed @ ..]) if seed.len() <= 1 => {
                let seed = seed.first().map_or("", Rewritten::text);
                let (from, to) = (from.operand(), to.operand());
                Ok(Rewritten::operation(format!("$floor($random({seed}) * ({to} - {from})) + {from}")))
            }
            _ => self.refuse(),
        }
    }

    /// `'{} of {}'` becomes texts and values joined by `&`.
    fn format(&self, pattern: &str, values: &[Argument]) -> Result<Rewritten, NoCounterpart> {
        let mut parts: Vec<String> = Vec::new();
        let mut text = String::new();
        let mut values = values.iter();
        for piece in pieces(pattern) {
            match piece {
                Ok(Piece::Character(character)) => text.push(character),
                Ok(Piece::Place) => {
                    if !text.is_empty() {
                        parts.push(quoted(&std::mem::take(&mut text)));
                    }
                    let Some(value) = values.next() else { return self.refuse() };
                    parts.push(self.argument(value)?.operand());
                }
                Err(_) => return self.refuse(),
            }
        }
        // One value alone would keep its type.
        if !text.is_empty() || parts.len() < 2 {
            parts.push(quoted(&text));
        }
        if values.next().is_some() {
            return self.refuse();
        }
        let single = parts.len() == 1;
        let joined = parts.join(" & ");
        Ok(if single { Rewritten::path(joined) } else { Rewritten::operation(joined) })
    }

    /// Each of several characters separates, and nothing between two of them is no piece.
    fn split(&self, text: &Argument, separators: &str) -> Result<Rewritten, NoCounterpart> {
        let mut characters = separators.chars();
        let (Some(_), None) = (characters.next(), characters.next()) else { return self.refuse() };
        let text = self.argument(text)?;
        Ok(Rewritten::path(format!("[$split({}, {})[$ != '']]", text.text(), quoted(separators))))
    }
}
