//! `srcdoc`: the value of the attribute is HTML again after the browser has undone its escaping.

use super::Printed;
use super::attribute::escape_html;

/// Text is shown as text in the document, so it is escaped for the document and for the attribute; markup is the document.
pub(super) fn document(text: &str, markup: bool) -> Printed {
    let once = if markup { text.to_owned() } else { escape_html(text) };
    Printed::Markup(escape_html(&once))
}
