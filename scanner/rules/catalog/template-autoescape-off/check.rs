//! Finds Jinja environments and parts of templates that escape nothing.

use crate::{Context, Draft, code, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::Fact;
use stopple_source::Span;
use stopple_syntax::hir::{Constant, Expr, ExprId, ScopeKind, Stmt};
use stopple_templates::{Autoescape, Expr as Printed, ExprKind};

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let environments = context.facts("jinja-environment").filter_map(|fact| environment(context, rule, fact));
    environments.chain(blocks(context, rule)).chain(options(context, rule)).collect()
}

/// `jinja_options = {"autoescape": False}` in a class of applications, or on an application before its templates are read.
fn options<'c>(context: &'c Context, rule: &'c Rule) -> impl Iterator<Item = Draft> + 'c {
    code::files(context.program).filter(|file| file.imports("flask")).flat_map(move |file| -> Vec<Draft> {
        let found = file.stmts().filter_map(|(span, statement)| {
            let Stmt::Assign { targets, value } = statement else { return None };
            let of_class = |target: ExprId| {
                file.dotted(target) == "jinja_options"
                    && file.scope(file.scope_at(span)).is_some_and(|scope| scope.kind == ScopeKind::Class)
            };
            let is_it = |target: &ExprId| of_class(*target) || file.dotted(*target).ends_with(".jinja_options");
            if !file.list(targets).iter().any(is_it) {
                return None;
            }
            let off = switched_off(file, value)?;
            let place = file.place(file.span(off));
            let mut draft = context.draft(rule, place, file.holder(span), "the application's templates escape nothing");
            draft.severity = Severity::High;
            Some(if file.is_test() { draft.quiet() } else { draft })
        });
        found.collect()
    })
}

/// The `False` that a dictionary of options has for escaping.
fn switched_off(file: code::Code, options: ExprId) -> Option<ExprId> {
    let is_off = |value: &ExprId| matches!(file.expr(*value), Expr::Constant(Constant::Bool(false)));
    match file.expr(options) {
        Expr::Dict { entries } => file
            .entries(entries)
            .iter()
            .find(|entry| entry.key.and_then(|key| file.string(key)) == Some("autoescape"))
            .map(|entry| entry.value)
            .filter(is_off),
        Expr::Call { callee, arguments } if file.dotted(callee) == "dict" => {
            file.argument(file.arguments(arguments), usize::MAX, "autoescape").filter(is_off)
        }
        _ => None,
    }
}

fn environment(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let file = code::file(context.program, fact.place.file);
    let quiet = |draft: Draft| if file.is_test() { draft.quiet() } else { draft };
    // An attribute is assigned: `app.jinja_env.autoescape = False`.
    if fact.path.ends_with(".autoescape") || fact.argument("key").is_some() && fact.argument("value").is_some() {
        let value = fact.argument("value").filter(|value| views::is(&value.view, false))?;
        let mut draft = context.draft(rule, value.place, fact.holder, "the environment escapes nothing from here on");
        draft.severity = Severity::High;
        return Some(quiet(draft));
    }
    let given = fact.argument("autoescape");
    let place = match given {
        Some(argument) if views::is(&argument.view, false) => argument.place,
        Some(_) => return None,
        None if views::has_hidden_arguments(fact) => return None,
        None => fact.place,
    };
    let mut draft =
        context.draft(rule, place, fact.holder, "the environment escapes nothing, as Jinja does unless it is told to");
    draft.identity = vec![fact.path.clone()];
    if given.is_none() {
        draft = draft.doubted(Confidence::Medium, "what the templates are for is not known");
    }
    if let Some(is_html) = writes_html(file, fact.place.span) {
        return is_html.then(|| quiet(draft));
    }
    if makes_html(file) { Some(quiet(draft)) } else { Some(draft.quiet().note("nothing here looks like HTML")) }
}

