//! What a visitor's data is called in a sentence: the read as exactly as the code tells it.

use crate::Context;
use crate::code::{self, Code};
use std::collections::BTreeSet;
use stopple_flow::outcome::{Hit, Place, StepKind};
use stopple_syntax::hir::{Expr, ExprId, Stmt};

/// Methods that give one field of what was read.
const FIELD_METHODS: &[&str] = &["get", "getlist", "pop", "get_all", "setdefault"];

/// The read of a flow: `request.args["id"]`, `request.files["logo"].filename`, `body["name"]`, `post.text` of a template.
pub(crate) fn name_of(context: &Context, hit: &Hit) -> String {
    if let Some(output) = written_by_template(context, hit) {
        return output;
    }
    if context.program.files.get(hit.read.file.0 as usize).is_none() {
        return context.short_text(hit.read);
    }
    let file = code::file(context.program, hit.read.file);
    match of_request(file, hit.read) {
        Some((at, has_key)) => {
            let field = if has_key { None } else { field_of_variable(context, file, at, hit) };
            field.unwrap_or_else(|| context.short_text(file.place(file.span(at))))
        }
        None => context.short_text(hit.read),
    }
}

/// Whether the template itself reads: it is rendered where the data is read.
pub(crate) fn is_read_by_template(hit: &Hit) -> bool {
    hit.callee == "template"
        && matches!(hit.steps.as_slice(), [read, rendered, ..]
            if read.kind == StepKind::Source && rendered.kind == StepKind::Pass && read.place == rendered.place)
}

/// The expression that a template writes, without its filters, where the template itself reads.
fn written_by_template(context: &Context, hit: &Hit) -> Option<String> {
    let output = context.text(hit.sink);
    if !is_read_by_template(hit) {
        return None;
    }
    let inside = output.strip_prefix("{{")?.strip_suffix("}}")?.trim_matches(['-', '+']);
    let expression = inside.split('|').next().unwrap_or(inside).trim();
    (!expression.is_empty() && expression.chars().count() <= 60).then(|| expression.to_owned())
}

/// The part of a chain such as `request.args["x"].strip().lower()` that names what is read, and whether a key is in it.
fn of_request(file: Code, read: Place) -> Option<(ExprId, bool)> {
    let (id, _) = file.exprs().find(|(id, _)| file.span(*id) == read.span)?;
    let mut at = id;
    let mut chain = vec![at];
    while let Some(base) = base_of(file, at) {
        chain.push(base);
        at = base;
    }
    let request = chain.iter().rposition(|id| {
        let text = file.dotted(*id);
        text == "request" || text.ends_with(".request")
    })?;
    let mut at = *chain.get(request)?;
    let mut parts = 0;
    // The parts of the request, and one key of one of them.
    while let Some((outer, expr)) = around(file, at).filter(|_| parts < 4) {
        match expr {
            Expr::Subscript { .. } => return Some((outer, true)),
            Expr::Attribute { name, .. } if parts > 0 => {
                let is_field = FIELD_METHODS.contains(&file.name(name));
                return match around(file, outer) {
                    Some((call, Expr::Call { .. })) if is_field => Some((call, true)),
                    _ => Some((at, false)),
                };
            }
            _ => at = outer,
        }
        parts += 1;
    }
    (parts > 0).then_some((at, false))
}

fn base_of(file: Code, id: ExprId) -> Option<ExprId> {
    match file.expr(id) {
        Expr::Attribute { base, .. } | Expr::Subscript { base, .. } => Some(base),
        Expr::Call { callee, .. } => Some(callee),
        Expr::Await(inner) => Some(inner),
        _ => None,
    }
}

/// The expression that goes on from another one: an attribute of it, an item of it, its call.
fn around(file: Code, id: ExprId) -> Option<(ExprId, Expr)> {
    file.exprs().find(|(outer, _)| base_of(file, *outer) == Some(id))
}

/// `body["name"]` for `body = request.get_json()`, where the lines of the flow take one key of it.
fn field_of_variable(context: &Context, file: Code, read: ExprId, hit: &Hit) -> Option<String> {
    let value = file.span(read);
    let variable = file.stmts().find_map(|(_, statement)| match statement {
        Stmt::Assign { targets, value: assigned } if code::holds(file.span(assigned), value) => {
            let [target] = file.list(targets) else { return None };
            // `request.get_json() or {}` is the body, too.
            let is_whole = file.span(assigned) == value || matches!(file.expr(assigned), Expr::BoolOp { .. });
            (is_whole && matches!(file.expr(*target), Expr::Var(_))).then(|| file.text_at(file.span(*target)))
        }
        _ => None,
    })?;
    let lines = context.source(hit.read).lines();
    let places = hit.steps.iter().skip(1).map(|step| step.place).chain([hit.sink]);
    let on_the_way: BTreeSet<u32> = places
        .filter(|place| place.file == hit.read.file)
        .flat_map(|place| lines.line(place.span.start)..=lines.line(place.span.end))
        .collect();
    let scope = file.scope_at(value);
    let fields: BTreeSet<&str> = file
        .exprs()
        .filter(|(id, expr)| {
            let span = file.span(*id);
            let (base, key) = match expr {
                Expr::Subscript { base, index } => (*base, Some(*index)),
                Expr::Call { callee, arguments } => match file.expr(*callee) {
                    Expr::Attribute { base, name, .. } if FIELD_METHODS.contains(&file.name(name)) => {
                        (base, file.arguments(*arguments).first().map(|key| key.value()))
                    }
                    _ => return false,
                },
                _ => return false,
            };
            matches!(file.expr(base), Expr::Var(_))
                && file.text_at(file.span(base)) == variable
                && key.and_then(|key| file.string(key)).is_some()
                && on_the_way.contains(&lines.line(span.start))
                && file.scope_at(span) == scope
        })
        .map(|(id, _)| file.text_at(file.span(id)))
        .collect();
    match fields.into_iter().collect::<Vec<_>>()[..] {
        [field] if field.chars().count() <= 60 && !field.contains('\n') => Some(field.to_owned()),
        _ => None,
    }
}
