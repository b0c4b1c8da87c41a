//! Keeps deeply nested and very long texts from exhausting the stack.

use stopple_source::Span;

/// The deepest nesting of expressions, patterns and statements, counted together, that a lowered file has.
pub const MAX_DEPTH: u32 = 12_000;

/// The deepest nesting of functions, lambdas and classes. Each level makes every lookup of a name and every
/// qualified name longer, so this bound is tighter.
pub(crate) const MAX_SCOPES: u32 = 1_500;

/// What is said where a limit of nesting is exceeded.
pub(crate) const MESSAGE: &str = "This is nested too deeply to be read.";

/// How often the stack is looked at: the frames of so many levels fit into [`RED_ZONE`].
const LEVELS_BETWEEN_PROBES: u32 = 16;
const RED_ZONE: usize = 256 * 1024;
const SEGMENT: usize = 4 * 1024 * 1024;

/// A level of nesting takes at least one byte of text. Its destruction, which the parser's tree does by
/// recursion, takes no more stack than this, also in an unoptimised build.
const STACK_PER_BYTE: usize = 512;
const MOST_STACK: usize = 4 << 30;

/// Runs `inner` at the given depth of recursion, on a new segment of stack where the current one runs low.
pub(crate) fn with_stack<R>(depth: u32, inner: impl FnOnce() -> R) -> R {
    if depth.is_multiple_of(LEVELS_BETWEEN_PROBES) { stacker::maybe_grow(RED_ZONE, SEGMENT, inner) } else { inner() }
}

/// Runs `inner` on as much stack as any tree of a text of `bytes` bytes can need: the thread's own, if that is
/// enough. The pages of a stack that are not touched cost nothing.
pub(crate) fn with_stack_for<R>(bytes: usize, inner: impl FnOnce() -> R) -> R {
    let needed = bytes.saturating_mul(STACK_PER_BYTE).saturating_add(RED_ZONE).min(MOST_STACK);
    stacker::maybe_grow(needed, needed.saturating_add(RED_ZONE), inner)
}

/// Statements in which brackets or prefix operators nest deeper than [`MAX_DEPTH`], each from the beginning of
/// its first line to its end.
///
/// The parser would spend about a kilobyte for each such level, so these statements are not given to it.
pub(crate) fn too_deep(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let limit = MAX_DEPTH as usize;
    let is_opener = |byte| matches!(byte, b'(' | b'[' | b'{' | b'~' | b'+' | b'-' | b'*');
    if bytes.len() <= limit || (bytes.len() < 1 << 20 && count_bytes(bytes, is_opener) <= limit) {
        return Vec::new();
    }
    let mut scan = Scan { bytes, at: 0, depth: 0, deepest: 0, prefixes: 0, before: b'\n' };
    let mut found = Vec::new();
    let mut start = 0;
    while scan.statement() {
        if scan.deepest > limit {
            found.push(Span::new(offset(start), offset(scan.at)));
        }
        start = scan.at;
    }
    found
}

/// How many bytes are wanted. Counts in bytes, a block at a time: the compiler makes vector instructions of that.
pub(crate) fn count_bytes(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    let block = |block: &[u8]| block.iter().fold(0_u8, |count, byte| count.wrapping_add(u8::from(wanted(*byte))));
    bytes.chunks(240).map(|part| usize::from(block(part))).sum()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A rough reader of Python's surface: it knows strings, comments and brackets.
struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    depth: usize,
    deepest: usize,
    /// Prefix operators since the last comma or end of a statement.
    prefixes: usize,
    /// The last byte that is no space.
    before: u8,
}

impl Scan<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    /// Reads to the end of a logical line; false where the text has ended.
    fn statement(&mut self) -> bool {
        if self.at >= self.bytes.len() {
            return false;
        }
        (self.depth, self.deepest, self.prefixes) = (0, 0, 0);
        while self.at < self.bytes.len() {
            let byte = self.peek(0);
            self.at += 1;
            match byte {
                b'\n' if self.depth == 0 => return true,
                b' ' | b'\t' | b'\n' | b'\r' => continue,
                b'#' => {
                    self.comment();
                    continue;
                }
                b'\\' => self.at += 1,
                b'\'' | b'"' => self.string(byte),
                b'(' | b'[' | b'{' => self.depth += 1,
                b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                b',' => self.prefixes = 0,
                b'~' => self.prefixes += 1,
                b'+' | b'-' if !ends_operand(self.before) => self.prefixes += 1,
                b'*' if self.before == b'*' => self.prefixes += 1,
                _ if is_word(byte) => self.word(),
                _ => {}
            }
            self.before = self.bytes.get(self.at - 1).copied().unwrap_or(byte);
            self.deepest = self.deepest.max(self.depth).max(self.prefixes);
        }
        true
    }

    fn comment(&mut self) {
        while self.at < self.bytes.len() && self.peek(0) != b'\n' {
            self.at += 1;
        }
    }

    fn word(&mut self) {
        let start = self.at - 1;
        while is_word(self.peek(0)) {
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        if matches!(word, b"not" | b"lambda" | b"await" | b"async" | b"else" | b"yield") {
            self.prefixes += 1;
        }
    }

    /// Skips a string whose first quote was read. The holes of f-strings may nest too.
    fn string(&mut self, quote: u8) {
        let is_format = matches!(self.before, b'f' | b'F' | b't' | b'T' | b'r' | b'R');
        let is_triple = self.peek(0) == quote && self.peek(1) == quote;
        self.at += if is_triple { 2 } else { 0 };
        let depth = self.depth;
        while self.at < self.bytes.len() {
            let byte = self.peek(0);
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'\n' if !is_triple => {
                    self.at -= 1;
                    break;
                }
                b'(' | b'[' | b'{' if is_format => self.depth += 1,
                b')' | b']' | b'}' if is_format => self.depth = self.depth.saturating_sub(1).max(depth),
                _ if byte == quote && !is_triple => break,
                _ if byte == quote && self.peek(0) == quote && self.peek(1) == quote => {
                    self.at += 2;
                    break;
                }
                _ => {}
            }
            self.deepest = self.deepest.max(self.depth);
        }
        self.depth = depth;
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

fn ends_operand(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b')' | b']' | b'}' | b'\'' | b'"')
}
