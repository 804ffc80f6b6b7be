//! One question to the person at the terminal.

use std::io::{BufRead, IsTerminal, Write, stdin, stdout};

/// What somebody answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Go on.
    Yes,
    /// Do not.
    No,
    /// There is nobody to ask.
    Nobody,
}

/// Asks, with yes as the answer of a bare Enter.
pub fn ask(question: &str) -> Answer {
    if !stdin().is_terminal() {
        return Answer::Nobody;
    }
    print!("{question} [Y/n] ");
    let mut line = String::new();
    if stdout().flush().is_err() || stdin().lock().read_line(&mut line).is_err() {
        return Answer::Nobody;
    }
    understand(&line)
}

fn understand(line: &str) -> Answer {
    match line.trim().to_lowercase().as_str() {
        "" | "y" | "yes" => Answer::Yes,
        _ => Answer::No,
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, understand};

    #[test]
    fn enter_means_yes_and_anything_unclear_means_no() {
        assert_eq!(understand("\n"), Answer::Yes, "a bare Enter");
        assert_eq!(understand(" YES \n"), Answer::Yes, "the word");
        assert_eq!(understand("n\n"), Answer::No, "the letter");
        assert_eq!(understand("what?\n"), Answer::No, "something else");
    }
}
