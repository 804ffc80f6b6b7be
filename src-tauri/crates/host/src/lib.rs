//! The composition root without windows.
