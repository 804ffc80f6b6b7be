//! The allocator of every program that has a host.
//!
//! Requests wander between threads, so that one thread frees what another took. The allocator of the C library locks
//! the other's arena for that; a sixth of all time was spent there under load. Mimalloc hands such memory back without
//! a lock.

use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;
