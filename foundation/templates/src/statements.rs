//! Pieces to a tree of statements. Works with a stack of its own, so nesting cannot exhaust the thread's.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use stopple_source::Span;

use crate::expression::{Expr, ExprKind};
use crate::grammar::Parser;
use crate::pieces::{Piece, split};
use crate::problem::Problem;
use crate::tree::{Node, NodeKind, Parameter};

/// How deep blocks may nest in the tree; deeper ones are read, and their bodies lifted into the block around.
const MAX_BLOCKS: usize = 100;

/// Reads a whole template.
pub(crate) fn read(text: &str, problems: &mut Vec<Problem>) -> Vec<Node> {
    let pieces = split(text, problems);
    let mut builder = Builder {
        root: Vec::new(),
        frames: Vec::new(),
        open: HashMap::new(),
        too_deep: false,
        foreign: HashSet::new(),
    };
    for piece in pieces {
        match piece {
            Piece::Text(span) | Piece::Raw(span) => builder.push(Node { kind: NodeKind::Text, span }),
            Piece::Output { span, inner } => {
                let mut parser = Parser::new(text, inner, problems);
                let expr = parser.tuple(true);
                parser.finish();
                builder.push(Node { kind: NodeKind::Output(Arc::new(expr)), span });
            }
            Piece::Tag { span, inner } => {
                let mut parser = Parser::new(text, inner, problems);
                let outcome = tag(&mut parser);
                parser.finish();
                builder.apply(outcome, span, problems);
            }
        }
    }
    while let Some(frame) = builder.frames.pop() {
        problems.push(Problem::new(frame.span, format!("this `{}` is never closed", frame.name)));
        builder.close(frame, None);
    }
    builder.root
}

