//! Annotations to types, with the notes on them.

use super::lookup::{Target, Want};
use super::{DEPTH, Loader, Place};
use crate::model::{ItemId, Note, Type, Typed};
use stopple_syntax::hir::{BinaryOp, Constant, Expr, ExprId};

impl Loader {
    /// The type of an annotation. Notes inside of a union are those of the whole.
    pub(super) fn typed(&mut self, place: Place, expr: ExprId) -> Typed {
        let mut notes = Vec::new();
        let kind = self.kind(place, expr, &mut notes, 0);
        Typed { kind, notes }
    }

    fn kind(&mut self, place: Place, expr: ExprId, notes: &mut Vec<Note>, depth: u32) -> Type {
        let Some(stub) = self.stub(place.stub) else { return Type::Unknown };
        if depth > DEPTH {
            self.problem(place.stub, stub.span(expr), "this type is too deep, or it is made of itself");
            return Type::Unknown;
        }
        match stub.expr(expr) {
            Expr::Constant(Constant::None) => Type::None,
            Expr::Constant(Constant::Ellipsis) | Expr::List { .. } => Type::Unknown,
            Expr::Constant(Constant::Str(_)) => {
                let text = stub.string_of(expr).unwrap_or("").to_owned();
                self.quoted(place, expr, &text)
            }
            Expr::Binary { op: BinaryOp::BitOr, left, right } => {
                let left = self.kind(place, left, notes, depth + 1);
                let right = self.kind(place, right, notes, depth + 1);
                union([left, right])
            }
            Expr::Var(_) | Expr::Attribute { .. } => match self.reference(place, expr, Want::Type, 0) {
                Some(target) => self.named(place, expr, &target, &[], notes, depth),
                None => self.lost(place, expr),
            },
            Expr::Subscript { base, index } => match self.reference(place, base, Want::Type, 0) {
                Some(target) => {
                    let items = stub.subscript_items(index);
                    self.named(place, expr, &target, &items, notes, depth)
                }
                None => self.lost(place, base),
            },
            Expr::Starred(inner) => self.kind(place, inner, notes, depth + 1),
            _ => {
                self.problem(place.stub, stub.span(expr), "this is not a type");
                Type::Unknown
            }
        }
    }

    /// A dotted name in quotes.
    fn quoted(&mut self, place: Place, expr: ExprId, text: &str) -> Type {
        let mut parts = text.split('.');
        let mut found = parts.next().and_then(|first| self.lookup(place, first.trim(), Want::Type, 0));
        for part in parts {
            found = found.and_then(|target| self.member_of(&target, part.trim(), 0));
        }
        match found {
            Some(target) => self.named(place, expr, &target, &[], &mut Vec::new(), DEPTH - 1),
            None => {
                if let Some(stub) = self.stub(place.stub) {
                    let message = format!("`{text}` is no name here: stubs need no quotes, write the type as it is");
                    self.problem(place.stub, stub.span(expr), message);
                }
                Type::Unknown
            }
        }
    }

    fn lost(&mut self, place: Place, expr: ExprId) -> Type {
        if let Some(stub) = self.stub(place.stub) {
            let name = stub.text_of(expr).to_owned();
            self.problem(
                place.stub,
                stub.span(expr),
                format!("`{name}` is not declared here, imported, or a builtin: import it, or write `Any`"),
            );
        }
        Type::Unknown
    }

    fn named(
        &mut self,
        place: Place,
        expr: ExprId,
        target: &Target,
        items: &[ExprId],
        notes: &mut Vec<Note>,
        depth: u32,
    ) -> Type {
        match target {
            Target::Variable(name) => Type::Variable(name.clone()),
            Target::Words(_) => Type::Unknown,
            Target::Type(place, alias) => self.kind(*place, *alias, notes, depth + 1),
            Target::Word(word) => self.word(place, expr, word, items, notes, depth),
            Target::Item(id) => self.item_type(place, *id, items, depth),
        }
    }

    fn item_type(&mut self, place: Place, id: ItemId, items: &[ExprId], depth: u32) -> Type {
        if !self.is_class(id) {
            return Type::Item(id);
        }
        let path = self.catalog.items.get(id.0 as usize).map(|item| item.path.clone()).unwrap_or_default();
        match &*path {
            "builtins.object" => Type::Unknown,
            "builtins.tuple" => self.tuple(place, id, items, depth),
            "builtins.type" => self.class_object(place, items, depth),
            _ => {
                let arguments = self.arguments(place, items, depth);
                Type::Instance(id, arguments)
            }
        }
    }

    fn arguments(&mut self, place: Place, items: &[ExprId], depth: u32) -> Vec<Type> {
        items.iter().map(|item| self.plain(place, *item, depth)).collect()
    }

    /// A type in a place where no note can be kept.
    fn plain(&mut self, place: Place, expr: ExprId, depth: u32) -> Type {
        let mut notes = Vec::new();
        let kind = self.kind(place, expr, &mut notes, depth + 1);
        if !notes.is_empty()
            && let Some(stub) = self.stub(place.stub)
        {
            let message = "a note belongs on the outside: `Annotated[list[str], ...]`, not `list[Annotated[str, ...]]`";
            self.problem(place.stub, stub.span(expr), message);
        }
        kind
    }

