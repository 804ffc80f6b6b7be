//! Horizontal places, after Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001).
//!
//! Cells are joined into vertical blocks, blocks are pushed together, and the mean of four such drawings
//! (upwards and downwards, from the left and from the right) is taken. Unlike the paper, pieces that must be
//! straight (the happy path, long edges) are joined first in all four.

use std::collections::BTreeMap;

use super::rank::Web;
use super::rows::{Rows, What};
use super::scene::EdgeKind;
use super::table::Table;

/// Room left and right of a box that nothing else may enter.
fn clearance(what: What) -> f64 {
    match what {
        What::Knot(_) => 18.0,
        What::Label => 7.0,
        What::Bend => 9.0,
    }
}

/// Which neighbours each cell may be joined with, in both directions.
#[derive(Debug, Default)]
struct Partners {
    above: Table<Vec<usize>>,
    below: Table<Vec<usize>>,
}

#[derive(Debug, Clone, Copy)]
struct Direction {
    downwards: bool,
    from_left: bool,
}

impl Rows {
    /// The axis of each cell. Call after `order`.
    pub(super) fn align(&self, web: &Web) -> Table<f64> {
        let places = self.places();
        let partners = self.partners(&places);
        let mut drawings = Vec::with_capacity(4);
        for (downwards, from_left) in [(true, true), (true, false), (false, true), (false, false)] {
            let direction = Direction { downwards, from_left };
            let roots = self.join(&partners, &places, direction);
            drawings.push((from_left, self.compact(&roots, from_left)));
        }
        let mut xs = self.balance(drawings);
        self.settle_labels(web, &mut xs);
        self.settle_loops(web, &mut xs);
        xs
    }

    /// A catcher's label, and any that does not stand right above what follows, moves close to the state it
    /// belongs to: then its edge leaves the card straight down.
    fn settle_labels(&self, web: &Web, xs: &mut Table<f64>) {
        let mut owners = Table::filled(self.cells.len(), None);
        for (arc, thread) in web.arcs.iter().zip(self.threads.iter()) {
            let (Some(label), [owner, _, next, ..]) = (thread.label, thread.cells.as_slice()) else {
                continue;
            };
            if arc.kind == EdgeKind::Catch || (xs[label] - xs[*next]).abs() >= 1.0 {
                owners[label] = Some(*owner);
            }
        }
        for row in self.rows.iter() {
            for from_left in [true, false] {
                let mut before: Option<usize> = None;
                for &cell in mirrored(row, from_left) {
                    self.settle_label(cell, before, owners[cell], from_left, xs);
                    before = Some(cell);
                }
            }
        }
    }

    /// A loop moves as close to its state as the cards beside it allow.
    fn settle_loops(&self, web: &Web, xs: &mut Table<f64>) {
        let places = self.places();
        for (arc, thread) in web.arcs.iter().zip(self.threads.iter()) {
            let bends = || thread.cells.iter().copied().filter(|&cell| self.cells[cell].what == What::Bend);
            let Some(first) = bends().next() else { continue };
            let (x, target) = (xs[first], xs[arc.to]);
            if !arc.back || bends().any(|cell| (xs[cell] - x).abs() >= 1.0) {
                continue;
            }
            let from_left = x > target;
            let mut room = if from_left { f64::MIN } else { f64::MAX };
            for cell in bends() {
                let row = &self.rows[self.cells[cell].row];
                let beside = if from_left { places[cell].checked_sub(1) } else { Some(places[cell] + 1) };
                let Some(&beside) = beside.and_then(|at| row.get(at)) else { continue };
                let distance = self.distance(beside, cell, from_left);
                room =
                    if from_left { room.max(xs[beside] + distance) } else { room.min(xs[beside] - distance) };
            }
            let nearer = if from_left { room.max(target).ceil() < x } else { room.min(target).floor() > x };
            if nearer {
                let place = if from_left { room.max(target).ceil() } else { room.min(target).floor() };
                bends().for_each(|cell| xs[cell] = place);
            }
        }
    }

