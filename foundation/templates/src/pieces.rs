//! Cuts template text into literal text, outputs, tags and comments.
//!
//! Knows the default delimiters, whitespace control and `raw`; strings and brackets inside a tag hide its end.

use stopple_source::Span;

use crate::problem::Problem;

/// A part of the template source; the parts follow one another without overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Literal text as it will be sent: without the spaces that `-` takes away.
    Text(Span),
    /// The same in a `raw` block.
    Raw(Span),
    /// `{{ inner }}`.
    Output { span: Span, inner: Span },
    /// `{% inner %}`.
    Tag { span: Span, inner: Span },
}

/// Cuts `text`; what is not closed becomes a problem, and the rest after it is literal text.
pub(crate) fn split(text: &str, problems: &mut Vec<Problem>) -> Vec<Piece> {
    let mut cutter = Cutter { text, bytes: text.as_bytes(), pieces: Vec::new(), trim_next: false, stray: Vec::new() };
    let mut from = 0;
    let mut at = 0;
    while let Some(open) = cutter.next_delimiter(at) {
        let kind = cutter.byte(open + 1);
        let sign = cutter.byte(open + 2);
        let trim_before = sign == b'-';
        let inner_start = open + 2 + usize::from(matches!(sign, b'-' | b'+'));
        let closed = match kind {
            b'#' => cutter.comment_end(open + 2),
            b'%' => cutter.tag_end(inner_start, *b"%}"),
            _ => cutter.tag_end(inner_start, *b"}}"),
        };
        let Some(end) = closed else {
            let what = match kind {
                b'#' => "this comment is never closed",
                b'%' => "this tag is never closed",
                _ => "this output is never closed",
            };
            problems.push(Problem::new(span(open, text.len()), what));
            break;
        };
        cutter.push_text(from, open, trim_before, Piece::Text);
        cutter.trim_next = end.trim_after;
        from = end.after;
        at = end.after;
        let whole = span(open, end.after);
        match kind {
            b'#' => {}
            b'%' => {
                let inner = span(inner_start, end.inner_end);
                if cutter.slice(inner_start, end.inner_end).trim() == "raw" {
                    let Some((raw_end, tag)) = cutter.raw_end(end.after) else {
                        problems.push(Problem::new(whole, "this raw block is never closed"));
                        break;
                    };
                    cutter.push_text(end.after, raw_end, tag.trim_before, Piece::Raw);
                    cutter.trim_next = tag.trim_after;
                    from = tag.after;
                    at = tag.after;
                } else {
                    cutter.pieces.push(Piece::Tag { span: whole, inner });
                }
            }
            _ => {
                cutter.pieces.push(Piece::Output { span: whole, inner: span(inner_start, end.inner_end) });
            }
        }
    }
    cutter.push_text(from, text.len(), false, Piece::Text);
    cutter.pieces
}

/// A span of two `usize` offsets; the caller has made sure that the text is short enough.
pub(crate) fn span(start: usize, end: usize) -> Span {
    Span::new(u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}

struct Cutter<'t> {
    text: &'t str,
    bytes: &'t [u8],
    pieces: Vec<Piece>,
    /// The last tag ended with `-`: the text after it loses its leading spaces.
    trim_next: bool,
    /// Quotes that were found to open a string which nothing closes; they hide nothing from then on.
    stray: Vec<u8>,
}

/// How many brackets may be open at once before the reader gives up matching them. Keeps the time linear.
const MAX_BRACKETS: usize = 50;

struct End {
    inner_end: usize,
    after: usize,
    trim_after: bool,
}

struct RawEnd {
    trim_before: bool,
    trim_after: bool,
    after: usize,
}

