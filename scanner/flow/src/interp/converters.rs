//! What the project's own converters make of a part of an address.

use super::call::Arguments;
use super::classes::Ancestor;
use super::{Interp, State};
use crate::outcome::Place;
use crate::registration::RuleParameter;
use crate::taint::{Happening, Label, Taint};
use crate::value::{Atom, Value};
use stopple_libraries::{Concepts, concept};
use stopple_syntax::hir::ExprId;

/// What a converter matches that says nothing else.
const SEGMENT: &str = "[^/]+";

impl Interp<'_> {
    /// The value of a parameter whose converter is a class of the project: what the class matches, as its `to_python`
    /// gives it. `None` if no such class is known.
    pub(crate) fn converted(
        &mut self,
        st: &mut State,
        parameter: &RuleParameter,
        place: Place,
        at: ExprId,
    ) -> Option<Value> {
        let registered = self.registered;
        let Some(Atom::Class(class)) = registered.converters.get(&parameter.converter)?.one() else { return None };
        let class = *class;
        let ancestors = self.ancestors(st, class);
        let base = ancestors.iter().find_map(|one| match one {
            Ancestor::Library(item) => Some(self.catalog.item(*item).path.rsplit('.').next().unwrap_or_default()),
            _ => None,
        });
        let mut aside = st.clone();
        let mut given = vec![Value::unknown()];
        given.extend(parameter.texts.iter().map(|text| Value::string(text)));
        let instance = self.instantiate(&mut aside, class, Arguments::of(given), at);
        let text = match base {
            Some("IntegerConverter" | "NumberConverter" | "FloatConverter") => self.number(Taint::CLEAN),
            Some("UUIDConverter") => self.any_string(Taint::CLEAN),
            base => {
                let names = &self.program.names;
                let regex = names.get("regex").map(|name| self.attribute(&mut aside, &instance, name, at));
                let pattern = regex.as_ref().and_then(Value::as_str).map(|pattern| pattern.to_string());
                let pattern = match (pattern, base) {
                    (Some(pattern), _) => pattern,
                    (None, Some("PathConverter")) => "[^/].*?".to_owned(),
                    // Only what is known to be there says what is matched.
                    (None, _) if regex.is_some_and(|regex| !regex.is_bottom() && !regex.is_unknown()) => {
                        ".*".to_owned()
                    }
                    (None, _) => SEGMENT.to_owned(),
                };
                let harmless = super::alphabets::harmless_after_match(&pattern, true, true);
                let slash = match super::alphabets::match_lacks(&pattern, "/") {
                    true => Self::concepts(&["slash"]),
                    false => Concepts::NONE,
                };
                let taint = Taint::read(concept::source_named("http-path").unwrap_or_default(), place);
                let taint = match harmless.is_empty() {
                    true => taint,
                    false => taint.cleared(harmless, place, Happening::Cleared(harmless)),
                };
                self.any_string(taint.map(|label| Label { cleared: label.cleared.and(slash), ..label.clone() }))
            }
        };
        let convert = self.program.names.get("to_python");
        let made =
            convert.and_then(|name| self.call_own_method(&mut aside, &instance, name, vec![text.clone()], place));
        if aside.dead {
            return Some(text);
        }
        *st = aside;
        Some(made.filter(|made| !made.is_bottom()).unwrap_or(text))
    }
}
