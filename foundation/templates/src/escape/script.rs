//! Scripts and event handlers.
//!
//! In a string of a script the value stays escaped for HTML, as Jinja does it: pages that hand it on to `innerHTML` rely
//! on that. What Jinja leaves open (a backslash, a line break, a backtick, `${`) is closed for JavaScript. In an event
//! handler the browser undoes the escaping for HTML before the script sees the text, so there it is escaped for JavaScript.

use super::Printed;
use super::attribute::{escape_html, html_reference};
use super::entities::undone;
use super::json::{for_attribute, for_script, is_json, is_literal, push_unicode, string as json_string};

/// Ends a line of JavaScript.
const fn ends_line(sign: char) -> bool {
    matches!(sign, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// A value: JSON. Markup counts as a value only if it is JSON; as code it would have to be declared with `|safe` in the template.
pub(super) fn value(text: &str, markup: bool) -> Printed {
    if is_literal(text) {
        return Printed::Same;
    }
    if markup && is_json(text) {
        return Printed::Markup(for_script(text));
    }
    Printed::Markup(json_string(text))
}

/// A value in an attribute.
pub(super) fn handler_value(text: &str, markup: bool) -> Printed {
    if is_literal(text) {
        return Printed::Same;
    }
    if markup {
        let seen = undone(text);
        if is_json(&seen) {
            return Printed::Markup(for_attribute(&seen));
        }
    }
    Printed::Markup(for_attribute(&json_string(text)))
}

/// Client-side frameworks bind variables by their names: `v-model="{{ field }}"`. A path of names calls nothing.
pub(super) fn handler_path(text: &str, markup: bool) -> Printed {
    let is_name = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '_' | '$'))
            && part.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$'))
    };
    if text.split('.').all(is_name) { Printed::Same } else { handler_value(text, markup) }
}

/// Part of a name: only what names are made of.
pub(super) fn name(text: &str) -> Printed {
    let stays = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$');
    if text.chars().all(stays) {
        return Printed::Same;
    }
    Printed::Text(text.chars().map(|sign| if stays(sign) { sign } else { '_' }).collect())
}

/// In a string of a script.
pub(super) fn string(text: &str, markup: bool, template: bool) -> Printed {
    if markup {
        return match normal(text, template) {
            Some(text) => Printed::Markup(text),
            None => Printed::Same,
        };
    }
    let open = |sign: char| html_reference(sign).is_some() || needs_escape(sign, template);
    if !text.contains(open) {
        return Printed::Same;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        match html_reference(sign) {
            // The `&` too is written for JavaScript: in a script of an SVG image the browser would undo it.
            Some(reference) => {
                out.push_str("\\u0026");
                out.push_str(reference.get(1..).unwrap_or(""));
            }
            None if needs_escape(sign, template) => push_unicode(&mut out, sign),
            None => out.push(sign),
        }
    }
    Printed::Text(out)
}

/// In a string of an event handler or of a `javascript:` URL.
pub(super) fn handler_string(text: &str, markup: bool, template: bool) -> Printed {
    if markup {
        let seen = undone(text);
        let percent = seen.contains('%');
        return match normal(&seen, template) {
            None if !percent => Printed::Same,
            changed => {
                let changed = changed.unwrap_or_else(|| seen.into_owned());
                Printed::Markup(escape_html(&changed.replace('%', "\\u0025")))
            }
        };
    }
    let open = |sign: char| sign == '%' || html_reference(sign).is_some() || needs_escape(sign, template);
    if !text.contains(open) {
        return Printed::Same;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        if open(sign) {
            push_unicode(&mut out, sign);
        } else {
            out.push(sign);
        }
    }
    Printed::Text(out)
}

fn needs_escape(sign: char, template: bool) -> bool {
    matches!(sign, '\\' | '`' | '\u{7f}') || sign < ' ' || ends_line(sign) || (template && sign == '$')
}

/// The inside of a string that somebody vouched for: its own escapes stay, what would end the string or the script does not.
/// `None` where nothing is to be changed.
fn normal(text: &str, template: bool) -> Option<String> {
    let open =
        |sign: char| matches!(sign, '\'' | '"' | '`' | '<' | '\\') || ends_line(sign) || (template && sign == '$');
    if !text.contains(open) {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => match signs.next() {
                Some(escaped) if escaped == '<' || ends_line(escaped) => push_unicode(&mut out, escaped),
                Some(escaped) => {
                    out.push('\\');
                    out.push(escaped);
                }
                // It would swallow the quote behind the output.
                None => out.push_str("\\\\"),
            },
            '\'' | '"' | '`' | '<' => push_unicode(&mut out, sign),
            '$' if template => push_unicode(&mut out, sign),
            _ if ends_line(sign) => push_unicode(&mut out, sign),
            _ => out.push(sign),
        }
    }
    Some(out)
}

/// In a regular expression: the text itself is looked for.
pub(super) fn regex(text: &str) -> Printed {
    if text.is_empty() {
        // Two slashes would be a comment.
        return Printed::Text("(?:)".to_owned());
    }
    let stays = |sign: char| sign.is_alphanumeric() || sign == '_';
    if text.chars().all(stays) {
        return Printed::Same;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for sign in text.chars() {
        if stays(sign) || u32::from(sign) > 0xffff {
            out.push(sign);
        } else {
            push_unicode(&mut out, sign);
        }
    }
    Printed::Text(out)
}

/// In a comment of a script.
pub(super) fn comment(text: &str, markup: bool) -> Printed {
    let open = |sign: char| ends_line(sign) || matches!(sign, '/' | '<');
    if !text.contains(open) {
        return Printed::Same;
    }
    let changed: String = text
        .chars()
        .map(|sign| match sign {
            '/' | '<' => '|',
            _ if ends_line(sign) => ' ',
            _ => sign,
        })
        .collect();
    if markup { Printed::Markup(changed) } else { Printed::Text(changed) }
}
