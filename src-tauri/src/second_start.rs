//! A second start of the program: it asks the first to come to the front, and ends.
//!
//! Whether there is a first one is decided by the lock of `host`, not here; this is only the way to call it.

use std::path::{Path, PathBuf};

fn address(data_folder: &Path) -> PathBuf {
    data_folder.join("window.socket")
}

/// Asks the program that holds the data folder to show its window, and waits until it says that it did. False if it
/// has none, as `signalbox serve`, or is about to end.
#[cfg(unix)]
pub fn ask_first(data_folder: &Path) -> bool {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    let Ok(mut first) = UnixStream::connect(address(data_folder)) else { return false };
    let patient = first.set_read_timeout(Some(Duration::from_secs(2)));
    patient.is_ok() && first.read_exact(&mut [0]).is_ok()
}

/// Calls `raise` whenever another start asks, and answers if it succeeded. Without this the window stays where it is.
#[cfg(unix)]
pub fn answer(data_folder: &Path, raise: impl Fn() -> bool + Send + 'static) {
    use std::io::Write;
    use std::os::unix::net::UnixListener;

    let address = address(data_folder);
    // Left behind by a crash; nobody else can be using it, because we hold the lock.
    let _ = std::fs::remove_file(&address);
    let Ok(listener) = UnixListener::bind(address) else { return };
    std::thread::spawn(move || {
        for mut caller in listener.incoming().flatten() {
            if raise() {
                // A caller that has gone meanwhile needs no answer.
                let _ = caller.write_all(&[1]);
            }
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
pub fn answer(_data_folder: &Path, _raise: impl Fn() -> bool + Send + 'static) {}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::{answer, ask_first};

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("signalbox-second-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn the_first_start_hears_of_the_second() {
        let folder = folder("heard");
        assert!(!ask_first(&folder), "nobody is there yet");
        let (raised, heard) = channel();
        answer(&folder, move || raised.send(()).is_ok());
        assert!(ask_first(&folder), "the first one has come to the front");
        assert_eq!(heard.try_iter().count(), 1, "it was asked once");
        std::fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn a_first_start_that_is_ending_hands_nothing_over() {
        let folder = folder("ending");
        answer(&folder, || false);
        assert!(!ask_first(&folder), "it has no window any more");
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
