//! Where in the HTML the outputs of a template stand.

use std::collections::HashMap;

use stopple_templates::{Context, Quote, Starts, UrlPart, parse, parse_with};

/// A context, shortly.
fn short(context: &Context) -> String {
    let quote = match context.quote() {
        Some(Quote::Double) => "\"",
        Some(Quote::Single) => "'",
        Some(Quote::None) => "-",
        None => "",
    };
    match context {
        Context::Text => "text".to_owned(),
        Context::Attribute { element, name, .. } => format!("attribute {element}.{name} {quote}"),
        Context::Url { element, name, part, purpose, .. } => {
            format!("url {element}.{name} {quote} {part:?} {purpose:?}")
        }
        Context::DocumentAttribute { .. } => format!("document {quote}"),
        Context::Script { place } => format!("script {place:?}"),
        Context::ScriptData => "data".to_owned(),
        Context::EventHandler { name, place, .. } => format!("handler {name} {quote} {place:?}"),
        Context::Style => "style".to_owned(),
        Context::StyleAttribute { .. } => format!("style {quote}"),
        Context::Comment => "comment".to_owned(),
        Context::Declaration => "declaration".to_owned(),
        Context::TagName => "tag".to_owned(),
        Context::AttributeName { element } => format!("name {element}"),
        Context::RawText { element } => format!("raw {element}"),
        Context::Cdata => "cdata".to_owned(),
    }
}

fn contexts(text: &str) -> Vec<String> {
    let template = parse(text);
    assert_eq!(template.problems, [], "{text}");
    template.outputs.iter().map(|output| short(&output.context) + if output.ambiguous { " ?" } else { "" }).collect()
}

fn check(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(contexts(text), *expected, "{text}");
    }
}

#[test]
fn text_and_elements_of_text() {
    check(&[
        ("{{ a }}", &["text"]),
        ("<p>{{ a }}</p>{{ b }}", &["text", "text"]),
        ("a < {{ b }}", &["text"]),
        ("<title>{{ a }}</title>{{ b }}", &["raw title", "text"]),
        ("<textarea name=\"x\"><b>{{ a }}</textarea>{{ b }}", &["raw textarea", "text"]),
        ("<TITLE>{{ a }}</TITLE >{{ b }}", &["raw title", "text"]),
        ("<title></titles>{{ a }}", &["raw title"]),
        ("<!-- {{ a }} -->{{ b }}", &["comment", "text"]),
        ("<!-- a --!>{{ b }}", &["text"]),
        ("<!-->{{ b }}", &["text"]),
        ("<!-- > -- {{ a }} --->{{ b }}", &["comment", "text"]),
        ("<!DOCTYPE {{ a }}>{{ b }}", &["declaration", "text"]),
        ("<?xml version=\"{{ a }}\"?>{{ b }}", &["declaration", "text"]),
        ("<![CDATA[ > {{ a }} ]]>{{ b }}", &["cdata", "text"]),
        ("{{ a }}{# <script> #}{{ b }}", &["text", "text"]),
        ("{% raw %}<script>{{ x }}{% endraw %}{{ a }}", &["script Code"]),
    ]);
}

#[test]
fn attributes() {
    check(&[
        ("<p title=\"{{ a }}\">", &["attribute p.title \""]),
        ("<p title='{{ a }}'>", &["attribute p.title '"]),
        ("<p title={{ a }}>", &["attribute p.title -"]),
        ("<p title = {{ a }} id=x>{{ b }}", &["attribute p.title -", "text"]),
        ("<p title=a{{ a }}b{{ c }} {{ d }}>", &["attribute p.title -", "attribute p.title -", "name p"]),
        ("<p title=\">{{ a }}\" id='\"{{ b }}'>", &["attribute p.title \"", "attribute p.id '"]),
        ("<P Title=\"{{ a }}\">", &["attribute p.title \""]),
        ("<p a/b=\"{{ a }}\"/>{{ b }}", &["attribute p.b \"", "text"]),
        ("<p {{ a }}>", &["name p"]),
        ("<p {{ a }}=\"{{ b }}\">", &["name p", "attribute p.* \""]),
        ("<p data-{{ a }}=\"{{ b }}\">", &["name p", "attribute p.data-* \""]),
        ("<p on{{ a }}=\"{{ b }}\">", &["name p", "handler on* \" Code"]),
        ("<{{ a }}>", &["tag"]),
        ("<h{{ a }}>{{ b }}</h{{ a }}>{{ c }}", &["tag", "text", "tag", "text"]),
        ("<p style=\"width: {{ a }}\">", &["style \""]),
        ("<iframe srcdoc=\"{{ a }}\">", &["document \""]),
        (
            "<input value=\"{{ a }}\" {% if b %}checked{% endif %} id=\"{{ c }}\">",
            &["attribute input.value \"", "attribute input.id \""],
        ),
    ]);
}

