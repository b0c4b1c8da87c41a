//! Which argument of a call goes to which parameter of a library function.

use super::call::Arguments;
use super::{Interp, State};
use crate::outcome::Place;
use crate::value::Value;
use stopple_libraries::model::{Binding, Function, Param, ParamKind};
use stopple_syntax::hir::ExprId;

/// An argument as it was bound to a parameter of a library function.
pub(super) struct Bound<'a> {
    pub param: &'a Param,
    pub value: Value,
    pub place: Place,
    pub expr: Option<ExprId>,
}

impl Interp<'_> {
    /// Binds the arguments of a call, the receiver first.
    pub(super) fn bind_to<'f>(
        &mut self,
        st: &mut State,
        function: &'f Function,
        receiver: Option<Value>,
        args: &Arguments,
        at: ExprId,
    ) -> Vec<Bound<'f>> {
        let call = self.place_of(at);
        let program = self.program;
        let mut bound: Vec<Bound<'f>> = Vec::new();
        let mut params = function.params.iter();
        if let Some(receiver) = receiver
            && function.binding != Binding::Static
            && let Some(param) = params.next()
        {
            bound.push(Bound { param, value: receiver, place: call, expr: None });
        }
        let params: Vec<&'f Param> = params.collect();
        let mut by_place = params.iter().filter(|param| {
            matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly | ParamKind::VarPositional)
        });
        let mut rest: Option<&'f Param> = None;
        for (value, expr) in &args.positional {
            let param = rest.or_else(|| by_place.next().copied());
            let Some(param) = param else { break };
            if param.kind == ParamKind::VarPositional {
                rest = Some(param);
            }
            let place = expr.map_or(call, |expr| self.place_of(expr));
            bound.push(Bound { param, value: value.clone(), place, expr: *expr });
        }
        if let Some(star) = &args.star {
            let left: Vec<&'f Param> = rest.into_iter().chain(by_place.copied()).collect();
            for param in left {
                bound.push(Bound { param, value: star.clone(), place: call, expr: None });
            }
        }
        for (name, value, expr) in &args.keywords {
            let text = program.names.text(*name);
            let param = params
                .iter()
                .find(|param| {
                    *param.name == *text && !matches!(param.kind, ParamKind::VarPositional | ParamKind::VarKeyword)
                })
                .or_else(|| params.iter().find(|param| param.kind == ParamKind::VarKeyword));
            let place = expr.map_or(call, |expr| self.place_of(expr));
            if let Some(param) = param {
                bound.push(Bound { param, value: value.clone(), place, expr: *expr });
            }
        }
        if let Some(double) = &args.double_star {
            let double = double.clone();
            for param in &params {
                // Beside the names that are known it may hold others.
                if param.kind == ParamKind::VarKeyword {
                    bound.push(Bound { param, value: double.clone(), place: call, expr: None });
                } else if param.kind != ParamKind::VarPositional
                    && !bound.iter().any(|one| std::ptr::eq(one.param, *param))
                {
                    let value = self.subscript(st, &double, &Value::string(&param.name), at);
                    if !value.taint.is_clean() || value.is_constant() {
                        bound.push(Bound { param, value, place: call, expr: None });
                    }
                }
            }
        }
        bound
    }
}
