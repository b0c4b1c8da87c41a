//! The bytes of a source file to text, as Python decodes them: byte order marks and PEP 263 cookies.

use std::borrow::Cow;

use encoding_rs::Encoding;
use stopple_source::Span;

use crate::Problem;

/// A decoded file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark. Empty if the content is binary.
    pub text: String,
    /// What could not be decoded; spans lie in `text`.
    pub problems: Vec<Problem>,
    /// Whether the content is no text at all; then `problems` says why.
    pub is_binary: bool,
    /// Whether `text` is, byte by byte, what the file holds: UTF-8 without a byte order mark or damage. Only such
    /// a file can be edited in place.
    pub is_verbatim: bool,
}

impl Decoded {
    fn trouble(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push(Problem { span, message: message.into() });
    }
}

/// How the bytes of a file are to be understood.
enum Coding {
    Utf8,
    Ascii,
    /// Each byte is the character of its number. (The label means another encoding on the web.)
    Latin1,
    Other(&'static Encoding),
}

/// Decodes a source file. Damage is replaced and reported; binary content is reported and left out.
pub fn decode(bytes: &[u8]) -> Decoded {
    let mut decoded = Decoded::default();
    if let Some(utf16) = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).filter(|it| *it != encoding_rs::UTF_8) {
        decoded.text = utf16.decode(bytes).0.into_owned();
        let whole = Span::new(0, offset(decoded.text.len()));
        decoded.trouble(whole, format!("This file is encoded in {}, which Python does not accept.", utf16.name()));
        return decoded;
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        decoded.is_binary = true;
        decoded.trouble(Span::default(), format!("This file has binary content: byte {at} is zero."));
        return decoded;
    }
    let (bytes, has_mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let coding = match cookie(bytes) {
        None => Coding::Utf8,
        Some((name, span)) => match coding(name) {
            Some(coding) if has_mark && !matches!(coding, Coding::Utf8) => {
                decoded.trouble(span, format!("The byte order mark says UTF-8, but the coding line says {name}."));
                Coding::Utf8
            }
            Some(coding) => coding,
            None => {
                decoded.trouble(span, format!("The encoding {name} is not known; the file is read as UTF-8."));
                Coding::Utf8
            }
        },
    };
    match coding {
        Coding::Utf8 | Coding::Ascii => {
            let text = utf8(bytes, matches!(coding, Coding::Ascii), &mut decoded);
            decoded.is_verbatim = !has_mark && matches!(text, Cow::Borrowed(_));
            decoded.text = text.into_owned();
        }
        Coding::Latin1 => {
            decoded.text = bytes.iter().map(|byte| char::from(*byte)).collect();
            decoded.is_verbatim = bytes.is_ascii();
        }
        Coding::Other(encoding) => {
            let (text, damaged) = encoding.decode_without_bom_handling(bytes);
            if damaged {
                let at = offset(text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0));
                decoded
                    .trouble(Span::new(at, at), format!("From here on, this file is not valid {}.", encoding.name()));
            }
            decoded.is_verbatim = matches!(text, Cow::Borrowed(_));
            decoded.text = text.into_owned();
        }
    }
    decoded
}

fn utf8<'b>(bytes: &'b [u8], only_ascii: bool, decoded: &mut Decoded) -> Cow<'b, str> {
    let text = String::from_utf8_lossy(bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or(0);
        let span = Span::new(offset(at), offset(at + char::REPLACEMENT_CHARACTER.len_utf8()));
        decoded.trouble(span, format!("This file is not valid UTF-8: byte {at} is 0x{byte:02x}."));
    } else if only_ascii && let Some(at) = bytes.iter().position(|byte| !byte.is_ascii()) {
        let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let span = Span::new(offset(at), offset(at + length));
        decoded.trouble(span, "The coding line says ASCII, but this character is not ASCII.");
    }
    text
}

/// The name in a coding line, and its place.
fn cookie(bytes: &[u8]) -> Option<(&str, Span)> {
    let mut start = 0;
    // `\r` ends a line too; the empty line between `\r` and `\n` must not count as one of the two.
    for _ in 0..2 {
        let rest = bytes.get(start..)?;
        let length = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let line = rest.get(..length)?;
        let content = line.trim_ascii_start();
        if content.first() == Some(&b'#') {
            if let Some((name, at)) = coding_name(line) {
                return Some((name, Span::new(offset(start + at), offset(start + at + name.len()))));
            }
        } else if !content.is_empty() {
            return None;
        }
        start += length + 1 + usize::from(rest.get(length..length + 2) == Some(b"\r\n"));
    }
    None
}

/// What follows `coding:` or `coding=` in a line.
fn coding_name(line: &[u8]) -> Option<(&str, usize)> {
    const WORD: &[u8] = b"coding";
    for at in 0..line.len().saturating_sub(WORD.len()) {
        let after = at + WORD.len();
        if line.get(at..after) != Some(WORD) || !matches!(line.get(after), Some(b':' | b'=')) {
            continue;
        }
        let blanks = line.get(after + 1..)?.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let start = after + 1 + blanks;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let length = line.get(start..)?.iter().take_while(|byte| is_part(byte)).count();
        if length > 0 {
            let name = std::str::from_utf8(line.get(start..start + length)?).ok()?;
            return Some((name, start));
        }
    }
    None
}

