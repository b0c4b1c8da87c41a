//! What is written into templates, and what is not.

use stopple_templates::rewrite::{field_place, parents, rewrite};

fn rewritten(text: &str) -> String {
    rewrite(text, true, &[]).expect("edits that fit").unwrap_or_else(|| text.to_owned())
}

#[test]
fn outputs_are_escaped_for_their_places() {
    // `@` stands for the prefix; an empty right side for a template that stays as it is.
    let table = [
        ("{{ a }}<p>{{ b|safe }}</p><title>{{ c }}</title><!-- {{ d }} -->", ""),
        ("<p title=\"{{ a }}\">", "<p title=\"{{ (a)|@quoted }}\">"),
        ("<p title={{ a }}>", "<p title={{ (a)|@unquoted_whole }}>"),
        ("<p title={{ a }}px>", "<p title={{ (a)|@unquoted }}px>"),
        ("<p title={{ a|int }} id=\"{{ 'x' if b }}\">", ""),
        ("<a href=\"{{ a }}\">", "<a href=\"{{ (a)|@url }}\">"),
        ("<a href='{{ a if b else c }}'>", "<a href='{{ (a if b else c)|@url }}'>"),
        ("<a href={{ a }}>", "<a href={{ (a)|@url|@unquoted_whole }}>"),
        ("<a href=\"{{ url_for('x', y=z) }}\">", ""),
        ("<a href=\"{{ a }}{{ b }}\">", "<a href=\"{{ (a)|@url }}{{ (b)|@url_rest }}\">"),
        ("<a href=\"{{ a }}/{{ b }}\">", "<a href=\"{{ (a)|@url }}/{{ (b)|@quoted }}\">"),
        ("<a href=\"{{ a }}://x\">", "<a href=\"{{ (a)|@url_scheme }}://x\">"),
        ("<a href=\"java{{ a }}\">", "<a href=\"java{{ (a)|@url_rest }}\">"),
        ("<a href=\"/{{ a }}\">", "<a href=\"/{{ (a)|@url_path }}\">"),
        ("<a href=\"/x/{{ a }}\">", "<a href=\"/x/{{ (a)|@quoted }}\">"),
        ("<a href=\"?q={{ a }}\">", "<a href=\"?q={{ (a)|@quoted }}\">"),
        ("<a xlink:href=\"{{ a }}\">", "<a xlink:href=\"{{ (a)|@url }}\">"),
        ("<math href=\"{{ a }}\">", "<math href=\"{{ (a)|@url }}\">"),
        ("<svg><animate attributeName=href to=\"{{ a }}\">", "<svg><animate attributeName=href to=\"{{ (a)|@url }}\">"),
        ("<img src=\"{{ a }}\">", "<img src=\"{{ (a)|@quoted }}\">"),
        ("<img srcset=\"{{ a }} 2x\">", "<img srcset=\"{{ (a)|@quoted }} 2x\">"),
        ("<video poster='{{ a }}'>", "<video poster='{{ (a)|@quoted }}'>"),
        ("<a ping=\"{{ a }}\">", "<a ping=\"{{ (a)|@quoted }}\">"),
        ("<iframe src=\"{{ a }}\">", "<iframe src=\"{{ (a)|@url }}\">"),
        ("<object data=\"{{ a }}\">", "<object data=\"{{ (a)|@url }}\">"),
        ("<button formaction=\"{{ a }}\">", "<button formaction=\"{{ (a)|@url }}\">"),
        (
            "<meta http-equiv=refresh content=\"0; url={{ a }}\">",
            "<meta http-equiv=refresh content=\"0; url={{ (a)|@url }}\">",
        ),
        ("<meta name=x content=\"{{ a }}\">", "<meta name=x content=\"{{ (a)|@quoted }}\">"),
        ("<iframe srcdoc=\"{{ a }}\">", "<iframe srcdoc=\"{{ (a)|@document }}\">"),
        ("<iframe srcdoc=\"{{ a }}\" sandbox>", "<iframe srcdoc=\"{{ (a)|@quoted }}\" sandbox>"),
        (
            "<iframe sandbox=\"allow-scripts allow-same-origin\" srcdoc='{{ a }}'>",
            "<iframe sandbox=\"allow-scripts allow-same-origin\" srcdoc='{{ (a)|@document }}'>",
        ),
        ("<p onclick=\"go('{{ a }}')\">", "<p onclick=\"go('{{ (a)|@handler_string }}')\">"),
        ("<p onclick=\"go({{ a }})\">", "<p onclick=\"go({{ (a)|@handler_value }})\">"),
        ("<p onclick=go({{ a }})>", "<p onclick=go({{ (a)|@handler_value|@unquoted }})>"),
        ("<p onclick=\"go({{ a|tojson }})\">", "<p onclick=\"go({{ (a|tojson)|@quoted }})\">"),
        ("<p onclick=\"go(`{{ a }}`)\">", "<p onclick=\"go(`{{ (a)|@handler_template }}`)\">"),
        ("<a href=\"javascript:go('{{ a }}')\">", "<a href=\"javascript:go('{{ (a)|@handler_string }}')\">"),
        ("<input v-model=\"{{ a }}\">", "<input v-model=\"{{ (a)|@handler_path }}\">"),
        ("<input v-model=\"form.{{ a }}\">", "<input v-model=\"form.{{ (a)|@script_name }}\">"),
        ("<p @click=\"{{ a }}\">", "<p @click=\"{{ (a)|@handler_value }}\">"),
        ("<p style=\"{{ a }}\">", "<p style=\"{{ (a)|@style_declarations }}\">"),
        ("<p style=\"color: red; {{ a }}\">", "<p style=\"color: red; {{ (a)|@style_declarations }}\">"),
        ("<p style=\"color: {{ a }}\">", "<p style=\"color: {{ (a)|@style_value }}\">"),
        ("<{{ a }} class=x></{{ a }}>", "<{{ (a)|@tag_name('', '') }} class=x></{{ (a)|@tag_name('', '') }}>"),
        ("<h{{ a }}>", "<h{{ (a)|@tag_name('h', '') }}>"),
        ("<p {{ a }}>", "<p {{ (a)|@attributes }}>"),
        ("<p data-{{ a }}=\"1\">", "<p data-{{ (a)|@attribute_name('data-') }}=\"1\">"),
        ("<p {{ a }}=\"{{ b }}\">", "<p {{ (a)|@attributes }}=\"{{ (b)|@named(a) }}\">"),
        ("<p {{ f() }}=\"{{ b }}\">", "<p {{ (f())|@attributes }}=\"{{ (b)|@quoted }}\">"),
        (
            "{% macro m() %}<p{% for k, v in kwargs.items() %} {{ k }}=\"{{ v }}\"{% endfor %}>{% endmacro %}",
            "{% macro m() %}<p{% for k, v in kwargs.items() %} {{ k }}=\"{{ (v)|@named(k) }}\"{% endfor %}>{% endmacro %}",
        ),
    ];
    for (text, expected) in table {
        let expected = if expected.is_empty() { text.to_owned() } else { expected.replace('@', "__stopple_") };
        let expected =
            if text.contains("@click") { expected.replace("<p __stopple_click", "<p @click") } else { expected };
        assert_eq!(rewritten(text), expected);
    }
}

