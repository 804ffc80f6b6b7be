//! Turns JSON text into a lossless tree with spans; text edits and diagnostics.
