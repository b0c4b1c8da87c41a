//! Named tuples: `collections.namedtuple`, and classes made of `typing.NamedTuple`.

use super::call::Arguments;
use super::classes::Ancestor;
use super::{Interp, State};
use crate::heap::{Kind, Obj, ObjId};
use crate::value::{Atom, Value};
use stopple_program::Symbol;
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// `namedtuple("Name", fields)`: something that makes tuples when it is called.
    pub(super) fn make_named_tuple(&mut self, st: &mut State, args: &Arguments, at: ExprId) -> Value {
        let names: Option<Vec<Value>> = match args.get(1, self.program.names.get("field_names")) {
            Some(given) => match given.as_str() {
                Some(text) => Some(text.replace(',', " ").split_whitespace().map(Value::string).collect()),
                None => self.known_items(st, given),
            },
            None => None,
        };
        let Some(names) = names.filter(|names| names.iter().all(|name| name.as_str().is_some())) else {
            return Value::unknown();
        };
        let mut maker = Obj { items: Some(names), ..Obj::new(Kind::Fields) };
        let defaults = self.program.names.get("defaults").and_then(|name| args.get(usize::MAX, Some(name)));
        if let Some(defaults) = defaults.and_then(|defaults| self.known_items(st, defaults)) {
            maker.rest = Atom::Tuple(defaults.into()).into();
        }
        self.allocate(st, at.0, 0xf1e1, maker)
    }

    /// The names of the fields that such a maker knows.
    fn fields_of_maker(&self, maker: &Obj) -> Vec<Option<Symbol>> {
        let names = maker.items.iter().flatten().filter_map(Value::as_str);
        names.map(|name| self.program.names.get(name)).collect()
    }

    /// Makes a named tuple: a sequence whose items have names too.
    pub(super) fn construct_named_tuple(
        &mut self,
        st: &mut State,
        maker: &Obj,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        if args.double_star.is_some() {
            return None;
        }
        let names = self.fields_of_maker(maker);
        let defaults = match maker.rest.one() {
            Some(Atom::Tuple(defaults)) => defaults.to_vec(),
            _ => Vec::new(),
        };
        let mut items = Vec::with_capacity(names.len());
        for (number, name) in names.iter().enumerate() {
            let given = args.get(number, *name).or(args.star.as_ref()).cloned();
            let from_end = names.len() - number;
            let default = defaults.len().checked_sub(from_end).and_then(|at| defaults.get(at).cloned());
            items.push(given.or(default).unwrap_or_else(Value::unknown));
        }
        let mut tuple = Obj::list(items.clone());
        for (name, item) in names.iter().zip(items) {
            if let Some(name) = name {
                tuple.set_attribute(*name, item);
            }
        }
        Some(self.allocate(st, at.0, 0xf1e2, tuple))
    }

    /// `pair._replace(left=value)`, `pair._asdict()`. `None` for anything else.
    pub(super) fn named_tuple_method(
        &mut self,
        st: &mut State,
        tuple: &Obj,
        name: &str,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        match name {
            "_replace" if args.double_star.is_none() => {
                let mut changed = tuple.clone();
                for (name, value, _) in &args.keywords {
                    let old = changed.attribute(*name).cloned()?;
                    // An instance of a class has names alone.
                    if let Some(items) = &mut changed.items {
                        let place = items.iter().position(|item| *item == old)?;
                        items[place] = value.clone();
                    }
                    changed.set_attribute(*name, value.clone());
                }
                Some(self.allocate(st, at.0, 0xf1e3, changed))
            }
            "_asdict" => {
                let mut dict = Obj::new(Kind::Dict);
                for (name, value) in &tuple.attributes {
                    dict.set_entry(crate::heap::Key::Str(self.program.names.shared(*name)), value.clone());
                }
                Some(self.allocate(st, at.0, 0xf1e4, dict))
            }
            _ => None,
        }
    }

    /// Fields that a class has from bases that `namedtuple` made.
    pub(super) fn named_bases(&self, st: &State, class: ObjId) -> Vec<Symbol> {
        let Some(object) = self.object(st, class) else { return Vec::new() };
        let bases = object.items.iter().flatten().filter_map(Value::one);
        let makers = bases.filter_map(|base| match base {
            Atom::Object(id) => self.object(st, *id).filter(|maker| maker.kind == Kind::Fields),
            _ => None,
        });
        makers.flat_map(|maker| self.fields_of_maker(maker).into_iter().flatten().collect::<Vec<_>>()).collect()
    }

    /// The fields of a class whose instances are tuples, in order.
    pub(super) fn tuple_fields(&self, st: &State, class: ObjId) -> Option<Vec<Symbol>> {
        let ancestors = self.ancestors(st, class);
        let is_tuple = ancestors.iter().any(|one| match one {
            Ancestor::Library(item) => &*self.catalog.item(*item).path == "typing.NamedTuple",
            Ancestor::Own(id) => !self.named_bases(st, *id).is_empty(),
            Ancestor::Unknown => false,
        });
        is_tuple.then(|| self.declared_fields(st, &ancestors))
    }
}