#[test]
fn scripts_and_styles() {
    let table = [
        ("var a = {{ a }};", "var a = {{ (a)|@script_value }};"),
        ("var a = {{ a|tojson }};", ""),
        ("var a = {{ a|safe }};", ""),
        ("var a = {{ a|safe if a else '{}' }};", ""),
        ("var a = {{ a|e }};", "var a = {{ (a|e)|@script_value }};"),
        ("var a = {{ a|length }}, b = {{ 'x' if c }};", ""),
        ("f({{ a }}, {{ b }})", "f({{ (a)|@script_value }}, {{ (b)|@script_value }})"),
        ("chart{{ a }}.go()", "chart{{ (a)|@script_name }}.go()"),
        ("form.{{ a }}", "form.{{ (a)|@script_name }}"),
        ("f(...{{ a }})", "f(...{{ (a)|@script_value }})"),
        ("f('{{ a }}')", "f('{{ (a)|@script_string }}')"),
        ("f(\"{{ a|safe }}\")", "f(\"{{ (a|safe)|@script_string }}\")"),
        ("f('{{ a|tojson }}')", ""),
        ("f(\"{{ a|tojson }}\")", "f(\"{{ (a|tojson)|@script_string }}\")"),
        ("f('{{ a|urlencode }}')", ""),
        ("f(`{{ a }}`)", "f(`{{ (a)|@script_template }}`)"),
        ("f(`${ {{ a }} }`)", "f(`${ {{ (a)|@script_value }} }`)"),
        ("x = /{{ a }}/", "x = /{{ (a)|@script_regex }}/"),
        ("// {{ a }}", "// {{ (a)|@script_comment }}"),
        ("/* {{ a }} */", "/* {{ (a)|@script_comment }} */"),
    ];
    for (text, expected) in table {
        let expected = if expected.is_empty() { text.to_owned() } else { expected.replace('@', "__stopple_") };
        let nonce = "{{ ''|__stopple_nonce }}";
        assert_eq!(rewritten(&format!("<script>{text}</script>")), format!("<script{nonce}>{expected}</script>"));
        assert_eq!(
            rewritten(&format!("<svg><script>{text}</script>")),
            format!("<svg><script{nonce}>{expected}</script>")
        );
    }
    let table = [
        ("<style nonce=x>p { color: {{ a }} }</style>", "<style nonce=x>p { color: {{ (a)|@css }} }</style>"),
        ("<style nonce=x>{{ a|safe }}</style>", ""),
        ("<script type=\"application/json\">{{ a|tojson }} {\"a\": \"{{ b }}\"}</script>", ""),
        ("<script type=\"text/template\">{{ a }}</script>", ""),
    ];
    for (text, expected) in table {
        let expected = if expected.is_empty() { text.to_owned() } else { expected.replace('@', "__stopple_") };
        assert_eq!(rewritten(text), expected);
    }
}