/// Whether the file speaks of HTML: templates of that name, tags in strings, a mimetype.
fn makes_html(file: code::Code) -> bool {
    let named = templates(file);
    if !named.is_empty() {
        return named.iter().any(|name| name.contains(".htm"));
    }
    file.hir.strings.iter().any(|text| {
        let lower = text.get(..text.len().min(4096)).unwrap_or_default().to_lowercase();
        lower.ends_with(".html")
            || lower.contains("text/html")
            || lower.ends_with(".htm")
            || (lower.contains('<')
                && ["<p>", "<div", "<h1", "<b>", "<html", "<a ", "<td", "<li", "<span", "<body"]
                    .iter()
                    .any(|tag| lower.contains(tag)))
    })
}

/// Whether the templates that an environment is asked for, or is made of, are HTML, if all of them are known: the constant
/// texts and names that it is given where it is made, or under the one name that it has.
fn writes_html(file: code::Code, made: Span) -> Option<bool> {
    let own = file.exprs().find(|(id, expr)| file.span(*id) == made && matches!(expr, Expr::Call { .. }))?;
    let mut found: Vec<bool> = Vec::new();
    if let Expr::Call { arguments, .. } = own.1
        && let Some(loader) = file.argument(file.arguments(arguments), usize::MAX, "loader")
    {
        found.extend(held_by_loader(file, loader).into_iter().flatten());
    }
    let name = match file.statement_at(made)?.1 {
        Stmt::Assign { targets, value } if file.span(value) == made => match file.list(targets) {
            [target] => file.dotted(*target),
            _ => "",
        },
        _ => "",
    };
    let mut parsed = 0;
    for (_, expr) in file.exprs() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let Expr::Attribute { base, name: method, .. } = file.expr(callee) else { continue };
        if base != own.0 && (name.is_empty() || file.dotted(base) != name) {
            continue;
        }
        let given = file.arguments(arguments).first().map(|first| first.value());
        match file.name(method) {
            "from_string" => found.push(is_markup(file.string(given?)?)),
            "get_template" | "select_template" => found.push(is_page_name(file.string(given?)?)),
            "parse" | "lex" => parsed += 1,
            _ => {}
        }
    }
    // `env.parse(text)`, and nothing else is done with it: which variables a text names is asked, and nothing is written.
    let mentions =
        || file.exprs().filter(|(id, expr)| matches!(expr, Expr::Var(_)) && file.dotted(*id) == name).count();
    if found.is_empty() && parsed > 0 && (name.is_empty() || mentions() == parsed + 1) {
        return Some(false);
    }
    (!found.is_empty()).then(|| found.contains(&true))
}

/// Whether each template of a `DictLoader` is HTML, if it is given its texts.
fn held_by_loader(file: code::Code, loader: ExprId) -> Option<Vec<bool>> {
    let Expr::Call { callee, arguments } = file.expr(loader) else { return None };
    let given = file.arguments(arguments).first().filter(|_| file.dotted(callee).ends_with("DictLoader"))?;
    let Expr::Dict { entries } = file.expr(given.value()) else { return None };
    let is_html = |entry: &stopple_syntax::hir::Entry| {
        let name = entry.key.and_then(|key| file.string(key))?;
        Some(is_page_name(name) || is_markup(file.string(entry.value)?))
    };
    file.entries(entries).iter().map(is_html).collect()
}

fn is_page_name(name: &str) -> bool {
    [".htm", ".xhtml", ".xml", ".svg"].iter().any(|kind| name.contains(kind))
}

/// Whether a text holds a tag: `<b>`, `</p>`.
fn is_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let behind = text.get(at + 1..).and_then(|rest| rest.chars().next());
        behind.is_some_and(|letter| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'))
    })
}

/// The names of the templates that the file asks environments for.
fn templates(file: code::Code<'_>) -> Vec<&str> {
    let mut names = Vec::new();
    for (_, expr) in file.exprs() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let Expr::Attribute { name, .. } = file.expr(callee) else { continue };
        if matches!(file.name(name), "get_template" | "select_template") {
            names.extend(file.arguments(arguments).first().and_then(|first| file.string(first.value())));
        }
    }
    names
}

