//! A template as a tree of statements.

use std::sync::Arc;

use stopple_source::Span;

use crate::expression::Expr;

/// A statement, an output or a piece of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// From its first sign to the last one of its end tag.
    pub span: Span,
}

impl Node {
    /// The bodies of a statement, in the order of the text: the parts of the template that it renders or leaves out.
    pub fn bodies(&self) -> Vec<&[Self]> {
        match &self.kind {
            NodeKind::If { branches, otherwise } => {
                let branches = branches.iter().map(|(_, body)| body.as_slice());
                branches.chain(otherwise.as_deref()).collect()
            }
            NodeKind::For { body, otherwise: other, .. } | NodeKind::Trans { body, plural: other, .. } => {
                std::iter::once(body.as_slice()).chain(other.as_deref()).collect()
            }
            NodeKind::SetBlock { body, .. }
            | NodeKind::Block { body, .. }
            | NodeKind::Macro { body, .. }
            | NodeKind::Call { body, .. }
            | NodeKind::Filter { body, .. }
            | NodeKind::With { body, .. }
            | NodeKind::Autoescape { body, .. } => vec![body.as_slice()],
            _ => Vec::new(),
        }
    }
}

/// A parameter of a macro or of a `call` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its default.
    pub default: Option<Expr>,
}

/// The forms of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// Literal text, at the node's span (`raw` blocks too).
    Text,
    /// `{{ expression }}` and `{% print expression %}`.
    Output(Arc<Expr>),
    /// `if`, with its `elif`s, and `else`.
    If {
        /// Conditions and what they guard.
        branches: Vec<(Expr, Vec<Node>)>,
        /// The body of `else`.
        otherwise: Option<Vec<Node>>,
    },
    /// `for target in iterable if condition`.
    For {
        /// What is assigned in each round.
        target: Expr,
        /// What is walked.
        iterable: Expr,
        /// Which elements are left out.
        condition: Option<Expr>,
        /// Whether the body may call `loop(...)`.
        recursive: bool,
        /// The body.
        body: Vec<Node>,
        /// What is rendered when there was no round.
        otherwise: Option<Vec<Node>>,
    },
    /// `set target = value`.
    Set {
        /// What is assigned.
        target: Expr,
        /// The value.
        value: Expr,
    },
    /// `set target | filter` with a body.
    SetBlock {
        /// What is assigned.
        target: Expr,
        /// The filters on the body.
        filters: Option<Expr>,
        /// The body.
        body: Vec<Node>,
    },
    /// `block name`.
    Block {
        /// Its name.
        name: String,
        /// Whether it sees the variables of the loops around it.
        scoped: bool,
        /// Whether a child must fill it.
        required: bool,
        /// The body.
        body: Vec<Node>,
    },
    /// `extends template`.
    Extends(Expr),
    /// `include template`.
    Include {
        /// A name, or a list of names of which the first that exists is taken.
        template: Expr,
        /// Whether it may be missing.
        ignore_missing: bool,
        /// Whether it sees the variables of this template.
        with_context: bool,
    },
    /// `import template as name`.
    Import {
        /// Which.
        template: Expr,
        /// Under which name.
        name: String,
    },
    /// `from template import a as b`.
    FromImport {
        /// Which.
        template: Expr,
        /// The names there, and here.
        names: Vec<(String, String)>,
    },
    /// `macro name(parameters)`.
    Macro {
        /// Its name.
        name: String,
        /// Its parameters.
        parameters: Vec<Parameter>,
        /// The body.
        body: Vec<Node>,
    },
    /// `call(parameters) macro(...)`.
    Call {
        /// What the macro hands to `caller`.
        parameters: Vec<Parameter>,
        /// The call.
        call: Expr,
        /// What `caller()` renders.
        body: Vec<Node>,
    },
    /// `filter chain`.
    Filter {
        /// The chain, on [`ExprKind::Body`](crate::ExprKind::Body).
        chain: Expr,
        /// The body.
        body: Vec<Node>,
    },
    /// `with a = b`.
    With {
        /// Targets and values.
        bindings: Vec<(Expr, Expr)>,
        /// The body.
        body: Vec<Node>,
    },
    /// `autoescape value`.
    Autoescape {
        /// On or off.
        value: Expr,
        /// The body.
        body: Vec<Node>,
    },
    /// `trans`.
    Trans {
        /// Variables, and their values where they are given.
        variables: Vec<(String, Option<Expr>)>,
        /// The body.
        body: Vec<Node>,
        /// What stands behind `pluralize`.
        plural: Option<Vec<Node>>,
    },
    /// `do expression`.
    Do(Expr),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `debug`: prints all variables of the template.
    Debug,
    /// A tag of an extension that is not known here.
    Unknown(String),
}
