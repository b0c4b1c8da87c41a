//! Sections of pages that a verb writes and people do not: between two marks, the rest of the page is left as it is.

use crate::place;
use std::fs;

/// Writes the section `name` of a page, which `cargo xtask VERB` is said to write. A page that has none gets it at its end.
pub fn write(page: &str, name: &str, verb: &str, text: &str) -> Result<(), String> {
    let path = place::root().join(page);
    let had = fs::read_to_string(&path).map_err(|error| format!("cannot read {page}: {error}"))?;
    let has = replaced(&had, name, verb, text).ok_or_else(|| format!("{page} has lost the mark where {name} ends"))?;
    fs::write(&path, has).map_err(|error| format!("cannot write {page}: {error}"))
}

/// The page with the section anew, or `None` where the section has no end.
fn replaced(page: &str, name: &str, verb: &str, text: &str) -> Option<String> {
    let start = format!("<!-- {name}: written by `cargo xtask {verb}` -->");
    let end = format!("<!-- end of {name} -->");
    let section = format!("{start}\n{}\n{end}", text.trim_end());
    Some(match page.split_once(&start) {
        Some((before, rest)) => format!("{before}{section}{}", rest.split_once(&end)?.1),
        None => format!("{}\n\n{section}\n", page.trim_end()),
    })
}

#[test]
fn a_section_is_added_and_replaced() {
    let page = "# Page\n";
    let once = replaced(page, "figures", "bench", "one\n").expect("added");
    assert_eq!(once, "# Page\n\n<!-- figures: written by `cargo xtask bench` -->\none\n<!-- end of figures -->\n");
    let more = format!("{once}\nmore\n");
    let twice = replaced(&more, "figures", "bench", "two").expect("replaced");
    assert_eq!(twice, more.replace("one", "two"));
    assert_eq!(replaced(&more.replace("<!-- end", "<!--"), "figures", "bench", "two"), None);
}
