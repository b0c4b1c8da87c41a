//! Finds Flask's debugger switched on.

use crate::{Context, Draft, code, settings, views};
use std::collections::BTreeSet;
use stopple_finding::{Confidence, Rule};
use stopple_flow::outcome::Const;
use stopple_syntax::hir::{Argument, Expr, Stmt};

/// All places that switch it on.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut told = BTreeSet::new();
    for fact in context.facts("app-run").chain(context.facts("server-run")) {
        let file = code::file(context.program, fact.place.file);
        // `debug=True` for the reloader alone.
        let has_none = fact.argument("use_debugger").is_some_and(|argument| views::is(&argument.view, false));
        for name in ["debug", "use_debugger"].into_iter().filter(|_| !has_none) {
            let Some(argument) = fact.argument(name) else { continue };
            if !views::is(&argument.view, true) || !told.insert(argument.place) {
                continue;
            }
            let mut draft =
                context.draft(rule, argument.place, fact.holder, "the application is started with its debugger");
            draft.identity = vec![fact.path.clone(), name.to_owned()];
            if file.text_at(file.statement_around_name_main(fact.place.span)).contains("__main__") {
                draft = draft.doubted(Confidence::Medium, "only when the file is started as a program");
            }
            drafts.push(if file.is_for_developers(fact.place.span) { draft.quiet() } else { draft });
        }
    }
    for setting in settings::of(context, &["DEBUG", "FLASK_DEBUG"]) {
        let is_on = setting.is(true) || setting.value == Const::Int(1);
        let file = code::file(context.program, setting.place.file);
        if is_on
            && !setting.is_for_developers
            && !settings::is_under_the_environment(file, setting.place)
            && told.insert(setting.place)
        {
            let mut draft = context.draft(rule, setting.place, setting.holder, format!("`{}` is on", setting.key));
            draft.identity.push(setting.key.clone());
            drafts.push(if setting.is_fallback { draft.note("unless the environment says otherwise") } else { draft });
        }
    }
    drafts.extend(code::files(context.program).flat_map(|file| environment(context, rule, file)));
    drafts.extend(code::files(context.program).flat_map(|file| middleware(context, rule, file)));
    drafts
}

/// `DebuggedApplication(app, evalex=True)`: the debugger around the application, with its console.
fn middleware(context: &Context, rule: &Rule, file: code::Code) -> Vec<Draft> {
    let calls = file.exprs().filter_map(|(id, expr)| match expr {
        Expr::Call { callee, arguments } => Some((id, file.dotted(callee), file.arguments(arguments))),
        _ => None,
    });
    let has_console = |given: &[Argument]| {
        let evalex = file.argument(given, 1, "evalex");
        evalex.is_some_and(|evalex| file.constant(evalex) == Some(Const::Bool(true)))
    };
    calls
        .filter(|(_, called, given)| called.rsplit('.').next() == Some("DebuggedApplication") && has_console(given))
        .map(|(id, ..)| {
            let span = file.span(id);
            let draft = context.draft(
                rule,
                file.place(span),
                file.holder(span),
                "the debugger and its console are put around the application",
            );
            if file.is_for_developers(span) || settings::is_under_testing(file, file.place(span)) {
                draft.quiet()
            } else {
                draft
            }
        })
        .collect()
}

/// `os.environ["FLASK_DEBUG"] = "1"`
fn environment(context: &Context, rule: &Rule, file: code::Code) -> Vec<Draft> {
    let assigned = file.stmts().filter_map(|(_, statement)| match statement {
        Stmt::Assign { targets, value } => Some((*file.list(targets).first()?, value)),
        _ => None,
    });
    assigned
        .filter_map(|(target, value)| {
            let Expr::Subscript { base, index } = file.expr(target) else { return None };
            let on = match (file.string(index)?, file.string(value)?) {
                ("FLASK_DEBUG", value) => matches!(value, "1" | "true" | "True"),
                ("FLASK_ENV", value) => value == "development",
                _ => false,
            };
            if !on || !file.dotted(base).ends_with("environ") || file.is_for_developers(file.span(value)) {
                return None;
            }
            let span = file.span(value);
            Some(context.draft(rule, file.place(span), file.holder(span), "the environment switches the debugger on"))
        })
        .collect()
}
