//! The reference implementation's texts for errors that `jsonata-core` words differently.

/// Texts without places to fill, by code.
const TEXTS: [(&str, &str); 34] = [
    ("S0106", "Comment has no closing tag"),
    ("S0301", "Empty regular expressions are not allowed"),
    ("S0302", "No terminating / in regular expression"),
    ("T1006", "Attempted to invoke a non-function"),
    ("T1008", "Attempted to partially apply a non-function"),
    ("T2003", "The left side of the range operator (..) must evaluate to an integer"),
    ("T2004", "The right side of the range operator (..) must evaluate to an integer"),
    ("D3001", "Attempting to invoke string function on Infinity or NaN"),
    ("D3010", "Second argument of replace function cannot be an empty string"),
    ("D3011", "Fourth argument of replace function must evaluate to a positive number"),
    ("D3012", "Attempted to replace a matched string with a non-string value"),
    ("D3020", "Third argument of split function must evaluate to a positive number"),
    ("D3040", "Third argument of match function must evaluate to a positive number"),
    ("D3050", "The second argument of reduce function must be a function with at least two arguments"),
    (
        "D3070",
        "The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function",
    ),
    ("D3080", "The picture string must only contain a maximum of two sub-pictures"),
    ("D3081", "The sub-picture must not contain more than one instance of the 'decimal-separator' character"),
    ("D3082", "The sub-picture must not contain more than one instance of the 'percent' character"),
    ("D3083", "The sub-picture must not contain more than one instance of the 'per-mille' character"),
    ("D3084", "The sub-picture must not contain both a 'percent' and a 'per-mille' character"),
    (
        "D3085",
        "The mantissa part of a sub-picture must contain at least one character that is either an 'optional digit character' or a member of the 'decimal digit family'",
    ),
    (
        "D3086",
        "The sub-picture must not contain a passive character that is preceded by an active character and that is followed by another active character",
    ),
    (
        "D3087",
        "The sub-picture must not contain a 'grouping-separator' character that appears adjacent to a 'decimal-separator' character",
    ),
    ("D3088", "The sub-picture must not contain a 'grouping-separator' at the end of the integer part"),
    (
        "D3089",
        "The sub-picture must not contain two adjacent instances of the 'grouping-separator' character",
    ),
    (
        "D3090",
        "The integer part of the sub-picture must not contain a member of the 'decimal digit family' that is followed by an instance of the 'optional digit character'",
    ),
    (
        "D3091",
        "The fractional part of the sub-picture must not contain an instance of the 'optional digit character' that is followed by a member of the 'decimal digit family'",
    ),
    (
        "D3092",
        "A sub-picture that contains a 'percent' or 'per-mille' character must not contain a character treated as an 'exponent-separator'",
    ),
    (
        "D3093",
        "The exponent part of the sub-picture must comprise only of one or more characters that are members of the 'decimal digit family'",
    ),
    ("D3134", "The timezone integer format specifier cannot have more than four digits"),
    ("D3135", "No matching closing bracket ']' in date/time picture string"),
    ("D3136", "The date/time picture string is missing specifiers required to parse the timestamp"),
    ("D3138", "The $single() function expected exactly 1 matching result.  Instead it matched more."),
    ("D3139", "The $single() function expected exactly 1 matching result.  Instead it matched 0."),
];

/// Names that the library gives to tokens, with what is written.
const TOKENS: [(&str, &str); 33] = [
    ("Plus", "+"),
    ("Minus", "-"),
    ("StarStar", "**"),
    ("Star", "*"),
    ("Slash", "/"),
    ("Percent", "%"),
    ("NotEqual", "!="),
    ("Equal", "="),
    ("LessThanOrEqual", "<="),
    ("LessThan", "<"),
    ("GreaterThanOrEqual", ">="),
    ("GreaterThan", ">"),
    ("And", "and"),
    ("Or", "or"),
    ("In", "in"),
    ("Ampersand", "&"),
    ("DotDot", ".."),
    ("Dot", "."),
    ("QuestionQuestion", "?"),
    ("QuestionColon", "?"),
    ("Question", "?"),
    ("ColonEqual", ":="),
    ("Colon", ":"),
    ("TildeArrow", "~>"),
    ("LeftParen", "("),
    ("RightParen", ")"),
    ("LeftBracket", "["),
    ("RightBracket", "]"),
    ("LeftBrace", "{"),
    ("RightBrace", "}"),
    ("Comma", ","),
    ("Semicolon", ";"),
    ("Pipe", "|"),
];

