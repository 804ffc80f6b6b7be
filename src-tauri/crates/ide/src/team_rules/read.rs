//! Reading a file of rules. A rule that is wrong is reported where it stands, and the others count.

use std::collections::BTreeSet;

use asl::StateType;
use expressions::jsonata::{Question, is_expression};
use syntax::{Diagnostic, Kind, LineIndex, Member, Node, Pointer, Severity, Span};

use super::{Applies, Message, Rule, TEAM_RULES_FILE, TeamRules};

/// More rules than this are not read.
const RULES_MAX: usize = 200;
const FIELDS: [&str; 7] = ["Name", "Applies", "When", "Message", "Severity", "Field", "Comment"];

impl TeamRules {
    /// Reads the text of the file that people know as `file`.
    #[must_use]
    pub fn read(file: &str, text: &str) -> Self {
        let (tree, mut problems) = syntax::parse(text);
        let rules = match tree.root() {
            Some(root) => rules_of(root, &mut problems),
            None => Vec::new(),
        };
        // What is wrong with a blank text says the reader in words for definitions.
        if text.trim().is_empty() {
            problems = vec![wrong(Span::at(0), "The file is empty", "begin with `{\"Rules\": []}`")];
        }
        problems.sort_by_key(|problem| problem.span.start);
        let broken = problems.first().map(|first| sentence(first, problems.len(), text));
        Self { file: file.to_owned(), rules, problems, broken }
    }
}

/// The first problem, and how many more there are.
fn sentence(first: &Diagnostic, count: usize, text: &str) -> String {
    let place = LineIndex::new(text).line_column(first.span.start);
    let more = if count > 1 { format!(" (and {} more)", count - 1) } else { String::new() };
    let (line, column) = (place.line + 1, place.column + 1);
    format!("The rules of your team are broken at line {line}, column {column}: {}{more}", first.message)
}

