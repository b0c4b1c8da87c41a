//! Which characters a text can hold after a check of its letters or of its pattern, and where such a text does no harm.

use super::strings::pattern_restricts;
use super::{Interp, State};
use crate::outcome::Const;
use crate::value::{Atom, Value};
use regex_syntax::hir::literal::{Extractor, Literal};
use regex_syntax::hir::{Class, Hir, HirKind, Look};
use std::borrow::Cow;
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{Expr, ExprId};

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
    let (pattern, one_slash) = without_look_at_second(pattern);
    let Some(hir) = parsed(&pattern) else { return Concepts::NONE };
    let begins = whole || at_start || hir.properties().look_set_prefix().contains(Look::Start);
    let ends = whole || hir.properties().look_set_suffix().contains(Look::End);
    if !begins {
        return Concepts::NONE;
    }
    if super::host_patterns::names_host(&hir, ends) {
        return Interp::concepts(&["url", "redirect", "html-url"]);
    }
    if !ends {
        return harmless_after_beginning(&hir);
    }
    let ranges = letters(&hir);
    let lacks = |marks: &str| !holds_any(&ranges, marks);
    // Words with signs between them are no narrow alphabet: `1 or 2` is SQL.
    let mut all = harmless_without(lacks, true);
    let beginnings = beginnings(&hir);
    // Folders in words: neither up by `..` nor from the root.
    if lacks(".\\\0") && !beginnings.is_empty() && beginnings.iter().all(|begins| begins.first() == Some(&b'x')) {
        all = all.and(Interp::concepts(&["path-read", "path-write", "archive"]));
    }
    let all = if all == Concepts::ALL {
        Concepts(all.0 & !Interp::concepts(&["sql", "sql-identifier", "code", "url", "redirect"]).0)
    } else {
        all
    };
    let of_this_host = |begins: &Beginning| is_of_this_host(begins) || one_slash && begins.first() == Some(&b'/');
    if !beginnings.is_empty() && beginnings.iter().all(of_this_host) && (!one_slash || lacks("\\\t\n\r")) {
        return all.and(Interp::concepts(&["redirect"]));
    }
    all
}

/// For what a text can do no harm whose beginning alone is known: a path of this host, an address of a host that is named.
fn harmless_after_beginning(hir: &Hir) -> Concepts {
    let beginnings = beginnings(hir);
    if !beginnings.is_empty() && beginnings.iter().all(|begins| begins.as_slice() == b"/x") {
        return Interp::concepts(&["redirect", "html-url"]);
    }
    let found = Extractor::new().extract(hir);
    let Some(texts) = found.literals().filter(|texts| !texts.is_empty()) else { return Concepts::NONE };
    let behind_scheme = |text: &Literal| -> Option<String> {
        let text = std::str::from_utf8(text.as_bytes()).ok()?;
        ["http://", "https://"].iter().find_map(|scheme| text.strip_prefix(scheme)).map(str::to_owned)
    };
    // Where the host ends in what is known, nothing that follows makes another one of it.
    let names_host =
        |rest: String| rest.find(['/', '?', '#']).is_some_and(|end| end > 0 && !rest[..end].contains('\\'));
    if texts.iter().all(|text| behind_scheme(text).is_some_and(names_host)) {
        Interp::concepts(&["url", "redirect", "html-url"])
    } else if texts.iter().all(|text| behind_scheme(text).is_some()) {
        Interp::concepts(&["html-url"])
    } else {
        Concepts::NONE
    }
}

/// `/(?!/)[a-z/]*`: the pattern without the look ahead behind the first slash, and whether there was one. The parser of
/// patterns knows no looks ahead.
fn without_look_at_second(pattern: &str) -> (Cow<'_, str>, bool) {
    for anchor in ["", "^", r"\A"] {
        for look in ["(?!/)", r"(?![/\\])", r"(?![\\/])"] {
            let rest = pattern.strip_prefix(anchor).and_then(|rest| rest.strip_prefix('/')?.strip_prefix(look));
            if let Some(rest) = rest {
                return (format!("{anchor}/{rest}").into(), true);
            }
        }
    }
    (pattern.into(), false)
}

impl Interp<'_> {
    /// For what a text is harmless of which a call says something: for all that the call is known to prove, and with a regular
    /// expression for what the characters that it lets through can do no harm to, if it covers the whole text.
    pub(super) fn proved_by_pattern(
        &mut self,
        st: &mut State,
        item: stopple_libraries::ItemId,
        callee: ExprId,
        arguments: stopple_syntax::hir::Run,
    ) -> Concepts {
        let path = self.catalog.item(item).path.to_string();
        let Some((whole, is_method)) = (match path.as_str() {
            "re.fullmatch" => Some((true, false)),
            "re.match" | "re.search" => Some((false, false)),
            "re.Pattern.fullmatch" => Some((true, true)),
            "re.Pattern.match" | "re.Pattern.search" => Some((false, true)),
            _ => None,
        }) else {
            return Concepts::ALL;
        };
        let starts = path.ends_with(".match");
        let file = self.hir();
        let pattern = if is_method {
            let Expr::Attribute { base, .. } = file.exprs[callee.0 as usize] else { return Concepts::NONE };
            let compiled = self.recall(st, base);
            self.pattern_of(st, &compiled)
        } else {
            let flags = self.argument_expr(arguments, 2, "flags").map(|expr| self.recall(st, expr));
            self.argument_expr(arguments, 0, "pattern").and_then(|expr| {
                let value = self.recall(st, expr);
                let text = value.as_str().map(|text| with_flags(text, flags.as_ref().filter(|_| !whole)));
                text.or_else(|| self.pattern_of(st, &value))
            })
        };
        pattern.map_or(Concepts::NONE, |pattern| harmless_after_match(&pattern, whole, starts))
    }

    /// The text of a compiled pattern: `re.compile` keeps it as the entry `pattern` of its object.
    pub(super) fn pattern_of(&self, st: &State, compiled: &Value) -> Option<Arc<str>> {
        let mut objects = compiled.atoms().iter().filter_map(|atom| match atom {
            Atom::Object(id) => Some(*id),
            _ => None,
        });
        let (Some(id), None) = (objects.next(), objects.next()) else { return None };
        self.object(st, id)?.entry(&crate::heap::Key::Str("pattern".into()))?.as_str().cloned()
    }
}

