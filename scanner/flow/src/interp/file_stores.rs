//! Files that keep data from one request to another: `json.dump(posts, file)` here, `json.load(file)` there.
//!
//! Each application has one object that knows what its requests leave in files, under the names of those files. A name is
//! the last segment of a path where that is known (`posts.json`), else its ending (`*.json`) with the folder before it.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Kind, MOST_ENTRIES, Obj, ObjId};
use crate::outcome::Place;
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::model::{ItemKind, Note};
use stopple_libraries::{Concepts, ItemId};
use stopple_program::FileId;
use stopple_syntax::hir::{Expr, ExprId};

/// The hidden entry of an open file that says by which name it was opened.
const NAMED: &str = "=file";
/// Functions and methods one of which is named wherever a program opens a file.
const OPENING: &[&str] = &["open", "read_text", "read_bytes", "write_text", "write_bytes", "save"];
/// What such functions do with what is in a file, wherever it was put into it.
const PARSED: &[&str] = &["deserialize", "xml", "xml-bomb", "archive"];
/// Modules whose `load` gives back what their `dump` was given, and whose `loads` what their `dumps` was given.
const FORMATS: &[&str] =
    &["json", "yaml", "pickle", "simplejson", "ujson", "toml", "tomllib", "marshal", "dill", "joblib"];
/// The name of a file that is to be moved to its own name when it is whole.
const TEMPORARY: &str = "=temporary";
/// What settings are there for: who may change them chooses programs, folders and addresses.
const OWN: &[&str] = &["shell", "program", "code", "path-read", "path-write", "url", "deserialize", "format"];
/// Words of files that hold settings, which few may change.
const SETTINGS: &[&str] = &["setting", "config", "conf", "option", "preference", "secret", "credential"];

/// What is done with a file.
enum Deed {
    Opens,
    OpensTemporary,
    Wraps,
    Prints,
    Reads,
    Loads,
    Parses,
    Writes,
    Dumps,
    Moves,
    Saves,
}

