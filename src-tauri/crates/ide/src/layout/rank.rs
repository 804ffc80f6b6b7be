//! Which way edges run, and in which rank each knot of a scope is.

use super::plan::{Link, Scope, Target};
use super::scene::EdgeKind;
use super::table::Table;

/// The graph of one scope. Knot 0 is the start, then the cards, then the end, then the slots.
#[derive(Debug, Default)]
pub(super) struct Web {
    pub(super) ranks: Table<usize>,
    pub(super) arcs: Table<Arc>,
    /// Arcs that leave each knot, in the order of the definition.
    pub(super) out: Table<Vec<usize>>,
    /// Knots in the order a reader meets them: depth first, definition order.
    pub(super) visited: Vec<usize>,
    pub(super) cards: usize,
}

/// A transition between two knots of a scope.
#[derive(Debug, Clone, Default)]
pub(super) struct Arc {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: EdgeKind,
    pub(super) label_width: Option<f64>,
    /// Runs against the flow.
    pub(super) back: bool,
    /// The one arc of its knot that is kept straight if possible.
    pub(super) happy: bool,
    /// On the happy path from the start.
    pub(super) main: bool,
}

impl Web {
    /// Number of the knot that ends the scope.
    pub(super) fn end(&self) -> usize {
        self.cards + 1
    }

    /// Reads a scope and ranks it.
    pub(super) fn of(scope: &Scope) -> Web {
        let mut web = Web { cards: scope.cards.len(), ..Web::default() };
        for _ in 0..web.cards + 2 {
            web.out.push(Vec::new());
        }
        web.add(0, &scope.start);
        for (at, card) in scope.cards.iter().enumerate() {
            for link in &card.links {
                web.add(at + 1, link);
            }
        }
        let reached = web.walk();
        web.rank(reached);
        web.choose_happy();
        web
    }

    fn add(&mut self, from: usize, link: &Link) {
        let to = match link.target {
            Target::Card(at) => at + 1,
            Target::End => self.end(),
            Target::Slot => self.out.push(Vec::new()),
        };
        let label_width = super::metrics::label(&link.label, &link.full).map(|label| label.area.width);
        let arc = self.arcs.push(Arc { from, to, kind: link.kind, label_width, ..Arc::default() });
        self.out[from].push(arc);
    }

    /// Visits everything depth first and marks the arcs that close a cycle. Returns how many knots were
    /// reached from the start.
    fn walk(&mut self) -> usize {
        let mut entered = Table::<usize>::of(self.out.len());
        for arc in self.arcs.iter() {
            entered[arc.to] += 1;
        }
        let mut colours = Table::<Colour>::of(self.out.len());
        self.walk_from(0, &mut colours);
        let reached = self.visited.len();
        // An island begins where nothing leads in; what is left after that goes round in circles.
        for knot in 1..=self.cards {
            if entered[knot] == 0 {
                self.walk_from(knot, &mut colours);
            }
        }
        for knot in 1..self.out.len() {
            self.walk_from(knot, &mut colours);
        }
        reached
    }

    fn walk_from(&mut self, root: usize, colours: &mut Table<Colour>) {
        if colours[root] != Colour::New {
            return;
        }
        colours[root] = Colour::Open;
        self.visited.push(root);
        let mut stack = vec![(root, 0)];
        while let Some((knot, next)) = stack.pop() {
            let Some(&arc) = self.out[knot].get(next) else {
                colours[knot] = Colour::Done;
                continue;
            };
            stack.push((knot, next + 1));
            let to = self.arcs[arc].to;
            match colours[to] {
                Colour::Open => self.arcs[arc].back = true,
                Colour::Done => {}
                Colour::New => {
                    colours[to] = Colour::Open;
                    self.visited.push(to);
                    stack.push((to, 0));
                }
            }
        }
    }

    /// Longest path from the start. Islands begin beside the first state and never push the rest down.
    fn rank(&mut self, reached: usize) {
        let mut island = Table::filled(self.out.len(), false);
        for &knot in self.visited.iter().skip(reached) {
            island[knot] = true;
        }
        self.ranks = Table::of(self.out.len());
        for knot in self.topological() {
            if island[knot] {
                self.ranks[knot] = self.ranks[knot].max(1);
            }
            for at in 0..self.out[knot].len() {
                let arc = self.out[knot].get(at).copied().unwrap_or(usize::MAX);
                let Arc { to, back, .. } = self.arcs[arc];
                if !back && (!island[knot] || island[to]) {
                    self.ranks[to] = self.ranks[to].max(self.ranks[knot] + 1);
                }
            }
        }
        let end = self.end();
        self.ranks[end] = 0;
        self.ranks[end] = self.ranks.iter().max().copied().unwrap_or(0) + 1;
        for at in 0..self.arcs.len() {
            let Arc { from, to, .. } = self.arcs[at];
            self.arcs[at].back = self.ranks[from] >= self.ranks[to];
        }
    }

    /// Every knot before those its forward arcs lead to.
    fn topological(&self) -> Vec<usize> {
        let mut waiting = Table::<usize>::of(self.out.len());
        for arc in self.arcs.iter().filter(|arc| !arc.back) {
            waiting[arc.to] += 1;
        }
        let mut ready: Vec<usize> = self.visited.iter().copied().filter(|&knot| waiting[knot] == 0).collect();
        let mut order = Vec::with_capacity(self.visited.len());
        while let Some(knot) = ready.pop() {
            order.push(knot);
            for &arc in &self.out[knot] {
                let Arc { to, back, .. } = self.arcs[arc];
                if !back {
                    waiting[to] = waiting[to].saturating_sub(1);
                    if waiting[to] == 0 {
                        ready.push(to);
                    }
                }
            }
        }
        order
    }

    /// A state's own `Next` is its happy arc; of a Choice the one with the longest way still to go, and
    /// `Default` if that does not decide it.
    fn choose_happy(&mut self) {
        let mut ahead = Table::<usize>::of(self.out.len());
        for knot in self.topological().into_iter().rev() {
            let mut best = None;
            for &at in &self.out[knot] {
                let arc = &self.arcs[at];
                if arc.back || arc.kind == EdgeKind::Catch {
                    continue;
                }
                let merit = (ahead[arc.to], usize::from(arc.kind == EdgeKind::Default));
                if best.is_none_or(|(known, _)| merit > known) {
                    best = Some((merit, at));
                }
            }
            if let Some(((length, _), at)) = best {
                ahead[knot] = length + 1;
                self.arcs[at].happy = true;
            }
        }
        let mut knot = 0;
        while let Some(at) = self.out[knot].iter().copied().find(|&at| self.arcs[at].happy) {
            self.arcs[at].main = true;
            knot = self.arcs[at].to;
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Colour {
    #[default]
    New,
    Open,
    Done,
}
