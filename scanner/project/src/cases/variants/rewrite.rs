//! A changed text that knows where each of its lines comes from.

use super::super::application::Text;
use stopple_source::{LineIndex, Span};

/// A text after a change.
pub(crate) struct Rewritten {
    pub(crate) text: Text,
    /// The path of the text that its lines come from.
    from: String,
    /// For each line its line in that text.
    lines: Vec<u32>,
    pub(crate) is_unchanged: bool,
}

impl Rewritten {
    /// The text as it was.
    pub(crate) fn unchanged(text: &Text) -> Self {
        Self { text: text.clone(), from: text.path.clone(), lines: Vec::new(), is_unchanged: true }
    }

    /// A new text whose lines come from those lines of `from`.
    pub(crate) fn new_file(path: &str, lines: Vec<(String, u32)>, from: &str) -> Self {
        let text = lines.iter().map(|(line, _)| format!("{line}\n")).collect();
        let lines = lines.into_iter().map(|(_, line)| line).collect();
        Self { text: Text { path: path.to_owned(), text }, from: from.to_owned(), lines, is_unchanged: false }
    }

    /// Where a line of the changed text comes from.
    pub(crate) fn original(&self, line: u32) -> (String, u32) {
        if self.is_unchanged {
            return (self.from.clone(), line);
        }
        let found = (line as usize).checked_sub(1).and_then(|at| self.lines.get(at)).copied();
        (self.from.clone(), found.unwrap_or(line))
    }
}

/// A replacement. Lines of the new text count as the line at which the old text begins, or as `line` if given.
pub(crate) struct Edit {
    pub(crate) span: Span,
    pub(crate) new: String,
}

/// Applies edits that do not overlap, then appends lines that come from given lines.
pub(crate) fn apply(text: &Text, mut edits: Vec<Edit>, appended: Vec<(String, u32)>) -> Rewritten {
    if edits.is_empty() && appended.is_empty() {
        return Rewritten::unchanged(text);
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let index = LineIndex::new(&text.text);
    let mut out = String::new();
    let mut lines = vec![1];
    let mut at = 0;
    let mut push = |piece: &str, start: u32, moves: bool| {
        out.push_str(piece);
        let mut offset = start;
        for part in piece.split_inclusive('\n') {
            offset += u32::try_from(part.len()).unwrap_or(0);
            if part.ends_with('\n') {
                lines.push(index.line(if moves { offset } else { start }));
            }
        }
    };
    for edit in &edits {
        push(text.text.get(at..edit.span.start as usize).unwrap_or_default(), u32::try_from(at).unwrap_or(0), true);
        push(&edit.new, edit.span.start, false);
        at = edit.span.end as usize;
    }
    push(text.text.get(at..).unwrap_or_default(), u32::try_from(at).unwrap_or(0), true);
    if !appended.is_empty() {
        if !out.ends_with('\n') {
            out.push('\n');
            lines.push(index.count());
        }
        lines.pop();
        for (line, from) in appended {
            out.push_str(&line);
            out.push('\n');
            lines.push(from);
        }
    }
    Rewritten { text: Text { path: text.path.clone(), text: out }, from: text.path.clone(), lines, is_unchanged: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_origin() {
        let text = Text { path: "a.py".into(), text: "one\ntwo\nthree\n".into() };
        let edits = vec![Edit { span: Span::new(4, 4), new: "new\nnew\n".into() }];
        let changed = apply(&text, edits, vec![("end".into(), 2)]);
        assert_eq!(changed.text.text, "one\nnew\nnew\ntwo\nthree\nend\n");
        let origins: Vec<u32> = (1..=6).map(|line| changed.original(line).1).collect();
        assert_eq!(origins, [1, 2, 2, 2, 3, 2]);
    }
}
