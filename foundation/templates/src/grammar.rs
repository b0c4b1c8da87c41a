//! Tokens to expressions, with Jinja's precedence.

use stopple_source::Span;

use crate::expression::{Arguments, Expr, ExprKind};
use crate::problem::Problem;
use crate::tokens::{Token, TokenKind, tokens};

/// How deep brackets and prefix operators may nest; no template that people wrote comes near.
const MAX_NESTING: u32 = 64;
/// How many levels a tree may have, long chains such as `a.b.c` or `a + b + c` included.
const MAX_HEIGHT: u16 = 256;

/// Reads the tokens of one tag. After the first error the rest of the tag is skipped: one problem a tag.
pub(crate) struct Parser<'p> {
    tokens: Vec<Token>,
    at: usize,
    /// The end of the tag's inside.
    end: u32,
    start: u32,
    nesting: u32,
    problems: &'p mut Vec<Problem>,
}

/// The precedence levels of the operators with two sides, loosest first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Or,
    And,
    Not,
    Compare,
    Sum,
    Concat,
    Product,
    Power,
    Unary,
}

impl Level {
    const fn tighter(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::Sum,
            Self::Sum => Self::Concat,
            Self::Concat => Self::Product,
            Self::Product => Self::Power,
            Self::Power | Self::Unary => Self::Unary,
        }
    }
}

impl<'p> Parser<'p> {
    pub(crate) fn new(text: &str, inner: Span, problems: &'p mut Vec<Problem>) -> Self {
        let tokens = tokens(text, inner, problems);
        Self { tokens, at: 0, end: inner.end, start: inner.start, nesting: 0, problems }
    }

    // --- Looking at tokens; the statements use these too.

    pub(crate) fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// An error was stated, and the rest of the tag skipped.
    pub(crate) fn failed(&self) -> bool {
        self.at > self.tokens.len()
    }

    fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Where the next token stands.
    pub(crate) fn here(&self) -> Span {
        self.tokens.get(self.at).map_or(Span::new(self.end, self.end), |token| token.span)
    }

    fn since(&self, start: u32) -> Span {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        Span::new(start, before.map_or(start, |token| token.span.end).max(start))
    }

    pub(crate) fn at_operator(&self, operator: &str) -> bool {
        matches!(self.peek(), Some(TokenKind::Operator(found)) if *found == operator)
    }

    pub(crate) fn at_name(&self, name: &str) -> bool {
        matches!(self.peek(), Some(TokenKind::Name(found)) if found == name)
    }

    pub(crate) fn skip_operator(&mut self, operator: &str) -> bool {
        let found = self.at_operator(operator);
        self.at += usize::from(found);
        found
    }

    pub(crate) fn skip_name(&mut self, name: &str) -> bool {
        let found = self.at_name(name);
        self.at += usize::from(found);
        found
    }

    /// Takes a name of any kind.
    pub(crate) fn name(&mut self) -> Option<(String, Span)> {
        let span = self.here();
        let Some(TokenKind::Name(name)) = self.peek() else { return None };
        let name = name.clone();
        self.at += 1;
        Some((name, span))
    }

    /// Takes a name, or states what is missing.
    pub(crate) fn expect_name(&mut self, what: &str) -> (String, Span) {
        self.name().unwrap_or_else(|| {
            let span = self.here();
            self.fail(format!("{what} is missing here"));
            (String::new(), span)
        })
    }

    pub(crate) fn expect_operator(&mut self, operator: &'static str) -> bool {
        if self.skip_operator(operator) {
            return true;
        }
        self.fail(format!("`{operator}` is missing here"));
        false
    }

    /// States the problem at the next token and skips the rest of the tag. Says only the first one.
    pub(crate) fn fail(&mut self, message: impl Into<String>) {
        if self.failed() {
            return;
        }
        let span = if self.done() { Span::new(self.start, self.end) } else { self.here() };
        self.problems.push(Problem::new(span, message));
        self.at = self.tokens.len() + 1;
    }

    /// Skips the rest of the tag without a word.
    pub(crate) fn skip_all(&mut self) {
        self.at = self.tokens.len() + 1;
    }

    /// Takes a string literal if there is one.
    pub(crate) fn skip_text(&mut self) {
        self.at += usize::from(matches!(self.peek(), Some(TokenKind::Text(_))));
    }

