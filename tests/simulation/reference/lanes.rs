//! Branches and iterations: each is read alone, and again up to the instant at which a sibling fails.

use serde_json::json;

use super::{Done, End, Frame, Lane, Model, Trace, Trouble, begin};
use crate::program::Workflow;

/// The branches or iterations of one state.
pub(super) struct Lanes<'p> {
    pub(super) workflows: Vec<&'p Workflow>,
    pub(super) running_max: usize,
    pub(super) lanes: Vec<Lane>,
}

/// A lane that was read from where it began.
struct Running {
    place: usize,
    begun: Frame,
    begun_at: i64,
    end: End,
    trace: Trace,
}

impl Running {
    fn ends_at(&self) -> i64 {
        match &self.end {
            End::Done(_, at) | End::Failed(_, at, _) => *at,
            End::Cut(_) => i64::MAX,
        }
    }

    /// It was cut off.
    fn stop(self, lanes: &mut [Lane], trace: &mut Trace) {
        trace.add(self.trace);
        match self.end {
            End::Cut(frame) | End::Failed(_, _, frame) => lanes[self.place] = Lane::Open(frame),
            End::Done(output, _) => lanes[self.place] = Lane::Done(output),
        }
    }
}

impl Model<'_> {
    /// Reads branches or iterations until all have ended, one has failed, or they are cut off.
    pub(super) fn lanes(
        &self,
        mut all: Lanes<'_>,
        frame: &mut Frame,
        now: i64,
        cut: i64,
        trace: &mut Trace,
    ) -> Done {
        let mut running: Vec<Running> = Vec::new();
        for place in 0..all.lanes.len() {
            if let Lane::Open(inner) = &all.lanes[place] {
                running.push(self.start(&all, place, inner.clone(), now, cut, trace));
            }
        }
        let mut now = now;
        loop {
            let waiting = all.lanes.iter().position(|lane| matches!(lane, Lane::Waiting));
            if let Some(place) = waiting.filter(|_| running.len() < all.running_max) {
                let input = json!({ "i": place, "v": place, "in": frame.input });
                let inner = begin(input, &frame.variables);
                all.lanes[place] = Lane::Open(inner.clone());
                running.push(self.start(&all, place, inner, now, cut, trace));
                continue;
            }
            let first = (0..running.len()).min_by_key(|place| running[*place].ends_at());
            let Some(first) = first else {
                let results = all.lanes.into_iter().map(|lane| match lane {
                    Lane::Done(output) => output,
                    Lane::Waiting | Lane::Open(_) => unreachable!("every lane has ended"),
                });
                return Done::Result(results.collect(), now);
            };
            if running[first].ends_at() == i64::MAX {
                for lane in running {
                    lane.stop(&mut all.lanes, trace);
                }
                frame.lanes = Some(all.lanes);
                return Done::Cut;
            }
            let ended = running.swap_remove(first);
            now = ended.ends_at();
            match ended.end {
                End::Done(output, _) => {
                    trace.add(ended.trace);
                    all.lanes[ended.place] = Lane::Done(output);
                }
                End::Failed(trouble, _, inner) => {
                    trace.add(ended.trace);
                    all.lanes[ended.place] = Lane::Open(inner);
                    for other in running {
                        trace.is_ambiguous |= other.trace.instants.contains(&now) || other.ends_at() == now;
                        let again = self.start(&all, other.place, other.begun, other.begun_at, now, trace);
                        again.stop(&mut all.lanes, trace);
                    }
                    frame.lanes = Some(all.lanes);
                    return Done::Trouble(Trouble { is_heartbeat: false, ..trouble }, now);
                }
                End::Cut(_) => unreachable!("what is cut off has no end"),
            }
        }
    }

    fn start(
        &self,
        all: &Lanes<'_>,
        place: usize,
        begun: Frame,
        begun_at: i64,
        cut: i64,
        trace: &Trace,
    ) -> Running {
        let mut trace = trace.fresh();
        let end = self.workflow(all.workflows[place], begun.clone(), begun_at, cut, &mut trace);
        Running { place, begun, begun_at, end, trace }
    }
}
