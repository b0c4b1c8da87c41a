//! Which escapers an output needs where it stands.

use stopple_source::Span;

use super::{PREFIX, Page, Rank};
use crate::context::{Context, Quote, UrlPart, UrlUse, is_handler};
use crate::escape::Escaper;
use crate::expression::{Expr, ExprKind};
use crate::facts::Output;
use crate::flow::{Origin, Step};
use crate::javascript::JsPlace;
use crate::verdict::Verdict;

/// A call of a filter: its name, and its arguments as they are written.
pub(super) type Call = String;

fn call(escaper: Escaper) -> Call {
    format!("{PREFIX}{}", escaper.name())
}

/// Writes escapers at the outputs that need one.
pub(super) fn escape(page: &mut Page<'_>) {
    let template = page.template;
    for (number, output) in template.outputs.iter().enumerate() {
        if !output.rendered || output.translated || !page.is_escaped(output) {
            continue;
        }
        let calls = needed(page, number, output);
        if !calls.is_empty() {
            wrap(page, output, &calls);
        }
    }
}

/// Puts the expression of an output in brackets, and the filters behind it.
fn wrap(page: &mut Page<'_>, output: &Output, calls: &[Call]) {
    let filters = format!(")|{}", calls.join("|"));
    for part in expressions(page, output) {
        page.insert(part.start, Rank::Opens, "(");
        page.insert(part.end, Rank::Closes, filters.clone());
    }
}

/// What an output prints: one expression, or several of `{% print a, b %}`.
fn expressions(page: &Page<'_>, output: &Output) -> Vec<Span> {
    let source = page.source(output.span);
    if source.starts_with("{%") {
        return match &output.expression.kind {
            ExprKind::Tuple(items) if !page.source(output.expression.span).starts_with('(') => {
                items.iter().map(|item| item.span).collect()
            }
            _ => vec![output.expression.span],
        };
    }
    // From the delimiters and not from what was read of the expression: whatever Jinja makes of it, it is one expression.
    let inner = source.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")).unwrap_or("");
    let inner = inner.strip_suffix('-').unwrap_or(inner);
    let sign = usize::from(inner.starts_with(['-', '+']));
    let inner = inner.get(sign..).unwrap_or("");
    let space = inner.len() - inner.trim_start().len();
    let start = output.span.start as usize + 2 + sign + space;
    let end = start + inner.trim().len();
    if start == end { Vec::new() } else { vec![crate::pieces::span(start, end)] }
}

/// Whether the output prints what another macro, block or template rendered for text.
pub(super) fn renders(page: &Page<'_>, output: &Output) -> bool {
    let span = output.expression.span;
    let first = page.foreign_calls.partition_point(|call| *call < span.start);
    let imported = page.foreign_calls.get(first).is_some_and(|call| *call < span.end);
    let fills = &mut |expr: &Expr| match &expr.kind {
        ExprKind::Call { function, .. } => function
            .dotted()
            .is_some_and(|name| matches!(name.as_str(), "caller" | "super") || name.starts_with("self.")),
        _ => false,
    };
    imported || output.expression.any(fills)
}

/// The filters that an output needs, the first one first.
pub(super) fn needed(page: &Page<'_>, number: usize, output: &Output) -> Vec<Call> {
    let varies = page.varies(output);
    let mut calls = Vec::new();
    if varies {
        calls = by_context(page, number, output);
    } else if renders(page, output) {
        // Escaped for text by whoever rendered it. That is enough for text, and code may be meant where code stands.
        calls = match &output.context {
            Context::Url { .. } => by_context(page, number, output),
            Context::Attribute { .. } => vec![call(Escaper::Quoted)],
            _ => Vec::new(),
        };
    }
    if output.context.quote() == Some(Quote::None) && (varies || !calls.is_empty()) {
        // What would be done in quotes is part of this.
        calls.retain(|name| *name != call(Escaper::Quoted));
        calls.push(call(if is_whole(page, output) { Escaper::UnquotedWhole } else { Escaper::Unquoted }));
    }
    calls
}

