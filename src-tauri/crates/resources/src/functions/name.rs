//! Function names as workflows write them.

/// Which function a workflow means: the bare name, checked, whatever form it was written in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionName(String);

impl FunctionName {
    /// Reads a name, a partial ARN (`123456789012:function:charge`) or an ARN, each with or without a qualifier.
    ///
    /// Lambda allows letters, digits, `-` and `_`, at most 64 of them. Nothing else gets through here, so a name can
    /// never point outside the handlers folder.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        let after_kind = match written.rsplit_once("function:") {
            Some((before, rest)) if before.is_empty() || before.ends_with(':') => rest,
            Some(_) => return None,
            None => written,
        };
        let (name, qualifier) = match after_kind.split_once(':') {
            Some((name, qualifier)) => (name, Some(qualifier)),
            None => (after_kind, None),
        };
        let qualifier_is_plain =
            qualifier.is_none_or(|qualifier| qualifier == "$LATEST" || is_plain(qualifier, 128));
        (is_plain(name, 64) && qualifier_is_plain).then(|| Self(name.to_owned()))
    }

    /// The bare name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ARN under which the function finds itself in its context. There is no account behind it.
    #[must_use]
    pub fn arn(&self) -> String {
        format!("arn:aws:lambda:us-east-1:000000000000:function:{}", self.0)
    }
}

impl std::fmt::Display for FunctionName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_plain(text: &str, length_max: usize) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    !text.is_empty() && text.len() <= length_max && text.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::FunctionName;

    fn check(written: &str, expected: Option<&str>) {
        assert_eq!(FunctionName::parse(written).as_ref().map(FunctionName::as_str), expected, "{written}");
    }

    #[test]
    fn every_form_aws_knows_is_read() {
        check("charge", Some("charge"));
        check("charge:$LATEST", Some("charge"));
        check("charge:live", Some("charge"));
        check("function:charge", Some("charge"));
        check("123456789012:function:charge", Some("charge"));
        check("arn:aws:lambda:eu-west-1:123456789012:function:charge", Some("charge"));
        check("arn:aws:lambda:eu-west-1:123456789012:function:charge:7", Some("charge"));
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        for written in [
            "",
            "..",
            "../x",
            "a/b",
            "a\\b",
            "/etc/passwd",
            "a.py",
            "a\0b",
            "a b",
            "-c;ls",
            "function:",
            "xfunction:a",
        ] {
            check(written, None);
        }
        check(&"a".repeat(65), None);
    }
}
