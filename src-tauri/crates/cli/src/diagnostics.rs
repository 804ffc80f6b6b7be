//! Problems as underlined text.

use serde_json::Value;

use crate::client::{list, number, text};
use crate::style::{Style, shown};

/// Longest piece of a line that is printed.
const LINE_CHARACTERS_MAX: usize = 160;
/// Most problems that are printed.
const PROBLEMS_MAX: usize = 50;

/// All problems of a `view_workflow` reply, with the lines they are about.
pub(crate) fn render(file: &str, source: &str, view: &Value, style: Style) -> String {
    let problems = list(view, "problems");
    let lines = Lines::of(source);
    let mut printed: String =
        problems.iter().take(PROBLEMS_MAX).map(|problem| one(file, &lines, problem, style)).collect();
    if problems.len() > PROBLEMS_MAX {
        printed.push_str(&format!("… and {} more\n\n", problems.len() - PROBLEMS_MAX));
    }
    printed
}

fn one(file: &str, lines: &Lines, problem: &Value, style: Style) -> String {
    let word = text(problem, "severity");
    let severity = match word {
        "error" => style.bad(word),
        "warning" => style.warn(word),
        _ => style.faint(word),
    };
    let (from, to) = (number(problem, "from"), number(problem, "to"));
    let place = lines.place(from);
    let gutter = " ".repeat(place.line.to_string().len());
    let (start, piece) = place.piece();
    // An empty place is still pointed at; a place that goes on in the next line is underlined to the end of this one.
    let rest = piece.chars().count().saturating_sub(place.column - start).max(1);
    let length = usize::try_from(to.saturating_sub(from)).unwrap_or(1).clamp(1, rest);
    let mut printed = format!("{severity}[{}]: {}\n", text(problem, "code"), shown(text(problem, "message")));
    printed.push_str(&format!("{gutter}{} {file}:{}:{}\n", style.faint(" ╭─"), place.line, place.column + 1));
    printed.push_str(&format!("{} {}\n", style.faint(&format!("{} │", place.line)), shown(&piece)));
    let marks = format!("{}{}", " ".repeat(place.column - start), "^".repeat(length));
    let marks = if word == "error" { style.bad(&marks) } else { style.warn(&marks) };
    printed.push_str(&format!("{gutter}{} {marks}\n", style.faint(" │")));
    let help = text(problem, "help");
    if !help.is_empty() {
        printed.push_str(&format!("{gutter}{} {}\n", style.faint(" ╰─ help:"), shown(help)));
    }
    printed.push('\n');
    printed
}

/// A text by lines, found by UTF-16 offsets as they come from the border.
struct Lines<'a> {
    lines: Vec<(u64, &'a str)>,
}

struct Place<'a> {
    /// From 1.
    line: usize,
    /// Characters before it in its line.
    column: usize,
    text: &'a str,
}

impl<'a> Lines<'a> {
    fn of(source: &'a str) -> Self {
        let mut start = 0;
        let lines = source.split_inclusive('\n').map(|line| {
            let begin = start;
            start += line.encode_utf16().count() as u64;
            (begin, line.trim_end_matches(['\n', '\r']))
        });
        let mut lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            lines.push((0, ""));
        }
        Self { lines }
    }

    fn place(&self, offset: u64) -> Place<'a> {
        let index = self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        let (start, text) = self.lines.get(index).copied().unwrap_or((0, ""));
        let mut units = offset.saturating_sub(start);
        let before = text.chars().take_while(|letter| {
            let fits = units > 0;
            units = units.saturating_sub(letter.len_utf16() as u64);
            fits
        });
        Place { line: index + 1, column: before.count(), text }
    }
}

impl Place<'_> {
    /// The part of the line to print, with how many characters were left out before it.
    fn piece(&self) -> (usize, String) {
        let start =
            if self.column > LINE_CHARACTERS_MAX / 2 { self.column - LINE_CHARACTERS_MAX / 4 } else { 0 };
        (start, self.text.chars().skip(start).take(LINE_CHARACTERS_MAX).collect())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::render;
    use crate::style::Style;

    #[test]
    fn the_place_is_underlined_whatever_characters_stand_before_it() {
        let source = "{\n  \"🦀é\": \"Gone\"\n}";
        let problem = json!({
            "code": "MISSING_TRANSITION_TARGET", "severity": "error", "message": "no state `Gone`",
            "help": "add it", "from": 11, "to": 17
        });
        let printed = render("a.json", source, &json!({ "problems": [problem] }), Style::plain());
        let expected = "\
error[MISSING_TRANSITION_TARGET]: no state `Gone`
  ╭─ a.json:2:9
2 │   \"🦀é\": \"Gone\"
  │         ^^^^^^
  ╰─ help: add it

";
        assert_eq!(printed, expected);
    }

    #[test]
    fn an_empty_text_has_a_first_line() {
        let problem =
            json!({ "code": "X", "severity": "warning", "message": "m", "help": null, "from": 0, "to": 0 });
        let printed = render("a.json", "", &json!({ "problems": [problem] }), Style::plain());
        assert_eq!(printed, "warning[X]: m\n  ╭─ a.json:1:1\n1 │ \n  │ ^\n\n");
    }
}
