//! Format 2: values by their first byte, and every text once.
//!
//! A body says a text in full the first time; later it says the number of that text. So an input that goes through four
//! events of a turn is there once, and names of members cost one byte. The first numbers belong to [`WORDS`].
//!
//! | First byte | Meaning |
//! |---|---|
//! | `00`…`7f` | that number |
//! | `80`…`bf` | the text with this number, 0…63 |
//! | `c0` `c1` `c2` | null, false, true |
//! | `c3` n | a number |
//! | `c4` n | the number −1−n |
//! | `c5` and eight bytes | a double, least significant byte first |
//! | `c6` n and n bytes | a text in UTF-8 that was not said before; it gets the next number |
//! | `c7` n | the text with the number 64+n |
//! | `c8` n, `e0`…`ef` | a list of n values, of 0…15 values |
//! | `c9` n, `d0`…`df` | n pairs of a text and a value, 0…15 pairs |
//!
//! n is a number in groups of seven bits, least significant first; a set high bit says that more follow. Structures
//! are pairs, a variant of an enumeration is its name or one pair of name and content: what JSON would say, so members
//! may be added and left out as in JSON.

mod reading;
mod writing;

use std::fmt;

pub(super) use reading::read_each;
pub(super) use writing::write;

const NULL: u8 = 0xc0;
const FALSE: u8 = 0xc1;
const TRUE: u8 = 0xc2;
const NUMBER: u8 = 0xc3;
const NEGATIVE: u8 = 0xc4;
const DOUBLE: u8 = 0xc5;
const TEXT: u8 = 0xc6;
const SAID: u8 = 0xc7;
const LIST: u8 = 0xc8;
const PAIRS: u8 = 0xc9;
const FEW_PAIRS: u8 = 0xd0;
const FEW_ITEMS: u8 = 0xe0;
const FEW_ITEMS_MAX: u8 = 0xef;
const SMALL_MAX: u8 = 0x7f;
const SAID_FEW: u8 = 0x80;
const SAID_FEW_COUNT: usize = 64;
const FEW: usize = 16;

/// Texts that need not be said. INVARIANT: bodies on disk mean these numbers; another list is another format.
pub(super) const WORDS: [&str; 64] = [
    "n",
    "i",
    "p",
    "t",
    "s",
    "k",
    "in",
    "out",
    "plan",
    "go",
    "ok",
    "bad",
    "sub",
    "wait",
    "retry",
    "beat",
    "type",
    "state",
    "name",
    "input",
    "output",
    "next",
    "ticket",
    "task",
    "resource",
    "due",
    "beat_due",
    "until",
    "at",
    "failure",
    "error",
    "cause",
    "region",
    "pattern",
    "parameters",
    "attempt",
    "token",
    "Task",
    "Pass",
    "Choice",
    "Wait",
    "Succeed",
    "Fail",
    "Map",
    "Parallel",
    "Function",
    "RequestResponse",
    "us-east-1",
    "begin",
    "end",
    "start",
    "first",
    "assigned",
    "fork",
    "join",
    "branches",
    "first_scope",
    "item",
    "itemok",
    "index",
    "parent",
    "map",
    "mapok",
    "items",
];

/// Why a body cannot be written or read.
#[derive(Debug)]
pub(super) struct Fault(String);

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

impl serde::ser::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

impl serde::de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
