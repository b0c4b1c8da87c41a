//! Which argument of a call goes to which parameter of a function of the project.

use super::call::Arguments;
use super::function::MOST_RUNS;
use super::{Interp, State};
use crate::guards::Path;
use crate::heap::{Key, Kind, Obj};
use crate::value::{Atom, Function, Value};
use stopple_libraries::Concepts;
use stopple_program::ScopeRef;
use stopple_syntax::hir::{ExprId, ParamKind};

impl Interp<'_> {
    /// Which expression of the caller became which parameter.
    pub(super) fn argument_exprs(&self, callee: ScopeRef, args: &Arguments, has_receiver: bool) -> Vec<Option<ExprId>> {
        let shift = usize::from(has_receiver);
        let file = self.program.file(callee.file);
        let exprs = self.program.scope(callee).params.iter().enumerate().map(|(number, param)| {
            if !matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly | ParamKind::KeywordOnly) {
                return None;
            }
            let by_place =
                (number >= shift).then(|| args.positional.get(number - shift)).flatten().and_then(|(_, expr)| *expr);
            let name = file.symbol(param.name);
            by_place
                .or_else(|| args.keywords.iter().find(|(keyword, ..)| *keyword == name).and_then(|(.., expr)| *expr))
        });
        exprs.collect()
    }

    /// Reads that were checked and cannot be stored, as the function that is called names them: after a check of
    /// `upload.filename`, in a call `store(upload)` that of its own parameter.
    pub(super) fn handed_checks(
        &mut self,
        st: &State,
        callee: ScopeRef,
        exprs: &[Option<ExprId>],
    ) -> Vec<(Path, Concepts)> {
        if st.checked.is_empty() {
            return Vec::new();
        }
        let mut handed = Vec::new();
        for (param, expr) in self.program.scope(callee).params.iter().zip(exprs) {
            let Some(given) = expr.filter(|at| self.argument_is_here(*at)).and_then(|at| self.path_of(at)) else {
                continue;
            };
            for (path, concepts) in st.checked.iter().filter(|(path, _)| path.root == given.root) {
                match path.steps.strip_prefix(given.steps.as_slice()) {
                    Some(steps) if !steps.is_empty() => {
                        handed.push((Path { root: param.variable, steps: steps.to_vec() }, *concepts));
                    }
                    _ => {}
                }
            }
        }
        // Such a call is run for itself; a function that is called so again and again is not.
        let (runs, _) = self.runs.entry(callee).or_default();
        *runs += u32::from(!handed.is_empty());
        if *runs > MOST_RUNS * 2 { Vec::new() } else { handed }
    }

    /// Puts arguments into parameters.
    pub(super) fn bind_arguments(
        &mut self,
        st: &mut State,
        function: &Function,
        receiver: Option<Value>,
        args: Arguments,
        at: ExprId,
    ) -> Vec<Value> {
        let program = self.program;
        let scope = program.scope(function.scope);
        let file = program.file(function.scope.file);
        let mut positional: std::collections::VecDeque<Value> = receiver.into_iter().collect();
        positional.extend(args.positional.into_iter().map(|(value, _)| value));
        let mut keywords = args.keywords;
        let mut values = Vec::with_capacity(scope.params.len());
        for (number, param) in scope.params.iter().enumerate() {
            let name = file.symbol(param.name);
            let value = match param.kind {
                ParamKind::VarPositional => {
                    let mut object = Obj::new(Kind::List);
                    object.items = Some(positional.drain(..).collect());
                    if let Some(star) = &args.star {
                        object.blur();
                        object.rest.join(star);
                        let part = u32::try_from(number).unwrap_or(0);
                        self.allocate(st, at.0, 0x2000 + part, object)
                    } else {
                        Atom::Tuple(object.items.unwrap_or_default().into()).into()
                    }
                }
                ParamKind::VarKeyword => {
                    let mut object = Obj::new(Kind::Dict);
                    for (name, value, _) in keywords.drain(..) {
                        object.set_entry(Key::Str(program.names.shared(name)), value);
                    }
                    if let Some(double) = &args.double_star {
                        let double = double.clone();
                        self.merge_mapping(st, &mut object, &double);
                    }
                    let part = u32::try_from(number).unwrap_or(0);
                    self.allocate(st, at.0, 0x3000 + part, object)
                }
                kind => {
                    let by_place = if kind == ParamKind::KeywordOnly { None } else { positional.pop_front() };
                    let by_name = if kind == ParamKind::PositionalOnly {
                        None
                    } else {
                        keywords.iter().position(|(keyword, ..)| *keyword == name).map(|at| keywords.remove(at).1)
                    };
                    let mut value = by_place.or(by_name);
                    if value.is_none() {
                        if let (Some(star), true) = (&args.star, kind != ParamKind::KeywordOnly) {
                            value = Some(star.clone());
                        } else if let Some(double) = args.double_star.clone() {
                            let entry = self.subscript(st, &double, &Value::string(program.names.text(name)), at);
                            value = Some(entry);
                        }
                    }
                    match value.or_else(|| function.defaults.get(number).cloned().flatten()) {
                        Some(value) => self.as_annotated(st, function, param.annotation, value, at),
                        None => self.param_by_annotation(st, function, param, at),
                    }
                }
            };
            values.push(value);
        }
        values
    }
}
