//! How wide text is, from a fixed table, so that a picture is the same on every machine.

use super::scene::{Area, SceneLabel, SceneState};

/// Smallest card.
pub(super) const CARD: (f64, f64) = (240.0, 49.0);
/// Radius of start and end.
pub(super) const CIRCLE: f64 = 22.0;
/// Radius of a branch end.
pub(super) const DOT: f64 = 8.0;
/// Height of a label's box.
pub(super) const LABEL_HEIGHT: f64 = 18.0;

const NOTE_SIZE: f64 = 11.5;
const NOTE_LINE: f64 = 15.0;
const NOTE_LINES: usize = 5;
/// Above and below a note, and at its sides.
const NOTE_PADDING: f64 = 6.0;
const NOTE_MARGIN: f64 = 12.0;

const NAME_SIZE: f64 = 14.0;
const SUBTITLE_SIZE: f64 = 12.0;
const LABEL_SIZE: f64 = 10.5;
/// Icon box, padding before the text, room for badges after it.
const CARD_BESIDES_TEXT: f64 = 72.0 + 28.0;
const NAME_MAX: usize = 40;
const LABEL_MAX: usize = 30;
/// Fonts of different systems differ by some per cent; a card must fit the widest.
const MARGIN: f64 = 1.06;

/// Width of a card that shows this state.
pub(super) fn card_width(state: &SceneState) -> f64 {
    let name = text_width(&cut_middle(&state.name, NAME_MAX), NAME_SIZE) * 1.04;
    let subtitle = text_width(&cut_middle(&state.subtitle, NAME_MAX + 6), SUBTITLE_SIZE);
    (CARD_BESIDES_TEXT + name.max(subtitle)).max(CARD.0).ceil()
}

/// Height of a card that shows this state, with its note.
pub(super) fn card_height(state: &SceneState) -> f64 {
    let lines = u32::try_from(state.note.len()).map_or(0.0, f64::from);
    if state.note.is_empty() { CARD.1 } else { CARD.1 + 2.0 * NOTE_PADDING + lines * NOTE_LINE }
}

/// The comment of a state in lines that fit its card, without its tags, which the card shows as colours and grounds
/// (`ui/src/canvas/tags.ts`). Of a long one the last line ends with three dots.
pub(super) fn note(state: &SceneState) -> Vec<String> {
    let width = card_width(state) - 2.0 * NOTE_MARGIN;
    let mut lines: Vec<String> =
        state.comment.lines().flat_map(|line| wrapped(&without_tags(line), width)).collect();
    if lines.len() > NOTE_LINES {
        lines.truncate(NOTE_LINES);
        if let Some(last) = lines.last_mut() {
            while text_width(last, NOTE_SIZE) + text_width("…", NOTE_SIZE) > width && last.pop().is_some() {
            }
            last.truncate(last.trim_end().len());
            last.push('…');
        }
    }
    lines
}

/// A line without the words behind a `#`; what ends a sentence there stays.
fn without_tags(line: &str) -> String {
    let mut left = String::new();
    for word in line.split_whitespace() {
        let rest = word.strip_prefix('#').filter(|name| name.starts_with(char::is_alphabetic));
        let rest = rest
            .map(|name| name.trim_start_matches(|next: char| next.is_alphanumeric() || "_-".contains(next)));
        match rest.filter(|rest| rest.chars().all(|next| ".,;:!?)".contains(next))) {
            Some(end) => left.push_str(end),
            None => {
                left.push_str(if left.is_empty() { "" } else { " " });
                left.push_str(word);
            }
        }
    }
    left
}

