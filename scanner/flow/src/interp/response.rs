//! What a view returns: a string is HTML, a dictionary is JSON, a response is what it was made to be.

use super::{Interp, State};
use crate::heap::Kind;
use crate::outcome::{Certainty, Const, Place};
use crate::value::{Atom, Atoms, Value};

impl Interp<'_> {
    /// Checks what a handler returns. A wrapper around a view that hands on what the view gave it answers for nothing: the
    /// view is where the response was made.
    pub(super) fn check_wrapped_response(&mut self, st: &mut State, value: &Value, place: Place) {
        let given = self.given.clone();
        let whole = given.iter().fold(Value::bottom(), |all, (value, _)| all.joined(value));
        // A dictionary or a response that the wrapper makes is judged; text around the view's text is told where that is.
        let kind_of = |own: &Self, atom: &Atom| match atom {
            Atom::Object(id) => own.object_kind(st, *id).cloned(),
            _ => None,
        };
        let kinds: Vec<Kind> = whole.atoms().iter().filter_map(|atom| kind_of(self, atom)).collect();
        let is_made_here = |atom: &Atom| kind_of(self, atom).is_some_and(|kind| !kinds.contains(&kind));
        let (made, handed_on): (Vec<&Atom>, Vec<&Atom>) = value.atoms().iter().partition(|atom| is_made_here(atom));
        if given.is_empty() || handed_on.is_empty() {
            return self.check_response(st, value, place);
        }
        // Which of both it was is not known; what is on the whole is the view's.
        let made: Vec<Value> = made.into_iter().map(|atom| atom.clone().into()).collect();
        for made in made {
            self.check_response(st, &made, place);
        }
        let holder = std::mem::replace(&mut self.holder, self.wrapped);
        for (value, place) in &given {
            self.check_response(st, value, *place);
        }
        self.holder = holder;
    }

    /// Checks the value that a handler returns.
    pub fn check_response(&mut self, st: &mut State, value: &Value, place: Place) {
        if self.quiet > 0 {
            return;
        }
        let is_resource = self.responds.is_some_and(|(_, resource)| resource);
        let html = Self::concepts(&["html"]);
        let json = Self::concepts(&["json"]);
        let response = Self::concepts(&["response"]);
        for atom in value.atoms() {
            let single = Value { atoms: Atoms::One(atom.clone()), ..value.clone() };
            match atom {
                // `return body, status, headers`
                Atom::Tuple(items) => {
                    let Some(body) = items.first() else { continue };
                    let body = body.clone().and_taint(&value.taint);
                    for item in items.iter().skip(1) {
                        if matches!(item.one(), Some(Atom::Object(_))) {
                            self.check_sink(st, Self::concepts(&["header"]), item, place, place, "return", "headers");
                        }
                    }
                    let text = items.iter().skip(1).any(|item| self.says_not_html(st, item));
                    if text {
                        self.check_sink(st, response, &body, place, place, "return", "");
                    } else if !matches!(body.one(), Some(Atom::Tuple(_))) {
                        self.check_response(st, &body, place);
                    }
                }
                Atom::Const(Const::Str(_) | Const::Bytes(_)) => {
                    let concepts = if is_resource { json.and(response) } else { html.and(response) };
                    self.check_sink(st, concepts, &single, place, place, "return", "");
                }
                Atom::Object(id) => {
                    self.check_body(st, *id);
                    let kind = self.object_kind(st, *id).cloned();
                    match kind {
                        Some(Kind::Dict | Kind::List | Kind::Set | Kind::Instance(_))
                            if self.response_of(st, &single).is_none() =>
                        {
                            self.check_sink(st, json.and(response), &single, place, place, "return", "");
                        }
                        Some(Kind::Generator) => {
                            let concepts = if is_resource { json.and(response) } else { html.and(response) };
                            self.check_sink(st, concepts, &single, place, place, "return", "");
                        }
                        Some(Kind::Library(item)) if &*self.catalog.item(item).path == "markupsafe.Markup" => {
                            self.check_sink(st, html.and(response), &single, place, place, "return", "");
                        }
                        _ => {}
                    }
                }
                // What code that is not known made of data (a theme's own `render`) is most often a whole page, and
                // escaped as pages are; only data that is seen to come here as it is, is reported.
                // A text that may as well come from there is told apart by nothing.
                Atom::Unknown | Atom::Foreign(_) | Atom::Instance(..)
                    if value.is_unknown()
                        && value.taint.labels().iter().all(|label| label.certainty <= Certainty::ThroughUnknown) =>
                {
                    self.check_sink(st, response, &single, place, place, "return", "");
                }
                Atom::Instance(item, _)
                    if (self.known.is_text(*item) || &*self.catalog.item(*item).path == "markupsafe.Markup") =>
                {
                    let concepts = if is_resource { json.and(response) } else { html.and(response) };
                    self.check_sink(st, concepts, &single, place, place, "return", "");
                }
                Atom::Unknown | Atom::Foreign(_) => {
                    let concepts = if is_resource { json.and(response) } else { html.and(response) };
                    self.check_sink(st, concepts, &single, place, place, "return", "");
                }
                _ => {}
            }
        }
    }

    /// Headers (a dictionary or pairs) that declare another type than HTML.
    pub fn says_not_html(&self, st: &State, headers: &Value) -> bool {
        let view = self.view(st, headers);
        view.entries.iter().any(|(name, value)| {
            let text = |view: &crate::outcome::View| match view.constants.as_deref() {
                Some([Const::Str(text)]) => Some(text.to_lowercase()),
                _ => None,
            };
            let named = name.eq_ignore_ascii_case("content-type").then(|| text(value)).flatten();
            let pair = match value.entries.as_slice() {
                [(_, key), (_, value)] if text(key).as_deref() == Some("content-type") => text(value),
                _ => None,
            };
            named.or(pair).is_some_and(|kind| !is_html(&kind))
        })
    }
}