/// `{% autoescape false %}` in template files.
fn blocks(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for template in &context.program.templates {
        let text = &template.source.text;
        let mut from = 0;
        while let Some(found) = text.get(from..).and_then(|rest| rest.find("{%")) {
            let start = from + found;
            let Some(length) = text.get(start..).and_then(|rest| rest.find("%}")) else { break };
            let end = start + length + 2;
            let tag = text.get(start..end).unwrap_or_default();
            let words: Vec<&str> = tag
                .trim_matches(|letter: char| "{%-+} ".contains(letter) || letter.is_whitespace())
                .split_whitespace()
                .collect();
            if words.first() == Some(&"autoescape")
                && words.get(1).is_some_and(|word| word.eq_ignore_ascii_case("false"))
            {
                let span = Span::new(u32::try_from(start).unwrap_or_default(), u32::try_from(end).unwrap_or_default());
                let rest = text.get(end..).unwrap_or_default();
                let block = rest.split("endautoescape").next().unwrap_or(rest);
                let mut draft = Draft::new(
                    rule,
                    context.template_location(&template.source, span),
                    template.name.clone(),
                    "this part of the template escapes nothing".to_owned(),
                );
                draft.identity = vec![block.split_whitespace().collect()];
                draft = draft.advises(
                    "Take the block away, so that the template escapes, or write `|e` at what comes from outside.",
                );
                let writes = prints_more_than_its_own(text, end, end + block.len())
                    && !writes_constants(context, &template.name, block);
                drafts.push(if writes { draft } else { draft.quiet() });
            }
            from = end;
        }
    }
    drafts
}

/// Whether all that a block writes is given as constants, wherever the template is rendered.
fn writes_constants(context: &Context, template: &str, block: &str) -> bool {
    let outputs = block.split("{{").skip(1).map(|rest| rest.split("}}").next().unwrap_or(rest).trim());
    let names: Vec<&str> = outputs.collect();
    let is_name = |name: &str| name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if block.contains("{%") && block.contains("set ") || !names.iter().all(|name| is_name(name)) {
        return false;
    }
    // An environment of the project's own may be asked for it too.
    if code::files(context.program).any(|file| templates(file).contains(&template)) {
        return false;
    }
    let mut is_rendered = false;
    for fact in context.facts("template-rendered") {
        let Some(first) = fact.argument("template_name_or_list") else { continue };
        let named = views::strings(&first.view);
        let is_given = |name: &&str| fact.argument(name).is_some_and(|given| given.view.constants.is_some());
        if named.is_empty() || named.contains(&template) && !names.iter().all(is_given) {
            return false;
        }
        is_rendered |= named.contains(&template);
    }
    is_rendered
}

/// Functions that give a template the program's own text of constants: translations, addresses, and text itself.
const OWN_TEXT: &[&str] = &["_", "gettext", "ngettext", "pgettext", "npgettext", "url_for", "str", "unicode"];

/// Whether something is printed between two places, without escaping, that is not made of the template's own constants.
fn prints_more_than_its_own(text: &str, start: usize, end: usize) -> bool {
    let template = stopple_templates::parse(text);
    let within = |span: Span| span.start as usize >= start && (span.end as usize) <= end;
    let mut printed = template.outputs.iter().filter(|output| within(output.span));
    printed.any(|output| output.autoescape != Autoescape::On && !is_its_own(&output.expression, 0))
}

/// Whether a value is made of constants of the template.
fn is_its_own(expr: &Printed, depth: u32) -> bool {
    let own = |expr: &Printed| depth < 20 && is_its_own(expr, depth + 1);
    match &expr.kind {
        ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Boolean(_) | ExprKind::None => true,
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Concat(items) => items.iter().all(own),
        ExprKind::Binary { left, right, .. } => own(left) && own(right),
        ExprKind::Unary { operand, .. } => own(operand),
        ExprKind::Conditional { then, otherwise, .. } => own(then) && otherwise.as_deref().is_none_or(own),
        ExprKind::Filter { value, arguments, .. } => own(value) && arguments.values().all(own),
        ExprKind::Call { function, arguments } => {
            let is_own = match &function.kind {
                ExprKind::Name(name) => OWN_TEXT.contains(&name.as_str()),
                ExprKind::Attribute { object, .. } => own(object),
                _ => false,
            };
            is_own && arguments.values().all(own)
        }
        _ => false,
    }
}
