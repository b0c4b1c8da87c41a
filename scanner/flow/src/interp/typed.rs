//! Types of stubs and annotations to values.

use super::binding::Bound;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj};
use crate::outcome::{Const, Place};
use crate::taint::{Happening, Label, Taint};
use crate::value::{Atom, Value};
use std::borrow::Cow;
use std::sync::Arc;
use stopple_libraries::model::{Function, ItemKind, Note, Switch, Type, Typed};
use stopple_libraries::{Concepts, ItemId};
use stopple_syntax::hir::{Expr, ExprId};

impl Interp<'_> {
    /// A value of a type, read at an expression, with what its notes say: sources read, concepts cleared.
    pub fn typed_value(
        &mut self,
        st: &mut State,
        typed: &Typed,
        receiver: Option<&Value>,
        arguments: &[Type],
        at: ExprId,
    ) -> Value {
        let mut value = self.type_value(st, &typed.kind, receiver, arguments, at, 0);
        for note in &typed.notes {
            if let Note::Source(kind) = note {
                let place = self.place_of(at);
                let scope = self.frame().scope;
                if self.quiet == 0 {
                    self.note_read(scope, *kind, place);
                }
                value.taint.join(&Taint::read(*kind, place));
            }
        }
        value
    }

    /// Clears what the notes of a result say, on a value that already carries its data.
    pub fn clear_by_notes(&self, value: Value, notes: &[Note], at: ExprId) -> Value {
        let mut value = value;
        for note in notes {
            match note {
                Note::Clears(concepts) => {
                    value = value.cleared(*concepts, self.place_of(at), Happening::Cleared(*concepts));
                }
                Note::Restores(concepts) => {
                    let place = self.place_of(at);
                    value.taint =
                        value.taint.restored(*concepts, place).map(|label| unguarded(label, *concepts, place));
                }
                _ => {}
            }
        }
        value
    }

    /// Clears what a result's notes say, also inside of a fresh object.
    pub(super) fn clear_deep(
        &mut self,
        st: &mut State,
        mut value: Value,
        notes: &[Note],
        kind: &Type,
        at: ExprId,
    ) -> Value {
        let clears = notes.iter().any(|note| matches!(note, Note::Clears(_)));
        if clears && let Some(Atom::Object(id)) = value.one() {
            let id = *id;
            if matches!(kind, Type::Receiver) {
                // `path.resolve()` is another path; the receiver stays what it was.
                if let Some(object) = self.object_shared(st, id) {
                    let copy = (*object).clone();
                    value = self.allocate(st, at.0, 0xa000, copy).and_taint(&value.taint);
                }
            }
            let place = self.place_of(at);
            let id = match value.one() {
                Some(Atom::Object(id)) => *id,
                _ => id,
            };
            if let Some(object) = self.edit(st, id) {
                for note in notes {
                    if let Note::Clears(concepts) = note {
                        object.taint = object.taint.cleared(*concepts, place, Happening::Cleared(*concepts));
                    }
                }
            }
        }
        self.clear_by_notes(value, notes, at)
    }

    /// The notes of a result with those settled that depend on an argument: one of this call, or of the call that made the
    /// receiver (`create_markdown(escape=True)`).
    pub(super) fn settled_notes<'n>(
        &self,
        st: &State,
        notes: &'n [Note],
        receiver: Option<&Value>,
        bound: &[Bound<'_>],
    ) -> Cow<'n, [Note]> {
        if !notes.iter().any(|note| matches!(note, Note::ClearsIf(..))) {
            return Cow::Borrowed(notes);
        }
        let is_so = |switch: &Switch| {
            let given = bound.iter().find(|one| *one.param.name == *switch.parameter).map(|one| one.value.clone());
            let given = given.or_else(|| {
                let Some(Atom::Object(id)) = receiver.and_then(Value::one) else { return None };
                let key = self.switch_key(&switch.parameter)?;
                self.object(st, *id)?.entry(&key).cloned()
            });
            given.is_some_and(|given| given.constant() == Some(&Const::Bool(switch.constant)))
        };
        // One call clears once: what undoes the last clearing undoes all of it.
        let (mut cleared, mut settled) = (Concepts::NONE, Vec::new());
        for note in notes {
            match note {
                Note::ClearsIf(concepts, switch) if is_so(switch) == switch.holds => cleared = cleared.and(*concepts),
                Note::ClearsIf(..) => {}
                Note::Clears(concepts) => cleared = cleared.and(*concepts),
                note => settled.push(note.clone()),
            }
        }
        if !cleared.is_empty() {
            settled.push(Note::Clears(cleared));
        }
        Cow::Owned(settled)
    }

    /// The data in the text of an object: less where its class says so of `__str__` (a mail's body is no header of it).
    pub(super) fn taint_as_text(&self, st: &State, value: &Value, place: Place) -> Taint {
        let taint = self.deep_taint(st, value);
        let method = self.item_of(st, value).and_then(|class| self.catalog.member(class, "__str__"));
        let Some(ItemKind::Function(function)) = method.map(|method| &self.catalog.item(method).kind) else {
            return taint;
        };
        function.returns.notes.iter().fold(taint, |taint, note| match note {
            Note::Clears(concepts) => taint.cleared(*concepts, place, Happening::Cleared(*concepts)),
            _ => taint,
        })
    }

    /// Keeps the switches by which an object was made, as the keywords of a constructor are kept.
    pub(super) fn keep_switches(&self, object: &mut Obj, bound: &[Bound<'_>]) {
        for one in bound.iter().filter(|one| matches!(one.value.constant(), Some(Const::Bool(_)))) {
            if let Some(key) = self.switch_key(&one.param.name) {
                object.set_entry(key, one.value.clone());
            }
        }
    }

    /// The hidden entry of an object under which an argument of its making is kept.
    fn switch_key(&self, parameter: &str) -> Option<Key> {
        let symbol = self.program.names.get(parameter)?;
        Some(Key::Str(format!("={}", symbol.0).into()))
    }

    fn type_value(
        &mut self,
        st: &mut State,
        kind: &Type,
        receiver: Option<&Value>,
        arguments: &[Type],
        at: ExprId,
        depth: u32,
    ) -> Value {
        if depth > 8 {
            return Value::unknown();
        }
        match kind {
            Type::Unknown | Type::ClassOf(_) => Value::unknown(),
            Type::Outer(class) => self.outer_instance(st, *class, at),
            Type::None => Value::none(),
            Type::Never => Value::bottom(),
            Type::Instance(item, own) => {
                let own: Vec<Type> = own.iter().map(|kind| self.resolved(st, kind, receiver, arguments)).collect();
                self.instance_value(st, *item, &own, at)
            }
            Type::ClassObject(item) | Type::Item(item) => Atom::Item(*item).into(),
            Type::Union(kinds) => {
                let mut all = Value::bottom();
                for kind in kinds {
                    let part = self.type_value(st, kind, receiver, arguments, at, depth + 1);
                    all.join(&part);
                }
                if all.is_bottom() { Value::unknown() } else { all }
            }
            Type::Tuple(kinds) => {
                let items: Vec<Value> =
                    kinds.iter().map(|kind| self.type_value(st, kind, receiver, arguments, at, depth + 1)).collect();
                Atom::Tuple(items.into()).into()
            }
            Type::Receiver => match receiver.and_then(Value::one) {
                // `Redis.from_url(url)`: the receiver of a class method is the class.
                Some(Atom::Item(class)) if matches!(self.catalog.item(*class).kind, ItemKind::Class(_)) => {
                    self.instance_value(st, *class, &[], at)
                }
                // `User.get_by_id(1)`, where the class is the program's.
                Some(Atom::Class(class)) => {
                    let class = class.0;
                    self.outer_instance(st, class, at)
                }
                _ => receiver.cloned().unwrap_or_else(Value::unknown),
            },
            Type::Callable(result) => Atom::Returns(Arc::new((**result).clone())).into(),
            Type::Variable(name) if let Some(kept) = self.kept_by_variable(st, name, receiver) => kept,
            Type::Variable(_) => match self.resolved(st, kind, receiver, arguments) {
                Type::Variable(_) => Value::unknown(),
                kind => self.type_value(st, &kind, None, &[], at, depth + 1),
            },
            Type::Literal(text) => {
                let inner = text.trim();
                match inner {
                    "True" => Const::Bool(true).into(),
                    "False" => Const::Bool(false).into(),
                    _ if inner.parse::<i64>().is_ok() => Const::Int(inner.parse().unwrap_or_default()).into(),
                    _ => inner
                        .strip_prefix(['"', '\''])
                        .and_then(|rest| rest.strip_suffix(['"', '\'']))
                        .map_or_else(Value::unknown, Value::string),
                }
            }
        }
    }

    /// A type variable of the receiver's class as what it stands for; any other type as it is.
    fn resolved(&self, st: &State, kind: &Type, receiver: Option<&Value>, arguments: &[Type]) -> Type {
        let name = match kind {
            Type::Variable(name) => name,
            // `query: Query[Self]`
            Type::Receiver => {
                return receiver.and_then(|receiver| self.type_of_class(st, receiver)).unwrap_or(Type::Receiver);
            }
            kind => return kind.clone(),
        };
        // Type arguments come in the order of the class's type variables.
        let of_class = receiver.and_then(|receiver| self.item_of(st, receiver)).and_then(|item| {
            match &self.catalog.item(item).kind {
                ItemKind::Class(class) => class.type_params.iter().position(|param| param == name),
                _ => None,
            }
        });
        of_class.and_then(|number| arguments.get(number)).unwrap_or(kind).clone()
    }

    /// An instance of a library class. Containers of the language get an identity, so that they can be changed.
    pub fn instance_value(&mut self, st: &mut State, item: ItemId, arguments: &[Type], at: ExprId) -> Value {
        let item = self.catalog.resolve(item);
        if self.known.object == Some(item) {
            return Value::unknown();
        }
        if self.known.bool == Some(item) {
            return Value::any_bool();
        }
        let kind = self.container_kind(item);
        match kind {
            Some(kind) => {
                let mut object = Obj::new(kind.clone());
                match (&kind, arguments) {
                    (Kind::Dict, [key, value]) => {
                        object.keys = self.type_value(st, key, None, &[], at, 2);
                        object.rest = self.type_value(st, value, None, &[], at, 2);
                    }
                    (Kind::Dict, _) => {
                        object.keys = self.any_string(Taint::CLEAN);
                        object.rest = Value::unknown();
                    }
                    (_, [item, ..]) => object.rest = self.type_value(st, item, None, &[], at, 2),
                    _ => object.rest = Value::unknown(),
                }
                let part = 0x4000 + item.0;
                self.allocate(st, at.0, part, object)
            }
            None => Atom::Instance(item, arguments.into()).into(),
        }
    }

    /// The built-in container that a class is.
    pub fn container_kind(&self, item: ItemId) -> Option<Kind> {
        let known = self.known;
        if known.list == Some(item) || known.tuple == Some(item) || known.sequence.contains(&item) {
            Some(Kind::List)
        } else if known.dict == Some(item) || known.mapping.contains(&item) {
            Some(Kind::Dict)
        } else if known.set == Some(item) || known.frozenset == Some(item) {
            Some(Kind::Set)
        } else {
            None
        }
    }

    /// The library class of a value.
    pub fn item_of(&self, st: &State, value: &Value) -> Option<ItemId> {
        value.atoms().iter().find_map(|atom| match atom {
            Atom::Instance(item, _) => Some(*item),
            Atom::Object(id) => match *self.object_kind(st, *id)? {
                Kind::Library(item) => Some(item),
                _ => None,
            },
            _ => None,
        })
    }

    /// What a variable with this annotation holds.
    pub fn annotation_value(&mut self, st: &mut State, annotation: ExprId) -> Value {
        let file = self.hir();
        match file.exprs[annotation.0 as usize] {
            Expr::Subscript { base, index } => {
                let base_value = self.quietly(|own| own.eval(st, base));
                let name = match file.exprs[base.0 as usize] {
                    Expr::Var(stopple_syntax::hir::Variable::Global(name)) => &*file.names[name.0 as usize],
                    Expr::Attribute { name, .. } => &*file.names[name.0 as usize],
                    _ => "",
                };
                match name {
                    "Optional" | "Annotated" | "Final" | "ClassVar" | "Required" | "NotRequired" | "Mapped" => {
                        let inner = match file.exprs[index.0 as usize] {
                            Expr::Tuple { items } if items.len > 0 => file.expr_lists[items.start as usize],
                            _ => index,
                        };
                        self.annotation_value(st, inner)
                    }
                    "Union" => Value::unknown(),
                    "list" | "List" | "Sequence" | "Iterable" | "set" | "Set" | "Collection" | "Iterator"
                    | "Generator" | "FrozenSet" => {
                        let mut object = Obj::new(Kind::List);
                        let inner = match file.exprs[index.0 as usize] {
                            Expr::Tuple { items } if items.len > 0 => file.expr_lists[items.start as usize],
                            _ => index,
                        };
                        object.rest = self.annotation_value(st, inner);
                        self.allocate(st, annotation.0, 0x5000, object)
                    }
                    "dict" | "Dict" | "Mapping" | "MutableMapping" | "defaultdict" | "OrderedDict" => {
                        let mut object = Obj::new(Kind::Dict);
                        object.keys = self.any_string(Taint::CLEAN);
                        object.rest = match file.exprs[index.0 as usize] {
                            Expr::Tuple { items } if items.len == 2 => {
                                let value = file.expr_lists[items.start as usize + 1];
                                self.annotation_value(st, value)
                            }
                            _ => Value::unknown(),
                        };
                        self.allocate(st, annotation.0, 0x5001, object)
                    }
                    _ => self.instance_of(st, &base_value, annotation),
                }
            }
            Expr::Binary { op: stopple_syntax::hir::BinaryOp::BitOr, left, right } => {
                let left = self.annotation_value(st, left);
                let right = self.annotation_value(st, right);
                let given: Vec<Value> =
                    [left, right].into_iter().filter(|value| value.constant() != Some(&Const::None)).collect();
                match given.as_slice() {
                    [only] => only.clone(),
                    _ => Value::unknown(),
                }
            }
            Expr::Constant(stopple_syntax::hir::Constant::None) => Value::none(),
            Expr::Constant(stopple_syntax::hir::Constant::Str(text)) => {
                // A forward reference by name.
                let name = &*file.strings[text.0 as usize];
                match self.program.names.get(name) {
                    Some(symbol) => {
                        let class = self.global(st, self.file_id(), symbol);
                        self.instance_of(st, &class, annotation)
                    }
                    None => Value::unknown(),
                }
            }
            Expr::Var(_) | Expr::Attribute { .. } => {
                let class = self.quietly(|own| own.eval(st, annotation));
                self.instance_of(st, &class, annotation)
            }
            _ => Value::unknown(),
        }
    }

    /// An instance of a class that nobody has constructed here.
    fn instance_of(&mut self, st: &mut State, class: &Value, at: ExprId) -> Value {
        match class.one() {
            Some(Atom::Class(id)) => {
                let object = Obj::new(Kind::Instance(*id));
                self.allocate(st, at.0, 0x6000, object)
            }
            Some(Atom::Item(item)) => {
                let item = self.catalog.resolve(*item);
                match &self.catalog.item(item).kind {
                    ItemKind::Class(_) => self.instance_value(st, item, &[], at),
                    _ => Value::unknown(),
                }
            }
            _ => Value::unknown(),
        }
    }

    /// A set of concepts by name; words that do not exist are a mistake in this crate and count as none.
    pub fn concepts(names: &[&str]) -> Concepts {
        names.iter().filter_map(|name| Concepts::named(name)).fold(Concepts::NONE, Concepts::and)
    }
}