#[test]
fn urls() {
    check(&[
        ("<a href=\"{{ a }}\">", &["url a.href \" Start Navigate"]),
        ("<a href=\" {{ a }}\">", &["url a.href \" Start Navigate"]),
        ("<a href=\"/x/{{ a }}?b={{ b }}\">", &["url a.href \" Path Navigate", "url a.href \" Query Navigate"]),
        ("<a href=\"https://{{ a }}/{{ b }}\">", &["url a.href \" Host Navigate", "url a.href \" Path Navigate"]),
        ("<a href=\"{{ a }}{{ b }}\">", &["url a.href \" Start Navigate", "url a.href \" Path Navigate"]),
        ("<a href=\"javascript:go('{{ a }}')\">", &["handler href \" SingleQuoted"]),
        ("<script src=\"{{ a }}\"></script>{{ b }}", &["url script.src \" Start Load", "text"]),
        ("<img src=\"{{ a }}\">", &["url img.src \" Start Show"]),
        ("<form action='{{ a }}'>", &["url form.action ' Start Navigate"]),
        ("<button formaction={{ a }}>", &["url button.formaction - Start Navigate"]),
        ("<svg><a xlink:href=\"{{ a }}\">", &["url a.xlink:href \" Start Navigate"]),
        ("<object data=\"{{ a }}\">", &["url object.data \" Start Load"]),
        ("<meta http-equiv=refresh content=\"0; url={{ a }}\">", &["url meta.content \" Start Navigate"]),
        ("<meta name=x content=\"{{ a }}\">", &["attribute meta.content \""]),
        ("<a href=\"{% if s %}https{% else %}http{% endif %}://h/{{ a }}\">", &["url a.href \" Path Navigate"]),
        ("<a href=\"{% if s %}/x/{% endif %}{{ a }}\">", &["url a.href \" Start Navigate"]),
    ]);
}

#[test]
fn scripts_and_handlers() {
    check(&[
        ("<script>var a = {{ a }};</script>{{ b }}", &["script Code", "text"]),
        (
            "<script>f('{{ a }}', \"{{ b }}\", `{{ c }}${ {{ d }} }`)</script>",
            &["script SingleQuoted", "script DoubleQuoted", "script TemplateString", "script Code"],
        ),
        (
            "<script>// {{ a }}\n{{ b }} /* {{ c }} */</script>",
            &["script LineComment", "script Code", "script BlockComment"],
        ),
        ("<script>'</script>{{ a }}", &["text"]),
        (
            "<script><!-- <script> </script> {{ a }}\n{{ b }} --></script>{{ c }}",
            &["script LineComment", "script Code", "text"],
        ),
        ("<script>if (a<b) { '</scripty>' } {{ a }}</script foo>{{ b }}", &["script Code", "text"]),
        ("<script type=\"application/json\">{\"a\": \"{{ a }}\"}</script>", &["data"]),
        ("<script type=\"module\">{{ a }}</script>", &["script Code"]),
        ("<script type='text/template'><b>{{ a }}</b></script>{{ b }}", &["data", "text"]),
        ("<style>.a { color: {{ a }} }</style>{{ b }}", &["style", "text"]),
        ("<a onclick=\"go({{ a }}, '{{ b }}')\">", &["handler onclick \" Code", "handler onclick \" SingleQuoted"]),
        (
            "<a onclick=\"go(&quot;{{ a }}&quot;, &#39;{{ b }}\">",
            &["handler onclick \" DoubleQuoted", "handler onclick \" SingleQuoted"],
        ),
        ("<a onclick='a && b(\"{{ a }}\")'>", &["handler onclick ' DoubleQuoted"]),
        (
            "<a @click=\"{{ a }}\" x-data='{{ b }}' ng-init={{ c }}>",
            &["handler @click \" Code", "handler x-data ' Code", "handler ng-init - Code"],
        ),
    ]);
}