impl Interp<'_> {
    /// Makes the object that knows the files of an application, for each one that opens any.
    pub(super) fn make_file_stores(&mut self, st: &mut State, files: &[FileId]) {
        let opening: Vec<_> = OPENING.iter().filter_map(|name| self.program.names.get(name)).collect();
        for id in files {
            let file = self.program.file(*id);
            let names = 0..u32::try_from(file.hir().names.len()).unwrap_or(u32::MAX);
            if names.map(|name| file.symbol(stopple_syntax::hir::NameId(name))).any(|name| opening.contains(&name)) {
                let store = self.file_store(*id);
                st.heap.put(store, Arc::new(Obj::new(Kind::Dict)));
            }
        }
    }

    fn file_store(&self, file: FileId) -> ObjId {
        ObjId::of((0xf11e_u64, self.applications.of(file)))
    }

    /// What a call finds in a file by its path, if it parses that: `pickle.load`, `ET.parse(path)`.
    pub(super) fn with_parsed_files(&self, st: &State, item: ItemId, args: &mut Arguments) {
        let ItemKind::Function(function) = &self.catalog.item(item).kind else { return };
        let parsed = Self::concepts(PARSED);
        let parses = |note: &Note| matches!(note, Note::Sink(concepts) if concepts.0 & parsed.0 != 0);
        if !function.params.iter().any(|param| param.typed.notes.iter().any(parses)) {
            return;
        }
        let others = Concepts(!parsed.0);
        for (value, _) in &mut args.positional {
            let Some(name) = file_name(value) else { continue };
            let left = self.stored_under(st, &name).map(|stored| self.deep_taint(st, &stored)).unwrap_or_default();
            let left = left.map(|label| {
                let mut label = label.clone();
                label.cleared = label.cleared.and(others);
                label
            });
            value.taint.join(&left);
        }
    }

    /// A call of a library may open, read or write a file; gives what the call gives then.
    pub(super) fn through_file(
        &mut self,
        st: &mut State,
        called: &str,
        receiver: Option<&Value>,
        args: &Arguments,
        made: Value,
        at: ExprId,
    ) -> Value {
        let Some(deed) = deed_of(called) else { return made };
        if self.object_kind(st, self.file_store(self.file_id())).is_none() {
            return made;
        }
        let place = self.place_of(at);
        let first = args.positional.first();
        match deed {
            Deed::Opens => {
                let path = if called.starts_with("pathlib.") { receiver } else { first.map(|(value, _)| value) };
                let name = path.and_then(file_name);
                let (Some(name), Some(Atom::Object(handle))) = (name, made.one()) else { return made };
                let left = if opens_to_write(args, called) { Taint::CLEAN } else { self.left_in(st, &name) };
                if let Some(object) = self.edit(st, *handle) {
                    object.taint.join(&left);
                }
                self.name_file(st, &made, &name);
                made
            }
            Deed::OpensTemporary => {
                self.name_file(st, &made, TEMPORARY);
                made
            }
            Deed::Wraps => {
                self.wrap_file(st, called, &made, args);
                made
            }
            Deed::Prints => {
                let file = args.keywords.iter().find(|(word, ..)| self.program.names.text(*word) == "file");
                if let Some(name) = file.and_then(|(_, file, _)| self.opened_as(st, file)) {
                    let values = args.positional.iter().map(|(value, _)| value);
                    let taint = self.with_taint_of(st, Taint::CLEAN, values);
                    let written = Value { taint, ..self.any_string(Taint::CLEAN) };
                    self.keep_in_file(st, &name, &written, place);
                }
                made
            }
            Deed::Reads => {
                let name = receiver.and_then(file_name);
                let left = name.map(|name| self.left_in(st, &name)).unwrap_or_default();
                made.and_taint(&left)
            }
            Deed::Loads => {
                let Some((file, _)) = first else { return made };
                let name = self.named(st, file);
                self.loaded(st, name, made, at)
            }
            Deed::Parses => {
                let name = first.and_then(|(_, text)| *text).and_then(|text| self.file_read_by(st, text));
                self.loaded(st, name, made, at)
            }
            Deed::Writes => {
                let name = receiver.and_then(|file| self.named(st, file));
                if let (Some(name), Some((text, text_at))) = (name, first) {
                    let written = match text_at.and_then(|text_at| self.dumped(st, text_at)) {
                        Some(whole) => whole,
                        None => Value { taint: self.deep_taint(st, text), ..self.any_string(Taint::CLEAN) },
                    };
                    self.keep_in_file(st, &name, &written, place);
                }
                made
            }
            Deed::Dumps => {
                let file = args.get(1, None).or_else(|| args.keywords.first().map(|(_, value, _)| value));
                let name = file.and_then(|file| self.named(st, file));
                if let (Some(name), Some((whole, _))) = (name, first) {
                    self.keep_in_file(st, &name, &whole.clone(), place);
                }
                made
            }
            Deed::Moves => {
                let (from, to) = match receiver {
                    Some(from) => (Some(from), first.map(|(value, _)| value)),
                    None => (first.map(|(value, _)| value), args.get(1, None)),
                };
                let name = |path: Option<&Value>| path.and_then(file_name);
                let from = name(from).unwrap_or_else(|| TEMPORARY.into());
                if let Some(to) = name(to)
                    && let Some(stored) = self.stored_under(st, &from)
                {
                    self.keep_in_file(st, &to, &stored, place);
                }
                made
            }
            Deed::Saves => {
                let name = first.and_then(|(path, _)| file_name(path));
                if let Some(name) = name {
                    let sent = Value { taint: self.upload_itself(at), ..self.any_string(Taint::CLEAN) };
                    self.keep_in_file(st, &name, &sent, place);
                }
                made
            }
        }
    }

    /// `csv.writer(file)`, `csv.DictWriter(file, names)`: what is written by it goes into that file.
    pub(super) fn wrap_file(&self, st: &mut State, called: &str, made: &Value, args: &Arguments) {
        if called.starts_with("csv.")
            && let Some((file, _)) = args.positional.first()
            && let Some(name) = self.opened_as(st, file)
        {
            self.name_file(st, made, &name);
        }
    }

    /// Notes by which name a file was opened, on the open file.
    fn name_file(&self, st: &mut State, handle: &Value, name: &str) {
        if let Some(Atom::Object(id)) = handle.one()
            && let Some(object) = self.edit(st, *id)
        {
            object.set_entry(Key::Str(NAMED.into()), Value::string(name));
        }
    }

    /// The name of a file that is open, or that a path leads to.
    fn named(&self, st: &State, file: &Value) -> Option<Arc<str>> {
        self.opened_as(st, file).or_else(|| file_name(file))
    }

    /// The name by which an open file was opened.
    fn opened_as(&self, st: &State, file: &Value) -> Option<Arc<str>> {
        let Some(Atom::Object(id)) = file.one() else { return None };
        self.object(st, *id)?.entry(&Key::Str(NAMED.into()))?.as_str().cloned()
    }

    /// What requests left in a file.
    fn stored_under(&self, st: &State, name: &str) -> Option<Value> {
        let store = self.object(st, self.file_store(self.file_id()))?;
        store.entry(&Key::Str(name.into())).filter(|stored| !stored.is_bottom()).cloned()
    }

    /// The data anywhere in what requests left in a file.
    fn left_in(&self, st: &State, name: &str) -> Taint {
        self.stored_under(st, name).map(|stored| self.deep_taint(st, &stored)).unwrap_or_default()
    }

    /// Puts something into a file, beside what else may be in it.
    fn keep_in_file(&mut self, st: &mut State, name: &str, value: &Value, place: Place) {
        let id = self.file_store(self.file_id());
        if self.quiet > 0 {
            return;
        }
        let mut value = value.clone().step(place, Happening::Written);
        value.implies = None;
        if is_of_settings(name) {
            let own = Self::concepts(OWN);
            let taint = self.deep_taint(st, &value).map(|label| {
                let mut label = label.clone();
                label.cleared = label.cleared.and(own);
                label
            });
            value = Value::unknown_with(taint);
        }
        let key = Key::Str(name.into());
        let Some(store) = self.edit(st, id) else { return };
        match store.entries.iter().position(|(own, _)| *own == key) {
            Some(own) => store.entries[own].1.join(&value),
            None if store.entries.len() < MOST_ENTRIES => store.entries.push((key, value)),
            None => {}
        }
    }

    /// What is read as a whole from a file of this name: what requests put there, and lists and mappings of which nothing is
    /// known, so that what is put into them is found again.
    fn loaded(&mut self, st: &mut State, name: Option<Arc<str>>, made: Value, at: ExprId) -> Value {
        let Some(name) = name else { return made };
        if !made.is_unknown() {
            return made;
        }
        let stored = self.stored_under(st, &name).unwrap_or_default();
        let known = self.deep_taint(st, &stored);
        let others =
            made.taint.labels().iter().filter(|own| !known.labels().iter().any(|label| label.origin == own.origin));
        let others = others.fold(Taint::CLEAN, |all, label| all.joined(&Taint::of(label.clone())));
        let mut inner = Value::unknown();
        for (depth, kind) in [(0, Kind::Dict), (1, Kind::List), (2, Kind::Dict)] {
            let object = Obj { rest: inner.clone(), keys: self.any_string(Taint::CLEAN), ..Obj::new(kind) };
            let object = self.allocate(st, at.0, 0xf110 + depth, object);
            inner.join(&object);
        }
        inner.joined(&stored).and_taint(&others)
    }

    /// The file whose whole text an expression of this function is: `path.read_text()`, `file.read()`.
    fn file_read_by(&mut self, st: &mut State, text: ExprId) -> Option<Arc<str>> {
        let text = self.last_assigned(text);
        let Expr::Call { callee, .. } = self.hir().exprs[text.0 as usize] else { return None };
        let Expr::Attribute { base, name, .. } = self.hir().exprs[callee.0 as usize] else { return None };
        if !matches!(self.program.names.text(self.symbol(name)), "read" | "read_text" | "read_bytes") {
            return None;
        }
        let file = self.recall(st, base);
        self.named(st, &file)
    }

    /// What a text was made of that an expression of this function is: `json.dumps(posts)`.
    fn dumped(&mut self, st: &mut State, text: ExprId) -> Option<Value> {
        if !self.argument_is_here(text) {
            return None;
        }
        let text = self.last_assigned(text);
        let Expr::Call { callee, arguments } = self.hir().exprs[text.0 as usize] else { return None };
        let Expr::Attribute { base, name, .. } = self.hir().exprs[callee.0 as usize] else { return None };
        let is_dump = matches!(self.program.names.text(self.symbol(name)), "dumps" | "safe_dump" | "dump");
        if !is_dump || self.is_no_module_of(base, FORMATS) {
            return None;
        }
        let given = self.argument_expr(arguments, 0, "obj")?;
        Some(self.quietly(|own| own.eval(&mut st.clone(), given)))
    }

    /// What a variable was assigned last in this function, or the expression itself.
    fn last_assigned(&self, at: ExprId) -> ExprId {
        if !self.argument_is_here(at) || !matches!(self.hir().exprs[at.0 as usize], Expr::Var(_)) {
            return at;
        }
        self.assigned_here(at).last().unwrap_or(at)
    }
}

