//! Each escaper on harmless text, on hostile text, and on markup.

use super::*;

/// What is printed in the end: `=` and the value where it stays, `t` and text that Jinja escapes, `m` and markup.
fn shown(escaper: Escaper, text: &str, markup: bool) -> String {
    match escaper.escape(text, markup) {
        Printed::Same => "=".to_owned(),
        Printed::Text(text) => format!("t{text}"),
        Printed::Markup(text) => format!("m{text}"),
    }
}

#[test]
fn plain_words_stay_as_they_are_everywhere() {
    for escaper in Escaper::ALL {
        for text in ["abc", "a1", "x_y"] {
            let is_value = matches!(escaper, Escaper::ScriptValue | Escaper::HandlerValue | Escaper::Document);
            let expected = match escaper {
                Escaper::ScriptValue => format!("m\"{text}\""),
                Escaper::HandlerValue => format!("m&#34;{text}&#34;"),
                Escaper::Document => format!("m{text}"),
                _ => "=".to_owned(),
            };
            assert_eq!(shown(escaper, text, false), expected, "{escaper:?}");
            assert!(is_value || shown(escaper, text, true) == "=", "{escaper:?}");
        }
        assert_eq!(Escaper::named(escaper.name()), Some(escaper));
    }
}

#[test]
fn text() {
    let table = [
        (Escaper::Quoted, "\" onx=1", "="),
        (Escaper::Unquoted, "a b=c>'\"`&", "ma&#32;b&#61;c&#62;&#39;&#34;&#96;&#38;"),
        (Escaper::Unquoted, "", "="),
        (Escaper::UnquotedWhole, "", "m\"\""),
        (Escaper::UnquotedWhole, "/a/b?c#d", "="),
        (Escaper::Url, "javascript:alert(1)", "tabout:invalid#stopple"),
        (Escaper::Url, "/path:x", "="),
        (Escaper::Url, "https://a/?b=c", "="),
        (Escaper::UrlRest, "script:alert(1)", "tscript%3Aalert(1)"),
        (Escaper::UrlRest, ":alert(1)", "t%3Aalert(1)"),
        (Escaper::UrlRest, "https://x", "="),
        (Escaper::UrlRest, "/a:b", "="),
        (Escaper::UrlScheme, "javascript", "tinvalid"),
        (Escaper::UrlScheme, "https", "="),
        (Escaper::UrlPath, "/evil.example", "t%2Fevil.example"),
        (Escaper::UrlPath, "\t/evil.example", "t%2Fevil.example"),
        (Escaper::UrlPath, "\\evil.example", "t%5Cevil.example"),
        (Escaper::UrlPath, "a/b", "="),
        (Escaper::Document, "<b>", "m&amp;lt;b&amp;gt;"),
        (Escaper::ScriptValue, "alert(1)", "m\"alert(1)\""),
        (Escaper::ScriptValue, "</script>'\\\n", "m\"\\u003c/script\\u003e\\u0027\\\\\\n\""),
        (Escaper::ScriptValue, "12.50", "="),
        (Escaper::ScriptValue, "false", "="),
        (Escaper::ScriptValue, "[1]", "m\"[1]\""),
        (Escaper::ScriptName, "a();b", "ta___b"),
        (Escaper::ScriptString, "O'Brien", "tO\\u0026#39;Brien"),
        (Escaper::ScriptString, "\\", "t\\u005c"),
        (Escaper::ScriptString, "a\nb\u{2028}`", "ta\\u000ab\\u2028\\u0060"),
        (Escaper::ScriptString, "</script>", "t\\u0026lt;/script\\u0026gt;"),
        (Escaper::ScriptString, "${a} $5", "="),
        (Escaper::ScriptTemplate, "${a}", "t\\u0024{a}"),
        (Escaper::ScriptRegex, "a/;b", "ta\\u002f\\u003bb"),
        (Escaper::ScriptRegex, "", "t(?:)"),
        (Escaper::ScriptComment, "*/alert(1)//", "t*|alert(1)||"),
        (Escaper::ScriptComment, "a\nb", "ta b"),
        (Escaper::HandlerValue, "a'b", "m&#34;a\\u0027b&#34;"),
        (Escaper::HandlerValue, "50%27", "m&#34;50\\u002527&#34;"),
        (Escaper::HandlerPath, "form.name", "="),
        (Escaper::HandlerPath, "alert()", "m&#34;alert()&#34;"),
        (Escaper::HandlerString, "');alert(1)//", "t\\u0027);alert(1)//"),
        (Escaper::HandlerString, "%27", "t\\u002527"),
        (Escaper::HandlerTemplate, "${a}", "t\\u0024{a}"),
        (Escaper::Css, "red", "="),
        (Escaper::Css, "rgba(1, 2, 3, 0.5)", "="),
        (Escaper::Css, "red;} body{", "tred\\00003b\\00007d body\\00007b"),
        (Escaper::Css, "url(//evil)", "turl\\000028//evil)"),
        (Escaper::Css, "u\\72l(x)", "tu\\00005c72l(x)"),
        (Escaper::Css, "-webkit-image-set(x)", "t-webkit-image-set\\000028x)"),
        (Escaper::Css, "</style>", "t\\00003c/style\\00003e"),
        (Escaper::Css, "a/*b", "ta/\\00002ab"),
        (Escaper::StyleValue, "red;color:blue", "tred\\00003bcolor:blue"),
        (Escaper::StyleDeclarations, "color:red;width:1px", "="),
        (Escaper::StyleDeclarations, "background:url(x)", "tbackground:url\\000028x)"),
        (Escaper::Attributes, "checked disabled", "="),
        (Escaper::Attributes, "class=a data-x=1", "="),
        (Escaper::Attributes, "target=\"a-b\"", "="),
        (Escaper::Attributes, "target=\"a\"b\"", "t"),
        (Escaper::Attributes, "x onclick=alert(1) style=a href=x", "tx data-blocked-onclick data-blocked-style"),
        (Escaper::Attributes, "\"><script>", "t"),
    ];
    for (escaper, text, expected) in table {
        assert_eq!(shown(escaper, text, false), expected, "{escaper:?} {text:?}");
    }
}

