//! Finds Jinja environments and parts of templates that escape nothing.

use crate::{Context, Draft, code, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::Fact;
use stopple_source::Span;
use stopple_syntax::hir::Expr;

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let environments = context.facts("jinja-environment").filter_map(|fact| environment(context, rule, fact));
    environments.chain(blocks(context, rule)).collect()
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
                drafts.push(if block.contains("{{") { draft } else { draft.quiet() });
            }
            from = end;
        }
    }
    drafts
}
