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
    fn a_long_label_is_cut_and_keeps_its_full_text() {
        let long = "$.order.total > 1000 and $.customer.country == \"DE\"";
        let label = label(long, long);
        assert_eq!(label.as_ref().map(|it| it.text.chars().count()), Some(30));
        assert_eq!(label.map(|it| it.full), Some(long.to_owned()));
    }
}
