//! Rename a variable where it is assigned and where it is read, in its scope.

use expressions::jsonata::vocabulary;

use super::Scene;
use crate::assist::{VariableUse, VariableUses, variables};
use crate::draft::Draft;
use crate::rules::variables_are_named_well::fault;
use crate::{Document, Edited, Refusal};

pub(super) fn run(scene: &Scene<'_>, name: &str, scope: &str, to: &str) -> Result<Edited, Refusal> {
    let all = variables(scene.document);
    let unknown = || Refusal::NoSuchVariable(name.to_owned());
    let variable = all.iter().find(|one| one.name == name && one.scope == scope).ok_or_else(unknown)?;
    let summary = format!("Rename ${name} to ${to}");
    if name == to {
        return Ok(Edited::new(Vec::new(), Vec::new(), summary));
    }
    check_name(&all, scope, to)?;
    let mut draft = Draft::new(&scene.document.tree);
    for place in &variable.written {
        rename_key(scene, &mut draft, place, to);
    }
    let mut seen = Vec::new();
    for place in &variable.read {
        if !seen.contains(&place.span) {
            rename_in(scene, &mut draft, place, (name, to))?;
            seen.push(place.span);
        }
    }
    let edited = Edited::new(draft.finish(), Vec::new(), summary);
    if is_renamed(scene, &edited, variable, to) { Ok(edited) } else { Err(Refusal::BrokenText) }
}

/// A variable has a name that AWS takes, and that nobody has who is seen from its scope or sees it.
fn check_name(all: &[VariableUses], scope: &str, to: &str) -> Result<(), Refusal> {
    if let Some(reason) = fault(to) {
        return Err(Refusal::VariableName(reason));
    }
    if vocabulary::find(to).is_some() {
        return Err(Refusal::VariableName(format!("`${to}` is a function of JSONata")));
    }
    let taken = all
        .iter()
        .any(|one| one.name == to && (is_within(&one.scope, scope) || is_within(scope, &one.scope)));
    if taken { Err(Refusal::VariableExists(to.to_owned())) } else { Ok(()) }
}

/// Whether a workflow is another one, or inside of it; by their pointers.
fn is_within(inner: &str, outer: &str) -> bool {
    inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn rename_key(scene: &Scene<'_>, draft: &mut Draft<'_>, place: &VariableUse, to: &str) {
    let is_path = place.span.text(scene.document.text()).trim_end_matches(['"', '\'']).ends_with(".$");
    let key = if is_path { format!("{to}.$") } else { to.to_owned() };
    draft.replace_text(place.span, &key);
}

/// The name in an expression, wherever it stands outside of its texts. What the expression itself calls so goes along.
fn rename_in(
    scene: &Scene<'_>,
    draft: &mut Draft<'_>,
    place: &VariableUse,
    (name, to): (&str, &str),
) -> Result<(), Refusal> {
    let written = place.span.text(scene.document.text());
    let node = scene.document.tree.root().and_then(|root| node_at(root, place.span));
    let decoded = node.and_then(syntax::Node::as_str).ok_or(Refusal::BrokenText)?;
    let owner = syntax::Pointer::parse(&place.state).and_then(|pointer| pointer.tokens().last().cloned());
    if tokens(&decoded, to).iter().any(|token| !token.in_text) {
        return Err(Refusal::VariableMeets(owner.unwrap_or_default(), to.to_owned()));
    }
    // Escapes change where a name stands, not how many there are.
    let (found, places) = (tokens(&decoded, name), tokens(written, name));
    if found.len() != places.len() {
        return Err(Refusal::BrokenText);
    }
    for (_, place_of) in found.iter().zip(&places).filter(|(token, _)| !token.in_text) {
        let start = place.span.start + u32::try_from(place_of.at + 1).unwrap_or(0);
        let length = u32::try_from(name.len()).unwrap_or(0);
        draft.replace(syntax::Span::new(start, start + length), to);
    }
    Ok(())
}

/// `$name` in an expression.
struct Token {
    /// Where its `$` stands.
    at: usize,
    /// True between quotation marks or in a comment.
    in_text: bool,
}

fn tokens(expression: &str, name: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let (mut quote, mut at) = (None, 0);
    while let Some(letter) = expression.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = expression.get(at..).unwrap_or("");
        let before = expression.get(..at).unwrap_or("");
        let word = rest.strip_prefix('$').and_then(|rest| rest.strip_prefix(name));
        if word.is_some_and(|rest| !continues(rest)) && !before.ends_with('$') {
            found.push(Token { at, in_text: quote.is_some() });
        }
        match quote {
            None if rest.starts_with("/*") => quote = Some('*'),
            None if matches!(letter, '\'' | '"' | '`') => quote = Some(letter),
            Some('*') if rest.starts_with("*/") => quote = None,
            Some(_) if letter == '\\' => at += rest.chars().nth(1).map_or(0, char::len_utf8),
            Some(open) if open == letter && open != '*' => quote = None,
            _ => {}
        }
        at += letter.len_utf8();
    }
    found
}

fn continues(rest: &str) -> bool {
    rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')
}

/// The value that stands in exactly this place.
fn node_at(mut node: syntax::Node<'_>, span: syntax::Span) -> Option<syntax::Node<'_>> {
    loop {
        if node.span() == span {
            return Some(node);
        }
        let mut inner = node.members().map(|member| member.value).chain(node.items());
        node = inner.find(|inner| inner.span().contains(span))?;
    }
}

/// Makes sure that nobody was missed: the same states write and read it under its new name.
fn is_renamed(scene: &Scene<'_>, edited: &Edited, variable: &VariableUses, to: &str) -> bool {
    let Some(after) = syntax::apply(scene.document.text(), &edited.edits) else { return false };
    let states = |uses: &[VariableUse]| uses.iter().map(|one| one.state.clone()).collect::<Vec<_>>();
    let all = variables(&Document::read(&after));
    let now = all.iter().find(|one| one.name == to && one.scope == variable.scope);
    let same = |now: &VariableUses| {
        states(&now.written) == states(&variable.written) && states(&now.read) == states(&variable.read)
    };
    now.is_some_and(same) && !all.iter().any(|one| one.name == variable.name && one.scope == variable.scope)
}