    /// The tag must end here.
    pub(crate) fn finish(&mut self) {
        if !self.done() {
            self.fail("the tag should have ended before this");
        }
    }

    fn make(&mut self, kind: ExprKind, start: u32) -> Expr {
        let span = self.since(start);
        let expr = Expr::new(kind, span);
        if expr.height > MAX_HEIGHT {
            self.fail("this expression is too long to be followed");
            return Expr::new(ExprKind::Invalid, span);
        }
        expr
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Expr) -> Expr {
        if self.nesting >= MAX_NESTING {
            let span = self.here();
            self.fail("this expression is nested too deeply");
            return Expr::new(ExprKind::Invalid, span);
        }
        self.nesting += 1;
        let expr = read(self);
        self.nesting -= 1;
        expr
    }

    // --- Expressions.

    /// `a, b` or `a`. `conditions` allows `x if y`, which the head of a loop does not.
    pub(crate) fn tuple(&mut self, conditions: bool) -> Expr {
        let start = self.here().start;
        let first = if conditions { self.expression() } else { self.unconditional() };
        if !self.at_operator(",") {
            return first;
        }
        let mut items = vec![first];
        while self.skip_operator(",") {
            let ends = self.done() || self.at_operator(")") || self.at_operator("=") || self.at_name("in");
            if ends {
                break;
            }
            items.push(if conditions { self.expression() } else { self.unconditional() });
        }
        self.make(ExprKind::Tuple(items), start)
    }

    /// One expression, conditional or not.
    pub(crate) fn expression(&mut self) -> Expr {
        let start = self.here().start;
        let mut value = self.unconditional();
        while self.skip_name("if") {
            let test = self.unconditional();
            let otherwise = self.skip_name("else").then(|| Box::new(self.nested(Self::expression)));
            let kind = ExprKind::Conditional { test: Box::new(test), then: Box::new(value), otherwise };
            value = self.make(kind, start);
        }
        value
    }

    pub(crate) fn unconditional(&mut self) -> Expr {
        self.nested(|parser| parser.level(Level::Or))
    }

    /// A name, a tuple of names or an attribute of a namespace: what `for` and `set` may assign to.
    pub(crate) fn target(&mut self) -> Expr {
        let start = self.here().start;
        let first = self.nested(|parser| parser.level(Level::Unary));
        if !self.at_operator(",") {
            return first;
        }
        let mut items = vec![first];
        while self.skip_operator(",") {
            if self.at_name("in") || self.at_operator("=") || self.done() {
                break;
            }
            items.push(self.nested(|parser| parser.level(Level::Unary)));
        }
        self.make(ExprKind::Tuple(items), start)
    }

    fn level(&mut self, level: Level) -> Expr {
        match level {
            Level::Or => self.chain(level, &[], Some("or")),
            Level::And => self.chain(level, &[], Some("and")),
            Level::Sum => self.chain(level, &["+", "-"], None),
            Level::Product => self.chain(level, &["*", "//", "/", "%"], None),
            Level::Power => self.chain(level, &["**"], None),
            Level::Not => self.not(),
            Level::Compare => self.comparison(),
            Level::Concat => self.concatenation(),
            Level::Unary => self.unary(true),
        }
    }

