//! The lowered form as text, for tests and for the curious.
//!
//! It looks like Python with the variables made visible: `x%0` is slot 0, `x^1.0` is cell 0 of the next function
//! outward, a bare `x` is global. Behind a header, in angle brackets, stands what the scope owns.

use std::fmt::Write as _;

use crate::hir::{
    Argument, BinaryOp, CompareOp, ComprehensionKind, Constant, Expr, ExprId, File, NameId, ParamKind, Part, Pattern,
    PatternId, Run, Scope, ScopeId, ScopeKind, Stmt, StmtId, UnaryOp, Variable,
};
use crate::nesting;

/// Shows a lowered file, a statement a line.
pub fn dump(file: &File) -> String {
    let mut dump = Dump { file, text: String::new(), indent: 0, depth: 0, scopes: Vec::new() };
    if let Some(module) = file.scopes.first() {
        dump.scopes.push(module);
        let owned = dump.owned(module);
        if !owned.is_empty() {
            let _ = writeln!(dump.text, "module{owned}");
        }
        dump.block(module.body);
    }
    dump.text
}

struct Dump<'f> {
    file: &'f File,
    text: String,
    indent: usize,
    depth: u32,
    /// From the module to the scope at hand.
    scopes: Vec<&'f Scope>,
}

impl<'f> Dump<'f> {
    fn name(&self, id: NameId) -> &'f str {
        self.file.names.get(id.0 as usize).map_or("?", |name| name)
    }

    fn names(&self, list: &[NameId]) -> String {
        list.iter().map(|name| self.name(*name)).collect::<Vec<_>>().join(" ")
    }

    fn owned(&self, scope: &Scope) -> String {
        let mut facts = Vec::new();
        for (title, list) in [("slots", &scope.slots), ("cells", &scope.cells), ("globals", &scope.globals)] {
            if !list.is_empty() {
                facts.push(format!("{title} {}", self.names(list)));
            }
        }
        if scope.is_generator {
            facts.push("generator".to_owned());
        }
        if facts.is_empty() { String::new() } else { format!(" <{}>", facts.join("; ")) }
    }

    fn variable(&self, variable: Variable) -> String {
        match variable {
            Variable::Global(name) => self.name(name).to_owned(),
            Variable::Slot(index) => {
                let name = self.scopes.last().and_then(|scope| scope.slots.get(index as usize));
                format!("{}%{index}", name.map_or("?", |name| self.name(*name)))
            }
            Variable::Cell { up, index } => {
                let owner = self
                    .scopes
                    .iter()
                    .rev()
                    .filter(|scope| matches!(scope.kind, ScopeKind::Function | ScopeKind::Lambda))
                    .nth(up as usize);
                let name = owner.and_then(|owner| owner.cells.get(index as usize));
                format!("{}^{up}.{index}", name.map_or("?", |name| self.name(*name)))
            }
        }
    }

    fn line(&mut self, text: &str) {
        for _ in 0..self.indent {
            self.text.push_str("    ");
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn block(&mut self, run: Run) {
        for id in self.file.blocks.get(run.range()).unwrap_or_default() {
            self.stmt(*id);
        }
    }

    fn nested(&mut self, header: &str, run: Run) {
        self.line(header);
        self.indent += 1;
        self.block(run);
        self.indent -= 1;
    }

    fn otherwise(&mut self, header: &str, run: Run) {
        if run.len > 0 {
            self.nested(header, run);
        }
    }

    fn stmt(&mut self, id: StmtId) {
        self.depth += 1;
        nesting::with_stack(self.depth, || self.stmt_here(id));
        self.depth -= 1;
    }

    fn stmt_here(&mut self, id: StmtId) {
        let Some(stmt) = self.file.stmts.get(id.0 as usize) else {
            self.line("?");
            return;
        };
        let text = match *stmt {
            Stmt::Expr(value) => self.expr(value),
            Stmt::Assign { targets, value } => {
                let targets = self.exprs(targets, " = ");
                format!("{targets} = {}", self.expr(value))
            }
            Stmt::Augmented { op, target, value } => {
                format!("{} {}= {}", self.expr(target), binary(op), self.expr(value))
            }
            Stmt::Annotated { target, annotation, value } => {
                let value = value.map_or(String::new(), |value| format!(" = {}", self.expr(value)));
                format!("{}: {}{value}", self.expr(target), self.expr(annotation))
            }
            Stmt::Return(value) => self.keyword("return", value),
            Stmt::Raise { exception, cause } => {
                let cause = cause.map_or(String::new(), |cause| format!(" from {}", self.expr(cause)));
                format!("{}{cause}", self.keyword("raise", exception))
            }
            Stmt::If { test, then, otherwise } => {
                let test = self.expr(test);
                self.nested(&format!("if {test}:"), then);
                return self.otherwise("else:", otherwise);
            }
            Stmt::While { test, body, otherwise } => {
                let test = self.expr(test);
                self.nested(&format!("while {test}:"), body);
                return self.otherwise("else:", otherwise);
            }
            Stmt::For { target, iter, body, otherwise, is_async } => {
                let header = format!("{}for {} in {}:", asynchronous(is_async), self.expr(target), self.expr(iter));
                self.nested(&header, body);
                return self.otherwise("else:", otherwise);
            }
            Stmt::Try { body, handlers, otherwise, finally, is_star } => {
                self.nested("try:", body);
                for handler in self.file.handlers.get(handlers.range()).unwrap_or_default() {
                    let star = if is_star { "*" } else { "" };
                    let kind = handler.kind.map_or(String::new(), |kind| format!(" {}", self.expr(kind)));
                    let target = handler.target.map_or(String::new(), |name| format!(" as {}", self.variable(name)));
                    self.nested(&format!("except{star}{kind}{target}:"), handler.body);
                }
                self.otherwise("else:", otherwise);
                return self.otherwise("finally:", finally);
            }
            Stmt::With { items, body, is_async } => {
                let items: Vec<String> = self
                    .file
                    .with_items
                    .get(items.range())
                    .unwrap_or_default()
                    .iter()
                    .map(|item| {
                        let target = item.target.map_or(String::new(), |target| format!(" as {}", self.expr(target)));
                        format!("{}{target}", self.expr(item.context))
                    })
                    .collect();
                return self.nested(&format!("{}with {}:", asynchronous(is_async), items.join(", ")), body);
            }
            Stmt::Match { subject, cases } => {
                let subject = self.expr(subject);
                self.line(&format!("match {subject}:"));
                self.indent += 1;
                for case in self.file.cases.get(cases.range()).unwrap_or_default() {
                    let guard = case.guard.map_or(String::new(), |guard| format!(" if {}", self.expr(guard)));
                    let header = format!("case {}{guard}:", self.pattern(case.pattern));
                    self.nested(&header, case.body);
                }
                self.indent -= 1;
                return;
            }
            Stmt::Function { scope, target } | Stmt::Class { scope, target } => return self.definition(scope, target),
            Stmt::Import { names } => format!("import {}", self.aliases(names)),
            Stmt::ImportFrom { level, module, names } => {
                let module = module.map_or("", |module| self.name(module));
                format!("from {}{module} import {}", ".".repeat(level as usize), self.aliases(names))
            }
            Stmt::Delete { targets } => format!("del {}", self.exprs(targets, ", ")),
            Stmt::Assert { test, message } => {
                let message = message.map_or(String::new(), |message| format!(", {}", self.expr(message)));
                format!("assert {}{message}", self.expr(test))
            }
            Stmt::TypeAlias { target, value } => format!("type {} = {}", self.expr(target), self.expr(value)),
            Stmt::Break => "break".to_owned(),
            Stmt::Continue => "continue".to_owned(),
            Stmt::Pass => "pass".to_owned(),
        };
        self.line(&text);
    }

    fn definition(&mut self, id: ScopeId, target: Variable) {
        let Some(scope) = self.file.scopes.get(id.0 as usize) else { return };
        for decorator in self.file.expr_lists.get(scope.decorators.range()).unwrap_or_default() {
            let decorator = self.expr(*decorator);
            self.line(&format!("@{decorator}"));
        }
        let target = self.variable(target);
        let (keyword, list) = if scope.kind == ScopeKind::Class {
            ("class", self.arguments(scope.bases))
        } else {
            (if scope.is_async { "async def" } else { "def" }, self.params(scope))
        };
        let returns = scope.returns.map_or(String::new(), |returns| format!(" -> {}", self.expr(returns)));
        let header = format!("{keyword} {target}({list}){returns}:{}", self.owned(scope));
        self.scopes.push(scope);
        self.nested(&header, scope.body);
        self.scopes.pop();
    }

    fn params(&mut self, scope: &'f Scope) -> String {
        let mut shown = Vec::new();
        for param in &scope.params {
            let annotation =
                param.annotation.map_or(String::new(), |annotation| format!(": {}", self.expr(annotation)));
            let default = param.default.map_or(String::new(), |default| format!(" = {}", self.expr(default)));
            self.scopes.push(scope);
            let name = self.variable(param.variable);
            self.scopes.pop();
            let kind = match param.kind {
                ParamKind::PositionalOnly => "/",
                ParamKind::Normal => "",
                ParamKind::VarPositional => "*",
                ParamKind::KeywordOnly => "*,",
                ParamKind::VarKeyword => "**",
            };
            let reassigned = if param.reassigned { "!" } else { "" };
            shown.push(format!("{kind}{name}{reassigned}{annotation}{default}"));
        }
        shown.join(", ")
    }

    fn aliases(&self, run: Run) -> String {
        let aliases = self.file.aliases.get(run.range()).unwrap_or_default();
        let shown: Vec<String> = aliases
            .iter()
            .map(|alias| {
                let word = if alias.has_as { "as" } else { "=>" };
                format!("{} {word} {}", self.name(alias.name), self.variable(alias.target))
            })
            .collect();
        shown.join(", ")
    }

    fn keyword(&mut self, word: &str, value: Option<ExprId>) -> String {
        value.map_or(word.to_owned(), |value| format!("{word} {}", self.expr(value)))
    }

    fn exprs(&mut self, run: Run, between: &str) -> String {
        let list = self.file.expr_lists.get(run.range()).unwrap_or_default();
        list.iter().map(|id| self.expr(*id)).collect::<Vec<_>>().join(between)
    }

    fn arguments(&mut self, run: Run) -> String {
        let list = self.file.arguments.get(run.range()).unwrap_or_default();
        let shown: Vec<String> = list
            .iter()
            .map(|argument| match *argument {
                Argument::Positional(value) => self.expr(value),
                Argument::Star(value) => format!("*{}", self.expr(value)),
                Argument::Keyword(name, value) => format!("{}={}", self.name(name), self.expr(value)),
                Argument::DoubleStar(value) => format!("**{}", self.expr(value)),
            })
            .collect();
        shown.join(", ")
    }

    fn parts(&mut self, run: Run) -> String {
        let mut shown = String::new();
        for part in self.file.parts.get(run.range()).unwrap_or_default() {
            match *part {
                Part::Literal(text) => {
                    let text = self.file.strings.get(text.0 as usize).map_or("?", |text| text);
                    shown.extend(text.escape_debug());
                }
                Part::Hole { value, conversion, format } => {
                    let conversion = conversion.map_or(String::new(), |conversion| format!("!{conversion}"));
                    let format = if format.len > 0 { format!(":{}", self.parts(format)) } else { String::new() };
                    let _ = write!(shown, "{{{}{conversion}{format}}}", self.expr(value));
                }
            }
        }
        shown
    }

    fn constant(&self, constant: Constant) -> String {
        let bytes = |index: u32| {
            let value = self.file.bytes.get(index as usize).map_or(&b"?"[..], |value| value);
            value.escape_ascii().to_string()
        };
        match constant {
            Constant::None => "None".to_owned(),
            Constant::Ellipsis => "...".to_owned(),
            Constant::Bool(value) => if value { "True" } else { "False" }.to_owned(),
            Constant::Int(value) => value.to_string(),
            Constant::BigInt(index) => format!("big {}", bytes(index)),
            Constant::Float(value) => format!("{value:?}"),
            Constant::Complex => "complex".to_owned(),
            Constant::Str(text) => format!("{:?}", self.file.strings.get(text.0 as usize).map_or("?", |text| text)),
            Constant::Bytes(index) => format!("b\"{}\"", bytes(index)),
        }
    }

    fn expr(&mut self, id: ExprId) -> String {
        self.depth += 1;
        let shown = nesting::with_stack(self.depth, || self.expr_here(id));
        self.depth -= 1;
        shown
    }

    fn expr_here(&mut self, id: ExprId) -> String {
        let Some(expr) = self.file.exprs.get(id.0 as usize) else { return "?".to_owned() };
        match *expr {
            Expr::Constant(constant) => self.constant(constant),
            Expr::Var(variable) => self.variable(variable),
            Expr::Attribute { base, name, .. } => format!("{}.{}", self.expr(base), self.name(name)),
            Expr::Subscript { base, index } => format!("{}[{}]", self.expr(base), self.expr(index)),
            Expr::Slice { lower, upper, step } => {
                let shown = [lower, upper, step].map(|part| part.map_or(String::new(), |part| self.expr(part)));
                shown.join(":")
            }
            Expr::Call { callee, arguments } => format!("{}({})", self.expr(callee), self.arguments(arguments)),
            Expr::Binary { op, left, right } => format!("({} {} {})", self.expr(left), binary(op), self.expr(right)),
            Expr::Unary { op, operand } => {
                let op = match op {
                    UnaryOp::Invert => "~",
                    UnaryOp::Not => "not ",
                    UnaryOp::Plus => "+",
                    UnaryOp::Minus => "-",
                };
                format!("{op}{}", self.expr(operand))
            }
            Expr::Compare { op, left, right } => format!("({} {} {})", self.expr(left), compare(op), self.expr(right)),
            Expr::BoolOp { is_and, operands } => {
                format!("({})", self.exprs(operands, if is_and { " and " } else { " or " }))
            }
            Expr::Conditional { test, then, otherwise } => {
                format!("({} if {} else {})", self.expr(then), self.expr(test), self.expr(otherwise))
            }
            Expr::FString { parts } => format!("f\"{}\"", self.parts(parts)),
            Expr::TString { parts } => format!("t\"{}\"", self.parts(parts)),
            Expr::Tuple { items } => format!("({},)", self.exprs(items, ", ")),
            Expr::List { items } => format!("[{}]", self.exprs(items, ", ")),
            Expr::Set { items } => format!("{{{}}}", self.exprs(items, ", ")),
            Expr::Dict { entries } => {
                let list = self.file.entries.get(entries.range()).unwrap_or_default();
                let shown: Vec<String> = list
                    .iter()
                    .map(|entry| match entry.key {
                        Some(key) => format!("{}: {}", self.expr(key), self.expr(entry.value)),
                        None => format!("**{}", self.expr(entry.value)),
                    })
                    .collect();
                format!("{{{}}}", shown.join(", "))
            }
            Expr::Lambda(scope) => self.lambda(scope),
            Expr::Comprehension { kind, element, value, clauses } => self.comprehension(kind, element, value, clauses),
            Expr::Starred(value) => format!("*{}", self.expr(value)),
            Expr::Await(value) => format!("await {}", self.expr(value)),
            Expr::Yield(value) => format!("({})", self.keyword("yield", value)),
            Expr::YieldFrom(value) => format!("(yield from {})", self.expr(value)),
            Expr::Named { target, value } => format!("({} := {})", self.expr(target), self.expr(value)),
            Expr::Invalid => "<invalid>".to_owned(),
        }
    }

    fn lambda(&mut self, id: ScopeId) -> String {
        let Some(scope) = self.file.scopes.get(id.0 as usize) else { return "?".to_owned() };
        let params = self.params(scope);
        self.scopes.push(scope);
        let body = self.file.blocks.get(scope.body.range()).unwrap_or_default().first();
        let body = match body.and_then(|id| self.file.stmts.get(id.0 as usize)) {
            Some(Stmt::Return(Some(value))) => self.expr(*value),
            _ => "?".to_owned(),
        };
        self.scopes.pop();
        format!("(lambda {params}:{} {body})", self.owned(scope))
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: ExprId,
        value: Option<ExprId>,
        clauses: Run,
    ) -> String {
        let mut shown = self.expr(element);
        if let Some(value) = value {
            let _ = write!(shown, ": {}", self.expr(value));
        }
        for clause in self.file.clauses.get(clauses.range()).unwrap_or_default() {
            let (target, iter) = (self.expr(clause.target), self.expr(clause.iter));
            let _ = write!(shown, " {}for {target} in {iter}", asynchronous(clause.is_async));
            for condition in self.file.expr_lists.get(clause.conditions.range()).unwrap_or_default() {
                let _ = write!(shown, " if {}", self.expr(*condition));
            }
        }
        let (open, close) = match kind {
            ComprehensionKind::List => ("[", "]"),
            ComprehensionKind::Set => ("{", "}"),
            ComprehensionKind::Dict => ("dict{", "}"),
            ComprehensionKind::Generator => ("(", ")"),
        };
        format!("{open}{shown}{close}")
    }

    fn patterns(&mut self, run: Run, between: &str) -> String {
        let list = self.file.pattern_lists.get(run.range()).unwrap_or_default();
        list.iter().map(|id| self.pattern(*id)).collect::<Vec<_>>().join(between)
    }

    fn pattern(&mut self, id: PatternId) -> String {
        self.depth += 1;
        let shown = nesting::with_stack(self.depth, || self.pattern_here(id));
        self.depth -= 1;
        shown
    }

    fn pattern_here(&mut self, id: PatternId) -> String {
        let Some(pattern) = self.file.patterns.get(id.0 as usize) else { return "?".to_owned() };
        let named = |this: &Self, target: Option<Variable>| target.map_or("_".to_owned(), |name| this.variable(name));
        match *pattern {
            Pattern::Value(value) => self.expr(value),
            Pattern::Singleton(constant) => self.constant(constant),
            Pattern::Sequence(items) => format!("[{}]", self.patterns(items, ", ")),
            Pattern::Mapping { keys, patterns, rest } => {
                let keys = self.file.expr_lists.get(keys.range()).unwrap_or_default();
                let patterns = self.file.pattern_lists.get(patterns.range()).unwrap_or_default();
                let mut shown: Vec<String> = Vec::new();
                for (key, pattern) in keys.iter().zip(patterns) {
                    shown.push(format!("{}: {}", self.expr(*key), self.pattern(*pattern)));
                }
                shown.extend(rest.map(|rest| format!("**{}", self.variable(rest))));
                format!("{{{}}}", shown.join(", "))
            }
            Pattern::Class { class, positional, keyword_names, keywords } => {
                let mut shown: Vec<String> = Vec::new();
                for id in self.file.pattern_lists.get(positional.range()).unwrap_or_default() {
                    shown.push(self.pattern(*id));
                }
                let names = self.file.keyword_names.get(keyword_names.range()).unwrap_or_default();
                let patterns = self.file.pattern_lists.get(keywords.range()).unwrap_or_default();
                for (name, pattern) in names.iter().zip(patterns) {
                    shown.push(format!("{}={}", self.name(*name), self.pattern(*pattern)));
                }
                format!("{}({})", self.expr(class), shown.join(", "))
            }
            Pattern::Star(target) => format!("*{}", named(self, target)),
            Pattern::As { pattern: None, target } => named(self, target),
            Pattern::As { pattern: Some(pattern), target } => {
                format!("({} as {})", self.pattern(pattern), named(self, target))
            }
            Pattern::Or(patterns) => format!("({})", self.patterns(patterns, " | ")),
        }
    }
}

fn asynchronous(is_async: bool) -> &'static str {
    if is_async { "async " } else { "" }
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mult => "*",
        BinaryOp::MatMult => "@",
        BinaryOp::Div => "/",
        BinaryOp::Mod => "%",
        BinaryOp::Pow => "**",
        BinaryOp::LShift => "<<",
        BinaryOp::RShift => ">>",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::BitAnd => "&",
        BinaryOp::FloorDiv => "//",
    }
}

fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::NotEq => "!=",
        CompareOp::Lt => "<",
        CompareOp::LtE => "<=",
        CompareOp::Gt => ">",
        CompareOp::GtE => ">=",
        CompareOp::Is => "is",
        CompareOp::IsNot => "is not",
        CompareOp::In => "in",
        CompareOp::NotIn => "not in",
    }
}
