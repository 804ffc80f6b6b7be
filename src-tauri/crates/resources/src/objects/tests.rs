use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::PathBuf;

use super::listing::Listing;
use super::{BucketName, ObjectError, ObjectKey, Objects, Written};
use crate::fixture::Folder;

mod items;
mod results;

struct World {
    data: Folder,
    objects: Objects,
    bucket: BucketName,
}

impl World {
    fn new() -> Self {
        let data = Folder::new();
        let objects = Objects::open(data.path()).expect("a folder");
        let bucket = BucketName::parse("files").expect("a name");
        assert!(objects.create_bucket(&bucket).expect("made"), "it is new");
        Self { data, objects, bucket }
    }

    fn folder(&self) -> PathBuf {
        self.data.path().join("buckets/files")
    }

    fn put(&self, key: &str, content: &str) -> Result<Written, ObjectError> {
        let mut writer = self.objects.put(&self.bucket, &ObjectKey::parse(key)?)?;
        writer.write_all(content.as_bytes())?;
        writer.commit()
    }

    fn get(&self, key: &str) -> Result<String, ObjectError> {
        let mut text = String::new();
        self.objects.get(&self.bucket, &ObjectKey::parse(key)?)?.file.read_to_string(&mut text)?;
        Ok(text)
    }

    fn keys(&self, prefix: &str, after: &str, window: usize) -> Vec<String> {
        let listing =
            Listing::with_window(&self.objects.folder(&self.bucket).expect("there"), prefix, after, window);
        listing.expect("listed").map(|entry| entry.expect("an entry").key).collect()
    }

    /// Everything below the data folder but the bucket's own folder.
    fn outside(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.data.path().to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("readable") {
                let path = entry.expect("an entry").path();
                if path == self.folder() {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path.clone());
                }
                found.push(path);
            }
        }
        found.sort();
        found
    }
}

const HOSTILE: [&str; 26] = [
    "../x",
    "../../../../tmp/x",
    "a/../../b",
    "/etc/passwd",
    "//x",
    "a//b",
    "d/",
    "y/.",
    "y/..",
    "./x",
    "C:\\x",
    "C:x",
    "\\\\server\\share",
    "a\0b",
    "CON",
    "nul.txt",
    "a/COM1/b",
    "%2e%2e/x",
    "%",
    "100%",
    "ends.",
    "ends ",
    ".unfinished",
    "line\nbreak",
    "A\u{308}",
    "\u{c4}",
];

#[test]
fn hostile_keys_stay_inside_and_come_back_as_they_are() {
    let world = World::new();
    let before = world.outside();
    let expected: BTreeMap<&str, &str> = HOSTILE.iter().map(|key| (*key, *key)).collect();
    for key in HOSTILE {
        world.put(key, key).unwrap_or_else(|error| panic!("{key:?}: {error}"));
    }
    assert_eq!(world.outside(), before, "something lies outside");
    for (key, content) in &expected {
        assert_eq!(&world.get(key).unwrap_or_else(|error| panic!("{key:?}: {error}")), content);
    }
    assert_eq!(world.keys("", "", 3), expected.keys().copied().collect::<Vec<_>>());
}

#[test]
fn keys_that_no_folder_can_keep_are_refused() {
    let world = World::new();
    world.put("file", "").expect("put");
    world.put("folder/file", "").expect("put");
    let long_part = "a".repeat(256);
    for (key, code) in [
        ("a".repeat(10_000).as_str(), "KeyTooLongError"),
        (&long_part, "InvalidRequest"),
        ("file/below", "InvalidRequest"),
        ("folder", "InvalidRequest"),
        ("", "NoSuchKey"),
    ] {
        assert_eq!(world.put(key, "x").map_err(|error| error.code()), Err(code));
        assert!(world.get(key).is_err(), "{key} is there");
    }
    assert_eq!(world.keys("", "", 10), ["file", "folder/file"]);
}

#[cfg(unix)]
#[test]
fn links_are_neither_read_nor_written_through() {
    let world = World::new();
    let secret = Folder::new();
    secret.write("secret.txt", "secret");
    let link = |name: &str, target: PathBuf| {
        std::os::unix::fs::symlink(target, world.folder().join(name)).expect("linked");
    };
    link("folder", secret.path().to_path_buf());
    link("file.txt", secret.path().join("secret.txt"));
    std::os::unix::fs::symlink(secret.path(), world.data.path().join("buckets/linked")).expect("linked");
    for key in ["folder/secret.txt", "file.txt"] {
        assert_eq!(world.get(key).map_err(|error| error.code()), Err("NoSuchKey"));
        assert_eq!(world.put(key, "mine").map_err(|error| error.code()), Err("InvalidRequest"));
    }
    assert_eq!(world.put("folder/new.txt", "mine").map_err(|error| error.code()), Err("InvalidRequest"));
    assert_eq!(world.keys("", "", 10), [""; 0]);
    assert_eq!(world.keys("folder/", "", 10), [""; 0]);
    let linked = BucketName::parse("linked").expect("a name");
    assert_eq!(
        world.objects.list(&linked, "", "").map(|_| ()).map_err(|error| error.code()),
        Err("NoSuchBucket")
    );
    assert_eq!(std::fs::read_dir(secret.path()).expect("readable").count(), 1);
}

