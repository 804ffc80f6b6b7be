//! Counts tests in what test runners print.

/// How many tests did what they should.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed.
    pub failed: usize,
}

impl Tally {
    /// Adds what one line of output says, if it is a runner's summary.
    pub fn take(&mut self, line: &str) {
        let line = without_colour(line);
        let line = line.trim();
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.add(counts, [" passed", " failed"]);
        } else if let Some(counts) = line.strip_prefix("Tests ") {
            self.add(counts, [" passed", " failed"]);
        } else if let Some(count) = line.strip_prefix("# pass ") {
            self.passed += count.parse().unwrap_or(0);
        } else if let Some(count) = line.strip_prefix("# fail ") {
            self.failed += count.parse().unwrap_or(0);
        } else if is_count_line(line) {
            self.add(line, [" passed", " failed"]);
        }
    }

    fn add(&mut self, counts: &str, [passed, failed]: [&str; 2]) {
        self.passed += number_before(counts, passed);
        self.failed += number_before(counts, failed);
    }

    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }
}

/// Playwright prints `  3 passed (4.5s)` and `  1 failed` on lines of their own.
fn is_count_line(line: &str) -> bool {
    let mut words = line.split(' ');
    let number = words.next().is_some_and(|word| word.parse::<usize>().is_ok());
    let verdict = matches!(words.next(), Some("passed" | "failed"));
    number && verdict && words.next().is_none_or(|word| word.starts_with('('))
}

fn number_before(text: &str, word: &str) -> usize {
    let Some((before, _)) = text.split_once(word) else { return 0 };
    before
        .rsplit(|character: char| !character.is_ascii_digit())
        .next()
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(0)
}

fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        if character == '\u{1b}' {
            let _escape = rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn check(output: &str, passed: usize, failed: usize) {
        let mut tally = Tally::default();
        output.lines().for_each(|line| tally.take(line));
        assert_eq!(tally, Tally { passed, failed }, "counted in {output:?}");
    }

    #[test]
    fn cargo_is_understood() {
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            12,
            0,
        );
        check("test result: \u{1b}[31mFAILED\u{1b}[0m. 3 passed; 2 failed; 0 ignored", 3, 2);
    }

    #[test]
    fn vitest_is_understood() {
        check(" Test Files  2 passed (2)\n      Tests  40 passed (40)", 40, 0);
        check("\u{1b}[2m      Tests \u{1b}[22m 1 failed | 39 passed (40)", 39, 1);
    }

    #[test]
    fn playwright_is_understood() {
        check("  1 failed\n    journey.browser.spec.ts:3:1 › the main journey ─\n  14 passed (33.1s)", 14, 1);
    }

    #[test]
    fn node_is_understood() {
        check("ok 1 - a worker\n# tests 6\n# pass 5\n# fail 1\n# cancelled 0", 5, 1);
    }

    #[test]
    fn prose_is_not_counted() {
        check("2 passed trains later\nrunning 3 tests\ntest a ... ok", 0, 0);
    }
}