/// A pattern with what its flags change: with `re.MULTILINE` it covers one line, and others may stand beside it.
pub(super) fn with_flags(pattern: &str, flags: Option<&Value>) -> Arc<str> {
    const MULTILINE: i64 = 8;
    match flags.and_then(Value::constant) {
        Some(Const::Int(flags)) if flags & MULTILINE != 0 => format!("(?m){pattern}").into(),
        _ => pattern.into(),
    }
}

/// The first two kinds of characters of a text: a slash, what browsers take for one or skip, or another one.
type Beginning = Vec<u8>;

/// Whether a text with that beginning is a path of the same host: one slash, and then none.
fn is_of_this_host(begins: &Beginning) -> bool {
    matches!(begins.as_slice(), b"/" | b"/x")
}

/// All beginnings of what a pattern matches; none if there is no telling.
fn beginnings(hir: &Hir) -> Vec<Beginning> {
    let kinds = |ranges: &[(char, char)]| {
        let mut kinds: Vec<Beginning> = Vec::new();
        if holds_any(ranges, "/") {
            kinds.push(b"/".to_vec());
        }
        if holds_any(ranges, "\\\t\n\r") {
            kinds.push(b"?".to_vec());
        }
        let only_marks = ranges.iter().all(|(from, to)| from == to && matches!(from, '/' | '\\' | '\t' | '\n' | '\r'));
        if !only_marks {
            kinds.push(b"x".to_vec());
        }
        kinds
    };
    let followed = |before: Vec<Beginning>, after: &[Beginning]| {
        let mut all: Vec<Beginning> = Vec::new();
        for begins in before {
            if begins.len() > 1 {
                all.push(begins);
                continue;
            }
            all.extend(after.iter().map(|more| begins.iter().chain(more).take(2).copied().collect::<Beginning>()));
        }
        all.sort();
        all.dedup();
        all
    };
    let nothing = || vec![Beginning::new()];
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => nothing(),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0).into_owned();
            text.chars().take(2).fold(nothing(), |all, letter| followed(all, &kinds(&[(letter, letter)])))
        }
        HirKind::Class(_) => kinds(&letters(hir)),
        HirKind::Capture(capture) => beginnings(&capture.sub),
        HirKind::Concat(parts) => parts.iter().fold(nothing(), |all, part| followed(all, &beginnings(part))),
        HirKind::Alternation(parts) => parts.iter().flat_map(beginnings).collect(),
        HirKind::Repetition(repetition) => {
            let once = beginnings(&repetition.sub);
            let mut all = if repetition.min == 0 { nothing() } else { Vec::new() };
            let twice = followed(once.clone(), &once);
            if repetition.min < 2 && repetition.max != Some(0) {
                all.extend(once);
            }
            if repetition.max.is_none_or(|most| most > 1) {
                all.extend(twice);
            }
            all
        }
    }
}

/// Whether a match can hold none of the characters.
pub(super) fn match_lacks(pattern: &str, marks: &str) -> bool {
    parsed(pattern).is_some_and(|hir| !holds_any(&letters(&hir), marks))
}

/// Python's `\Z` is the end that others call `\z`. What else Python knows alone (a look behind) is not understood.
fn parsed(pattern: &str) -> Option<Hir> {
    regex_syntax::parse(&pattern.replace(r"\Z", r"\z")).ok()
}

/// Whether one of the characters lies in one of the ranges.
fn holds_any(ranges: &[(char, char)], marks: &str) -> bool {
    marks.chars().any(|mark| ranges.iter().any(|(from, to)| (*from..=*to).contains(&mark)))
}

/// Whether a match holds such characters alone.
pub(super) fn is_made_of(hir: &Hir, wanted: impl Fn(char) -> bool) -> bool {
    // A range of many letters is none of these few.
    letters(hir).iter().all(|(from, to)| u32::from(*to) - u32::from(*from) < 128 && (*from..=*to).all(&wanted))
}

/// All characters that a match can hold, as ranges.
fn letters(hir: &Hir) -> Vec<(char, char)> {
    let mut ranges = Vec::new();
    collect(hir, &mut ranges);
    ranges
}

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
        for pattern in [r"/[\w-]+(?:/[\w-]+)*", r"/", r"(?:/[a-z]+)+/?", r"/(home|shop)?"] {
            assert!(harmless_after_match(pattern, true, false).holds(Interp::concepts(&["redirect"])), "{pattern}");
        }
        for pattern in [r"/[/\w-]+", r"/.*", r"/?[a-z]+:?", r"(/[a-z]*)+", r"/\S+"] {
            assert!(!harmless_after_match(pattern, true, false).holds(Interp::concepts(&["redirect"])), "{pattern}");
        }
    }
}