#[test]
fn what_a_person_drops_is_an_object() {
    let world = World::new();
    for name in ["100%.csv", "a%20b.csv", "Übersicht (neu).csv", "sub/data.csv", ".DS_Store", "sub/.hidden"]
    {
        let path = world.folder().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(path, name).expect("written");
    }
    let keys = ["100%.csv", "a%20b.csv", "sub/data.csv", "Übersicht (neu).csv"];
    assert_eq!(world.keys("", "", 10), keys);
    for key in keys {
        assert_eq!(world.get(key).expect("there"), key);
    }
    world.put("100%.csv", "new").expect("put");
    assert_eq!(world.get("100%.csv").expect("there"), "new", "the same object, written again");
    assert_eq!(world.keys("", "", 10), keys);
}

#[test]
fn listing_goes_by_bytes_from_any_place() {
    let world = World::new();
    let mut keys = [
        "a",
        "a-b",
        "a.b",
        "b/1",
        "b/2/x",
        "b/2-",
        "b!",
        "c/",
        "d//",
        "Z",
        "é",
        "日",
        "z/y/x/w",
        "\u{1F600}",
    ];
    for key in keys {
        world.put(key, "").unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    keys.sort_by_key(|key| key.as_bytes());
    for window in [1, 2, 100] {
        assert_eq!(world.keys("", "", window), keys);
        for prefix in ["a", "b", "b/", "b/2", "b/2/", "c/", "d//", "nothing/", "z/y"] {
            for after in keys.iter().chain(&["", "b", "b/2/", "zz", "b/2"]) {
                let expected: Vec<&str> =
                    keys.iter().copied().filter(|key| key.starts_with(prefix) && key > after).collect();
                assert_eq!(world.keys(prefix, after, window), expected, "{prefix} after {after} by {window}");
            }
        }
    }
}

#[test]
fn objects_are_replaced_whole_and_leave_no_folder_behind() {
    let world = World::new();
    let written = world.put("x/y/z.txt", "hello").expect("put");
    assert_eq!(written.entity_tag, "5d41402abc4b2a76b9719d911017c592", "the MD5 of `hello`");
    {
        let key = ObjectKey::parse("x/y/z.txt").expect("a key");
        let mut writer = world.objects.put(&world.bucket, &key).expect("begun");
        writer.write_all(b"half").expect("written");
    }
    assert_eq!(world.get("x/y/z.txt").expect("there"), "hello", "given up halfway");
    world.objects.delete(&world.bucket, &ObjectKey::parse("x/y/z.txt").expect("a key")).expect("deleted");
    assert_eq!(std::fs::read_dir(world.folder()).expect("readable").count(), 0);
    std::fs::write(world.data.path().join("buckets/.unfinished/7"), "half").expect("written");
    Objects::open(world.data.path()).expect("opened again");
    assert!(!world.data.path().join("buckets/.unfinished/7").exists(), "the rest of a crash");
}

#[test]
fn buckets_are_folders() {
    let world = World::new();
    for folder in ["Not-A-Bucket", "reports", "%63on"] {
        std::fs::create_dir(world.data.path().join("buckets").join(folder)).expect("made");
    }
    let names: Vec<String> =
        world.objects.buckets().expect("listed").into_iter().map(|bucket| bucket.name.to_string()).collect();
    assert_eq!(names, ["con", "files", "reports"]);
    world.put("a", "").expect("put");
    assert_eq!(
        world.objects.delete_bucket(&world.bucket).map_err(|error| error.code()),
        Err("BucketNotEmpty")
    );
    let reports = BucketName::parse("reports").expect("a name");
    world.objects.delete_bucket(&reports).expect("deleted");
    assert_eq!(
        world.objects.get(&reports, &ObjectKey::parse("a").expect("a key")).map(|_| ()).map_err(|e| e.code()),
        Err("NoSuchBucket")
    );
}

#[test]
fn an_object_arrives_in_parts() {
    let world = World::new();
    let key = ObjectKey::parse("big/file").expect("a key");
    let part = |number, text: &str| {
        let mut part = world.objects.put_part(&world.bucket, &key, "u", number)?;
        part.write_all(text.as_bytes())?;
        part.commit()
    };
    let code = |error: ObjectError| error.code();
    assert_eq!(part(1, "x").map_err(code), Err("NoSuchUpload"));
    world.objects.begin_upload(&world.bucket, &key, "u").expect("begun");
    let second = part(2, "world").expect("kept").entity_tag;
    part(1, "replaced").expect("kept");
    let first = part(1, "hello ").expect("kept").entity_tag;
    let parts = world.objects.parts(&world.bucket, &key, "u").expect("listed");
    assert_eq!(parts.iter().map(|part| (part.number, part.bytes)).collect::<Vec<_>>(), [(1, 6), (2, 5)]);
    assert_eq!(world.get("big/file").map_err(code), Err("NoSuchKey"));

    let complete = |parts: &[(u16, String)]| world.objects.complete_upload(&world.bucket, &key, "u", parts);
    assert_eq!(complete(&[(1, second.clone())]).map_err(code), Err("InvalidPart"));
    assert_eq!(complete(&[(3, first.clone())]).map_err(code), Err("InvalidPart"));
    let written = complete(&[(1, first), (2, second)]).expect("complete");
    assert_eq!((written.bytes, written.entity_tag.as_str()), (11, "5eb63bbbe01eeed093cb22bb8f5acdc3"));
    assert_eq!(world.get("big/file").expect("there"), "hello world");
    assert_eq!(part(1, "late").map_err(code), Err("NoSuchUpload"));
    assert_eq!(std::fs::read_dir(world.data.path().join("buckets/.unfinished")).expect("there").count(), 0);
}
