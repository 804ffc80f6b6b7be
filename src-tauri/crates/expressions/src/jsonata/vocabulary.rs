//! The functions an expression may call, as people look them up: JSONata 2.0.6 without `$eval`, and AWS's six.

/// One function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name without the `$`.
    pub name: &'static str,
    /// Names of the arguments, optional ones in brackets.
    pub signature: &'static str,
    /// What it gives.
    pub purpose: &'static str,
}

const fn known(name: &'static str, signature: &'static str, purpose: &'static str) -> Known {
    Known { name, signature, purpose }
}

/// All of them: AWS's own first, then by subject as in JSONata's documentation.
pub const FUNCTIONS: &[Known] = &[
    known("partition", "array, size", "Cuts an array into arrays of at most that size. Added by AWS."),
    known("range", "first, last, step", "An array of the numbers from first to last. Added by AWS."),
    known(
        "hash",
        "text, [algorithm]",
        "The hash of a text: MD5, SHA-1, SHA-256 (default), SHA-384 or SHA-512. Added by AWS.",
    ),
    known(
        "random",
        "[seed]",
        "A number from 0 up to 1; the same seed gives the same number. The seed is AWS's.",
    ),
    known("uuid", "", "A new random UUID (version 4). Added by AWS."),
    known("parse", "text", "The value that a JSON text says. Added by AWS in place of `$eval`."),
    known("string", "value, [prettify]", "The value as a text."),
    known("length", "text", "How many characters the text has."),
    known("substring", "text, start, [length]", "A part of the text. A negative start counts from the end."),
    known("substringBefore", "text, characters", "What stands before the first occurrence."),
    known("substringAfter", "text, characters", "What stands after the first occurrence."),
    known("uppercase", "text", "The text in capitals."),
    known("lowercase", "text", "The text in small letters."),
    known("trim", "text", "Without blanks at both ends, and runs of blanks as one."),
    known(
        "pad",
        "text, width, [character]",
        "Filled up to the width: on the right, or on the left if negative.",
    ),
    known("contains", "text, pattern", "True if the text matches: a text or a regular expression."),
    known("split", "text, separator, [limit]", "The parts of the text between separators."),
    known("join", "array, [separator]", "One text of all texts in the array."),
    known("match", "text, pattern, [limit]", "What a regular expression finds: match, index, groups."),
    known("replace", "text, pattern, replacement, [limit]", "The text with what matches replaced."),
    known("base64encode", "text", "The text as Base64."),
    known("base64decode", "text", "The text that Base64 says."),
    known("encodeUrlComponent", "text", "Escaped for a part of a URL."),
    known("encodeUrl", "text", "Escaped for a whole URL."),
    known("decodeUrlComponent", "text", "Undoes `$encodeUrlComponent`."),
    known("decodeUrl", "text", "Undoes `$encodeUrl`."),
    known("number", "value", "The value as a number."),
    known("abs", "number", "Without its sign."),
    known("floor", "number", "The next whole number below."),
    known("ceil", "number", "The next whole number above."),
    known("round", "number, [precision]", "Rounded, halves to the even digit."),
    known("power", "base, exponent", "The base raised to the exponent."),
    known("sqrt", "number", "The square root."),
    known(
        "formatNumber",
        "number, picture, [options]",
        "The number as a text, by a picture such as `#,##0.00`.",
    ),
    known("formatBase", "number, [radix]", "The number in another base, 2 to 36."),
    known(
        "formatInteger",
        "number, picture",
        "A whole number as a text: `w` gives words, `I` Roman numerals.",
    ),
    known("parseInteger", "text, picture", "The whole number that a text says by a picture."),
    known("sum", "array", "The sum of the numbers."),
    known("max", "array", "The greatest number."),
    known("min", "array", "The least number."),
    known("average", "array", "The mean of the numbers."),
    known("boolean", "value", "The value as true or false: empty texts, arrays and objects are false."),
    known("not", "value", "True if the value counts as false."),
    known("exists", "value", "True if the expression gives a value at all."),
    known("count", "array", "How many items there are."),
    known("append", "first, second", "One array of both."),
    known("sort", "array, [function]", "In order, or as the function compares."),
    known("reverse", "array", "In reverse order."),
    known("shuffle", "array", "In random order."),
    known("distinct", "array", "Without duplicates."),
    known("zip", "array, …", "Arrays of the first items, of the second, and so on."),
    known("keys", "object", "The names of its members."),
    known("lookup", "object, key", "The value of that member."),
    known("spread", "object", "An array of objects with one member each."),
    known("merge", "array", "One object of all; later members win."),
    known("sift", "object, function", "The members for which the function is true."),
    known("each", "object, function", "What the function gives for each member."),
    known("error", "[message]", "Fails with that message."),
    known("assert", "condition, message", "Fails with the message unless the condition is true."),
    known("type", "value", "The name of the value's type."),
    known("now", "[picture], [timezone]", "The present instant as a text, ISO 8601 by default."),
    known("millis", "", "The present instant in milliseconds since 1970."),
    known("fromMillis", "milliseconds, [picture], [timezone]", "An instant as a text."),
    known("toMillis", "timestamp, [picture]", "A timestamp in milliseconds since 1970."),
    known("map", "array, function", "What the function gives for each item."),
    known("filter", "array, function", "The items for which the function is true."),
    known("single", "array, [function]", "The only item for which the function is true."),
    known(
        "reduce",
        "array, function, [start]",
        "One value, made by the function of the last one and each item.",
    ),
    known("clone", "value", "A copy."),
];

/// The function of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Known> {
    FUNCTIONS.iter().find(|known| known.name == name)
}