#[test]
fn branches_join_and_the_worse_one_counts() {
    check(&[
        ("{% if a %}<b>{% else %}<i>{% endif %}{{ x }}", &["text"]),
        ("{% if a %}<script>{% endif %}{{ x }}</script>{{ y }}", &["script Code ?", "text"]),
        ("<p {% if a %}class=\"x\"{% endif %}>{{ x }}", &["text"]),
        ("<p class=\"a{% if a %} b{% elif c %} d{% endif %}\">{{ x }}", &["text"]),
        ("<option{% if a %} selected{% endif %} value=\"{{ x }}\">", &["attribute option.value \""]),
        (
            "{% for a in b %}<li class=\"{{ a }}\">{{ a }}{% else %}{{ c }}{% endfor %}{{ d }}",
            &["attribute li.class \"", "text", "text", "text"],
        ),
        (
            "<script>{% if a %}var b = '{{ b }}';{% else %}var b = {{ b }};{% endif %}</script>",
            &["script SingleQuoted", "script Code"],
        ),
    ]);
}

#[test]
fn bodies_that_are_rendered_apart_start_as_text() {
    check(&[
        ("<script>{% macro m(a) %}{{ a }}{% endmacro %}{{ b }}</script>", &["text", "script Code"]),
        ("<p title=\"{% set x %}{{ a }}{% endset %}{{ x }}\">", &["text", "attribute p.title \""]),
        ("<title>{% block t %}{{ a }}{% endblock %}</title>", &["raw title"]),
        (
            "{% trans a=b, n=c %}<b>{{ a }}{% pluralize n %}<i>{{ n }}</i>{% endtrans %}{{ x }}",
            &["text", "text", "text"],
        ),
        ("{% print a %}", &["text"]),
    ]);
}

#[test]
fn macros_start_where_they_are_printed() {
    check(&[
        ("{% macro m(a) %}{{ a }}{% endmacro %}<p {{ m(x) }}>", &["name p", "name p"]),
        (
            "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x) }}<p title=\"{{ m(x) }}\">",
            &["attribute p.title \" ?", "text", "attribute p.title \""],
        ),
        (
            "{% macro m(a) %}{{ a }}{% endmacro %}{% macro n(a) %}{{ m(a) }}{% endmacro %}<style>{{ n(x) }}</style>",
            &["style", "style", "style"],
        ),
        ("{% macro m(a) %}{{ a }}{% endmacro %}<p {{ f(m(x)) }}>", &["text", "name p"]),
        ("{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{% set x = m(y) %}{{ x }}", &["text", "text"]),
    ]);
}

#[test]
fn whitespace_control_counts() {
    check(&[("<p title= {{- a }}>", &["attribute p.title -"]), ("<p {%- if a %}x{% endif %}>{{ b }}", &["text"])]);
}

#[test]
fn a_child_starts_its_blocks_where_the_parent_has_them() {
    let parent = parse("<title>{% block title %}{% endblock %}</title><script>{% block code %}{% endblock %}</script>");
    let blocks: HashMap<_, _> = parent.blocks.iter().map(|block| (block.name.clone(), block.entry.clone())).collect();
    let starts = Starts { blocks, ..Starts::default() };
    let child =
        "{% extends 'p' %}{{ lost }}{% block title %}{{ a }}{% endblock %}{% block code %}{{ b }}{% endblock %}";
    let found: Vec<_> =
        parse_with(child, &starts).outputs.iter().map(|output| (short(&output.context), output.rendered)).collect();
    let expected = [("text", false), ("raw title", true), ("script Code", true)];
    assert_eq!(found, expected.map(|(context, rendered)| (context.to_owned(), rendered)));
}

#[test]
fn an_include_knows_where_it_stands() {
    let outer = parse("<a href=\"{% include 'link' %}\">");
    let starts = Starts { template: outer.includes[0].entry.clone(), ..Starts::default() };
    let inner = parse_with("{{ a }}", &starts);
    assert!(matches!(inner.outputs[0].context, Context::Url { part: UrlPart::Start, .. }));
}
