//! The workflows that come with the app: folders with `workflow.asl.json`, `input.json`, `about.json`, `functions/`.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Document, disk};
use crate::{Code, Error};

/// A workflow that comes with the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Sample {
    /// For `open_sample`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What it shows, in one sentence.
    pub summary: String,
    /// How many states it has, those inside containers included.
    pub states: usize,
    /// It waits for a person at least once.
    pub needs_person: bool,
}

#[derive(Deserialize)]
struct About {
    title: String,
    summary: String,
    order: u32,
}

/// All samples in their order. A folder that is not complete is left out.
pub(super) fn list(folder: &Path) -> Result<Vec<Sample>, Error> {
    let found = std::fs::read_dir(folder).map_err(|error| disk::said(folder, &error))?;
    let mut samples: Vec<(u32, Sample)> = found.flatten().filter_map(|entry| read(&entry.path())).collect();
    samples.sort_by(|left, right| (left.0, &left.1.id).cmp(&(right.0, &right.1.id)));
    Ok(samples.into_iter().map(|(_, sample)| sample).collect())
}

/// The sample with this id as a document that is not saved anywhere.
pub(super) fn open(folder: &Path, id: &str) -> Result<Document, Error> {
    let unknown = || Error::not_found(format!("there is no sample `{id}`"));
    if id.is_empty() || !id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-') {
        return Err(unknown());
    }
    let folder = folder.join(id);
    let content = disk::read(&folder.join("workflow.asl.json")).map_err(|error| match error.code {
        Code::NotFound => unknown(),
        _ => error,
    })?;
    let functions = folder.join("functions");
    Ok(Document {
        path: None,
        name: id.to_owned(),
        text: content.text,
        fingerprint: None,
        handlers_folder: functions.is_dir().then(|| functions.display().to_string()),
        input: disk::read(&folder.join("input.json")).ok().map(|input| input.text),
    })
}

fn read(folder: &Path) -> Option<(u32, Sample)> {
    let id = folder.file_name()?.to_str()?.to_owned();
    let about: About = serde_json::from_str(&disk::read(&folder.join("about.json")).ok()?.text).ok()?;
    let workflow = disk::read(&folder.join("workflow.asl.json")).ok()?;
    let workflow = serde_json::from_str(&workflow.text).ok()?;
    let (states, needs_person) = count(&workflow);
    Some((about.order, Sample { id, title: about.title, summary: about.summary, states, needs_person }))
}

/// States of a text at every depth; 0 if it is broken.
pub(super) fn states(text: &str) -> usize {
    serde_json::from_str(&ide::as_json(text)).map_or(0, |workflow| count(&workflow).0)
}

/// States at every depth, and whether one of them waits for a person.
fn count(value: &serde_json::Value) -> (usize, bool) {
    let states = value.get("States").and_then(|states| states.as_object());
    states.into_iter().flat_map(|states| states.values()).fold((0, false), |(number, person), state| {
        let resource = state.get("Resource").and_then(|resource| resource.as_str()).unwrap_or_default();
        let here = resource.ends_with(".waitForTaskToken") || resource.contains(":activity:");
        let branches = state.get("Branches").and_then(|branches| branches.as_array()).into_iter().flatten();
        let processors = ["ItemProcessor", "Iterator"].iter().filter_map(|field| state.get(field));
        let inside = branches.chain(processors).map(count);
        inside.fold((number + 1, person || here), |sum, one| (sum.0 + one.0, sum.1 || one.1))
    })
}
