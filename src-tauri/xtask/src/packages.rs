//! Finds out which system packages are missing and installs them after asking.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use crate::ask::{Answer, ask};
use crate::needs::{By, ELSEWHERE, NEEDS, Need};
use crate::project::find_program;

/// Makes sure that everything `by` needs is there.
///
/// # Errors
/// What to install by hand, if nobody agreed or it cannot be done from here.
pub fn ensure(by: By, yes: bool) -> Result<(), String> {
    let system = std::env::consts::OS;
    if system != "linux" {
        return ensure_elsewhere(system);
    }
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| need.by <= by && need.programs.is_empty()).collect();
    let missing: Vec<&Need> = not_installed(missing)?
        .into_iter()
        .chain(NEEDS.iter().filter(|need| {
            need.by <= by && !need.programs.is_empty() && find_program(need.programs).is_none()
        }))
        .collect();
    if missing.is_empty() { Ok(()) } else { install(&missing, yes) }
}

/// There is no package tool that we could rely on; say what is missing.
fn ensure_elsewhere(system: &str) -> Result<(), String> {
    for check in ELSEWHERE.iter().filter(|check| check.system == system) {
        let Some((name, words)) = check.command.split_first() else { continue };
        let there = Command::new(name).args(words).output().is_ok_and(|output| output.status.success());
        if !there {
            return Err(format!("please install first: {}", check.advice));
        }
    }
    Ok(())
}

fn not_installed(needs: Vec<&'static Need>) -> Result<Vec<&'static Need>, String> {
    if find_program(&["dpkg-query"]).is_none() {
        return Ok(unknown_to_pkg_config(needs));
    }
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"])
        .args(needs.iter().map(|need| need.package))
        .output()
        .map_err(|problem| format!("`dpkg-query` does not start: {problem}"))?;
    let installed = installed_names(&String::from_utf8_lossy(&output.stdout));
    Ok(needs.into_iter().filter(|need| !installed.contains(need.package)).collect())
}

fn installed_names(listing: &str) -> BTreeSet<String> {
    listing.lines().filter_map(|line| line.strip_suffix(" installed")).map(str::to_owned).collect()
}

/// On other distributions only the libraries can be checked; fonts are a matter of taste there.
fn unknown_to_pkg_config(needs: Vec<&'static Need>) -> Vec<&'static Need> {
    let library = |need: &Need| match need.package {
        "libwebkit2gtk-4.1-dev" => Some("webkit2gtk-4.1"),
        "librsvg2-dev" => Some("librsvg-2.0"),
        _ => None,
    };
    let exists = |name| {
        Command::new("pkg-config").args(["--exists", name]).status().is_ok_and(|status| status.success())
    };
    needs.into_iter().filter(|need| library(need).is_some_and(|name| !exists(name))).collect()
}

fn install(missing: &[&Need], yes: bool) -> Result<(), String> {
    println!("These system packages are missing:");
    let ubuntu = fs::read_to_string("/etc/os-release").is_ok_and(|text| is_ubuntu(&text));
    let names: Vec<&str> = missing
        .iter()
        .map(|need| if ubuntu { need.on_ubuntu.unwrap_or(need.package) } else { need.package })
        .collect();
    for (name, need) in names.iter().zip(missing) {
        println!("  {name:<24} {}", need.why);
    }
    let by_hand =
        format!("please install them first, for example:\n  sudo apt-get install {}", names.join(" "));
    if find_program(&["apt-get"]).is_none() {
        return Err("this system has no `apt-get`; please install what they are called here".to_owned());
    }
    let root = is_root();
    if !root && !yes {
        match ask("Install them now with `sudo apt-get`?") {
            Answer::Yes => {}
            Answer::No | Answer::Nobody => return Err(by_hand),
        }
    }
    apt_get(root, &["update"], &[])
        .and_then(|()| apt_get(root, &["install", "--yes", "--no-install-recommends"], &names))
        .map_err(|problem| format!("{problem}\n{by_hand}"))
}

fn apt_get(root: bool, words: &[&str], names: &[&str]) -> Result<(), String> {
    let mut command = Command::new(if root { "apt-get" } else { "sudo" });
    if !root {
        command.args(["--", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    }
    let status = command.env("DEBIAN_FRONTEND", "noninteractive").args(words).args(names).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`apt-get {}` ended with {status}", words.join(" "))),
        Err(problem) => Err(format!("`apt-get` does not start: {problem}")),
    }
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output();
    output.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn is_ubuntu(os_release: &str) -> bool {
    os_release.lines().any(|line| line == "ID=ubuntu")
}

#[cfg(test)]
mod tests {
    use super::{installed_names, is_ubuntu};

    #[test]
    fn only_what_is_wholly_installed_counts() {
        let names = installed_names("xvfb installed\nxauth config-files\nfonts-noto-cjk not-installed\n");
        assert_eq!(
            names.into_iter().collect::<Vec<_>>(),
            ["xvfb"],
            "configuration left behind is not the package"
        );
    }

    #[test]
    fn debian_is_not_taken_for_ubuntu() {
        assert!(is_ubuntu("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\n"), "Ubuntu says so");
        assert!(!is_ubuntu("ID=debian\n"), "Debian does not");
    }
}
