//! Drives executions: journal, wake-ups, dispatch, task tokens.
