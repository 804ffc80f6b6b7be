//! How a part of a key is called on disk, and the other way round.
//!
//! Ordinary names stay as they are. What some file system cannot keep is written as `%XX`, so that a data folder can be
//! moved between machines: characters that Windows reserves, control characters, `%` itself, a leading dot, a trailing
//! dot or space, the first letter of a device name. An empty part is called `%`.
//!
//! Files whose name starts with a dot are not objects: systems leave such files in folders that a person opens, and
//! `.` and `..` are among them.

/// Longest file name in bytes on the file systems in use.
pub(super) const FILE_NAME_BYTES_MAX: usize = 255;

/// Names that Windows takes for devices, whatever extension follows.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The name of the file or folder for one part of a key.
pub(crate) fn encode(segment: &str) -> String {
    if segment.is_empty() {
        return "%".to_owned();
    }
    let device = is_device(segment);
    let last = segment.chars().count() - 1;
    let mut name = String::with_capacity(segment.len());
    for (index, letter) in segment.chars().enumerate() {
        let escaped = is_reserved(letter)
            || letter == '%'
            || (index == 0 && (letter == '.' || device))
            || (index == last && (letter == '.' || letter == ' '));
        if escaped {
            name.push_str(&format!("%{:02X}", u32::from(letter)));
        } else {
            name.push(letter);
        }
    }
    name
}

/// The part of a key that a file or folder stands for; `None` if it is not an object.
///
/// A name that [`encode`] would not give, such as `100%.csv`, was chosen by a person and means itself.
pub(super) fn decode(name: &str) -> Option<String> {
    if name.starts_with('.') {
        return None;
    }
    let decoded = if name == "%" { Some(String::new()) } else { unescape(name) };
    Some(decoded.filter(|segment| encode(segment) == name).unwrap_or_else(|| name.to_owned()))
}

/// The names under which a part may lie: first the one we give, then the part itself where a person may have called a
/// file so.
pub(super) fn candidates(segment: &str) -> impl Iterator<Item = String> {
    let given = encode(segment);
    let plain = !segment.is_empty()
        && segment != given
        && !segment.starts_with('.')
        && segment.chars().all(|letter| letter != '\0' && (cfg!(unix) || !is_reserved(letter)));
    let literal = plain.then(|| segment.to_owned()).filter(|name| decode(name).as_deref() == Some(segment));
    std::iter::once(given).chain(literal)
}

fn is_reserved(letter: char) -> bool {
    letter.is_ascii_control() || matches!(letter, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*')
}

fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| {
            let mut letters = rest.chars();
            letters.next().is_some_and(|letter| matches!(letter, '0'..='9' | '¹' | '²' | '³'))
                && letters.next().is_none()
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

fn unescape(name: &str) -> Option<String> {
    let mut parts = name.split('%');
    let mut text = parts.next()?.to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        text.push(char::from(u8::from_str_radix(digits, 16).ok().filter(u8::is_ascii)?));
        text.push_str(rest);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{candidates, decode, encode};

    fn check(segment: &str, name: &str) {
        assert_eq!(encode(segment), name);
        assert_eq!(decode(name).as_deref(), Some(segment), "{name}");
    }

    #[test]
    fn ordinary_names_stay() {
        for name in
            ["data.csv", "Übersicht 2024 (neu).xlsx", "a=1", "sales~old", "console.log", "com10", "日本"]
        {
            check(name, name);
        }
    }

    #[test]
    fn hostile_names_become_harmless() {
        check("", "%");
        check(".", "%2E");
        check("..", "%2E%2E");
        check("%2e%2e", "%252e%252e");
        check("C:", "C%3A");
        check("a\\b", "a%5Cb");
        check("a\0b", "a%00b");
        check("CON", "%43ON");
        check("con.txt", "%63on.txt");
        check("LPT1", "%4CPT1");
        check("COM²", "%43OM²");
        check("ends.", "ends%2E");
        check("ends ", "ends%20");
        check(".hidden", "%2Ehidden");
    }

    #[test]
    fn what_a_person_dropped_means_itself() {
        for name in ["100%.csv", "a%20b.csv", "50%25", "%zz", "%é1"] {
            let segment = decode(name).expect("not hidden");
            assert!(candidates(&segment).any(|candidate| candidate == name), "{name} is `{segment}`");
        }
        for name in [".DS_Store", ".", "..", "._data.csv"] {
            assert_eq!(decode(name), None, "{name}");
        }
    }
}
