//! The places in HTML where an output can stand.

use crate::javascript::JsPlace;

/// How an attribute's value is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quote {
    /// `"value"`.
    Double,
    /// `'value'`.
    Single,
    /// `value`: a space ends it.
    None,
}

/// Which part of a URL an output gives, as far as the text before it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UrlPart {
    /// The beginning: the output chooses the scheme, `javascript:` too.
    Start,
    /// Behind `//`, `https://` or a single `/` (which makes `//`): the output chooses the host.
    Host,
    /// Behind a host, a path or something that is not known.
    Path,
    /// Behind `?` or `#`.
    Query,
    /// Behind `javascript:`: the output is code.
    Script,
    /// Behind `data:`: the output is a document.
    Data,
}

/// What the browser does with a URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UrlUse {
    /// Goes there, now or on a click; `javascript:` runs.
    Navigate,
    /// Loads code, styles or the base of all other URLs from there.
    Load,
    /// Shows it as an image or plays it; no code runs.
    Show,
}

/// Where an output stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Context {
    /// Between tags.
    Text,
    /// In the value of an attribute that is only text.
    Attribute {
        /// The element, in lower case; empty where the template builds the name.
        element: String,
        /// The attribute, in lower case; `*` stands for an output in the name.
        name: String,
        /// Its quotes.
        quote: Quote,
    },
    /// In the value of an attribute that is a URL.
    Url {
        /// The element.
        element: String,
        /// The attribute.
        name: String,
        /// Its quotes.
        quote: Quote,
        /// Which part of the URL.
        part: UrlPart,
        /// What the URL is for.
        purpose: UrlUse,
    },
    /// In `srcdoc`: a whole HTML document, escaped once more.
    DocumentAttribute {
        /// Its quotes.
        quote: Quote,
    },
    /// In the body of `script`.
    Script {
        /// What surrounds the output in the JavaScript.
        place: JsPlace,
    },
    /// In the body of a `script` whose type is data: JSON, a client-side template.
    ScriptData,
    /// In an attribute whose value is JavaScript: `onclick`, or one of a client-side framework.
    EventHandler {
        /// The attribute.
        name: String,
        /// Its quotes.
        quote: Quote,
        /// What surrounds the output in the JavaScript.
        place: JsPlace,
    },
    /// In the body of `style`.
    Style,
    /// In the attribute `style`.
    StyleAttribute {
        /// Its quotes.
        quote: Quote,
    },
    /// In a comment.
    Comment,
    /// In a declaration such as `<!DOCTYPE ...>`.
    Declaration,
    /// In the name of a tag.
    TagName,
    /// In a tag, where the name of an attribute stands.
    AttributeName {
        /// The element.
        element: String,
    },
    /// In an element that holds text and no tags: `title`, `textarea`, `iframe`, ...
    RawText {
        /// The element.
        element: String,
    },
    /// In a CDATA section.
    Cdata,
}

impl Context {
    /// The quotes around the attribute's value, if it is one.
    pub const fn quote(&self) -> Option<Quote> {
        match self {
            Self::Attribute { quote, .. }
            | Self::Url { quote, .. }
            | Self::DocumentAttribute { quote }
            | Self::EventHandler { quote, .. }
            | Self::StyleAttribute { quote } => Some(*quote),
            _ => None,
        }
    }

    /// The context in words, as a report says it: "in an attribute without quotes".
    pub const fn describe(&self) -> &'static str {
        match self {
            Self::Text => "in HTML text",
            Self::Attribute { quote: Quote::None, .. } => "in an attribute without quotes",
            Self::Attribute { .. } => "in a quoted attribute",
            Self::Url { part: UrlPart::Start, .. } => "at the start of a URL",
            Self::Url { part: UrlPart::Host, .. } => "in the host of a URL",
            Self::Url { part: UrlPart::Script, .. } => "in a `javascript:` URL",
            Self::Url { .. } => "in a URL",
            Self::DocumentAttribute { .. } => "in a `srcdoc` document",
            Self::Script { place: JsPlace::Code } => "in JavaScript code",
            Self::Script { place: JsPlace::Regex } => "in a regular expression of a script",
            Self::Script { place: JsPlace::LineComment | JsPlace::BlockComment } => "in a comment of a script",
            Self::Script { .. } => "in a JavaScript string",
            Self::ScriptData => "in a script element that holds data",
            Self::EventHandler { .. } => "in an event handler",
            Self::Style => "in a style sheet",
            Self::StyleAttribute { .. } => "in a style attribute",
            Self::Comment => "in an HTML comment",
            Self::Declaration => "in a declaration",
            Self::TagName => "in the name of a tag",
            Self::AttributeName { .. } => "where the name of an attribute stands",
            Self::RawText { .. } => "in an element that holds only text",
            Self::Cdata => "in a CDATA section",
        }
    }
}

/// What the value of an attribute is to the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum AttributeKind {
    #[default]
    Plain,
    Url(UrlUse),
    Document,
    Script,
    Style,
    /// `content` of `meta`: a URL behind `url=`.
    Refresh,
}