    fn builtin(&self, name: &str) -> Option<ItemId> {
        match self.lookup_in_module("builtins", name, 0) {
            Some(Target::Item(id)) => Some(id),
            _ => None,
        }
    }

    fn builtin_of(&mut self, place: Place, name: &str, items: &[ExprId], depth: u32) -> Type {
        match self.builtin(name) {
            Some(id) => self.item_type(place, id, items, depth),
            None => Type::Unknown,
        }
    }

    fn tuple(&mut self, place: Place, id: ItemId, items: &[ExprId], depth: u32) -> Type {
        let Some(stub) = self.stub(place.stub) else { return Type::Unknown };
        match items {
            [] => Type::Instance(id, Vec::new()),
            [element, rest] if stub.expr(*rest) == Expr::Constant(Constant::Ellipsis) => {
                Type::Instance(id, vec![self.plain(place, *element, depth)])
            }
            _ => Type::Tuple(self.arguments(place, items, depth)),
        }
    }

    fn class_object(&mut self, place: Place, items: &[ExprId], depth: u32) -> Type {
        match items.first().map(|item| self.plain(place, *item, depth)) {
            Some(Type::Instance(id, _)) => Type::ClassObject(id),
            Some(Type::Variable(name)) => Type::ClassOf(name),
            _ => Type::Unknown,
        }
    }

    fn word(
        &mut self,
        place: Place,
        expr: ExprId,
        word: &str,
        items: &[ExprId],
        notes: &mut Vec<Note>,
        depth: u32,
    ) -> Type {
        match (word, items) {
            ("Annotated", [kind, rest @ ..]) => {
                let kind = self.kind(place, *kind, notes, depth + 1);
                for note in rest {
                    if let Some(note) = self.note(place, *note)
                        && !notes.contains(&note)
                    {
                        notes.push(note);
                    }
                }
                kind
            }
            ("Optional", [kind]) => {
                let kind = self.kind(place, *kind, notes, depth + 1);
                union([kind, Type::None])
            }
            ("Union", _) => {
                let kinds: Vec<Type> = items.iter().map(|item| self.kind(place, *item, notes, depth + 1)).collect();
                union(kinds)
            }
            ("Literal", _) => {
                let Some(stub) = self.stub(place.stub) else { return Type::Unknown };
                union(items.iter().map(|item| match stub.expr(*item) {
                    Expr::Constant(Constant::None) => Type::None,
                    _ => Type::Literal(stub.text_of(*item).into()),
                }))
            }
            ("Callable", []) => Type::Callable(Box::default()),
            ("Callable", [_, result]) => {
                let mut notes = Vec::new();
                let kind = self.kind(place, *result, &mut notes, depth + 1);
                Type::Callable(Box::new(Typed { kind, notes }))
            }
            ("ClassVar" | "Final" | "Required" | "NotRequired" | "ReadOnly" | "Unpack", [kind]) => {
                self.kind(place, *kind, notes, depth + 1)
            }
            // The analysis awaits what it is given; a plain value awaited is itself.
            ("Awaitable", [kind]) | ("Coroutine", [_, _, kind]) => self.kind(place, *kind, notes, depth + 1),
            ("Self", []) => Type::Receiver,
            ("NoReturn" | "Never", []) => Type::Never,
            ("AnyStr", []) => Type::Variable("AnyStr".into()),
            ("List", _) => self.builtin_of(place, "list", items, depth),
            ("Dict", _) => self.builtin_of(place, "dict", items, depth),
            ("Set", _) => self.builtin_of(place, "set", items, depth),
            ("FrozenSet", _) => self.builtin_of(place, "frozenset", items, depth),
            ("Tuple", _) => self.builtin_of(place, "tuple", items, depth),
            ("Type", _) => self.class_object(place, items, depth),
            ("TypeGuard" | "TypeIs", _) => self.builtin_of(place, "bool", &[], depth),
            ("Text" | "LiteralString", _) => self.builtin_of(place, "str", &[], depth),
            ("Any" | "Final" | "ClassVar" | "Generic" | "Awaitable" | "Coroutine" | "TypeAlias", []) => Type::Unknown,
            ("NamedTuple" | "TypedDict" | "Protocol", _) => Type::Unknown,
            _ => {
                if let Some(stub) = self.stub(place.stub) {
                    self.problem(place.stub, stub.span(expr), format!("`{word}` cannot be written so in a type"));
                }
                Type::Unknown
            }
        }
    }
}

/// One type of several: flat, each once.
pub(super) fn union(kinds: impl IntoIterator<Item = Type>) -> Type {
    let mut flat: Vec<Type> = Vec::new();
    for kind in kinds {
        match kind {
            Type::Union(inner) => {
                for kind in inner {
                    if !flat.contains(&kind) {
                        flat.push(kind);
                    }
                }
            }
            kind if !flat.contains(&kind) => flat.push(kind),
            _ => {}
        }
    }
    match flat.len() {
        1 => flat.pop().unwrap_or_default(),
        _ => Type::Union(flat),
    }
}
