//! Changes to a parsed expression where `jsonata-core` differs from the language AWS evaluates.

use jsonata_core::ast::{AstNode, BinaryOp, PathStep, Stage};
use jsonata_core::parser;

use super::functions::{CONTAINS, MATCH, PAD, SPLIT, compile_look_around};
use crate::pattern::translated;

/// Rewrites the tree in place.
///
/// # Errors
/// The parser message of the reference for operators of later language versions and for bad patterns.
pub(super) fn adapt(node: &mut AstNode) -> Result<(), String> {
    match node {
        AstNode::Binary { op, .. } if later_operator(*op).is_some() => {
            let symbol = later_operator(*op).unwrap_or_default();
            Err(format!("The symbol \"{symbol}\" cannot be used as a unary operator"))
        }
        // The left side of `~>` becomes the first argument of a call on the right, so the call stays as it is.
        AstNode::Binary { op: BinaryOp::ChainPipe, lhs, rhs } => {
            adapt(lhs)?;
            match rhs.as_mut() {
                AstNode::Function { args, .. } => args.iter_mut().try_for_each(adapt),
                other => adapt(other),
            }
        }
        AstNode::Function { name, args, is_builtin: true } => {
            call(name, args);
            args.iter_mut().try_for_each(adapt)
        }
        AstNode::Regex { pattern, flags } => {
            if let Some(matcher) = regex(pattern, flags)? {
                *node = matcher;
            }
            Ok(())
        }
        other => children(other, &mut adapt),
    }
}

const fn later_operator(op: BinaryOp) -> Option<&'static str> {
    match op {
        BinaryOp::Coalesce => Some("?"),
        BinaryOp::Default => Some(":"),
        _ => None,
    }
}

/// Changes a call of a built-in function.
fn call(name: &mut String, args: &mut Vec<AstNode>) {
    let context = || AstNode::Variable(String::new());
    match name.as_str() {
        // `$now(picture, zone)` is the formatted clock.
        "now" => {
            let clock = AstNode::Function { name: "millis".to_owned(), args: Vec::new(), is_builtin: true };
            args.insert(0, clock);
            "fromMillis".clone_into(name);
        }
        // JavaScript drops fractions of milliseconds.
        "fromMillis" => {
            let is_number =
                |first: &&mut AstNode| !matches!(first, AstNode::Placeholder | AstNode::String(_));
            if let Some(first) = args.first_mut().filter(is_number) {
                let inner = std::mem::replace(first, AstNode::Undefined);
                *first = AstNode::Function { name: "floor".to_owned(), args: vec![inner], is_builtin: true };
            }
        }
        // What a picture does not say is taken from today, which is the day of the clock handed in.
        "toMillis" => {
            let is_time_of_day =
                matches!(args.get(1), Some(AstNode::String(picture)) if is_time_of_day(picture));
            if is_time_of_day && let [text, AstNode::String(picture)] = args.as_mut_slice() {
                on_the_day_of_the_clock(text, picture);
            }
        }
        // Our own functions do not see the context by themselves.
        "encodeUrl" | "encodeUrlComponent" | "base64decode" if args.is_empty() => args.push(context()),
        "pad" if !args.iter().any(|arg| matches!(arg, AstNode::Placeholder)) => {
            args.insert(0, context());
            PAD.clone_into(name);
        }
        "contains" if take_pattern(args) => CONTAINS.clone_into(name),
        "split" if take_pattern(args) => SPLIT.clone_into(name),
        _ => {}
    }
}

/// The day of the clock, as a picture.
const DAY: &str = "[Y0001]-[M01]-[D01] ";

/// Whether a picture of dates and times says a time and no day.
fn is_time_of_day(picture: &str) -> bool {
    let has = |letters: &str| letters.chars().any(|letter| picture.contains(&format!("[{letter}")));
    has("Hhmsf") && !has("YMDdFWwXx")
}

/// Puts the day of the clock in front of a time of day and its picture.
fn on_the_day_of_the_clock(text: &mut AstNode, picture: &mut String) {
    let source = format!(
        "($time := $written; $type($time) = 'string' ? $fromMillis($millis(), '{DAY}') & $time : $time)"
    );
    let Ok(mut block) = parser::parse(&source) else { return };
    let written = std::mem::replace(text, AstNode::Undefined);
    fill(&mut block, &mut Some(written));
    *text = block;
    picture.insert_str(0, DAY);
}

/// Replaces the variable `$written`.
fn fill(node: &mut AstNode, written: &mut Option<AstNode>) {
    if matches!(node, AstNode::Variable(name) if name == "written") {
        if let Some(written) = written.take() {
            *node = written;
        }
        return;
    }
    let _ = children(node, &mut |inner| {
        fill(inner, written);
        Ok(())
    });
}

