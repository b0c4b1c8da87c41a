//! Expressions.

use ruff_python_ast as ast;
use stopple_source::Span;

use super::{Lowering, range_span, settle, span};
use crate::hir::{
    Argument, BinaryOp, Clause, CompareOp, ComprehensionKind, Constant, Entry, Expr, ExprId, Run, UnaryOp, Variable,
};
use crate::names::{Place, len32};

impl Lowering<'_> {
    pub(super) fn expr(&mut self, expr: &ast::Expr) -> ExprId {
        let at = span(expr);
        match self.deeper(at, |this| this.expr_here(expr, at)) {
            Some(id) => id,
            None => self.push_expr(Expr::Invalid, at),
        }
    }

    pub(super) fn optional(&mut self, expr: Option<&ast::Expr>) -> Option<ExprId> {
        expr.map(|expr| self.expr(expr))
    }

    pub(super) fn expr_list<'e>(&mut self, list: impl IntoIterator<Item = &'e ast::Expr>) -> Run {
        let mark = self.gathered.exprs.len();
        for item in list {
            let id = self.expr(item);
            self.gathered.exprs.push(id);
        }
        settle(&mut self.gathered.exprs, mark, &mut self.file.expr_lists)
    }

    fn expr_here(&mut self, expr: &ast::Expr, at: Span) -> ExprId {
        let lowered = match expr {
            ast::Expr::Name(name) => return self.variable(name, at),
            ast::Expr::Attribute(attribute) => {
                let base = self.expr(&attribute.value);
                let name = self.name(attribute.attr.as_str());
                self.mention(name);
                Expr::Attribute { base, name, name_span: span(&attribute.attr) }
            }
            ast::Expr::Call(call) => {
                let callee = self.expr(&call.func);
                Expr::Call { callee, arguments: self.arguments(&call.arguments) }
            }
            ast::Expr::StringLiteral(string) => Expr::Constant(Constant::Str(self.string(string.value.to_str()))),
            ast::Expr::NumberLiteral(number) => Expr::Constant(self.number(&number.value)),
            ast::Expr::BooleanLiteral(literal) => Expr::Constant(Constant::Bool(literal.value)),
            ast::Expr::NoneLiteral(_) => Expr::Constant(Constant::None),
            ast::Expr::EllipsisLiteral(_) => Expr::Constant(Constant::Ellipsis),
            ast::Expr::BytesLiteral(bytes) => {
                let value: Vec<u8> = bytes.value.bytes().collect();
                Expr::Constant(Constant::Bytes(self.bytes(value)))
            }
            ast::Expr::Subscript(subscript) => {
                let base = self.expr(&subscript.value);
                Expr::Subscript { base, index: self.expr(&subscript.slice) }
            }
            ast::Expr::Slice(slice) => Expr::Slice {
                lower: self.optional(slice.lower.as_deref()),
                upper: self.optional(slice.upper.as_deref()),
                step: self.optional(slice.step.as_deref()),
            },
            ast::Expr::BinOp(binary) => {
                let left = self.expr(&binary.left);
                Expr::Binary { op: binary_op(binary.op), left, right: self.expr(&binary.right) }
            }
            ast::Expr::UnaryOp(unary) => {
                let op = match unary.op {
                    ast::UnaryOp::Invert => UnaryOp::Invert,
                    ast::UnaryOp::Not => UnaryOp::Not,
                    ast::UnaryOp::UAdd => UnaryOp::Plus,
                    ast::UnaryOp::USub => UnaryOp::Minus,
                };
                Expr::Unary { op, operand: self.expr(&unary.operand) }
            }
            ast::Expr::BoolOp(boolean) => {
                Expr::BoolOp { is_and: boolean.op == ast::BoolOp::And, operands: self.expr_list(&boolean.values) }
            }
            ast::Expr::Compare(compare) => return self.compare(compare, at),
            ast::Expr::If(conditional) => {
                let test = self.expr(&conditional.test);
                let then = self.expr(&conditional.body);
                Expr::Conditional { test, then, otherwise: self.expr(&conditional.orelse) }
            }
            ast::Expr::Tuple(tuple) => Expr::Tuple { items: self.expr_list(&tuple.elts) },
            ast::Expr::List(list) => Expr::List { items: self.expr_list(&list.elts) },
            ast::Expr::Set(set) => Expr::Set { items: self.expr_list(&set.elts) },
            ast::Expr::Dict(dict) => Expr::Dict { entries: self.entries(&dict.items) },
            ast::Expr::FString(string) => self.f_string(&string.value),
            ast::Expr::TString(string) => self.t_string(&string.value),
            ast::Expr::Lambda(lambda) => self.lambda(lambda).map_or(Expr::Invalid, Expr::Lambda),
            ast::Expr::ListComp(list) => self.comprehension(ComprehensionKind::List, &list.generators, &list.elt, None),
            ast::Expr::SetComp(set) => self.comprehension(ComprehensionKind::Set, &set.generators, &set.elt, None),
            ast::Expr::Generator(generator) => {
                self.comprehension(ComprehensionKind::Generator, &generator.generators, &generator.elt, None)
            }
            ast::Expr::DictComp(dict) => match &dict.key {
                Some(key) => self.comprehension(ComprehensionKind::Dict, &dict.generators, key, Some(&dict.value)),
                // `{**mapping for mapping in mappings}`
                None => self.comprehension(ComprehensionKind::Dict, &dict.generators, &dict.value, None),
            },
            ast::Expr::Starred(starred) => Expr::Starred(self.expr(&starred.value)),
            ast::Expr::Await(awaited) => Expr::Await(self.expr(&awaited.value)),
            ast::Expr::Yield(value) => {
                self.mark_generator();
                Expr::Yield(self.optional(value.value.as_deref()))
            }
            ast::Expr::YieldFrom(from) => {
                self.mark_generator();
                Expr::YieldFrom(self.expr(&from.value))
            }
            ast::Expr::Named(named) => {
                let value = self.expr(&named.value);
                let frame = std::mem::replace(&mut self.names.binds_frame, false);
                let target = self.expr(&named.target);
                self.names.binds_frame = frame;
                Expr::Named { target, value }
            }
            ast::Expr::IpyEscapeCommand(_) => Expr::Invalid,
        };
        self.push_expr(lowered, at)
    }

    fn variable(&mut self, name: &ast::ExprName, at: Span) -> ExprId {
        if name.id.is_empty() {
            // The parser puts an empty name where an expression is missing.
            return self.push_expr(Expr::Invalid, at);
        }
        let id = self.name(name.id.as_str());
        let place = Place::Expr(len32(&self.file.exprs));
        match name.ctx {
            ast::ExprContext::Load | ast::ExprContext::Invalid => self.names.load(id, place),
            ast::ExprContext::Store | ast::ExprContext::Del => self.names.store(id, place),
        }
        self.push_expr(Expr::Var(Variable::Global(id)), at)
    }

    fn mark_generator(&mut self) {
        if let Some(scope) = self.file.scopes.get_mut(self.scope.0 as usize) {
            scope.is_generator = true;
        }
    }

    fn bytes(&mut self, value: Vec<u8>) -> u32 {
        let id = len32(&self.file.bytes);
        self.file.bytes.push(value.into_boxed_slice());
        id
    }

    fn number(&mut self, number: &ast::Number) -> Constant {
        match number {
            ast::Number::Int(int) => match int.as_u64().and_then(|value| i64::try_from(value).ok()) {
                Some(value) => Constant::Int(value),
                None => Constant::BigInt(self.bytes(int.to_string().into_bytes())),
            },
            ast::Number::Float(value) => Constant::Float(*value),
            ast::Number::Complex { .. } => Constant::Complex,
        }
    }

    pub(super) fn arguments(&mut self, arguments: &ast::Arguments) -> Run {
        let mark = self.gathered.arguments.len();
        if arguments.keywords.is_empty() {
            for argument in &arguments.args {
                self.positional(argument);
            }
        } else {
            for argument in arguments.iter_source_order() {
                match argument {
                    ast::ArgOrKeyword::Arg(argument) => self.positional(argument),
                    ast::ArgOrKeyword::Keyword(keyword) => {
                        let value = self.expr(&keyword.value);
                        let lowered = match &keyword.arg {
                            Some(name) => Argument::Keyword(self.name(name.as_str()), value),
                            None => Argument::DoubleStar(value),
                        };
                        self.gathered.arguments.push(lowered);
                    }
                }
            }
        }
        settle(&mut self.gathered.arguments, mark, &mut self.file.arguments)
    }

    fn positional(&mut self, argument: &ast::Expr) {
        let lowered = match argument {
            ast::Expr::Starred(starred) => Argument::Star(self.expr(&starred.value)),
            other => Argument::Positional(self.expr(other)),
        };
        self.gathered.arguments.push(lowered);
    }

    fn entries(&mut self, items: &[ast::DictItem]) -> Run {
        let mark = self.gathered.entries.len();
        for item in items {
            let key = self.optional(item.key.as_ref());
            let value = self.expr(&item.value);
            self.gathered.entries.push(Entry { key, value });
        }
        settle(&mut self.gathered.entries, mark, &mut self.file.entries)
    }

    fn compare(&mut self, compare: &ast::ExprCompare, at: Span) -> ExprId {
        let mark = self.gathered.exprs.len();
        let mut left = self.expr(&compare.left);
        let mut left_span = span(&*compare.left);
        let is_chain = compare.ops.len() > 1;
        let mut only = None;
        for (op, comparator) in compare.ops.iter().zip(&compare.comparators) {
            let right = self.expr(comparator);
            let right_span = span(comparator);
            let whole = if is_chain { left_span.cover(right_span) } else { at };
            let pair = self.push_expr(Expr::Compare { op: compare_op(*op), left, right }, whole);
            self.gathered.exprs.push(pair);
            only = Some(pair);
            left = right;
            left_span = right_span;
        }
        let operands = |this: &mut Self| settle(&mut this.gathered.exprs, mark, &mut this.file.expr_lists);
        match only {
            Some(pair) if !is_chain => {
                self.gathered.exprs.truncate(mark);
                pair
            }
            Some(_) => {
                let operands = operands(self);
                self.push_expr(Expr::BoolOp { is_and: true, operands }, at)
            }
            None => left,
        }
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        generators: &[ast::Comprehension],
        element: &ast::Expr,
        value: Option<&ast::Expr>,
    ) -> Expr {
        let outer_frame = self.names.frame;
        let outer_binds = std::mem::replace(&mut self.names.binds_frame, false);
        let outer_inside = self.names.in_comprehension;
        let mark = self.gathered.clauses.len();
        for (index, generator) in generators.iter().enumerate() {
            // The first iterable is evaluated outside, where the names of the comprehension are not yet known.
            let iter = self.expr(&generator.iter);
            if index == 0 {
                self.names.push_frame();
                self.names.in_comprehension = true;
            }
            self.names.binds_frame = true;
            let target = self.expr(&generator.target);
            self.names.binds_frame = false;
            let conditions = self.expr_list(&generator.ifs);
            self.gathered.clauses.push(Clause { target, iter, conditions, is_async: generator.is_async });
        }
        let element = self.expr(element);
        let value = self.optional(value);
        self.names.frame = outer_frame;
        self.names.binds_frame = outer_binds;
        self.names.in_comprehension = outer_inside;
        let clauses = settle(&mut self.gathered.clauses, mark, &mut self.file.clauses);
        Expr::Comprehension { kind, element, value, clauses }
    }

    /// The range of an expression that was left out.
    pub(super) fn invalid(&mut self, range: ruff_text_size::TextRange) -> ExprId {
        self.push_expr(Expr::Invalid, range_span(range))
    }
}

