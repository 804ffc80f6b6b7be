//! Asking the rules about a definition.

use std::cell::OnceCell;

use asl::State;
use expressions::jsonata::Subject;
use serde_json::Value;
use syntax::{Diagnostic, Language, Node, Pointer, Severity, Span};

use super::message::Endless;
use super::verdicts::{self, Outcome, Verdict, Verdicts};
use super::{Applies, Judged, Rule, TEAM_RULE, TEAM_RULES_FILE, TeamRules};
use crate::Document;

/// Asks every rule about every state it applies to, and remembers what it says. What is remembered is said at once; the
/// rest is asked until `is_long` says that it is enough, and [`Judged::left`] tells how many states are left then.
#[must_use]
pub fn judge(
    document: &Document,
    rules: &TeamRules,
    verdicts: &mut Verdicts,
    is_long: &dyn Fn() -> bool,
) -> Judged {
    let mut bench = Bench::new(document, rules);
    verdicts.begin();
    bench.broken_file();
    for asked in bench.asked() {
        let known = verdicts.find(asked.key).map(<[Verdict]>::to_vec);
        let said = known.or_else(|| bench.ask(&asked, verdicts, is_long));
        // What was said before stays until it is asked again: problems that come and go with each key tell nothing.
        let said = said.or_else(|| verdicts.find(asked.before).map(<[Verdict]>::to_vec));
        bench.report(&asked, said.unwrap_or_default());
    }
    bench.finish(verdicts)
}

/// What some rules are asked about: a state, or the definition.
struct Asked<'d> {
    node: Node<'d>,
    /// `None` for the definition.
    state: Option<&'d State>,
    /// Whether those rules are meant that look at more than the state.
    sees_workflow: bool,
    /// Names everything that those rules see.
    key: u64,
    /// Names the state alone: under it stands what they have said last.
    before: u64,
}

impl Asked<'_> {
    fn name(&self) -> &str {
        self.state.map_or("the workflow", |state| &state.name)
    }

    /// What is underlined: the field, or else the name.
    fn place(&self, field: Option<&Pointer>) -> Span {
        let field = field.and_then(|field| field.find_in(self.node)).map(Node::span);
        let whole = || Span::new(self.node.span().start, self.node.span().start + 1);
        field.or(self.state.map(|state| state.name_span)).unwrap_or_else(whole)
    }

    fn concerns(&self, rule: &Rule) -> bool {
        let is_meant = match (&rule.applies, self.state) {
            (Applies::Workflow, None) => true,
            (Applies::States(types), Some(state)) => {
                types.is_empty() || state.state_type().is_some_and(|kind| types.contains(&kind))
            }
            _ => false,
        };
        is_meant && rule.sees_workflow == self.sees_workflow
    }
}

impl Rule {
    /// What it says about a value, if anything.
    fn ask(&self, value: &Subject, variables: &[(&str, &Subject)]) -> Result<Option<Outcome>, Endless> {
        match self.when.answer(value, variables) {
            Ok(None | Some(Value::Bool(false))) => Ok(None),
            Ok(Some(Value::Bool(true))) => {
                self.message.said(value, variables).map(|said| Some(Outcome::Broken(said)))
            }
            Ok(Some(_)) => Ok(Some(Outcome::Unanswered("`When` gives neither true nor false".to_owned()))),
            Err(reason) if reason.is_endless() => Err(Endless),
            Err(reason) => Ok(Some(Outcome::Unanswered(format!("`When` {reason}")))),
        }
    }
}

/// The whole definition as rules look at it.
fn whole(document: &Document) -> Subject {
    let value = document.tree.root().and_then(|root| root.to_value().ok());
    Subject::from(&value.unwrap_or(Value::Null))
}

struct Bench<'d> {
    document: &'d Document,
    rules: &'d TeamRules,
    /// The whole definition, made when the first rule wants it.
    workflow: OnceCell<Subject>,
    judged: Judged,
    /// Rules without an answer: the first place, the reason, and how many states there are like it.
    unanswered: Vec<Option<(Span, String, usize)>>,
}

impl<'d> Bench<'d> {
    fn new(document: &'d Document, rules: &'d TeamRules) -> Self {
        let judged = Judged { counts: vec![0; rules.rules.len()], ..Judged::default() };
        let unanswered = rules.rules.iter().map(|_| None).collect();
        Self { document, rules, workflow: OnceCell::new(), judged, unanswered }
    }