/// The function that a call gives back as it got it: `ensure_sync(func: T) -> T`. Of other values it may give back a copy.
pub(super) fn given_back(function: &Function, bound: &[Bound<'_>]) -> Option<Value> {
    let Type::Variable(_) = &function.returns.kind else { return None };
    let given = bound.iter().find(|one| one.param.typed.kind == function.returns.kind)?;
    let is_callable = |atom: &Atom| matches!(atom, Atom::Function(_) | Atom::Bound(..) | Atom::Item(_));
    let atoms = given.value.atoms();
    (!atoms.is_empty() && atoms.iter().all(is_callable)).then(|| given.value.clone())
}

/// A label as it is when the text is decoded on which something was checked: `%2e%2e` became `..` behind the check.
fn unguarded(label: &Label, concepts: Concepts, place: Place) -> Label {
    let mut guarded = Concepts::NONE;
    let mut at = label.trail.as_deref();
    while let Some(step) = at {
        if let Happening::Guarded(proved) = step.happening
            && proved != Concepts::ALL
        {
            guarded = guarded.and(proved.common(concepts));
        }
        at = step.before.as_deref();
    }
    if label.cleared == Concepts::ALL || label.cleared.common(guarded).is_empty() {
        return label.clone();
    }
    let mut label = label.step(place, Happening::Through);
    label.cleared = Concepts(label.cleared.0 & !guarded.0);
    label
}