    fn settle_label(
        &self,
        cell: usize,
        before: Option<usize>,
        owner: Option<usize>,
        from_left: bool,
        xs: &mut Table<f64>,
    ) {
        let Some(owner) = owner else { return };
        let reach = self.cells[cell].reach;
        let most = self.cells[owner].reach.right.min(self.cells[owner].reach.left) - 16.0;
        let beside = (reach.right + 2.0 * clearance(What::Label)).min(most);
        if from_left && xs[cell] > xs[owner] {
            let room = before.map_or(f64::MIN, |before| xs[before] + self.distance(before, cell, true));
            xs[cell] = xs[cell].min((xs[owner] + beside).max(room).ceil());
        } else if !from_left && xs[cell] < xs[owner] {
            let room = before.map_or(f64::MAX, |before| xs[before] - self.distance(before, cell, false));
            xs[cell] = xs[cell].max((xs[owner] - beside).min(room).floor());
        }
    }

    fn partners(&self, places: &Table<usize>) -> Partners {
        let mut partners =
            Partners { above: Table::of(self.cells.len()), below: Table::of(self.cells.len()) };
        let mut by_row: Table<Vec<(u8, usize, usize)>> = Table::of(self.rows.len());
        for piece in &self.pieces {
            let row = self.cells[piece.upper].row;
            by_row[row].push((piece.priority, places[piece.upper], places[piece.lower]));
        }
        for (row, pieces) in by_row.iter_mut().enumerate() {
            pieces.sort_unstable();
            let firm = firm(pieces);
            let lower_to_upper: BTreeMap<usize, usize> = firm.iter().map(|(&u, &l)| (l, u)).collect();
            let before_upper = counts(self.rows[row].len(), firm.keys());
            let before_lower = counts(self.rows[row + 1].len(), firm.values());
            for &(_, upper, lower) in pieces.iter() {
                let joined = firm.get(&upper) == Some(&lower);
                let free = !firm.contains_key(&upper)
                    && !lower_to_upper.contains_key(&lower)
                    && before_upper[upper] == before_lower[lower];
                if joined || free {
                    let cells = (self.rows[row].get(upper), self.rows[row + 1].get(lower));
                    if let (Some(&upper), Some(&lower)) = cells {
                        partners.above[lower].push(upper);
                        partners.below[upper].push(lower);
                    }
                }
            }
        }
        for list in partners.above.iter_mut().chain(partners.below.iter_mut()) {
            list.sort_by_key(|&cell| places[cell]);
        }
        partners
    }

    /// Joins each cell with the median of its partners unless that would cross a join made before.
    /// Returns the block of each cell, named by one of its cells.
    fn join(&self, partners: &Partners, places: &Table<usize>, direction: Direction) -> Table<usize> {
        let mut roots: Table<usize> = (0..self.cells.len()).collect::<Vec<_>>().into();
        let mut taken = Table::filled(self.cells.len(), false);
        let count = self.rows.len();
        for step in 0..count {
            let row = if direction.downwards { step } else { count - 1 - step };
            let lists = if direction.downwards { &partners.above } else { &partners.below };
            let mut limit: Option<usize> = None;
            for &cell in mirrored(&self.rows[row], direction.from_left) {
                for candidate in medians(&lists[cell], direction.from_left) {
                    let place = places[candidate];
                    let clear =
                        limit.is_none_or(|limit| (place > limit) == direction.from_left && place != limit);
                    if clear && !taken[candidate] {
                        taken[candidate] = true;
                        roots[cell] = roots[candidate];
                        limit = Some(place);
                        break;
                    }
                }
            }
        }
        roots
    }