/// The kind of the attribute `name` of `element`, both in lower case.
pub(crate) fn attribute_kind(element: &str, name: &str) -> AttributeKind {
    if is_handler(name) {
        return AttributeKind::Script;
    }
    match (element, name) {
        (_, "style") => AttributeKind::Style,
        ("iframe", "srcdoc") => AttributeKind::Document,
        ("meta", "content") => AttributeKind::Refresh,
        ("link" | "base", "href") | ("script" | "embed", "src" | "href" | "xlink:href") | ("object", "data") => {
            AttributeKind::Url(UrlUse::Load)
        }
        ("use", "href" | "xlink:href") => AttributeKind::Url(UrlUse::Load),
        ("iframe" | "frame", "src") => AttributeKind::Url(UrlUse::Navigate),
        ("image" | "feimage", "href" | "xlink:href") => AttributeKind::Url(UrlUse::Show),
        (_, "href" | "xlink:href" | "action" | "formaction") => AttributeKind::Url(UrlUse::Navigate),
        (_, "src" | "poster" | "background" | "lowsrc" | "dynsrc" | "data-src" | "cite" | "longdesc" | "ping") => {
            AttributeKind::Url(UrlUse::Show)
        }
        _ => AttributeKind::Plain,
    }
}

/// Whether the browser, or a client-side framework that evaluates attributes, runs the value as code.
pub(crate) fn is_handler(name: &str) -> bool {
    if let Some(event) = name.strip_prefix("on") {
        return event.starts_with(|first: char| first.is_ascii_alphabetic() || first == '*');
    }
    ["@", ":", "v-", "x-on", "x-data", "x-init", "x-bind", "x-html", "x-text", "x-show", "x-if", "x-for", "x-model"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
        || ["ng-", "data-ng-", "hx-on", "data-hx-on"].iter().any(|prefix| name.starts_with(prefix))
}

/// The sign that stands for an output in the collected start of a value or in a name.
pub(crate) const OPAQUE: char = '*';

/// Which part of a URL follows `prefix`. `after_output` says that an earlier output is in the prefix.
pub(crate) fn url_part(prefix: &str, after_output: bool) -> UrlPart {
    // Browsers drop leading spaces and control signs.
    let prefix = prefix.trim_start_matches(|sign: char| sign <= ' ').to_ascii_lowercase();
    if prefix.is_empty() {
        return UrlPart::Start;
    }
    if prefix.contains(['?', '#']) {
        return UrlPart::Query;
    }
    let scheme_end = prefix.find([':', '/']).filter(|at| prefix.get(*at..*at + 1) == Some(":"));
    if let Some(end) = scheme_end {
        match prefix.get(..end) {
            Some("javascript" | "vbscript") => return UrlPart::Script,
            Some("data") => return UrlPart::Data,
            _ => {}
        }
        let rest = prefix.get(end + 1..).unwrap_or("");
        let web = matches!(prefix.get(..end), Some("http" | "https" | "ftp" | "ws" | "wss"));
        return if web { host_or_path(rest, after_output) } else { UrlPart::Path };
    }
    if prefix.starts_with('/') {
        return if prefix == "/" { UrlPart::Host } else { host_or_path(&prefix, after_output) };
    }
    // `java{{ x }}` can still become a scheme that runs.
    let scheme_like = ["javascript", "vbscript", "data"].iter().any(|scheme| scheme.starts_with(&prefix));
    if scheme_like && !after_output { UrlPart::Start } else { UrlPart::Path }
}

/// Behind the scheme, or in a URL without one: still in the host, or past it.
fn host_or_path(rest: &str, after_output: bool) -> UrlPart {
    let Some(authority) = rest.strip_prefix("//") else { return UrlPart::Path };
    if authority.contains('/') || after_output { UrlPart::Path } else { UrlPart::Host }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_urls() {
        let table = [
            ("", UrlPart::Start),
            (" \n", UrlPart::Start),
            ("java", UrlPart::Start),
            ("JavaScript:", UrlPart::Script),
            ("javascript:go('", UrlPart::Script),
            ("data:text/html,", UrlPart::Data),
            ("/", UrlPart::Host),
            ("//", UrlPart::Host),
            ("https://", UrlPart::Host),
            ("https://cdn.", UrlPart::Host),
            ("https://host/", UrlPart::Path),
            ("//host/", UrlPart::Path),
            ("/user/", UrlPart::Path),
            ("page-", UrlPart::Path),
            ("mailto:", UrlPart::Path),
            ("?q=", UrlPart::Query),
            ("#", UrlPart::Query),
            ("/a?q=", UrlPart::Query),
        ];
        for (prefix, part) in table {
            assert_eq!(url_part(prefix, false), part, "{prefix:?}");
        }
        assert_eq!(url_part("*", true), UrlPart::Path);
        assert_eq!(url_part("https://*", true), UrlPart::Path);
    }
}
