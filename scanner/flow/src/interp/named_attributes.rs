//! Attributes whose names are made: `getattr`, `setattr`.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::Key;
use crate::outcome::Const;
use crate::value::{Atom, Value};
use stopple_libraries::concept;
use stopple_program::Symbol;
use stopple_syntax::hir::ExprId;

/// A beginning of a name that is shorter says too little about which methods are meant.
const SHORTEST_PREFIX: usize = 3;
/// The verbs of HTTP, as the methods that answer them are called; a server answers any other one itself.
const VERBS: &[&str] = &["get", "head", "post", "put", "patch", "delete", "options"];
/// Modules with functions that run what they are given.
const DANGEROUS_MODULES: &[&str] = &["builtins", "os", "subprocess", "importlib", "shutil"];
/// Methods that one name which is made of data may be.
const MOST_METHODS: usize = 16;

impl Interp<'_> {
    /// `g.get("basket")`, `g.pop("basket")`, `g.setdefault("basket", made)`: the attribute of that name.
    pub(super) fn kept_for_request(
        &mut self,
        st: &mut State,
        called: &str,
        receiver: &Value,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let method = called.strip_prefix("flask.ctx._AppCtxGlobals.")?;
        if !matches!(method, "get" | "pop" | "setdefault") {
            return None;
        }
        let name = self.program.names.get(args.get(0, None)?.as_str()?)?;
        let default = args.get(1, None).cloned();
        let Some(Atom::Object(id)) = receiver.one() else { return None };
        let found = self.object_attribute(st, *id, name).cloned().filter(|own| !own.is_bottom());
        match (found, default) {
            (Some(found), Some(default)) => Some(found.joined(&default)),
            (Some(found), None) => Some(found),
            (None, Some(default)) if method == "setdefault" => {
                self.set_attribute(st, receiver, name, default.clone(), at);
                Some(default)
            }
            (None, default) => default,
        }
    }

    pub(super) fn get_attribute_by_name(&mut self, st: &mut State, args: &Arguments, at: ExprId) -> Option<Value> {
        let object = args.get(0, None)?.clone();
        let name = args.get(1, None)?.clone();
        let default = args.get(2, None).cloned();
        if default.is_some() && self.has_attribute(st, &object, &name) == Some(false) {
            return default;
        }
        // `getattr(builtins, name)`: any function of the module.
        let is_module = |atom: &Atom| match atom {
            Atom::Item(item) => DANGEROUS_MODULES.contains(&&*self.catalog.item(*item).path),
            _ => false,
        };
        if name.taint.is_visitors() && object.atoms().iter().any(is_module) {
            let place = self.place_of(at);
            self.check_sink(st, Self::concepts(&["code"]), &name, place, place, "builtins.getattr", "name");
        }
        let mut found = Value::bottom();
        let mut complete = true;
        for atom in name.atoms() {
            match atom {
                Atom::Const(Const::Str(text)) => match self.program.names.get(text) {
                    Some(symbol) => {
                        let value = self.attribute(st, &object, symbol, at);
                        found.join(&value);
                    }
                    None => match self.made_up_attribute(st, &object, text) {
                        Some(value) => found.join(&value),
                        None => complete = false,
                    },
                },
                _ => complete = false,
            }
        }
        if !complete || found.is_bottom() {
            // Any attribute: all that hang on the object.
            if let Some(Atom::Object(id) | Atom::Class(id)) = object.one()
                && let Some(holder) = self.object_shared(st, *id)
            {
                let prefix = name.prefix();
                let is_meant = |own: &str| own.starts_with(&*prefix) && (!is_verb(&name) || VERBS.contains(&own));
                let meant = holder.attributes.iter().filter(|(own, _)| is_meant(self.program.names.text(*own)));
                meant.for_each(|(_, value)| found.join(value));
            }
            let methods = match name.prefix() {
                prefix if prefix.len() >= SHORTEST_PREFIX => {
                    self.methods_called(st, &object, &|name| name.starts_with(&*prefix))
                }
                // `getattr(self, request.method.lower())`: what HTTP can ask for.
                _ if is_verb(&name) => self.methods_called(st, &object, &|name| VERBS.contains(&name)),
                // The visitor chooses among all of them.
                _ if name.taint.is_visitors() && matches!(object.one(), Some(Atom::Object(_))) => {
                    self.methods_called(st, &object, &|name| !name.starts_with('_'))
                }
                _ => Vec::new(),
            };
            for name in methods {
                found.join(&self.attribute(st, &object, name, at));
            }
            found.join(&Value::unknown_with(object.taint.clone()));
        }
        if let Some(default) = default {
            found.join(&default);
        }
        Some(found)
    }

    /// An attribute whose name the program puts together and writes nowhere: only by that it can be read.
    fn made_up_attribute(&self, st: &State, object: &Value, name: &str) -> Option<Value> {
        let Some(Atom::Object(id)) = object.one() else { return None };
        self.class_of(st, object)?;
        self.object(st, *id)?.entry(&made_up_key(name)).cloned()
    }

    /// `getattr(self, "do_" + name)`: the methods of the object whose names are of that kind.
    fn methods_called(&self, st: &State, object: &Value, is_meant: &dyn Fn(&str) -> bool) -> Vec<Symbol> {
        let Some(class) = self.class_of(st, object) else { return Vec::new() };
        let mut names = Vec::new();
        for one in self.ancestors(st, class) {
            let super::classes::Ancestor::Own(id) = one else { continue };
            let attributes = self.object(st, id).map(|class| class.attributes.as_slice()).unwrap_or_default();
            for (name, value) in attributes {
                let is_method =
                    value.atoms().iter().any(|atom| matches!(atom, Atom::Function(_) | Atom::Descriptor(..)));
                if is_method && !names.contains(name) && is_meant(self.program.names.text(*name)) {
                    names.push(*name);
                }
            }
        }
        names.truncate(MOST_METHODS);
        names
    }

    pub(super) fn set_attribute_by_name(
        &mut self,
        st: &mut State,
        object: &Value,
        name: &Value,
        value: Value,
        at: ExprId,
    ) {
        let place = self.place_of(at);
        let attributes = Self::concepts(&["attributes"]);
        self.check_sink(st, attributes, name, place, place, "setattr", "name");
        match name.as_str().and_then(|text| self.program.names.get(text)) {
            Some(symbol) => self.set_attribute(st, object, symbol, value, at),
            None if self.class_of(st, object).is_some() && name.as_str().is_some() => {
                let key = made_up_key(name.as_str().map_or("", |name| name));
                if let Some(Atom::Object(id)) = object.one()
                    && let Some(object) = self.edit(st, *id)
                {
                    object.set_entry(key, value);
                }
            }
            None => {
                let taint = self.deep_taint(st, &value);
                self.note_row_attributes(st, object, &taint, place);
                self.taint_object(st, object, &taint);
            }
        }
    }
}

/// Whether a name is made of nothing but the verb of the request.
fn is_verb(name: &Value) -> bool {
    let labels = name.taint.labels();
    !labels.is_empty() && labels.iter().all(|label| concept::source_name(label.origin.kind) == "http-method")
}

/// The entry of an instance under which an attribute of a made-up name is kept.
fn made_up_key(name: &str) -> Key {
    Key::Str(format!("=.{name}").into())
}
