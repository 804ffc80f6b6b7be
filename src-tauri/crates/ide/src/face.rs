//! What a state says of itself where it is shown: on its card and in the outline.

use asl::{State, StateType};

use crate::switched_off::SwitchedOff;

/// Type and a few words. A state that is switched off shows what it will be.
pub(crate) struct Face {
    /// `None` if it is missing or unknown.
    pub(crate) state_type: Option<StateType>,
    /// `Lambda: Invoke`, `Off · Lambda: Invoke`.
    pub(crate) subtitle: String,
    /// True if it is switched off.
    pub(crate) off: bool,
}

impl Face {
    pub(crate) fn of(state: &State) -> Self {
        let subtitle = |state: &State| asl::subtitle(state, aws_models::service_name);
        match SwitchedOff::of(state) {
            Some(SwitchedOff { state: asleep, .. }) => Self {
                state_type: asleep.state_type(),
                subtitle: format!("Off · {}", subtitle(&asleep)),
                off: true,
            },
            None => Self { state_type: state.state_type(), subtitle: subtitle(state), off: false },
        }
    }
}
