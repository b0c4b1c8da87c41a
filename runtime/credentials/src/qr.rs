//! A text as a QR code: SVG that can stand in a page under a strict policy, with no style and no script.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Light squares around it, without which cameras do not find it (ISO/IEC 18004).
const MARGIN: usize = 4;

/// The text has more than a QR code can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch;

impl std::fmt::Display for TooMuch {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the text is too long for a QR code")
    }
}

impl std::error::Error for TooMuch {}

/// The drawing, in the colour of the text around it; the page gives it a light ground.
///
/// # Errors
/// If the text is too long.
pub fn svg(text: &str) -> Result<String, TooMuch> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooMuch)?;
    let (width, squares) = (code.width(), code.to_colors());
    let size = width + 2 * MARGIN;
    let mut path = String::new();
    for (y, row) in squares.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|square| **square == Color::Dark).count();
            if run > 0 {
                // A run of dark squares is one rectangle. Writing into a string does not fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN);
            }
            x += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"{}\" height=\"{}\" \
         role=\"img\" aria-label=\"QR code\" shape-rendering=\"crispEdges\"><path fill=\"currentColor\" d=\"{path}\"/></svg>",
        size * 4,
        size * 4
    ))
}
