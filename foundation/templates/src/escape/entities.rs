//! Character references undone, as far as they stand for ASCII: what hides in markup is looked at as the browser sees it.

use std::borrow::Cow;

/// The named references of the HTML standard that stand for one ASCII sign that matters to a URL or a script.
const NAMED: &[(&str, char)] = &[
    ("AMP", '&'),
    ("DiacriticalGrave", '`'),
    ("GT", '>'),
    ("LT", '<'),
    ("NewLine", '\n'),
    ("QUOT", '"'),
    ("Tab", '\t'),
    ("amp", '&'),
    ("apos", '\''),
    ("ast", '*'),
    ("bsol", '\\'),
    ("colon", ':'),
    ("comma", ','),
    ("commat", '@'),
    ("dollar", '$'),
    ("equals", '='),
    ("excl", '!'),
    ("grave", '`'),
    ("gt", '>'),
    ("lbrace", '{'),
    ("lbrack", '['),
    ("lcub", '{'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("lsqb", '['),
    ("lt", '<'),
    ("midast", '*'),
    ("num", '#'),
    ("percnt", '%'),
    ("period", '.'),
    ("plus", '+'),
    ("quest", '?'),
    ("quot", '"'),
    ("rbrace", '}'),
    ("rbrack", ']'),
    ("rcub", '}'),
    ("rpar", ')'),
    ("rsqb", ']'),
    ("semi", ';'),
    ("sol", '/'),
    ("verbar", '|'),
    ("vert", '|'),
];

/// References that browsers read without their semicolon too.
const BARE: &[&str] = &["AMP", "GT", "LT", "QUOT", "amp", "gt", "lt", "quot"];

/// The text behind its references; those that are not known stay.
pub(super) fn undone(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(rest.get(..at).unwrap_or(""));
        let here = rest.get(at..).unwrap_or("");
        match reference(here) {
            Some((sign, length)) => {
                out.push(sign);
                rest = here.get(length..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = here.get(1..).unwrap_or("");
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The sign of the reference at the start of `text`, and the reference's length.
fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, mark) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits.find(|sign: char| !sign.is_digit(radix)).unwrap_or(digits.len());
        // Zeros in front may be many.
        let significant = digits.get(..length)?.trim_start_matches('0');
        if length == 0 {
            return None;
        }
        let code = if significant.is_empty() { 0 } else { u32::from_str_radix(significant, radix).unwrap_or(u32::MAX) };
        let sign = char::from_u32(code).filter(|sign| *sign != '\0').unwrap_or('\u{fffd}');
        let semicolon = usize::from(digits.get(length..)?.starts_with(';'));
        return Some((sign, mark + length + semicolon));
    }
    let length = body.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(body.len());
    let name = body.get(..length)?;
    if body.get(length..)?.starts_with(';') {
        let at = NAMED.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
        return NAMED.get(at).map(|(_, sign)| (*sign, length + 2));
    }
    let bare = BARE.iter().find(|bare| name.starts_with(**bare))?;
    let at = NAMED.binary_search_by(|(known, _)| known.cmp(bare)).ok()?;
    NAMED.get(at).map(|(_, sign)| (*sign, bare.len() + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_browsers_read_them() {
        assert!(NAMED.is_sorted_by(|a, b| a.0 < b.0));
        for (text, plain) in [
            ("a&amp;b", "a&b"),
            ("&#106;ava", "java"),
            ("&#0000106ava", "java"),
            ("&#x6A;&#X6a", "jj"),
            ("&colon;&Tab;&NewLine;", ":\t\n"),
            ("&ltscript", "<script"),
            ("&colon", "&colon"),
            ("&eacute;&", "&eacute;&"),
            ("&#0;&#x110000;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&#;&#x;&#", "&#;&#x;&#"),
        ] {
            assert_eq!(undone(text), plain, "{text}");
        }
    }
}