pub(super) fn binary_op(op: ast::Operator) -> BinaryOp {
    match op {
        ast::Operator::Add => BinaryOp::Add,
        ast::Operator::Sub => BinaryOp::Sub,
        ast::Operator::Mult => BinaryOp::Mult,
        ast::Operator::MatMult => BinaryOp::MatMult,
        ast::Operator::Div => BinaryOp::Div,
        ast::Operator::Mod => BinaryOp::Mod,
        ast::Operator::Pow => BinaryOp::Pow,
        ast::Operator::LShift => BinaryOp::LShift,
        ast::Operator::RShift => BinaryOp::RShift,
        ast::Operator::BitOr => BinaryOp::BitOr,
        ast::Operator::BitXor => BinaryOp::BitXor,
        ast::Operator::BitAnd => BinaryOp::BitAnd,
        ast::Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

fn compare_op(op: ast::CmpOp) -> CompareOp {
    match op {
        ast::CmpOp::Eq => CompareOp::Eq,
        ast::CmpOp::NotEq => CompareOp::NotEq,
        ast::CmpOp::Lt => CompareOp::Lt,
        ast::CmpOp::LtE => CompareOp::LtE,
        ast::CmpOp::Gt => CompareOp::Gt,
        ast::CmpOp::GtE => CompareOp::GtE,
        ast::CmpOp::Is => CompareOp::Is,
        ast::CmpOp::IsNot => CompareOp::IsNot,
        ast::CmpOp::In => CompareOp::In,
        ast::CmpOp::NotIn => CompareOp::NotIn,
    }
}
