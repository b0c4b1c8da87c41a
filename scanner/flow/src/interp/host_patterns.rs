//! Patterns of addresses that name the host: `https://([a-z0-9-]+\.)*shop\.example(/.*)?`.

use regex_syntax::hir::{Hir, HirKind, Look};

/// Whether whatever a pattern matches is an address of a domain that the pattern names, or of a host below it. `ends`: the
/// match reaches the end of the text.
pub(super) fn names_host(pattern: &Hir, ends: bool) -> bool {
    let mut parts = Vec::new();
    flatten(pattern, &mut parts);
    let Some((begin, rest)) = without_scheme(&parts) else { return false };
    let mut host = Host { tail: String::new(), is_whole: true };
    let mut has_ended = false;
    match host.literal(&begin) {
        Literal::Ended => return host.is_named(),
        Literal::Goes => {}
        Literal::Strange => return false,
    }
    for part in rest {
        match part.kind() {
            HirKind::Literal(text) if !has_ended => match host.literal(&String::from_utf8_lossy(&text.0)) {
                Literal::Ended => return host.is_named(),
                Literal::Goes => {}
                Literal::Strange => return false,
            },
            // `(?:/|$)`: it ends one way or the other.
            HirKind::Alternation(ways) if ways.iter().all(|way| is_end(way) || ends_for_sure(way)) => {
                return has_ended || host.is_named();
            }
            _ if ends_host(part) => {
                if !host.is_named() {
                    return false;
                }
                if ends_for_sure(part) {
                    return true;
                }
                has_ended = true;
            }
            _ if !has_ended && super::alphabets::is_made_of(part, is_of_host) => host.part(part),
            _ => return false,
        }
    }
    ends && host.is_named()
}

/// How far the host came.
struct Host {
    /// The text that it ends with.
    tail: String,
    /// Whether that begins where a name of the host does: at its beginning, or behind a dot.
    is_whole: bool,
}

enum Literal {
    /// The host ended in it.
    Ended,
    Goes,
    /// It is no text of a host.
    Strange,
}

impl Host {
    fn literal(&mut self, text: &str) -> Literal {
        let end = text.find(['/', '?', '#']);
        let own = &text[..end.unwrap_or(text.len())];
        if !own.chars().all(is_of_host) {
            return Literal::Strange;
        }
        self.tail.push_str(own);
        if end.is_some() { Literal::Ended } else { Literal::Goes }
    }

    /// A part of which only the letters are known.
    fn part(&mut self, part: &Hir) {
        let is_behind_dot = self.tail.ends_with('.') || self.tail.is_empty() && self.is_whole;
        let may_lack = part.properties().minimum_len().is_none_or(|least| least == 0);
        self.is_whole = ends_with_dot(part) && (is_behind_dot || !may_lack);
        self.tail.clear();
    }

    /// Whether the host is a domain that is named.
    fn is_named(&self) -> bool {
        let (domain, is_whole) = match self.tail.strip_prefix('.') {
            Some(rest) => (rest, true),
            None => (self.tail.as_str(), self.is_whole),
        };
        is_whole && domain.split('.').count() > 1 && domain.split('.').all(|name| !name.is_empty())
    }
}

fn is_of_host(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-')
}

/// The parts that follow one another.
fn flatten<'h>(hir: &'h Hir, parts: &mut Vec<&'h Hir>) {
    match hir.kind() {
        HirKind::Concat(own) => own.iter().for_each(|part| flatten(part, parts)),
        HirKind::Capture(capture) => flatten(&capture.sub, parts),
        HirKind::Look(_) | HirKind::Empty => {}
        _ => parts.push(hir),
    }
}

/// What follows behind `http://`, `https://` or `https?://`: the rest of that text, and the other parts.
fn without_scheme<'p, 'h>(parts: &'p [&'h Hir]) -> Option<(String, &'p [&'h Hir])> {
    let literal = |part: &Hir| match part.kind() {
        HirKind::Literal(text) => Some(String::from_utf8_lossy(&text.0).into_owned()),
        _ => None,
    };
    let (first, rest) = parts.split_first()?;
    let text = literal(first)?;
    if text == "http" {
        let (optional, rest) = rest.split_first()?;
        let HirKind::Repetition(repetition) = optional.kind() else { return None };
        let (behind, rest) = rest.split_first()?;
        let is_s = repetition.max == Some(1) && literal(&repetition.sub)? == "s";
        return is_s.then_some((literal(behind)?.strip_prefix("://")?.to_owned(), rest));
    }
    let behind = ["https://", "http://"].iter().find_map(|scheme| text.strip_prefix(scheme))?;
    Some((behind.to_owned(), rest))
}

/// Whether a part begins with what ends a host, if it is there at all.
fn ends_host(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Literal(text) => matches!(text.0.first(), Some(b'/' | b'?' | b'#')),
        HirKind::Class(_) => super::alphabets::is_made_of(part, |letter| matches!(letter, '/' | '?' | '#')),
        HirKind::Capture(capture) => ends_host(&capture.sub),
        HirKind::Repetition(repetition) => ends_host(&repetition.sub),
        HirKind::Concat(parts) => {
            let first = parts.iter().find(|part| !matches!(part.kind(), HirKind::Look(_) | HirKind::Empty));
            first.is_some_and(ends_for_sure)
        }
        HirKind::Alternation(parts) => parts.iter().all(ends_host),
        HirKind::Look(_) | HirKind::Empty => false,
    }
}

/// Whether what ends a host is there.
fn ends_for_sure(part: &Hir) -> bool {
    ends_host(part) && part.properties().minimum_len() > Some(0)
}

/// Whether nothing follows.
fn is_end(part: &Hir) -> bool {
    matches!(part.kind(), HirKind::Look(Look::End))
}

/// Whether a part ends with a dot, if it is there at all.
fn ends_with_dot(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Literal(text) => text.0.ends_with(b"."),
        HirKind::Capture(capture) => ends_with_dot(&capture.sub),
        HirKind::Repetition(repetition) => ends_with_dot(&repetition.sub),
        HirKind::Concat(parts) => {
            parts.last().is_some_and(|last| ends_with_dot(last) && last.properties().minimum_len() > Some(0))
        }
        HirKind::Alternation(parts) => parts.iter().all(ends_with_dot),
        HirKind::Class(_) | HirKind::Look(_) | HirKind::Empty => false,
    }
}

#[cfg(test)]
mod tests {
    use super::names_host;

    fn names(pattern: &str) -> bool {
        regex_syntax::parse(pattern).is_ok_and(|hir| names_host(&hir, true))
    }

    #[test]
    fn hosts_that_patterns_name() {
        for pattern in [
            r"https://([a-z0-9-]+\.)*shop\.example(/.*)?",
            r"https?://shop\.example/.*",
            r"https://[a-z]+\.shop\.example",
            r"^https://(www\.)?shop\.example(?:/|\?|$)",
            r"https://shop\.example[/?].*",
        ] {
            assert!(names(pattern), "{pattern}");
        }
        for pattern in [
            r"https://[a-z]+.shop.example",
            r"https://[a-z]*shop\.example",
            r"https://([a-z]+\.)?[a-z]+shop\.example/",
            r"https://shop\.example.*",
            r"https://.*\.shop\.example",
            r"https://shop\.example(/.*)?[a-z]*\.evil",
            r"https://[a-z]+\.example",
            r"//shop\.example/.*",
        ] {
            assert!(!names(pattern), "{pattern}");
        }
    }
}
