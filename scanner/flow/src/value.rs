//! The value domain: what a variable may hold.

use crate::heap::ObjId;
use crate::outcome::{Const, Place};
use crate::taint::{Happening, Taint};
use std::sync::Arc;
use stopple_libraries::model::Type;
use stopple_libraries::{Concepts, ItemId};
use stopple_program::{FileId, ModuleRef, ScopeRef, Symbol};

/// More alternatives than this become unknown.
const MOST_ATOMS: usize = 8;
/// More alternatives that have an identity than this are not told apart: what a table of handlers holds.
const MOST_IDENTITIES: usize = 64;

/// A function of the project, with what it closes over.
#[derive(Debug)]
pub struct Function {
    /// The body.
    pub scope: ScopeRef,
    /// The cells of the function around it, if there is one.
    pub env: Option<ObjId>,
    /// Default values, one for each parameter that has one.
    pub defaults: Vec<Option<Value>>,
    /// The class in whose body it stands.
    pub owner: Option<ObjId>,
}

/// How an attribute of a class behaves when it is read through an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Descriptor {
    /// `@property` and its kind: the function that reads, or that and the one that is called by an assignment.
    Property,
    /// `@name.setter`, with the function that reads; what it decorates is called by an assignment.
    Setter,
    /// `@classmethod`
    Class,
    /// `@staticmethod`
    Static,
}

/// Something that is called with a receiver.
#[derive(Debug, Clone, PartialEq)]
pub enum Method {
    /// A function of the project.
    Function(Arc<Function>),
    /// A function of a library.
    Item(ItemId),
    /// A method of a built-in container or string that the engine knows itself, by name.
    Builtin(Symbol),
    /// A method that nobody knows, by name.
    Unknown(Symbol),
}

/// One alternative of a value.
#[derive(Debug, Clone)]
pub enum Atom {
    /// A constant.
    Const(Const),
    /// An object with an identity.
    Object(ObjId),
    /// A tuple.
    Tuple(Arc<[Value]>),
    /// An instance of a library class, without an identity.
    Instance(ItemId, Arc<[Type]>),
    /// A function of the project.
    Function(Arc<Function>),
    /// A class of the project; its attributes are those of the object.
    Class(ObjId),
    /// A module of the project.
    Module(ModuleRef),
    /// A module, class or function of a library.
    Item(ItemId),
    /// A function with its receiver.
    Bound(Arc<Value>, Method),
    /// A function as an attribute of a class, wrapped.
    Descriptor(Descriptor, Arc<Value>),
    /// `super()`: look after this class in the order of the receiver's classes.
    Super(ObjId, Arc<Value>),
    /// A library callable type's result: calling this gives the typed value.
    Returns(Arc<stopple_libraries::model::Typed>),
    /// Calling this with a function registers it with the framework and gives it back.
    Registrar(Arc<crate::registration::Registration>),
    /// A name of a module that had not been run to its end when it was imported.
    Late(FileId, Symbol),
    /// A thing of a library that the catalog does not know, by its dotted name.
    Foreign(Arc<str>),
    /// Anything.
    Unknown,
}

impl PartialEq for Atom {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Const(a), Self::Const(b)) => a == b,
            (Self::Object(a), Self::Object(b)) | (Self::Class(a), Self::Class(b)) => a == b,
            (Self::Tuple(a), Self::Tuple(b)) => Arc::ptr_eq(a, b) || a == b,
            (Self::Instance(a, x), Self::Instance(b, y)) => a == b && (Arc::ptr_eq(x, y) || x == y),
            (Self::Function(a), Self::Function(b)) => Arc::ptr_eq(a, b) || (a.scope == b.scope && a.env == b.env),
            (Self::Module(a), Self::Module(b)) => a == b,
            (Self::Item(a), Self::Item(b)) => a == b,
            (Self::Bound(a, m), Self::Bound(b, n)) => m == n && (Arc::ptr_eq(a, b) || a == b),
            (Self::Descriptor(a, v), Self::Descriptor(b, w)) => a == b && (Arc::ptr_eq(v, w) || v == w),
            (Self::Super(a, v), Self::Super(b, w)) => a == b && v == w,
            (Self::Returns(a), Self::Returns(b)) => Arc::ptr_eq(a, b) || a == b,
            (Self::Registrar(a), Self::Registrar(b)) => Arc::ptr_eq(a, b) || a == b,
            (Self::Late(f, s), Self::Late(g, t)) => f == g && s == t,
            (Self::Foreign(a), Self::Foreign(b)) => a == b,
            (Self::Unknown, Self::Unknown) => true,
            _ => false,
        }
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.scope == other.scope && self.env == other.env
    }
}

/// What is known of a string that is not a constant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// What it begins with.
    pub prefix: Arc<str>,
    /// What it ends with.
    pub suffix: Arc<str>,
}

