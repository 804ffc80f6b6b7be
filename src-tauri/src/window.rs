//! The main window: its look, its place, and where it may not go.

use std::path::PathBuf;
use std::sync::mpsc::channel;
use std::time::Duration;

use tauri::webview::NewWindowResponse;
use tauri::{App, AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window, WindowEvent};

use crate::navigation::may_show;
use crate::placement::{Placement, SIZE_MIN};

/// The label that `capabilities/main.json` grants its permissions to.
pub const LABEL: &str = "main";

/// Opens the window where it was when it was last closed.
///
/// # Errors
/// If the system's web view does not start.
pub fn open(app: &App, placement_file: PathBuf) -> tauri::Result<()> {
    let placement = Placement::load(&placement_file);
    let mut builder = WebviewWindowBuilder::new(app, LABEL, WebviewUrl::App("index.html".into()))
        .title("Signalbox")
        .inner_size(placement.width, placement.height)
        .min_inner_size(SIZE_MIN.0, SIZE_MIN.1)
        .maximized(placement.maximized)
        .on_navigation(may_show)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        // Files dropped onto the window are the page's business, and the page ignores them.
        .disable_drag_drop_handler();
    if let (Some(x), Some(y)) = (placement.x, placement.y) {
        builder = builder.position(x, y);
    }
    let window = builder.build()?;
    let watched = window.clone();
    window.on_window_event(move |event| {
        if matches!(event, WindowEvent::CloseRequested { .. })
            && let Some(placement) = current(&watched)
        {
            placement.keep(&placement_file);
        }
    });
    Ok(())
}

/// Brings the window to the front, for a second start of the program. False if there is no window any more.
pub fn raise(app: &AppHandle) -> bool {
    let (done, raised) = channel();
    let shown = app.clone();
    let queued = app.run_on_main_thread(move || {
        if let Some(window) = shown.get_webview_window(LABEL) {
            // Each of these may be refused by the window system; there is nothing else to try then.
            let _ = window.unminimize();
            let _ = window.show();
            let _ = window.set_focus();
            let _ = done.send(());
        }
    });
    queued.is_ok() && raised.recv_timeout(Duration::from_secs(1)).is_ok()
}

/// A maximised window is as large as the screen, which says nothing about the size it should have when restored.
fn current(window: &WebviewWindow) -> Option<Placement> {
    let window: Window = window.as_ref().window();
    let maximized = window.is_maximized().ok()?;
    if maximized {
        return Some(Placement { maximized, ..Placement::default() });
    }
    let scale = window.scale_factor().ok()?;
    let size = window.inner_size().ok()?.to_logical::<f64>(scale);
    let place = window.outer_position().ok().map(|place| place.to_logical::<f64>(scale));
    let (x, y) = (place.map(|place| place.x), place.map(|place| place.y));
    Some(Placement { x, y, width: size.width, height: size.height, maximized })
}
