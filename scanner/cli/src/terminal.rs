//! What the terminal can: colours, width; and text that is safe to print on it.

use std::fmt::Write;
use std::io::IsTerminal;

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` or `CLICOLOR` say otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Whether to colour what goes to a stream.
pub(crate) fn colors(color: Color, stream: &impl anstream::stream::RawStream) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
    }
}

/// Whether to colour what goes to standard output.
pub(crate) fn stdout_colors(color: Color) -> bool {
    colors(color, &std::io::stdout())
}

/// Columns to fill.
pub(crate) fn width() -> usize {
    if !std::io::stdout().is_terminal() {
        return 100;
    }
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).clamp(40, 140)
}

/// Text from the scanned project in one line, without anything that a terminal would obey.
pub(crate) fn neutral(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() || is_reordering(letter) {
            // Writing to a string does not fail.
            let _ = write!(plain, "{}", letter.escape_unicode());
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// The same for text of several lines.
pub(crate) fn neutral_lines(text: &str) -> String {
    text.split('\n').map(neutral).collect::<Vec<_>>().join("\n")
}

/// Letters that make a terminal show a text in another order than it has.
fn is_reordering(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    #[test]
    fn escape_sequences_are_shown_and_not_obeyed() {
        assert_eq!(super::neutral("a\u{1b}[31mb\n"), "a\\u{1b}[31mb\\u{a}");
        assert_eq!(super::neutral("Grüße 日本"), "Grüße 日本");
    }
}