/// Replaces the second argument by pattern and flags if it is a regular expression that needs backtracking.
fn take_pattern(args: &mut Vec<AstNode>) -> bool {
    let Some(AstNode::Regex { pattern, flags }) = args.get(1) else { return false };
    if regex::Regex::new(&translated(pattern)).is_ok() || compile_look_around(pattern, flags).is_none() {
        return false;
    }
    let texts = [AstNode::String(pattern.clone()), AstNode::String(flags.clone())];
    args.splice(1..2, texts);
    true
}

/// Rewrites a regular expression for the library's matcher, or gives the function that replaces it if it needs
/// backtracking.
fn regex(pattern: &mut String, flags: &str) -> Result<Option<AstNode>, String> {
    let rewritten = translated(pattern);
    if regex::Regex::new(&rewritten).is_ok() {
        *pattern = rewritten;
        return Ok(None);
    }
    if compile_look_around(pattern, flags).is_none() {
        return Err(format!("Invalid regular expression: /{pattern}/{flags}"));
    }
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let source = format!(
        "($next := function($text, $from) {{(
            $found := $matchInText({pattern}, {flags}, $text, $from);
            $exists($found) ? {{
                'match': $lookup($found, 'match'), 'start': $lookup($found, 'start'),
                'end': $lookup($found, 'end'), 'groups': $lookup($found, 'groups'),
                'next': function() {{ $next($text, $lookup($found, 'end')) }}
            }}
        )}}; function($text) {{ $next($text, 0) }})",
        pattern = quoted(pattern),
        flags = quoted(flags),
    );
    let mut matcher = parser::parse(&source).map_err(|error| error.to_string())?;
    rename(&mut matcher)?;
    Ok(Some(matcher))
}

/// Gives the matcher's call the name that cannot be written.
fn rename(node: &mut AstNode) -> Result<(), String> {
    if let AstNode::Function { name, .. } = node
        && name == "matchInText"
    {
        MATCH.clone_into(name);
    }
    children(node, &mut rename)
}

pub(super) type Visit<'v> = &'v mut dyn FnMut(&mut AstNode) -> Result<(), String>;

/// Visits everything directly below a node.
pub(super) fn children(node: &mut AstNode, visit: Visit<'_>) -> Result<(), String> {
    match node {
        AstNode::String(_)
        | AstNode::Name(_)
        | AstNode::Number(_)
        | AstNode::Boolean(_)
        | AstNode::Null
        | AstNode::Undefined
        | AstNode::Placeholder
        | AstNode::Regex { .. }
        | AstNode::Variable(_)
        | AstNode::ParentVariable(_)
        | AstNode::Wildcard
        | AstNode::Descendant
        | AstNode::Parent(_) => Ok(()),
        AstNode::Path { steps } => steps.iter_mut().try_for_each(|step| path_step(step, visit)),
        AstNode::Binary { lhs, rhs, .. } => {
            visit(lhs)?;
            visit(rhs)
        }
        AstNode::Unary { operand, .. } => visit(operand),
        AstNode::Function { args, .. }
        | AstNode::Array(args)
        | AstNode::Block(args)
        | AstNode::ArrayGroup(args) => args.iter_mut().try_for_each(visit),
        AstNode::Call { procedure, args } => {
            visit(procedure)?;
            args.iter_mut().try_for_each(visit)
        }
        AstNode::Lambda { body, .. } | AstNode::FunctionApplication(body) => visit(body),
        AstNode::Object(pairs) => pairs_of(pairs, visit),
        AstNode::ObjectTransform { input, pattern } => {
            visit(input)?;
            pairs_of(pattern, visit)
        }
        AstNode::Conditional { condition, then_branch, else_branch } => {
            visit(condition)?;
            visit(then_branch)?;
            else_branch.as_deref_mut().map_or(Ok(()), visit)
        }
        AstNode::Sort { input, terms } => {
            visit(input)?;
            terms.iter_mut().try_for_each(|(term, _)| visit(term))
        }
        AstNode::Transform { location, update, delete } => {
            visit(location)?;
            visit(update)?;
            delete.as_deref_mut().map_or(Ok(()), visit)
        }
    }
}

fn pairs_of(pairs: &mut [(AstNode, AstNode)], visit: Visit<'_>) -> Result<(), String> {
    pairs.iter_mut().try_for_each(|(key, value)| {
        visit(key)?;
        visit(value)
    })
}

fn path_step(step: &mut PathStep, visit: Visit<'_>) -> Result<(), String> {
    visit(&mut step.node)?;
    step.stages.iter_mut().try_for_each(|stage| match stage {
        Stage::Filter(filter) => visit(filter),
        Stage::KeepArray | Stage::Index(_) => Ok(()),
    })
}
