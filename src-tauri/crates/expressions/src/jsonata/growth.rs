//! Texts that grow. An expression that repeats itself could double a text until the memory is full, and no clock would
//! stop it in time: so what is joined to something else may only be so long.

use jsonata_core::ast::{AstNode, BinaryOp};

use super::adapt::children;
use super::functions::{JOINABLE, SHORT};

/// Puts the bound around what is joined, where an expression can repeat itself.
pub(super) fn bound(tree: &mut AstNode) {
    if repeats(tree) {
        wrap(tree);
    }
}

/// Whether there is a function or a variable, without which nothing can be done twice to the same text.
fn repeats(node: &mut AstNode) -> bool {
    if matches!(node, AstNode::Lambda { .. } | AstNode::Binary { op: BinaryOp::ColonEqual, .. }) {
        return true;
    }
    let mut found = |inner: &mut AstNode| if repeats(inner) { Err(String::new()) } else { Ok(()) };
    children(node, &mut found).is_err()
}

fn wrap(node: &mut AstNode) {
    match node {
        AstNode::Binary { op: BinaryOp::Concatenate, lhs, rhs } => {
            for side in [lhs, rhs] {
                wrap(side);
                let is_bounded =
                    matches!(**side, AstNode::String(_) | AstNode::Binary { op: BinaryOp::Concatenate, .. });
                if !is_bounded {
                    let inner = std::mem::replace(&mut **side, AstNode::Undefined);
                    **side = called(SHORT, vec![inner]);
                }
            }
        }
        // The left side of `~>` is the first argument of the call on the right.
        AstNode::Binary { op: BinaryOp::ChainPipe, lhs, rhs } => {
            wrap(lhs);
            match rhs.as_mut() {
                AstNode::Function { args, .. } => args.iter_mut().for_each(wrap),
                other => wrap(other),
            }
        }
        AstNode::Function { name, args, is_builtin: true } if name == "join" => {
            args.iter_mut().for_each(wrap);
            let separator = args.get(1).cloned();
            if let Some(first) = args.first_mut() {
                let inner = std::mem::replace(first, AstNode::Undefined);
                *first = called(JOINABLE, std::iter::once(inner).chain(separator).collect());
            }
        }
        other => {
            let _ = children(other, &mut |inner| {
                wrap(inner);
                Ok(())
            });
        }
    }
}

fn called(name: &str, args: Vec<AstNode>) -> AstNode {
    AstNode::Function { name: name.to_owned(), args, is_builtin: true }
}
