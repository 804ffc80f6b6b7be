//! `signalbox recover`.

use host::places;

use crate::Trouble;
use crate::arguments::Recover;
use crate::style::Style;

/// Puts a new database with everything that can be read in the place of a damaged one, and says what came of it.
pub(crate) fn recover(arguments: Recover) -> Result<u8, Trouble> {
    let data = arguments.data.or_else(places::data_folder);
    let data =
        data.ok_or_else(|| Trouble::new("there is no home folder; choose a data folder with --data"))?;
    let recovered = host::recover(&data)?;
    let style = Style::of_stdout();
    for (table, rows) in recovered.rows.iter().filter(|(_, rows)| *rows > 0) {
        let part =
            if recovered.damaged.contains(table) { style.warn(" (a part is lost)") } else { String::new() };
        println!("{rows:>9} {}{part}", table.replace('_', " "));
    }
    for table in recovered.damaged.iter().filter(|table| !has_rows(&recovered, table)) {
        println!("{} {}", style.bad("     none"), table.replace('_', " "));
    }
    println!(
        "The new database is in {}; the damaged one was kept in {}.",
        data.display(),
        recovered.kept.display()
    );
    if let Some(file) = arguments.json {
        let exported = host::export(&data, &file)?;
        println!("Executions written to {}: {}.", file.display(), exported.executions);
        if exported.unreadable > 0 {
            println!(
                "{}",
                style.warn(&format!(
                    "Written without their history, which cannot be read: {}.",
                    exported.unreadable
                ))
            );
        }
    }
    Ok(0)
}

fn has_rows(recovered: &host::Recovered, table: &str) -> bool {
    recovered.rows.iter().any(|(name, rows)| name == table && *rows > 0)
}
