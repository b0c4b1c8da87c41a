//! Values of attributes.

use super::Printed;

/// In quotes: text is escaped by Jinja, of markup only the quotes are.
pub(super) fn quoted(text: &str, markup: bool) -> Printed {
    if !markup || !text.contains(['"', '\'']) {
        return Printed::Same;
    }
    Printed::Markup(text.replace('"', "&#34;").replace('\'', "&#39;"))
}

/// Without quotes: whatever could end the value is written as a character reference. An empty value would let the next
/// attribute become the value (CVE-2023-29400 in Go's html/template), so a whole one is written as two quotes.
pub(super) fn unquoted(text: &str, markup: bool, whole: bool) -> Printed {
    if text.is_empty() {
        return if whole { Printed::Markup("\"\"".to_owned()) } else { Printed::Same };
    }
    let stays = |sign: char| match sign {
        '&' => markup,
        '"' | '\'' | '`' | '=' | '<' | '>' => false,
        _ => sign > ' ' && sign != '\u{7f}',
    };
    if text.chars().all(stays) {
        return Printed::Same;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        if stays(sign) {
            out.push(sign);
        } else {
            push_reference(&mut out, sign);
        }
    }
    Printed::Markup(out)
}

pub(super) fn push_reference(out: &mut String, sign: char) {
    out.push_str("&#");
    out.push_str(&u32::from(sign).to_string());
    out.push(';');
}

/// As Jinja escapes for HTML.
pub(super) fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match html_reference(sign) {
            Some(reference) => out.push_str(reference),
            None => out.push(sign),
        }
    }
    out
}

/// How Jinja writes a sign that HTML reads as its own.
pub(super) const fn html_reference(sign: char) -> Option<&'static str> {
    Some(match sign {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&#34;",
        '\'' => "&#39;",
        _ => return None,
    })
}