/// What the truth of a boolean says about other variables.
#[derive(Debug, Clone, PartialEq)]
pub struct Implication {
    /// The variable or attribute path, in the frame where the boolean was made; none where an expression was checked.
    pub path: Option<crate::guards::Path>,
    /// The value that it had; the implication holds while it still has it.
    pub value: Value,
    /// For what it is harmless if the boolean is true.
    pub when_true: Concepts,
    /// For what it is harmless if the boolean is false.
    pub when_false: Concepts,
    /// Data of which a normal form was compared with a folder if the boolean is true, or if it is false.
    pub inside: Option<bool>,
}

/// What a variable may hold: alternatives, and the taint on the whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Value {
    /// The alternatives; none means that nothing can get here.
    pub atoms: Atoms,
    /// Data on the value itself; parts of containers have their own.
    pub taint: Taint,
    /// What is known of its text.
    pub text: Option<Arc<Text>>,
    /// What its truth implies.
    pub implies: Option<Arc<Vec<Implication>>>,
}

/// A small set of alternatives.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Atoms {
    /// Nothing: not reached.
    #[default]
    None,
    /// Exactly one.
    One(Atom),
    /// Several.
    Many(Arc<Vec<Atom>>),
}

impl Atoms {
    /// The alternatives as a slice.
    pub fn as_slice(&self) -> &[Atom] {
        match self {
            Self::None => &[],
            Self::One(atom) => std::slice::from_ref(atom),
            Self::Many(atoms) => atoms,
        }
    }
}

impl From<Atom> for Value {
    fn from(atom: Atom) -> Self {
        Self { atoms: Atoms::One(atom), taint: Taint::CLEAN, text: None, implies: None }
    }
}

impl From<Const> for Value {
    fn from(constant: Const) -> Self {
        Atom::Const(constant).into()
    }
}

impl Value {
    /// Not reached.
    pub fn bottom() -> Self {
        Self::default()
    }

    /// Anything, with nothing on it.
    pub fn unknown() -> Self {
        Atom::Unknown.into()
    }

    /// Anything, with this on it.
    pub fn unknown_with(taint: Taint) -> Self {
        Self { atoms: Atoms::One(Atom::Unknown), taint, text: None, implies: None }
    }

    /// `None`
    pub fn none() -> Self {
        Const::None.into()
    }

    /// A boolean that is not known.
    pub fn any_bool() -> Self {
        Self {
            atoms: Atoms::Many(Arc::new(vec![Atom::Const(Const::Bool(false)), Atom::Const(Const::Bool(true))])),
            taint: Taint::CLEAN,
            text: None,
            implies: None,
        }
    }

    /// A string constant.
    pub fn string(text: &str) -> Self {
        Const::Str(text.into()).into()
    }

    /// Whether nothing can get here.
    pub fn is_bottom(&self) -> bool {
        matches!(self.atoms, Atoms::None) && self.taint.is_clean()
    }

    /// The alternatives.
    pub fn atoms(&self) -> &[Atom] {
        self.atoms.as_slice()
    }

    /// The one alternative, if there is just one.
    pub fn one(&self) -> Option<&Atom> {
        match &self.atoms {
            Atoms::One(atom) => Some(atom),
            _ => None,
        }
    }

    /// The one constant it is.
    pub fn constant(&self) -> Option<&Const> {
        match self.one() {
            Some(Atom::Const(constant)) => Some(constant),
            _ => None,
        }
    }

