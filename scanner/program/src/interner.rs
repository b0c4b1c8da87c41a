//! Identifiers to small numbers.

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An identifier of the project, by number. Numbers are given in order of file and first mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(pub u32);

/// All identifiers, each once.
#[derive(Debug)]
pub struct Interner {
    texts: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, Symbol>,
}

macro_rules! known {
    ($($constant:ident $text:literal,)*) => {
        /// Names that the analysis itself asks for; they are interned first, so their numbers are constants.
        #[allow(missing_docs, reason = "the names are Python's")]
        pub mod known {
            use super::Symbol;
            known!(@ 0, $($constant,)*);
        }
        const OWN: &[&str] = &[$($text,)*];
    };
    (@ $number:expr, $constant:ident, $($rest:ident,)*) => {
        pub const $constant: Symbol = Symbol($number);
        known!(@ $number + 1, $($rest,)*);
    };
    (@ $number:expr,) => {};
}

known! {
    INIT "__init__",
    CALL "__call__",
    ENTER "__enter__",
    EXIT "__exit__",
    ITER "__iter__",
    NEXT "__next__",
    GETITEM "__getitem__",
    SETITEM "__setitem__",
    NEW "__new__",
    STR "__str__",
    REPR "__repr__",
    HTML "__html__",
    NAME "__name__",
    CLASS "__class__",
    DICT "__dict__",
    DOC "__doc__",
    MODULE "__module__",
    PATH "__path__",
    ALL "__all__",
    AENTER "__aenter__",
    AEXIT "__aexit__",
    GETATTR "__getattr__",
    FORMAT "__format__",
    ADD "__add__",
    CONTAINS "__contains__",
    POST_INIT "__post_init__",
    FILE "__file__",
    LEN "__len__",
    BOOL "__bool__",
    EQ "__eq__",
    QUALNAME "__qualname__",
    SELF "self",
    MOD "__mod__",
    SET_NAME "__set_name__",
    GET "__get__",
    DELITEM "__delitem__",
    AITER "__aiter__",
    ANEXT "__anext__",
    RADD "__radd__",
    AWAIT "__await__",
    SLOTS "__slots__",
    TABLENAME "__tablename__",
    BASES "__bases__",
    WRAPPED "__wrapped__",
    DEFAULT_FACTORY "default_factory",
}

impl Default for Interner {
    fn default() -> Self {
        let mut own = Self { texts: Vec::new(), numbers: FxHashMap::default() };
        for name in OWN {
            own.intern(name);
        }
        own
    }
}

impl Interner {
    /// The symbol of a text, made if new.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(symbol) = self.numbers.get(text) {
            return *symbol;
        }
        let symbol = Symbol(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, symbol);
        symbol
    }

    /// The symbol of a text, if any file mentions it.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.numbers.get(text).copied()
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        &self.texts[symbol.0 as usize]
    }

    /// The text of a symbol, shared.
    pub fn shared(&self, symbol: Symbol) -> Arc<str> {
        Arc::clone(&self.texts[symbol.0 as usize])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Never: the analysis' own names are always there.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
