//! Everything the editor shows of a text.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use ide::layout::View;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Notation, Scene, StatePath, StateType};
use crate::documents::{Place, Shelf, Team};
use crate::utf16::Utf16;
use crate::{Caller, Drivers, Error, Operation, waiting};

/// How long a key may wait for the rules of a team; the rest is asked next.
const PATIENCE: Duration = Duration::from_millis(30);
/// How long a terminal may.
const PATIENCE_OF_A_TERMINAL: Duration = Duration::from_secs(60);

/// What is in this text? Never runs any of it, and takes any text: what is wrong with it is in the reply.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ViewWorkflow {
    /// The whole text.
    pub text: String,
    /// Containers to draw as one card. What is shown is the viewer's matter, so it is nowhere in the text.
    #[serde(default)]
    #[ts(as = "Option<Vec<StatePath>>", optional)]
    pub folded: Vec<StatePath>,
    /// Whether cards are to have their comments on them.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub notes: bool,
    /// The fingerprint of the picture that is shown, which is then not sent again: most keys change none.
    #[ts(optional)]
    pub shown: Option<String>,
    /// The fingerprint of the outline that is listed, which is then not sent again: most keys change none of its words.
    #[ts(optional)]
    pub listed: Option<String>,
    /// The file of the text, from which the rules of the team are looked for; none for a text without a file.
    #[ts(optional)]
    pub path: Option<String>,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It would not run.
    Error,
    /// Probably not what was meant.
    Warning,
    /// Worth knowing.
    Info,
}

/// Something that is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Problem {
    /// Stable name; AWS's code where AWS has one.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// The innermost state around it.
    pub state: Option<StatePath>,
}

/// A row of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, TS)]
pub struct OutlineState {
    /// Which state.
    pub path: StatePath,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub state_type: StateType,
    /// What it is, in a few words.
    pub subtitle: String,
    /// True if it is switched off.
    pub off: bool,
    /// Where it lives: "" for the top level, else the pointer of the branch or processor.
    pub scope: String,
}

/// What the expressions of a workflow are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[allow(missing_docs, reason = "AWS's own words")]
pub enum QueryLanguage {
    #[serde(rename = "JSONPath")]
    JsonPath,
    #[serde(rename = "JSONata")]
    Jsonata,
}

/// Everything the editor shows of a text.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct WorkflowView {
    /// How the text is written.
    pub notation: Notation,
    /// In text order.
    pub problems: Vec<Problem>,
    /// The fingerprint of its picture. Null if the text holds no recognisable state machine: the canvas then keeps the
    /// last good one.
    pub picture: Option<String>,
    /// The picture; null if there is none, or if it is the one that is shown.
    pub scene: Option<Scene>,
    /// The fingerprint of its outline.
    pub states: String,
    /// All states at all levels, in text order; null if they are those that are listed.
    pub outline: Option<Vec<OutlineState>>,
    /// Where each of them begins and ends: key and value.
    pub places: Vec<(u32, u32)>,
    /// The workflow's `Comment`.
    pub comment: Option<String>,
    /// Of states that declare none.
    pub query_language: QueryLanguage,
    /// False if an error would keep it from running.
    pub runnable: bool,
    /// The fingerprint of the rules of the team; null if there are none.
    pub rules: Option<String>,
    /// So many states were not looked at by those rules, because that took too long. The next question goes on with them.
    pub rules_left: usize,
}

impl Operation for ViewWorkflow {
    type Reply = WorkflowView;
    const NAME: &'static str = "view_workflow";

    async fn answer(self, drivers: &Drivers, _caller: &mut Caller) -> Result<WorkflowView, Error> {
        let folded = self.folded.into_iter().map(|state| state.0).collect();
        let looked = View { folded, notes: self.notes };
        let shelf = Arc::clone(&drivers.team_rules);
        // A path that names no workflow has no rules either.
        let place = self.path.and_then(|path| Place::parse(&path).ok());
        waiting(move || {
            let team = |document: &ide::Document| {
                place.map(|place| shelf.judge(place.path(), document, PATIENCE)).unwrap_or_default()
            };
            judged(&self.text, &looked, self.shown.as_deref(), self.listed.as_deref(), team)
        })
        .await
    }
}

/// What `signalbox validate` tells of a file: everything, the rules of its team included, with time for all of them.
#[must_use]
pub fn view_file(path: &Path, text: &str) -> WorkflowView {
    let team = |document: &ide::Document| Shelf::default().judge(path, document, PATIENCE_OF_A_TERMINAL);
    judged(text, &View::default(), None, None, team)
}

/// Everything the editor shows of `text` to somebody who looks at it like that, without the picture if its fingerprint
/// is `shown` and without the outline if its fingerprint is `listed`.
#[must_use]
pub fn view(text: &str, looked: &View, shown: Option<&str>, listed: Option<&str>) -> WorkflowView {
    judged(text, looked, shown, listed, |_| Team::default())
}