/// What a function of a library does with a file.
fn deed_of(called: &str) -> Option<Deed> {
    let (owner, function) = called.rsplit_once('.')?;
    let module = owner.split('.').next().unwrap_or_default();
    Some(match function {
        "open" if matches!(module, "builtins" | "io" | "codecs" | "gzip" | "bz2" | "lzma" | "pathlib" | "aiofiles") => {
            Deed::Opens
        }
        "fdopen" if module == "os" => Deed::OpensTemporary,
        "NamedTemporaryFile" if module == "tempfile" => Deed::OpensTemporary,
        "writer" if module == "csv" => Deed::Wraps,
        "writerow" | "writerows" if module == "csv" => Deed::Writes,
        "print" if module == "builtins" => Deed::Prints,
        "read_text" | "read_bytes" if module == "pathlib" => Deed::Reads,
        "write_text" | "write_bytes" if module == "pathlib" => Deed::Writes,
        "write" | "writelines" if module == "io" => Deed::Writes,
        "load" | "safe_load" | "full_load" if FORMATS.contains(&module) => Deed::Loads,
        "loads" if FORMATS.contains(&module) => Deed::Parses,
        "dump" | "safe_dump" if FORMATS.contains(&module) => Deed::Dumps,
        "replace" | "rename" | "move" if matches!(module, "os" | "shutil" | "pathlib") => Deed::Moves,
        "save" if owner.ends_with("FileStorage") => Deed::Saves,
        _ => return None,
    })
}

