//! The size and place of the window, kept between starts.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Smallest size at which the interface is laid out well, in logical pixels.
pub const SIZE_MIN: (f64, f64) = (1024.0, 640.0);

/// Where a window is. All numbers are logical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// Distance of the left edge; none where the system does not tell, as under Wayland.
    pub x: Option<f64>,
    /// Distance of the upper edge.
    pub y: Option<f64>,
    pub width: f64,
    pub height: f64,
    pub maximized: bool,
}

impl Default for Placement {
    fn default() -> Self {
        Self { x: None, y: None, width: 1440.0, height: 900.0, maximized: false }
    }
}

impl Placement {
    /// What was kept in `file`; the default if that is missing or makes no sense.
    pub fn load(file: &Path) -> Self {
        let kept = fs::read_to_string(file).ok().and_then(|text| serde_json::from_str::<Self>(&text).ok());
        kept.map_or_else(Self::default, Self::made_sensible)
    }

    /// Keeps it in `file`. A window that opens in the usual place next time is no reason to bother anybody.
    pub fn keep(&self, file: &Path) {
        if let Ok(text) = serde_json::to_string(self) {
            let _ = fs::write(file, text);
        }
    }

    fn made_sensible(self) -> Self {
        let ten_screens = 10_000.0;
        let limit =
            |value: f64, least: f64| if value.is_finite() { value.clamp(least, ten_screens) } else { least };
        let on_screen = |value: Option<f64>| value.filter(|value| (-100.0..ten_screens).contains(value));
        Self {
            x: on_screen(self.x),
            y: on_screen(self.y),
            width: limit(self.width, SIZE_MIN.0),
            height: limit(self.height, SIZE_MIN.1),
            maximized: self.maximized,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Placement, SIZE_MIN};

    fn read_back(text: &str) -> Placement {
        let file =
            std::env::temp_dir().join(format!("signalbox-placement-{}-{}", std::process::id(), text.len()));
        std::fs::write(&file, text).expect("written");
        let placement = Placement::load(&file);
        std::fs::remove_file(&file).expect("removed");
        placement
    }

    #[test]
    fn what_is_kept_comes_back() {
        let placement =
            Placement { x: Some(12.0), y: Some(0.0), width: 1500.0, height: 900.0, maximized: true };
        let text = serde_json::to_string(&placement).expect("text");
        assert_eq!(read_back(&text), placement);
    }

    #[test]
    fn a_broken_file_gives_the_usual_place() {
        assert_eq!(read_back("{\"width\":"), Placement::default());
        assert_eq!(Placement::load(std::path::Path::new("no such file")), Placement::default());
    }

    #[test]
    fn a_window_is_never_too_small_or_far_away() {
        let placement = read_back("{\"x\":-9000,\"y\":5,\"width\":3,\"height\":1e300,\"maximized\":false}");
        assert_eq!((placement.width, placement.x, placement.y), (SIZE_MIN.0, None, Some(5.0)));
        assert_eq!(placement.height, 10_000.0, "as large as ten screens");
    }
}
