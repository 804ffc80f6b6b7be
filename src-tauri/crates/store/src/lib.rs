//! SQLite: connection, migrations, one file per table. Knows rows, not rules.
