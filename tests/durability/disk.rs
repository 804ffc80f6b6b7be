//! A disk that may lose its power: what it surely holds, and what it may or may not hold.
//!
//! A write reaches the cache at once and the disk at the next flush of its file. Until then each sector may hold any
//! content it had since the last flush, whatever its neighbours hold: writes are dropped, reordered and torn; only a cut
//! happens as a whole, as file systems keep it in their journals. A flush
//! that fails leaves it open for ever whether its pages reach the disk: the system takes them for clean, and later
//! flushes succeed without them, unless a page is written once more. A created, renamed or removed name lasts once the
//! folder is flushed; names change in the order in which they were changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use support::clock::Chance;

use crate::tape::Step;

const SECTOR: usize = 512;
const SECTORS_OF_PAGE: usize = 8;

type Names = BTreeMap<PathBuf, usize>;

/// The files of one folder.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    files: Vec<File>,
    names: Names,
    /// What the folder may hold: its state at the last flush, and every state since.
    folders: Vec<Names>,
}

#[derive(Clone, Debug, Default)]
struct File {
    /// What a reader sees.
    cache: Vec<u8>,
    sectors: Vec<Sector>,
    /// Lengths the file may have: at the last flush, and since.
    lengths: Vec<usize>,
    /// The file before it was cut: a cut is on the disk as a whole or not at all.
    uncut: Option<Box<File>>,
}

#[derive(Clone, Debug)]
struct Sector {
    /// What it may hold; the first is what it held at the last flush.
    contents: Vec<[u8; SECTOR]>,
    /// The system knows that it must still be written.
    is_dirty: bool,
}

impl Disk {
    /// A folder without files.
    pub fn new() -> Self {
        Self { folders: vec![Names::new()], ..Self::default() }
    }

    /// A folder with files that are all flushed.
    pub fn of(folder: &Path) -> Self {
        let mut disk = Self::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            disk.take(&Step::Create(path.clone()));
            disk.take(&Step::Write { file: path.clone(), at: 0, bytes });
            disk.take(&Step::Flush { file: path, is_ok: true });
        }
        disk.take(&Step::Flush { file: folder.into(), is_ok: true });
        disk
    }

    /// What one call does to it.
    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Create(file) => {
                if !self.names.contains_key(file) {
                    self.files.push(File { lengths: vec![0], ..File::default() });
                    self.rename(|names, new| {
                        names.insert(file.clone(), new);
                    });
                }
            }
            Step::Rename { from, to } => self.rename(|names, _| {
                let moved = names.remove(from).unwrap();
                names.insert(to.clone(), moved);
            }),
            Step::Remove(file) => self.rename(|names, _| {
                names.remove(file);
            }),
            Step::Write { file, at, bytes } => self.file(file).write(*at, bytes),
            Step::SetLength { file, length } => self.file(file).set_length(*length),
            Step::Flush { file, is_ok } => match self.names.get(file) {
                Some(number) => self.files[*number].flush(*is_ok),
                None if *is_ok => drop(self.folders.drain(..self.folders.len() - 1)),
                None => {}
            },
            Step::Said(_) | Step::Done { .. } => {}
        }
    }

    fn rename(&mut self, change: impl FnOnce(&mut Names, usize)) {
        change(&mut self.names, self.files.len() - 1);
        self.folders.push(self.names.clone());
    }

    fn file(&mut self, file: &Path) -> &mut File {
        &mut self.files[self.names[file]]
    }

    /// Makes `folder` what the cache holds: the process died, the machine lives.
    pub fn write_cache(&self, folder: &Path) {
        for (name, number) in &self.names {
            write(folder, name, &self.files[*number].cache);
        }
    }

    /// Makes `folder` one of the states that the loss of power may leave.
    pub fn write_after_power_loss(&self, folder: &Path, chance: &Chance) {
        let names = &self.folders[chance.below(self.folders.len())];
        let reach = Reach::random(chance);
        for (name, number) in names {
            write(folder, name, &self.files[*number].after_power_loss(&reach, chance));
        }
    }
}

fn write(folder: &Path, name: &Path, bytes: &[u8]) {
    std::fs::write(folder.join(name.file_name().unwrap()), bytes).unwrap();
}

/// How much of what was not flushed reaches the disk, and in pieces of what size.
struct Reach {
    per_hundred: usize,
    sectors: usize,
}

impl Reach {
    fn random(chance: &Chance) -> Self {
        let per_hundred = [0, 10, 50, 90, 100][chance.below(5)];
        let sectors = [1, SECTORS_OF_PAGE][chance.below(2)];
        Self { per_hundred, sectors }
    }
}