/// What one tag says.
enum Outcome {
    /// A statement that is whole.
    Whole(NodeKind),
    /// The head of a statement with a body; `NodeKind` with that body still empty.
    Opens(&'static str, NodeKind),
    /// `elif`, with its condition.
    Elif(Expr),
    /// `else`.
    Else,
    /// `pluralize`.
    Pluralize,
    /// The end of the named statement.
    Closes(&'static str),
    /// A tag of somebody's extension.
    Foreign(String),
    /// Nothing that could be read; the problem is stated.
    Nothing,
}

fn tag(parser: &mut Parser<'_>) -> Outcome {
    let Some((word, _)) = parser.name() else {
        parser.fail("the name of a tag is missing here");
        return Outcome::Nothing;
    };
    match word.as_str() {
        "if" => {
            Outcome::Opens("if", NodeKind::If { branches: vec![(parser.tuple(false), Vec::new())], otherwise: None })
        }
        "elif" => Outcome::Elif(parser.tuple(false)),
        "else" => Outcome::Else,
        "for" => loop_head(parser),
        "set" => assignment(parser),
        "block" => {
            let (mut name, _) = parser.expect_name("the name of the block");
            // Jinja refuses `-` in names of blocks, and says so; the name is still the whole word.
            while parser.skip_operator("-") {
                name.push('-');
                name.push_str(&parser.expect_name("the rest of the name").0);
            }
            let mut scoped = parser.skip_name("scoped");
            let required = parser.skip_name("required");
            scoped = scoped || parser.skip_name("scoped");
            Outcome::Opens("block", NodeKind::Block { name, scoped, required, body: Vec::new() })
        }
        "extends" => Outcome::Whole(NodeKind::Extends(parser.expression())),
        "include" => {
            let template = parser.expression();
            let ignore_missing = parser.skip_name("ignore") && parser.skip_name("missing");
            let with_context = context_clause(parser).unwrap_or(true);
            Outcome::Whole(NodeKind::Include { template, ignore_missing, with_context })
        }
        "import" => {
            let template = parser.expression();
            if !parser.skip_name("as") {
                parser.fail("`as` is missing here");
            }
            let (name, _) = parser.expect_name("the name of the import");
            context_clause(parser);
            Outcome::Whole(NodeKind::Import { template, name })
        }
        "from" => imported_names(parser),
        "macro" => {
            let (name, _) = parser.expect_name("the name of the macro");
            let parameters = parameters(parser);
            Outcome::Opens("macro", NodeKind::Macro { name, parameters, body: Vec::new() })
        }
        "call" => {
            let parameters = if parser.at_operator("(") { parameters(parser) } else { Vec::new() };
            let call = parser.expression();
            Outcome::Opens("call", NodeKind::Call { parameters, call, body: Vec::new() })
        }
        "filter" => Outcome::Opens("filter", NodeKind::Filter { chain: parser.filter_chain(), body: Vec::new() }),
        "with" => {
            let mut bindings = Vec::new();
            while !parser.done() {
                let target = parser.target();
                parser.expect_operator("=");
                bindings.push((target, parser.expression()));
                if !parser.skip_operator(",") {
                    break;
                }
            }
            Outcome::Opens("with", NodeKind::With { bindings, body: Vec::new() })
        }
        "autoescape" => {
            Outcome::Opens("autoescape", NodeKind::Autoescape { value: parser.expression(), body: Vec::new() })
        }
        "trans" => translation(parser),
        "pluralize" => {
            parser.name();
            Outcome::Pluralize
        }
        "do" => Outcome::Whole(NodeKind::Do(parser.tuple(true))),
        "print" => Outcome::Whole(NodeKind::Output(Arc::new(parser.tuple(true)))),
        "break" => Outcome::Whole(NodeKind::Break),
        "continue" => Outcome::Whole(NodeKind::Continue),
        "debug" => Outcome::Whole(NodeKind::Debug),
        _ => match CLOSERS.iter().find(|(closer, _)| *closer == word) {
            Some((_, name)) => {
                // `{% endblock name %}`.
                if *name == "block" {
                    while parser.name().is_some() || parser.skip_operator("-") {}
                }
                Outcome::Closes(name)
            }
            None => {
                // The grammar of the rest is not known: no problem about it.
                parser.skip_all();
                Outcome::Foreign(word)
            }
        },
    }
}

const CLOSERS: [(&str, &str); 11] = [
    ("endif", "if"),
    ("endfor", "for"),
    ("endblock", "block"),
    ("endset", "set"),
    ("endmacro", "macro"),
    ("endcall", "call"),
    ("endfilter", "filter"),
    ("endwith", "with"),
    ("endautoescape", "autoescape"),
    ("endtrans", "trans"),
    ("endraw", "raw"),
];

fn loop_head(parser: &mut Parser<'_>) -> Outcome {
    let target = parser.target();
    if !parser.skip_name("in") {
        parser.fail("`in` is missing here");
    }
    let iterable = parser.tuple(false);
    let condition = parser.skip_name("if").then(|| parser.expression());
    let recursive = parser.skip_name("recursive");
    let (body, otherwise) = (Vec::new(), None);
    Outcome::Opens("for", NodeKind::For { target, iterable, condition, recursive, body, otherwise })
}

fn assignment(parser: &mut Parser<'_>) -> Outcome {
    let target = parser.target();
    if parser.skip_operator("=") {
        return Outcome::Whole(NodeKind::Set { target, value: parser.tuple(true) });
    }
    if parser.failed() {
        return Outcome::Nothing;
    }
    // The target was read with its filters: `set x | upper` gives the filter `upper` on `x`.
    let (target, filters) = split_filters(target);
    Outcome::Opens("set", NodeKind::SetBlock { target, filters, body: Vec::new() })
}

/// Takes the filters off a target and puts them on the body.
fn split_filters(target: Expr) -> (Expr, Option<Expr>) {
    let mut calls = Vec::new();
    let mut here = target;
    loop {
        match here.kind {
            ExprKind::Filter { value, name, arguments } => {
                calls.push((name, arguments, here.span));
                here = *value;
            }
            kind => {
                here.kind = kind;
                break;
            }
        }
    }
    let mut chain: Option<Expr> = None;
    for (name, arguments, span) in calls.into_iter().rev() {
        let value = Box::new(chain.unwrap_or_else(|| Expr::new(ExprKind::Body, here.span)));
        chain = Some(Expr::new(ExprKind::Filter { value, name, arguments }, span));
    }
    (here, chain)
}

/// `with context` or `without context`.
fn context_clause(parser: &mut Parser<'_>) -> Option<bool> {
    let with = if parser.skip_name("with") {
        true
    } else if parser.skip_name("without") {
        false
    } else {
        return None;
    };
    if !parser.skip_name("context") {
        parser.fail("`context` is missing here");
    }
    Some(with)
}

fn imported_names(parser: &mut Parser<'_>) -> Outcome {
    let template = parser.expression();
    if !parser.skip_name("import") {
        parser.fail("`import` is missing here");
    }
    let mut names = Vec::new();
    while !parser.done() && context_clause(parser).is_none() {
        let (there, _) = parser.expect_name("a name to import");
        let here = if parser.skip_name("as") { parser.expect_name("the new name").0 } else { there.clone() };
        names.push((there, here));
        parser.skip_operator(",");
    }
    Outcome::Whole(NodeKind::FromImport { template, names })
}

fn parameters(parser: &mut Parser<'_>) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    parser.expect_operator("(");
    while !parser.at_operator(")") && !parser.done() {
        let (name, _) = parser.expect_name("the name of a parameter");
        let default = parser.skip_operator("=").then(|| parser.expression());
        parameters.push(Parameter { name, default });
        if !parser.skip_operator(",") {
            break;
        }
    }
    parser.expect_operator(")");
    parameters
}

fn translation(parser: &mut Parser<'_>) -> Outcome {
    let mut variables = Vec::new();
    // A context string for the translators may stand first.
    parser.skip_text();
    while !parser.done() {
        if parser.skip_operator(",") || parser.skip_operator(":") {
            continue;
        }
        let (name, _) = parser.expect_name("a variable");
        if parser.skip_operator("=") {
            let value = parser.expression();
            variables.push((name, Some(value)));
        } else if !matches!(name.as_str(), "trimmed" | "notrimmed" | "") {
            variables.push((name, None));
        }
    }
    Outcome::Opens("trans", NodeKind::Trans { variables, body: Vec::new(), plural: None })
}

/// A statement whose end has not come yet.
struct Frame {
    name: &'static str,
    span: Span,
    kind: NodeKind,
    /// The body that is being filled.
    body: Vec<Node>,
    /// `else` or `pluralize` has been seen: the body belongs there, and this is the one before it.
    before: Option<Vec<Node>>,
    /// Nested too deeply: what stands inside was put into the statement at the limit, and this one is dropped.
    lifted: bool,
}

struct Builder {
    root: Vec<Node>,
    frames: Vec<Frame>,
    /// How many statements of each name are open.
    open: HashMap<&'static str, usize>,
    too_deep: bool,
    /// Unknown tags that were seen, so that their end tags are expected.
    foreign: HashSet<String>,
}

impl Builder {
    fn push(&mut self, node: Node) {
        let holder = self.frames.len().min(MAX_BLOCKS).checked_sub(1);
        match holder.and_then(|at| self.frames.get_mut(at)) {
            Some(frame) => frame.body.push(node),
            None => self.root.push(node),
        }
    }

    fn apply(&mut self, outcome: Outcome, span: Span, problems: &mut Vec<Problem>) {
        match outcome {
            Outcome::Nothing => {}
            Outcome::Whole(kind) => self.push(Node { kind, span }),
            Outcome::Opens(name, kind) => {
                let lifted = self.frames.len() >= MAX_BLOCKS;
                if lifted && !self.too_deep {
                    self.too_deep = true;
                    problems
                        .push(Problem::new(span, "blocks are nested too deeply; from here on their heads are ignored"));
                }
                *self.open.entry(name).or_default() += 1;
                self.frames.push(Frame { name, span, kind, body: Vec::new(), before: None, lifted });
            }
            Outcome::Elif(condition) => match self.frames.last_mut() {
                Some(Frame { kind: NodeKind::If { branches, .. }, body, before: None, .. }) => {
                    if let Some(last) = branches.last_mut() {
                        last.1 = std::mem::take(body);
                    }
                    branches.push((condition, Vec::new()));
                }
                _ => problems.push(Problem::new(span, "this `elif` belongs to no `if`")),
            },
            Outcome::Else => match self.frames.last_mut() {
                Some(frame) if matches!(frame.name, "if" | "for") && frame.before.is_none() => {
                    frame.before = Some(std::mem::take(&mut frame.body));
                }
                _ => problems.push(Problem::new(span, "this `else` belongs to no `if` or `for`")),
            },
            Outcome::Pluralize => match self.frames.last_mut() {
                Some(frame) if frame.name == "trans" && frame.before.is_none() => {
                    frame.before = Some(std::mem::take(&mut frame.body));
                }
                _ => problems.push(Problem::new(span, "this `pluralize` belongs to no `trans`")),
            },
            Outcome::Closes(name) => {
                if self.open.get(name).copied().unwrap_or(0) == 0 {
                    problems.push(Problem::new(span, format!("this end of `{name}` closes nothing")));
                    return;
                }
                while let Some(frame) = self.frames.pop() {
                    let found = frame.name == name;
                    if !found {
                        problems.push(Problem::new(frame.span, format!("this `{}` is never closed", frame.name)));
                    }
                    self.close(frame, found.then_some(span));
                    if found {
                        return;
                    }
                }
            }
            Outcome::Foreign(word) => {
                let ends = word.strip_prefix("end").is_some_and(|start| self.foreign.contains(start));
                if !ends && !self.foreign.contains(&word) {
                    problems.push(Problem::new(span, format!("the tag `{word}` is not known")));
                    self.foreign.insert(word.clone());
                }
                self.push(Node { kind: NodeKind::Unknown(word), span });
            }
        }
    }

    /// Puts a statement, now whole, into the one around it.
    fn close(&mut self, frame: Frame, end: Option<Span>) {
        let Frame { name, span, mut kind, body: last, before, lifted } = frame;
        if let Some(open) = self.open.get_mut(name) {
            *open = open.saturating_sub(1);
        }
        let whole = end.unwrap_or_else(|| last.last().map_or(span, |node| node.span)).cover(span);
        let (first, second) = match before {
            Some(before) => (before, Some(last)),
            None => (last, None),
        };
        if lifted {
            return;
        }
        match &mut kind {
            NodeKind::If { branches, otherwise } => {
                if let Some(branch) = branches.last_mut() {
                    branch.1 = first;
                }
                *otherwise = second;
            }
            NodeKind::For { body, otherwise, .. } => {
                *body = first;
                *otherwise = second;
            }
            NodeKind::Trans { body, plural, .. } => {
                *body = first;
                *plural = second;
            }
            NodeKind::SetBlock { body, .. }
            | NodeKind::Block { body, .. }
            | NodeKind::Macro { body, .. }
            | NodeKind::Call { body, .. }
            | NodeKind::Filter { body, .. }
            | NodeKind::With { body, .. }
            | NodeKind::Autoescape { body, .. } => *body = first,
            _ => {}
        }
        self.push(Node { kind, span: whole });
    }
}