/// A paragraph broken between words, and inside of words that are too long for a line.
fn wrapped(text: &str, width: f64) -> Vec<String> {
    let (mut lines, mut line, mut filled) = (Vec::new(), String::new(), 0.0);
    for word in text.split_whitespace() {
        let blank = if line.is_empty() { 0.0 } else { character_width(' ') * NOTE_SIZE * MARGIN };
        let wide = text_width(word, NOTE_SIZE);
        if !line.is_empty() && filled + blank + wide > width {
            lines.push(std::mem::take(&mut line));
            filled = 0.0;
        } else if !line.is_empty() {
            line.push(' ');
            filled += blank;
        }
        for character in word.chars() {
            let advance = character_width(character) * NOTE_SIZE * MARGIN;
            if !line.is_empty() && filled + advance > width {
                lines.push(std::mem::take(&mut line));
                filled = 0.0;
            }
            line.push(character);
            filled += advance;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The label for a text, at the origin.
pub(super) fn label(text: &str, full: &str) -> Option<SceneLabel> {
    if text.is_empty() {
        return None;
    }
    let text = cut_end(text, LABEL_MAX);
    let width = (text_width(&text, LABEL_SIZE) + 14.0).ceil();
    let area = Area { width, height: LABEL_HEIGHT, ..Area::default() };
    Some(SceneLabel { text, full: full.to_owned(), area })
}

/// Width of a line in pixels at this font size.
fn text_width(text: &str, size: f64) -> f64 {
    text.chars().map(character_width).sum::<f64>() * size * MARGIN
}

/// Advance of a character in em, after the widths of the common sans-serif fonts.
fn character_width(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' | '|' | 'I' | '.' | ',' | ':' | ';' | '!' => 0.28,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '{' | '}' => 0.36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.88,
        'A'..='Z' => 0.70,
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}' => 1.0,
        '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{3ffff}' => 1.3,
        '\u{0020}'..='\u{007e}' => 0.56,
        _ => 0.64,
    }
}

/// `Validate cus…r address`: both ends of a long name say more than its beginning.
fn cut_middle(text: &str, max: usize) -> String {
    let count = text.chars().count();
    if count <= max {
        return text.to_owned();
    }
    let head = (max - 1) / 2;
    let tail = max - 1 - head;
    text.chars().take(head).chain(['…']).chain(text.chars().skip(count - tail)).collect()
}

fn cut_end(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    text.chars().take(max - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(name: &str) -> f64 {
        card_width(&SceneState { name: name.to_owned(), ..SceneState::default() })
    }

    #[test]
    fn a_card_is_never_narrower_than_240() {
        assert!((card("A") - 240.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_wide_script_needs_a_wider_card() {
        assert!(card("顧客の住所を確認して承認を待つ") > card("Check the address"));
    }

    #[test]
    fn a_name_beyond_40_characters_does_not_grow_the_card_any_more() {
        assert!((card(&"a".repeat(41)) - card(&"a".repeat(4000))).abs() < 8.0);
    }

    #[test]
    fn a_note_is_broken_between_words_and_cut_after_five_lines() {
        let of = |comment: &str| note(&SceneState { comment: comment.to_owned(), ..SceneState::default() });
        assert_eq!(of(""), Vec::<String>::new());
        assert_eq!(of("two\n\nparagraphs"), ["two", "paragraphs"]);
        assert_eq!(of("Asks #sales, then #12 and C# #red"), ["Asks, then #12 and C#"]);
        assert_eq!(of("#sales #주문"), Vec::<String>::new());
        let long = of(&"customers ".repeat(60));
        assert_eq!(long.len(), 5);
        assert!(
            long.iter().all(|line| text_width(line, NOTE_SIZE) <= CARD.0 - 2.0 * NOTE_MARGIN),
            "{long:?}"
        );
        assert!(long.first().is_some_and(|line| line.starts_with("customers customers")));
        assert!(long.last().is_some_and(|line| line.ends_with("customers…")), "{long:?}");
        assert_eq!(of(&"가".repeat(40)).concat(), "가".repeat(40), "a word that is too long is broken");
    }

    #[test]
    fn a_long_label_is_cut_and_keeps_its_full_text() {
        let long = "$.order.total > 1000 and $.customer.country == \"DE\"";
        let label = label(long, long);
        assert_eq!(label.as_ref().map(|it| it.text.chars().count()), Some(30));
        assert_eq!(label.map(|it| it.full), Some(long.to_owned()));
    }
}
