//! What classes of the project declare and inherit.

use super::call::Arguments;
use super::classes::Ancestor;
use super::{Interp, State};
use crate::heap::{Kind, ObjId};
use crate::outcome::Const;
use crate::taint::Happening;
use crate::value::{Atom, Function, Method, Value};
use std::sync::Arc;
use stopple_program::Symbol;
use stopple_syntax::hir::{Expr, ExprId, Stmt, Variable};

impl Interp<'_> {
    /// Names declared with a type in the class body, bases first, in order.
    pub(super) fn declared_fields(&self, st: &State, ancestors: &[Ancestor]) -> Vec<Symbol> {
        let mut fields = Vec::new();
        for one in ancestors.iter().rev() {
            let Ancestor::Own(id) = one else { continue };
            fields.extend(self.named_bases(st, *id));
            let Some(Kind::Class(scope)) = self.object_kind(st, *id).cloned() else { continue };
            let file = self.program.file(scope.file);
            let hir = file.hir();
            for at in self.program.scope(scope).body.range() {
                let target = match hir.stmts[hir.blocks[at].0 as usize] {
                    Stmt::Annotated { target, .. } => target,
                    // `name = attr.ib()`
                    Stmt::Assign { targets, .. } if self.known.field.is_some() && targets.len == 1 => {
                        let target = hir.expr_lists[targets.start as usize];
                        let name = match hir.exprs[target.0 as usize] {
                            Expr::Var(Variable::Slot(slot)) => self.program.scope(scope).slots.get(slot as usize),
                            _ => None,
                        };
                        let held = name.and_then(|name| self.object_attribute(st, *id, file.symbol(*name)));
                        if !held.is_some_and(|held| self.is_field(st, held)) {
                            continue;
                        }
                        target
                    }
                    _ => continue,
                };
                if let Expr::Var(Variable::Slot(slot)) = hir.exprs[target.0 as usize]
                    && let Some(name) = self.program.scope(scope).slots.get(slot as usize)
                {
                    fields.push(file.symbol(*name));
                }
            }
        }
        fields
    }

    /// Whether a class holds a field there whose library makes and converts the value (`attr.ib`).
    fn is_field(&self, st: &State, held: &Value) -> bool {
        let (Some(field), Some(item)) = (self.known.field, self.item_of(st, held)) else { return false };
        self.catalog.is_subclass(item, field)
    }

    /// The fields of an instance that was just filled: what they were given as their converters give it, and the defaults
    /// of those that were given nothing.
    pub(super) fn convert_fields(
        &mut self,
        st: &mut State,
        instance: ObjId,
        ancestors: &[Ancestor],
        fields: &[Symbol],
        at: ExprId,
    ) {
        for name in fields {
            let Some(declared) = self.attribute_among(st, ancestors, *name).filter(|held| self.is_field(st, held))
            else {
                continue;
            };
            let told = |own: &Self, word: &str| own.told(st, &declared, word);
            let (converter, default, factory) = (told(self, "converter"), told(self, "default"), told(self, "factory"));
            let given = self.object(st, instance).and_then(|object| object.attribute(*name)).cloned();
            let given = match (given, factory) {
                (Some(given), _) => given,
                (None, Some(factory)) => self.call_values(st, &factory, Vec::new(), at),
                (None, None) => default.unwrap_or_else(Value::unknown),
            };
            let value = match converter {
                Some(converter) => self.call_values(st, &converter, vec![given], at),
                None => given,
            };
            let value = if value.taint.is_clean() {
                value
            } else {
                // Validators are called with the instance and the field before the value.
                let given = [Value::unknown(), Value::unknown(), value.clone()];
                let proved = self.proved_by_validators(st, &declared, (&given, 2), at);
                match proved.is_empty() {
                    true => value,
                    false => value.cleared(proved, self.place_of(at), Happening::Guarded(proved)),
                }
            };
            if let Some(object) = self.edit(st, instance) {
                object.set_attribute(*name, value);
            }
        }
    }

    /// A method that the class has from a container of the language, which the engine does itself.
    pub(super) fn inherited_method(
        &self,
        st: &State,
        ancestors: &[Ancestor],
        name: Symbol,
        single: &Value,
    ) -> Option<Value> {
        let text = self.program.names.text(name);
        if let ("_replace" | "_asdict", Some(Ancestor::Own(class))) = (text, ancestors.first())
            && self.tuple_fields(st, *class).is_some()
        {
            return Some(Atom::Bound(Arc::new(single.clone()), Method::Builtin(name)).into());
        }
        let does = matches!(
            text,
            "get"
                | "setdefault"
                | "pop"
                | "items"
                | "keys"
                | "values"
                | "update"
                | "append"
                | "extend"
                | "insert"
                | "popitem"
        );
        if !does {
            return None;
        }
        for one in ancestors {
            match one {
                Ancestor::Own(id) if self.object_attribute(st, *id, name).is_some() => {
                    return None;
                }
                Ancestor::Library(item) if self.container_kind(self.catalog.resolve(*item)).is_some() => {
                    return Some(Atom::Bound(Arc::new(single.clone()), Method::Builtin(name)).into());
                }
                _ => {}
            }
        }
        None
    }

    /// An attribute that a class of the project has, itself or from one of its bases in the project.
    pub(super) fn own_attribute(&self, st: &State, class: ObjId, name: Symbol) -> Option<Value> {
        self.attribute_among(st, &self.ancestors(st, class), name)
    }

    /// The same where the bases are at hand.
    pub(super) fn attribute_among(&self, st: &State, ancestors: &[Ancestor], name: Symbol) -> Option<Value> {
        ancestors.iter().find_map(|one| match one {
            Ancestor::Own(id) => self.object_attribute(st, *id, name).cloned(),
            _ => None,
        })
    }

    /// What a field is declared to hold in a class, or in the first of its ancestors that declares it.
    pub(super) fn kind_of_field(&mut self, st: &mut State, ancestors: &[Ancestor], name: Symbol) -> Option<Value> {
        let (scope, annotation) = ancestors.iter().find_map(|one| match one {
            Ancestor::Own(id) => self.annotation_of(st, *id, name),
            Ancestor::Library(_) | Ancestor::Unknown => None,
        })?;
        let around = Function { scope, env: None, defaults: Vec::new(), owner: None };
        Some(self.in_file_of(&around, |own| own.quietly(|own| own.declared_kind(st, annotation))))
    }

    /// Whether a class that validates its fields declares this one as a text: no mapping gets into it.
    pub(super) fn is_declared_text(&mut self, st: &mut State, ancestors: &[Ancestor], name: Symbol) -> bool {
        let is_text = |own: &Self, atom: &Atom| match atom {
            Atom::Instance(item, _) => own.known.is_text(*item),
            Atom::Const(Const::None | Const::Str(_)) => true,
            _ => false,
        };
        self.validates_fields(ancestors)
            && self
                .kind_of_field(st, ancestors, name)
                .is_some_and(|kind| !kind.atoms().is_empty() && kind.atoms().iter().all(|atom| is_text(self, atom)))
    }

    /// What is not known of a parameter or result is what its annotation says, if that is a class.
    pub(super) fn as_annotated(
        &mut self,
        st: &mut State,
        function: &Function,
        annotation: Option<ExprId>,
        value: Value,
        at: ExprId,
    ) -> Value {
        let Some(annotation) = annotation else { return value };
        let says_nothing = |atom: &Atom| matches!(atom, Atom::Unknown | Atom::Const(Const::None));
        if !value.is_unknown() || !value.atoms().iter().all(says_nothing) {
            return value;
        }
        let declared = self.in_file_of(function, |own| own.annotation_value(st, annotation));
        match declared.one() {
            Some(Atom::Instance(class, _)) if !self.known.is_text(*class) && !self.known.is_number(*class) => {
                declared.and_taint(&value.taint)
            }
            Some(Atom::Object(id)) => {
                let Some(Kind::Instance(class)) = self.object_kind(st, *id).cloned() else { return value };
                let ancestors = self.ancestors(st, class);
                if self.validates_fields(&ancestors) {
                    // Whoever made it, its fields are what they are declared to be.
                    let given = Arguments { double_star: Some(value), ..Arguments::default() };
                    self.fill_model(st, &declared, &ancestors, &given, at);
                    return declared;
                }
                // Another class may stand for it.
                declared.and_taint(&value.taint).joined(&value)
            }
            _ => value,
        }
    }
}
