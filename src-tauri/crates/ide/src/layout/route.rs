//! Turns threads into lines. Between two rows the horizontal pieces lie on tracks, so that lines which do not
//! belong together never cover each other; the gap grows with its tracks.

use std::collections::{BTreeMap, BTreeSet};

use super::rank::Web;
use super::rows::{Rows, What};
use super::scene::EdgeKind;
use super::table::Table;

/// Distance between two tracks.
const TRACK: f64 = 10.0;

/// Rows with their places.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) xs: Table<f64>,
    /// Upper side of each row.
    pub(super) ys: Table<f64>,
    /// Points of each arc.
    pub(super) lines: Table<Vec<(f64, f64)>>,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// Where a horizontal piece ends: at a line from above, from below, or in a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Above,
    Below,
    Lane,
}

/// A horizontal piece of one arc. Gap `n` is the one above row `n`.
#[derive(Debug, Clone, Copy)]
struct Run {
    arc: usize,
    gap: usize,
    from: (f64, Side),
    to: (f64, Side),
}

/// Runs that share a track because they leave or enter at the same point.
#[derive(Debug, Clone, Default)]
struct Net {
    low: f64,
    high: f64,
    above: BTreeSet<i64>,
    below: BTreeSet<i64>,
}

/// A net is named by the pin its runs share.
type Pin = (Side, i64);

impl Rows {
    /// Call after `order`, with the places from `align`.
    pub(super) fn draw(&self, web: &Web, xs: Table<f64>, inner: bool) -> Drawn {
        let mut drawn = Drawn { xs, ..Drawn::default() };
        (drawn.left, drawn.right) = self.bounds(&drawn.xs);
        let lanes = self.lane_places(&mut drawn);
        let mut runs = Vec::new();
        for arc in 0..web.arcs.len() {
            self.runs_of(web, arc, &drawn.xs, &lanes, &mut runs);
        }
        let mut by_gap: Table<Vec<usize>> = Table::of(self.rows.len() + 1);
        for (at, run) in runs.iter().enumerate() {
            by_gap[run.gap].push(at);
        }
        let mut tracks = Table::<usize>::of(runs.len());
        let mut firsts = Table::<f64>::of(by_gap.len());
        let mut y = 0.0;
        for (gap, members) in by_gap.iter().enumerate() {
            let count = assign(members, &runs, &mut tracks);
            let (first, height) = self.gap_height(gap, count, inner);
            firsts[gap] = y + first;
            y += height;
            drawn.ys.push(y);
            let row = self.rows[gap].iter().map(|&cell| self.cells[cell].reach.height);
            y += row.reduce(f64::max).unwrap_or(0.0);
        }
        drawn.bottom = y;
        drawn.lines = self.lines(web, &drawn, &runs, |at, gap| firsts[gap] + TRACK * tracks[at] as f64);
        drawn
    }

    fn bounds(&self, xs: &Table<f64>) -> (f64, f64) {
        xs.iter().zip(self.cells.iter()).fold((0.0_f64, 0.0_f64), |(left, right), (x, cell)| {
            (left.min(x - cell.reach.left), right.max(x + cell.reach.right))
        })
    }

    /// Lanes lie to the right of everything; those that never run side by side share a place.
    fn lane_places(&self, drawn: &mut Drawn) -> Table<f64> {
        let mut order: Vec<usize> = (0..self.lanes.len()).collect();
        order.sort_by_key(|&lane| self.lanes.get(lane));
        let mut free: BTreeSet<(usize, usize)> = BTreeSet::new();
        let (mut places, mut columns) = (Table::of(self.lanes.len()), 0);
        for lane in order {
            let Some(&(first, last)) = self.lanes.get(lane) else { continue };
            let column = match free.first().copied() {
                Some((until, column)) if until < first => {
                    free.remove(&(until, column));
                    column
                }
                _ => {
                    columns += 1;
                    columns - 1
                }
            };
            free.insert((last + 1, column));
            places[lane] = (drawn.right + 24.0 + 14.0 * column as f64).round();
        }
        if columns > 0 {
            drawn.right += 24.0 + 14.0 * columns as f64;
        }
        places
    }

