//! How many of everything an account may have (step-functions-executions §8.11).

use crate::refusal::Refusal;

/// State machines, and activities, of an account.
const RESOURCES_MAX: u32 = 100_000;
/// Versions of a state machine.
const VERSIONS_MAX: u32 = 1_000;
/// Aliases of a state machine.
const ALIASES_MAX: usize = 100;
/// Tags of a resource.
const TAGS_MAX: usize = 50;

/// One more state machine, if there are so many.
pub(crate) fn check_state_machines(count: u32) -> Result<(), Refusal> {
    check(count < RESOURCES_MAX, "StateMachineLimitExceeded", || {
        format!("State Machine Limit Exceeded: an account has at most {RESOURCES_MAX} state machines")
    })
}

/// One more activity, if there are so many.
pub(crate) fn check_activities(count: u32) -> Result<(), Refusal> {
    check(count < RESOURCES_MAX, "ActivityLimitExceeded", || {
        format!("Activity Limit Exceeded: an account has at most {RESOURCES_MAX} activities")
    })
}

/// One more version of a state machine that has so many.
pub(crate) fn check_versions(count: u32) -> Result<(), Refusal> {
    check(count < VERSIONS_MAX, "ServiceQuotaExceededException", || {
        format!("A state machine has at most {VERSIONS_MAX} versions")
    })
}

/// One more alias of a state machine that has so many.
pub(crate) fn check_aliases(count: usize) -> Result<(), Refusal> {
    check(count < ALIASES_MAX, "ServiceQuotaExceededException", || {
        format!("A state machine has at most {ALIASES_MAX} aliases")
    })
}

/// So many tags of a resource.
pub(crate) fn check_tags(resource: &str, count: usize) -> Result<(), Refusal> {
    check(count <= TAGS_MAX, "TooManyTags", || format!("Too many tags for '{resource}'"))
        .map_err(|refusal| refusal.with("resourceName", resource))
}

fn check(has_room: bool, name: &'static str, message: impl FnOnce() -> String) -> Result<(), Refusal> {
    if has_room { Ok(()) } else { Err(Refusal::new(name, message())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_one_fits_and_one_more_does_not() {
        let names = |outcomes: [Result<(), Refusal>; 2]| {
            let [fits, refused] = outcomes;
            assert_eq!(fits, Ok(()));
            refused.expect_err("too many").name
        };
        assert_eq!(names([99_999, 100_000].map(check_state_machines)), "StateMachineLimitExceeded");
        assert_eq!(names([99_999, 100_000].map(check_activities)), "ActivityLimitExceeded");
        assert_eq!(names([999, 1_000].map(check_versions)), "ServiceQuotaExceededException");
        assert_eq!(names([99, 100].map(check_aliases)), "ServiceQuotaExceededException");
        assert_eq!(names([50, 51].map(|count| check_tags("r", count))), "TooManyTags");
    }
}
