//! What holds for every text.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use stopple_templates::{Node, NodeKind, Template, parse};

fn printed(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match &node.kind {
            NodeKind::Output(_) => 1,
            NodeKind::If { branches, otherwise } => {
                branches.iter().map(|(_, body)| printed(body)).sum::<usize>() + otherwise.as_deref().map_or(0, printed)
            }
            NodeKind::For { body, otherwise: other, .. } | NodeKind::Trans { body, plural: other, .. } => {
                printed(body) + other.as_deref().map_or(0, printed)
            }
            NodeKind::SetBlock { body, .. }
            | NodeKind::Block { body, .. }
            | NodeKind::Macro { body, .. }
            | NodeKind::Call { body, .. }
            | NodeKind::Filter { body, .. }
            | NodeKind::With { body, .. }
            | NodeKind::Autoescape { body, .. } => printed(body),
            _ => 0,
        })
        .sum()
}

fn check(text: &str) -> Template {
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

    #[test]
    fn every_prefix_is_read(text in template_like(), at in 0usize..400) {
        let mut end = at.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        check(&text[..end]);
    }
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
        let taken = begun.elapsed();
        // Far above what a linear reader takes in a debug build on a busy machine, far below what a square one takes.
        assert!(taken < Duration::from_secs(4), "{unit}: {taken:?}");
    }
}