impl<'t> Cutter<'t> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    fn next_delimiter(&self, from: usize) -> Option<usize> {
        let rest = self.bytes.get(from..)?;
        rest.windows(2).position(|pair| matches!(pair, [b'{', b'{' | b'%' | b'#'])).map(|at| from + at)
    }

    fn push_text(&mut self, mut start: usize, mut end: usize, trim_before: bool, piece: fn(Span) -> Piece) {
        if self.trim_next {
            let part = self.slice(start, end);
            start += part.len() - part.trim_start().len();
            self.trim_next = false;
        }
        if trim_before {
            let part = self.slice(start, end);
            end = start + part.trim_end().len();
        }
        if start < end {
            self.pieces.push(piece(span(start, end)));
        }
    }

    fn comment_end(&self, from: usize) -> Option<End> {
        let at = from + self.text.get(from..)?.find("#}")?;
        // `{#}` is an open comment, and `{#-#}` is whole.
        let trim_after = at > from && self.byte(at - 1) == b'-';
        Some(End { inner_end: at, after: at + 2, trim_after })
    }

    /// The end of a tag or an output, past strings and balanced brackets.
    fn tag_end(&mut self, from: usize, close: [u8; 2]) -> Option<End> {
        let mut brackets: Vec<u8> = Vec::new();
        // The first thing that looks like an end: taken when the brackets turn out not to match.
        let mut candidate: Option<End> = None;
        let mut at = from;
        while at < self.bytes.len() {
            let byte = self.byte(at);
            let signed = byte == b'-' || (byte == b'+' && close == *b"%}");
            let here = if signed { at + 1 } else { at };
            if self.byte(here) == close[0] && self.byte(here + 1) == close[1] {
                let end = End { inner_end: at, after: here + 2, trim_after: byte == b'-' };
                // Only an open `{` can make sense of a `}` here.
                if brackets.last() != Some(&b'{') {
                    return Some(end);
                }
                candidate.get_or_insert(end);
            }
            match byte {
                b'\'' | b'"' if !self.stray.contains(&byte) => match self.string_end(at) {
                    Some(after) => {
                        at = after;
                        continue;
                    }
                    None => self.stray.push(byte),
                },
                b'{' | b'[' | b'(' if brackets.len() >= MAX_BRACKETS => {
                    // Too deep for any real template: the end is the next thing that looks like one.
                    return candidate.or_else(|| self.plain_end(at, close));
                }
                b'{' | b'[' | b'(' => brackets.push(byte),
                b'}' | b']' | b')' => {
                    let opener = match byte {
                        b'}' => b'{',
                        b']' => b'[',
                        _ => b'(',
                    };
                    if brackets.last() == Some(&opener) {
                        brackets.pop();
                    } else if candidate.is_some() {
                        return candidate;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn plain_end(&self, from: usize, close: [u8; 2]) -> Option<End> {
        let at = from + self.bytes.get(from..)?.windows(2).position(|pair| pair == close)?;
        Some(End { inner_end: at, after: at + 2, trim_after: false })
    }

    fn string_end(&self, quote_at: usize) -> Option<usize> {
        let quote = self.byte(quote_at);
        let mut at = quote_at + 1;
        while at < self.bytes.len() {
            match self.byte(at) {
                b'\\' => at += 2,
                byte if byte == quote => return Some(at + 1),
                _ => at += 1,
            }
        }
        None
    }

    fn raw_end(&self, from: usize) -> Option<(usize, RawEnd)> {
        let mut at = from;
        while let Some(found) = self.text.get(at..)?.find("{%") {
            let open = at + found;
            let mut here = open + 2;
            let trim_before = self.byte(here) == b'-';
            here += usize::from(matches!(self.byte(here), b'-' | b'+'));
            let rest = self.text.get(here..).unwrap_or("");
            here += rest.len() - rest.trim_start().len();
            if let Some(rest) = self.text.get(here..).and_then(|rest| rest.strip_prefix("endraw")) {
                here += "endraw".len() + rest.len() - rest.trim_start().len();
                let trim_after = self.byte(here) == b'-';
                here += usize::from(matches!(self.byte(here), b'-' | b'+'));
                if self.byte(here) == b'%' && self.byte(here + 1) == b'}' {
                    return Some((open, RawEnd { trim_before, trim_after, after: here + 2 }));
                }
            }
            at = open + 2;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces written as `T:text`, `O:inner`, `S:inner`, with the number of problems.
    fn cut(text: &str) -> (Vec<String>, usize) {
        let mut problems = Vec::new();
        let shown = split(text, &mut problems)
            .into_iter()
            .map(|piece| {
                let (mark, span) = match piece {
                    Piece::Text(span) | Piece::Raw(span) => ("T", span),
                    Piece::Output { inner, .. } => ("O", inner),
                    Piece::Tag { inner, .. } => ("S", inner),
                };
                format!("{mark}:{}", &text[span.start as usize..span.end as usize])
            })
            .collect();
        (shown, problems.len())
    }

    #[test]
    fn pieces() {
        let table: &[(&str, &[&str], usize)] = &[
            ("", &[], 0),
            ("a{{ b }}c", &["T:a", "O: b ", "T:c"], 0),
            ("a {%- if x -%} b", &["T:a", "S: if x ", "T:b"], 0),
            ("{%+ if x +%} b", &["S: if x ", "T: b"], 0),
            ("a {{- b -}} c", &["T:a", "O: b ", "T:c"], 0),
            ("a{# {{ no }} #}b", &["T:a", "T:b"], 0),
            ("a {#- x -#} b", &["T:a", "T:b"], 0),
            ("{{ '}}' }}", &["O: '}}' "], 0),
            (r#"{{ "\"}}" }}"#, &[r#"O: "\"}}" "#], 0),
            ("{{ {'a': {'b': 1}} }}", &["O: {'a': {'b': 1}} "], 0),
            ("{{ {'a': {'b': 1}}}}", &["O: {'a': {'b': 1}}"], 0),
            ("{{ f({}) }}{{ g }}", &["O: f({}) ", "O: g "], 0),
            ("{% raw %}{{ x }}{% endraw %}y", &["T:{{ x }}", "T:y"], 0),
            ("{%- raw -%} {{ x }} {%- endraw -%} y", &["T:{{ x }}", "T:y"], 0),
            ("{% raw %}{% end %}{% endraw %}", &["T:{% end %}"], 0),
            ("a{{ b", &["T:a{{ b"], 1),
            ("a{% b", &["T:a{% b"], 1),
            ("a{# b", &["T:a{# b"], 1),
            ("a{% raw %}b", &["T:a", "T:b"], 1),
            ("{{ (a }}b{{ c }}", &["O: (a ", "T:b", "O: c "], 0),
            ("{{ -1 }}", &["O: -1 "], 0),
            ("{{ a - }}", &["O: a - "], 0),
            ("{{ don't }}b{{ c }}", &["O: don't ", "T:b", "O: c "], 0),
            // A sign of whitespace control, not of arithmetic.
            ("{{+ a }}", &["O: a "], 0),
            ("{ { % # } }", &["T:{ { % # } }"], 0),
        ];
        for (text, pieces, problems) in table {
            let (found, count) = cut(text);
            assert_eq!((found.as_slice(), count), (pieces.map_to_strings().as_slice(), *problems), "{text}");
        }
    }

    trait MapToStrings {
        fn map_to_strings(&self) -> Vec<String>;
    }
    impl MapToStrings for &[&str] {
        fn map_to_strings(&self) -> Vec<String> {
            self.iter().map(ToString::to_string).collect()
        }
    }
}
