//! The order of the cells inside each row.
//!
//! It begins as the order of the definition and gives that up only where edges then cross less.

use super::rank::Web;
use super::rows::{Piece, Rows, What};
use super::scene::EdgeKind;
use super::table::Table;

const ROUNDS: usize = 4;
/// With more cells than this one round must do.
const LARGE: usize = 20_000;

/// Neighbours of the cells in the row above (or below), each with its place among the edges of that cell.
type Neighbours = Table<Vec<(usize, f64)>>;

impl Rows {
    pub(super) fn order(&mut self, web: &Web) {
        self.place_in_definition_order(web);
        let mut best = self.crossings();
        let (above, below) = (self.neighbours(web, true), self.neighbours(web, false));
        let mut places = Table::<f64>::of(self.cells.len());
        let rounds = if self.cells.len() > LARGE { 1 } else { ROUNDS };
        for _ in 0..rounds {
            if best == 0 {
                return;
            }
            let known = self.rows.clone();
            // Downwards last: that way the rules of a Choice end up in the order of the definition.
            for at in (1..self.rows.len()).rev() {
                self.sort_row(at - 1, at, &below, &mut places);
            }
            for at in 1..self.rows.len() {
                self.sort_row(at, at - 1, &above, &mut places);
            }
            let crossings = self.crossings();
            if crossings >= best {
                self.rows = known;
                return;
            }
            best = crossings;
        }
    }

    /// Depth first, definition order: the first rule is on the left, catchers are on the right.
    fn place_in_definition_order(&mut self, web: &Web) {
        let mut placed = Table::filled(self.cells.len(), false);
        let mut outer_left: Table<Vec<usize>> = Table::of(self.rows.len());
        let mut stack = Vec::new();
        for &root in &web.visited {
            if placed[root] {
                continue;
            }
            self.place(root, &mut placed);
            stack.push((root, 0));
            while let Some((knot, next)) = stack.pop() {
                let Some(&arc) = web.out[knot].get(next) else { continue };
                stack.push((knot, next + 1));
                let on_the_left = self.returns_on_the_left(web, arc);
                for at in 0..self.threads[arc].cells.len() {
                    let cell = self.threads[arc].cells.get(at).copied().unwrap_or(usize::MAX);
                    if placed[cell] {
                        continue;
                    }
                    match self.cells[cell].what {
                        What::Bend if on_the_left => {
                            placed[cell] = true;
                            outer_left[self.cells[cell].row].push(cell);
                        }
                        What::Knot(to) => {
                            self.place(cell, &mut placed);
                            stack.push((to, 0));
                        }
                        What::Bend | What::Label => self.place(cell, &mut placed),
                    }
                }
            }
        }
        for (row, left) in outer_left.iter_mut().enumerate() {
            left.reverse();
            left.append(&mut self.rows[row]);
            self.rows[row] = std::mem::take(left);
        }
    }

    /// A loop keeps to the side of its state on which it begins.
    fn returns_on_the_left(&self, web: &Web, arc: usize) -> bool {
        let from = web.arcs[arc].from;
        let straight = web.out[from].iter().position(|&other| web.arcs[other].happy);
        let own = web.out[from].iter().position(|&other| other == arc);
        web.arcs[arc].back && straight.is_some() && own < straight
    }

    fn place(&mut self, cell: usize, placed: &mut Table<bool>) {
        placed[cell] = true;
        let row = self.cells[cell].row;
        self.rows[row].push(cell);
    }

    fn neighbours(&self, web: &Web, above: bool) -> Neighbours {
        let mut neighbours = Neighbours::of(self.cells.len());
        let mut place = Table::<f64>::of(self.cells.len());
        for out in web.out.iter() {
            for (nth, &arc) in out.iter().enumerate() {
                // Catchers may change places among themselves; they stay to the right.
                let nth = if web.arcs[arc].kind == EdgeKind::Catch { out.len() - 1 } else { nth };
                let share = (nth as f64 + 1.0) / (out.len() as f64 + 1.0) - 0.5;
                if let Some(&first) = self.threads[arc].cells.get(1) {
                    place[first] = share;
                }
            }
        }
        // What is to be straight is placed by that alone.
        let mut best = Table::filled(self.cells.len(), u8::MAX);
        for &Piece { upper, lower, priority } in &self.pieces {
            let (cell, neighbour) =
                if above { (lower, (upper, place[lower] * 0.9)) } else { (upper, (lower, 0.0)) };
            let class = u8::from(priority > 1);
            if class < best[cell] {
                best[cell] = class;
                neighbours[cell].clear();
            }
            if class == best[cell] {
                neighbours[cell].push(neighbour);
            }
        }
        neighbours
    }

    /// Sorts a row by the mean place of its neighbours in the fixed row. A cell without any stays to the right
    /// of the one it is beside.
    fn sort_row(&mut self, row: usize, fixed: usize, neighbours: &Neighbours, places: &mut Table<f64>) {
        for (place, &cell) in self.rows[fixed].iter().enumerate() {
            places[cell] = place as f64;
        }
        let mut last = f64::MIN;
        let mut sorted: Vec<(f64, usize)> = Vec::with_capacity(self.rows[row].len());
        for &cell in &self.rows[row] {
            let known = &neighbours[cell];
            if !known.is_empty() {
                let sum: f64 = known.iter().map(|&(neighbour, share)| places[neighbour] + share).sum();
                last = sum / known.len() as f64;
            }
            sorted.push((last, cell));
        }
        sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
        self.rows[row] = sorted.into_iter().map(|(_, cell)| cell).collect();
    }

    /// How many pairs of pieces cross. Pieces that should be straight count more: crossed by another such they
    /// could not be.
    fn crossings(&self) -> usize {
        let places = self.places();
        let mut by_row: Table<Vec<(usize, usize, usize)>> = Table::of(self.rows.len());
        for piece in &self.pieces {
            let weight = if matches!(piece.priority, 0 | 2) { 3 } else { 1 };
            by_row[self.cells[piece.upper].row].push((places[piece.upper], places[piece.lower], weight));
        }
        let mut crossings = 0;
        for (row, pieces) in by_row.iter_mut().enumerate() {
            pieces.sort_unstable();
            let below = self.rows[row + 1].len();
            let mut weights = Table::<usize>::of(below + 1);
            let mut seen = 0;
            for &(_, lower, weight) in pieces.iter() {
                crossings += weight * (seen - sum_up_to(&weights, lower));
                add(&mut weights, lower, weight);
                seen += weight;
            }
        }
        crossings
    }

    /// Each cell's place in its row.
    pub(super) fn places(&self) -> Table<usize> {
        let mut places = Table::<usize>::of(self.cells.len());
        for row in self.rows.iter() {
            for (place, &cell) in row.iter().enumerate() {
                places[cell] = place;
            }
        }
        places
    }
}

/// Sum of the weights at `0..=at`, in a Fenwick tree.
fn sum_up_to(weights: &Table<usize>, at: usize) -> usize {
    let (mut at, mut sum) = (at + 1, 0);
    while at > 0 {
        sum += weights[at];
        at &= at - 1;
    }
    sum
}

fn add(weights: &mut Table<usize>, at: usize, weight: usize) {
    let mut at = at + 1;
    while at < weights.len() {
        weights[at] += weight;
        at += at & at.wrapping_neg();
    }
}
