mod machines;
mod sound;

use super::*;
use sound::assert_sound;

fn scene(text: &str) -> Scene {
    let (machine, problems) = asl::parse(text);
    let scene =
        layout(&machine.unwrap_or_else(|| panic!("no machine in {text}: {problems:?}")), &Default::default());
    assert_sound(&scene, text);
    scene
}

fn node<'a>(scene: &'a Scene, id: &str) -> &'a SceneNode {
    scene.nodes.iter().find(|node| node.id == id).unwrap_or_else(|| panic!("no node `{id}`"))
}

fn edge<'a>(scene: &'a Scene, id: &str) -> &'a SceneEdge {
    scene.edges.iter().find(|edge| edge.id == id).unwrap_or_else(|| panic!("no edge `{id}`"))
}

fn middle(scene: &Scene, id: &str) -> f64 {
    let node = node(scene, id);
    let area = node.header.unwrap_or(node.area);
    area.x + area.width / 2.0
}

/// A machine of these states; the first is where it starts.
fn states(body: &str) -> Scene {
    let first = body.split('"').nth(1).unwrap_or("");
    scene(&format!(r#"{{"StartAt":"{first}","States":{{{body}}}}}"#))
}

#[test]
fn a_chain_is_one_straight_line_with_35_pixels_between_cards() {
    let scene = states(r#""A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","End":true}"#);
    let (a, b) = (node(&scene, "/States/A").area, node(&scene, "/States/B").area);
    assert_eq!((a.width, a.height), (240.0, 49.0));
    assert_eq!(b.y - a.y - a.height, 35.0);
    for edge in &scene.edges {
        assert_eq!(edge.points.len(), 4, "{edge:?}");
    }
    assert_eq!(middle(&scene, "#start"), middle(&scene, "#end"));
}

#[test]
fn notes_make_room_for_themselves() {
    let text = r#"{"StartAt":"A","States":{
        "A":{"Type":"Pass","Comment":" Asks the customer. #sales ","Next":"P"},
        "P":{"Type":"Parallel","Comment":"Both at once,\nand long enough for two lines of its card","End":true,
            "Branches":[{"StartAt":"X","States":{"X":{"Type":"Pass","Comment":"inner","End":true}}}]}}}"#;
    let machine = asl::parse(text).0.expect("a machine");
    let scene = layout(&machine, &View { notes: true, ..View::default() });
    assert_sound(&scene, text);
    let a = node(&scene, "/States/A");
    assert_eq!(a.state.as_ref().map(|state| state.note.clone()), Some(vec!["Asks the customer.".to_owned()]));
    assert_eq!(a.area.height, 76.0);
    let p = node(&scene, "/States/P");
    assert_eq!(p.header.map(|header| header.height), Some(106.0));
    assert_eq!(node(&scene, "/States/P/Branches/0/States/X").area.height, 76.0);
    let plain = layout(&machine, &View::default());
    assert_eq!(node(&plain, "/States/A").area.height, 49.0);
    assert_eq!(
        node(&plain, "/States/A").state.as_ref().map(|state| state.comment.as_str()),
        Some("Asks the customer. #sales")
    );
}

#[test]
fn a_task_names_its_service_as_the_catalogue_does() {
    for (resource, expected) in [
        ("arn:aws:states:::elasticmapreduce:addStep.sync", "EMR: Add step"),
        ("arn:${Partition}:states:::aws-sdk:rdsdata:executeStatement", "RDS Data: Execute statement"),
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "SQS: Send message (callback)"),
        ("arn:aws:states:::futureservice:runThing", "Futureservice: Run thing"),
        ("arn:aws:lambda:us-east-1:111111111111:function:charge", "Lambda: Invoke"),
        ("${Function}", "Task state"),
    ] {
        let scene = states(&format!(r#""A":{{"Type":"Task","Resource":"{resource}","End":true}}"#));
        let state = node(&scene, "/States/A").state.as_ref().expect("a state");
        assert_eq!(state.subtitle, expected, "{resource}");
    }
}

#[test]
fn a_labelled_edge_gets_51_pixels() {
    let scene = states(r#""A":{"Type":"Choice","Choices":[],"Default":"B"},"B":{"Type":"Pass","End":true}"#);
    let (a, b) = (node(&scene, "/States/A").area, node(&scene, "/States/B").area);
    assert_eq!(b.y - a.y - a.height, 51.0);
    assert!(edge(&scene, "/States/A/Default").label.is_some());
}

#[test]
fn rules_lie_from_left_to_right_and_the_longest_way_is_straight() {
    let rule = |next: &str| format!(r#"{{"Variable":"$.a","NumericEquals":1,"Next":"{next}"}}"#);
    let scene = states(&format!(
        r#""C":{{"Type":"Choice","Choices":[{},{}],"Default":"Z"}},
           "X":{{"Type":"Succeed"}},"Y":{{"Type":"Pass","Next":"Y2"}},"Y2":{{"Type":"Pass","End":true}},
           "Z":{{"Type":"Fail"}}"#,
        rule("X"),
        rule("Y")
    ));
    let [x, y, z] = ["X", "Y", "Z"].map(|name| middle(&scene, &format!("/States/{name}")));
    assert!(x < y && y < z, "{x} {y} {z}");
    assert_eq!(y, middle(&scene, "/States/C"));
    assert_eq!(y, middle(&scene, "/States/Y2"));
}

#[test]
fn catchers_are_outside_and_share_their_way_to_one_handler() {
    let task = |name: &str, next: &str| {
        format!(
            r#""{name}":{{"Type":"Task","Resource":"r","Next":"{next}",
               "Catch":[{{"ErrorEquals":["States.ALL"],"Next":"H"}}]}},"#
        )
    };
    let scene = states(&format!(
        r#"{}{}{}"D":{{"Type":"Succeed"}},"H":{{"Type":"Fail"}}"#,
        task("A", "B"),
        task("B", "C"),
        task("C", "D")
    ));
    assert!(middle(&scene, "/States/H") > middle(&scene, "/States/D"));
    assert_eq!(middle(&scene, "/States/A"), middle(&scene, "/States/D"));
    let last_x = |id: &str| edge(&scene, id).points.iter().rev().nth(1).copied();
    assert_eq!(last_x("/States/A/Catch/0/Next"), last_x("/States/B/Catch/0/Next"));
}

#[test]
fn a_loop_returns_at_the_side_and_enters_from_above() {
    let scene = states(
        r#""W":{"Type":"Wait","Seconds":1,"Next":"C"},
           "C":{"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":true,"Next":"D"}],"Default":"W"},
           "D":{"Type":"Succeed"}"#,
    );
    let back = edge(&scene, "/States/C/Default");
    assert!(back.back);
    let card = node(&scene, "/States/W").area;
    let farthest = back.points.iter().step_by(2).copied().fold(f64::MIN, f64::max);
    assert!(farthest > card.x + card.width, "{back:?}");
    assert_eq!(back.points.last(), Some(&card.y));
}

