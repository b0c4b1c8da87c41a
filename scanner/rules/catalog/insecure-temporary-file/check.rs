//! Finds temporary names that somebody else can take first.

use crate::{Context, Draft, code};
use stopple_finding::{Rule, Severity};
use stopple_syntax::hir::{Argument, Expr};

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for fact in context.facts("temporary-name") {
        let draft = context.draft(
            rule,
            fact.place,
            fact.holder,
            format!(
                "{} gives a name and makes no file: somebody else can make it first",
                context.called(fact.place, &fact.path)
            ),
        );
        drafts.push(if code::file(context.program, fact.place.file).is_test() { draft.quiet() } else { draft });
    }
    drafts.extend(code::files(context.program).flat_map(|file| fixed_names(context, rule, file)));
    drafts
}

/// `open("/tmp/report.txt", "w")`
fn fixed_names(context: &Context, rule: &Rule, file: code::Code) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (_, expr) in file.exprs() {
        let Expr::Call { callee, arguments } = expr else { continue };
        if file.dotted(callee) != "open" {
            continue;
        }
        let given = file.arguments(arguments);
        let Some(path) = given.first().map(|argument| argument.value()) else { continue };
        let is_shared = file
            .string(path)
            .is_some_and(|text| ["/tmp/", "/var/tmp/", "/dev/shm/"].iter().any(|folder| text.starts_with(folder)));
        let mode = given.iter().enumerate().find_map(|(at, argument)| match argument {
            Argument::Positional(value) if at == 1 => file.string(*value),
            Argument::Keyword(name, value) if file.name(*name) == "mode" => file.string(*value),
            _ => None,
        });
        if is_shared && mode.is_some_and(|mode| mode.contains('w') || mode.contains('a')) {
            let span = file.span(path);
            let mut draft = context.draft(
                rule,
                file.place(span),
                file.holder(span),
                "everybody on the machine knows this name and can make it first",
            );
            draft.severity = Severity::Low;
            drafts.push(draft.quiet());
        }
    }
    drafts
}
