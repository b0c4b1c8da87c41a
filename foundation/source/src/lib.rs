//! Text, spans, lines and edits; knows no language.

mod edits;
mod lines;
mod span;

pub use edits::{Edit, EditError, apply_edits};
pub use lines::{LineIndex, Position};
pub use span::Span;

use std::sync::Arc;

/// A text that was read, under the name by which people know it.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as it is shown: relative to the scanned folder, always with `/`.
    pub path: String,
    /// The text as UTF-8. Spans are byte offsets into it.
    pub text: Arc<str>,
    lines: std::sync::OnceLock<LineIndex>,
}

impl SourceFile {
    /// A file of the given display path and text.
    pub fn new(path: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Self { path: path.into(), text: text.into(), lines: std::sync::OnceLock::new() }
    }

    /// Where each line begins; computed at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }

    /// The 1-based line and column (in characters) of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        self.lines().position(&self.text, offset)
    }

    /// The text under a span; empty where the span lies outside the text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The nearest span that lies in the text, does not end before it starts and cuts no character.
    pub fn clamp(&self, span: Span) -> Span {
        let start = self.boundary(span.start);
        Span::new(start, self.boundary(span.end).max(start))
    }

    /// The last character boundary that is not after `offset`.
    fn boundary(&self, offset: u32) -> u32 {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}
