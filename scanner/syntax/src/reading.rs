//! From text to lowered file: the parser is called, its complaints become problems, its tree is lowered.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::Ranged;
use stopple_source::Span;

use crate::{Problem, Reading, lower, nesting};

/// The mark of the comments that are kept.
const COMMENT_MARK: &str = "stopple:";

/// Reads a Python text. Never fails and never panics, whatever the text.
///
/// Runs on any thread: where a text needs more stack than the thread has, it is read on a stack of its own.
pub fn read(text: &str) -> Reading {
    let Ok(length) = u32::try_from(text.len()) else {
        return refused(0, "This file is larger than four gigabytes.");
    };
    // The parser is not ours. Should it panic on a text, that is a problem of this one file.
    let reading = catch_unwind(AssertUnwindSafe(|| nesting::with_stack_for(text.len(), || read_here(text))));
    reading.unwrap_or_else(|_| refused(length, "The parser failed on this file, which is a defect of the parser."))
}

/// For benchmarks: parses, lowers nothing, returns the number of statements at the top level.
pub fn parse_only(text: &str) -> usize {
    parse(text).map_or(0, |parsed| parsed.syntax().body.len())
}

fn refused(length: u32, message: &str) -> Reading {
    let span = Span::new(0, length);
    Reading { problems: vec![Problem { span, message: message.to_owned() }], ..Reading::default() }
}

fn parse(text: &str) -> Option<Parsed<ModModule>> {
    // The newest version knows the syntax of all older ones.
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::latest_preview());
    parse_unchecked(text, options).try_into_module()
}

fn read_here(text: &str) -> Reading {
    let mut problems = Vec::new();
    let mut parsed_text = Cow::Borrowed(text);
    for span in nesting::too_deep(text) {
        blank(&mut parsed_text, span);
        problems.push(Problem { span, message: nesting::MESSAGE.to_owned() });
    }
    let Some(parsed) = parse(&parsed_text) else {
        return Reading { problems, ..Reading::default() };
    };
    let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
    for error in parsed.errors() {
        let start = error.location.start().to_u32().min(length);
        let end = error.location.end().to_u32().clamp(start, length);
        problems.push(Problem { span: Span::new(start, end), message: sentence(&error.error.to_string()) });
    }
    let mut file = lower::lower(text, parsed.syntax(), &mut problems);
    if text.contains(COMMENT_MARK) {
        let comments = parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment);
        for range in comments.map(Ranged::range) {
            let span = Span::new(range.start().to_u32(), range.end().to_u32());
            let comment = text.get(span.start as usize..span.end as usize).unwrap_or_default();
            if comment.contains(COMMENT_MARK) {
                file.comments.push((span, comment.into()));
            }
        }
    }
    file.lines = lines(text);
    problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
    problems.dedup();
    Reading { file, problems }
}

/// Overwrites a span with spaces; the lines stay.
fn blank(text: &mut Cow<'_, str>, span: Span) {
    let range = span.start as usize..span.end as usize;
    if let Some(part) = text.get(range.clone()) {
        let spaces: String = part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        text.to_mut().replace_range(range, &spaces);
    }
}

/// The parser's words, as a sentence.
fn sentence(message: &str) -> String {
    let mut sentence = String::with_capacity(message.len() + 1);
    let mut rest = message.chars();
    if let Some(first) = rest.next() {
        sentence.extend(first.to_uppercase());
        sentence.push_str(rest.as_str());
    }
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}

/// The number of lines; a last line without a line break counts, an empty one does not.
fn lines(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let feeds = nesting::count_bytes(bytes, |byte| byte == b'\n');
    let lone_returns = if nesting::count_bytes(bytes, |byte| byte == b'\r') > 0 {
        bytes.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count()
            + usize::from(bytes.last() == Some(&b'\r'))
    } else {
        0
    };
    let unended = !matches!(bytes.last(), None | Some(b'\n' | b'\r'));
    u32::try_from(feeds + lone_returns + usize::from(unended)).unwrap_or(u32::MAX)
}