    /// The constant string it is.
    pub fn as_str(&self) -> Option<&Arc<str>> {
        match self.constant() {
            Some(Const::Str(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether every alternative is a constant.
    pub fn is_constant(&self) -> bool {
        !matches!(self.atoms, Atoms::None) && self.atoms().iter().all(|atom| matches!(atom, Atom::Const(_)))
    }

    /// Whether it may be anything.
    pub fn is_unknown(&self) -> bool {
        self.atoms().iter().any(|atom| matches!(atom, Atom::Unknown | Atom::Foreign(_)))
    }

    /// The same value with other taint.
    pub fn with_taint(mut self, taint: Taint) -> Self {
        self.taint = taint;
        self
    }

    /// The same value with more taint.
    pub fn and_taint(mut self, taint: &Taint) -> Self {
        self.taint.join(taint);
        self
    }

    /// The same value, one step further.
    pub fn step(mut self, place: Place, happening: Happening) -> Self {
        self.taint = self.taint.step(place, happening);
        self
    }

    /// The same value, made harmless for `concepts`.
    pub fn cleared(mut self, concepts: Concepts, place: Place, happening: Happening) -> Self {
        self.taint = self.taint.cleared(concepts, place, happening);
        self
    }

    /// Adds an alternative.
    pub fn add(&mut self, atom: &Atom) {
        match &mut self.atoms {
            Atoms::None => self.atoms = Atoms::One(atom.clone()),
            Atoms::One(own) => {
                if own != atom && !matches!(own, Atom::Unknown) {
                    self.atoms = if matches!(atom, Atom::Unknown) && !keeps_beside_unknown(own) {
                        Atoms::One(Atom::Unknown)
                    } else {
                        Atoms::Many(Arc::new(vec![own.clone(), atom.clone()]))
                    };
                } else if matches!(own, Atom::Unknown) && keeps_beside_unknown(atom) {
                    self.atoms = Atoms::Many(Arc::new(vec![Atom::Unknown, atom.clone()]));
                }
            }
            Atoms::Many(own) => {
                if own.contains(atom) {
                    return;
                }
                if let (Atom::Tuple(new), Some(at)) = (
                    atom,
                    own.iter().position(
                        |a| matches!(a, Atom::Tuple(old) if matches!(atom, Atom::Tuple(new) if new.len() == old.len())),
                    ),
                ) {
                    // Tuples of one length are joined item by item; sets of them would not settle in loops.
                    let Atom::Tuple(old) = own[at].clone() else { return };
                    let joined: Vec<Value> = old.iter().zip(new.iter()).map(|(a, b)| a.clone().joined(b)).collect();
                    Arc::make_mut(own)[at] = Atom::Tuple(joined.into());
                    return;
                }
                if own.len() >= MOST_ATOMS {
                    if matches!(atom, Atom::Const(_)) || own.iter().any(|a| matches!(a, Atom::Unknown)) {
                        // Too many constants are no constants: keep what has an identity.
                        let own = Arc::make_mut(own);
                        own.retain(|a| !matches!(a, Atom::Const(_) | Atom::Unknown));
                        own.truncate(MOST_IDENTITIES);
                        own.push(Atom::Unknown);
                    } else {
                        let own = Arc::make_mut(own);
                        if let Some(at) = own.iter().position(|a| matches!(a, Atom::Const(_))) {
                            own[at] = atom.clone();
                        } else if own.len() < MOST_IDENTITIES {
                            own.push(atom.clone());
                        }
                    }
                    return;
                }
                Arc::make_mut(own).push(atom.clone());
            }
        }
    }

    /// Adds everything of `other`.
    pub fn join(&mut self, other: &Self) {
        if self.is_bottom() {
            *self = other.clone();
            return;
        }
        if other.is_bottom() {
            return;
        }
        if self.text != other.text || (self.text.is_none() && self.atoms != other.atoms) {
            self.text = common_text(self, other);
        }
        if let (Some(Atom::Tuple(a)), Some(Atom::Tuple(b))) = (self.one(), other.one()) {
            if a.len() == b.len() && !Arc::ptr_eq(a, b) && a != b {
                let joined: Vec<Self> = a.iter().zip(b.iter()).map(|(a, b)| a.clone().joined(b)).collect();
                self.atoms = Atoms::One(Atom::Tuple(joined.into()));
            } else if a.len() != b.len() {
                self.add(&other.atoms()[0]);
            }
        } else if self.atoms != other.atoms {
            for atom in other.atoms() {
                self.add(atom);
            }
        }
        self.taint.join(&other.taint);
        if self.implies != other.implies {
            self.implies = None;
        }
    }

    /// Both together.
    pub fn joined(mut self, other: &Self) -> Self {
        self.join(other);
        self
    }

    /// What it begins with.
    pub fn prefix(&self) -> Arc<str> {
        match (self.as_str(), &self.text) {
            (Some(text), _) => Arc::clone(text),
            (None, Some(text)) => Arc::clone(&text.prefix),
            _ => "".into(),
        }
    }

    /// What it ends with.
    pub fn suffix(&self) -> Arc<str> {
        match (self.as_str(), &self.text) {
            (Some(text), _) => Arc::clone(text),
            (None, Some(text)) => Arc::clone(&text.suffix),
            _ => "".into(),
        }
    }
}

/// Alternatives that have a use even beside «anything»: what can be called, and what holds data.
fn keeps_beside_unknown(atom: &Atom) -> bool {
    matches!(
        atom,
        Atom::Object(_)
            | Atom::Function(_)
            | Atom::Class(_)
            | Atom::Bound(..)
            | Atom::Instance(..)
            | Atom::Tuple(_)
            | Atom::Item(_)
    )
}

fn common_text(a: &Value, b: &Value) -> Option<Arc<Text>> {
    let none = |value: &Value| value.text.is_none() && !value.is_constant();
    if none(a) || none(b) {
        return None;
    }
    let (pa, pb) = (a.prefix(), b.prefix());
    let (sa, sb) = (a.suffix(), b.suffix());
    let front: usize = pa.chars().zip(pb.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let back: usize =
        sa.chars().rev().zip(sb.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    if front == 0 && back == 0 {
        return None;
    }
    Some(Arc::new(Text { prefix: pa[..front].into(), suffix: sa[sa.len() - back..].into() }))
}