#[test]
fn a_state_may_lead_to_itself() {
    let scene = states(r#""A":{"Type":"Pass","Next":"A"}"#);
    assert!(edge(&scene, "/States/A/Next").back);
}

#[test]
fn what_is_missing_becomes_a_slot() {
    let scene = states(
        r#""A":{"Type":"Task","Resource":"r","Next":"Gone","Catch":[{"ErrorEquals":["E"]}]},"B":{"Type":"Pass"}"#,
    );
    for id in ["/States/A/Next#slot", "/States/A/Catch/0/Next#slot", "/States/B/Next#slot"] {
        assert_eq!(node(&scene, id).kind, NodeKind::Slot);
    }
}

#[test]
fn of_two_states_with_one_name_the_last_is_drawn() {
    let scene = states(
        r#""A":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Succeed"}}}]},
           "A":{"Type":"Wait","Seconds":1,"End":true}"#,
    );
    assert_eq!(node(&scene, "/States/A").state.as_ref().map(|state| state.kind.as_str()), Some("Wait"));
    assert_eq!(scene.nodes.len(), 3);
}

#[test]
fn an_empty_workflow_has_a_slot_between_start_and_end() {
    let scene = scene(r#"{"StartAt":"","States":{}}"#);
    let ys = ["#start", "/StartAt#slot", "#end"].map(|id| node(&scene, id).area.y);
    assert!(ys.is_sorted(), "{ys:?}");
}

#[test]
fn unreachable_states_are_drawn_beside() {
    let scene = states(
        r#""A":{"Type":"Pass","End":true},"X":{"Type":"Pass","Next":"Y"},"Y":{"Type":"Pass","End":true}"#,
    );
    assert!(middle(&scene, "/States/X") > middle(&scene, "/States/A"));
    assert_eq!(node(&scene, "/States/X").area.y, node(&scene, "/States/A").area.y);
}

const PARALLEL: &str = r#""P":{"Type":"Parallel","Next":"Z","Branches":[
    {"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}},
    {"StartAt":"B","States":{"B":{"Type":"Pass","Next":"B2"},"B2":{"Type":"Pass","End":true}}},
    {"StartAt":"","States":{}}]},"Z":{"Type":"Succeed"}"#;

#[test]
fn branches_lie_side_by_side_inside_their_frame() {
    let scene = states(PARALLEL);
    let frame = node(&scene, "/States/P");
    let header = frame.header.unwrap();
    assert_eq!((frame.kind, frame.area.y - header.y), (NodeKind::Container, 5.0));
    let [a, b] = [0, 1]
        .map(|branch| middle(&scene, &format!("/States/P/Branches/{branch}/States/{}", ["A", "B"][branch])));
    assert!(a < b);
    assert_eq!(node(&scene, "/States/P/Branches/1#end").kind, NodeKind::BranchEnd);
    assert_eq!(node(&scene, "/States/P/Branches/2/StartAt#slot").parent.as_deref(), Some("/States/P"));
    assert_eq!(edge(&scene, "/States/P/Branches/0/StartAt").from, "/States/P");
    assert_eq!(node(&scene, "/States/P/Branches/0/States/A").area.y - header.y - header.height, 45.0);
}

#[test]
fn a_body_that_leans_to_one_side_keeps_the_header_above_its_start() {
    let scene = states(
        r#""M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{
            "A":{"Type":"Task","Resource":"r","End":true,"Catch":[{"ErrorEquals":["E"],"Next":"H"}]},
            "H":{"Type":"Fail"}}}}"#,
    );
    assert_eq!(middle(&scene, "/States/M"), middle(&scene, "/States/M/ItemProcessor/States/A"));
    assert_eq!(edge(&scene, "/States/M/ItemProcessor/StartAt").points.len(), 4);
}

#[test]
fn the_same_text_gives_the_same_picture() {
    let text = machines::random(7, 60);
    assert_eq!(scene(&text), scene(&text));
}

#[test]
fn two_hundred_containers_in_each_other() {
    let scene = scene(&machines::nested(200));
    assert_eq!(scene.nodes.iter().filter(|node| node.kind == NodeKind::Container).count(), 200);
}

#[test]
fn ten_thousand_states_in_a_chain() {
    let scene = scene(&machines::chain(10_000));
    assert_eq!(scene.nodes.len(), 10_002);
}

/// Every edge of these leads far away: none of the ways to save room may break the picture.
#[test]
fn a_thousand_states_that_lead_anywhere() {
    scene(&machines::tangle(11, 1_000));
}

#[test]
fn whatever_the_machine_the_picture_is_sound() {
    for seed in 0..250 {
        println!("seed {seed}");
        scene(&machines::random(seed, 3 + (seed as usize % 40)));
    }
}
