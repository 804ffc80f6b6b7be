//! The local counterparts of the services a workflow calls.
