//! JSON: strings written, values recognised, both placed where HTML is around them.

/// Whether the text is a number, `true`, `false`, `null` or `undefined`: as code it does nothing.
pub fn is_literal(text: &str) -> bool {
    matches!(text, "true" | "false" | "null" | "undefined" | "NaN" | "Infinity" | "-Infinity")
        || number(text.as_bytes(), 0) == Some(text.len())
}

/// The text as a JSON string that ends neither a script nor an attribute in single quotes.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    out.push('"');
    for sign in text.chars() {
        match sign {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' | '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' | '\u{7f}' => push_unicode(&mut out, sign),
            _ if sign < ' ' => push_unicode(&mut out, sign),
            _ => out.push(sign),
        }
    }
    out.push('"');
    out
}

/// `\uXXXX` of a sign of the basic plane.
pub(super) fn push_unicode(out: &mut String, sign: char) {
    out.push_str(&format!("\\u{:04x}", u32::from(sign)));
}

/// JSON for the body of a script. Outside of strings JSON has none of these signs.
pub(super) fn for_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 8);
    for sign in json.chars() {
        match sign {
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => push_unicode(&mut out, sign),
            _ => out.push(sign),
        }
    }
    out
}

/// JSON for an attribute, also one whose value is a `javascript:` URL, which browsers percent-decode.
pub(super) fn for_attribute(json: &str) -> String {
    for_script(json).replace('%', "\\u0025").replace('"', "&#34;")
}

/// How deep arrays and objects may nest.
const MAX_DEPTH: usize = 64;

/// Whether the text is JSON (RFC 8259).
pub(super) fn is_json(text: &str) -> bool {
    let bytes = text.as_bytes();
    // What may follow: an open container by its closing bracket.
    let mut open: Vec<u8> = Vec::new();
    let mut at = space(bytes, 0);
    loop {
        // A value.
        let Some(first) = bytes.get(at) else { return false };
        match first {
            b'[' | b'{' => {
                if open.len() >= MAX_DEPTH {
                    return false;
                }
                let close = if *first == b'[' { b']' } else { b'}' };
                at = space(bytes, at + 1);
                if bytes.get(at) != Some(&close) {
                    open.push(close);
                    if close == b'}' {
                        match key(bytes, at) {
                            Some(after) => at = after,
                            None => return false,
                        }
                    }
                    continue;
                }
                at += 1;
            }
            b'"' => match quoted(bytes, at) {
                Some(after) => at = after,
                None => return false,
            },
            b't' | b'f' | b'n' => {
                let word = ["true", "false", "null"]
                    .iter()
                    .find(|word| bytes.get(at..).is_some_and(|rest| rest.starts_with(word.as_bytes())));
                match word {
                    Some(word) => at += word.len(),
                    None => return false,
                }
            }
            _ => match number(bytes, at) {
                Some(after) => at = after,
                None => return false,
            },
        }
        // What follows a value.
        loop {
            at = space(bytes, at);
            match (open.last().copied(), bytes.get(at)) {
                (None, None) => return true,
                (Some(close), Some(sign)) if *sign == close => {
                    open.pop();
                    at += 1;
                }
                (Some(close), Some(b',')) => {
                    at = space(bytes, at + 1);
                    if close == b'}' {
                        match key(bytes, at) {
                            Some(after) => at = after,
                            None => return false,
                        }
                    }
                    break;
                }
                _ => return false,
            }
        }
    }
}

fn space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

fn key(bytes: &[u8], at: usize) -> Option<usize> {
    let after = space(bytes, quoted(bytes, at)?);
    (bytes.get(after) == Some(&b':')).then(|| space(bytes, after + 1))
}

fn quoted(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'"') {
        return None;
    }
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => match bytes.get(at + 1)? {
                b'u' if bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit) => at += 6,
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                _ => return None,
            },
            sign if *sign < 0x20 => return None,
            _ => at += 1,
        }
    }
}

/// The end of the number that begins at `at`.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or(&[]);
        from + rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len())
    };
    let start = at + usize::from(bytes.get(at) == Some(&b'-'));
    let mut end = digits(start);
    // `010` is no number of JSON, and to a script it is eight.
    if end == start || (bytes.get(start) == Some(&b'0') && end > start + 1) {
        return None;
    }
    if bytes.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if fraction == end + 1 {
            return None;
        }
        end = fraction;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent == end + 1 + sign {
            return None;
        }
        end = exponent;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_code() {
        for text in
            ["1", "-0.5e+3", " [] ", "{}", "[1, {\"a\": [true, null]}]", "\"a\\u0041\\n\"", "\"\u{e9}\"", "[[]]"]
        {
            assert!(is_json(text), "{text}");
        }
        for text in [
            "",
            " ",
            "alert(1)",
            "[1,]",
            "{\"a\":1,}",
            "{a:1}",
            "01",
            "1.",
            "+1",
            "[1",
            "1]",
            "\"a",
            "\"\n\"",
            "\"\\x41\"",
            "tru",
            "1 2",
            "[1}",
            "{\"a\"}",
            "null;",
            "'a'",
        ] {
            assert!(!is_json(text), "{text}");
        }
        assert!(!is_json(&"[".repeat(100_000)));
    }

    #[test]
    fn literals() {
        for text in ["true", "-12.50", "0", "1e3", "undefined", "NaN"] {
            assert!(is_literal(text), "{text}");
        }
        for text in ["", "True", "010", "1;", "1 ", "alert", "-", "1e", "0x10"] {
            assert!(!is_literal(text), "{text}");
        }
    }
}
