//! Nonces at the scripts and styles that are written in a template. What comes in at run time never gets one.

use super::{PREFIX, Page};
use crate::facts::Tag;

/// Puts the nonce into start tags that have none.
pub(super) fn add(page: &mut Page<'_>) {
    let template = page.template;
    for tag in &template.tags {
        let name_end = tag.span.start as usize + 1 + tag.name.len();
        let written = page.text.get(tag.span.start as usize + 1..name_end).unwrap_or("");
        // The name may be put together by the template; then its tag is left as it is.
        let plain = written.eq_ignore_ascii_case(&tag.name);
        if !plain || !wants_nonce(page, tag) || page.is_translated(tag.span.start) {
            continue;
        }
        let at = u32::try_from(name_end).unwrap_or(u32::MAX);
        page.insert_output(at, &format!("{{{{ ''|{PREFIX}nonce }}}}"));
    }
}

fn wants_nonce(page: &Page<'_>, tag: &Tag) -> bool {
    if tag.attribute("nonce").is_some() {
        return false;
    }
    let value = |name: &str| {
        let attribute = tag.attribute(name)?;
        Some(attribute.value.trim().to_ascii_lowercase())
    };
    match tag.name.as_str() {
        "style" => true,
        "script" => {
            let kind = value("type").unwrap_or_default();
            let runs = kind.is_empty()
                || matches!(kind.as_str(), "module" | "importmap" | "speculationrules")
                || kind.ends_with("javascript");
            // A variable that chooses the host must not choose whose code runs: that takes a nonce written by hand.
            runs && !(tag.attribute("src").is_some() && page.leads_anywhere(tag.span))
        }
        "link" => {
            let rel = value("rel").unwrap_or_default();
            let kind = value("as").unwrap_or_default();
            let mut words = rel.split_ascii_whitespace();
            let loads = words.any(|word| match word {
                "stylesheet" | "modulepreload" => true,
                "preload" => matches!(kind.as_str(), "script" | "style"),
                _ => false,
            });
            loads && !page.leads_anywhere(tag.span)
        }
        _ => false,
    }
}