    /// Pushes the blocks to one side as far as they go, then each back towards its neighbours.
    fn compact(&self, roots: &Table<usize>, from_left: bool) -> Table<f64> {
        let mut after: Table<Vec<(usize, f64)>> = Table::of(self.cells.len());
        let mut waiting = Table::<usize>::of(self.cells.len());
        for row in self.rows.iter() {
            let cells: Vec<usize> = mirrored(row, from_left).copied().collect();
            for (&one, &other) in cells.iter().zip(cells.iter().skip(1)) {
                after[roots[one]].push((roots[other], self.distance(one, other, from_left)));
                waiting[roots[other]] += 1;
            }
        }
        let mut ready: Vec<usize> =
            (0..self.cells.len()).filter(|&cell| roots[cell] == cell && waiting[cell] == 0).collect();
        let (mut xs, mut done) = (Table::<f64>::of(self.cells.len()), Vec::new());
        while let Some(block) = ready.pop() {
            done.push(block);
            for &(next, distance) in &after[block] {
                xs[next] = xs[next].max(xs[block] + distance);
                waiting[next] = waiting[next].saturating_sub(1);
                if waiting[next] == 0 {
                    ready.push(next);
                }
            }
        }
        for &block in done.iter().rev() {
            let room = after[block].iter().map(|&(next, distance)| xs[next] - distance).reduce(f64::min);
            if let Some(room) = room {
                xs[block] = xs[block].max(room);
            }
        }
        let sign = if from_left { 1.0 } else { -1.0 };
        roots.iter().map(|&root| xs[root] * sign).collect::<Vec<_>>().into()
    }

    fn distance(&self, one: usize, other: usize, from_left: bool) -> f64 {
        let (left, right) = if from_left { (one, other) } else { (other, one) };
        let (left, right) = (&self.cells[left], &self.cells[right]);
        left.reach.right + clearance(left.what) + clearance(right.what) + right.reach.left
    }

    /// Lines the four drawings up with the narrowest and takes the mean of the middle two for each cell.
    fn balance(&self, drawings: Vec<(bool, Table<f64>)>) -> Table<f64> {
        let bounds = |xs: &Table<f64>| {
            let ends = xs.iter().zip(self.cells.iter());
            ends.fold((f64::MAX, f64::MIN), |(low, high), (x, cell)| {
                (low.min(x - cell.reach.left), high.max(x + cell.reach.right))
            })
        };
        let mut narrowest = (0.0, f64::MAX);
        for (_, xs) in &drawings {
            let (low, high) = bounds(xs);
            if high - low < narrowest.1 - narrowest.0 {
                narrowest = (low, high);
            }
        }
        let mut four: Table<Vec<f64>> = Table::of(self.cells.len());
        for (from_left, xs) in &drawings {
            let (low, high) = bounds(xs);
            let shift = if *from_left { narrowest.0 - low } else { narrowest.1 - high };
            for (cell, x) in xs.iter().enumerate() {
                four[cell].push(x + shift);
            }
        }
        let mut middle = Table::<f64>::of(self.cells.len());
        for (cell, places) in four.iter_mut().enumerate() {
            places.sort_by(f64::total_cmp);
            middle[cell] = (places.iter().skip(1).take(2).sum::<f64>() / 2.0).round();
        }
        middle
    }
}

/// The pieces to be kept straight: by priority, as long as none crosses another or shares a cell with it.
fn firm(pieces: &[(u8, usize, usize)]) -> BTreeMap<usize, usize> {
    let mut firm = BTreeMap::new();
    for &(priority, upper, lower) in pieces {
        let left = firm.range(..=upper).next_back().is_none_or(|(&u, &l)| u < upper && l < lower);
        let right = firm.range(upper..).next().is_none_or(|(&u, &l)| u > upper && l > lower);
        if priority < 3 && left && right {
            firm.insert(upper, lower);
        }
    }
    firm
}

/// For each place how many of these are before it.
fn counts<'a>(length: usize, marks: impl Iterator<Item = &'a usize>) -> Table<usize> {
    let mut marked = Table::<usize>::of(length);
    for &mark in marks {
        marked[mark] = 1;
    }
    let mut sum = 0;
    for mark in marked.iter_mut() {
        sum += std::mem::replace(mark, sum);
    }
    marked
}

fn mirrored(row: &[usize], from_left: bool) -> Box<dyn Iterator<Item = &usize> + '_> {
    if from_left { Box::new(row.iter()) } else { Box::new(row.iter().rev()) }
}

fn medians(list: &[usize], from_left: bool) -> impl Iterator<Item = usize> {
    let last = list.len().saturating_sub(1);
    let (low, high) = (last / 2, last.div_ceil(2));
    let (first, second) = if from_left { (low, high) } else { (high, low) };
    [list.get(first).copied(), list.get(second).copied()].into_iter().flatten()
}