    fn runs_of(&self, web: &Web, arc: usize, xs: &Table<f64>, lanes: &Table<f64>, runs: &mut Vec<Run>) {
        let thread = &self.threads[arc];
        let last = thread.cells.len().saturating_sub(2);
        let pairs = thread.cells.iter().zip(thread.cells.iter().skip(1));
        for (nth, (&one, &other)) in pairs.enumerate() {
            let x1 = if nth == 0 { self.exit(web, arc, xs) } else { xs[one] };
            let x2 = if nth == last { self.entry(web, arc, xs) } else { xs[other] };
            let (upper, lower) = (self.cells[one].row, self.cells[other].row);
            if let Some(lane) = thread.lane.filter(|_| nth == last) {
                let lane = (lanes[lane], Side::Lane);
                runs.push(Run { arc, gap: upper + 1, from: (x1, Side::Above), to: lane });
                runs.push(Run { arc, gap: lower, from: lane, to: (x2, Side::Below) });
                continue;
            }
            let (gap, side1, side2) = if lower > upper {
                (lower, Side::Above, Side::Below)
            } else if lower < upper {
                (upper, Side::Below, Side::Above)
            } else if nth == last {
                (upper, Side::Below, Side::Below)
            } else {
                (upper + 1, Side::Above, Side::Above)
            };
            if lower == upper || (x1 - x2).abs() >= 1.0 {
                runs.push(Run { arc, gap, from: (x1, side1), to: (x2, side2) });
            }
        }
    }

    /// Where an edge leaves its box: in the middle, unless it is a catcher or runs back.
    fn exit(&self, web: &Web, arc: usize, xs: &Table<f64>) -> f64 {
        let thread = &self.threads[arc];
        let (Some(&from), Some(&next)) = (thread.cells.first(), thread.cells.get(1)) else { return 0.0 };
        let catch = web.arcs[arc].kind == EdgeKind::Catch;
        if !self.is_card(web, from) || !(catch || (web.arcs[arc].back && thread.label.is_none())) {
            return xs[from];
        }
        let away =
            if thread.lane.is_some() && thread.label.is_none() { f64::MAX } else { xs[next] - xs[from] };
        let reach = self.cells[from].reach;
        let most = if catch { reach.right - 16.0 } else { 48.0_f64.min(reach.right - 16.0) };
        (xs[from] + away.min(most).max(16.0 - reach.left.min(64.0))).round()
    }

    /// Where an edge enters its box: in the middle, unless it runs back.
    fn entry(&self, web: &Web, arc: usize, xs: &Table<f64>) -> f64 {
        let thread = &self.threads[arc];
        let mut cells = thread.cells.iter().rev();
        let (Some(&to), Some(&before)) = (cells.next(), cells.next()) else { return 0.0 };
        if !self.is_card(web, to) || !web.arcs[arc].back {
            return xs[to];
        }
        let away = if thread.lane.is_some() { f64::MAX } else { xs[before] - xs[to] };
        xs[to] + away.clamp(-48.0, 48.0)
    }

    fn is_card(&self, web: &Web, cell: usize) -> bool {
        matches!(self.cells[cell].what, What::Knot(knot) if knot > 0 && knot <= web.cards)
    }

    /// Where the first track of a gap lies, and the height of the gap.
    fn gap_height(&self, gap: usize, tracks: usize, inner: bool) -> (f64, f64) {
        let more = TRACK * tracks.saturating_sub(1) as f64;
        if gap == 0 || gap == self.rows.len() {
            return (8.0, if tracks == 0 { 0.0 } else { 26.0 + more });
        }
        if self.label_row[gap] {
            (7.0, 14.0 + more)
        } else if self.label_row[gap - 1] {
            (7.0, if tracks == 0 { 19.0 } else { 25.0 + more })
        } else if inner && gap == 1 {
            (6.0, 25.0 + more)
        } else {
            (13.0, 35.0 + more)
        }
    }

    fn lines(
        &self,
        web: &Web,
        drawn: &Drawn,
        runs: &[Run],
        track: impl Fn(usize, usize) -> f64,
    ) -> Table<Vec<(f64, f64)>> {
        let mut lines: Table<Vec<(f64, f64)>> = Table::of(web.arcs.len());
        for (arc, line) in lines.iter_mut().enumerate() {
            let from = self.threads[arc].cells.first().copied().unwrap_or(usize::MAX);
            let cell = &self.cells[from];
            line.push((self.exit(web, arc, &drawn.xs), drawn.ys[cell.row] + cell.reach.height));
        }
        for (at, run) in runs.iter().enumerate() {
            let y = track(at, run.gap);
            lines[run.arc].extend([(run.from.0, y), (run.to.0, y)]);
        }
        for (arc, line) in lines.iter_mut().enumerate() {
            let to = self.threads[arc].cells.last().copied().unwrap_or(usize::MAX);
            line.push((self.entry(web, arc, &drawn.xs), drawn.ys[self.cells[to].row]));
            simplify(line);
        }
        lines
    }
}

/// Drops points that lie between their neighbours on one line.
pub(super) fn simplify(line: &mut Vec<(f64, f64)>) {
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(line.len());
    for &point in line.iter() {
        if let [.., before, last] = kept.as_slice() {
            let same_x = (before.0 - last.0).abs() < 0.01 && (last.0 - point.0).abs() < 0.01;
            let same_y = (before.1 - last.1).abs() < 0.01 && (last.1 - point.1).abs() < 0.01;
            if same_x || same_y {
                kept.pop();
            }
        }
        if kept.last() != Some(&point) {
            kept.push(point);
        }
    }
    *line = kept;
}

