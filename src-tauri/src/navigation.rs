//! Where the window may go: nowhere but to the interface that is built into the program.

use tauri::Url;

/// Whether the window may show `address`. Links, redirects and scripts are all asked.
pub fn may_show(address: &Url) -> bool {
    let host = address.host_str().unwrap_or_default();
    let plain = address.username().is_empty() && address.password().is_none();
    match (address.scheme(), host, address.port()) {
        // macOS and Linux.
        ("tauri", "localhost", None) => plain,
        // Windows, where web views know no schemes of their own.
        ("http" | "https", "tauri.localhost", None) => plain,
        // The development server, in a build that asks for it.
        ("http", "localhost", Some(5173)) => plain && cfg!(dev),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use tauri::Url;

    use super::may_show;

    fn check(address: &str, allowed: bool) {
        let address = Url::parse(address).expect("an address");
        assert_eq!(may_show(&address), allowed, "{address}");
    }

    #[test]
    fn the_interface_is_shown() {
        check("tauri://localhost/", true);
        check("tauri://localhost/index.html#/runs", true);
        check("http://tauri.localhost/", true);
    }

    #[test]
    fn nothing_else_is_shown() {
        for address in [
            "https://example.com/",
            "http://127.0.0.1:7171/",
            "http://localhost/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,hello",
            "about:blank",
            "blob:tauri://localhost/1",
        ] {
            check(address, false);
        }
    }

    #[test]
    fn look_alikes_are_not_shown() {
        for address in [
            "http://tauri.localhost.evil.example/",
            "http://ipc.localhost.evil/",
            "http://tauri.localhost:8080/",
            "tauri://localhost.evil/",
            "tauri://evil@localhost/",
            "http://tauri.localhost@evil.example/",
        ] {
            check(address, false);
        }
    }
}
