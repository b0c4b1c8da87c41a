//! Jinja expressions as a tree.

use stopple_source::Span;

/// An expression and the place where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Its place in the template.
    pub span: Span,
    /// Levels of the tree below and with this one; bounded by the parser, so recursion over a tree is safe.
    pub(crate) height: u16,
}

/// The forms of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// A variable.
    Name(String),
    /// A string literal (adjacent literals are joined, as Jinja does).
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// `true` or `false`.
    Boolean(bool),
    /// `none`.
    None,
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `a, b` or `(a, b)`.
    Tuple(Vec<Expr>),
    /// `{a: b}`.
    Dict(Vec<(Expr, Expr)>),
    /// `object.name`.
    Attribute {
        /// What stands before the dot.
        object: Box<Expr>,
        /// What stands after it; a number for `items.0`.
        name: String,
    },
    /// `object[index]`.
    Subscript {
        /// What is indexed.
        object: Box<Expr>,
        /// The index, the key or a slice.
        index: Box<Expr>,
    },
    /// `start:stop:step`, inside a subscript.
    Slice(Vec<Expr>),
    /// `function(arguments)`.
    Call {
        /// What is called.
        function: Box<Expr>,
        /// With what.
        arguments: Arguments,
    },
    /// `value|name(arguments)`.
    Filter {
        /// What is filtered; [`ExprKind::Body`] at the start of the chain of a `filter` or `set` block.
        value: Box<Expr>,
        /// The filter, dots included.
        name: String,
        /// Its arguments.
        arguments: Arguments,
    },
    /// `value is name(arguments)`.
    Test {
        /// What is tested.
        value: Box<Expr>,
        /// The test.
        name: String,
        /// Its arguments.
        arguments: Arguments,
        /// `is not`.
        negated: bool,
    },
    /// `not a`, `-a`, `+a`.
    Unary {
        /// `"not"`, `"-"` or `"+"`.
        operator: &'static str,
        /// What it is applied to.
        operand: Box<Expr>,
    },
    /// Arithmetic, `and`, `or`.
    Binary {
        /// As it is written.
        operator: &'static str,
        /// Left side.
        left: Box<Expr>,
        /// Right side.
        right: Box<Expr>,
    },
    /// `a < b <= c`.
    Compare {
        /// The leftmost operand.
        first: Box<Expr>,
        /// Operators (`"=="`, `"in"`, `"not in"`, ...) and their right sides.
        rest: Vec<(&'static str, Expr)>,
    },
    /// `a ~ b ~ c`.
    Concat(Vec<Expr>),
    /// `then if test else otherwise`.
    Conditional {
        /// The condition.
        test: Box<Expr>,
        /// The value if it holds.
        then: Box<Expr>,
        /// The value if it does not; nothing is printed without it.
        otherwise: Option<Box<Expr>>,
    },
    /// The rendered body of the surrounding `filter`, `set` or `call` block.
    Body,
    /// Could not be read; the template has a problem there.
    Invalid,
}

/// The arguments of a call, a filter or a test.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arguments {
    /// By position.
    pub positional: Vec<Expr>,
    /// By name.
    pub keyword: Vec<(String, Expr)>,
    /// `*rest`.
    pub star: Vec<Expr>,
    /// `**rest`.
    pub double_star: Vec<Expr>,
}

impl Arguments {
    /// All values, in groups: by position, by name, starred.
    pub fn values(&self) -> impl Iterator<Item = &Expr> {
        let named = self.keyword.iter().map(|(_, value)| value);
        self.positional.iter().chain(named).chain(&self.star).chain(&self.double_star)
    }

    /// The argument at `position`, or the one named `name`.
    pub fn get(&self, position: usize, name: &str) -> Option<&Expr> {
        let named = || self.keyword.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        self.positional.get(position).or_else(named)
    }
}

impl Expr {
    pub(crate) fn new(kind: ExprKind, span: Span) -> Self {
        let mut expr = Self { kind, span, height: 1 };
        let mut below = 0;
        expr.for_each_child(&mut |child| below = below.max(child.height));
        expr.height = below.saturating_add(1);
        expr
    }

