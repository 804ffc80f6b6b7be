//! The intrinsic functions of payload templates, one file each.

mod array;
mod array_contains;
mod array_get_item;
mod array_length;
mod array_partition;
mod array_range;
mod array_unique;
mod base64_decode;
mod base64_encode;
mod call;
mod format;
mod function;
mod hash;
mod json_merge;
mod json_to_string;
mod math_add;
mod math_random;
mod string_split;
mod string_to_json;
#[cfg(test)]
mod tests;
mod to_jsonata;
mod uuid;

pub use call::{Call, CallSyntax};
pub use function::Function;
pub(crate) use to_jsonata::to_jsonata;

/// All functions, in the order of AWS's documentation.
pub const FUNCTIONS: [&Function; 18] = [
    &array::FUNCTION,
    &array_partition::FUNCTION,
    &array_contains::FUNCTION,
    &array_range::FUNCTION,
    &array_get_item::FUNCTION,
    &array_length::FUNCTION,
    &array_unique::FUNCTION,
    &base64_encode::FUNCTION,
    &base64_decode::FUNCTION,
    &hash::FUNCTION,
    &json_merge::FUNCTION,
    &string_to_json::FUNCTION,
    &json_to_string::FUNCTION,
    &math_random::FUNCTION,
    &math_add::FUNCTION,
    &string_split::FUNCTION,
    &uuid::FUNCTION,
    &format::FUNCTION,
];