/// Whether `open` is told to make the file anew, or to write behind what is in it.
fn opens_to_write(args: &Arguments, called: &str) -> bool {
    let place = usize::from(!called.starts_with("pathlib."));
    let mode = args.positional.get(place).map(|(value, _)| value).and_then(Value::as_str);
    mode.is_some_and(|mode| mode.starts_with(['w', 'a', 'x']) && !mode.contains('+'))
}

/// The name of a file, as far as it is known: `posts.json`, `pages/*.md`, `*.json`.
fn file_name(path: &Value) -> Option<Arc<str>> {
    let (prefix, suffix) = (path.prefix(), path.suffix());
    let last = suffix.rsplit(['/', '\\']).next().unwrap_or_default();
    if last.is_empty() || suffix.len() > 200 {
        return None;
    }
    if last.len() < suffix.len() || path.as_str().is_some() {
        return Some(last.into());
    }
    if !last.starts_with('.') || last.len() < 2 {
        return None;
    }
    let folder = prefix.rsplit_once('/').and_then(|(folder, _)| folder.rsplit('/').next());
    Some(match folder {
        Some(folder) => format!("{folder}/*{last}").into(),
        None => format!("*{last}").into(),
    })
}

/// Whether a file seems to hold settings.
fn is_of_settings(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    SETTINGS.iter().any(|word| name.contains(word))
}