    /// Calls `visit` on each direct part.
    pub fn for_each_child<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match &self.kind {
            ExprKind::Name(_)
            | ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Boolean(_)
            | ExprKind::None
            | ExprKind::Body
            | ExprKind::Invalid => {}
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Slice(items) | ExprKind::Concat(items) => {
                items.iter().for_each(visit);
            }
            ExprKind::Dict(entries) => {
                for (key, value) in entries {
                    visit(key);
                    visit(value);
                }
            }
            ExprKind::Attribute { object, .. } => visit(object),
            ExprKind::Subscript { object, index } => {
                visit(object);
                visit(index);
            }
            ExprKind::Call { function, arguments } => {
                visit(function);
                arguments.values().for_each(visit);
            }
            ExprKind::Filter { value, arguments, .. } | ExprKind::Test { value, arguments, .. } => {
                visit(value);
                arguments.values().for_each(visit);
            }
            ExprKind::Unary { operand, .. } => visit(operand),
            ExprKind::Binary { left, right, .. } => {
                visit(left);
                visit(right);
            }
            ExprKind::Compare { first, rest } => {
                visit(first);
                rest.iter().for_each(|(_, value)| visit(value));
            }
            ExprKind::Conditional { test, then, otherwise } => {
                visit(test);
                visit(then);
                if let Some(otherwise) = otherwise {
                    visit(otherwise);
                }
            }
        }
    }

    /// Whether `test` holds for this expression or for a part of it.
    pub fn any(&self, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
        if test(self) {
            return true;
        }
        let mut found = false;
        self.for_each_child(&mut |child| found = found || child.any(test));
        found
    }

    /// The filters that are applied to the whole expression, the first one first: `a|b|c` gives `b`, `c`.
    pub fn filters(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut here = self;
        while let ExprKind::Filter { value, name, .. } = &here.kind {
            names.push(name.as_str());
            here = value;
        }
        names.reverse();
        names
    }

    /// Whether the last thing done to the value is to declare it safe HTML: `|safe` or `Markup(...)`.
    pub fn is_marked_safe(&self) -> bool {
        match &self.kind {
            ExprKind::Filter { name, .. } => name == "safe",
            ExprKind::Call { function, .. } => function.dotted().is_some_and(|name| is_markup_class(&name)),
            _ => false,
        }
    }

    /// Whether the filters of the whole expression leave it escaped for HTML text, whatever the autoescape setting.
    pub fn escapes(&self) -> bool {
        use crate::filters::{Effect, filter};
        let mut escaped = false;
        let mut markup = false;
        for name in self.filters() {
            match filter(name).map(|fact| fact.effect) {
                Some(Effect::Escapes) => {
                    escaped = escaped || !markup;
                    markup = true;
                }
                Some(Effect::MarksSafe) => markup = true,
                Some(Effect::ForceEscapes | Effect::Json | Effect::Numbers | Effect::UrlEncodes | Effect::Links) => {
                    escaped = true;
                    markup = true;
                }
                Some(Effect::StripsTags) => {
                    escaped = false;
                    markup = false;
                }
                _ => {}
            }
        }
        escaped
    }

    /// The string, if it is a literal.
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// `a.b.c` if it is only names and dots.
    pub fn dotted(&self) -> Option<String> {
        let mut parts = Vec::new();
        let mut here = self;
        loop {
            match &here.kind {
                ExprKind::Attribute { object, name } => {
                    parts.push(name.as_str());
                    here = object;
                }
                ExprKind::Name(name) => {
                    parts.push(name);
                    parts.reverse();
                    return Some(parts.join("."));
                }
                _ => return None,
            }
        }
    }
}

/// Whether a dotted name is the class `Markup` of MarkupSafe under its usual names.
pub(crate) fn is_markup_class(name: &str) -> bool {
    matches!(name, "Markup" | "markupsafe.Markup" | "flask.Markup")
}
