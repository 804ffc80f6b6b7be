//! Containers: scopes are drawn from the inside out, then everything gets its place from the outside in.

use super::metrics::{self, CARD, CIRCLE, DOT};
use super::plan::{Card, Plan, Scope};
use super::rank::Web;
use super::route::{self, Drawn};
use super::rows::{Reach, Rows, What};
use super::scene::{Area, EdgeKind, NodeKind, Scene, SceneEdge, SceneNode};
use super::table::Table;

/// Between a frame and what is in it, and between two branches.
const PADDING: f64 = 20.0;
/// How far the header stands out above the frame.
const OVERLAP: f64 = 5.0;
/// From the header's lower side to where branches begin.
const FORK: f64 = 20.0;

/// Below the last branch end of a Parallel, and of a Map.
const PARALLEL_BOTTOM: f64 = 20.0;
const MAP_BOTTOM: f64 = 28.0;

/// A scope drawn for itself.
#[derive(Debug, Default)]
struct Sheet {
    web: Web,
    rows: Rows,
    drawn: Drawn,
    /// For each card that is a container where its branches begin, from the card's axis.
    branches: Table<Vec<f64>>,
}

impl Sheet {
    fn width(&self) -> f64 {
        self.drawn.right - self.drawn.left
    }

    /// Where the start is, from the left side.
    fn axis(&self) -> f64 {
        self.drawn.xs[0] - self.drawn.left
    }
}

pub(super) fn scene(plan: &Plan) -> Scene {
    let mut sheets: Table<Sheet> = plan.scopes.iter().map(|_| Sheet::default()).collect::<Vec<_>>().into();
    for (at, scope) in plan.scopes.iter().enumerate().rev() {
        sheets[at] = sheet(scope, at > 0, &sheets);
    }
    let mut placement = Placement::default();
    for _ in &plan.scopes {
        placement.origins.push((0.0, 0.0));
        placement.owners.push(None);
    }
    for (at, scope) in plan.scopes.iter().enumerate() {
        // A scope whose container is not drawn is not drawn either.
        if at == 0 || placement.owners[at].is_some() {
            placement.scope(at, scope, &sheets);
        }
    }
    placement.scene.width = sheets[0].width();
    placement.scene.height = sheets[0].drawn.bottom;
    placement.scene
}

fn sheet(scope: &Scope, inner: bool, sheets: &Table<Sheet>) -> Sheet {
    let web = Web::of(scope);
    let (mut reaches, mut branches) =
        (Table::<Reach>::of(web.ranks.len()), Table::<Vec<f64>>::of(scope.cards.len()));
    for (at, card) in scope.cards.iter().enumerate() {
        (reaches[at + 1], branches[at]) = reach(card, sheets);
    }
    let circle = if inner { DOT } else { CIRCLE };
    reaches[0] = if inner { Reach::default() } else { Reach::centred(2.0 * CIRCLE, 2.0 * CIRCLE) };
    reaches[web.end()] = Reach::centred(2.0 * circle, 2.0 * circle);
    for slot in web.end() + 1..reaches.len() {
        reaches[slot] = Reach::centred(CARD.0, CARD.1);
    }
    let mut rows = Rows::of(&web, &reaches);
    rows.order(&web);
    let xs = rows.align(&web);
    let drawn = rows.draw(&web, xs, inner);
    Sheet { web, rows, drawn, branches }
}

/// The box of a card, and for a container where its branches begin. The axis of a container is the middle of
/// its header, which stands over the start of a single branch or over the middle of several.
fn reach(card: &Card, sheets: &Table<Sheet>) -> (Reach, Vec<f64>) {
    let header = metrics::card_width(&card.state);
    if card.inner.is_empty() {
        return (Reach::centred(header, metrics::card_height(&card.state)), Vec::new());
    }
    let (mut lefts, mut starts, mut width, mut height) = (Vec::new(), Vec::new(), 0.0, 0.0_f64);
    for &inner in &card.inner {
        if !lefts.is_empty() {
            width += PADDING;
        }
        lefts.push(width);
        starts.push(width + sheets[inner].axis());
        width += sheets[inner].width();
        height = height.max(sheets[inner].drawn.bottom);
    }
    let middle = width / 2.0;
    let near =
        starts.iter().copied().min_by(|one, other| (one - middle).abs().total_cmp(&(other - middle).abs()));
    let axis = near.filter(|near| starts.len() == 1 || (near - middle).abs() < 40.0).unwrap_or(middle);
    let least = header / 2.0 + PADDING;
    let reach = Reach {
        left: (axis + PADDING).max(least),
        right: (width - axis + PADDING).max(least),
        height: metrics::card_height(&card.state)
            + FORK
            + height
            + if card.is_map { MAP_BOTTOM } else { PARALLEL_BOTTOM },
    };
    (reach, lefts.into_iter().map(|left| left - axis).collect())
}

#[derive(Debug, Default)]
struct Placement {
    scene: Scene,
    /// Upper left corner of each scope.
    origins: Table<(f64, f64)>,
    /// The container each scope is in: its path and where its header ends.
    owners: Table<Option<(String, (f64, f64))>>,
}