/// Puts the runs of one gap on tracks, 0 uppermost. Returns how many tracks there are.
fn assign(members: &[usize], runs: &[Run], tracks: &mut Table<usize>) -> usize {
    let mut fans: BTreeMap<Pin, usize> = BTreeMap::new();
    let runs_here = || members.iter().filter_map(|&at| Some((at, runs.get(at)?)));
    for (_, run) in runs_here() {
        for pin in [pin(run.from), pin(run.to)] {
            *fans.entry(pin).or_insert(0) += 1;
        }
    }
    let mut nets: BTreeMap<Pin, Net> = BTreeMap::new();
    let name = |run: &Run| {
        let mut pins = [pin(run.from), pin(run.to)];
        pins.sort_unstable();
        let [first, second] = pins;
        if fans.get(&first).is_some_and(|&fan| fan > 1) || second.0 == Side::Lane { first } else { second }
    };
    for (_, run) in runs_here() {
        let fresh = Net { low: f64::MAX, high: f64::MIN, ..Net::default() };
        nets.entry(name(run)).or_insert(fresh).add(run);
    }
    let placed = stack(&nets);
    for (at, run) in runs_here() {
        tracks[at] = placed.get(&name(run)).copied().unwrap_or(0);
    }
    placed.values().max().map_or(0, |last| last + 1)
}

fn pin((x, side): (f64, Side)) -> Pin {
    (side, x.round() as i64)
}

impl Net {
    fn add(&mut self, run: &Run) {
        for (x, side) in [run.from, run.to] {
            self.low = self.low.min(x);
            self.high = self.high.max(x);
            match side {
                Side::Above => _ = self.above.insert(x.round() as i64),
                Side::Below => _ = self.below.insert(x.round() as i64),
                Side::Lane => {}
            }
        }
    }
}

/// A line that comes from above must turn off before one that goes down at the same x may turn in: the net of
/// the first lies higher. Otherwise each net takes the highest track with room.
fn stack(nets: &BTreeMap<Pin, Net>) -> BTreeMap<Pin, usize> {
    let mut going_down: BTreeMap<i64, Vec<Pin>> = BTreeMap::new();
    for (&name, net) in nets {
        for &x in &net.below {
            going_down.entry(x).or_default().push(name);
        }
    }
    let followers = |name: Pin, net: &Net| -> Vec<Pin> {
        let same_x = net.above.iter().filter_map(|x| going_down.get(x)).flatten();
        same_x.copied().filter(|&other| other != name).collect()
    };
    let mut waiting: BTreeMap<Pin, usize> = BTreeMap::new();
    for (&name, net) in nets {
        for follower in followers(name, net) {
            *waiting.entry(follower).or_insert(0) += 1;
        }
    }
    let start = |net: &Net| net.low.round() as i64;
    let mut left: BTreeSet<(usize, i64, Pin)> = BTreeSet::new();
    for (name, net) in nets {
        left.insert((waiting.get(name).copied().unwrap_or(0), start(net), *name));
    }
    let mut least: BTreeMap<Pin, usize> = BTreeMap::new();
    let mut placed = BTreeMap::new();
    let mut tracks: Vec<BTreeMap<i64, i64>> = Vec::new();
    while let Some((_, _, name)) = left.pop_first() {
        let Some(net) = nets.get(&name) else { continue };
        let from = least.get(&name).copied().unwrap_or(0);
        let track = take_track(&mut tracks, from, net);
        placed.insert(name, track);
        for follower in followers(name, net) {
            let floor = least.entry(follower).or_insert(0);
            *floor = (track + 1).max(*floor);
            let (Some(count), Some(net)) = (waiting.get_mut(&follower), nets.get(&follower)) else {
                continue;
            };
            if left.remove(&(*count, start(net), follower)) {
                *count = count.saturating_sub(1);
                left.insert((*count, start(net), follower));
            }
        }
    }
    placed
}

/// The first track from this one on where the net covers nothing.
fn take_track(tracks: &mut Vec<BTreeMap<i64, i64>>, from: usize, net: &Net) -> usize {
    let (low, high) = (net.low.round() as i64 - 6, net.high.round() as i64 + 6);
    let mut at = from;
    loop {
        while tracks.len() <= at {
            tracks.push(BTreeMap::new());
        }
        let Some(track) = tracks.get_mut(at) else { return at };
        let free = track.range(..=high).next_back().is_none_or(|(_, &end)| end < low);
        if free {
            track.insert(low, high);
            return at;
        }
        at += 1;
    }
}
