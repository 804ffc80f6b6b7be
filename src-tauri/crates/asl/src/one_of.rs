//! What AWS says where exactly one of several fields belongs.

/// The complaint about none or several of these fields, in AWS's words and order.
#[must_use]
pub fn not_one_of(is_none: bool, fields: &[&str]) -> String {
    let told = if is_none { "This object should have only one" } else { "There should only be one" };
    format!("{told} of the following fields: [{}]", fields.join(", "))
}
