//! The tokens inside `{{ }}` and `{% %}`.

use stopple_source::Span;

use crate::pieces::span;
use crate::problem::Problem;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Name(String),
    /// A string literal, with its escapes resolved.
    Text(String),
    Integer(String),
    Float(String),
    Operator(&'static str),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub span: Span,
}

/// Longest first, so that `**` is not read as two stars.
const OPERATORS: [&str; 29] = [
    "//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]", "{", "}", ",", ":", ".", "|",
    "=", "<", ">", ";", "!", "@", "&",
];

/// Reads the tokens of `text[inner]`; a sign that Jinja does not know is a problem and is left out.
pub(crate) fn tokens(text: &str, inner: Span, problems: &mut Vec<Problem>) -> Vec<Token> {
    let base = inner.start as usize;
    let source = text.get(base..inner.end as usize).unwrap_or("");
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(rest) = source.get(at..) {
        let Some(first) = rest.chars().next() else { break };
        let (kind, length) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first == '_' || first.is_alphabetic() {
            let length = rest.find(|c: char| c != '_' && !c.is_alphanumeric()).unwrap_or(rest.len());
            (TokenKind::Name(rest.get(..length).unwrap_or("").to_owned()), length)
        } else if first.is_ascii_digit() {
            let after_dot = found.last().is_some_and(|token| token.kind == TokenKind::Operator("."));
            number(rest, after_dot)
        } else if first == '\'' || first == '"' {
            match string(rest, first) {
                Some((value, length)) => (TokenKind::Text(value), length),
                None => {
                    problems.push(Problem::new(span(base + at, base + source.len()), "this string is never closed"));
                    break;
                }
            }
        } else if let Some(operator) = OPERATORS.iter().find(|operator| rest.starts_with(**operator)) {
            (TokenKind::Operator(operator), operator.len())
        } else {
            let end = at + first.len_utf8();
            problems.push(Problem::new(span(base + at, base + end), format!("unexpected sign `{first}`")));
            at = end;
            continue;
        };
        found.push(Token { kind, span: span(base + at, base + at + length) });
        at += length;
    }
    found
}

fn number(rest: &str, after_dot: bool) -> (TokenKind, usize) {
    let bytes = rest.as_bytes();
    let digits = |from: usize, test: fn(&u8) -> bool| {
        let tail = bytes.get(from..).unwrap_or(&[]);
        from + tail.iter().position(|byte| !test(byte) && *byte != b'_').unwrap_or(tail.len())
    };
    let text = |length: usize| rest.get(..length).unwrap_or("").to_owned();
    let decimal = |byte: &u8| byte.is_ascii_digit();
    if bytes.first() == Some(&b'0') && matches!(bytes.get(1), Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B')) {
        let end = digits(2, u8::is_ascii_hexdigit);
        return (TokenKind::Integer(text(end)), end);
    }
    let mut end = digits(0, decimal);
    let mut float = false;
    // `items.0.1` is two subscripts and no fraction.
    if !after_dot {
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = digits(end + 1, decimal);
            float = true;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                end = digits(end + 1 + sign, decimal);
                float = true;
            }
        }
    }
    (if float { TokenKind::Float(text(end)) } else { TokenKind::Integer(text(end)) }, end)
}

/// The value of the string literal at the start of `rest`, and its length in the source.
fn string(rest: &str, quote: char) -> Option<(String, usize)> {
    let mut value = String::new();
    let mut signs = rest.char_indices().skip(1);
    while let Some((at, sign)) = signs.next() {
        if sign == quote {
            return Some((value, at + 1));
        }
        if sign != '\\' {
            value.push(sign);
            continue;
        }
        let (escape_at, escape) = signs.next()?;
        let wanted = match escape {
            'n' => {
                value.push('\n');
                continue;
            }
            't' => {
                value.push('\t');
                continue;
            }
            'r' => {
                value.push('\r');
                continue;
            }
            '\\' | '\'' | '"' => {
                value.push(escape);
                continue;
            }
            '\n' => continue,
            'x' => 2,
            'u' => 4,
            'U' => 8,
            other => {
                value.push('\\');
                value.push(other);
                continue;
            }
        };
        let digits = rest.get(escape_at + 1..escape_at + 1 + wanted);
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32) {
            Some(decoded) => {
                value.push(decoded);
                for _ in 0..wanted {
                    signs.next();
                }
            }
            None => {
                value.push('\\');
                value.push(escape);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut problems = Vec::new();
        let found = tokens(text, span(0, text.len()), &mut problems);
        let mut parts: Vec<String> = found
            .into_iter()
            .map(|token| match token.kind {
                TokenKind::Name(name) => format!("n:{name}"),
                TokenKind::Text(value) => format!("s:{value}"),
                TokenKind::Integer(text) => format!("i:{text}"),
                TokenKind::Float(text) => format!("f:{text}"),
                TokenKind::Operator(text) => text.to_owned(),
            })
            .collect();
        parts.extend(problems.iter().map(|problem| format!("!{}", problem.message)));
        parts.join(" ")
    }

    #[test]
    fn tokens_of_expressions() {
        let table = [
            ("a.b|c", "n:a . n:b | n:c"),
            ("a.0.1", "n:a . i:0 . i:1"),
            ("1.5e3 1_000 0xFF 1e5", "f:1.5e3 i:1_000 i:0xFF f:1e5"),
            ("1.a", "i:1 . n:a"),
            (r"'a\'b' 'c\x41\u00e9\n\q'", "s:a'b s:cAé\n\\q"),
            ("a**b//c==d!=e<=f>=g~h", "n:a ** n:b // n:c == n:d != n:e <= n:f >= n:g ~ n:h"),
            ("größe", "n:größe"),
            ("a $ b", "n:a n:b !unexpected sign `$`"),
            ("'a", "!this string is never closed"),
            (r"'\x4'", "s:\\x4"),
        ];
        for (text, tokens) in table {
            assert_eq!(shown(text), tokens, "{text}");
        }
    }
}
