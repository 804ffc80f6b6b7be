//! Something to tell the author about a text.

use crate::Span;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// AWS would refuse the definition, or a run would surely fail.
    Error,
    /// Probably not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// One problem in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name; AWS's diagnostic code where AWS has one (`MISSING_TRANSITION_TARGET`).
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong; AWS's exact wording where AWS has one.
    pub message: String,
    /// Where, as AWS writes it (`/States/C/Choices[0]/Next`). Absent where AWS gives none.
    pub location: Option<String>,
    /// The bytes to underline.
    pub span: Span,
    /// The next step, if there is one.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error without location and help.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self { code, severity: Severity::Error, message: message.into(), location: None, span, help: None }
    }

    /// A warning without location and help.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, span) }
    }

    /// The same with AWS's location text.
    #[must_use]
    pub fn at(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// The same with a help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
