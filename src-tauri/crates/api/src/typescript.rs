//! Prints `ui/src/api/generated.ts` from the list of operations, so that the UI cannot disagree with this side.

use std::any::TypeId;
use std::collections::HashSet;

use ts_rs::{Config, TS, TypeVisitor};

use crate::operations::LIST;
use crate::{Change, Error, Operation};

const HEAD: &str = "\
// Generated from the operations list in `src-tauri/crates/api`. Do not edit; `cargo verify` checks it.
// Text positions are UTF-16 offsets, as JavaScript strings and CodeMirror count them. Times are milliseconds since 1970.
";

/// The whole file.
#[must_use]
pub fn generated() -> String {
    let mut printer = Printer::new();
    printer.visit::<Error>();
    for entry in LIST {
        (entry.declare)(&mut printer);
    }
    printer.visit::<Change>();
    printer.finished()
}

/// Collects declarations in the order in which they are first needed.
pub(crate) struct Printer {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: Vec<String>,
    operations: Vec<String>,
}

impl Printer {
    fn new() -> Self {
        // Times and sizes stay far below 2^53.
        let config = Config::new().with_large_int("number");
        Self { config, seen: HashSet::new(), declarations: Vec::new(), operations: Vec::new() }
    }

    /// Adds one operation and every type it mentions.
    pub(crate) fn declare<O: Operation>(&mut self) {
        self.visit::<O>();
        self.visit::<O::Reply>();
        let (request, reply) = (O::name(&self.config), O::Reply::name(&self.config));
        self.operations.push(format!("  {}: [{request}, {reply}];\n", O::NAME));
    }

    fn finished(self) -> String {
        let Self { declarations, operations, .. } = self;
        format!(
            "{HEAD}\n{}\n/** Every operation with its request and its reply. */\nexport interface Operations {{\n{}}}\nexport type Operation = keyof Operations;\n",
            declarations.join("\n"),
            operations.concat(),
        )
    }
}

impl TypeVisitor for Printer {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        if T::output_path().is_none() {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        let declaration = T::decl(&self.config);
        self.declarations.push(format!("{docs}export {declaration}\n"));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn the_file_in_the_ui_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/api/generated.ts");
        let now = super::generated();
        if std::env::var_os("SIGNALBOX_WRITE").is_some() {
            std::fs::write(&path, &now).expect("written");
        }
        let there = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(there == now, "ui/src/api/generated.ts is stale: run this test with SIGNALBOX_WRITE=1");
    }
}