/// The encoding that Python knows under this name.
fn coding(name: &str) -> Option<Coding> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    // Editors append a line-end style: `utf-8-unix`.
    let name = ["-unix", "-dos", "-mac"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
    let label = match name {
        "utf-8" | "utf8" | "u8" | "utf" | "cp65001" | "utf-8-sig" => return Some(Coding::Utf8),
        "ascii" | "us-ascii" | "646" => return Some(Coding::Ascii),
        "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" => {
            return Some(Coding::Latin1);
        }
        "latin-9" | "latin9" | "l9" => "iso-8859-15",
        "latin2" | "latin-2" => "iso-8859-2",
        "cp932" | "ms932" | "mskanji" | "shiftjis" => "shift_jis",
        "cp936" => "gbk",
        "cp949" | "uhc" => "euc-kr",
        "cp950" => "big5",
        "eucjp" => "euc-jp",
        "euckr" => "euc-kr",
        "mac-roman" => "macintosh",
        // Python's source cannot be in these, though they are known labels.
        "utf-16" | "utf-16le" | "utf-16be" | "utf-16-le" | "utf-16-be" => return None,
        other => other,
    };
    let encoding = Encoding::for_label_no_replacement(label.as_bytes());
    // `euc-jp` and `shift-jis` are written with either stroke; the labels are not.
    let encoding = encoding.or_else(|| Encoding::for_label_no_replacement(label.replace('-', "_").as_bytes()));
    encoding.map(Coding::Other)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only_problem(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes);
        assert_eq!(decoded.problems.len(), 1, "{decoded:?}");
        (decoded.text, decoded.problems[0].message.clone())
    }

    fn clean(bytes: &[u8]) -> String {
        let decoded = decode(bytes);
        assert_eq!(decoded.problems, []);
        decoded.text
    }

    #[test]
    fn utf_8_is_taken_as_it_is() {
        let decoded = decode("x = 'é'\n".as_bytes());
        assert_eq!(decoded.text, "x = 'é'\n");
        assert!(decoded.is_verbatim && decoded.problems.is_empty());
    }

    #[test]
    fn a_byte_order_mark_is_left_out() {
        let decoded = decode(b"\xEF\xBB\xBFx = 1\n");
        assert_eq!(decoded.text, "x = 1\n");
        assert!(!decoded.is_verbatim && decoded.problems.is_empty());
    }

    #[test]
    fn coding_lines_are_honoured() {
        assert_eq!(clean(b"# -*- coding: latin-1 -*-\nx = '\xE9\x80'\n"), "# -*- coding: latin-1 -*-\nx = 'é\u{80}'\n");
        assert!(clean(b"#!/usr/bin/python\r\n# vim: fileencoding=cp1252\r\n'\x80'").ends_with("'€'"));
        assert_eq!(clean(b"\n#coding=iso8859-15\n'\xA4'"), "\n#coding=iso8859-15\n'€'");
        assert_eq!(clean(b"# coding: koi8_r\n'\xD0'"), "# coding: koi8_r\n'п'");
        assert_eq!(clean(b"# coding: shift-jis\n'\x83\x41'"), "# coding: shift-jis\n'ア'");
        assert_eq!(clean(b"# coding: gbk\n'\xC4\xE3'"), "# coding: gbk\n'你'");
        assert_eq!(clean(b"# coding: euc-jp\n'\xA4\xA2'"), "# coding: euc-jp\n'あ'");
        assert_eq!(clean(b"# coding: cp1251\n'\xCF'"), "# coding: cp1251\n'П'");
        assert_eq!(clean("# coding: utf-8-unix\n'é'".as_bytes()), "# coding: utf-8-unix\n'é'");
    }

    #[test]
    fn only_the_first_two_lines_are_looked_at() {
        assert_eq!(only_problem(b"\n\n# coding: latin-1\n'\xE9'").1, "This file is not valid UTF-8: byte 21 is 0xe9.");
        assert_eq!(
            only_problem(b"x = 1\n# coding: latin-1\n'\xE9'").1,
            "This file is not valid UTF-8: byte 25 is 0xe9."
        );
    }

    #[test]
    fn an_unknown_encoding_is_said_at_its_place() {
        let decoded = decode(b"# coding: klingon\nx");
        assert_eq!(decoded.problems[0].span, Span::new(10, 17));
        assert_eq!(decoded.problems[0].message, "The encoding klingon is not known; the file is read as UTF-8.");
        assert_eq!(decoded.text, "# coding: klingon\nx");
    }

    #[test]
    fn damage_is_replaced_and_reported() {
        let (text, message) = only_problem(b"x = '\xFF'\n");
        assert_eq!(text, "x = '\u{FFFD}'\n");
        assert_eq!(message, "This file is not valid UTF-8: byte 5 is 0xff.");
        assert!(only_problem(b"# coding: shift_jis\n'\x83'").1.starts_with("From here on"));
        assert!(only_problem("# coding: ascii\n'é'".as_bytes()).1.contains("not ASCII"));
        assert!(only_problem(b"\xEF\xBB\xBF# coding: latin-1\n").1.contains("byte order mark"));
    }

    #[test]
    fn binary_content_is_refused() {
        let decoded = decode(b"\x7FELF\x02\x01\x01\0\0");
        assert!(decoded.is_binary && decoded.text.is_empty());
        assert_eq!(decoded.problems[0].message, "This file has binary content: byte 7 is zero.");
    }

    #[test]
    fn utf_16_is_read_though_python_would_not() {
        let (text, message) = only_problem(b"\xFF\xFEx\0\n\0");
        assert_eq!(text, "x\n");
        assert_eq!(message, "This file is encoded in UTF-16LE, which Python does not accept.");
    }
}
