//! Which variables an output prints, and whether hostile text in them would run.

use stopple_templates::{Autoescape, Flow, Output, Verdict, parse};

/// A flow as `root`, with marks for what was done to it.
fn short(flow: &Flow) -> String {
    let mut text = flow.root.to_string();
    for (mark, holds) in
        [("!", flow.markup), ("e", flow.escaped), ("j", flow.json), ("u", flow.url_encoded), ("a", flow.attributes)]
    {
        if holds {
            text = format!("{text} {mark}");
        }
    }
    text
}

fn last(text: &str) -> Output {
    let template = parse(text);
    assert_eq!(template.problems, [], "{text}");
    template.outputs.last().cloned().expect("an output")
}

#[test]
fn roots() {
    let table: &[(&str, &[&str])] = &[
        ("{{ a }}", &["a"]),
        ("{{ a.b['c'][0][i] }}", &["a.b['c'][0][*]"]),
        ("{{ a.get('b', c) }}", &["a['b']", "c"]),
        ("{{ a ~ b ~ 'x' ~ 1 }}", &["a", "b"]),
        ("{{ a + b }}{{ a - b }}", &[]),
        ("{{ a if b else c }}", &["a", "c"]),
        ("{{ a or b }}", &["a", "b"]),
        ("{{ not a }}", &[]),
        ("{{ a == b }}", &[]),
        ("{{ a is defined }}", &[]),
        ("{{ a|length }}", &[]),
        ("{{ a|default(b) }}", &["a", "b"]),
        ("{{ a|join(', ') }}", &["a[*]"]),
        ("{{ a|first }}", &["a[*]"]),
        ("{{ a|attr('b') }}", &["a.b"]),
        ("{{ a|map(attribute='b.c')|join }}", &["a[*].b.c[*]"]),
        ("{{ a|replace('x', b) }}", &["b", "a"]),
        ("{{ f(a) }}", &["f()", "a"]),
        ("{{ a.f(b).c }}", &["a.f().c", "b"]),
        ("{{ a.upper().strip() }}", &["a"]),
        ("{{ url_for('x', a=b) }}", &[]),
        ("{{ csrf_token() }}", &[]),
        ("{{ '%s' % a }}", &["a"]),
        ("{{ [a, {'b': c}] }}", &["a", "c"]),
        ("{% for p in posts %}{{ p.body }}{% endfor %}", &["posts[*].body"]),
        ("{% for k, v in d.items() %}{{ k }}{{ v.x }}{% endfor %}", &["d[*].x"]),
        ("{% for k, v in d|dictsort %}{{ k }}{% endfor %}", &["d.keys()"]),
        ("{% for a, b in pairs %}{{ b }}{% endfor %}", &["pairs[*][1]"]),
        ("{% for x in [a, b] %}{{ x }}{% endfor %}", &["a", "b"]),
        ("{% for x in a %}{% for y in x.b %}{{ y.c }}{% endfor %}{% endfor %}", &["a[*].b[*].c"]),
        ("{% for x in a %}{{ loop.index }}{% endfor %}", &[]),
        ("{% for x in a %}{% endfor %}{{ x }}", &["x"]),
        ("{% set b = a.x %}{{ b.y }}", &["a.x.y"]),
        ("{% set a, b = b, a %}{{ a }}", &["b"]),
        ("{% set a = 'x' %}{{ a }}", &[]),
        ("{% if c %}{% set a = b %}{% endif %}{{ a }}", &["b", "a"]),
        ("{% for x in y %}{% set a = b %}{% endfor %}{{ a }}", &["a"]),
        ("{% set ns = namespace(v='') %}{% for x in y %}{% set ns.v = x %}{% endfor %}{{ ns.v }}", &["y[*]"]),
        ("{% set b %}{{ a }}{% endset %}{{ b }}", &[]),
        ("{% with b = a.c %}{{ b }}{% endwith %}", &["a.c"]),
        ("{% with b = a %}{% endwith %}{{ b }}", &["b"]),
        ("{% macro m(x, y=z) %}{{ y }}{% endmacro %}", &["y", "z"]),
        ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m(a) }}", &[]),
        ("{% import 'f' as f %}{{ f.m(a) }}", &[]),
        ("{% from 'f' import m %}{{ m(a) }}", &[]),
        ("{% trans b=a %}{{ b }}{% endtrans %}", &["a"]),
        ("{% block b %}{{ super() }}{% endblock %}{{ self.b() }}", &[]),
        ("{{ _('Hello %(x)s', x=a) }}", &["a"]),
        // What was done to them.
        ("{{ a|safe }}", &["a !"]),
        ("{{ a|e }}", &["a ! e"]),
        ("{{ a|e|safe }}", &["a ! e"]),
        ("{{ a|safe|e }}", &["a !"]),
        ("{{ a|safe|forceescape }}", &["a ! e"]),
        ("{{ a|safe|upper }}", &["a !"]),
        ("{{ a|safe|striptags }}", &["a"]),
        ("{{ a|e|striptags|safe }}", &["a !"]),
        ("{{ a|tojson }}", &["a ! j"]),
        ("{{ a|urlencode }}", &["a u"]),
        ("{{ a|xmlattr }}", &["a ! e a"]),
        ("{{ a|markdown|safe }}", &["a !"]),
        ("{{ (a ~ b)|safe }}", &["a !", "b !"]),
        // Markup escapes what it is joined with.
        ("{{ (a ~ b|e)|safe }}", &["a ! e", "b ! e"]),
        ("{{ a ~ b|safe }}", &["a ! e", "b !"]),
        ("{{ '<b>'|safe + a }}", &["a ! e"]),
        ("{{ ('<b>' + a)|safe }}", &["a !"]),
        ("{{ (a + '<b>'|safe)|safe }}", &["a ! e"]),
        ("{% autoescape false %}{{ a ~ b|safe }}{% endautoescape %}", &["a", "b !"]),
        ("{{ '-'.join([a|safe]) }}", &["a"]),
        ("{{ '%s' % a|safe }}", &["a"]),
        ("{{ '%s'|format(a|safe) }}", &["a"]),
        ("{{ _('x {b}').format(b=a|safe) }}", &["a !"]),
        ("{{ a|safe|title }}", &["a"]),
        ("{{ a|safe if c else b }}", &["a !", "b"]),
        ("{{ a|map('e')|join('<br>')|safe }}", &["a[*] ! e"]),
        ("{{ '<b>%s</b>'|safe|format(a) }}", &["a ! e"]),
        ("{{ '<b>%s</b>'|format(a)|safe }}", &["a !"]),
        ("{{ Markup('<b>%s</b>') % a }}", &["a ! e"]),
        ("{{ Markup('<b>{}</b>').format(a) }}", &["a ! e"]),
        ("{{ Markup(a) }}", &["a !"]),
    ];
    for (text, expected) in table {
        let found: Vec<String> = last(text).flows.iter().map(short).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[test]
fn parameters_of_macros_are_what_the_calls_give() {
    let table: &[(&str, &[&str])] = &[
        ("{% macro m(x, y) %}{{ y.z }}{% endmacro %}{{ m(a, b.c|safe) }}{{ m(1, y=d) }}", &["b.c.z !", "d.z"]),
        ("{% macro m(x) %}{{ x|safe }}{% endmacro %}{% for p in ps %}{{ m(p) }}{% endfor %}", &["ps[*] !"]),
        ("{% macro m(x) %}{{ x }}{% endmacro %}", &["x"]),
        ("{% macro m(x) %}{{ x }}{{ m(x.y) }}{% endmacro %}{{ m(a) }}", &["a", "a.y"]),
        ("{% macro i(x) %}{{ x }}{% endmacro %}{% macro o(y) %}{{ i(y) }}{% endmacro %}{{ o(a) }}", &["a"]),
        ("{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m(a) %}{% endcall %}", &["a"]),
    ];
    for (text, expected) in table {
        let template = parse(text);
        let output = template.outputs.iter().find(|output| !output.flows.is_empty()).expect("an output");
        let found: Vec<String> = template.flows_through_calls(output).iter().map(short).collect();
        assert!(expected.iter().all(|wanted| found.iter().any(|flow| flow == wanted)), "{text}: {found:?}");
    }
}

#[test]
fn verdicts_where_autoescape_is_on() {
    let (safe, minor, dangerous) = ('s', 'm', 'D');
    let table = [
        ("{{ a }}", safe),
        ("{{ a|safe }}", dangerous),
        ("{{ 'x'|safe }}", safe),
        ("{{ a|tojson }}", safe),
        ("{{ a|length|safe }}", safe),
        ("{% autoescape false %}{{ a }}{% endautoescape %}", dangerous),
        ("{% autoescape false %}{{ a|e }}{% endautoescape %}", safe),
        ("{% autoescape x %}{{ a }}{% endautoescape %}", dangerous),
        ("{% filter upper %}{{ a }}{% endfilter %}", safe),
        ("{% filter striptags %}{{ a }}{% endfilter %}", dangerous),
        ("{% set b|striptags %}{{ a }}{% endset %}", dangerous),
        ("{% set b|upper %}{{ a }}{% endset %}", safe),
        ("<textarea>{{ a }}</textarea>", safe),
        ("<title>{{ a|safe }}</title>", dangerous),
        ("<p title=\"{{ a }}\">", safe),
        ("<p title='{{ a }}'>", safe),
        ("<p title={{ a }}>", dangerous),
        ("<p title={{ a|e }}>", dangerous),
        ("<p title={{ a|int }}>", safe),
        ("<p title={{ a|urlencode }}>", safe),
        ("<p title=\"{{ a|safe }}\">", dangerous),
        ("<p data-x=\"{{ a|tojson }}\">", dangerous),
        ("<p data-x='{{ a|tojson }}'>", safe),
        ("<p data-x=\"{{ a|tojson|forceescape }}\">", safe),
        ("<a href=\"{{ a }}\">", dangerous),
        ("<a href=\"{{ url_for(a) }}\">", safe),
        ("<a href=\"{{ a|urlencode }}\">", minor),
        ("<a href=\"/user/{{ a }}\">", safe),
        ("<a href=\"/{{ a }}\">", minor),
        ("<a href=\"https://{{ a }}.example.org/\">", minor),
        ("<a href=\"?q={{ a }}\">", safe),
        ("<img src=\"{{ a }}\">", safe),
        ("<script src=\"{{ a }}\"></script>", dangerous),
        ("<script src=\"/static/{{ a }}\"></script>", safe),
        ("<a href=\"javascript:go('{{ a }}')\">", dangerous),
        ("<iframe srcdoc=\"{{ a }}\">", dangerous),
        ("<script>var x = {{ a }};</script>", dangerous),
        ("<script>var x = {{ a|tojson }};</script>", safe),
        ("<script>var x = {{ a|int }};</script>", safe),
        ("<script>var x = '{{ a }}';</script>", minor),
        ("<script>var x = '{{ a|safe }}';</script>", dangerous),
        ("<script>var x = \"{{ a|tojson }}\";</script>", dangerous),
        ("<script>var x = JSON.parse('{{ a|tojson }}');</script>", safe),
        ("<script>var x = `{{ a }}`;</script>", dangerous),
        ("<script>var x = '{{ a|urlencode }}';</script>", safe),
        ("<a href=\"javascript:go('{{ a|urlencode }}')\">", dangerous),
        ("<p onclick=\"go('{{ a|urlencode }}')\">", safe),
        ("<script>// {{ a }}\n</script>", dangerous),
        ("<script>// {{ a|tojson }}\n</script>", safe),
        ("<script>/* {{ a|tojson }} */</script>", dangerous),
        ("<script type=\"application/ld+json\">{{ a|tojson }}</script>", safe),
        ("<script type=\"application/ld+json\">{{ a|safe }}</script>", dangerous),
        ("<p onclick=\"go('{{ a }}')\">", dangerous),
        ("<p onclick='go({{ a|tojson }})'>", safe),
        ("<p onclick=\"go({{ a|tojson }})\">", dangerous),
        ("<p onclick=\"go({{ a|tojson|forceescape }})\">", safe),
        ("<style>p { color: {{ a }} }</style>", dangerous),
        ("<p style=\"width: {{ a }}%\">", minor),
        ("<p style=\"width: {{ a|int }}%\">", safe),
        ("<{{ a }}>", dangerous),
        ("<p {{ a }}>", dangerous),
        ("<p {{ 'hidden' if a }}>", safe),
        ("<p{{ a|xmlattr }}>", safe),
        ("<p {{ a|xmlattr }}>", safe),
        ("<!-- {{ a }} -->", safe),
        ("<!-- {{ a|safe }} -->", dangerous),
        ("{{ '<a href=\"%s\">'|safe|format(a) }}", safe),
    ];
    for (text, expected) in table {
        let output = last(text);
        let found = match output.verdict(true) {
            Verdict::Safe => safe,
            Verdict::Minor { .. } => minor,
            Verdict::Dangerous { .. } => dangerous,
        };
        assert_eq!(found, expected, "{text}: {:?} {:?}", output.context, output.verdict(true));
    }
}

#[test]
fn without_autoescape_only_the_template_escapes() {
    for (text, safe) in
        [("{{ a }}", false), ("{{ a|e }}", true), ("{% autoescape true %}{{ a }}{% endautoescape %}", true)]
    {
        assert_eq!(last(text).verdict(false) == Verdict::Safe, safe, "{text}");
    }
    assert!(stopple_templates::escaped_by_flask("a/b.html") && !stopple_templates::escaped_by_flask("mail.txt"));
    assert!(!Autoescape::Unknown.is_on(true));
}

#[test]
fn questions_to_an_expression() {
    let table: &[(&str, &[&str], bool, bool)] = &[
        ("{{ a }}", &[], false, false),
        ("{{ a|b|safe }}", &["b", "safe"], true, false),
        ("{{ a|safe|b }}", &["safe", "b"], false, false),
        ("{{ a|e }}", &["e"], false, true),
        ("{{ a|safe|e }}", &["safe", "e"], false, false),
        ("{{ a|striptags }}", &["striptags"], false, false),
        ("{{ a|int }}", &["int"], false, true),
        ("{{ Markup(a) }}", &[], true, false),
    ];
    for (text, filters, marked, escapes) in table {
        let expression = last(text).expression;
        let found = (expression.filters(), expression.is_marked_safe(), expression.escapes());
        assert_eq!(found, (filters.to_vec(), *marked, *escapes), "{text}");
    }
}