fn rules_of(root: Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Rule> {
    let list = root.get("Rules").map(|member| member.value);
    let Some(list) = list.filter(|list| list.kind() == Kind::Array) else {
        // Of a text that breaks off it is enough to say so.
        if problems.is_empty() {
            let span = list.map_or(root.span(), Node::span);
            problems.push(wrong(span, "There is no list `Rules`", "write `{\"Rules\": [ … ]}`"));
        }
        return Vec::new();
    };
    for member in root.members().filter(|member| !["Rules", "Comment"].contains(&member.key().as_ref())) {
        let message = format!("`{}` is not known here", member.key());
        problems.push(wrong(member.key_span, message, "the file has `Rules` and `Comment`"));
    }
    if list.items().count() > RULES_MAX {
        let message = format!("There are more than {RULES_MAX} rules");
        problems.push(wrong(list.span(), message, "take some out; the last ones are not asked"));
    }
    let mut names = BTreeSet::new();
    let read = |node: Node<'_>| rule(node, &mut names, problems);
    list.items().take(RULES_MAX).filter_map(read).collect()
}

/// One rule; `None` if something in it is wrong.
fn rule(node: Node<'_>, names: &mut BTreeSet<String>, problems: &mut Vec<Diagnostic>) -> Option<Rule> {
    if node.kind() != Kind::Object {
        problems.push(wrong(
            node.span(),
            "A rule is an object",
            "write `{\"Name\": …, \"When\": …, \"Message\": …}`",
        ));
        return None;
    }
    let before = problems.len();
    let mut reading = Reading { node, problems };
    reading.unknown_members();
    let name = reading.name(names);
    let severity = reading.severity();
    let applies = reading.applies();
    let when = reading.when();
    let message = reading.message();
    let field = reading.field();
    if problems.len() > before {
        return None;
    }
    let (when, message) = (when?, message?);
    let sees_workflow = std::iter::once(&when)
        .chain(message.questions())
        .any(|question| question.variables().contains("workflow"));
    Some(Rule { name: name?, severity, applies, when, message, field, sees_workflow })
}

/// An object that should be a rule.
struct Reading<'r, 't> {
    node: Node<'t>,
    problems: &'r mut Vec<Diagnostic>,
}

impl<'t> Reading<'_, 't> {
    fn unknown_members(&mut self) {
        let all = FIELDS.join("`, `").replace(", `Comment", " and `Comment");
        for member in self.node.members().filter(|member| !FIELDS.contains(&member.key().as_ref())) {
            let message = format!("`{}` is no field of a rule", member.key());
            self.problems.push(wrong(member.key_span, message, format!("rules have `{all}`")));
        }
    }

    fn name(&mut self, names: &mut BTreeSet<String>) -> Option<String> {
        let (text, span) = self.text("Name", "it is what the rule is called: `tasks-have-timeouts`")?;
        if text.trim().is_empty() {
            self.problems.push(wrong(span, "`Name` is empty", "say in a few words what has to hold"));
        } else if !names.insert(text.clone()) {
            self.problems.push(wrong(span, format!("There are two rules `{text}`"), "rename one of them"));
        }
        Some(text)
    }

    fn severity(&mut self) -> Severity {
        let Some(member) = self.node.get("Severity") else { return Severity::Warning };
        match member.value.as_str().as_deref() {
            Some("error") => Severity::Error,
            Some("warning") => Severity::Warning,
            Some("info") => Severity::Info,
            _ => {
                let help = "it is `error`, `warning` or `info`; without it `warning`";
                self.problems.push(wrong(member.value.span(), "`Severity` is none of the three", help));
                Severity::Warning
            }
        }
    }

    fn applies(&mut self) -> Applies {
        let Some(Member { value, .. }) = self.node.get("Applies") else { return Applies::States(Vec::new()) };
        let alone = Some(value).filter(|value| value.kind() == Kind::String);
        let named: Vec<Node<'_>> = alone.into_iter().chain(value.items()).collect();
        let (mut types, mut is_workflow) = (Vec::new(), false);
        for node in &named {
            let name = node.as_str();
            if name.as_deref() == Some("Workflow") {
                is_workflow = true;
            } else if let Some(state_type) = name.as_deref().and_then(StateType::parse) {
                types.push(state_type);
            } else {
                let help = "types of states, as in `[\"Task\", \"Map\"]`, or `[\"Workflow\"]`";
                self.problems.push(wrong(node.span(), "There is no such type of states", help));
            }
        }
        if named.is_empty() {
            let help = "list types of states, or leave `Applies` out: then it is asked about all";
            self.problems.push(wrong(value.span(), "`Applies` names nothing", help));
        } else if is_workflow && !types.is_empty() {
            let help = "make two rules of it";
            self.problems.push(wrong(value.span(), "A rule is about states or about the workflow", help));
        }
        if is_workflow { Applies::Workflow } else { Applies::States(types) }
    }

    fn when(&mut self) -> Option<Question> {
        let help = "it is an expression that is true where something is wrong: `{% $not($exists(TimeoutSeconds)) %}`";
        let (text, span) = self.text("When", help)?;
        let Some(inside) = is_expression(&text) else {
            self.problems.push(wrong(span, "`When` is no expression", help));
            return None;
        };
        let parsed = Question::parse(inside).and_then(known);
        parsed.map_err(|reason| self.problems.push(unparsed(span, "When", &reason))).ok()
    }

    fn message(&mut self) -> Option<Message> {
        let help = "it is what people read: `Give {% $name %} a timeout.`";
        let (text, span) = self.text("Message", help)?;
        let parsed = Message::parse(&text);
        parsed.map_err(|reason| self.problems.push(unparsed(span, "Message", &reason))).ok()
    }

    /// `TimeoutSeconds`, or `/Retry/0/MaxAttempts`.
    fn field(&mut self) -> Option<Pointer> {
        self.node.get("Field")?;
        let help = "it names the field to underline: `TimeoutSeconds`, or `/Retry/0/MaxAttempts`";
        let (text, _) = self.text("Field", help)?;
        Pointer::parse(&text)
            .filter(|_| text.starts_with('/'))
            .or_else(|| Some(Pointer::default().join(&text)))
    }

    /// A member that has to be a text.
    fn text(&mut self, name: &str, help: &str) -> Option<(String, Span)> {
        let Some(member) = self.node.get(name) else {
            let start = self.node.span().start;
            self.problems.push(wrong(Span::new(start, start + 1), format!("A rule needs `{name}`"), help));
            return None;
        };
        let text = member.value.as_str();
        if text.is_none() {
            self.problems.push(wrong(member.value.span(), format!("`{name}` is not a text"), help));
        }
        text.map(|text| (text.into_owned(), member.value.span()))
    }
}

/// The question, if it names nothing that is not there: that would only never be true.
pub(super) fn known(question: Question) -> Result<Question, String> {
    let foreign = question.variables().iter().find(|name| !["name", "workflow"].contains(&name.as_str()));
    match foreign {
        Some(name) => Err(format!("There is no `${name}`")),
        None => Ok(question),
    }
}

fn unparsed(span: Span, field: &str, reason: &str) -> Diagnostic {
    let message = format!("`{field}` cannot be read: {reason}");
    wrong(span, message, "it is JSONata over the state's own fields, `$name` and `$workflow`")
}

fn wrong(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(TEAM_RULES_FILE, message, span).help(help)
}