/// Whether nothing else is in an attribute's value without quotes.
fn is_whole(page: &Page<'_>, output: &Output) -> bool {
    let next = page.text.get(output.span.end as usize..).unwrap_or("").chars().next();
    let ends = next.is_none_or(|sign| sign.is_ascii_whitespace() || matches!(sign, '>' | '/'));
    output.before.is_empty() && ends
}

fn by_context(page: &Page<'_>, number: usize, output: &Output) -> Vec<Call> {
    // Declared to be right for this very place, in the template.
    let clear = !output.flows.is_empty() && !renders(page, output);
    let vouched = clear && output.flows.iter().all(|flow| flow.markup && !flow.escaped);
    let safe = clear && output.verdict(true) == Verdict::Safe;
    let one = |escaper: Escaper| vec![call(escaper)];
    match &output.context {
        Context::Text
        | Context::RawText { .. }
        | Context::Cdata
        | Context::Comment
        | Context::Declaration
        | Context::ScriptData => Vec::new(),
        Context::Attribute { .. } if vouched && safe => Vec::new(),
        Context::Attribute { element, name, .. } => {
            let animates = matches!(element.as_str(), "animate" | "set")
                && matches!(name.as_str(), "to" | "from" | "values" | "by");
            if animates {
                // `<animate attributeName="href" to="...">` in a link of an image.
                one(Escaper::Url)
            } else if let Some(name) = printed_name(page, number, output) {
                vec![format!("{PREFIX}named({name})")]
            } else {
                one(Escaper::Quoted)
            }
        }
        Context::Url { element, part, purpose, .. } => one(url(page, element, *part, *purpose, output)),
        Context::DocumentAttribute { .. } => {
            one(if is_sandboxed(page, output) { Escaper::Quoted } else { Escaper::Document })
        }
        Context::Script { place } => match place {
            JsPlace::Code if vouched => Vec::new(),
            JsPlace::Code if is_part_of_name(page, output) => one(Escaper::ScriptName),
            JsPlace::Code => one(Escaper::ScriptValue),
            _ if safe => Vec::new(),
            JsPlace::SingleQuoted | JsPlace::DoubleQuoted => one(Escaper::ScriptString),
            JsPlace::TemplateString => one(Escaper::ScriptTemplate),
            JsPlace::Regex => one(Escaper::ScriptRegex),
            JsPlace::LineComment | JsPlace::BlockComment => one(Escaper::ScriptComment),
        },
        Context::EventHandler { name, place, .. } => match place {
            JsPlace::Code if vouched && safe => Vec::new(),
            JsPlace::Code if vouched => one(Escaper::Quoted),
            JsPlace::Code if is_part_of_name(page, output) => one(Escaper::ScriptName),
            JsPlace::Code if binds_variables(name) => one(Escaper::HandlerPath),
            JsPlace::Code => one(Escaper::HandlerValue),
            JsPlace::SingleQuoted | JsPlace::DoubleQuoted => one(Escaper::HandlerString),
            JsPlace::TemplateString => one(Escaper::HandlerTemplate),
            JsPlace::Regex => one(Escaper::ScriptRegex),
            JsPlace::LineComment | JsPlace::BlockComment => vec![call(Escaper::ScriptComment), call(Escaper::Quoted)],
        },
        Context::Style if vouched => Vec::new(),
        Context::Style => one(Escaper::Css),
        Context::StyleAttribute { .. } => {
            let before = output.before.trim_end();
            one(if before.is_empty() || before.ends_with(';') {
                Escaper::StyleDeclarations
            } else {
                Escaper::StyleValue
            })
        }
        Context::TagName => {
            let rest = page.text.get(output.span.end as usize..).unwrap_or("");
            let after: String =
                rest.chars().take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '-').take(40).collect();
            vec![format!("{PREFIX}tag_name('{}', '{after}')", literal(&output.before))]
        }
        Context::AttributeName { .. } if names_are_the_authors(output) => Vec::new(),
        Context::AttributeName { .. } if output.before.is_empty() => one(Escaper::Attributes),
        Context::AttributeName { .. } => vec![format!("{PREFIX}attribute_name('{}')", literal(&output.before))],
    }
}

/// A piece of a name, fit to stand in a string of a template.
fn literal(name: &str) -> String {
    name.chars()
        .filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | ':' | '@' | '*'))
        .collect()
}

