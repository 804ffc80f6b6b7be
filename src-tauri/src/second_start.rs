//! A second start of the program: it asks the first to come to the front, and ends.
//!
//! Whether there is a first one is decided by the lock of `host`, not here; this is only the way to call it.

use std::path::{Path, PathBuf};

fn address(data_folder: &Path) -> PathBuf {
    data_folder.join("window.socket")
}

/// Asks the program that holds the data folder to show its window. False if it has none, as `signalbox serve`.
#[cfg(unix)]
pub fn ask_first(data_folder: &Path) -> bool {
    std::os::unix::net::UnixStream::connect(address(data_folder)).is_ok()
}

/// Calls `raise` whenever another start asks. Without this the window just stays where it is.
#[cfg(unix)]
pub fn answer(data_folder: &Path, raise: impl Fn() + Send + 'static) {
    let address = address(data_folder);
    // Left behind by a crash; nobody else can be using it, because we hold the lock.
    let _ = std::fs::remove_file(&address);
    let Ok(listener) = std::os::unix::net::UnixListener::bind(address) else { return };
    std::thread::spawn(move || {
        for _caller in listener.incoming().flatten() {
            raise();
        }
    });
}

/// Elsewhere the second start only says who is there.
#[cfg(not(unix))]
pub fn ask_first(_data_folder: &Path) -> bool {
    false
}

/// Elsewhere nobody can ask.
#[cfg(not(unix))]
pub fn answer(_data_folder: &Path, _raise: impl Fn() + Send + 'static) {}

#[cfg(all(test, unix))]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::Duration;

    use super::{answer, ask_first};

    #[test]
    fn the_first_start_hears_of_the_second() {
        let folder = std::env::temp_dir().join(format!("signalbox-second-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        assert!(!ask_first(&folder), "nobody is there yet");
        let (raised, heard) = channel();
        answer(&folder, move || raised.send(()).expect("still listening"));
        assert!(ask_first(&folder), "the first one is there");
        heard.recv_timeout(Duration::from_secs(10)).expect("it was asked to come to the front");
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
