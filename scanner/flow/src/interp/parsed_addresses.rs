//! Tests of the parts of parsed addresses, and what they prove of the address: `urlsplit(x).netloc == "our.example"`.

use super::{Arguments, Interp, State};
use crate::outcome::Place;
use crate::taint::{Happening, Label, Origin};
use crate::value::{Atom, Value};
use stopple_source::Span;
use stopple_syntax::hir::{BinaryOp, Constant, Expr, ExprId, File, Part, Run, Stmt, Variable};

/// What an address is harmless for that leads to a host of the program's choice.
pub(super) const SETTLED: &[&str] = &["url", "redirect", "host", "scheme"];

/// What an address without a host is harmless for. A browser still makes one out of `https:evil.example`: it takes the
/// check of the scheme as well to keep it here.
const WITHOUT_HOST: &[&str] = &["url", "host"];

impl Interp<'_> {
    /// `not urlsplit(x).netloc`, `not urlsplit(x).scheme`
    pub(super) fn refine_without_part(&mut self, st: &mut State, at: ExprId) {
        let words = match (&self.hir().exprs[at.0 as usize], self.part_named(at)) {
            (Expr::Attribute { .. }, Some("host")) | (_, Some("netloc" | "hostname")) => WITHOUT_HOST,
            (_, Some("scheme")) => &["scheme"],
            _ => return,
        };
        let mut value = self.recall(st, at);
        if value.taint.is_clean() {
            // A test that is a part of parsed text is no operand of anything, so nobody remembered it.
            value = self.quietly(|own| own.eval(&mut st.clone(), at));
        }
        self.clear_origins_of(st, &value, words, at);
    }

    /// `urlunsplit(("", "", path, query, ""))`: without scheme and host it begins with the path.
    pub(super) fn address_of_parts(&mut self, st: &mut State, args: &Arguments, place: Place) -> Option<Value> {
        let parts = self.known_items(st, &args.positional.first()?.0)?;
        let is_empty = |part: &Value| part.as_str().is_some_and(|text| text.is_empty());
        let [scheme, host, path, rest @ ..] = parts.as_slice() else { return None };
        if !is_empty(scheme) || !is_empty(host) {
            return None;
        }
        let mut whole = vec![self.stringify(st, path, place)];
        // Behind a path that stays here nothing leads elsewhere.
        let settled = Self::concepts(SETTLED);
        let redirect = Self::concepts(&["redirect"]);
        let stays = whole[0].taint.labels().iter().all(|label| label.cleared.holds(redirect));
        for part in rest.iter().filter(|part| !is_empty(part)) {
            let part = self.stringify(st, part, place);
            let behind = part.taint.map(|label| Label { cleared: label.cleared.and(settled), ..label.clone() });
            whole.push(Value::string("?"));
            whole.push(if stays { part.with_taint(behind) } else { part });
        }
        let taint = self.data_of(&whole, place);
        Some(self.text_of(&whole, taint))
    }

    /// Which part of a parsed address this is: `parts.scheme`, or a variable that it is assigned to.
    fn part_named(&self, at: ExprId) -> Option<&str> {
        let file = self.hir();
        let named = |at: ExprId| match file.exprs[at.0 as usize] {
            Expr::Attribute { name, .. } => Some(self.program.names.text(self.symbol(name))),
            _ => None,
        };
        if let Expr::Var(Variable::Slot(_)) = file.exprs[at.0 as usize] {
            let parts = self.assigned_here(at).filter_map(named);
            return parts.into_iter().find(|part| matches!(*part, "scheme" | "netloc" | "hostname"));
        }
        named(at)
    }

    /// Whether a label of data is that of an address that stays on this host: it names neither another host nor a scheme,
    /// or begins as a path does.
    pub(super) fn stays_here(label: &Label, address: &Value) -> bool {
        let [host, scheme, slashes] = ["host", "scheme", "slashes"].map(|word| Self::concepts(&[word]));
        let begins = address.prefix().starts_with('/');
        label.cleared.holds(host) && (label.cleared.holds(scheme) || begins) || label.cleared.holds(slashes) && begins
    }

    /// `urlparse(x).netloc == "host"`: says about `x` what the part says.
    pub(super) fn refine_parsed(&mut self, st: &mut State, side: ExprId, value: &Value, other: &Value, at: ExprId) {
        // `(parts.hostname or "").endswith(".our.example")`
        let (whole, side) = (side, self.without_str(side));
        // `host.lower()`: hosts are compared in one case.
        let side = as_written(self.hir(), side);
        // Text that is put together is no operand of anything else, so nobody remembered it.
        let is_made = match self.hir().exprs[side.0 as usize] {
            Expr::FString { .. } | Expr::Binary { .. } => true,
            Expr::Call { callee, .. } => self.gives_host(st, callee),
            _ => false,
        };
        let built = side != whole || is_made;
        let again = (built && value.taint.is_clean()).then(|| self.quietly(|own| own.eval(&mut st.clone(), side)));
        let value = again.as_ref().unwrap_or(value);
        if let Expr::Tuple { items } = self.hir().exprs[side.0 as usize] {
            return self.refine_parts(st, items, other, at);
        }
        // The host that the request was sent to is as good as a constant here: a visitor can only forge it for himself.
        let host = stopple_libraries::concept::source_named("http-host").unwrap_or_default();
        let own_host = |label: &Label| matches!(label.origin, Origin { kind, .. } if kind == host);
        if !other.taint.labels().iter().all(own_host) || value.taint.is_clean() {
            return;
        }
        let file = self.hir();
        let mut words = if other.as_str().is_some_and(|text| text.is_empty()) { WITHOUT_HOST } else { SETTLED };
        let base = match file.exprs[side.0 as usize] {
            Expr::Attribute { base, name, .. } => {
                match self.program.names.text(self.symbol(name)) {
                    "netloc" | "hostname" | "host" => {}
                    "scheme" => words = &["scheme"],
                    _ => return,
                }
                Some(base)
            }
            // `f"{parts.scheme}://{parts.netloc}" in ORIGINS`
            Expr::FString { parts } => {
                let hole = |part: &Part| match part {
                    Part::Hole { value, .. } => self.host_of(*value),
                    Part::Literal(_) => None,
                };
                let Some(host) = file.parts[parts.range()].iter().find_map(hole) else { return };
                Some(host)
            }
            Expr::Binary { op: BinaryOp::Add, right, .. } => {
                let Some(host) = self.host_of(right) else { return };
                Some(host)
            }
            // `host_of(x) == "our.example"`, where that function gives the host of what it parses.
            Expr::Call { callee, .. } if self.gives_host(st, callee) => None,
            // `urlsplit(x)[:2]`, `urlparse(x)[1]`
            Expr::Subscript { base, index } if self.takes_host(base, index) => Some(base),
            Expr::Var(_) if self.part_named(side) == Some("scheme") => {
                words = &["scheme"];
                None
            }
            // `host = urlparse(x).hostname`, under a name that says so.
            Expr::Var(_) if self.is_parsed_host(side, value) => None,
            _ => return,
        };
        let concepts = Self::concepts(words);
        // Both the parsed parts and the text that was parsed go to that host.
        let mut labels = value.taint.labels().to_vec();
        if let Some(path) = base.and_then(|base| self.path_of(base)) {
            let parsed = self.peek(st, &path);
            labels.extend(parsed.taint.labels().iter().cloned());
        }
        let place = self.place_of(at);
        let origins: Vec<Origin> = labels.iter().map(|label| label.origin).collect();
        self.clear_origins(st, &origins, concepts, place);
    }

    /// Whether a function of the program gives the host of an address, and nothing else.
    fn gives_host(&mut self, st: &mut State, callee: ExprId) -> bool {
        let Some(Atom::Function(function)) = self.recall(st, callee).one().cloned() else { return false };
        let scope = self.program.scope(function.scope);
        let file = self.program.file(function.scope.file).hir();
        let is_own = |span: Span| {
            scope.span.holds(span) && !scope.inner.iter().any(|inner| file.scopes[inner.0 as usize].span.holds(span))
        };
        let mut given =
            file.stmts.iter().zip(&file.stmt_spans).filter(|(_, span)| is_own(**span)).filter_map(|(statement, _)| {
                match statement {
                    Stmt::Return(given) => Some(*given),
                    _ => None,
                }
            });
        let is_host = |given: Option<ExprId>| {
            let host = given.map(|given| file.exprs[as_written(file, given).0 as usize]);
            matches!(host, Some(Expr::Attribute { name, .. }) if matches!(&*file.names[name.0 as usize], "netloc" | "hostname"))
        };
        given.next().is_some_and(is_host) && given.all(is_host)
    }

    /// The parsed address whose host this is: `parts.netloc`, `parts.hostname`.
    fn host_of(&self, part: ExprId) -> Option<ExprId> {
        match self.hir().exprs[part.0 as usize] {
            Expr::Attribute { base, name, .. } => {
                matches!(self.program.names.text(self.symbol(name)), "netloc" | "hostname").then_some(base)
            }
            _ => None,
        }
    }

    /// `(url.scheme, url.netloc) == (own.scheme, own.netloc)`: one of the parts is the host.
    fn refine_parts(&mut self, st: &mut State, parts: Run, other: &Value, at: ExprId) {
        let others = self.known_items(st, other);
        for (number, part) in parts.range().enumerate() {
            let part = self.hir().expr_lists[part];
            if let Expr::Attribute { .. } = self.hir().exprs[part.0 as usize]
                && let Some(other) = others.as_ref().and_then(|others| others.get(number))
            {
                let value = self.recall(st, part);
                self.refine_parsed(st, part, &value, other, at);
            }
        }
    }

    /// Whether a part of what a parser of addresses gave holds the second item, which is the host.
    fn takes_host(&self, base: ExprId, index: ExprId) -> bool {
        let file = self.hir();
        let number = |at: Option<ExprId>| match at.map(|at| file.exprs[at.0 as usize]) {
            Some(Expr::Constant(Constant::Int(number))) => Some(number),
            _ => None,
        };
        let holds = match file.exprs[index.0 as usize] {
            Expr::Slice { lower, upper, .. } => {
                (lower.is_none() || number(lower).is_some_and(|number| (0..=1).contains(&number)))
                    && number(upper).is_some_and(|number| number >= 2)
            }
            _ => number(Some(index)) == Some(1),
        };
        let Expr::Call { callee, .. } = file.exprs[base.0 as usize] else { return false };
        let name = match file.exprs[callee.0 as usize] {
            Expr::Var(Variable::Global(name)) => &*file.names[name.0 as usize],
            Expr::Attribute { name, .. } => self.program.names.text(self.symbol(name)),
            _ => return false,
        };
        holds && matches!(name, "urlparse" | "urlsplit" | "url_parse")
    }

    /// Whether a variable is called as a host is, and all data in it came through a parser of addresses.
    fn is_parsed_host(&self, variable: ExprId, value: &Value) -> bool {
        let text = |place: Place| self.program.source(place.file).slice(place.span);
        let name = text(self.place_of(variable));
        let parses = |place: Place| {
            ["urlparse(", "urlsplit(", ".netloc", ".hostname"].iter().any(|word| text(place).contains(word))
        };
        ["host", "netloc", "domain", "origin"].iter().any(|word| name.to_ascii_lowercase().contains(word))
            && value.taint.labels().iter().all(|label| {
                let mut at = label.trail.as_deref();
                while let Some(step) = at {
                    if step.happening == Happening::Through && parses(step.place) {
                        return true;
                    }
                    at = step.before.as_deref();
                }
                false
            })
    }
}

fn is_empty(file: &File, at: ExprId) -> bool {
    matches!(file.exprs[at.0 as usize], Expr::Constant(Constant::Str(text)) if file.strings[text.0 as usize].is_empty())
}

/// What an expression is without what makes its case one, and without what stands in for nothing: `(parts.hostname or
/// "").lower()` is `parts.hostname`.
fn as_written(file: &File, mut at: ExprId) -> ExprId {
    loop {
        at = match file.exprs[at.0 as usize] {
            Expr::Call { callee, arguments } if arguments.range().is_empty() => match file.exprs[callee.0 as usize] {
                Expr::Attribute { base, name, .. }
                    if matches!(&*file.names[name.0 as usize], "lower" | "casefold" | "strip") =>
                {
                    base
                }
                _ => return at,
            },
            Expr::BoolOp { is_and: false, operands } => match &file.expr_lists[operands.range()] {
                [host, other] if is_empty(file, *other) => *host,
                _ => return at,
            },
            _ => return at,
        };
    }
}
