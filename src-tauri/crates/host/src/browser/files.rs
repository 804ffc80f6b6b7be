//! The interface's own files, read from a folder, with the headers that keep strangers' code out.

use std::path::{Component, Path, PathBuf};

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

/// What a page of ours may load: only from here. Styles may be inline because CodeMirror writes its theme into a style
/// element; scripts may not.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Answers with the file at `path` below `folder`; addresses without an ending are routes of the interface.
pub(super) async fn serve(folder: Option<&Path>, path: &str) -> Response {
    let Some(folder) = folder else {
        return (StatusCode::NOT_FOUND, "the interface is not built; run `cargo studio` once\n")
            .into_response();
    };
    let Some(relative) = below(path) else { return StatusCode::NOT_FOUND.into_response() };
    let is_route = relative.extension().is_none();
    let file = if is_route { folder.join("index.html") } else { folder.join(&relative) };
    match tokio::fs::read(&file).await {
        Ok(bytes) => {
            // Built files carry a hash in their name; the page that names them does not.
            let cached = relative.starts_with("assets") && !is_route;
            let caching = if cached { "public, max-age=31536000, immutable" } else { "no-cache" };
            let headers = [
                (CONTENT_TYPE, HeaderValue::from_static(kind(&file))),
                (CACHE_CONTROL, HeaderValue::from_static(caching)),
            ];
            (headers, bytes).into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The path below the folder, or nothing if any part of it is not a plain name.
fn below(path: &str) -> Option<PathBuf> {
    let path = path.trim_start_matches('/');
    if path.contains(['%', '\\', '\0', ':']) {
        return None;
    }
    let path = Path::new(path);
    let plain = path.components().all(|part| match part {
        Component::Normal(name) => !name.to_string_lossy().starts_with('.'),
        Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => false,
    });
    plain.then(|| path.to_path_buf())
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn nothing_above_the_folder_is_reached() {
        for path in
            ["/../x", "/a/../../x", "/%2e%2e/x", "/a\\..\\x", "/.env", "/a/.git/config", "/C:/x", "/a\0.js"]
        {
            assert_eq!(below(path), None, "{path}");
        }
        assert_eq!(below("/assets/a-1.js").as_deref(), Some(std::path::Path::new("assets/a-1.js")));
        assert_eq!(below("//assets/a.js").as_deref(), Some(std::path::Path::new("assets/a.js")));
    }
}