/// The same, with what the rules of a team say.
fn judged(
    text: &str,
    looked: &View,
    shown: Option<&str>,
    listed: Option<&str>,
    team: impl FnOnce(&ide::Document) -> Team,
) -> WorkflowView {
    let document = ide::Document::read(text);
    let Team { judged, fingerprint: rules } = team(&document);
    let found = ide::problems_with(&document, judged.problems);
    let machine = document.machine.as_ref();
    let drawable = machine.filter(|machine| machine.root().states_span.is_some());
    let plan = drawable.map(|machine| ide::layout::plan(machine, looked));
    let picture = plan.as_ref().map(ide::layout::Plan::fingerprint);
    let rows = ide::outline(&document);
    let places = places(text, &rows);
    let outline: Vec<OutlineState> = rows.into_iter().map(OutlineState::from).collect();
    let states = fingerprint(&outline);
    WorkflowView {
        notation: Notation::of(text),
        runnable: machine.is_some() && ide::is_runnable(&found),
        problems: problems(text, found),
        scene: plan.filter(|_| picture.as_deref() != shown).map(|plan| plan.scene().into()),
        picture,
        outline: Some(outline).filter(|_| listed != Some(&states)),
        places,
        states,
        comment: machine
            .and_then(|machine| machine.root().comment.as_ref())
            .map(|comment| comment.value.clone()),
        query_language: match machine.map(|machine| machine.query_language) {
            None | Some(asl::QueryLanguage::JsonPath) => QueryLanguage::JsonPath,
            Some(asl::QueryLanguage::Jsonata) => QueryLanguage::Jsonata,
        },
        rules,
        rules_left: judged.left,
    }
}

/// Problems of a text as they leave.
pub(crate) fn problems(text: &str, found: Vec<ide::Problem>) -> Vec<Problem> {
    let mut utf16 = Utf16::new(text);
    let convert = |problem: ide::Problem| {
        let (from, to) = utf16.range(problem.diagnostic.span);
        Problem {
            code: problem.diagnostic.code.to_owned(),
            severity: match problem.diagnostic.severity {
                syntax::Severity::Error => Severity::Error,
                syntax::Severity::Warning => Severity::Warning,
                syntax::Severity::Info => Severity::Info,
            },
            message: problem.diagnostic.message,
            help: problem.diagnostic.help,
            from,
            to,
            state: problem.state.map(StatePath),
        }
    };
    found.into_iter().map(convert).collect()
}

fn places(text: &str, rows: &[ide::OutlineState]) -> Vec<(u32, u32)> {
    let mut utf16 = Utf16::new(text);
    rows.iter().map(|row| utf16.range(row.span)).collect()
}

impl From<ide::OutlineState> for OutlineState {
    fn from(row: ide::OutlineState) -> Self {
        Self {
            path: StatePath(row.path),
            name: row.name,
            state_type: StateType::shown(row.state_type),
            subtitle: row.subtitle,
            off: row.off,
            scope: row.scope,
        }
    }
}

/// A name of these rows that only the same rows have.
fn fingerprint(outline: &[OutlineState]) -> String {
    let mut hasher = DefaultHasher::new();
    outline.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use ide::layout::View;

    use super::view;

    #[test]
    fn positions_count_utf16_units() {
        let text = r#"{"Comment": "🦀é", "StartAt": "Nö", "States": {"A": {"Type": "Succeed"}}}"#;
        let view = view(text, &View::default(), None, None);
        let problem =
            view.problems.iter().find(|problem| problem.message.contains("Nö")).expect("StartAt is wrong");
        let units: Vec<u16> = text.encode_utf16().collect();
        let part = String::from_utf16_lossy(&units[problem.from as usize..problem.to as usize]);
        assert_eq!(part, "\"Nö\"");
        assert!(!view.runnable);
        assert_eq!(view.comment.as_deref(), Some("🦀é"));
    }

    #[test]
    fn a_picture_that_is_shown_is_not_sent_again() {
        let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "old", "End": true}}}"#;
        let first = view(text, &View::default(), None, None);
        let shown = first.picture.as_deref();
        let again = |text: &str| view(text, &View::default(), shown, None);
        assert!(first.scene.is_some() && again(text).scene.is_none());
        let spaced = text.replace("\"Pass\",", "\"Pass\",  ");
        assert!(again(&spaced).scene.is_none(), "a blank is not in the picture");
        assert!(again(&text.replace("old", "new")).scene.is_some(), "a comment is");
        let renamed = again(&text.replace("\"A\"", "\"B\""));
        assert!(renamed.scene.is_some() && renamed.picture != first.picture);
        let broken = again("[");
        assert!(broken.scene.is_none() && broken.picture.is_none());
    }

    #[test]
    fn an_outline_that_is_listed_is_not_sent_again() {
        let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "old", "End": true}}}"#;
        let first = view(text, &View::default(), None, None);
        let again = |text: &str| view(text, &View::default(), None, Some(&first.states));
        assert_eq!(first.outline.as_ref().map(Vec::len), Some(1));
        let moved = again(&text.replace("\"StartAt\"", "\"Comment\": \"🦀\", \"StartAt\""));
        assert!(moved.outline.is_none() && moved.states == first.states);
        assert_eq!(moved.places[0].0, first.places[0].0 + 17, "where the states are is always said");
        let renamed = again(&text.replace("\"A\"", "\"B\""));
        assert!(renamed.outline.is_some() && renamed.states != first.states);
    }

    /// Any text gives a view; what is wrong is a problem.
    fn check(text: &str, states: usize, drawn: bool) {
        let view = view(text, &View::default(), None, None);
        let about = text.chars().take(60).collect::<String>();
        assert!(!view.runnable && !view.problems.is_empty(), "{about}");
        assert_eq!(view.places.len(), states, "{about}");
        assert_eq!(view.scene.is_some(), drawn, "{about}");
    }

    #[test]
    fn broken_texts_are_problems_and_not_errors() {
        check("", 0, false);
        check("[1]", 0, false);
        check(r#"{"StartAt": "", "States": {}}"#, 0, true);
        check("{\"States\": {\"A\": {\"Type\": \"Pass\"", 1, true);
        check(r#"{"StartAt": "A", "States": {"A": {"Type": "Dance", "End": true}}}"#, 1, true);
        check(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Gone"}}}"#, 1, true);
        check(&"[".repeat(10_000), 0, false);
        check(&format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000)), 0, false);
    }
}