/// Whether a browser runs scripts in a document of this type.
pub(crate) fn is_html(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or(kind).trim().to_ascii_lowercase();
    kind.is_empty() || kind.contains("html") || kind.contains("svg") || kind.ends_with("xml") || kind == "text/xsl"
}

/// Whether a type is none of a page, whatever stands between what it begins and ends with: `application/x-git-` and
/// `-advertisement`, or `text/plain; charset=` and nothing that is known.
pub(super) fn is_never_html(declared: &Value) -> bool {
    declared.as_str().is_none() && begins_and_ends_as_no_page(&declared.prefix(), &declared.suffix())
}

fn begins_and_ends_as_no_page(prefix: &str, suffix: &str) -> bool {
    const PAGES: &[&str] =
        &["text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml", "text/xsl"];
    let prefix = prefix.to_ascii_lowercase();
    if let Some((kind, _)) = prefix.split_once(';') {
        return !is_html(kind);
    }
    let has_kind = prefix.split_once('/').is_some_and(|(_, kind)| !kind.is_empty());
    let suffix = suffix.to_ascii_lowercase();
    has_kind && !suffix.is_empty() && !suffix.ends_with("ml") && !PAGES.iter().any(|page| page.starts_with(&prefix))
}

#[cfg(test)]
mod tests {
    use super::begins_and_ends_as_no_page as is_no_page;

    #[test]
    fn types_that_are_known_in_part() {
        assert!(is_no_page("application/x-git-", "-advertisement"));
        assert!(is_no_page("text/plain; charset=", ""));
        assert!(!is_no_page("text/html; charset=", ""), "a page");
        assert!(!is_no_page("application/x", "-part"), "it may be XHTML");
        assert!(!is_no_page("image/", ""), "it may be SVG");
        assert!(!is_no_page("application/vnd.", "+xml"), "it ends as XML does");
        assert!(!is_no_page("", "-advertisement"), "nothing is known of its beginning");
    }
}