fn url(page: &Page<'_>, element: &str, part: UrlPart, purpose: UrlUse, output: &Output) -> Escaper {
    let mut before = output.before.as_str();
    if element == "meta" {
        // `content="0; url=..."`.
        let start = before.to_ascii_lowercase().rfind("url=").map_or(0, |at| at + 4);
        before = before.get(start..).unwrap_or("").trim_start_matches(['\'', '"']);
    }
    let before = before.trim_matches(|sign: char| sign <= ' ');
    match part {
        _ if purpose == UrlUse::Show => Escaper::Quoted,
        UrlPart::Start if !before.is_empty() => Escaper::UrlRest,
        UrlPart::Start => {
            let rest = page.text.get(output.span.end as usize..).unwrap_or("");
            if rest.starts_with(':') { Escaper::UrlScheme } else { Escaper::Url }
        }
        UrlPart::Host if before == "/" => Escaper::UrlPath,
        UrlPart::Path if before.contains('*') && !before.contains(['/', ':', '?', '#']) => Escaper::UrlRest,
        _ => Escaper::Quoted,
    }
}

/// An `iframe` whose document has no rights of ours may show any HTML.
fn is_sandboxed(page: &Page<'_>, output: &Output) -> bool {
    page.tags_in(output.span).any(|tag| {
        let around = tag.span.start <= output.span.start && output.span.end <= tag.span.end;
        let shut = |value: &str| !value.to_ascii_lowercase().contains("allow-same-origin");
        around && tag.attribute("sandbox").is_some_and(|sandbox| !sandbox.built && shut(&sandbox.value))
    })
}

/// Whether the output is glued to a name in code: `chart{{ id }}`, `form.{{ field }}`.
fn is_part_of_name(page: &Page<'_>, output: &Output) -> bool {
    let source = page.source(output.span);
    let before = page.text.get(..output.span.start as usize).unwrap_or("");
    let after = page.text.get(output.span.end as usize..).unwrap_or("");
    let before = if source.starts_with("{{-") { before.trim_end() } else { before };
    let after = if source.ends_with("-}}") { after.trim_start() } else { after };
    let named = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$');
    // `...{{ list }}` spreads a value.
    let member = before.ends_with('.') && !before.ends_with("..");
    member || before.ends_with(named) || after.starts_with(named)
}

/// Whether the attribute of a client-side framework may name a variable, and does not answer events.
fn binds_variables(name: &str) -> bool {
    let event = name.starts_with("on")
        || ["@", "v-on", "x-on", "hx-on", "data-hx-on"].iter().any(|start| name.starts_with(start));
    let angular = name.strip_prefix("data-").unwrap_or(name).strip_prefix("ng-");
    let heard = [
        "blur", "change", "click", "copy", "cut", "dblclick", "focus", "init", "key", "mouse", "paste", "submit", "on",
    ];
    is_handler(name) && !event && !angular.is_some_and(|event| heard.iter().any(|start| event.starts_with(start)))
}

/// The expression that printed the name of the attribute whose value the output is, if looking at it twice does nothing.
fn printed_name<'t>(page: &Page<'t>, number: usize, output: &Output) -> Option<&'t str> {
    let Context::Attribute { name, .. } = &output.context else { return None };
    if name != "*" {
        return None;
    }
    let printed = page.template.outputs.get(number.checked_sub(1)?)?;
    let between = page.text.get(printed.span.end as usize..output.span.start as usize)?;
    let quiet = !printed.expression.any(&mut |expr| {
        !matches!(
            expr.kind,
            ExprKind::Name(_)
                | ExprKind::Attribute { .. }
                | ExprKind::Subscript { .. }
                | ExprKind::Text(_)
                | ExprKind::Number(_)
        )
    });
    (quiet && matches!(between, "=\"" | "='" | "=")).then(|| page.source(printed.expression.span))
}

/// Names of attributes that a macro was called with: the author wrote them where it is called.
fn names_are_the_authors(output: &Output) -> bool {
    !output.flows.is_empty()
        && output.flows.iter().all(|flow| {
            let root = &flow.root;
            let keys = matches!(root.path.first(), Some(Step::Keys));
            matches!(root.origin, Origin::Parameter(_)) && root.name == "kwargs" && keys
        })
}
