//! Colours, where they are wanted.

use std::io::IsTerminal;

/// Colours text if it goes to a terminal and `NO_COLOR` is not set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    coloured: bool,
}

impl Style {
    pub fn of_stdout() -> Self {
        Self { coloured: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() }
    }

    pub fn of_stderr() -> Self {
        Self { coloured: std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() }
    }

    #[cfg(test)]
    pub fn plain() -> Self {
        Self { coloured: false }
    }

    pub fn good(self, text: &str) -> String {
        self.paint("32", text)
    }

    pub fn bad(self, text: &str) -> String {
        self.paint("31;1", text)
    }

    pub fn warn(self, text: &str) -> String {
        self.paint("33", text)
    }

    pub fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.coloured { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Text of a workflow, safe to print: a name must not be able to move the cursor or recolour the screen.
pub(crate) fn shown(text: &str) -> String {
    let visible = |letter: char| {
        let turns =
            matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
        if letter.is_control() || turns { '\u{fffd}' } else { letter }
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn names_cannot_write_escape_codes() {
        assert_eq!(shown("a\u{1b}[2Jb\r\nc\u{202e}d é🦀"), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\u{fffd}d é🦀");
    }
}
