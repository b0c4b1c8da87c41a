//! Uses: whether data that reaches one can do harm there.

use super::{Interp, State};
use crate::heap::{Key, Kind, ObjId};
use crate::outcome::{Certainty, Cleared, Hit, Place};
use crate::taint::{Happening, Label, Origin, Taint};
use crate::value::{Atom, Value};
use std::hash::BuildHasher;
use stopple_libraries::Concepts;
use stopple_libraries::model::{Function, Note, Param};

/// Drivers of databases in whose texts nothing but `'` has a meaning.
const STANDARD: &[&str] = &["sqlite3.", "aiosqlite.", "psycopg2.", "psycopg.", "asyncpg.", "duckdb."];

/// More objects than this no query is made of.
const MOST_OBJECTS: usize = 64;

impl Interp<'_> {
    /// Data that is not harmless for a concept reaches its use.
    #[allow(clippy::too_many_arguments, reason = "a hit needs all of it")]
    pub fn check_sink(
        &mut self,
        st: &State,
        concepts: Concepts,
        value: &Value,
        sink: Place,
        call: Place,
        callee: &str,
        parameter: &str,
    ) {
        if self.quiet > 0 {
            return;
        }
        let whole = self.deep_taint(st, value);
        if whole.is_clean() {
            return;
        }
        let paths = Self::concepts(&["path-read", "path-write"]);
        let (xpath, attributes) = (Self::concepts(&["xpath"]), Self::concepts(&["attributes"]));
        let (html, nosql) = (Self::concepts(&["html"]), Self::concepts(&["nosql"]));
        let (url, redirect) = (Self::concepts(&["url"]), Self::concepts(&["redirect"]));
        let sql = Self::concepts(&["sql"]);
        for bit in 0..64 {
            let concept = Concepts(1 << bit);
            if !concepts.holds(concept) {
                continue;
            }
            if concept == html && !self.becomes_html(st, value) {
                continue;
            }
            let is_response = callee.ends_with("make_response") || callee.ends_with("Response.__init__");
            if concept == html && (is_response || callee == "return") && self.shows_no_page() {
                continue;
            }
            // What code that is not known made of data (a theme's own `render`) is most often a whole page or document.
            let is_body = concept == html
                && is_response
                && value.atoms().iter().all(|atom| matches!(atom, Atom::Unknown | Atom::Foreign(_)));
            let is_file = paths.and(url).holds(concept) && self.is_open_file(st, value);
            let is_one = |atom: &Atom| self.is_open_file(st, &Value::from(atom.clone()));
            if is_file && value.atoms().iter().all(is_one) {
                continue;
            }
            // What a request is made of was looked at when it was made; its body is no address.
            if concept == url && self.is_made_request(st, value) {
                continue;
            }
            // A path without a host goes where the client was made to go.
            if concept == url && value.prefix().starts_with('/') && !value.prefix().starts_with("//") {
                continue;
            }
            let taint = if concept == attributes {
                self.key_taint(st, value)
            } else if concept == nosql {
                let regex = Self::concepts(&["regex"]);
                for label in self.patterns_within(st, value, 0).labels() {
                    if !label.cleared.holds(regex) {
                        self.note_hit(label, regex, value, sink, call, callee, parameter);
                    }
                }
                self.operator_taint(st, value)
            } else if is_file {
                // A file, or else its name: what is in the file is not opened by name.
                value.taint.clone()
            } else {
                whole.clone()
            };
            for label in taint.labels() {
                // XPath knows no other way out of a text than its quote.
                let stays_quoted = concept == xpath
                    && [("'", "quote"), ("\"", "double-quote")].iter().any(|(quote, word)| {
                        value.prefix().ends_with(quote) && label.cleared.holds(Self::concepts(&[word]))
                    });
                let stays_below = paths.holds(concept)
                    && label.cleared.holds(Self::concepts(&["up"]))
                    && (value.prefix().contains('/') || label.cleared.holds(Self::concepts(&["root"])));
                let stays_below = stays_below || paths.holds(concept) && super::segments::names_a_file(label, callee);
                // MySQL takes a backslash for a way out, too.
                let stays_quoted = stays_quoted
                    || concept == sql
                        && label.cleared.holds(Self::concepts(&["standard-sql"]))
                        && STANDARD.iter().any(|driver| callee.starts_with(driver));
                if is_body && label.certainty <= Certainty::ThroughUnknown {
                    continue;
                }
                let stays_here = concept == redirect && Self::stays_here(label, value);
                if label.cleared.holds(concept) || stays_below || stays_quoted || stays_here {
                    self.note_cleared(label, concept, sink);
                } else {
                    self.note_hit(label, concept, value, sink, call, callee, parameter);
                }
            }
        }
    }

    /// Whether no browser shows what the handler answers as a page: links and forms send none of its methods.
    fn shows_no_page(&self) -> bool {
        let is_script = |method: &String| matches!(method.as_str(), "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS");
        let shows_none = !self.methods.is_empty() && self.methods.iter().all(is_script);
        if shows_none {
            self.note(crate::trace::Seen::Method);
        }
        shows_none
    }

    /// `urlopen(Request(address, data=body))`
    fn is_made_request(&self, st: &State, value: &Value) -> bool {
        self.item_of(st, value).is_some_and(|item| &*self.catalog.item(item).path == "urllib.request.Request")
    }

    /// An open file or an upload stands where a path may stand too: nothing is opened by name.
    pub(super) fn is_open_file(&self, st: &State, value: &Value) -> bool {
        self.item_of(st, value).is_some_and(|item| {
            let path = &*self.catalog.item(item).path;
            self.known.file.is_some_and(|file| self.catalog.is_subclass(item, file))
                || path.starts_with("io.")
                || path.starts_with("typing.IO")
                || path.starts_with("tempfile.")
                || path.ends_with(".FileStorage")
        })
    }

    /// Whether a response made of this value is HTML: dictionaries and lists become JSON, responses are what they are.
    pub(super) fn becomes_html(&self, st: &State, value: &Value) -> bool {
        value.atoms().iter().any(|atom| match atom {
            Atom::Object(id) => match self.object_kind(st, *id) {
                Some(Kind::Generator) => true,
                Some(Kind::Library(item)) => &*self.catalog.item(*item).path == "markupsafe.Markup",
                _ => false,
            },
            Atom::Const(constant) => {
                matches!(constant, crate::outcome::Const::Str(_) | crate::outcome::Const::Bytes(_))
            }
            _ => true,
        })
    }

    /// Data that can be a key of a mapping: for what takes names and values, the names are what matters.
    pub(super) fn key_taint(&self, st: &State, value: &Value) -> Taint {
        let mut taint = value.taint.clone();
        for atom in value.atoms() {
            if let Atom::Object(id) = atom
                && let Some(object) = self.object(st, *id)
            {
                taint.join(&object.taint);
                taint.join(&object.keys.taint);
                if let Kind::List | Kind::Set | Kind::Generator = object.kind {
                    // `[{"name": data}, ...]`: of each row the keys.
                    for part in object.parts() {
                        let is_mapping = |atom: &Atom| matches!(atom, Atom::Object(id) if self.object_kind(st, *id) == Some(&Kind::Dict));
                        let is_row = !part.atoms().is_empty() && part.atoms().iter().all(is_mapping);
                        taint.join(&if is_row { self.key_taint(st, part) } else { self.deep_taint(st, part) });
                    }
                }
                // `{"$set": data}`: the names of the fields are one floor below.
                for (key, held) in &object.entries {
                    if matches!(key, Key::Str(key) if matches!(&**key, "$set" | "$setOnInsert")) {
                        taint.join(&self.key_taint(st, held));
                    }
                }
            }
        }
        taint
    }

    /// Data that can be an operator of a document database: not a text that stands as a value under a key of ours.
    pub(super) fn operator_taint(&self, st: &State, value: &Value) -> Taint {
        let mut taint = Taint::CLEAN;
        self.collect_operators(st, value, 0, &mut Vec::new(), &mut taint);
        taint
    }

    /// Data in the patterns that a query of a document database compares with: `{"name": {"$regex": data}}`.
    fn patterns_within(&self, st: &State, value: &Value, depth: u32) -> Taint {
        let mut taint = Taint::CLEAN;
        for atom in value.atoms() {
            let Atom::Object(id) = atom else { continue };
            let Some(object) = self.object(st, *id).filter(|_| depth < 5) else { continue };
            for (key, entry) in &object.entries {
                match key {
                    Key::Str(key) if &**key == "$regex" => taint.join(&entry.taint),
                    _ => taint.join(&self.patterns_within(st, entry, depth + 1)),
                }
            }
            for item in object.items.iter().flatten() {
                taint.join(&self.patterns_within(st, item, depth + 1));
            }
        }
        taint
    }

    /// Each object once: schemas hold one another, and all ways through them are more than anybody can walk.
    fn collect_operators(&self, st: &State, value: &Value, depth: u32, seen: &mut Vec<ObjId>, taint: &mut Taint) {
        let is_text = !value.atoms().is_empty()
            && value.atoms().iter().all(|atom| match atom {
                Atom::Const(_) => true,
                Atom::Instance(item, _) => self.known.is_text(*item) || self.known.is_number(*item),
                _ => false,
            });
        if depth > 0 && is_text || depth > 5 {
            return;
        }
        taint.join(&value.taint);
        for atom in value.atoms() {
            let Atom::Object(id) = atom else { continue };
            if seen.contains(id) || seen.len() >= MOST_OBJECTS {
                continue;
            }
            seen.push(*id);
            let Some(object) = self.object(st, *id) else { continue };
            taint.join(&object.taint);
            for (key, entry) in &object.entries {
                let depth = match key {
                    // JavaScript that the database runs.
                    Key::Str(key) if &**key == "$where" => 0,
                    // Operators that take their operand as it is.
                    Key::Str(key) if matches!(&**key, "$eq" | "$ne" | "$gt" | "$gte" | "$lt" | "$lte" | "$set") => {
                        continue;
                    }
                    _ => depth + 1,
                };
                self.collect_operators(st, entry, depth, seen, taint);
            }
            for item in object.items.iter().flatten().chain([&object.rest]) {
                self.collect_operators(st, item, depth + 1, seen, taint);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a hit needs all of it")]
    pub(super) fn note_hit(
        &mut self,
        label: &Label,
        concept: Concepts,
        value: &Value,
        sink: Place,
        call: Place,
        callee: &str,
        parameter: &str,
    ) {
        let Origin { kind: source, place: read } = label.origin;
        let certainty = if self.by_name { Certainty::ByName } else { label.certainty };
        let key = rustc_hash::FxBuildHasher.hash_one((concept.0, sink, source, read, certainty));
        if !self.seen_hits.insert(key) {
            return;
        }
        let hit = Hit {
            concept,
            sink,
            call,
            callee: callee.to_owned(),
            parameter: parameter.to_owned(),
            source,
            read,
            cleared: label.cleared,
            steps: crate::steps::steps(self.program, label, concept, sink, callee),
            columns: crate::steps::columns(self.program, label),
            handed: crate::steps::handed(label),
            prefix: value.prefix(),
            whole: value.text.is_none() && !value.is_constant(),
            certainty,
            holder: self.holder.unwrap_or_else(|| self.frame().scope),
        };
        self.out.hits.push(hit);
    }

    /// Data that goes beside a statement, not into it: what is asked about a line of SQL, is whether it is bound.
    pub(super) fn note_bound(&mut self, function: &Function, path: &str, param: &Param, taint: &Taint, place: Place) {
        if taint.is_clean() || self.quiet > 0 {
            return;
        }
        let sql = Self::concepts(&["sql"]);
        let takes_sql = |notes: &[Note]| notes.iter().any(|note| matches!(note, Note::Sink(own) if own.holds(sql)));
        let is_beside = function.params.iter().any(|other| takes_sql(&other.typed.notes))
            && !param.typed.notes.iter().any(|note| matches!(note, Note::Sink(_)));
        if !is_beside && !path.ends_with(".bindparams") && !path.ends_with(".bindparam") {
            return;
        }
        for label in taint.labels() {
            let Origin { kind: source, place: read } = label.origin;
            let key = rustc_hash::FxBuildHasher.hash_one((sql.0, place, source, read, 2_u8));
            if self.seen_hits.insert(key) {
                let reason = "it is a bound parameter, no part of the statement".to_owned();
                self.out.cleared.push(Cleared { concept: sql, sink: place, source, read, place, reason });
            }
        }
    }

    pub(super) fn note_cleared(&mut self, label: &Label, concept: Concepts, sink: Place) {
        let Origin { kind: source, place: read } = label.origin;
        let key = rustc_hash::FxBuildHasher.hash_one((concept.0, sink, source, read, 1_u8));
        if !self.seen_hits.insert(key) {
            return;
        }
        let mut at = label.trail.as_deref();
        while let Some(step) = at {
            let (cleared, how) = match step.happening {
                Happening::Cleared(cleared) => (cleared, "made harmless here"),
                Happening::Guarded(cleared) => (cleared, "checked here"),
                _ => (Concepts::NONE, ""),
            };
            if cleared.holds(concept) {
                let text = self.program.source(step.place.file).slice(step.place.span);
                let reason = format!("{how}: `{}`", text.chars().take(120).collect::<String>());
                self.out.cleared.push(Cleared { concept, sink, source, read, place: step.place, reason });
                return;
            }
            at = step.before.as_deref();
        }
    }
}
