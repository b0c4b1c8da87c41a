//! Names of tags and attributes, and values of attributes whose name is known only when the page is made.

use super::{Escaper, Printed};
use crate::context::{AttributeKind, attribute_kind, is_handler};

/// Elements that run, load or restyle, or whose body is not text.
const POWERFUL: &[&str] = &[
    "animate",
    "applet",
    "base",
    "embed",
    "frame",
    "frameset",
    "iframe",
    "link",
    "listing",
    "math",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "portal",
    "script",
    "set",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// The name of a tag, or a part of it between the literal `before` and `after`.
pub fn tag_name(text: &str, markup: bool, before: &str, after: &str) -> Printed {
    if !before.is_empty() && text.is_empty() {
        return Printed::Same;
    }
    // `<p{{ attributes }}>`: the space comes with them.
    if !before.is_empty() && text.starts_with(|sign: char| sign.is_ascii_whitespace()) {
        return match attributes(text, markup) {
            Printed::Text(kept) => Printed::Text(format!(" {kept}")),
            same => same,
        };
    }
    let clean = clean_name(text);
    let whole = format!("{before}{clean}{after}").to_ascii_lowercase();
    let is_powerful = POWERFUL.contains(&whole.as_str());
    // Behind another output nobody knows what comes together.
    let unknown = before.contains('*') && clean.contains(|sign: char| sign.is_ascii_alphabetic());
    let starts_well = !before.is_empty() || clean.starts_with(|first: char| first.is_ascii_alphabetic());
    if !starts_well {
        return Printed::Text("span".to_owned());
    }
    if is_powerful || unknown {
        // With a hyphen in it, it is an element that does nothing.
        return Printed::Text(if before.is_empty() { format!("x-{clean}") } else { format!("-{clean}") });
    }
    if clean == text { Printed::Same } else { Printed::Text(clean) }
}

/// The rest of an attribute's name behind the literal `before`.
pub fn attribute_name(text: &str, before: &str) -> Printed {
    let clean = clean_name(text);
    let whole = format!("{before}{clean}").to_ascii_lowercase();
    let unknown = before.contains('*') && !before.starts_with("data-") && !before.starts_with("aria-");
    // What the template begins with `on` is meant to be a handler.
    let meant = is_handler(&format!("{before}x").to_ascii_lowercase());
    if !meant && (unknown || is_powerful(&whole)) {
        return Printed::Text(format!("-blocked-{clean}"));
    }
    if clean == text { Printed::Same } else { Printed::Text(clean) }
}

/// Attributes as a text: names, and plain values without quotes. Whoever builds more gives markup, as `|xmlattr` does.
pub(super) fn attributes(text: &str, markup: bool) -> Printed {
    if markup {
        return Printed::Same;
    }
    let kept: Vec<String> = text.split_ascii_whitespace().filter_map(one_attribute).collect();
    let joined = kept.join(" ");
    let bare = text.trim_matches(|sign: char| sign.is_ascii_whitespace());
    if joined == bare { Printed::Same } else { Printed::Text(joined) }
}

fn one_attribute(token: &str) -> Option<String> {
    let (name, value) = match token.split_once('=') {
        Some((name, value)) => (name, Some(value)),
        None => (token, None),
    };
    let plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | ':');
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) || !name.chars().all(plain) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    if is_powerful(&lower) {
        return Some(format!("data-blocked-{name}"));
    }
    match value {
        None => Some(name.to_owned()),
        Some(value) => {
            let is_url = matches!(attribute_kind("", &lower), AttributeKind::Url(_));
            // Quotes of a text come out escaped, as Jinja has always printed them: they are part of the value.
            let bare = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value);
            let harmless = bare.chars().all(|sign| plain(sign) || matches!(sign, ',' | '#' | '%' | '/'));
            (!is_url && harmless && !value.is_empty()).then(|| format!("{name}={value}"))
        }
    }
}

/// The value of an attribute whose name the template printed just before.
pub fn named(name: &str, text: &str, markup: bool) -> Printed {
    match attribute_kind("", &name.trim().to_ascii_lowercase()) {
        AttributeKind::Url(_) => Escaper::Url.escape(text, markup),
        _ => Escaper::Quoted.escape(text, markup),
    }
}

/// Attributes that run or hold a document or a style, whatever their value.
fn is_powerful(name: &str) -> bool {
    is_handler(name) || matches!(name, "style" | "srcdoc" | "http-equiv")
}

fn clean_name(text: &str) -> String {
    text.chars()
        .map(|sign| if sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | ':') { sign } else { '-' })
        .collect()
}