/// An error's code and text in the reference's words. The library's own text is the last resort.
pub(super) fn reworded(text: &str) -> (Option<String>, String) {
    let text = match text.strip_prefix("Invalid syntax: ").unwrap_or(text) {
        "Unclosed comment" => "S0106: ",
        other => other,
    };
    // Some errors have the library's own classification in front of the code.
    let after_classification = || text.split_once(": ").and_then(|(_, rest)| coded(rest));
    let Some((code, message)) = coded(text).or_else(after_classification) else {
        return (None, text.to_owned());
    };
    match code {
        // The library's own guards, under the code that the reference's guard has.
        "D1011" | "U1001" => {
            let advice =
                "Check for non-terminating recursive function.  Consider rewriting as tail-recursive.";
            return (Some("U1001".to_owned()), format!("Stack overflow error: {advice}"));
        }
        "D1012" => {
            return (
                Some("U1001".to_owned()),
                "Expression evaluation timeout: Check for infinite loop".to_owned(),
            );
        }
        _ => {}
    }
    let fixed = TEXTS.iter().find(|(known, _)| *known == code).map(|(_, text)| (*text).to_owned());
    let reworded = fixed.unwrap_or_else(|| match code {
        "S0201" | "S0202" | "S0203" | "S0211" => with_symbols(message),
        "T2001" | "T2002" => with_quoted_operator(message),
        "T0410" | "T0411" | "T0412" => without_library_remarks(message),
        "S0214" => match message.strip_prefix("Expected a variable reference after ") {
            Some(sign) => format!("The right side of \"{sign}\" must be a variable name (start with $)"),
            None => message.to_owned(),
        },
        "D3030" => format!("Unable to cast value to a number: {}", cast_subject(message)),
        _ => message.to_owned(),
    });
    (Some(code.to_owned()), reworded)
}

/// Splits `X0000: text`.
fn coded(text: &str) -> Option<(&str, &str)> {
    let (code, message) = text.split_once(": ")?;
    let mut characters = code.chars();
    let letter = characters.next()?;
    let is_code =
        code.len() == 5 && letter.is_ascii_uppercase() && characters.all(|digit| digit.is_ascii_digit());
    is_code.then_some((code, message))
}

fn with_symbols(message: &str) -> String {
    let mut result = message.to_owned();
    for word in message.split(|character: char| !character.is_ascii_alphabetic()) {
        if let Some((_, symbol)) = TOKENS.iter().find(|(name, _)| *name == word) {
            result = result.replacen(word, &format!("\"{symbol}\""), 1);
        }
    }
    result
}

/// `of the + operator` becomes `of the "+" operator`.
fn with_quoted_operator(message: &str) -> String {
    let parts =
        message.split_once(" of the ").and_then(|(side, rest)| Some((side, rest.split_once(" operator")?)));
    match parts {
        Some((side, (operator, rest))) if !operator.starts_with('"') => {
            format!("{side} of the \"{operator}\" operator{rest}")
        }
        _ => message.to_owned(),
    }
}

/// Drops `(expected …)` and quotes the function's name.
fn without_library_remarks(message: &str) -> String {
    let message = message.split(" (expected").next().unwrap_or(message);
    let Some((before, after)) = message.split_once(" of function ") else { return message.to_owned() };
    let (name, rest) = after.split_once(' ').unwrap_or((after, ""));
    if name.starts_with('"') || name == "does" || name == "must" {
        return message.to_owned();
    }
    let name = name.trim_start_matches('$');
    format!("{before} of function \"{name}\" {rest}").trim_end().to_owned()
}

/// What could not become a number, quoted like JSON.
fn cast_subject(message: &str) -> String {
    match message.split_once('\'').and_then(|(_, rest)| rest.rsplit_once('\'')) {
        Some((subject, _)) => serde_json::Value::from(subject).to_string(),
        None => message.trim_start_matches("Cannot convert ").trim_end_matches(" to number").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(library: &str, code: &str, message: &str) {
        assert_eq!(reworded(library), (Some(code.to_owned()), message.to_owned()));
    }

    #[test]
    fn texts_are_those_of_the_reference() {
        check("T1006: Attempted to invoke a non-function: $f", "T1006", "Attempted to invoke a non-function");
        check("S0202: Expected RightBracket, got Comma", "S0202", "Expected \"]\", got \",\"");
        check(
            "S0211: The symbol RightBrace cannot be used as a unary operator",
            "S0211",
            "The symbol \"}\" cannot be used as a unary operator",
        );
        check(
            "T2001: The left side of the + operator must evaluate to a number",
            "T2001",
            "The left side of the \"+\" operator must evaluate to a number",
        );
        check("D3030: Cannot convert 'x' to number", "D3030", "Unable to cast value to a number: \"x\"");
        check(
            "T0410: Argument 1 of function length does not match function signature (expected s)",
            "T0410",
            "Argument 1 of function \"length\" does not match function signature",
        );
    }
}
