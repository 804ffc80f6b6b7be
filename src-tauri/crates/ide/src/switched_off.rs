//! States that are switched off: each gives its input on, and its own text is kept in its `Comment`. So the definition
//! is one that AWS takes as it is, and the text has everything that is needed to switch the state on again.

use asl::{State, StateKind};

use crate::document::errors;

/// How the `Comment` of such a state begins. Part of every text that was written so: it never changes.
const SIGN: &str = "Switched off: ";

/// What a state was before it was switched off.
pub(crate) struct SwitchedOff<'s> {
    /// Its text, as if its name stood at the beginning of a line: what is behind the colon.
    pub(crate) text: &'s str,
    /// The state as it will be.
    pub(crate) state: State,
}

impl<'s> SwitchedOff<'s> {
    /// `None` if the state is not switched off, or if what its comment keeps is no state any more.
    pub(crate) fn of(state: &'s State) -> Option<Self> {
        if !matches!(state.kind, StateKind::Pass(_) | StateKind::Parallel(_)) {
            return None;
        }
        let text = state.comment.as_ref()?.value.strip_prefix(SIGN)?;
        let (tree, _) = syntax::read(&alone(text));
        let (machine, _) = asl::lower(&tree);
        let state = machine?.states().first().filter(|state| state.state_type().is_some())?.clone();
        Some(Self { text, state })
    }
}

/// The comment that keeps a state's text.
pub(crate) fn comment(text: &str) -> String {
    format!("{SIGN}{text}")
}

/// A state machine with this state alone.
fn alone(text: &str) -> String {
    if is_json(text) {
        return format!("{{\"StartAt\": \"-\", \"States\": {{\"-\": {text}}}}}");
    }
    format!("StartAt: \"-\"\nStates:\n  \"-\": {}\n", text.replace('\n', "\n  "))
}

/// Whether a kept text is JSON, else it is YAML, which has braces too.
pub(crate) fn is_json(text: &str) -> bool {
    text.starts_with('{') && errors(&syntax::parse(text).1) == 0
}