impl Placement {
    fn scope(&mut self, at: usize, scope: &Scope, sheets: &Table<Sheet>) {
        let sheet = &sheets[at];
        let ids = ids(scope, sheet);
        for (number, cell) in sheet.rows.cells.iter().enumerate() {
            let What::Knot(knot) = cell.what else { continue };
            if knot == 0 && at > 0 {
                continue;
            }
            let (x, y) = self.place(at, sheet, number);
            match knot.checked_sub(1).and_then(|card| scope.cards.get(card)) {
                Some(card) => self.card(at, card, (x, y), cell.reach, sheet.branches[knot - 1].as_slice()),
                None => self.mark(at, ids[knot].clone(), kind(knot, at, sheet), (x, y), cell.reach),
            }
        }
        self.edges(at, scope, sheet, &ids);
    }

    /// Axis and upper side of a cell.
    fn place(&self, at: usize, sheet: &Sheet, cell: usize) -> (f64, f64) {
        let origin = self.origins[at];
        let row = sheet.rows.cells[cell].row;
        (origin.0 + sheet.drawn.xs[cell] - sheet.drawn.left, origin.1 + sheet.drawn.ys[row])
    }

    fn mark(&mut self, at: usize, id: String, kind: NodeKind, (x, y): (f64, f64), reach: Reach) {
        let area = Area { x: x - reach.left, y, width: reach.left + reach.right, height: reach.height };
        self.scene.nodes.push(SceneNode { id, kind, area, parent: self.parent(at), ..SceneNode::default() });
    }

    fn parent(&self, at: usize) -> Option<String> {
        self.owners[at].as_ref().map(|(path, _)| path.clone())
    }

    fn card(&mut self, at: usize, card: &Card, (x, y): (f64, f64), reach: Reach, branches: &[f64]) {
        let mut area = Area { x: x - reach.left, y, width: reach.left + reach.right, height: reach.height };
        let (mut kind, mut header) = (NodeKind::State, None);
        if !card.inner.is_empty() {
            let (width, height) = (metrics::card_width(&card.state), metrics::card_height(&card.state));
            header = Some(Area { x: x - width / 2.0, y, width, height });
            (area.y, area.height) = (y + OVERLAP, reach.height - OVERLAP);
            kind = NodeKind::Container;
            for (&inner, left) in card.inner.iter().zip(branches) {
                self.origins[inner] = (x + left, y + height + FORK);
                self.owners[inner] = Some((card.path.clone(), (x, y + height)));
            }
        }
        let state = Some(card.state.clone());
        let parent = self.parent(at);
        self.scene.nodes.push(SceneNode { id: card.path.clone(), kind, area, header, parent, state });
    }

    fn edges(&mut self, at: usize, scope: &Scope, sheet: &Sheet, ids: &Table<String>) {
        let origin = self.origins[at];
        let links = std::iter::once(&scope.start).chain(scope.cards.iter().flat_map(|card| &card.links));
        for (number, link) in links.enumerate() {
            let arc = &sheet.web.arcs[number];
            let mut line: Vec<(f64, f64)> = Vec::new();
            let mut from = ids[arc.from].clone();
            let owner = self.owners[at].as_ref().filter(|_| link.kind == EdgeKind::Branch);
            if let Some((path, (x, y))) = owner {
                let start = origin.0 + sheet.axis();
                line.extend([(*x, *y), (*x, y + FORK / 2.0), (start, y + FORK / 2.0)]);
                from.clone_from(path);
            }
            let own = sheet.drawn.lines[number].iter();
            line.extend(own.map(|&(x, y)| (origin.0 + x - sheet.drawn.left, origin.1 + y)));
            route::simplify(&mut line);
            let label = sheet.rows.threads[number].label.and_then(|cell| {
                let (x, y) = self.place(at, sheet, cell);
                let mut label = metrics::label(&link.label, &link.full)?;
                (label.area.x, label.area.y) = (x - label.area.width / 2.0, y);
                Some(label)
            });
            self.scene.edges.push(SceneEdge {
                id: link.port.clone(),
                kind: link.kind,
                from,
                to: ids[arc.to].clone(),
                label,
                points: line.into_iter().flat_map(|(x, y)| [x, y]).collect(),
                back: arc.back,
            });
        }
    }
}

fn kind(knot: usize, at: usize, sheet: &Sheet) -> NodeKind {
    match knot {
        0 => NodeKind::Start,
        _ if knot != sheet.web.end() => NodeKind::Slot,
        _ if at == 0 => NodeKind::End,
        _ => NodeKind::BranchEnd,
    }
}

/// The id of each knot of a scope.
fn ids(scope: &Scope, sheet: &Sheet) -> Table<String> {
    let mut ids = Table::<String>::of(sheet.web.ranks.len());
    ids[0] = format!("{}#start", scope.id);
    for (at, card) in scope.cards.iter().enumerate() {
        ids[at + 1].clone_from(&card.path);
    }
    let end = sheet.web.end();
    ids[end] = format!("{}#end", scope.id);
    let links = std::iter::once(&scope.start).chain(scope.cards.iter().flat_map(|card| &card.links));
    for (number, link) in links.enumerate() {
        let to = sheet.web.arcs[number].to;
        if to > end {
            ids[to] = format!("{}#slot", link.port);
        }
    }
    ids
}
