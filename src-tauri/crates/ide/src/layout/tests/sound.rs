//! What must be true of every picture.

use std::collections::BTreeMap;

use crate::layout::{Area, NodeKind, Scene, SceneEdge, SceneNode};

pub(super) fn assert_sound(scene: &Scene, text: &str) {
    let by_id: BTreeMap<&str, &SceneNode> = scene.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    assert_eq!(by_id.len(), scene.nodes.len(), "ids are unique: {text}");
    let mut siblings: BTreeMap<Option<&str>, Vec<(String, Area)>> = BTreeMap::new();
    for node in &scene.nodes {
        let parent = node.parent.as_deref();
        siblings.entry(parent).or_default().push((node.id.clone(), whole(node)));
        let room = match parent {
            Some(parent) => by_id.get(parent).unwrap_or_else(|| panic!("no parent {parent}")).area,
            None => Area { x: 0.0, y: 0.0, width: scene.width, height: scene.height },
        };
        assert!(contains(room, whole(node)), "{node:?} is inside {room:?}: {text}");
    }
    for edge in &scene.edges {
        let from = by_id.get(edge.from.as_str()).unwrap_or_else(|| panic!("{edge:?} leaves a node"));
        let to = by_id.get(edge.to.as_str()).unwrap_or_else(|| panic!("{edge:?} enters a node"));
        assert_begins_and_ends(edge, from, to, text);
        if let Some(label) = &edge.label {
            let inside = if from.kind == NodeKind::Start { None } else { from.parent.as_deref() };
            siblings.entry(inside).or_default().push((format!("label of {}", edge.id), label.area));
        }
    }
    for boxes in siblings.values_mut() {
        assert_apart(boxes, text);
    }
    for edge in &scene.edges {
        assert_clear(edge, scene, &siblings, text);
    }
}

/// With the header that stands out above a frame.
fn whole(node: &SceneNode) -> Area {
    let Some(header) = node.header else { return node.area };
    let area = node.area;
    Area { y: header.y, height: area.height + area.y - header.y, ..area }
}

fn contains(outer: Area, inner: Area) -> bool {
    inner.x >= outer.x - 0.01
        && inner.y >= outer.y - 0.01
        && inner.x + inner.width <= outer.x + outer.width + 0.01
        && inner.y + inner.height <= outer.y + outer.height + 0.01
}

fn assert_apart(boxes: &mut [(String, Area)], text: &str) {
    boxes.sort_by(|one, other| one.1.y.total_cmp(&other.1.y));
    for (at, (name, one)) in boxes.iter().enumerate() {
        for (other_name, other) in &boxes[at + 1..] {
            if other.y >= one.y + one.height {
                break;
            }
            let apart = one.x + one.width <= other.x || other.x + other.width <= one.x;
            assert!(apart, "{name} {one:?} and {other_name} {other:?} overlap: {text}");
        }
    }
}

fn assert_begins_and_ends(edge: &SceneEdge, from: &SceneNode, to: &SceneNode, text: &str) {
    let [x1, y1, .., x2, y2] = edge.points[..] else { panic!("{edge:?} has two points: {text}") };
    let (start, end) = (from.area, whole(to));
    let leaves = if edge.id.ends_with("/StartAt") { from.header.unwrap_or(start) } else { start };
    assert!(
        (y1 - leaves.y - leaves.height).abs() < 0.01,
        "{edge:?} leaves the lower side of {from:?}: {text}"
    );
    assert!(x1 >= leaves.x && x1 <= leaves.x + leaves.width, "{edge:?} leaves {from:?}: {text}");
    assert!((y2 - end.y).abs() < 0.01, "{edge:?} enters the upper side of {to:?}: {text}");
    assert!(x2 >= end.x && x2 <= end.x + end.width, "{edge:?} enters {to:?}: {text}");
}

/// The boxes an edge passes are those of its own scope; none may be crossed, and no label but its own.
fn assert_clear(
    edge: &SceneEdge,
    scene: &Scene,
    siblings: &BTreeMap<Option<&str>, Vec<(String, Area)>>,
    text: &str,
) {
    let parent = scene.nodes.iter().find(|node| node.id == edge.to).and_then(|node| node.parent.as_deref());
    let own = format!("label of {}", edge.id);
    let Some(boxes) = siblings.get(&parent) else { return };
    for piece in edge.points.windows(4).step_by(2) {
        let [x1, y1, x2, y2] = piece[..] else { continue };
        assert!((x1 - x2).abs() < 0.01 || (y1 - y2).abs() < 0.01, "{edge:?} is not straight: {text}");
        let (left, right, upper, lower) = (x1.min(x2), x1.max(x2), y1.min(y2), y1.max(y2));
        let first = boxes.partition_point(|(_, area)| area.y < upper - 20_000.0);
        for (name, area) in &boxes[first..] {
            if area.y >= lower {
                break;
            }
            let hit = right > area.x + 0.01
                && left < area.x + area.width - 0.01
                && lower > area.y + 0.01
                && upper < area.y + area.height - 0.01;
            assert!(!hit || *name == own, "{edge:?} crosses {name} {area:?}: {text}");
        }
    }
}
