//! The lowered form of one file: compact, resolved to slots, independent of the parser. (long because all nodes of the form are told in one place)
//!
//! All nodes of a file live in a few flat tables; ids are indices into them and have no meaning outside of
//! their file. Python has no `goto`, so the lowered form stays structured: an abstract interpreter that walks it
//! visits blocks in the best order without computing one, and each join point is where the structure ends.
//!
//! Names are resolved to [`Variable`]s: a plain local lives in a slot of its function, a variable that an inner
//! function reads or writes lives in the *cells* of the function that owns it, everything else is global.
//! Comprehension variables are locals of the enclosing function under slots of their own.

use stopple_source::Span;

/// Index into [`File::names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);
/// Index into [`File::strings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StrId(pub u32);
/// Index into [`File::exprs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);
/// Index into [`File::stmts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StmtId(pub u32);
/// Index into [`File::patterns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PatternId(pub u32);
/// Index into [`File::scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u32);

/// A run of entries in one of the pools of [`File`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Run {
    /// First entry.
    pub start: u32,
    /// Number of entries.
    pub len: u32,
}

impl Run {
    /// The indices of the run.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..(self.start + self.len) as usize
    }
}

/// One lowered file. `scopes[0]` is the module body.
#[derive(Debug, Default, Clone)]
pub struct File {
    /// Identifiers, each once.
    pub names: Vec<Box<str>>,
    /// String constants, each once.
    pub strings: Vec<Box<str>>,
    /// Bytes constants and integers too large for 64 bits (as written).
    pub bytes: Vec<Box<[u8]>>,
    /// Expressions, and where they stand.
    pub exprs: Vec<Expr>,
    /// Spans of `exprs`, same index.
    pub expr_spans: Vec<Span>,
    /// Statements.
    pub stmts: Vec<Stmt>,
    /// Spans of `stmts`, same index.
    pub stmt_spans: Vec<Span>,
    /// `match` patterns.
    pub patterns: Vec<Pattern>,
    /// Pool of expression lists.
    pub expr_lists: Vec<ExprId>,
    /// Pool of optional expression lists (dictionary keys; `None` is `**rest`).
    pub entries: Vec<Entry>,
    /// Pool of statement lists.
    pub blocks: Vec<StmtId>,
    /// Pool of call arguments.
    pub arguments: Vec<Argument>,
    /// Pool of f-string parts.
    pub parts: Vec<Part>,
    /// Pool of comprehension clauses.
    pub clauses: Vec<Clause>,
    /// Pool of `except` handlers.
    pub handlers: Vec<Handler>,
    /// Pool of `with` items.
    pub with_items: Vec<WithItem>,
    /// Pool of `match` cases.
    pub cases: Vec<Case>,
    /// Pool of patterns lists.
    pub pattern_lists: Vec<PatternId>,
    /// Pool of import aliases.
    pub aliases: Vec<Alias>,
    /// Pool of names of keyword patterns.
    pub keyword_names: Vec<NameId>,
    /// Bodies with names of their own.
    pub scopes: Vec<Scope>,
    /// Every comment that contains `stopple:`, with its text from the `#` on.
    pub comments: Vec<(Span, Box<str>)>,
    /// Number of lines.
    pub lines: u32,
}

/// What kind of body a scope is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// A whole file.
    Module,
    /// `def` or `async def`.
    Function,
    /// `lambda`; its body is one `Return`.
    Lambda,
    /// A class body; its locals are the class namespace.
    Class,
}

/// A body with names of its own.
#[derive(Debug, Clone)]
pub struct Scope {
    /// What it is.
    pub kind: ScopeKind,
    /// Its name; `<module>` and `<lambda>` where it has none.
    pub name: NameId,
    /// Dotted name inside the file, e.g. `Search.get` or `init.<locals>.view`; empty for the module.
    pub qualified: Box<str>,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// From `def`/`class` (decorators excluded) to the end of the body.
    pub span: Span,
    /// The name itself.
    pub name_span: Span,
    /// Parameters in order of declaration; empty unless function or lambda.
    pub params: Vec<Param>,
    /// Names of the plain local slots. In a class scope: the class namespace. Parameters that are not captured come first, in order.
    pub slots: Vec<NameId>,
    /// Names of the cells: locals that inner scopes use.
    pub cells: Vec<NameId>,
    /// Decorators, outermost first, to be evaluated in the parent scope.
    pub decorators: Run,
    /// Bases and keywords of a class, to be evaluated in the parent scope (pool `arguments`).
    pub bases: Run,
    /// The return annotation, to be evaluated in the parent scope.
    pub returns: Option<ExprId>,
    /// The body.
    pub body: Run,
    /// `async def`.
    pub is_async: bool,
    /// Contains `yield`.
    pub is_generator: bool,
    /// Names declared `global`, and thus stored in the module from here.
    pub globals: Vec<NameId>,
    /// Every global, attribute and imported name that the body itself (not its inner functions) mentions; sorted, each once.
    pub mentions: Vec<NameId>,
    /// Inner scopes, in order.
    pub inner: Vec<ScopeId>,
    /// First line of the body if it is a string constant.
    pub docstring: Option<StrId>,
}

