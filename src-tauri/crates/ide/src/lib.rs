//! Everything an editor asks about a document: problems, edits, layout.
