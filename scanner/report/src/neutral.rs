//! Makes quoted text harmless and honest to look at: nothing in it moves a cursor, hides or reorders letters.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` on one line, with every character that is not seen as what it is shown by a stand-in.
pub(crate) fn neutral(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\t' => shown.push(' '),
            _ => push_neutral(&mut shown, character),
        }
    }
    Cow::Owned(shown)
}

/// Appends one character of code: tabs as four columns, the rest as in [`neutral`].
pub(crate) fn push_neutral(shown: &mut String, character: char) {
    match character {
        '\t' => shown.push_str("    "),
        // The control pictures lie in the same order as the controls.
        '\0'..='\x1f' => shown.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}')),
        '\x7f' => shown.push('\u{2421}'),
        _ if is_plain(character) => shown.push(character),
        _ => {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(character));
        }
    }
}

/// Whether a character is seen as what it is.
fn is_plain(character: char) -> bool {
    !matches!(character,
        '\0'..='\x1f' | '\x7f'..='\u{9f}'
        // Soft hyphen, Arabic letter mark, zero-width characters, marks of direction.
        | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        // Line and paragraph separator, overrides and isolates of direction, invisible operators.
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        // Byte order mark, interlinear marks, non-characters, tags.
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::neutral;
    use proptest::prelude::*;

    #[test]
    fn escapes_of_terminals_become_pictures() {
        assert_eq!(neutral("a\x1b[31mred\x07"), "a␛[31mred␇");
        assert_eq!(neutral("\u{9b}31m\x7f"), "\\u{9b}31m␡");
    }

    #[test]
    fn reordered_and_hidden_letters_are_shown() {
        assert_eq!(neutral("user\u{202e}nimda\u{200b}"), "user\\u{202e}nimda\\u{200b}");
    }

    #[test]
    fn plain_text_stays() {
        assert_eq!(neutral("größe 🐍 = 'x'"), "größe 🐍 = 'x'");
        assert_eq!(neutral("two\nlines\tand a tab"), "two lines and a tab");
    }

    proptest! {
        #[test]
        fn no_control_is_left(text in proptest::collection::vec(any::<char>(), 0..60)) {
            let text: String = text.into_iter().collect();
            let shown = neutral(&text).into_owned();
            prop_assert!(!shown.chars().any(char::is_control));
            let again = neutral(&shown).into_owned();
            prop_assert_eq!(again, shown);
        }
    }
}
