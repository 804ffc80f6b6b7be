//! Figures beside their limits.

use std::fmt;

#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 5]>,
}

impl Table {
    /// One figure; `limit` is in the same unit.
    pub fn row(&mut self, what: &str, figure: f64, unit: &str, limit: Option<f64>, goal: &str) {
        let number = |value: f64| {
            if value < 100.0 { format!("{value:.2} {unit}") } else { format!("{value:.0} {unit}") }
        };
        let ratio = limit.map_or(String::new(), |limit| format!("{:.2}", figure / limit));
        let row = [what.into(), number(figure), limit.map_or(String::new(), number), ratio, goal.into()];
        // Shown at once as well: a long run should say how far it is.
        eprintln!("{}: {}", what, number(figure));
        self.rows.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{:<50} {:>14} {:>14} {:>7}  goal", "figure", "here", "limit", "ratio")?;
        for [what, figure, limit, ratio, goal] in &self.rows {
            writeln!(formatter, "{what:<50} {figure:>14} {limit:>14} {ratio:>7}  {goal}")?;
        }
        Ok(())
    }
}
