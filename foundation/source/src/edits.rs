//! Changes to a text: which bytes give way to which new text.

use crate::Span;

/// One replacement. An empty span inserts; an empty text deletes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// The bytes that give way.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Puts `text` in the place of `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` before the byte at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self { span: Span::new(offset, offset), text: text.into() }
    }

    /// Takes the bytes of `span` away.
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Why a list of edits was refused. Nothing is applied then: half a change is worse than none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The span does not lie in the text, ends before it starts or cuts a character.
    Misplaced(Span),
    /// Two edits want the same bytes.
    Overlap(Span, Span),
}

impl std::fmt::Display for EditError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Misplaced(span) => {
                write!(out, "the edit of bytes {}..{} does not fit the text", span.start, span.end)
            }
            Self::Overlap(one, other) => {
                write!(out, "the edits of bytes {}..{} and {}..{} overlap", one.start, one.end, other.start, other.end)
            }
        }
    }
}

impl std::error::Error for EditError {}

/// The text after all edits. Their order does not matter, save that insertions at one place keep theirs.
pub fn apply_edits(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    // Stable, and an insertion sorts before a replacement that begins at its place.
    sorted.sort_by_key(|edit| edit.span);

    let mut result = String::with_capacity(text.len());
    let mut done = Span::default();
    for edit in sorted {
        let span = edit.span;
        if text.get(span.start as usize..span.end as usize).is_none() {
            return Err(EditError::Misplaced(span));
        }
        if span.start < done.end {
            return Err(EditError::Overlap(done, span));
        }
        result.push_str(text.get(done.end as usize..span.start as usize).unwrap_or(""));
        result.push_str(&edit.text);
        done = span;
    }
    result.push_str(text.get(done.end as usize..).unwrap_or(""));
    Ok(result)
}
