//! Prints `ui/src/api/generated.ts` from the list of operations, so that the UI cannot disagree with this side.

use std::any::TypeId;
use std::collections::HashSet;

use ts_rs::{Config, TS, TypeVisitor};

use crate::operations::{LIST, RESCUE};
use crate::{Change, Error, Operation};

const HEAD: &str = "\
// Generated from the operations list in `src-tauri/crates/api`. Do not edit; `cargo verify` checks it.
// Text positions are UTF-16 offsets, as JavaScript strings and CodeMirror count them. Times are milliseconds since 1970.
";

/// The whole file.
#[must_use]
pub fn generated() -> String {
    let mut printer = Printer::new();
    printer.add::<Error>();
    for entry in LIST {
        (entry.declare)(&mut printer);
    }
    for entry in RESCUE.iter().filter(|entry| LIST.iter().all(|other| other.name != entry.name)) {
        (entry.declare)(&mut printer);
    }
    printer.add::<Change>();
    printer.finished()
}

/// Collects declarations in the order in which they are first needed.
pub(crate) struct Printer {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: Vec<String>,
    /// Name and declaration of types first mentioned by what is being printed now.
    batch: Vec<(String, String)>,
    operations: Vec<String>,
}

impl Printer {
    fn new() -> Self {
        // Times and sizes stay far below 2^53.
        let config = Config::new().with_large_int("number");
        Self {
            config,
            seen: HashSet::new(),
            declarations: Vec::new(),
            batch: Vec::new(),
            operations: Vec::new(),
        }
    }

    /// Adds one operation and every type it mentions.
    pub(crate) fn declare<O: Operation<Context>, Context>(&mut self) {
        self.add::<O>();
        self.add::<O::Reply>();
        let (request, reply) = (O::name(&self.config), O::Reply::name(&self.config));
        self.operations.push(format!("  {}: [{request}, {reply}];\n", O::NAME));
    }

    /// Adds a type and those it mentions. `ts-rs` names them in an order that differs from one compilation to the next.
    fn add<T: TS + 'static>(&mut self) {
        self.visit::<T>();
        self.batch.sort();
        self.declarations.extend(self.batch.drain(..).map(|(_, declaration)| declaration));
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
        let declaration = laid_out(&format!("{docs}export {}", T::decl(&self.config)));
        self.batch.push((T::name(&self.config), declaration));
    }
}

/// `ts-rs` writes for machines; this is read by people: one member in a line, comments of one line in one line.
fn laid_out(declaration: &str) -> String {
    let declaration = declaration
        .replace("Record<symbol, never>", "{}")
        .replace(", }", " }")
        .replace(" } | { \"kind\"", " }\n  | { kind")
        .replace("= { \"kind\"", "=\n  | { kind");
    let mut text = String::new();
    let mut comment: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in declaration.lines().map(str::trim_end) {
        let indent = if inside { "  " } else { "" };
        match line.trim_start() {
            "" | "/**" => {}
            "*/" => text.push_str(&commented(&std::mem::take(&mut comment), indent)),
            line if line.starts_with("* ") => comment.push(line.strip_prefix("* ").unwrap_or(line)),
            line if line.ends_with('{') => {
                inside = true;
                text.push_str(&format!("{line}\n"));
            }
            _ if !inside => text.push_str(&format!("{line}\n")),
            member => text.push_str(&self::member(member, &mut inside)),
        }
    }
    text
}

/// A line inside braces; the last one closes them.
fn member(line: &str, inside: &mut bool) -> String {
    if let Some(line) = line.strip_suffix(',') {
        return format!("  {line};\n");
    }
    // What follows the closing brace belongs to the whole type, as in `} & Summary;`.
    let close = if line.ends_with(" };") { line.len().checked_sub(3) } else { line.rfind(" } & ") };
    let Some((last, rest)) = close.and_then(|close| line.split_at_checked(close)) else {
        return format!("  {line}\n");
    };
    *inside = false;
    format!("  {last};\n{}\n", rest.trim_start())
}

fn commented(lines: &[&str], indent: &str) -> String {
    match lines {
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let body: String = lines.iter().map(|line| format!("{indent} * {line}\n")).collect();
            format!("{indent}/**\n{body}{indent} */\n")
        }
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
