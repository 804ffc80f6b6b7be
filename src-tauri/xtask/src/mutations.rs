//! The safeguards whose removal must be noticed, one line of the source each.

/// One safeguard taken away.
#[derive(Clone, Copy, Debug)]
pub struct Mutation {
    /// What is missing then.
    pub name: &'static str,
    /// The file, from the root of the project.
    pub file: &'static str,
    /// Text that is there exactly once.
    pub from: &'static str,
    /// What stands there instead.
    pub to: &'static str,
    /// Arguments of `cargo test`, in order; the first that fails is enough.
    pub tests: &'static [&'static str],
}

const STORE: &str = "-p store --lib";
const ENGINE: &str = "-p engine --lib";
const RUNTIME: &str = "-p runtime --lib";
const KILLS: &str = "-p tests --test durability kills";
const POWER: &str = "-p tests --test durability power_loss";
const FAULTS: &str = "-p tests --test durability failing_disk";

/// All of them.
pub const MUTATIONS: &[Mutation] = &[
    Mutation {
        name: "the flush at each commit",
        file: "src-tauri/crates/store/src/opening.rs",
        from: "connection.pragma_update(None, \"synchronous\", \"FULL\")?;",
        to: "connection.pragma_update(None, \"synchronous\", \"NORMAL\")?;",
        tests: &[POWER, STORE],
    },
    Mutation {
        name: "writing the log over itself after a failure",
        file: "src-tauri/crates/store/src/log.rs",
        from: "    let mut piece = vec![0; PIECE];",
        to: "    if PIECE > 0 {\n        return Ok(());\n    }\n    let mut piece = vec![0; PIECE];",
        tests: &[FAULTS],
    },
    Mutation {
        name: "copying the log when closed only once it was flushed",
        file: "src-tauri/crates/store/src/opening.rs",
        from: "    copy_when_closed(&connection, false)?;",
        to: "",
        tests: &[FAULTS],
    },
    Mutation {
        name: "the flush of the folder with the new log",
        file: "src-tauri/crates/store/src/opening.rs",
        from: "    flush_folder(path).map_err(|error| unsaved(&error))",
        to: "    Ok(())",
        tests: &[FAULTS],
    },
    Mutation {
        name: "giving up a connection after a failure",
        file: "src-tauri/crates/store/src/writer.rs",
        from: "            false => opening::abandon(connection),",
        to: "            false => self.connection = Some(connection),",
        tests: &[STORE, FAULTS],
    },
    Mutation {
        name: "reading the tail of the journal again after a failure",
        file: "src-tauri/crates/store/src/writer.rs",
        from: "                self.tail.read(&connection)?;",
        to: "",
        tests: &[STORE, FAULTS],
    },
    Mutation {
        name: "the check of the lease",
        file: "src-tauri/crates/store/src/writer.rs",
        from: "        lease::check(connection, self.opening)?;",
        to: "",
        tests: &[STORE],
    },
    Mutation {
        name: "one ARN, one execution",
        file: "src-tauri/crates/store/src/tables/executions.rs",
        from: "        arn TEXT NOT NULL UNIQUE,",
        to: "        arn TEXT NOT NULL,",
        tests: &[STORE],
    },
    Mutation {
        name: "only what runs can end",
        file: "src-tauri/crates/store/src/tables/executions.rs",
        from: "WHERE id = ?1 AND status = 'RUNNING'\";",
        to: "WHERE id = ?1\";",
        tests: &[STORE],
    },
    Mutation {
        name: "one ticket, one approval",
        file: "src-tauri/crates/store/src/tables/approvals.rs",
        from: ",\n        UNIQUE (execution_arn, ticket)",
        to: "",
        tests: &[STORE],
    },
    Mutation {
        name: "one name, one account",
        file: "src-tauri/crates/store/src/tables/accounts.rs",
        from: "        name_key TEXT NOT NULL UNIQUE,",
        to: "        name_key TEXT NOT NULL,",
        tests: &[STORE],
    },
    Mutation {
        name: "acknowledging only after the flush",
        file: "src-tauri/crates/runtime/src/resident.rs",
        from: "        let rest = self.look_around(&mut draft.turned);",
        to: "        let rest = self.look_around(&mut draft.turned);
        std::mem::take(&mut draft.turned.afters).into_iter().for_each(|after| after(Ok(())));",
        tests: &[POWER, RUNTIME],
    },
    Mutation {
        name: "dispatching and showing only after the flush",
        file: "src-tauri/crates/runtime/src/shard.rs",
        from: "                    self.batch.1.push(*turn);",
        to: "                    self.batch.1.push(*turn);\n                    self.follow(id);",
        tests: &[POWER, RUNTIME],
    },
    Mutation {
        name: "a task that was cut off is not begun again",
        file: "src-tauri/crates/runtime/src/resident.rs",
        from: "                WaitsFor::Integration => self.letters.push_back(Letter::Lost { ticket }),",
        to: "                WaitsFor::Integration => turned.dispatch.push((ticket, Arc::clone(&task))),",
        tests: &[KILLS, RUNTIME],
    },
    Mutation {
        name: "the signature of a token",
        file: "src-tauri/crates/runtime/src/reading.rs",
        from: "engine::token::check(token, &start.token_key)",
        to: "engine::token::read(token)",
        tests: &[RUNTIME],
    },
    Mutation {
        name: "a wait ends when it is due",
        file: "src-tauri/crates/engine/src/arrive.rs",
        from: "Work::Wait { ticket: waiting, until } if *waiting == ticket && *until <= now =>",
        to: "Work::Wait { ticket: waiting, .. } if *waiting == ticket =>",
        tests: &[ENGINE],
    },
    Mutation {
        name: "a wall clock that is set back repeats no time",
        file: "src-tauri/crates/runtime/src/clock.rs",
        from: "self.zero.fetch_max(zero, Ordering::Relaxed).max(zero)",
        to: "zero",
        tests: &[RUNTIME],
    },
    Mutation {
        name: "nobody waits again for a wall clock that was set back",
        file: "src-tauri/crates/runtime/src/runtime.rs",
        from: "Message::Resume(sleepers, set_back, done)",
        to: "Message::Resume(sleepers, set_back.min(0), done)",
        tests: &[RUNTIME],
    },
    Mutation {
        name: "what is due is done before somebody outside is answered",
        file: "src-tauri/crates/runtime/src/resident.rs",
        from: "if letter.is_from_outside() &&",
        to: "if letter.is_alone() &&",
        tests: &[RUNTIME],
    },
    Mutation {
        name: "a second process stays outside",
        file: "src-tauri/crates/store/src/lease.rs",
        from: "        match lock.try_lock() {",
        to: "        match Ok::<(), TryLockError>(()) {",
        tests: &[STORE],
    },
    Mutation {
        name: "a newer database is left alone",
        file: "src-tauri/crates/store/src/opening.rs",
        from: "    if found > SCHEMA {",
        to: "    if found > SCHEMA + 100 {",
        tests: &[STORE],
    },
];
