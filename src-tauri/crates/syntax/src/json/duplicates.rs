//! Keys that occur twice in one object.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::complaint::PROBLEMS_MAX;
use crate::tree::Slot;
use crate::{Diagnostic, Kind, Node, NodeId, Tree};

/// Below this size comparing every pair is quicker than building a set.
const FEW: usize = 12;

pub(crate) fn report(tree: &Tree, problems: &mut Vec<Diagnostic>) {
    let ids = (0u32..).zip(&tree.slots).filter(|(_, slot)| is_candidate(slot));
    let mut few = Vec::with_capacity(FEW);
    for (id, _) in ids {
        if problems.len() >= PROBLEMS_MAX {
            return;
        }
        let node = tree.node(NodeId(id));
        if node.children().len() <= FEW {
            compare_pairs(node, &mut few, problems)
        } else {
            compare_sorted(node, problems)
        }
    }
}

fn is_candidate(slot: &Slot) -> bool {
    slot.kind == Kind::Object && slot.children.len() > 1
}

fn compare_pairs<'t>(node: Node<'t>, seen: &mut Vec<Cow<'t, str>>, problems: &mut Vec<Diagnostic>) {
    seen.clear();
    for member in node.members() {
        let key = member.key();
        if seen.contains(&key) {
            problems.push(problem(&member));
        }
        seen.push(key);
    }
}

fn compare_sorted(node: Node<'_>, problems: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for member in node.members() {
        if !seen.insert(member.key()) {
            problems.push(problem(&member));
        }
    }
}

fn problem(member: &crate::Member<'_>) -> Diagnostic {
    Diagnostic::error(super::DUPLICATE_KEY, format!("duplicate key `{}`", member.key()), member.key_span)
        .help("the last one counts; remove or rename one of them")
}
