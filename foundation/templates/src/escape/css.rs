//! Style sheets and the attribute `style` (CWE-79 by CSS injection: rules that load, cover or read the page).

use super::Printed;
use super::attribute::quoted;

/// Functions of CSS that load something or read the page.
const LOADING: &[&str] =
    &["", "attr", "cross-fade", "element", "expression", "image", "image-set", "paint", "src", "url"];

/// In a style sheet. Markup is a style sheet that somebody vouched for.
pub(super) fn sheet(text: &str, markup: bool) -> Printed {
    if markup { Printed::Same } else { escaped(text, false) }
}

/// In the attribute `style`.
pub(super) fn attribute(text: &str, markup: bool, declarations: bool) -> Printed {
    if markup { quoted(text, true) } else { escaped(text, declarations) }
}

/// Signs that could end the value become escapes of CSS, which stand for themselves wherever they are read.
fn escaped(text: &str, declarations: bool) -> Printed {
    let mut out = String::new();
    let mut changed = false;
    let mut before = None;
    let mut word = String::new();
    for sign in text.chars() {
        let stays = match sign {
            ';' => declarations,
            '(' => {
                let word = word.to_ascii_lowercase();
                let name = word.trim_start_matches("-webkit-").trim_start_matches("-moz-");
                // A bracket alone belongs to nothing, unless the template has a name before it.
                if name.is_empty() { !matches!(before, None | Some('\\')) } else { !LOADING.contains(&name) }
            }
            // The start of a comment.
            '*' => !matches!(before, None | Some('/')),
            '{' | '}' | '<' | '>' | '"' | '\'' | '&' | '\\' | '@' | '`' | '\u{7f}' => false,
            _ => sign >= ' ',
        };
        if stays {
            out.push(sign);
        } else {
            out.push_str(&format!("\\{:06x}", u32::from(sign)));
            changed = true;
        }
        if sign.is_alphanumeric() || matches!(sign, '-' | '_') || !stays {
            word.push(sign);
        } else {
            word.clear();
        }
        before = Some(sign);
    }
    if changed { Printed::Text(out) } else { Printed::Same }
}
