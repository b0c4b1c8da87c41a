//! Whether hostile text may stand in a context, given what was done to it.

use crate::context::{Context, Quote, UrlPart, UrlUse, is_handler};
use crate::flow::Flow;
use crate::javascript::JsPlace;

/// What becomes of hostile text in an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It stays text.
    Safe,
    /// It does no more than annoy, or only together with a second hole.
    Minor {
        /// What it can do, in words.
        why: &'static str,
    },
    /// It runs as code, or changes the page.
    Dangerous {
        /// How it does that, in words.
        why: &'static str,
    },
}

/// What was done to a text before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Treatment {
    /// `<`, `>`, `&`, `"` and `'` are escaped for HTML.
    pub escaped: bool,
    /// It is JSON with `<`, `>`, `&` and `'` written as `\uXXXX`; its `"` stand.
    pub json: bool,
    /// All but letters, digits and `_.-~/` is percent-encoded.
    pub url_encoded: bool,
    /// It is attributes with escaped values.
    pub attributes: bool,
}

impl Flow {
    /// What is done to this variable in all, by the template and by autoescape.
    pub const fn treatment(&self, autoescape: bool) -> Treatment {
        Treatment {
            escaped: self.escaped || (autoescape && !self.markup),
            json: self.json,
            url_encoded: self.url_encoded,
            attributes: self.attributes,
        }
    }
}

const fn dangerous(why: &'static str) -> Verdict {
    Verdict::Dangerous { why }
}

const fn minor(why: &'static str) -> Verdict {
    Verdict::Minor { why }
}

/// Judges hostile text, treated so, in `context`.
pub fn verdict(context: &Context, treatment: Treatment) -> Verdict {
    let Treatment { escaped, json, url_encoded, attributes } = treatment;
    let plain = !escaped && !url_encoded;
    if let Some(quote) = context.quote()
        && let Some(verdict) = leaves_attribute(quote, treatment)
    {
        return verdict;
    }
    match context {
        Context::Text | Context::RawText { .. } | Context::Cdata if plain && !json => {
            dangerous("the value is not escaped: tags in it become part of the page")
        }
        Context::Text | Context::RawText { .. } | Context::Cdata | Context::Attribute { .. } => Verdict::Safe,
        Context::Url { part, purpose, .. } => url(*part, *purpose, url_encoded),
        Context::DocumentAttribute { .. } => {
            dangerous("`srcdoc` is HTML again after the browser has undone the escaping")
        }
        Context::Script { place } => script(*place, treatment),
        Context::ScriptData if plain && !json => dangerous("`</script>` in the value ends the element"),
        Context::ScriptData => Verdict::Safe,
        Context::EventHandler { name, place, .. } => {
            // The browser undoes percent-encoding too before it runs a `javascript:` URL.
            handler(*place, Treatment { url_encoded: url_encoded && is_handler(name), ..treatment })
        }
        Context::Style if plain => dangerous("the value is not escaped: `</style>` in it ends the style sheet"),
        Context::Style => dangerous("escaping for HTML does not keep rules out of a style sheet"),
        Context::StyleAttribute { .. } => minor("the value can add declarations of its own to the style"),
        Context::Comment | Context::Declaration if plain && !json => {
            dangerous("the value is not escaped: it can end the comment or the declaration")
        }
        Context::Comment | Context::Declaration => Verdict::Safe,
        // `<ul{{ x|xmlattr }}>` is the usual spelling: the filter brings the space.
        Context::TagName | Context::AttributeName { .. } if attributes => Verdict::Safe,
        Context::TagName => dangerous("the value chooses the tag, `script` too"),
        Context::AttributeName { .. } if url_encoded => minor("the value chooses the name of an attribute"),
        Context::AttributeName { .. } => dangerous(
            "the value becomes attributes of the tag, event handlers too; escaping does not stop `onfocus=...`",
        ),
    }
}