impl File {
    fn write(&mut self, at: usize, bytes: &[u8]) {
        let end = at + bytes.len();
        if end > self.cache.len() {
            self.set_length(end);
        }
        self.cache[at..end].copy_from_slice(bytes);
        self.touch(at / SECTOR, end.div_ceil(SECTOR));
    }

    fn set_length(&mut self, length: usize) {
        if length < self.cache.len() {
            self.uncut = Some(Box::new(self.clone()));
            self.lengths.clear();
        }
        self.cache.resize(length, 0);
        self.lengths.push(length);
        let zeros = Sector { contents: vec![[0; SECTOR]], is_dirty: false };
        self.sectors.resize(length.div_ceil(SECTOR), zeros);
        self.touch(length / SECTOR, self.sectors.len());
    }

    /// Sectors have new contents. All of a page is written out together.
    fn touch(&mut self, first: usize, end: usize) {
        for number in first..end {
            let mut content = [0; SECTOR];
            let start = (number * SECTOR).min(self.cache.len());
            let bytes = &self.cache[start..(start + SECTOR).min(self.cache.len())];
            content[..bytes.len()].copy_from_slice(bytes);
            let contents = &mut self.sectors[number].contents;
            if contents.last() != Some(&content) {
                contents.push(content);
            }
        }
        let page_end = end.next_multiple_of(SECTORS_OF_PAGE).min(self.sectors.len());
        for sector in &mut self.sectors[first / SECTORS_OF_PAGE * SECTORS_OF_PAGE..page_end] {
            sector.is_dirty = true;
        }
    }

    fn flush(&mut self, is_ok: bool) {
        for sector in self.sectors.iter_mut().filter(|sector| sector.is_dirty) {
            sector.is_dirty = false;
            if is_ok {
                sector.contents.drain(..sector.contents.len() - 1);
            }
        }
        if is_ok {
            self.lengths.drain(..self.lengths.len() - 1);
            self.uncut = None;
        }
    }

    fn after_power_loss(&self, reach: &Reach, chance: &Chance) -> Vec<u8> {
        let reaches = || chance.below(100) < reach.per_hundred;
        if let Some(uncut) = self.uncut.as_ref().filter(|_| !reaches()) {
            return uncut.after_power_loss(reach, chance);
        }
        let length =
            if reaches() { self.cache.len() } else { self.lengths[chance.below(self.lengths.len())] };
        let mut bytes = Vec::with_capacity(length);
        for piece in self.sectors.chunks(reach.sectors) {
            let latest = reaches();
            let past = chance.below(2);
            for sector in piece {
                let last = sector.contents.len() - 1;
                let number = match (latest, past) {
                    (true, _) => last,
                    (false, 0) => 0,
                    (false, _) => chance.below(last + 1),
                };
                bytes.extend(sector.contents[number]);
            }
        }
        bytes.resize(length, 0);
        bytes
    }
}

#[test]
fn what_was_flushed_stays_and_the_rest_may_go() {
    let (folder, name) = (support::folder::Folder::new("disk"), Path::new("/d/signalbox.db"));
    let write = |at, byte| Step::Write { file: name.into(), at, bytes: vec![byte; 2 * SECTOR] };
    let flush = |file: &str, is_ok| Step::Flush { file: file.into(), is_ok };
    let mut disk = Disk::new();
    for step in [Step::Create(name.into()), write(0, 1), flush("/d/signalbox.db", true), flush("/d", true)] {
        disk.take(&step);
    }
    disk.take(&write(SECTOR, 2));
    disk.take(&flush("/d/signalbox.db", false));
    // The later flush succeeds, but not for the page that the failed one gave up.
    disk.take(&flush("/d/signalbox.db", true));
    let chance = Chance::new(1);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..100 {
        disk.write_after_power_loss(folder.path(), &chance);
        let bytes = std::fs::read(folder.path().join("signalbox.db")).unwrap();
        assert_eq!(bytes[..SECTOR], [1; SECTOR], "flushed");
        seen.insert((bytes[SECTOR], bytes.get(2 * SECTOR).copied()));
    }
    assert!(seen.contains(&(1, Some(0))) && seen.contains(&(2, Some(2))), "lost and kept: {seen:?}");
    disk.take(&write(SECTOR, 3));
    disk.take(&flush("/d/signalbox.db", true));
    disk.write_after_power_loss(folder.path(), &chance);
    let bytes = std::fs::read(folder.path().join("signalbox.db")).unwrap();
    assert_eq!(bytes[SECTOR..], [3; 2 * SECTOR], "written once more, then flushed");
}
