//! What holds for every text.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use stopple_templates::escape::{Escaper, Printed, attribute_name, named, tag_name};
use stopple_templates::rewrite::{field_place, rewrite};
use stopple_templates::{Node, NodeKind, Template, parse};

fn printed(nodes: &[Node]) -> usize {
    let within = |node: &Node| node.bodies().into_iter().map(printed).sum::<usize>();
    nodes.iter().map(|node| usize::from(matches!(node.kind, NodeKind::Output(_))) + within(node)).sum()
}

/// The guard is written in without a line more or less, and nothing that the author wrote is gone.
fn check_rewriting(text: &str) {
    for autoescape in [true, false] {
        let Some(guarded) = rewrite(text, autoescape, &[text]).expect("edits that fit") else { continue };
        let lines = |text: &str| text.matches(['\n', '\r']).count();
        assert_eq!(lines(&guarded), lines(text), "{text:?}");
        let mut signs = guarded.chars();
        assert!(text.chars().all(|sign| signs.any(|other| other == sign)), "{text:?}: {guarded:?}");
        assert_eq!(rewrite(&guarded, autoescape, &[]), Ok(None), "twice is once");
    }
    field_place(text);
}

fn check(text: &str) -> Template {
    check_rewriting(text);
    let template = parse(text);
    let spans = template.outputs.iter().map(|output| output.span);
    let spans = spans.chain(template.outputs.iter().map(|output| output.expression.span));
    let spans = spans.chain(template.problems.iter().map(|problem| problem.span));
    let spans = spans.chain(template.forms.iter().map(|form| form.span));
    let spans = spans.chain(template.inline.iter().map(|inline| inline.span));
    for span in spans.chain(template.nodes.iter().map(|node| node.span)) {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is no part of {text:?}");
    }
    assert_eq!(printed(&template.nodes), template.outputs.len(), "{text:?}");
    for output in &template.outputs {
        output.verdict(true);
        template.flows_through_calls(output);
    }
    template
}

/// Text that is made of what templates are made of.
fn template_like() -> impl Strategy<Value = String> {
    let parts = [
        "{{ ",
        " }}",
        "{% ",
        " %}",
        "{#",
        "#}",
        "-%}",
        "{%-",
        "if a",
        "else",
        "elif b",
        "endif",
        "for x in y",
        "endfor",
        "set x = ",
        "set x",
        "endset",
        "block b",
        "endblock",
        "macro m(a, b=1)",
        "endmacro",
        "call m(x)",
        "endcall",
        "filter striptags",
        "endfilter",
        "with a = b",
        "endwith",
        "autoescape false",
        "endautoescape",
        "trans",
        "pluralize",
        "endtrans",
        "raw",
        "endraw",
        "extends 'a'",
        "include b",
        "import 'c' as d",
        "from 'e' import f as g",
        "m(x)",
        "a.b",
        "['k']",
        "|safe",
        "|e",
        "|tojson",
        "x",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "'",
        "\"",
        "`",
        "\\",
        "~",
        "+",
        "%",
        " is defined",
        " if ",
        " not in ",
        "<",
        ">",
        "<a href=",
        "<p ",
        "onclick=",
        "style=",
        "/",
        "=",
        " ",
        "\n",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<title>",
        "</title>",
        "<form method=post>",
        "</form>",
        "csrf",
        "&quot;",
        "&",
        "é",
        "\u{2028}",
        "<![CDATA[",
        "]]>",
        "javascript:",
        "https://",
    ];
    prop::collection::vec(prop::sample::select(parts.to_vec()), 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read(text in ".{0,200}") {
        check(&text);
    }

    #[test]
    fn anything_like_a_template_is_read(text in template_like()) {
        check(&text);
    }

    /// What leaves an escaper cannot end the place that it is for.
    #[test]
    fn escaped_text_stays_in_its_place(text in ".{0,40}|[a-z<>&\"'`\\\\${}()/*:;=\n\u{2028} -]{0,20}", markup in any::<bool>()) {
        for escaper in Escaper::ALL {
            let printed = match escaper.escape(&text, markup) {
                Printed::Same if markup => text.clone(),
                Printed::Same => html_escaped(&text),
                Printed::Text(text) => html_escaped(&text),
                Printed::Markup(text) => text,
            };
            let never: &[char] = match escaper {
                Escaper::Quoted | Escaper::Url | Escaper::UrlRest | Escaper::UrlScheme | Escaper::UrlPath => &['"', '\''],
                Escaper::Unquoted => &['"', '\'', ' ', '\n', '<', '>', '=', '`'],
                Escaper::HandlerValue | Escaper::HandlerPath => &['"', '\'', '<', '>'],
                Escaper::HandlerString | Escaper::HandlerTemplate if !markup => &['"', '\'', '<', '>', '&', '`', '\n', '%'],
                Escaper::ScriptString | Escaper::ScriptTemplate => &['"', '\'', '<', '`', '\n', '\u{2028}'],
                Escaper::ScriptRegex => &['/', '\n', '<', '[', '\u{2028}'],
                Escaper::ScriptComment => &['/', '\n', '\r', '<', '\u{2028}', '\u{2029}'],
                Escaper::ScriptName => &['(', ' ', '.', '"', '\\'],
                Escaper::Document => &['"', '\'', '<', '>'],
                Escaper::Css if !markup => &['{', '}', ';', '<', '"', '\'', '@', '\n'],
                Escaper::StyleValue | Escaper::StyleDeclarations if !markup => &['{', '}', '<', '"', '\'', '\n'],
                Escaper::Attributes if !markup => &['<', '>', '"', '\'', '('],
                _ => &[],
            };
            // What only a backslash escapes is an escape.
            let bare = if markup { without_escapes(&printed) } else { printed.clone() };
            prop_assert!(!bare.contains(never), "{escaper:?} {text:?}: {printed:?}");
        }
        tag_name(&text, markup, "h", "");
        attribute_name(&text, "data-");
        named(&text, &text, markup);
    }

    #[test]
    fn every_prefix_is_read(text in template_like(), at in 0usize..400) {
        let mut end = at.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        check(&text[..end]);
    }
}

/// As Jinja escapes.
fn html_escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&#34;").replace('\'', "&#39;")
}

