//! One running workflow inside an execution: the machine itself, a branch, or an iteration.
