//! Parallel: runs branches at the same time.

use syntax::Span;

use crate::WorkflowId;
use crate::lower::{Fields, Nested};

/// The fields only Parallel has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parallel {
    /// `Branches`, in order.
    pub branches: Vec<WorkflowId>,
    /// Place of the `Branches` value, if it is there.
    pub branches_span: Option<Span>,
}

pub(crate) fn lower<'t>(fields: &mut Fields<'_, 't>, nested: &mut Nested<'t>) -> Parallel {
    fields.required(&["Branches"]);
    let Some(list) = fields.array("Branches") else {
        return Parallel { branches: Vec::new(), branches_span: None };
    };
    let mut branches = Vec::new();
    for (index, node) in list.value.items().enumerate() {
        let pointer = format!("/Branches/{index}");
        let location = format!("/Branches[{index}]");
        branches.extend(nested.enqueue(fields, node, index, &pointer, &location));
    }
    Parallel { branches, branches_span: Some(list.span) }
}