#[test]
fn every_way_to_write_an_output() {
    let table = [
        ("<a href=\"{{- a -}}\">", "<a href=\"{{- (a)|@url -}}\">"),
        ("<a href=\"{{a}}\">", "<a href=\"{{(a)|@url}}\">"),
        ("<a href=\"{{+ a }}\">", "<a href=\"{{+ (a)|@url }}\">"),
        ("<a href=\"{{ a\n | trim }}\">", "<a href=\"{{ (a\n | trim)|@url }}\">"),
        ("<a href=\"{% print a %}\">", "<a href=\"{% print (a)|@url %}\">"),
        ("<a href=\"{% print a, b %}\">", "<a href=\"{% print (a)|@url, (b)|@url %}\">"),
        ("<a href=\"{{ a, b }}\">", "<a href=\"{{ (a, b)|@url }}\">"),
        ("<a href=\"{{ a ~ '}}' }}\">", "<a href=\"{{ (a ~ '}}')|@url }}\">"),
        ("{% raw %}<a href=\"{{ a }}\">{% endraw %}", ""),
        ("{# <a href=\"{{ a }}\"> #}", ""),
        ("{% autoescape false %}<a href=\"{{ a }}\">{% endautoescape %}", ""),
        (
            "{% autoescape x %}<a href=\"{{ a }}\">{% endautoescape %}",
            "{% autoescape x %}<a href=\"{{ (a)|@url }}\">{% endautoescape %}",
        ),
        (
            "{% set u %}{{ a }}{% endset %}<a href=\"{{ u }}\">",
            "{% set u %}{{ a }}{% endset %}<a href=\"{{ (u)|@url }}\">",
        ),
        ("{% set u = '/x' %}<a href=\"{{ u }}\">", ""),
        (
            "{% import 'm' as m %}<a href=\"{{ m.u() }}\">{{ m.u() }}",
            "{% import 'm' as m %}<a href=\"{{ (m.u())|@url }}\">{{ m.u() }}",
        ),
        (
            "{% macro m(x) %}{{ x }}{% endmacro %}<a href=\"{{ m(a) }}\">",
            "{% macro m(x) %}{{ (x)|@url }}{% endmacro %}<a href=\"{{ m(a) }}\">",
        ),
        ("{% extends 'b' %}<a href=\"{{ a }}\">", ""),
        (
            "{% trans u=a %}<a href=\"{{ u }}\">{% endtrans %}",
            "{% trans u=(a)|@url %}<a href=\"{{ u }}\">{% endtrans %}",
        ),
        ("{% trans %}<a href=\"{{ u }}\">{% endtrans %}", "{% trans u=(u)|@url %}<a href=\"{{ u }}\">{% endtrans %}"),
        (
            "{% trans n=1, u %}<a href='{{ u }}'>{% endtrans %}",
            "{% trans n=1, u=(u)|@url %}<a href='{{ u }}'>{% endtrans %}",
        ),
        (
            "{% trans n=1 %}<a href='{{ u }}'>{% endtrans %}",
            "{% trans n=1, u=(u)|@url %}<a href='{{ u }}'>{% endtrans %}",
        ),
        (
            "{% trans 'c' trimmed -%}<a href='{{ u }}'>{% endtrans %}",
            "{% trans 'c' trimmed u=(u)|@url -%}<a href='{{ u }}'>{% endtrans %}",
        ),
        ("{% trans %}{{ n }}{% pluralize %}<a href='{{ u }}'>{% endtrans %}", ""),
        (
            "{% trans %}<script>f('{{ u }}')</script>{% endtrans %}",
            "{% trans u=(u)|@script_string %}<script>f('{{ u }}')</script>{% endtrans %}",
        ),
    ];
    for (text, expected) in table {
        let expected = if expected.is_empty() { text.to_owned() } else { expected.replace('@', "__stopple_") };
        assert_eq!(rewritten(text), expected);
        assert_eq!(rewritten(&expected), expected, "twice is once");
    }
    assert_eq!(
        rewrite("<a href='{{ a }}'>{% autoescape true %}<a href='{{ a }}'>", false, &[])
            .unwrap()
            .unwrap()
            .matches("__")
            .count(),
        1
    );
}

