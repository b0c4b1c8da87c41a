//! Which characters a text can hold after a check of its letters or of its pattern, and where such a text does no harm.

use super::Interp;
use super::strings::pattern_restricts;
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use stopple_libraries::Concepts;

/// Characters that mean something somewhere: a text without any of them is harmless everywhere.
const MARKS: &str = "/\\'\"`$;&|<>(){}[]*?!~^%=\n\r\t\0";

/// Where a text is harmless that lacks these characters.
const LACKING: &[(&[&str], &str)] = &[
    (&["html", "html-attribute"], "<>&'\"`="),
    // No scheme, so none that runs.
    (&["html-url"], ":<>&'\"`"),
    (&["header", "log", "mail-header"], "\n\r"),
    (&["path-read", "path-write", "archive"], "/\\"),
    (&["shell"], "'\"`$;&|<>(){}[]*?!~\\\n\r"),
    (&["xpath"], "'\"()[]/|="),
    (&["ldap-filter"], "*()\\&|!"),
    (&["ldap-dn"], ",=+<>#;\\\""),
    (&["template"], "{%#"),
    (&["format"], "{"),
];

/// For what a text can do no harm, by the marks that it lacks; `has_words`: it may hold letters.
pub(super) fn harmless_without(lacks: impl Fn(&str) -> bool, has_words: bool) -> Concepts {
    if lacks(MARKS) {
        return Concepts::ALL;
    }
    let mut all = Concepts::NONE;
    for (words, marks) in LACKING {
        if lacks(marks) {
            all = all.and(Interp::concepts(words));
        }
    }
    // Arithmetic without a name calls nothing.
    if !has_words && lacks("'\"`[]{}\\=:;") {
        all = all.and(Interp::concepts(&["code"]));
    }
    all
}

/// For what a text can do no harm that a pattern covers from one end to the other. `whole`: the match covers the text anyway;
/// `at_start`: it begins at the text's beginning.
pub(super) fn harmless_after_match(pattern: &str, whole: bool, at_start: bool) -> Concepts {
    if pattern_restricts(pattern, whole, at_start) {
        return Concepts::ALL;
    }
    // Python's `\Z` is the end that others call `\z`. What else Python knows alone (a look behind) is not understood.
    let Ok(hir) = regex_syntax::parse(&pattern.replace(r"\Z", r"\z")) else { return Concepts::NONE };
    let begins = whole || at_start || hir.properties().look_set_prefix().contains(Look::Start);
    let ends = whole || hir.properties().look_set_suffix().contains(Look::End);
    if !begins || !ends {
        return Concepts::NONE;
    }
    let mut ranges = Vec::new();
    collect(&hir, &mut ranges);
    let lacks = |marks: &str| !marks.chars().any(|mark| ranges.iter().any(|(from, to)| (*from..=*to).contains(&mark)));
    // Words with signs between them are no narrow alphabet: `1 or 2` is SQL.
    let all = harmless_without(lacks, true);
    if all == Concepts::ALL {
        Concepts(all.0 & !Interp::concepts(&["sql", "sql-identifier", "code", "url", "redirect"]).0)
    } else {
        all
    }
}

/// All characters that a match can hold.
fn collect(hir: &Hir, ranges: &mut Vec<(char, char)>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            ranges.extend(String::from_utf8_lossy(&literal.0).chars().map(|char| (char, char)));
        }
        HirKind::Class(Class::Unicode(class)) => {
            ranges.extend(class.ranges().iter().map(|range| (range.start(), range.end())));
        }
        HirKind::Class(Class::Bytes(class)) => {
            ranges.extend(class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))));
        }
        HirKind::Repetition(repetition) => collect(&repetition.sub, ranges),
        HirKind::Capture(capture) => collect(&capture.sub, ranges),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().for_each(|part| collect(part, ranges)),
        HirKind::Empty | HirKind::Look(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Interp, harmless_after_match};
    use stopple_libraries::Concepts;

    fn holds(pattern: &str, word: &str) -> bool {
        harmless_after_match(pattern, false, true).holds(Interp::concepts(&[word]))
    }

    #[test]
    fn what_a_pattern_leaves() {
        assert_eq!(harmless_after_match(r"[a-z]+", true, false), Concepts::ALL);
        for word in ["header", "html", "template"] {
            assert!(holds(r"^[A-Za-z0-9./ -]{1,40}$", word), "{word}");
        }
        for word in ["path-read", "sql", "url"] {
            assert!(!holds(r"^[A-Za-z0-9./ -]{1,40}$", word), "{word}");
        }
        assert!(holds(r"^/img/[\w-]+\.(png|jpg)\Z", "html"));
        assert!(holds(r"^[^\r\n]*$", "header") && !holds(r"^[^\r\n]*$", "html"));
        assert!(!holds(r"[a-z/]+", "header"), "the rest is not looked at");
        assert!(!holds(r"^(?=a)[a-z/]+$", "header"), "what is not understood proves nothing");
        assert!(!holds(r"^.+$", "header"), "a dot is also a carriage return");
    }
}
