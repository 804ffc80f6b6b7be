//! What an expression reads, and what it must not read at its top level, where there is no context value.

use std::collections::BTreeSet;

use jsonata_core::ast::{AstNode, BinaryOp, PathStep, Stage};

use super::vocabulary;

/// The findings of one walk over an expression.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Variables read that the expression does not define itself, without `states`.
    pub variables: BTreeSet<String>,
    /// Members of `$states` read by name.
    pub states: BTreeSet<String>,
    /// What AWS refuses, in its words.
    pub refused: Vec<String>,
    scopes: Vec<BTreeSet<String>>,
}

impl Survey {
    pub fn of(tree: &AstNode) -> Self {
        let mut survey = Self { scopes: vec![BTreeSet::new()], ..Self::default() };
        survey.visit(tree, false);
        survey
    }

    /// `in_context`: whether a path step, filter or function body around gives `$` and names a meaning.
    fn visit(&mut self, node: &AstNode, in_context: bool) {
        match node {
            AstNode::String(_)
            | AstNode::Number(_)
            | AstNode::Boolean(_)
            | AstNode::Null
            | AstNode::Undefined
            | AstNode::Placeholder
            | AstNode::Regex { .. }
            | AstNode::Wildcard
            | AstNode::Descendant
            | AstNode::Parent(_) => {}
            AstNode::Name(name) => {
                if !in_context {
                    self.refuse(format!("Reference to '{name}' at the top level is not supported."));
                }
            }
            AstNode::Variable(name) => self.variable(name, in_context),
            AstNode::ParentVariable(_) => self.refuse("Reference to '$$' is not supported.".to_owned()),
            AstNode::Path { steps } => self.path(steps, in_context),
            AstNode::Binary { op, lhs, rhs } => self.binary(*op, lhs, rhs, in_context),
            AstNode::Unary { operand, .. } => self.visit(operand, in_context),
            AstNode::Function { name, args, .. } => {
                if name == "eval" {
                    self.refuse("Function '$eval' is not supported.".to_owned());
                }
                self.all(args, in_context);
            }
            AstNode::Array(args) | AstNode::ArrayGroup(args) => self.all(args, in_context),
            AstNode::Call { procedure, args } => {
                self.visit(procedure, in_context);
                self.all(args, in_context);
            }
            AstNode::Block(parts) => self.scoped(&[], |survey| survey.all(parts, in_context)),
            AstNode::Lambda { params, body, .. } => self.scoped(params, |survey| survey.visit(body, true)),
            AstNode::FunctionApplication(inner) => self.visit(inner, true),
            AstNode::Object(pairs) => self.pairs(pairs, in_context),
            AstNode::ObjectTransform { input, pattern } => {
                self.visit(input, in_context);
                self.pairs(pattern, true);
            }
            AstNode::Conditional { condition, then_branch, else_branch } => {
                self.visit(condition, in_context);
                self.visit(then_branch, in_context);
                else_branch.iter().for_each(|branch| self.visit(branch, in_context));
            }
            AstNode::Sort { input, terms } => {
                self.visit(input, in_context);
                terms.iter().for_each(|(term, _)| self.visit(term, true));
            }
            AstNode::Transform { location, update, delete } => {
                self.visit(location, true);
                self.visit(update, true);
                delete.iter().for_each(|delete| self.visit(delete, true));
            }
        }
    }

    fn refuse(&mut self, message: String) {
        if !self.refused.contains(&message) {
            self.refused.push(message);
        }
    }

    fn all(&mut self, nodes: &[AstNode], in_context: bool) {
        nodes.iter().for_each(|node| self.visit(node, in_context));
    }

    fn pairs(&mut self, pairs: &[(AstNode, AstNode)], in_context: bool) {
        for (key, value) in pairs {
            self.visit(key, in_context);
            self.visit(value, in_context);
        }
    }

    fn scoped(&mut self, names: &[String], walk: impl FnOnce(&mut Self)) {
        self.scopes.push(names.iter().cloned().collect());
        walk(self);
        self.scopes.pop();
    }

    fn define(&mut self, name: &str) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.insert(name.to_owned());
        }
    }

    fn variable(&mut self, name: &str, in_context: bool) {
        if name.is_empty() {
            if !in_context {
                self.refuse("Reference to '$' at the top level is not supported.".to_owned());
            }
            return;
        }
        // A function passed by its name is no variable of the state machine.
        let is_function = vocabulary::find(name).is_some();
        if name != "states" && !is_function && !self.scopes.iter().any(|scope| scope.contains(name)) {
            self.variables.insert(name.to_owned());
        }
    }

    fn binary(&mut self, op: BinaryOp, lhs: &AstNode, rhs: &AstNode, in_context: bool) {
        match (op, lhs) {
            (BinaryOp::ColonEqual, AstNode::Variable(name)) => {
                // A function may call itself by the name it is bound to.
                if matches!(rhs, AstNode::Lambda { .. }) {
                    self.define(name);
                }
                self.visit(rhs, in_context);
                self.define(name);
            }
            _ => {
                self.visit(lhs, in_context);
                self.visit(rhs, in_context);
            }
        }
    }

    fn path(&mut self, steps: &[PathStep], in_context: bool) {
        self.scopes.push(BTreeSet::new());
        for (position, step) in steps.iter().enumerate() {
            self.visit(&step.node, in_context || position > 0);
            for name in step.focus.iter().chain(&step.index_var) {
                self.define(name);
            }
            for stage in &step.stages {
                match stage {
                    Stage::Filter(filter) => self.visit(filter, true),
                    Stage::Index(name) => self.define(name),
                    Stage::KeepArray => {}
                }
            }
        }
        self.scopes.pop();
        if let [first, second, ..] = steps
            && matches!(&first.node, AstNode::Variable(name) if name == "states")
            && let AstNode::Name(member) = &second.node
        {
            self.states.insert(member.clone());
        }
    }
}
