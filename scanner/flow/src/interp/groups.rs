//! What a match gives of a text: a group of a known pattern that allows a narrow alphabet alone is harmless anywhere.

use super::binding::Bound;
use super::call::Arguments;
use super::strings::is_narrow;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj};
use crate::outcome::Const;
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_libraries::model::ParamKind;
use stopple_program::Symbol;
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// The result of `re.match` and its kind: a match that knows its pattern, or nothing.
    pub(super) fn match_of(&mut self, st: &mut State, value: Value, pattern: Option<Arc<str>>, at: ExprId) -> Value {
        let (Some(pattern), Some(class)) = (pattern, self.catalog.find("re.Match")) else { return value };
        let mut found = Obj::new(Kind::Library(class));
        found.set_entry(Key::Str("pattern".into()), Value::string(&pattern));
        found.taint.clone_from(&value.taint);
        self.allocate(st, at.0, 0xc000, found).joined(&Value::none())
    }

    /// `Thread(target=work, args=(folder, points), kwargs={...})`: what is handed over as one value is given one by one.
    pub(super) fn handed_as_values(
        &self,
        st: &State,
        sources: &[stopple_libraries::Name],
        bound: &[Bound<'_>],
    ) -> Option<Arguments> {
        let [all, named] = sources else { return None };
        let (all, named) = (all.strip_suffix("[]")?, named.strip_suffix("[]")?);
        let given = |name: &str| bound.iter().find(|one| &*one.param.name == name);
        let is_whole = |one: &Bound<'_>| !matches!(one.param.kind, ParamKind::VarPositional | ParamKind::VarKeyword);
        let all = match given(all).filter(|one| is_whole(one)) {
            Some(one) => self.known_items(st, &one.value)?,
            None => Vec::new(),
        };
        let mut handed = Arguments::of(all);
        match given(named).filter(|one| is_whole(one)) {
            Some(one) => handed.keywords = self.known_keywords(st, &one.value)?,
            None if handed.positional.is_empty() => return None,
            None => {}
        }
        Some(handed)
    }

    /// `queue.enqueue(work, args=(folder,), kwargs={...})`: of those that take what they hand over as it stands, some take it as
    /// a whole as well.
    pub(super) fn taken_apart(&self, st: &State, mut handed: Arguments) -> Arguments {
        let named = |word: &str| {
            let name = self.program.names.get(word)?;
            handed.keywords.iter().position(|(own, ..)| *own == name)
        };
        let (all, words) = (named("args"), named("kwargs"));
        let items = all.and_then(|at| self.known_items(st, &handed.keywords[at].1));
        let more = words.and_then(|at| self.known_keywords(st, &handed.keywords[at].1));
        if let Some(items) = items {
            handed.positional = items.into_iter().map(|item| (item, None)).collect();
        }
        if let Some(more) = more {
            handed.keywords = more;
        }
        handed
    }

    /// The entries of a mapping, as arguments by name.
    fn known_keywords(&self, st: &State, mapping: &Value) -> Option<Vec<(Symbol, Value, Option<ExprId>)>> {
        let Some(Atom::Object(id)) = mapping.one() else { return None };
        let object = self.object(st, *id).filter(|object| object.rest.is_bottom())?;
        let entries = object.entries.iter().map(|(key, value)| match key {
            Key::Str(key) => Some((self.program.names.get(key)?, value.clone(), None)),
            Key::Int(_) => None,
        });
        entries.collect()
    }

    /// What a function of a library hands to the function that it calls: `re.sub` a match in the text.
    pub(super) fn handed_to_callback(
        &mut self,
        st: &mut State,
        path: &str,
        found: Value,
        receiver: Option<&Value>,
        bound: &[Bound<'_>],
        at: ExprId,
    ) -> Value {
        if !path.starts_with("re.") || !path.contains(".sub") {
            return found;
        }
        let pattern = self.pattern_used(st, receiver, bound);
        self.match_in(st, &found, pattern, at)
    }

    fn match_in(&mut self, st: &mut State, text: &Value, pattern: Option<Arc<str>>, at: ExprId) -> Value {
        let Some(class) = self.catalog.find("re.Match") else { return text.clone() };
        let taint = self.deep_taint(st, text);
        let Some(pattern) = pattern else { return Value::from(Atom::Instance(class, Arc::from([]))).with_taint(taint) };
        let mut found = Obj::new(Kind::Library(class));
        found.set_entry(Key::Str("pattern".into()), Value::string(&pattern));
        found.taint = taint;
        self.allocate(st, at.0, 0xc001, found)
    }

    /// For what that is harmless which a method of a match, or `findall`, gives.
    pub(super) fn harmless_as_match(
        &self,
        st: &State,
        method: &str,
        receiver: Option<&Value>,
        first: Option<&Value>,
    ) -> Concepts {
        if self.gives_narrow(st, method, receiver, first) {
            return Concepts::ALL;
        }
        let pattern = match method {
            "re.findall" => first.and_then(|first| first.as_str().cloned().or_else(|| self.pattern_of(st, first))),
            "re.Pattern.findall" => receiver.and_then(|receiver| self.pattern_of(st, receiver)),
            "re.Match.group" if first.is_none() => receiver.and_then(|receiver| self.pattern_of(st, receiver)),
            _ => None,
        };
        // Without groups `findall` gives whole matches, as `group()` does.
        let whole = pattern.filter(|pattern| method == "re.Match.group" || groups_of(pattern).len() == 1);
        whole.map_or(Concepts::NONE, |pattern| super::alphabets::harmless_after_match(&pattern, true, true))
    }

    /// Whether what a method of a match, or `findall`, gives is of a narrow alphabet.
    fn gives_narrow(&self, st: &State, method: &str, receiver: Option<&Value>, first: Option<&Value>) -> bool {
        let pattern = match method {
            "re.findall" => first.and_then(|first| first.as_str().cloned().or_else(|| self.pattern_of(st, first))),
            "re.Match.group" | "re.Match.__getitem__" | "re.Match.groups" | "re.Pattern.findall" => {
                receiver.and_then(|receiver| self.pattern_of(st, receiver))
            }
            _ => None,
        };
        let Some(pattern) = pattern else { return false };
        let groups = groups_of(&pattern);
        match method {
            "re.Match.group" | "re.Match.__getitem__" => match first.map(Value::constant) {
                None => groups[0].is_narrow,
                Some(Some(Const::Int(number))) => {
                    usize::try_from(*number).ok().and_then(|at| groups.get(at)).is_some_and(|group| group.is_narrow)
                }
                Some(Some(Const::Str(name))) => {
                    groups.iter().any(|group| group.name.as_deref() == Some(name) && group.is_narrow)
                }
                _ => false,
            },
            "re.Match.groups" => groups.iter().skip(1).all(|group| group.is_narrow),
            _ if groups.len() > 1 => groups.iter().skip(1).all(|group| group.is_narrow),
            _ => groups[0].is_narrow,
        }
    }
}

/// A group of a pattern; the first is the whole.
struct Group {
    name: Option<String>,
    is_narrow: bool,
}

/// The groups of a pattern, in the order of their numbers.
fn groups_of(pattern: &str) -> Vec<Group> {
    let mut plain = String::new();
    // Where groups that are open began in `plain`, with their number if they have one.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let mut groups = vec![Group { name: None, is_narrow: false }];
    let mut in_class = false;
    let mut rest = pattern;
    while let Some(char) = rest.chars().next() {
        rest = &rest[char.len_utf8()..];
        match char {
            '\\' => {
                plain.push(char);
                if let Some(escaped) = rest.chars().next() {
                    plain.push(escaped);
                    rest = &rest[escaped.len_utf8()..];
                }
                continue;
            }
            '[' if !in_class => in_class = true,
            ']' if in_class && !plain.ends_with('[') => in_class = false,
            '(' if !in_class => {
                let is_plain = !rest.starts_with('?');
                let named = rest.strip_prefix("?P<").and_then(|inside| inside.split_once('>'));
                let name = named.map(|(name, _)| name.to_owned());
                rest = named.map(|(_, after)| after).or_else(|| rest.strip_prefix("?:")).unwrap_or(rest);
                plain.push('(');
                let number = (is_plain || name.is_some()).then_some(groups.len());
                if number.is_some() {
                    groups.push(Group { name, is_narrow: false });
                }
                open.push((plain.len(), number));
                continue;
            }
            ')' if !in_class => {
                if let Some((start, Some(number))) = open.pop() {
                    groups[number].is_narrow = is_narrow(&plain[start..]);
                }
            }
            '^' | '$' if !in_class => continue,
            _ => {}
        }
        plain.push(char);
    }
    groups[0].is_narrow = is_narrow(plain.trim_end_matches(r"\Z").trim_start_matches(r"\A"));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_group_is_judged_by_what_stands_in_it() {
        let narrow = |pattern: &str| -> Vec<bool> { groups_of(pattern).iter().map(|group| group.is_narrow).collect() };
        assert_eq!(narrow(r"\d+"), [true]);
        assert_eq!(narrow(r"^id=(\d+);(.*)$"), [false, true, false]);
        assert_eq!(narrow(r"(?:a|(?P<word>[\w-]+))(\S)"), [false, true, false]);
        assert_eq!(narrow(r"([^/]+)/(x(y)z)"), [false, false, true, true]);
        assert_eq!(narrow(r"[(](\w)"), [false, true]);
        assert_eq!(groups_of("(?P<year>[0-9]{4})")[1].name.as_deref(), Some("year"));
    }
}
