//! GraphQL: what a resolver is given.

use super::{Arguments, Held, Interp, State};
use crate::entry::Entry;
use crate::outcome::Place;
use crate::taint::Taint;
use crate::value::{Function, Value};
use std::sync::Arc;
use stopple_libraries::concept;
use stopple_syntax::hir::{Param, ParamKind};

impl Interp<'_> {
    /// The parent and the `info` of the query are the program's; then come the arguments of the field, which are the
    /// visitor's (GraphQL, section 6.4).
    pub fn add_graphql_arguments(
        &mut self,
        st: &mut State,
        entry: &Entry,
        function: &Arc<Function>,
        args: &mut Arguments,
    ) {
        let (program, file) = (self.program, self.program.file(function.scope.file));
        let Some(kind) = concept::source_named("http-graphql") else { return };
        let params = &program.scope(function.scope).params;
        let word = |param: &Param| program.names.text(file.symbol(param.name)).trim_matches('_').to_owned();
        let info = params.iter().position(|param| word(param) == "info");
        for (at, param) in params.iter().enumerate() {
            let own = word(param);
            let of_the_query = info.is_some_and(|info| at <= info)
                || matches!(own.as_str(), "" | "self" | "cls" | "root" | "parent" | "obj" | "context");
            if of_the_query {
                continue;
            }
            let place = Place { file: function.scope.file, span: param.span };
            // Variables are checked against the schema before anything is called.
            let is_no_text = match entry.fields.iter().find(|(name, _)| **name == *own) {
                Some((_, held)) => *held == Held::Harmless,
                None => {
                    let declared = self.param_by_annotation(st, function, param, stopple_syntax::hir::ExprId(0));
                    !declared.atoms().is_empty() && declared.atoms().iter().all(|atom| self.is_harmless_kind(st, atom))
                }
            };
            let value =
                if is_no_text { self.number(Taint::CLEAN) } else { Value::unknown_with(Taint::read(kind, place)) };
            match param.kind {
                ParamKind::Normal | ParamKind::KeywordOnly => {
                    args.keywords.push((file.symbol(param.name), value, None))
                }
                ParamKind::VarKeyword => args.double_star = Some(value),
                ParamKind::PositionalOnly | ParamKind::VarPositional => {}
            }
        }
    }
}
