//! Finds temporary names that somebody else can take first.

use crate::{Context, Draft, code};
use stopple_finding::{Rule, Severity};
use stopple_syntax::hir::{Argument, Expr, ExprId};

/// Folders in which everybody may make files.
const SHARED: &[&str] = &["/tmp/", "/var/tmp/", "/dev/shm/"];
/// Words of what nobody can tell.
const UNGUESSABLE: &[&str] = &["uuid", "token", "secrets.", "urandom", "random", "mkdtemp", "Temporary"];

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

/// `open("/tmp/report.txt", "w")`, `Path("/tmp/report.txt").write_text(...)`
fn fixed_names(context: &Context, rule: &Rule, file: code::Code) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (_, expr) in file.exprs() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let Some(path) = written(file, callee, file.arguments(arguments)) else { continue };
        if is_shared(file, path, 0) && !file.is_for_developers(file.span(path)) {
            let span = file.span(path);
            let mut draft = context.draft(
                rule,
                file.place(span),
                file.holder(span),
                "everybody on the machine can tell this name and make the file first",
            );
            draft.severity = Severity::Low;
            drafts.push(draft);
        }
    }
    drafts
}

/// The path that a call writes to.
fn written(file: code::Code, callee: ExprId, given: &[Argument]) -> Option<ExprId> {
    if file.dotted(callee) == "open" {
        let mode = file.string(file.argument(given, 1, "mode")?)?;
        // With `x` the file is made, or not at all.
        return if mode.contains(['w', 'a']) { given.first().map(|argument| argument.value()) } else { None };
    }
    let Expr::Attribute { base, name, .. } = file.expr(callee) else { return None };
    if !matches!(file.name(name), "write_text" | "write_bytes") {
        return None;
    }
    match file.expr(base) {
        Expr::Call { callee, arguments } if matches!(file.dotted(callee), "Path" | "pathlib.Path") => {
            file.arguments(arguments).first().map(|argument| argument.value())
        }
        _ => Some(base),
    }
}

/// Whether a path is one name that can be told, right in a folder that all users of the machine share.
fn is_shared(file: code::Code, path: ExprId, depth: usize) -> bool {
    let begins =
        |text: &str| SHARED.iter().any(|folder| text.starts_with(folder) || folder.strip_suffix('/') == Some(text));
    if depth > 4 {
        return false;
    }
    match file.expr(path) {
        Expr::Constant(_) => file.string(path).is_some_and(begins),
        Expr::FString { .. } => {
            let text = file.text_at(file.span(path));
            let inside = text.trim_start_matches(|letter: char| letter.is_alphabetic()).trim_start_matches(['"', '\'']);
            begins(inside) && !UNGUESSABLE.iter().any(|word| text.contains(word))
        }
        Expr::Binary { left, right, .. } => {
            is_shared(file, left, depth + 1)
                && !UNGUESSABLE.iter().any(|word| file.text_at(file.span(right)).contains(word))
        }
        Expr::Call { callee, arguments } => match file.dotted(callee) {
            "os.path.join" | "join" | "Path" | "pathlib.Path" | "str" => {
                let given = file.arguments(arguments);
                given.first().is_some_and(|first| is_shared(file, first.value(), depth + 1))
                    && given.iter().skip(1).all(|part| can_be_told(file, part.value()))
            }
            "tempfile.gettempdir" | "gettempdir" => true,
            _ => false,
        },
        Expr::Var(_) => file.only_value(path).is_some_and(|value| is_shared(file, value, depth + 1)),
        _ => false,
    }
}

/// Whether a name is a constant, or one with a few numbers in it.
fn can_be_told(file: code::Code, name: ExprId) -> bool {
    let written = file.text_at(file.span(name));
    let is_drawn = UNGUESSABLE.iter().any(|word| written.contains(word)) && !written.contains("random.rand");
    match file.expr(name) {
        Expr::Constant(_) => file.string(name).is_some(),
        Expr::Binary { left, .. } => file.string(left).is_some() && !is_drawn,
        Expr::FString { .. } => !is_drawn,
        _ => false,
    }
}
