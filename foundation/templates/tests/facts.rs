//! Forms, inline code, references to other templates, and problems.

use stopple_templates::{CsrfField, InlineKind, parse};

#[test]
fn forms_and_their_tokens() {
    let table: &[(&str, &[(&str, CsrfField)])] = &[
        ("<form method=\"post\"></form>", &[("post", CsrfField::Absent)]),
        ("<form METHOD=POST action=/x></form>", &[("post", CsrfField::Absent)]),
        ("<form></form>", &[("", CsrfField::Absent)]),
        ("<form method=post>{{ form.hidden_tag() }}</form>", &[("post", CsrfField::Present)]),
        (
            "<form method=post><input name=csrf_token value=\"{{ csrf_token() }}\"></form>",
            &[("post", CsrfField::Present)],
        ),
        ("<form method=post>{{ form }}</form>", &[("post", CsrfField::Possible)]),
        ("<form method=post>{{ render(form) }}</form>", &[("post", CsrfField::Possible)]),
        ("<form method=post>{% include 'x' %}</form>", &[("post", CsrfField::Possible)]),
        ("<form method=post>{{ name }}</form>{{ csrf_token() }}", &[("post", CsrfField::Absent)]),
        ("<form method={{ m }}></form>", &[("*", CsrfField::Absent)]),
        (
            "{% if a %}<form method=post>{% else %}<form method=get>{% endif %}{{ f.csrf_token }}</form>",
            &[("post", CsrfField::Present), ("get", CsrfField::Present)],
        ),
        ("<form method=post>", &[("post", CsrfField::Absent)]),
        ("<textarea><form method=post></textarea>", &[]),
    ];
    for (text, expected) in table {
        let template = parse(text);
        let found: Vec<_> =
            template.forms.iter().map(|form| (form.method.as_deref().unwrap_or(""), form.csrf)).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn inline_code_and_nonces() {
    let text = "<script>a</script><script nonce=\"{{ csp_nonce() }}\">b</script><script src=x></script><style></style>\
                <p style=\"a\" onclick='b'><a href='javascript:c'>";
    let found: Vec<_> = parse(text).inline.iter().map(|inline| (inline.kind, inline.nonce)).collect();
    let expected = [
        (InlineKind::Script, false),
        (InlineKind::Script, true),
        (InlineKind::ScriptFile, false),
        (InlineKind::Style, false),
        (InlineKind::StyleAttribute, false),
        (InlineKind::Handler, false),
        (InlineKind::ScriptUrl, false),
    ];
    assert_eq!(found, expected);
    for text in ["<p onclick={{ a }}>", "<p style=é>", "<p style='é'>", "<p onclick =x>"] {
        let [inline] = parse(text).inline.try_into().expect("one");
        let place = text.get(inline.span.start as usize..inline.span.end as usize).expect("a span");
        assert!(place.starts_with(&inline.name) && place.contains('='), "{text}: {place}");
    }
    let tag = parse(text).inline[0].span;
    assert_eq!(&text[tag.start as usize..tag.end as usize], "<script>");
}

#[test]
fn a_tag_that_was_opened_elsewhere_begins_where_this_text_does() {
    let text = "{% macro m() %}=x>{% endmacro %}<form><p onclick{{ m() }}>";
    let spans: Vec<_> = parse(text).inline.iter().map(|inline| inline.span).collect();
    assert_eq!(spans.first().map(|span| (span.start, span.end)), Some((15, 16)));
}

#[test]
fn other_templates() {
    let template = parse(
        "{% extends 'base.html' %}{% import 'a.html' as a %}{% from 'b.html' import c, d as e with context %}\
         {% block x %}{% include ['p.html', 'q.html'] ignore missing %}{% include name %}{{ e(v, k=w) }}{% endblock %}",
    );
    assert_eq!(template.problems, []);
    assert_eq!(template.extends[0].names, ["base.html"]);
    assert_eq!(template.imports[1].imported[1], ("d".to_owned(), "e".to_owned()));
    assert_eq!(template.includes[0].names, ["p.html", "q.html"]);
    assert_eq!(template.includes[1].flows[0].root.to_string(), "name");
    let call = &template.macro_calls[0];
    assert_eq!((call.name.as_str(), call.template.as_deref()), ("e", Some("b.html")));
    assert_eq!(call.arguments[1].0.as_deref(), Some("k"));
    assert_eq!(template.blocks[0].name, "x");
    assert_eq!(template.outputs[0].block.as_deref(), Some("x"));
}

#[test]
fn statements_of_every_kind_are_read() {
    for text in [
        "{% for a, b in c if d recursive %}{% else %}{% endfor %}",
        "{% for (a, b), c in d %}{% break %}{% continue %}{% endfor %}",
        "{% if a %}{% elif b %}{% elif c %}{% else %}{% endif %}",
        "{% set a = 1, 2 %}{% set a | upper | trim %}{% endset %}{% set a.b = c %}",
        "{% block a scoped required %}{% endblock a %}",
        "{% macro m(a, b='x', c=[]) %}{% endmacro %}{% call(x, y) m(1) %}{% endcall %}{% call m() %}{% endcall %}",
        "{% filter upper|replace('a', 'b') %}{% endfilter %}",
        "{% with %}{% endwith %}{% with a = 1, b = a %}{% endwith %}",
        "{% autoescape not x %}{% endautoescape %}",
        "{% trans %}a{% endtrans %}{% trans trimmed count=a|length, b %}x{% pluralize count %}y{% endtrans %}",
        "{% trans 'context', a=b %}{% endtrans %}",
        "{% do a.append(1) %}{% debug %}{% print a, b %}",
        "{% include 'a' without context %}{% include a ~ '.html' ignore missing with context %}",
        "{% import 'a' as b without context %}{% from 'a' import (b) %}",
    ] {
        let problems = parse(text).problems;
        // Parentheses around imported names are Python, not Jinja.
        assert_eq!(!problems.is_empty(), text.contains("import (b)"), "{text}: {problems:?}");
    }
}

#[test]
fn problems_say_where_and_what() {
    let table = [
        ("{% if a %}", "{% if a %}", "this `if` is never closed"),
        ("{% endif %}", "{% endif %}", "this end of `if` closes nothing"),
        ("{% for a in b %}{% if c %}{% endfor %}", "{% if c %}", "this `if` is never closed"),
        ("{% else %}", "{% else %}", "this `else` belongs to no `if` or `for`"),
        ("a{{ b", "{{ b", "this output is never closed"),
        ("{{ a b }}", "b", "the tag should have ended before this"),
        ("{{ }}", " ", "an expression is missing here"),
        ("{% cache 60 %}{{ a }}{% endcache %}", "{% cache 60 %}", "the tag `cache` is not known"),
        ("{% set = 1 %}", "=", "an expression is missing here"),
        ("{{ a $ }}", "$", "unexpected sign `$`"),
    ];
    for (text, place, message) in table {
        let problems = parse(text).problems;
        let found: Vec<_> = problems
            .iter()
            .map(|problem| (&text[problem.span.start as usize..problem.span.end as usize], problem.message.as_str()))
            .collect();
        assert_eq!(found, [(place, message)], "{text}");
    }
}
