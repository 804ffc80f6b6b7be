//! Declares the commands of the window, so that a capability has to grant them.

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(&["call"]);
    if let Err(problem) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo::error={problem:#}");
    }
}