/// Without backslashes and the signs that they escape.
fn without_escapes(text: &str) -> String {
    let mut out = String::new();
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        if sign == '\\' {
            signs.next();
        } else {
            out.push(sign);
        }
    }
    out
}

#[test]
fn deep_nesting_is_a_problem_and_no_crash() {
    for (open, middle, close) in [
        ("{% if a %}", "{{ x }}", "{% endif %}"),
        ("{% for a in b %}", "{{ x }}", "{% endfor %}"),
        ("{% block b %}", "{{ x }}", ""),
        ("{% macro m() %}", "{{ x }}", ""),
        ("{% if a %}{% else %}", "{{ x }}", "{% endif %}"),
    ] {
        let template = check(&format!("{}{middle}{}", open.repeat(5_000), close.repeat(5_000)));
        assert!(!template.problems.is_empty());
        assert_eq!(template.outputs.len(), 1);
    }
    for (open, close) in [("(", ")"), ("[", "]"), ("{1:", "}"), ("f(", ")"), ("not ", ""), ("-", ""), ("a|b(", ")")] {
        let template = check(&format!("{{{{ {}x{} }}}}<p>{{{{ y }}}}", open.repeat(5_000), close.repeat(5_000)));
        assert!(!template.problems.is_empty(), "{open}");
        assert!(template.outputs.len() >= 2, "{open}");
    }
}

/// Texts that make a careless reader look at the same place again and again.
#[test]
fn time_is_linear() {
    for unit in [
        "{{ ",
        "{% ",
        "{# ",
        "{{ ' }}",
        "{{ \" }}",
        "{{ \\\" }}",
        "{{ {{ }}",
        "{{ {{{ }}",
        "{{ ( }}",
        "{{ { }}",
        "{% raw %}",
        "{% endif %}",
        "{% if a %}",
        "{% if a %}{% endif %}",
        "{% set a = a ~ b %}",
        "{% set a = a.b %}{{ a }}",
        "{% set a = a|f %}",
        "<a {% if x %}b{% endif %} ",
        "<script>",
        "</script",
        "<form>",
        "<form method=post>{{ f() }}",
        "<!--",
        "&quot;",
        "<a onclick='&",
        "{% for a in a %}",
        "{% macro m(x) %}{{ m(x) }}{% endmacro %}",
        "{% if a %}<form>{% endif %}",
        "{% foo %}",
        "{{ a }}",
        "{{ a|b }}",
        "{% block b %}",
        "{{- ",
        " -%}",
        "{%- x -%}   ",
        "{% endfor %}{% for a in b %}",
        "{% elif x %}",
        "{% if x %}<a href='{% endif %}",
    ] {
        let text = unit.repeat(60_000 / unit.len());
        let begun = Instant::now();
        let template = parse(&text);
        template.outputs.iter().take(20).for_each(|output| drop(template.flows_through_calls(output)));
        drop(rewrite(&text, true, &[]));
        let taken = begun.elapsed();
        // Far above what a linear reader takes in a debug build on a busy machine, far below what a square one takes.
        assert!(taken < Duration::from_secs(4), "{unit}: {taken:?}");
    }
}
