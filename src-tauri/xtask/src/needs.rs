//! What has to be on the machine, in one list, with the reason for each.

/// Something from outside that a build or a test uses.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// Debian's and Ubuntu's name of the package.
    pub package: &'static str,
    /// Ubuntu's name where it differs.
    pub on_ubuntu: Option<&'static str>,
    /// Programs any of which fulfils the need, however it was installed; empty: the package itself must be there.
    pub programs: &'static [&'static str],
    /// One phrase for the person who is asked.
    pub why: &'static str,
    /// Who needs it.
    pub by: By,
}

/// The purposes, from small to large; a later one includes the earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The programs without a window.
    Programs,
    /// The window.
    Window,
    /// The tests.
    Tests,
}

const fn package(package: &'static str, by: By, why: &'static str) -> Need {
    Need { package, on_ubuntu: None, programs: &[], why, by }
}

const fn program(
    package: &'static str,
    programs: &'static [&'static str],
    by: By,
    why: &'static str,
) -> Need {
    Need { package, on_ubuntu: None, programs, why, by }
}

/// Everything on Linux. Rust and Node are asked for apart, because distributions carry versions that are too old.
pub const NEEDS: &[Need] = &[
    program("build-essential", &["cc"], By::Programs, "the compiler that SQLite is built with"),
    program("python3", &["python3"], By::Programs, "runs the Python handlers of the ready workflows"),
    package("python3-venv", By::Tests, "an environment for the AWS clients that are written in Python"),
    program("pkg-config", &["pkg-config"], By::Window, "finds the libraries of the window"),
    package("libwebkit2gtk-4.1-dev", By::Window, "the web view that the window consists of"),
    package("librsvg2-dev", By::Window, "draws the icon of the window"),
    program("webkit2gtk-driver", &["WebKitWebDriver"], By::Tests, "drives the real window"),
    program("xvfb", &["xvfb-run"], By::Tests, "a display for the real window where there is none"),
    program("strace", &["strace"], By::Tests, "answers in the disk's place when tests make it fail"),
    program("xauth", &["xauth"], By::Tests, "lets the window onto that display"),
    Need {
        package: "chromium",
        on_ubuntu: Some("chromium-browser"),
        programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        why: "the browser of the end-to-end tests",
        by: By::Tests,
    },
    package("fonts-noto-core", By::Tests, "letters in the screenshots"),
    package("fonts-noto-cjk", By::Tests, "Chinese, Japanese and Korean letters in the screenshots"),
    package("fonts-noto-color-emoji", By::Tests, "emoji in the screenshots"),
];

/// A check where packages are not ours to install.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// `std::env::consts::OS`.
    pub system: &'static str,
    /// Succeeds if the thing is there.
    pub command: &'static [&'static str],
    /// What to do if not.
    pub advice: &'static str,
}

/// What Tauri needs on the other systems. A compiler is not asked for: this program could not have been built without.
pub const ELSEWHERE: &[Check] = &[
    Check {
        system: "macos",
        command: &["xcode-select", "--print-path"],
        advice: "Xcode's command line tools: run `xcode-select --install`",
    },
    Check {
        system: "windows",
        command: &[
            "reg",
            "query",
            r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
            "/v",
            "pv",
        ],
        advice: "the WebView2 runtime: Microsoft offers it as `Evergreen Bootstrapper` (it is part of Windows 11)",
    },
];