#[test]
fn parents_say_where_blocks_stand() {
    let base = "<script>{% block js %}{% endblock %}</script><a href=\"{% block url %}{% endblock %}\">{% block body %}{% endblock %}";
    let middle = "{% extends 'base' %}{% block body %}<style>{% block css %}{% endblock %}</style>{% endblock %}";
    let child = "{% extends 'middle' %}{% block js %}{{ a }}{% endblock %}{% block url %}{{ b }}{% endblock %}{% block css %}{{ c }}{% endblock %}{% block body %}{{ d }}{% endblock %}";
    assert_eq!(parents(child), ["middle"]);
    let guarded = rewrite(child, true, &[middle, base]).unwrap().unwrap();
    for part in ["(a)|__stopple_script_value", "(b)|__stopple_url", "(c)|__stopple_css", "{{ d }}"] {
        assert!(guarded.contains(part), "{part} in {guarded}");
    }
    assert_eq!(rewritten(child), child);
}

#[test]
fn nonces() {
    let nonce = "{{ ''|__stopple_nonce }}";
    for (text, has) in [
        ("<script@>x</script>", true),
        ("<SCRIPT@ type=module>x</script>", true),
        ("<script@\n src=\"https://cdn.example/x.js\"></script>", true),
        ("<script@ src=\"{{ url_for('static', filename='x.js') }}\"></script>", true),
        ("<script@ src=\"/static/{{ a }}\"></script>", true),
        ("<script@ src=\"{{ a }}\"></script>", false),
        ("<script@ src=\"//{{ a }}/x.js\"></script>", false),
        ("<script@ nonce=\"{{ csp_nonce() }}\">x</script>", false),
        ("<script@{% if a %} nonce=\"x\"{% endif %}>x</script>", false),
        ("<script@ type=importmap>{}</script>", true),
        ("<script@ type=\"application/ld+json\">{}</script>", false),
        ("<style@>p {}</style>", true),
        ("<link@ rel=stylesheet href=\"/x.css\">", true),
        ("<link@ rel=\"preload\" as=script href=\"/x.js\">", true),
        ("<link@ rel=\"preload\" as=image href=\"/x.png\">", false),
        ("<link@ rel=modulepreload href=\"/x.js\">", true),
        ("<link@ rel=icon href=\"/x.png\">", false),
        ("{% trans %}<script@>x</script>{% endtrans %}", false),
        ("<!-- <script@>x</script> -->", false),
        ("{# <script@>x</script> #}", false),
    ] {
        let found = rewritten(&text.replace('@', ""));
        let tag = text.split_once('@').map_or("", |(tag, _)| tag);
        assert_eq!(found.contains(&format!("{tag}{nonce}")), has, "{found}");
        assert_eq!(found.contains("__stopple_nonce"), has, "{found}");
    }
    assert_eq!(
        rewritten("{% raw %}{{ x }}<script>x</script>{% endraw %}"),
        format!("{{% raw %}}{{{{ x }}}}<script{{% endraw %}}{nonce}{{% raw %}}>x</script>{{% endraw %}}")
    );
}

