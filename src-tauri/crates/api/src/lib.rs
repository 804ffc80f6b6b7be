//! One file per operation: request, reply, authorisation, body.
