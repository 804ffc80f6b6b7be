//! A disk that is full.
//!
//! SQLite's own limit on the number of pages stands in for the disk: it fails with the same error at the same place,
//! the growth of a file, and needs no special file system.

use crate::promises::Promises;
use crate::victim::{Death, Scene, read_lines, remains};

#[test]
fn a_full_disk_loses_nothing_and_work_goes_on_once_there_is_room() {
    for pages in [40_u32, 44, 48, 52, 56, 60, 64] {
        let scene = Scene::new();
        let mut promises = Promises::default();
        let limit = pages.to_string();
        let death = Death::At("write:1000000".into());
        let mut child = scene.start(u64::from(pages), 10_000, &death, &[("SIGNALBOX_PAGES_MAX", &limit)]);
        let stdout = child.stdout.take().unwrap();
        let mut refusals = 0;
        let mut complaint = String::new();
        let lines = read_lines(stdout, |line| {
            if line.starts_with("refused") {
                refusals += 1;
                line.clone_into(&mut complaint);
            }
            if refusals == 5 {
                let _ = child.kill();
            }
        });
        assert!(complaint.contains("disk is full"), "{pages} pages: {complaint}");
        promises.note(&remains(child, lines));
        promises.check(&scene, &format!("{pages} pages"));
        let last = scene.run(7, 0, &Death::Natural);
        assert!(last.finished, "{pages} pages: {}", last.complaint);
        promises.note(&last);
        promises.check(&scene, &format!("{pages} pages, afterwards"));
        promises.check_all_over(&format!("{pages} pages, afterwards"));
    }
}
