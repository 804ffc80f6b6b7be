//! Accounts and sessions of the people who use Signalbox.
