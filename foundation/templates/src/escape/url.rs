//! URLs: schemes that run something are stopped (CWE-79, CWE-83).

use std::borrow::Cow;

use super::Printed;
use super::attribute::quoted;
use super::entities::undone;

/// What stands in the place of a URL that would run: an address that leads nowhere, by the standard of `about:`.
const STOPPED: &str = "about:invalid#stopple";

/// Media types of `data:` URLs that run nothing wherever they are opened.
const QUIET_TYPES: &[&str] = &[
    "application/gzip",
    "application/json",
    "application/octet-stream",
    "application/pdf",
    "application/zip",
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/vnd.microsoft.icon",
    "image/webp",
    "image/x-icon",
    "text/calendar",
    "text/csv",
    "text/plain",
    "text/vcard",
];

/// The beginning of a URL, or all of it.
pub(super) fn start(text: &str, markup: bool) -> Printed {
    if runs(&seen(text, markup)) { Printed::Text(STOPPED.to_owned()) } else { quoted(text, markup) }
}

/// What follows another output: together they must not become a scheme.
pub(super) fn rest(text: &str, markup: bool) -> Printed {
    let seen = seen(text, markup);
    let colon = seen.find([':', '/', '?', '#']).filter(|at| seen.get(*at..).is_some_and(|rest| rest.starts_with(':')));
    let Some(at) = colon else { return quoted(text, markup) };
    let harmless = matches!(scheme_of(&seen).as_deref(), Some("http" | "https" | "mailto" | "tel" | "sms" | "ftp"));
    // `java` and `https:` together are no scheme that runs.
    if harmless {
        return quoted(text, markup);
    }
    let (before, after) = (seen.get(..at).unwrap_or(""), seen.get(at + 1..).unwrap_or(""));
    Printed::Text(format!("{before}%3A{after}"))
}

/// The scheme itself, the colon left out.
pub(super) fn scheme(text: &str, markup: bool) -> Printed {
    let whole = format!("{}:", seen(text, markup));
    if runs(&whole) { Printed::Text("invalid".to_owned()) } else { rest(text, markup) }
}

/// What follows a single `/`: another `/` would make a host of it.
pub(super) fn path(text: &str, markup: bool) -> Printed {
    let seen = seen(text, markup);
    // Browsers leave tabs and line breaks out.
    let trimmed = seen.trim_start_matches(['\t', '\n', '\r']);
    match trimmed.chars().next() {
        Some('/') => Printed::Text(format!("%2F{}", trimmed.get(1..).unwrap_or(""))),
        Some('\\') => Printed::Text(format!("%5C{}", trimmed.get(1..).unwrap_or(""))),
        _ => quoted(text, markup),
    }
}

/// The URL as the browser has it after reading the attribute.
fn seen(text: &str, markup: bool) -> Cow<'_, str> {
    if markup { undone(text) } else { Cow::Borrowed(text) }
}

/// The scheme as the URL standard finds it: control signs and spaces in front, tabs and line breaks anywhere are left out.
fn scheme_of(url: &str) -> Option<String> {
    let url = url.trim_start_matches(|sign: char| sign <= ' ');
    let mut scheme = String::new();
    for sign in url.chars().filter(|sign| !matches!(sign, '\t' | '\n' | '\r')) {
        match sign {
            ':' => return Some(scheme),
            _ if sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.') => {
                scheme.push(sign.to_ascii_lowercase());
            }
            _ => return None,
        }
        // No scheme that is asked for is so long.
        if scheme.len() > 24 {
            return None;
        }
    }
    None
}

/// Whether the browser runs the URL, or opens it as a document that runs.
fn runs(url: &str) -> bool {
    match scheme_of(url).as_deref() {
        Some("javascript" | "vbscript" | "livescript") => true,
        Some("data") => {
            let clean: String = url.chars().filter(|sign| !matches!(sign, '\t' | '\n' | '\r')).collect();
            let body = clean.split_once(':').map_or("", |(_, body)| body);
            let kind = body.split([',', ';']).next().unwrap_or("").trim().to_ascii_lowercase();
            // Without a type it is plain text.
            let quiet = kind.is_empty()
                || ["audio/", "video/", "font/"].iter().any(|start| kind.starts_with(start))
                || QUIET_TYPES.binary_search(&kind.as_str()).is_ok();
            !quiet
        }
        _ => false,
    }
}

/// Whether the beginning of an address names a document of a type that runs nothing: `data:text/csv;charset=utf-8,`.
pub fn is_quiet_document(beginning: &str) -> bool {
    let is_data = beginning.trim_start().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    is_data && beginning.contains([',', ';']) && !runs(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_that_run() {
        assert!(QUIET_TYPES.is_sorted());
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " \u{1}\n javascript:alert(1)",
            "java\tscr\nipt:alert(1)",
            "javascript\r:alert(1)",
            "vbscript:x",
            "data:text/html,<script>",
            "data:image/svg+xml,<svg>",
            "DATA:text/ht\nml;base64,eA",
            "data:text/html ;charset=x,",
        ] {
            assert!(runs(url), "{url:?}");
        }
        for url in [
            "",
            "/a",
            "a:b",
            "https://x/javascript:",
            "?javascript:",
            "#javascript:",
            "./javascript:x",
            "mailto:a@b",
            "data:image/png;base64,eA",
            "data:,x",
            "slack://open",
            "javascript",
            "java script:x",
            "\u{ff4a}avascript:x",
        ] {
            assert!(!runs(url), "{url:?}");
        }
    }
}