#[test]
fn forms() {
    let field = "{{ ''|__stopple_field }}";
    for (text, expected) in [
        ("<form method=post><input></form>", "<form method=post>@<input></form>"),
        (
            "<form method=\" POST \" action=\"/a/{{ b }}\"></form>",
            "<form method=\" POST \" action=\"/a/{{ (b)|__stopple_quoted }}\">@</form>",
        ),
        (
            "<form method=post action=\"{{ url_for('a') }}\">{{ x }}</form>",
            "<form method=post action=\"{{ url_for('a') }}\">@{{ x }}</form>",
        ),
        ("<form method=get></form><form></form><form method=dialog></form>", ""),
        ("<form method=post action=\"https://pay.example\"></form>", ""),
        ("<form method=post action=\"//pay.example\"></form>", ""),
        ("<form method=post><button formaction=\"https://pay.example\"></form>", ""),
        ("<form method=post>{{ csrf_field() }}</form>", ""),
        ("<form method=post><input name=csrf_token value=\"\"></form>", ""),
        ("<form method=post>{{ form.hidden_tag() }}</form>", ""),
        ("<form method=post>{{ form.csrf_token }}</form>", ""),
        // What is elsewhere may bring its own: looked at when it is rendered.
        ("<form method=post>{% include 'fields' %}</form>", "[<form method=post>{% include 'fields' %}</form>]"),
        ("<form method=post>{{ render(form) }}</form>", "[<form method=post>{{ render(form) }}</form>]"),
        ("<form method=\"{{ m|lower }}\"></form>", "[<form method=\"{{ (m|lower)|__stopple_quoted }}\"></form>]"),
        (
            "<form method=post action=\"{{ a }}\"></form>",
            "[<form method=post action=\"{{ (a)|__stopple_url }}\"></form>]",
        ),
        ("<form {% if a %}method=post{% endif %}></form>", "[<form {% if a %}method=post{% endif %}></form>]"),
        ("<form {{ a|xmlattr }}></form>", "[<form {{ (a|xmlattr)|__stopple_attributes }}></form>]"),
        (
            "{% for x in y %}<form method=post>{{ row(form) }}</form>{% endfor %}",
            "{% for x in y %}[<form method=post>{{ row(form) }}</form>]{% endfor %}",
        ),
        // What is assigned in it would be lost behind it.
        ("<form method=post>{% set a = 1 %}{{ row(form) }}</form>{{ a }}", ""),
        ("<form method=post>{% if b %}{{ row(form) }}</form>{% endif %}", ""),
        ("<form method=post>", ""),
        ("{% trans %}<form method=post></form>{% endtrans %}", ""),
    ] {
        let expected = if expected.is_empty() { text.to_owned() } else { expected.replace('@', field) };
        let expected = if expected.contains("[<form") {
            expected.replace("[<", "{%+ filter __stopple_form %}<").replace(">]", ">{% endfilter +%}")
        } else {
            expected
        };
        assert_eq!(rewritten(text), expected);
    }
}

#[test]
fn forms_that_were_rendered() {
    for (html, at, absolute) in [
        ("<form method=post><p>", Some(18), &[][..]),
        ("  <form action=/a method='POST'>", Some(32), &[]),
        ("<form method=get>", None, &[]),
        ("<form>", None, &[]),
        ("<form method=post><input name='csrf_token'>", None, &[]),
        ("<form method=post><input name='address-csrf_token'>", None, &[]),
        ("<form method=post><input name=q>csrf", Some(18), &[]),
        ("<form method=post action='https&#58;//a.example/'>", Some(50), &["https://a.example/"]),
        ("<form method=post action='\\\\a.example'>", Some(39), &["\\\\a.example"]),
        ("<form method=post><button formaction=//b.example>", Some(18), &["//b.example"]),
        ("<form method=post action='javascript:x'>", None, &[]),
        ("<p>", None, &[]),
    ] {
        let found = field_place(html);
        assert_eq!(found.as_ref().map(|place| place.at), at, "{html}");
        assert_eq!(found.map(|place| place.absolute).unwrap_or_default(), absolute, "{html}");
    }
}
