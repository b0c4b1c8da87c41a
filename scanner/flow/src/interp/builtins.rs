//! The functions and classes of the language itself.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj};
use crate::outcome::{Const, Place};
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Atoms, Value};
use std::sync::Arc;
use stopple_libraries::{Concepts, ItemId};
use stopple_program::Symbol;
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// A builtin by name.
    pub fn builtin_name(&self, name: Symbol) -> Option<Value> {
        let text = self.program.names.text(name);
        let builtins = self.known.builtins?;
        self.catalog.member(builtins, text).map(|item| Atom::Item(item).into())
    }

    /// `struct.unpack(">HI", data)`: numbers, where the format asks for no bytes.
    fn unpacked(&self, args: &Arguments) -> Option<Value> {
        let format = args.positional.first()?.0.as_str()?.clone();
        let mut fields = Vec::new();
        let mut times = String::new();
        for code in format.chars().filter(|code| !code.is_whitespace() && !"@=<>!".contains(*code)) {
            match code {
                '0'..='9' => times.push(code),
                's' | 'p' | 'c' => return None,
                'x' => times.clear(),
                _ => {
                    let count = times.parse().unwrap_or(1_usize);
                    times.clear();
                    if fields.len().saturating_add(count) > 64 {
                        return None;
                    }
                    fields.extend(std::iter::repeat_n(self.number(Taint::CLEAN), count));
                }
            }
        }
        Some(Atom::Tuple(fields.into()).into())
    }

    /// A heap is a list: what is pushed lies in it, and what is popped is any of its items.
    fn heap_function(&mut self, st: &mut State, function: &str, args: &Arguments, at: ExprId) -> Option<Value> {
        let heap = args.positional.first()?.0.clone();
        if matches!(function, "heappush" | "heappushpop" | "heapreplace") {
            let item = Arguments::of(vec![args.positional.get(1)?.0.clone()]);
            for atom in heap.atoms() {
                if let Atom::Object(id) = atom {
                    self.container_method(st, *id, &heap, "append", &item, at);
                }
            }
        }
        match function {
            "heappush" => Some(Value::none()),
            "heappop" | "heappushpop" | "heapreplace" => Some(self.iterate(st, &heap, self.place_of(at))),
            _ => None,
        }
    }

    /// `reduce(function, items, first)`: what the function makes of what it made before and the next item.
    fn reduced(&mut self, st: &mut State, args: &Arguments, at: ExprId) -> Option<Value> {
        let function = args.positional.first()?.0.clone();
        let items = args.positional.get(1)?.0.clone();
        let item = self.iterate(st, &items, self.place_of(at));
        let mut whole = args.get(2, None).cloned().unwrap_or_else(|| item.clone());
        for _ in 0..2 {
            let made = self.call_values(st, &function, vec![whole.clone(), item.clone()], at);
            whole = whole.joined(&made);
        }
        Some(whole)
    }

    /// Calls of the language's own functions whose meaning no stub can say. `None` for all others.
    pub fn call_language(
        &mut self,
        st: &mut State,
        item: ItemId,
        path: &str,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let place = self.place_of(at);
        let name = match path.rsplit_once('.') {
            Some(("builtins", name)) => name,
            Some(("functools", "partial")) => return Some(self.partial(st, args, at)),
            Some(("functools", "wraps" | "update_wrapper" | "lru_cache" | "cache" | "singledispatch")) => {
                // Applied to a function they give it back; called with options first, the next call gets the function.
                let first = args.positional.first().map(|(value, _)| value.clone());
                return Some(match (path, first) {
                    ("functools.cache" | "functools.lru_cache", Some(function))
                        if function.atoms().iter().any(|atom| matches!(atom, Atom::Function(_))) =>
                    {
                        function
                    }
                    _ => Atom::Returns(Arc::new(stopple_libraries::model::Typed::default())).into(),
                });
            }
            Some(("struct", "unpack" | "unpack_from")) => return self.unpacked(args),
            Some(("functools", "reduce")) => return self.reduced(st, args, at),
            Some(("heapq", function)) => return self.heap_function(st, function, args, at),
            Some(("urllib.parse", "urlunsplit" | "urlunparse")) => return self.address_of_parts(st, args, place),
            Some(("operator", "itemgetter" | "attrgetter" | "methodcaller")) => return None,
            Some(("copy", "copy" | "deepcopy")) => return args.positional.first().map(|(value, _)| value.clone()),
            // Awaited, each gives what it gives, in order.
            Some(("asyncio", "gather")) if args.star.is_none() => {
                return Some(Atom::Tuple(args.positional.iter().map(|(value, _)| value.clone()).collect()).into());
            }
            // What may be missing is checked by the same where it is there.
            Some(("attr.validators", "optional")) => return args.positional.first().map(|(value, _)| value.clone()),
            Some(("typing", "cast")) => return args.positional.get(1).map(|(value, _)| value.clone()),
            Some(("inspect", "cleandoc") | ("textwrap", "dedent")) => {
                return args.positional.first().map(|(value, _)| value.clone());
            }
            Some(("dataclasses" | "attr", "asdict")) => {
                let name = if path.starts_with("attr.") { "inst" } else { "obj" };
                let instance = args.get(0, self.program.names.get(name))?.clone();
                self.class_of(st, &instance)?;
                return Some(self.attribute(st, &instance, stopple_program::known::DICT, at));
            }
            Some(("dataclasses" | "copy", "replace") | ("attr", "evolve")) => {
                let instance = args.get(0, self.program.names.get("obj"))?.clone();
                let Some(Atom::Object(id)) = instance.one() else { return None };
                self.class_of(st, &instance)?;
                let mut changed = (*self.object_shared(st, *id)?).clone();
                for (name, value, _) in &args.keywords {
                    changed.set_attribute(*name, value.clone());
                }
                return Some(self.allocate(st, at.0, 10, changed).and_taint(&instance.taint));
            }
            Some(("dataclasses", "field")) => {
                let named = |name: &str| self.program.names.get(name).and_then(|name| args.get(usize::MAX, Some(name)));
                if let Some(factory) = named("default_factory").cloned() {
                    return Some(self.call_values(st, &factory, Vec::new(), at));
                }
                return named("default").cloned();
            }
            Some(("inspect", "getmembers" | "getmembers_static")) => return self.members_listed(st, args, at),
            Some(("collections", "namedtuple")) => return Some(self.make_named_tuple(st, args, at)),
            Some((module, "splitext")) if module.ends_with("path") => {
                // An extension holds no separator of folders.
                let path = self.stringify(st, args.get(0, self.program.names.get("p"))?, place);
                let concepts = Self::concepts(&["path-read", "path-write", "archive"]);
                let extension = self.any_string(path.taint.cleared(concepts, place, Happening::Cleared(concepts)));
                let mut stem = self.any_string(path.taint.clone());
                stem.text.clone_from(&path.text);
                return Some(Atom::Tuple(vec![stem, extension].into()).into());
            }
            Some(("shlex", "split")) => {
                let text = args.positional.first().map(|(value, _)| value.clone())?;
                return self.string_method(st, &text, "split", &Arguments::default(), at);
            }
            _ => return None,
        };
        let first = args.positional.first().map(|(value, _)| value.clone());
        Some(match name {
            "str" => match first {
                None => Value::string(""),
                Some(value) => self.stringify(st, &value, place),
            },
            "repr" | "ascii" => {
                let value = first?;
                let text = self.stringify(st, &value, place);
                self.represented(text, place)
            }
            "int" | "float" | "bool" | "len" | "hash" | "id" | "ord" | "abs" | "round" | "complex" => {
                let value = first.unwrap_or_else(Value::none);
                if let ("int" | "float", Some((_, Some(expr)))) = (name, args.positional.first()) {
                    // It raises for everything that is no number; so what comes after knows that the text is one.
                    if !value.taint.is_clean() && self.argument_is_here(*expr) {
                        self.clear_path(st, *expr, Concepts::ALL, place);
                    }
                }
                self.as_number(st, name, &value, place)
            }
            "hasattr" => self.attribute_asked(st, args),
            "dir" => return self.names_listed(st, &first?, at),
            "isinstance" | "issubclass" | "callable" | "any" | "all" => {
                if (name == "callable" || name == "any" || name == "all")
                    && let (Some(value), "any" | "all") = (&first, name)
                {
                    self.iterate(st, value, place);
                }
                Value::any_bool()
            }
            "getattr" => {
                let found = self.get_attribute_by_name(st, args, at);
                if let (2, Some(object), Some((_, Some(name)))) = (args.positional.len(), first, args.positional.get(1))
                {
                    self.refine_attribute_name(st, &object, *name, place);
                }
                return found;
            }
            "setattr" => {
                let (object, name, value) = (first?, args.get(1, None)?.clone(), args.get(2, None)?.clone());
                self.set_attribute_by_name(st, &object, &name, value, at);
                Value::none()
            }
            "vars" if first.is_none() => {
                let mut dict = Obj::new(Kind::Dict);
                self.add_locals(st, &mut dict);
                self.allocate(st, at.0, 8, dict)
            }
            "vars" => {
                let value = first?;
                self.attribute(st, &value, stopple_program::known::DICT, at)
            }
            "iter" | "reversed" | "sorted" | "tuple" | "list" | "set" | "frozenset" | "enumerate" | "zip"
            | "filter" | "map" => {
                return self.sequence_function(st, name, args, at);
            }
            "next" => {
                let value = first?;
                let mut item = self.iterate(st, &value, place);
                if let Some(default) = args.get(1, None) {
                    item.join(default);
                }
                item
            }
            "min" | "max" | "sum" => {
                let mut all = Value::bottom();
                if args.positional.len() == 1 {
                    all = self.iterate(st, &first?, place);
                } else {
                    args.positional.iter().for_each(|(value, _)| all.join(value));
                }
                if name == "sum" && all.atoms().iter().all(|atom| self.is_number_atom(atom)) {
                    self.number(Taint::CLEAN)
                } else {
                    all
                }
            }
            "dict" => self.make_dict(st, args, at),
            "type" if args.positional.len() == 3 => self.class_made(st, args, at).unwrap_or_else(Value::unknown),
            "type" => {
                let value = first?;
                match self.class_of(st, &value) {
                    Some(class) if args.positional.len() == 1 => Atom::Class(class).into(),
                    _ => Value::unknown(),
                }
            }
            "super" => return None,
            "globals" | "locals" => {
                let module = crate::heap::ObjId::module(self.file_id());
                let mut dict = Obj::new(Kind::Dict);
                if let Some(module) = self.object(st, module) {
                    for (name, value) in &module.attributes {
                        dict.set_entry(Key::Str(self.program.names.shared(*name)), value.clone());
                    }
                }
                // What is defined below, and what other modules put there.
                if !self.loads_modules {
                    dict.rest = Value::unknown();
                }
                if name == "locals" {
                    self.add_locals(st, &mut dict);
                }
                self.allocate(st, at.0, 8, dict)
            }
            "chr" | "hex" | "oct" | "bin" => self.any_string(Taint::CLEAN),
            "format" => {
                let value = first?;
                let text = self.stringify(st, &value, place);
                self.any_string(text.taint)
            }
            "range" => {
                let mut list = Obj::new(Kind::List);
                list.rest = self.number(Taint::CLEAN);
                self.allocate(st, at.0, 0, list)
            }
            "property" | "classmethod" | "staticmethod" => {
                let kind = match name {
                    "property" => crate::value::Descriptor::Property,
                    "classmethod" => crate::value::Descriptor::Class,
                    _ => crate::value::Descriptor::Static,
                };
                let inner = match args.get(1, self.program.names.get("fset")) {
                    Some(sets) if name == "property" => Atom::Tuple(vec![first?, sets.clone()].into()).into(),
                    _ => first?,
                };
                Atom::Descriptor(kind, Arc::new(inner)).into()
            }
            "object" => {
                let _ = item;
                self.allocate(st, at.0, 9, Obj::new(Kind::Dict))
            }
            _ => return None,
        })
    }

    fn as_number(&mut self, st: &State, name: &str, value: &Value, place: Place) -> Value {
        if let Some(constant) = value.constant() {
            let folded = match (name, constant) {
                ("int", Const::Int(number)) => Some(Const::Int(*number)),
                ("int", Const::Str(text)) => text.trim().parse().ok().map(Const::Int),
                ("int", Const::Bool(truth)) => Some(Const::Int(i64::from(*truth))),
                ("bool", _) => self.truth(st, value).map(Const::Bool),
                ("len", Const::Str(text)) => i64::try_from(text.chars().count()).ok().map(Const::Int),
                ("ord", Const::Str(text)) => text.chars().next().map(|c| Const::Int(i64::from(u32::from(c)))),
                ("abs", Const::Int(number)) => number.checked_abs().map(Const::Int),
                _ => None,
            };
            if let Some(folded) = folded {
                return folded.into();
            }
        }
        if name == "len"
            && let Some(items) = self.known_items(st, value)
        {
            return Const::Int(i64::try_from(items.len()).unwrap_or(i64::MAX)).into();
        }
        if name == "bool" {
            return match self.truth(st, value) {
                Some(truth) => Const::Bool(truth).into(),
                None => Value { implies: value.implies.clone(), ..Value::any_bool() },
            };
        }
        // A number is harmless in any text, but its way is kept: `why-not` tells where the data became one.
        let taint = self.deep_taint(st, value);
        let size = Self::concepts(&["memory"]);
        let all = Concepts(Concepts::ALL.0 & !size.0);
        let (guessed, taint) = taint.split_guessed();
        self.number(taint.cleared(all, place, Happening::Cleared(all)).joined(&guessed))
    }

    fn partial(&mut self, st: &mut State, args: &Arguments, at: ExprId) -> Value {
        let mut object = Obj::new(Kind::Partial);
        let mut positional = args.positional.iter();
        object.rest = positional.next().map(|(value, _)| value.clone()).unwrap_or_default();
        for (number, (value, _)) in positional.enumerate() {
            object.set_entry(Key::Int(i64::try_from(number).unwrap_or(0)), value.clone());
        }
        for (name, value, _) in &args.keywords {
            object.set_entry(Key::Str(self.program.names.shared(*name)), value.clone());
        }
        self.allocate(st, at.0, 0, object)
    }

    fn sequence_function(&mut self, st: &mut State, name: &str, args: &Arguments, at: ExprId) -> Option<Value> {
        let place = self.place_of(at);
        let (function, iterable) = match name {
            "map" | "filter" => (args.get(0, None).cloned(), args.get(1, None).cloned()?),
            _ => (
                None,
                match args.get(0, None) {
                    Some(value) => value.clone(),
                    None => {
                        return Some(self.allocate(
                            st,
                            at.0,
                            0,
                            if name == "set" { Obj::new(Kind::Set) } else { Obj::list(Vec::new()) },
                        ));
                    }
                },
            ),
        };
        if name == "iter" && args.get(1, None).is_some() {
            // `iter(queue.get, None)`: what the call gives, as long as it is something else.
            let rest = self.call_values(st, &iterable, Vec::new(), at);
            return Some(self.allocate(st, at.0, 0, Obj { rest, ..Obj::new(Kind::List) }));
        }
        if name == "zip" {
            let mut parts = Vec::new();
            let exact: Option<Vec<Vec<Value>>> =
                args.positional.iter().map(|(value, _)| self.known_items(st, value)).collect();
            if let Some(exact) = exact {
                let length = exact.iter().map(Vec::len).min().unwrap_or(0);
                let items = (0..length)
                    .map(|at| Atom::Tuple(exact.iter().map(|side| side[at].clone()).collect()).into())
                    .collect();
                return Some(self.allocate(st, at.0, 0, Obj::list(items)));
            }
            for (value, _) in &args.positional {
                parts.push(self.iterate(st, value, place));
            }
            let mut list = Obj::new(Kind::List);
            list.rest = Atom::Tuple(parts.into()).into();
            return Some(self.allocate(st, at.0, 0, list));
        }
        let letters =
            iterable.as_str().filter(|text| text.len() <= 128 && matches!(name, "set" | "frozenset" | "list"));
        if let Some(letters) = letters {
            let items = letters.chars().map(|letter| Value::string(letter.encode_utf8(&mut [0; 4]))).collect();
            let kind = if name == "list" { Kind::List } else { Kind::Set };
            return Some(self.allocate(st, at.0, 0, Obj { kind, ..Obj::list(items) }));
        }
        let exact = self.known_items(st, &iterable).filter(|items| items.len() <= self.most_told_apart());
        let kind = if matches!(name, "set" | "frozenset") { Kind::Set } else { Kind::List };
        let mut list = Obj::new(kind);
        match (name, exact) {
            ("sorted" | "set" | "frozenset", Some(items)) => {
                // The order is lost, the number is not.
                if items.iter().all(Value::is_constant) && name != "sorted" {
                    list.items = Some(items);
                } else {
                    items.iter().for_each(|item| list.rest.join(item));
                }
            }
            ("list" | "iter", Some(items)) => list.items = Some(items),
            ("tuple", Some(items)) => return Some(Atom::Tuple(items.into()).into()),
            ("reversed", Some(mut items)) => {
                items.reverse();
                list.items = Some(items);
            }
            ("enumerate", Some(items)) => {
                let pairs = items.into_iter().enumerate().map(|(number, item)| {
                    let number = Const::Int(i64::try_from(number).unwrap_or(i64::MAX));
                    Atom::Tuple(vec![number.into(), item].into()).into()
                });
                list.items = Some(pairs.collect());
            }
            ("map", Some(items)) => {
                let function = function?;
                let mut results = Vec::new();
                for item in items {
                    results.push(self.call_values(st, &function, vec![item], at));
                }
                list.items = Some(results);
            }
            ("enumerate", None) => {
                let item = self.iterate(st, &iterable, place);
                list.rest = Atom::Tuple(vec![self.number(Taint::CLEAN), item].into()).into();
            }
            ("map", None) => {
                let item = self.iterate(st, &iterable, place);
                list.rest = self.call_values(st, &function?, vec![item], at);
            }
            ("filter", items) => {
                let item = match items {
                    Some(items) => items.into_iter().fold(Value::bottom(), |all, item| all.joined(&item)),
                    None => self.iterate(st, &iterable, place),
                };
                let function = function?;
                let mut proved = Concepts::NONE;
                if function.constant() != Some(&Const::None) && !item.is_bottom() {
                    proved = self.proved_of_kept(st, &function, &item, at);
                    self.call_values(st, &function, vec![item.clone()], at);
                }
                list.rest = match proved.is_empty() {
                    true => item,
                    false => item.cleared(proved, place, Happening::Guarded(proved)),
                };
            }
            _ => {
                list.rest = self.iterate(st, &iterable, place);
                list.taint.clone_from(&Taint::CLEAN);
            }
        }
        let value = self.allocate(st, at.0, 0, list);
        Some(value)
    }

    pub fn make_dict(&mut self, st: &mut State, args: &Arguments, at: ExprId) -> Value {
        let mut dict = Obj::new(Kind::Dict);
        if let Some((first, _)) = args.positional.first() {
            let place = self.place_of(at);
            let is_mapping = first.atoms().iter().all(|atom| match atom {
                Atom::Object(id) => self.object_kind(st, *id) == Some(&Kind::Dict),
                Atom::Instance(..) | Atom::Unknown => true,
                _ => false,
            });
            if is_mapping {
                self.merge_mapping(st, &mut dict, first);
            } else {
                match self.known_items(st, first) {
                    Some(pairs) => {
                        for pair in pairs {
                            if let Some([key, value]) = self.known_items(st, &pair).as_deref() {
                                super::expr::store_entry(&mut dict, key, value.clone());
                            }
                        }
                    }
                    None => {
                        let pair = self.iterate(st, first, place);
                        match self.known_items(st, &pair).as_deref() {
                            Some([key, value]) => super::expr::store_entry(&mut dict, key, value.clone()),
                            _ => dict.rest.join(&Value::unknown_with(self.deep_taint(st, &pair))),
                        }
                    }
                }
            }
        }
        for (name, value, _) in &args.keywords {
            dict.set_entry(Key::Str(self.program.names.shared(*name)), value.clone());
        }
        if let Some(double) = &args.double_star {
            let double = double.clone();
            self.merge_mapping(st, &mut dict, &double);
        }
        self.allocate(st, at.0, 0, dict)
    }

    /// Whether a counter is made of counts, and not of what is to be counted.
    fn counts(&self, st: &State, args: &Arguments) -> bool {
        args.positional.first().is_none_or(|(value, _)| self.is_kind(st, value, &Kind::Dict))
    }

    /// `list()`, `OrderedDict()`, `deque(...)`: the engine's own containers. `None` for any other class.
    pub fn construct_container(&mut self, st: &mut State, item: ItemId, args: &Arguments, at: ExprId) -> Option<Value> {
        let kind = self.container_kind(item)?;
        Some(match kind {
            Kind::Dict => {
                let path = &*self.catalog.item(item).path;
                if path == "collections.defaultdict" {
                    let rest =
                        Arguments { positional: args.positional.iter().skip(1).cloned().collect(), ..args.clone() };
                    let dict = self.make_dict(st, &rest, at);
                    if let (Some(factory), Some(Atom::Object(id))) = (args.positional.first(), dict.one()) {
                        let (factory, id) = (factory.0.clone(), *id);
                        if let Some(object) = self.edit(st, id) {
                            object.set_attribute(stopple_program::known::DEFAULT_FACTORY, factory);
                        }
                    }
                    dict
                } else if path == "collections.Counter" && !self.counts(st, args) {
                    let place = self.place_of(at);
                    let items = args.positional.first().map(|(value, _)| self.iterate(st, value, place));
                    let mut counts = Obj::new(Kind::Dict);
                    counts.keys = items.unwrap_or_default();
                    counts.rest = self.number(Taint::CLEAN);
                    self.allocate(st, at.0, 0, counts)
                } else if path == "collections.ChainMap" {
                    // The first mapping that has a key gives its value.
                    let mut all = Obj::new(Kind::Dict);
                    for (mapping, _) in args.positional.iter().rev() {
                        self.merge_mapping(st, &mut all, mapping);
                    }
                    self.allocate(st, at.0, 0, all)
                } else {
                    self.make_dict(st, args, at)
                }
            }
            other => {
                let mut object = Obj::new(other);
                match args.positional.first() {
                    None => object.items = Some(Vec::new()),
                    Some((value, _)) => match self.known_items(st, value) {
                        Some(items) => object.items = Some(items),
                        None => {
                            let place = self.place_of(at);
                            object.rest = self.iterate(st, value, place);
                        }
                    },
                }
                self.allocate(st, at.0, 0, object)
            }
        })
    }

    /// The stub of a method that the engine treats as built in, for its guards and sinks.
    pub fn builtin_method_item(&self, st: &State, receiver: &Value, name: &str) -> Option<ItemId> {
        let class = match receiver.one()? {
            Atom::Const(Const::Str(_)) => self.known.str?,
            Atom::Const(Const::Bytes(_)) => self.known.bytes?,
            Atom::Instance(item, _) => *item,
            Atom::Object(id) => match *self.object_kind(st, *id)? {
                Kind::List => self.known.list?,
                Kind::Dict => self.known.dict?,
                Kind::Set => self.known.set?,
                _ => return None,
            },
            _ => self.known.str?,
        };
        self.catalog.member(class, name)
    }

    /// A value with only the alternatives that are not `None`.
    pub fn without_none(value: &Value) -> Value {
        let mut kept = Value { atoms: Atoms::None, ..value.clone() };
        for atom in value.atoms() {
            if !matches!(atom, Atom::Const(Const::None)) {
                kept.add(atom);
            }
        }
        kept
    }
}