    fn chain(&mut self, level: Level, operators: &[&'static str], word: Option<&'static str>) -> Expr {
        let start = self.here().start;
        let mut left = self.level(level.tighter());
        loop {
            let symbol = operators.iter().copied().find(|operator| self.skip_operator(operator));
            let operator = symbol.or_else(|| word.filter(|word| self.skip_name(word)));
            let Some(operator) = operator else { return left };
            let right = self.level(level.tighter());
            left = self.make(ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) }, start);
        }
    }

    fn not(&mut self) -> Expr {
        let start = self.here().start;
        if !self.skip_name("not") {
            return self.level(Level::Compare);
        }
        let operand = self.nested(Self::not);
        self.make(ExprKind::Unary { operator: "not", operand: Box::new(operand) }, start)
    }

    fn comparison(&mut self) -> Expr {
        let start = self.here().start;
        let first = self.level(Level::Sum);
        let mut rest = Vec::new();
        loop {
            let symbols = ["==", "!=", "<=", ">=", "<", ">"];
            let operator = match symbols.into_iter().find(|operator| self.skip_operator(operator)) {
                Some(operator) => operator,
                None if self.skip_name("in") => "in",
                None if self.at_name("not") && self.next_is_name("in") => {
                    self.at += 2;
                    "not in"
                }
                None => break,
            };
            let right = self.level(Level::Sum);
            rest.push((operator, right));
        }
        if rest.is_empty() {
            return first;
        }
        self.make(ExprKind::Compare { first: Box::new(first), rest }, start)
    }

    fn next_is_name(&self, name: &str) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|token| matches!(&token.kind, TokenKind::Name(found) if found == name))
    }

    fn concatenation(&mut self) -> Expr {
        let start = self.here().start;
        let first = self.level(Level::Product);
        if !self.at_operator("~") {
            return first;
        }
        let mut parts = vec![first];
        while self.skip_operator("~") {
            parts.push(self.level(Level::Product));
        }
        self.make(ExprKind::Concat(parts), start)
    }

    fn unary(&mut self, filters: bool) -> Expr {
        let start = self.here().start;
        let sign = ["-", "+"].into_iter().find(|operator| self.skip_operator(operator));
        let mut value = match sign {
            Some(operator) => {
                let operand = self.nested(|parser| parser.unary(false));
                self.make(ExprKind::Unary { operator, operand: Box::new(operand) }, start)
            }
            None => self.primary(),
        };
        value = self.postfix(value, start);
        if filters { self.filters(value, start) } else { value }
    }

    fn primary(&mut self) -> Expr {
        let start = self.here().start;
        let Some(kind) = self.peek().cloned() else {
            self.fail("an expression is missing here");
            return self.make(ExprKind::Invalid, start);
        };
        self.at += 1;
        let kind = match kind {
            TokenKind::Name(name) => match name.as_str() {
                "true" | "True" => ExprKind::Boolean(true),
                "false" | "False" => ExprKind::Boolean(false),
                "none" | "None" => ExprKind::None,
                _ => ExprKind::Name(name),
            },
            TokenKind::Text(mut text) => {
                while let Some(TokenKind::Text(next)) = self.peek() {
                    text.push_str(next);
                    self.at += 1;
                }
                ExprKind::Text(text)
            }
            TokenKind::Integer(text) | TokenKind::Float(text) => ExprKind::Number(text),
            TokenKind::Operator("(") => {
                if self.skip_operator(")") {
                    return self.make(ExprKind::Tuple(Vec::new()), start);
                }
                let mut inner = self.nested(|parser| parser.tuple(true));
                self.expect_operator(")");
                inner.span = self.since(start);
                return inner;
            }
            TokenKind::Operator("[") => ExprKind::List(self.items("]", Self::expression)),
            TokenKind::Operator("{") => {
                let entries = self.items("}", |parser| {
                    let key = parser.expression();
                    parser.expect_operator(":");
                    (key, parser.expression())
                });
                ExprKind::Dict(entries)
            }
            TokenKind::Operator(_) => {
                self.at -= 1;
                self.fail("an expression is missing here");
                ExprKind::Invalid
            }
        };
        self.make(kind, start)
    }

    /// Comma-separated items up to `close`, a trailing comma allowed.
    fn items<T>(&mut self, close: &'static str, mut read: impl FnMut(&mut Self) -> T) -> Vec<T> {
        let mut items = Vec::new();
        while !self.at_operator(close) && !self.done() {
            items.push(read(self));
            if !self.skip_operator(",") {
                break;
            }
        }
        self.expect_operator(close);
        items
    }

    fn postfix(&mut self, mut value: Expr, start: u32) -> Expr {
        loop {
            if self.skip_operator(".") {
                let name = match self.peek() {
                    Some(TokenKind::Name(name) | TokenKind::Integer(name)) => name.clone(),
                    _ => {
                        self.fail("the name of an attribute is missing here");
                        return value;
                    }
                };
                self.at += 1;
                value = self.make(ExprKind::Attribute { object: Box::new(value), name }, start);
            } else if self.skip_operator("[") {
                let index = self.nested(Self::index);
                self.expect_operator("]");
                value = self.make(ExprKind::Subscript { object: Box::new(value), index: Box::new(index) }, start);
            } else if self.at_operator("(") {
                let arguments = self.arguments();
                value = self.make(ExprKind::Call { function: Box::new(value), arguments }, start);
            } else {
                return value;
            }
        }
    }

    fn index(&mut self) -> Expr {
        let start = self.here().start;
        let mut items = Vec::new();
        while !self.at_operator("]") && !self.done() {
            items.push(self.slice_part());
            if !self.skip_operator(",") {
                break;
            }
        }
        match items.len() {
            1 => items.remove(0),
            0 => {
                self.fail("an index is missing here");
                self.make(ExprKind::Invalid, start)
            }
            _ => self.make(ExprKind::Tuple(items), start),
        }
    }

    fn slice_part(&mut self) -> Expr {
        let start = self.here().start;
        let mut parts = Vec::new();
        let mut slice = false;
        loop {
            if !self.at_operator(":") && !self.at_operator("]") && !self.at_operator(",") && !self.done() {
                parts.push(self.expression());
            }
            if !self.skip_operator(":") {
                break;
            }
            slice = true;
        }
        match (slice, parts.len()) {
            (false, 1) => parts.remove(0),
            _ => self.make(ExprKind::Slice(parts), start),
        }
    }

    /// `(a, b=c, *d, **e)`, the opening bracket included.
    pub(crate) fn arguments(&mut self) -> Arguments {
        let mut arguments = Arguments::default();
        if !self.skip_operator("(") {
            return arguments;
        }
        while !self.at_operator(")") && !self.done() {
            if self.skip_operator("**") {
                let value = self.expression();
                arguments.double_star.push(value);
            } else if self.skip_operator("*") {
                let value = self.expression();
                arguments.star.push(value);
            } else if matches!(self.peek(), Some(TokenKind::Name(_))) && self.next_is_assignment() {
                let (name, _) = self.expect_name("a name");
                self.at += 1;
                let value = self.expression();
                arguments.keyword.push((name, value));
            } else {
                let value = self.expression();
                arguments.positional.push(value);
            }
            if !self.skip_operator(",") {
                break;
            }
        }
        self.expect_operator(")");
        arguments
    }

    fn next_is_assignment(&self) -> bool {
        self.tokens.get(self.at + 1).is_some_and(|token| token.kind == TokenKind::Operator("="))
    }

    fn filters(&mut self, mut value: Expr, start: u32) -> Expr {
        loop {
            if self.skip_operator("|") {
                value = self.filter(value, start);
            } else if self.skip_name("is") {
                value = self.test(value, start);
            } else if self.at_operator("(") {
                let arguments = self.arguments();
                value = self.make(ExprKind::Call { function: Box::new(value), arguments }, start);
            } else {
                return value;
            }
        }
    }

    fn dotted_name(&mut self, what: &str) -> String {
        let (mut name, _) = self.expect_name(what);
        while self.skip_operator(".") {
            let (part, _) = self.expect_name(what);
            name.push('.');
            name.push_str(&part);
        }
        name
    }

    fn filter(&mut self, value: Expr, start: u32) -> Expr {
        let name = self.dotted_name("the name of a filter");
        let arguments = self.arguments();
        self.make(ExprKind::Filter { value: Box::new(value), name, arguments }, start)
    }

    /// The chain of a `filter` or `set` block: `upper|replace("a", "b")`, applied to [`ExprKind::Body`].
    pub(crate) fn filter_chain(&mut self) -> Expr {
        let start = self.here().start;
        let body = self.make(ExprKind::Body, start);
        let mut value = self.filter(body, start);
        while self.skip_operator("|") {
            value = self.filter(value, start);
        }
        value
    }

    fn test(&mut self, value: Expr, start: u32) -> Expr {
        let negated = self.skip_name("not");
        let name = self.dotted_name("the name of a test");
        let mut arguments = Arguments::default();
        let takes_one = match self.peek() {
            Some(TokenKind::Name(next)) => !matches!(next.as_str(), "else" | "or" | "and" | "if" | "is" | "in" | "not"),
            Some(TokenKind::Operator(next)) => matches!(*next, "[" | "{"),
            Some(_) => true,
            None => false,
        };
        if self.at_operator("(") {
            arguments = self.arguments();
        } else if takes_one {
            let from = self.here().start;
            let argument = self.nested(|parser| {
                let primary = parser.primary();
                parser.postfix(primary, from)
            });
            arguments.positional.push(argument);
        }
        self.make(ExprKind::Test { value: Box::new(value), name, arguments, negated }, start)
    }
}

#[cfg(test)]
#[path = "grammar_tests.rs"]
mod tests;
