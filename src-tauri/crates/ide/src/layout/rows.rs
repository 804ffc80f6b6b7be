//! Spreads the knots of a scope over rows and threads every edge through the rows it crosses.

use std::collections::BTreeMap;

use super::metrics::LABEL_HEIGHT;
use super::rank::Web;
use super::scene::EdgeKind;
use super::table::Table;

/// How far a box reaches from its axis, the line its edges enter and leave on, and how high it is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Reach {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) height: f64,
}

impl Reach {
    pub(super) fn centred(width: f64, height: f64) -> Reach {
        Reach { left: width / 2.0, right: width / 2.0, height }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum What {
    Knot(usize),
    Label,
    /// A place an edge passes; several edges to one target may share it.
    #[default]
    Bend,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) reach: Reach,
    pub(super) what: What,
}

/// The way of one arc: cells from its source to its target. An arc against the flow goes up through its
/// bends; one with a lane has no bends and runs outside of everything.
#[derive(Debug, Clone, Default)]
pub(super) struct Thread {
    pub(super) cells: Vec<usize>,
    pub(super) label: Option<usize>,
    pub(super) lane: Option<usize>,
}

/// A piece of an edge between two cells of neighbouring rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Piece {
    pub(super) upper: usize,
    pub(super) lower: usize,
    /// 0 is kept straight first, 3 last.
    pub(super) priority: u8,
}

#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) cells: Table<Cell>,
    /// Cells of each row from left to right.
    pub(super) rows: Table<Vec<usize>>,
    pub(super) threads: Table<Thread>,
    pub(super) pieces: Vec<Piece>,
    /// Rows a lane spans, for each lane's group.
    pub(super) lanes: Vec<(usize, usize)>,
    /// True for rows that only hold labels.
    pub(super) label_row: Table<bool>,
}

/// Edges that share their bends: those to one target, or one arc alone.
type Group = (usize, usize, bool);

impl Rows {
    pub(super) fn of(web: &Web, reaches: &Table<Reach>) -> Rows {
        let mut rows = Rows::default();
        let labelled = rows.number_rows(web, reaches);
        let spans = rows.spans(web, &labelled);
        let (bundled, in_lane) = budget(web, &spans);
        let mut shared: BTreeMap<(Group, usize), usize> = BTreeMap::new();
        let mut lane_of: BTreeMap<Group, usize> = BTreeMap::new();
        for at in 0..web.arcs.len() {
            let group = group(web, at, bundled);
            let mut thread = Thread::default();
            let from = web.arcs[at].from;
            thread.cells.push(from);
            if let Some(width) = web.arcs[at].label_width {
                let reach = Reach::centred(width, LABEL_HEIGHT);
                let label = rows.cells.push(Cell { row: spans[at].0, reach, what: What::Label });
                thread.cells.push(label);
                thread.label = Some(label);
            }
            if in_lane.binary_search(&group).is_ok() {
                let (first, last) = spans[at];
                let lane = *lane_of.entry(group).or_insert(rows.lanes.len());
                if let Some(span) = rows.lanes.get_mut(lane) {
                    *span = (span.0.min(first.min(last)), span.1.max(first.max(last)));
                } else {
                    rows.lanes.push((first.min(last), first.max(last)));
                }
                thread.lane = Some(lane);
            } else {
                for row in bends(web.arcs[at].back, spans[at]) {
                    let cell = *shared
                        .entry((group, row))
                        .or_insert_with(|| rows.cells.push(Cell { row, ..Cell::default() }));
                    thread.cells.push(cell);
                }
            }
            thread.cells.push(web.arcs[at].to);
            rows.threads.push(thread);
        }
        rows.collect_pieces(web);
        rows
    }

    /// Gives every rank a row, and the ranks that labelled edges leave a row for the labels.
    /// Returns for each rank the row its edges start from.
    fn number_rows(&mut self, web: &Web, reaches: &Table<Reach>) -> Table<usize> {
        let ranks = web.ranks.iter().max().copied().unwrap_or(0) + 1;
        let mut has_label = Table::filled(ranks, false);
        for arc in web.arcs.iter().filter(|arc| arc.label_width.is_some()) {
            has_label[web.ranks[arc.from]] = true;
        }
        let mut row_of = Table::<usize>::of(ranks);
        let mut starts = Table::<usize>::of(ranks);
        for rank in 0..ranks {
            row_of[rank] = self.label_row.push(false);
            starts[rank] = if has_label[rank] { self.label_row.push(true) } else { row_of[rank] };
        }
        for (knot, &rank) in web.ranks.iter().enumerate() {
            let cell = Cell { row: row_of[rank], reach: reaches[knot], what: What::Knot(knot) };
            self.cells.push(cell);
        }
        self.rows = Table::of(self.label_row.len());
        starts
    }