    /// Everything that some rule is asked about.
    fn asked(&self) -> Vec<Asked<'d>> {
        let Some(machine) = &self.document.machine else { return Vec::new() };
        if self.rules.rules.is_empty() {
            return Vec::new();
        }
        let text = self.document.text();
        let aliases = self.document.tree.language() == Language::Yaml && syntax::has_anchors(text);
        let whole = OnceCell::new();
        let all = machine.states().iter().filter_map(|state| Some((self.document.body(state)?, Some(state))));
        let all = all.chain(self.document.tree.root().map(|root| (root, None)));
        let mut asked = Vec::new();
        for (node, state) in all {
            for sees_workflow in [false, true] {
                let mut one = Asked { node, state, sees_workflow, key: 0, before: 0 };
                if !self.rules.rules.iter().any(|rule| one.concerns(rule)) {
                    continue;
                }
                // With aliases, what a state says is not all written in it.
                let around = (sees_workflow || aliases).then(|| *whole.get_or_init(|| verdicts::key(&text)));
                one.before = verdicts::key(&(state.map(|state| &state.name), node.source(), sees_workflow));
                one.key = around.map_or(one.before, |around| verdicts::key(&(one.before, around)));
                asked.push(one);
            }
        }
        asked
    }

    /// Asks all rules that are meant. `None` if there is no time for that, or if the text is broken: half a state breaks
    /// rules that the whole one keeps.
    fn ask(
        &mut self,
        asked: &Asked<'_>,
        verdicts: &mut Verdicts,
        is_long: &dyn Fn() -> bool,
    ) -> Option<Vec<Verdict>> {
        if self.document.syntax_problems > 0 {
            return None;
        }
        if is_long() {
            self.judged.left += 1;
            return None;
        }
        let mut said = Vec::new();
        // What is nested deeper than values go is reported by the language's own rules.
        let Ok(value) = asked.node.to_value() else { return Some(said) };
        let value = Subject::from(&value);
        let name = Subject::from(&Value::from(asked.state.map(|state| state.name.as_str())));
        let mut variables = vec![("name", &name)];
        if asked.sees_workflow {
            variables.push(("workflow", self.workflow.get_or_init(|| whole(self.document))));
        }
        for (at, rule) in self.rules.rules.iter().enumerate().filter(|(_, rule)| asked.concerns(rule)) {
            if is_long() {
                self.judged.left += 1;
                return None;
            }
            if verdicts.is_endless(at) {
                continue;
            }
            match rule.ask(&value, &variables) {
                Ok(outcome) => said.extend(outcome.map(|outcome| Verdict { rule: at, outcome })),
                Err(Endless) => verdicts.give_up(at, asked.name()),
            }
        }
        for key in [asked.key, asked.before] {
            verdicts.keep(key, said.clone());
        }
        Some(said)
    }

    fn report(&mut self, asked: &Asked<'_>, said: Vec<Verdict>) {
        for Verdict { rule: at, outcome } in said {
            let Some(rule) = self.rules.rules.get(at) else { continue };
            match outcome {
                Outcome::Broken(message) => {
                    let help = format!("rule `{}` of your team, in {}", rule.name, self.rules.file);
                    let place = asked.place(rule.field.as_ref());
                    let problem = Diagnostic::warning(TEAM_RULE, message, place).help(help);
                    self.judged.problems.push(Diagnostic { severity: rule.severity, ..problem });
                    self.judged.counts.get_mut(at).into_iter().for_each(|count| *count += 1);
                }
                Outcome::Unanswered(reason) => {
                    let Some(slot) = self.unanswered.get_mut(at) else { continue };
                    let (_, _, count) = slot.get_or_insert_with(|| (asked.place(None), reason, 0));
                    *count += 1;
                }
            }
        }
    }

    /// One problem for the whole file: each workflow that it is about says so.
    fn broken_file(&mut self) {
        if let Some(broken) = &self.rules.broken {
            let problem = Diagnostic::error(TEAM_RULES_FILE, broken.clone(), self.top());
            self.judged.problems.push(problem.help(format!("mend {}", self.rules.file)));
        }
    }

    fn finish(mut self, verdicts: &Verdicts) -> Judged {
        let file = &self.rules.file;
        let name = |at: usize| self.rules.rules.get(at).map_or("", |rule| rule.name.as_str());
        let endless = verdicts.endless().iter().map(|(at, about)| {
            let message =
                format!("The rule `{}` of your team takes too long, asked about {about}", name(*at));
            Diagnostic::warning(TEAM_RULES_FILE, message, self.top())
                .help(format!("it is not asked any more; mend its `When` in {file}"))
        });
        let unanswered = self.unanswered.iter().enumerate().filter_map(|(at, slot)| {
            let (span, reason, count) = slot.as_ref()?;
            let more = if *count > 1 { format!(", nor of {} more", count - 1) } else { String::new() };
            let message =
                format!("The rule `{}` of your team cannot be asked of this{more}: {reason}", name(at));
            let problem = Diagnostic::warning(TEAM_RULES_FILE, message, *span);
            Some(problem.help(format!("mend its `When` in {file}")))
        });
        let mut all: Vec<Diagnostic> = endless.chain(unanswered).collect();
        if self.judged.left > 0 {
            let left = self.judged.left;
            let message = format!("The rules of your team have not been asked everything yet: {left} left");
            let problem = Diagnostic::warning(TEAM_RULES_FILE, message, self.top());
            let help = format!("this goes on by itself; if it stays, the rules in {file} take too long");
            all.push(Diagnostic { severity: Severity::Info, ..problem.help(help) });
        }
        self.judged.problems.append(&mut all);
        self.judged
    }

    /// Where something is said about the definition as a whole.
    fn top(&self) -> Span {
        let start = self.document.tree.root().map_or(0, |root| root.span().start);
        Span::new(start, start.max(u32::from(!self.document.text().is_empty()) + start))
    }
}
