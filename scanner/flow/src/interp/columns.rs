//! Columns of databases whose values are no texts: what a row holds there runs nowhere, whoever stored it.

use super::call::Arguments;
use super::classes::Ancestor;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::outcome::Const;
use crate::taint::Label;
use crate::value::{Atom, Function, Method, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use stopple_libraries::ItemId;
use stopple_libraries::model::{ItemKind, Type};
use stopple_program::{FileId, ScopeRef, Symbol};
use stopple_syntax::hir::{Expr, ExprId, Variable};

/// The hidden entry of a column that says of what type its values are.
const HOLDS: &str = "=holds";
/// The attribute by which types of columns say what their values are in Python.
const PYTHON_TYPE: &str = "python_type";

impl Interp<'_> {
    /// `Column(Integer)`, `Column("id", Integer())`: keeps the type that a column was made with. Types stand first, or
    /// behind the column's name.
    pub(super) fn keep_type_of_column(&self, st: &mut State, column: ItemId, made: &Value, args: &Arguments) {
        let Some(Atom::Object(id)) = made.one() else { return };
        if self.catalog.member(column, "__get__").is_none() {
            return;
        }
        if let Some(kind) = self.type_among(st, args)
            && let Some(object) = self.edit(st, *id)
        {
            object.set_entry(Key::Str(HOLDS.into()), Atom::Item(kind).into());
        }
    }

    /// `mapped_column(Integer)`: a function that makes a column gives one that knows its type.
    pub(super) fn column_made(
        &mut self,
        st: &mut State,
        returns: &Type,
        made: Value,
        args: &Arguments,
        at: ExprId,
    ) -> Value {
        let Type::Instance(column, _) = returns else { return made };
        if self.catalog.member(*column, "__get__").is_none() {
            return made;
        }
        if let Some(Atom::Object(_)) = made.one() {
            self.keep_type_of_column(st, *column, &made, args);
            return made;
        }
        if !matches!(made.one(), Some(Atom::Instance(..))) {
            return made;
        }
        let column = self.catalog.resolve(*column);
        let object = self.allocate(st, at.0, 0x6e00, Obj::new(Kind::Library(column)));
        self.keep_type_of_column(st, column, &object, args);
        object.and_taint(&made.taint)
    }

    /// The type of a column among the arguments that made it.
    fn type_among(&self, st: &State, args: &Arguments) -> Option<ItemId> {
        let named = ["type_", "type"].iter().filter_map(|word| args.get(usize::MAX, self.program.names.get(word)));
        let said = args.positional.iter().take(2).map(|(value, _)| value).chain(named);
        let mut kinds = said.filter_map(|value| match value.one()? {
            Atom::Item(item) => Some(self.catalog.resolve(*item)),
            Atom::Object(_) | Atom::Instance(..) => self.item_of(st, value).map(|item| self.catalog.resolve(item)),
            _ => None,
        });
        kinds.find(|kind| self.catalog.member(*kind, PYTHON_TYPE).is_some())
    }

    /// Whether an attribute of a row is a column that holds numbers, dates or choices of the program's own.
    pub(super) fn is_column_without_text(&mut self, st: &mut State, row: &Atom, on_whole: bool, name: Symbol) -> bool {
        let Atom::Object(id) = row else { return false };
        let Some(Kind::Instance(class)) = self.object_kind(st, *id).cloned() else { return false };
        let Some(object) = st.heap.own(*id).or_else(|| self.base.get(id)) else { return false };
        let is_set = object.attribute(name).is_some_and(|value| !value.is_bottom());
        if is_set || object.taint.is_clean() && !on_whole {
            return false;
        }
        let ancestors = self.ancestors(st, class);
        if !ancestors.iter().any(|one| matches!(one, Ancestor::Library(_))) {
            return false;
        }
        self.holds_no_text(st, &ancestors, name)
    }

    /// Whether a column of a class holds no texts, by its type.
    pub(super) fn holds_no_text(&mut self, st: &mut State, ancestors: &[Ancestor], name: Symbol) -> bool {
        let declared = self.attribute_among(st, ancestors, name);
        let get = declared
            .as_ref()
            .and_then(|declared| self.item_of(st, declared))
            .and_then(|column| self.catalog.member(column, "__get__"));
        let (Some(declared), Some(get)) = (declared, get) else {
            return self.is_mapped_without_text(st, ancestors, name);
        };
        if let Some(kind) = self.type_kept(st, &declared) {
            return self.is_type_without_text(st, kind);
        }
        let catalog = self.catalog;
        match &catalog.item(get).kind {
            ItemKind::Function(function) => match &function.returns.kind {
                Type::Instance(item, _) => self.is_harmless_kind(st, &Atom::Instance(*item, Arc::from([]))),
                _ => self.is_mapped_without_text(st, ancestors, name),
            },
            _ => false,
        }
    }

    /// What was read from a row, as the data of that column: what is stored there is known by its name.
    pub(super) fn read_as_column(&self, st: &State, row: &Value, name: Symbol, read: Value) -> Value {
        if !read.taint.is_of_database() {
            return read;
        }
        let class = row.atoms().iter().find_map(|atom| match atom {
            Atom::Object(id) => match self.object_kind(st, *id)? {
                Kind::Instance(class) if self.is_column(st, *class, name) => self.name_of_class(st, *class),
                _ => None,
            },
            _ => None,
        });
        let is_open = |atom: &Atom| matches!(atom, Atom::Unknown | Atom::Bound(_, Method::Unknown(_)));
        if class.is_none() && !row.atoms().iter().chain(read.atoms()).any(is_open) {
            return read;
        }
        let taint = read.taint.of_column(class, name);
        Value { taint, ..read }
    }

    /// The name that a class was declared with.
    fn name_of_class(&self, st: &State, class: ObjId) -> Option<Symbol> {
        let Some(Kind::Class(scope)) = self.object_kind(st, class) else { return None };
        Some(self.program.file(scope.file).symbol(self.program.scope(*scope).name))
    }

    /// The names of columns of which every model of the application, whose files these are, that has one says that it holds no text. Of a row that is
    /// of no known model, what stands under such a name is no text either.
    pub(crate) fn names_without_text(&mut self, files: &[FileId]) -> FxHashSet<Box<str>> {
        let base = Arc::clone(&self.base);
        let mut st = State::default();
        let mut names: FxHashMap<Box<str>, bool> = FxHashMap::default();
        for (id, class) in base.iter().filter(|(_, object)| matches!(object.kind, Kind::Class(_))) {
            for (name, declared) in &class.attributes {
                let item = self.item_of(&st, declared);
                let Some(get) = item.and_then(|column| self.catalog.member(column, "__get__")) else { continue };
                let is_plain = match (self.type_kept(&st, declared), &self.catalog.item(get).kind) {
                    (Some(kind), _) => self.is_type_without_text(&st, kind),
                    (None, ItemKind::Function(function)) => match &function.returns.kind {
                        Type::Instance(item, _) => self.is_harmless_kind(&st, &Atom::Instance(*item, Arc::from([]))),
                        _ => self.is_mapped_without_text(&mut st, &[Ancestor::Own(*id)], *name),
                    },
                    _ => false,
                };
                *names.entry(self.program.names.text(*name).into()).or_insert(true) &= is_plain;
            }
        }
        for (name, is_plain) in super::created_tables::columns(self.program, files) {
            *names.entry(name.into()).or_insert(true) &= is_plain;
        }
        names.into_iter().filter(|(_, is_plain)| *is_plain).map(|(name, _)| name).collect()
    }

    /// Whether this is read of a row that is of no known model, under a name that no model has for a text.
    pub(super) fn is_plain_in_all_models(&self, st: &State, base: &Value, name: &str) -> bool {
        if !self.registered.names_without_text.contains(name) {
            return false;
        }
        // A row of a library's own has columns beside its methods.
        let is_of_row = |row: ItemId| !self.known.is_text(row) && self.catalog.member(row, name).is_none();
        let mut data = base.taint.clone();
        for atom in base.atoms() {
            let is_open = match atom {
                Atom::Unknown | Atom::Const(Const::None) => true,
                Atom::Instance(row, _) => is_of_row(*row),
                // Of other objects nothing is looked at: what a call rests on stays small.
                Atom::Object(id) => match self.object_kind(st, *id) {
                    Some(Kind::Library(row)) if is_of_row(*row) => self.object(st, *id).is_some_and(|object| {
                        data.join(&object.taint);
                        object.entries.is_empty() && object.attributes.is_empty()
                    }),
                    _ => false,
                },
                _ => false,
            };
            if !is_open {
                return false;
            }
        }
        !data.is_clean() && data.labels().iter().all(Label::is_of_database)
    }

    fn type_kept(&self, st: &State, column: &Value) -> Option<ItemId> {
        let Some(Atom::Object(id)) = column.one() else { return None };
        match self.object(st, *id)?.entry(&Key::Str(HOLDS.into()))?.one() {
            Some(Atom::Item(kind)) => Some(*kind),
            _ => None,
        }
    }

    fn is_type_without_text(&self, st: &State, kind: ItemId) -> bool {
        let Some(said) = self.catalog.member(kind, PYTHON_TYPE) else { return false };
        match &self.catalog.item(said).kind {
            ItemKind::Value(typed) => match typed.kind {
                Type::ClassObject(class) => {
                    self.is_harmless_kind(st, &Atom::Instance(class, Arc::from([])))
                        || self.catalog.item(class).path.starts_with("enum.")
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// What stands inside of `Mapped[...]`, if a column is declared by that.
    pub(super) fn mapped(&self, st: &State, ancestors: &[Ancestor], name: Symbol) -> Option<(ScopeRef, ExprId)> {
        let (scope, annotation) = ancestors.iter().find_map(|one| match one {
            Ancestor::Own(id) => self.annotation_of(st, *id, name),
            _ => None,
        })?;
        let hir = self.program.file(scope.file).hir();
        let Expr::Subscript { base, index } = hir.exprs[annotation.0 as usize] else { return None };
        let (Expr::Var(Variable::Global(word)) | Expr::Attribute { name: word, .. }) = hir.exprs[base.0 as usize]
        else {
            return None;
        };
        (&*hir.names[word.0 as usize] == "Mapped").then_some((scope, index))
    }

    /// `id: Mapped[int]`, `born: Mapped[date | None]`
    fn is_mapped_without_text(&mut self, st: &mut State, ancestors: &[Ancestor], name: Symbol) -> bool {
        let Some((scope, index)) = self.mapped(st, ancestors, name) else { return false };
        let around = Function { scope, env: None, defaults: Vec::new(), owner: None };
        let kind = self.in_file_of(&around, |own| own.quietly(|own| own.declared_kind(st, index)));
        let says_none = |atom: &Atom| matches!(atom, Atom::Const(Const::None));
        kind.atoms().iter().any(|atom| !says_none(atom))
            && kind.atoms().iter().all(|atom| self.is_harmless_kind(st, atom))
    }

    /// `base.name` where that is such a column in every alternative that is known. It may still be nothing, so what it is
    /// stays open.
    pub(super) fn plain_column(&mut self, st: &mut State, base: &Value, name: Symbol) -> Option<Value> {
        let on_whole = !base.taint.is_clean();
        if !self.registered.names_without_text.is_empty()
            && self.is_plain_in_all_models(st, base, self.program.names.text(name))
        {
            return Some(Value::unknown());
        }
        let mut is_plain = false;
        for atom in base.atoms() {
            match atom {
                Atom::Unknown | Atom::Const(Const::None) => {}
                _ if self.is_column_without_text(st, atom, on_whole, name) => is_plain = true,
                _ => return None,
            }
        }
        is_plain.then(Value::unknown)
    }
}