/// How a parameter takes its argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// By place or by name.
    Normal,
    /// `*args`.
    VarPositional,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`.
    VarKeyword,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its name.
    pub name: NameId,
    /// How it is passed.
    pub kind: ParamKind,
    /// Where it is stored: `Slot` or `Cell { up: 0, .. }`.
    pub variable: Variable,
    /// Default value, to be evaluated in the parent scope.
    pub default: Option<ExprId>,
    /// Annotation, to be evaluated in the parent scope.
    pub annotation: Option<ExprId>,
    /// Where it stands.
    pub span: Span,
    /// Whether the body assigns to it anywhere (then a guard on it says nothing about the argument).
    pub reassigned: bool,
}

/// Where a name lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variable {
    /// A plain local of the scope at hand (in a class scope: an entry of the class namespace, which falls back to the global of the same name while unbound).
    Slot(u32),
    /// A cell of the `up`-th enclosing function scope (0: this one; class and comprehension scopes are not counted).
    Cell {
        /// How many function scopes outward.
        up: u32,
        /// Index into that scope's `cells`.
        index: u32,
    },
    /// A module global or a builtin.
    Global(NameId),
}

/// A constant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Constant {
    /// `None`
    None,
    /// `...`
    Ellipsis,
    /// `True`, `False`
    Bool(bool),
    /// An integer of at most 64 bits.
    Int(i64),
    /// A larger integer, as written.
    BigInt(u32),
    /// A float.
    Float(f64),
    /// A complex number; its value is of no use.
    Complex,
    /// A string (implicit concatenation joined).
    Str(StrId),
    /// Bytes.
    Bytes(u32),
}

/// Binary operators, also of augmented assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are Python's")]
pub enum BinaryOp {
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

/// Unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are Python's")]
pub enum UnaryOp {
    Invert,
    Not,
    Plus,
    Minus,
}

/// Comparison operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are Python's")]
pub enum CompareOp {
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

/// What a comprehension builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are Python's")]
pub enum ComprehensionKind {
    List,
    Set,
    Dict,
    Generator,
}

/// An expression. Targets of assignments are expressions too: `Var`, `Attribute`, `Subscript`, `Tuple`, `List`, `Starred`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "fields follow the grammar of Python")]
pub enum Expr {
    Constant(Constant),
    Var(Variable),
    Attribute {
        base: ExprId,
        name: NameId,
        name_span: Span,
    },
    /// `base[index]`; a slice index is `Slice`, several indices are a `Tuple`.
    Subscript {
        base: ExprId,
        index: ExprId,
    },
    Slice {
        lower: Option<ExprId>,
        upper: Option<ExprId>,
        step: Option<ExprId>,
    },
    /// Arguments in order of writing (pool `arguments`).
    Call {
        callee: ExprId,
        arguments: Run,
    },
    Binary {
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
    },
    Unary {
        op: UnaryOp,
        operand: ExprId,
    },
    /// A comparison of two; a chain `a < b < c` is lowered to a `BoolOp` of two comparisons that share `b`'s id.
    Compare {
        op: CompareOp,
        left: ExprId,
        right: ExprId,
    },
    /// `and`/`or` over two or more operands (pool `expr_lists`).
    BoolOp {
        is_and: bool,
        operands: Run,
    },
    Conditional {
        test: ExprId,
        then: ExprId,
        otherwise: ExprId,
    },
    /// Pool `parts`.
    FString {
        parts: Run,
    },
    /// A template string (PEP 750); the same parts as an f-string.
    TString {
        parts: Run,
    },
    Tuple {
        items: Run,
    },
    List {
        items: Run,
    },
    Set {
        items: Run,
    },
    /// Pool `entries`.
    Dict {
        entries: Run,
    },
    Lambda(ScopeId),
    /// `element` is the key of a dictionary comprehension, then `value` is its value. Pool `clauses`.
    Comprehension {
        kind: ComprehensionKind,
        element: ExprId,
        value: Option<ExprId>,
        clauses: Run,
    },
    Starred(ExprId),
    Await(ExprId),
    Yield(Option<ExprId>),
    YieldFrom(ExprId),
    /// `target := value`
    Named {
        target: ExprId,
        value: ExprId,
    },
    /// What the parser could not read; carries nothing.
    Invalid,
}

/// An entry of a dictionary display.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// `None` for `**value`.
    pub key: Option<ExprId>,
    /// The value.
    pub value: ExprId,
}

/// An argument of a call, or a base or keyword of a class.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Argument {
    /// By place.
    Positional(ExprId),
    /// `*value`
    Star(ExprId),
    /// `name=value`
    Keyword(NameId, ExprId),
    /// `**value`
    DoubleStar(ExprId),
}

impl Argument {
    /// The expression, however it is passed.
    pub const fn value(self) -> ExprId {
        match self {
            Self::Positional(value) | Self::Star(value) | Self::Keyword(_, value) | Self::DoubleStar(value) => value,
        }
    }
}

/// A part of an f-string.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Part {
    /// Text between the holes.
    Literal(StrId),
    /// `{value!conversion:format}`.
    Hole {
        /// The expression.
        value: ExprId,
        /// `s`, `r` or `a`.
        conversion: Option<char>,
        /// The parts of the format after `:` (pool `parts`).
        format: Run,
    },
}

/// `for target in iter if conditions...`
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "fields follow the grammar of Python")]
pub struct Clause {
    pub target: ExprId,
    pub iter: ExprId,
    pub conditions: Run,
    pub is_async: bool,
}

/// A statement. Blocks are runs of the pool `blocks`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs, reason = "fields follow the grammar of Python")]
pub enum Stmt {
    Expr(ExprId),
    /// Several targets: `a = b = value` (pool `expr_lists`), assigned from left to right.
    Assign {
        targets: Run,
        value: ExprId,
    },
    Augmented {
        op: BinaryOp,
        target: ExprId,
        value: ExprId,
    },
    Annotated {
        target: ExprId,
        annotation: ExprId,
        value: Option<ExprId>,
    },
    Return(Option<ExprId>),
    Raise {
        exception: Option<ExprId>,
        cause: Option<ExprId>,
    },
    /// `elif` is an `If` in `otherwise`.
    If {
        test: ExprId,
        then: Run,
        otherwise: Run,
    },
    While {
        test: ExprId,
        body: Run,
        otherwise: Run,
    },
    For {
        target: ExprId,
        iter: ExprId,
        body: Run,
        otherwise: Run,
        is_async: bool,
    },
    /// Pool `handlers`.
    Try {
        body: Run,
        handlers: Run,
        otherwise: Run,
        finally: Run,
        is_star: bool,
    },
    /// Pool `with_items`.
    With {
        items: Run,
        body: Run,
        is_async: bool,
    },
    /// Pool `cases`.
    Match {
        subject: ExprId,
        cases: Run,
    },
    /// Decorators, defaults and annotations are evaluated here, then the result is stored.
    Function {
        scope: ScopeId,
        target: Variable,
    },
    /// Decorators and bases are evaluated here, then the body runs, then the result is stored.
    Class {
        scope: ScopeId,
        target: Variable,
    },
    /// `import a.b as c, d` (pool `aliases`).
    Import {
        names: Run,
    },
    /// `from ..module import a as b, *` (pool `aliases`).
    ImportFrom {
        level: u32,
        module: Option<NameId>,
        names: Run,
    },
    /// `del` of targets (pool `expr_lists`).
    Delete {
        targets: Run,
    },
    Assert {
        test: ExprId,
        message: Option<ExprId>,
    },
    TypeAlias {
        target: ExprId,
        value: ExprId,
    },
    Break,
    Continue,
    Pass,
}

/// A name brought in by an import.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alias {
    /// What is imported, dotted as written for `import a.b`; `*` for a star import.
    pub name: NameId,
    /// Whether there is an `as`. `import a.b` without it binds the first part, `a`.
    pub has_as: bool,
    /// Where it is stored (`Variable::Global` of the module for a star import is of no meaning).
    pub target: Variable,
    /// Where it stands.
    pub span: Span,
}

/// An `except` clause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Handler {
    /// The exception type or tuple of types.
    pub kind: Option<ExprId>,
    /// `as name`.
    pub target: Option<Variable>,
    /// The block.
    pub body: Run,
    /// Where `except` stands.
    pub span: Span,
}

/// `context as target`
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WithItem {
    /// The context manager.
    pub context: ExprId,
    /// What it is assigned to.
    pub target: Option<ExprId>,
}

/// A `case` clause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// The pattern.
    pub pattern: PatternId,
    /// `if guard`.
    pub guard: Option<ExprId>,
    /// The block.
    pub body: Run,
}

/// A pattern of a `case` clause. Lists are runs of the pool `pattern_lists`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pattern {
    /// Compares equal to the value.
    Value(ExprId),
    /// Is `None`, `True` or `False`.
    Singleton(Constant),
    /// A sequence; at most one item is `Star`.
    Sequence(Run),
    /// A mapping: values of `keys` (pool `expr_lists`) match `patterns`; the rest goes to `rest`.
    Mapping {
        /// The keys.
        keys: Run,
        /// As many patterns.
        patterns: Run,
        /// `**rest`.
        rest: Option<Variable>,
    },
    /// `Class(positional..., name=pattern...)`.
    Class {
        /// The class.
        class: ExprId,
        /// Positional patterns.
        positional: Run,
        /// Names of the keyword patterns (pool `keyword_names`), one for each of `keywords`.
        keyword_names: Run,
        /// Keyword patterns.
        keywords: Run,
    },
    /// `*name` or `*_` inside a sequence.
    Star(Option<Variable>),
    /// `pattern as name`; a bare `name` has no pattern, `_` has neither.
    As {
        /// The pattern that must match.
        pattern: Option<PatternId>,
        /// The name that is bound.
        target: Option<Variable>,
    },
    /// One of them.
    Or(Run),
}