    /// For each arc the row it starts from (that of its label if it has one) and the row of its target.
    fn spans(&self, web: &Web, starts: &Table<usize>) -> Table<(usize, usize)> {
        let mut spans = Table::default();
        for arc in web.arcs.iter() {
            let own = self.cells[arc.from].row;
            let from = if arc.label_width.is_some() { starts[web.ranks[arc.from]] } else { own };
            spans.push((from, self.cells[arc.to].row));
        }
        spans
    }

    fn collect_pieces(&mut self, web: &Web) {
        for (arc, thread) in web.arcs.iter().zip(self.threads.iter()) {
            for (&one, &other) in thread.cells.iter().zip(thread.cells.iter().skip(1)) {
                let (upper, lower) = match self.cells[one].row.cmp(&self.cells[other].row) {
                    std::cmp::Ordering::Less => (one, other),
                    std::cmp::Ordering::Greater => (other, one),
                    std::cmp::Ordering::Equal => continue,
                };
                if self.cells[upper].row + 1 != self.cells[lower].row {
                    continue;
                }
                let bends = [upper, lower].iter().all(|&cell| self.cells[cell].what == What::Bend);
                let priority = match (arc.main, arc.happy) {
                    (true, _) => 0,
                    (_, true) => 1,
                    _ if bends => 2,
                    _ => 3,
                };
                self.pieces.push(Piece { upper, lower, priority });
            }
        }
        self.pieces.sort_by_key(|piece| (piece.upper, piece.lower, piece.priority));
        self.pieces.dedup_by_key(|piece| (piece.upper, piece.lower));
    }
}

/// Rows an arc bends in, in the order it passes them.
fn bends(back: bool, (from, to): (usize, usize)) -> Box<dyn Iterator<Item = usize>> {
    if back { Box::new((to..=from).rev()) } else { Box::new(from + 1..to) }
}

/// Catchers to one handler always share their way; the other edges only if there is no room for each.
fn group(web: &Web, at: usize, bundled: bool) -> Group {
    let arc = &web.arcs[at];
    if bundled || arc.kind == EdgeKind::Catch {
        (arc.to, usize::from(arc.kind == EdgeKind::Catch), arc.back)
    } else {
        (arc.to, at + 2, arc.back)
    }
}

/// Keeps the number of bends, and of the steps of all threads, linear in the number of cards: first edges to
/// one target share their bends, then the longest leave the rows and run in lanes outside. Returns the two
/// decisions.
fn budget(web: &Web, spans: &Table<(usize, usize)>) -> (bool, Vec<Group>) {
    let allowed = Length { bends: 1000 + 3 * web.cards, steps: 4000 + 12 * web.cards };
    let (mut bundled, mut lengths) = (false, lengths(web, spans, false));
    if !sum(&lengths).fits(allowed) {
        bundled = true;
        lengths = self::lengths(web, spans, true);
    }
    let mut total = sum(&lengths);
    let mut longest: Vec<(usize, usize, Group)> =
        lengths.into_iter().map(|(group, length)| (length.steps, length.bends, group)).collect();
    longest.sort_unstable();
    let mut in_lane = Vec::new();
    while !total.fits(allowed) {
        let Some((steps, bends, group)) = longest.pop() else { break };
        total = Length { bends: total.bends - bends, steps: total.steps - steps };
        in_lane.push(group);
    }
    in_lane.sort_unstable();
    (bundled, in_lane)
}

/// How many bends a group needs, and how many steps its threads take over them.
#[derive(Debug, Clone, Copy, Default)]
struct Length {
    bends: usize,
    steps: usize,
}

impl Length {
    fn fits(self, allowed: Length) -> bool {
        self.bends <= allowed.bends && self.steps <= allowed.steps
    }
}

fn sum(lengths: &BTreeMap<Group, Length>) -> Length {
    let add = |sum: Length, it: &Length| Length { bends: sum.bends + it.bends, steps: sum.steps + it.steps };
    lengths.values().fold(Length::default(), add)
}

fn lengths(web: &Web, spans: &Table<(usize, usize)>, bundled: bool) -> BTreeMap<Group, Length> {
    let mut lengths: BTreeMap<Group, Length> = BTreeMap::new();
    for (at, &(from, to)) in spans.iter().enumerate() {
        let length = if web.arcs[at].back { from + 1 - to } else { to.saturating_sub(from + 1) };
        let known = lengths.entry(group(web, at, bundled)).or_default();
        known.bends = length.max(known.bends);
        known.steps += length;
    }
    lengths
}