#[test]
fn markup() {
    let table = [
        (Escaper::Quoted, "<b title=\"a\">'", "m<b title=&#34;a&#34;>&#39;"),
        (Escaper::Quoted, "a &amp; b", "="),
        (Escaper::Unquoted, "a&amp; b", "ma&amp;&#32;b"),
        (Escaper::Url, "java&#115;cript&colon;x", "tabout:invalid#stopple"),
        (Escaper::Url, "/a?b&amp;c", "="),
        (Escaper::UrlRest, "script&#58;x", "tscript%3Ax"),
        (Escaper::UrlPath, "&sol;evil", "t%2Fevil"),
        (Escaper::Document, "<b>&lt;</b>", "m&lt;b&gt;&amp;lt;&lt;/b&gt;"),
        (Escaper::ScriptValue, "{\"a\": [1, \"\\u003c\"]}", "m{\"a\": [1, \"\\u003c\"]}"),
        (Escaper::ScriptValue, "[\"</script>\"]", "m[\"\\u003c/script\\u003e\"]"),
        (Escaper::ScriptValue, "alert(1)", "m\"alert(1)\""),
        (Escaper::ScriptString, "it\\'s", "mit\\'s"),
        (Escaper::ScriptString, "it's", "mit\\u0027s"),
        (Escaper::ScriptString, "a\\", "ma\\\\"),
        (Escaper::ScriptString, "a & b", "="),
        (Escaper::ScriptString, "\\</script>", "m\\u003c/script>"),
        (Escaper::ScriptTemplate, "${a}", "m\\u0024{a}"),
        (Escaper::HandlerValue, "[&#34;a&#34;]", "m[&#34;a&#34;]"),
        (Escaper::HandlerString, "O&#39;B", "mO\\u0027B"),
        (Escaper::HandlerString, "a&lt;b%", "ma\\u003cb\\u0025"),
        (Escaper::Css, "a > b {}", "="),
        (Escaper::StyleValue, "font: \"x\"", "mfont: &#34;x&#34;"),
        (Escaper::Attributes, "a=\"b\"", "="),
        (Escaper::ScriptComment, "*/", "m*|"),
    ];
    for (escaper, text, expected) in table {
        assert_eq!(shown(escaper, text, true), expected, "{escaper:?} {text:?}");
    }
}

#[test]
fn names() {
    let text = |printed: Printed, text: &str| match printed {
        Printed::Same => text.to_owned(),
        Printed::Text(text) | Printed::Markup(text) => text,
    };
    for (value, before, after, expected) in [
        ("div", "", "", "div"),
        ("2", "h", "", "2"),
        ("script", "", "", "x-script"),
        ("SCRIPT", "", "", "x-SCRIPT"),
        ("cript", "s", "", "-cript"),
        ("scr", "", "ipt", "x-scr"),
        ("a><b", "", "", "a--b"),
        ("a onclick=x", "", "", "a-onclick-x"),
        ("", "", "", "span"),
        ("!--", "", "", "span"),
        ("cript", "*", "", "-cript"),
        ("2", "*", "", "2"),
        ("panel", "my-", "", "panel"),
        ("", "script", "", ""),
        (" checked onclick=x", "input", "", " checked data-blocked-onclick"),
    ] {
        assert_eq!(text(tag_name(value, false, before, after), value), expected, "{before}{value}{after}");
    }
    for (value, before, expected) in [
        ("id", "data-", "id"),
        ("a=b c", "data-", "a-b-c"),
        ("nclick", "o", "-blocked-nclick"),
        ("click", "on", "click"),
        ("tyle", "s", "-blocked-tyle"),
        ("x", "*", "-blocked-x"),
        ("x", "data-*", "x"),
    ] {
        assert_eq!(text(attribute_name(value, before), value), expected, "{before}{value}");
    }
    for (name, value, expected) in [
        ("href", "javascript:x", "about:invalid#stopple"),
        ("HREF", "/a", "/a"),
        ("class", "javascript:x", "javascript:x"),
    ] {
        assert_eq!(text(named(name, value, false), value), expected, "{name}");
    }
}