/// Whether the text can get out of an attribute's value.
fn leaves_attribute(quote: Quote, treatment: Treatment) -> Option<Verdict> {
    if treatment.url_encoded {
        return None;
    }
    match quote {
        Quote::None => Some(dangerous(
            "the attribute has no quotes: a space in the value begins a new attribute, and escaping does not stop it",
        )),
        _ if treatment.escaped => None,
        // JSON with its `'` hidden cannot end a value in `'`.
        Quote::Single if treatment.json => None,
        Quote::Double if treatment.json => {
            Some(dangerous("the double quotes of the JSON end the attribute; `tojson` belongs into single quotes"))
        }
        _ => Some(dangerous("the value is not escaped: a quote in it ends the attribute")),
    }
}

fn url(part: UrlPart, purpose: UrlUse, url_encoded: bool) -> Verdict {
    match (part, purpose) {
        (_, UrlUse::Show) | (UrlPart::Path | UrlPart::Query, _) => Verdict::Safe,
        (UrlPart::Start, UrlUse::Navigate) if url_encoded => minor("the value can name another host (`//host`)"),
        (UrlPart::Start, UrlUse::Navigate) => {
            dangerous("the value chooses the scheme of the URL: `javascript:` runs, and escaping does not stop it")
        }
        (UrlPart::Start | UrlPart::Host, UrlUse::Load) => {
            dangerous("the value chooses the host from which the page loads code or styles")
        }
        (UrlPart::Host, UrlUse::Navigate) => minor("the value can name another host"),
        (UrlPart::Script, _) => dangerous("the value stands in a `javascript:` URL"),
        (UrlPart::Data, _) if url_encoded => minor("the value is part of a `data:` document"),
        (UrlPart::Data, _) => dangerous("the value is part of a `data:` document"),
    }
}

fn script(place: JsPlace, treatment: Treatment) -> Verdict {
    let Treatment { escaped, json, url_encoded, .. } = treatment;
    match place {
        JsPlace::Code if json && !escaped => Verdict::Safe,
        JsPlace::Code if escaped && json => {
            minor("the JSON is escaped for HTML, which a script does not undo: it will not run")
        }
        JsPlace::Code => dangerous("the value is code here; escaping for HTML does not stop it, `|tojson` does"),
        _ if url_encoded && place != JsPlace::Regex && place != JsPlace::BlockComment => Verdict::Safe,
        // JSON has no line break and, here, no `'`.
        JsPlace::SingleQuoted | JsPlace::LineComment if json => Verdict::Safe,
        JsPlace::DoubleQuoted if json && !escaped => {
            dangerous("`|tojson` brings its own quotes and ends the string around it; leave the outer ones out")
        }
        JsPlace::SingleQuoted | JsPlace::DoubleQuoted if escaped => {
            minor("escaping for HTML is not escaping for JavaScript: a backslash at the end swallows the closing quote")
        }
        JsPlace::SingleQuoted | JsPlace::DoubleQuoted => {
            dangerous("the value is not escaped: a quote ends the string, `</script>` ends the script")
        }
        JsPlace::TemplateString => dangerous("`${...}` in the value runs as code; escaping for HTML does not stop it"),
        JsPlace::LineComment | JsPlace::BlockComment => {
            dangerous("a line break or `*/` in the value ends the comment, and the rest is code")
        }
        JsPlace::Regex => dangerous("the value can end the regular expression, and the rest is code"),
    }
}

fn handler(place: JsPlace, treatment: Treatment) -> Verdict {
    let Treatment { json, url_encoded, .. } = treatment;
    match place {
        // Without quotes around it `leaves_attribute` has judged already.
        JsPlace::Code if json => Verdict::Safe,
        JsPlace::Code => dangerous("the value is code here, and the browser undoes the escaping before it runs it"),
        JsPlace::SingleQuoted if json => Verdict::Safe,
        JsPlace::SingleQuoted | JsPlace::DoubleQuoted | JsPlace::TemplateString if url_encoded => Verdict::Safe,
        _ => dangerous(
            "the browser undoes the escaping before it runs the handler: a quote in the value ends the string",
        ),
    }
}
