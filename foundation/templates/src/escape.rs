//! Escapers: what a value becomes where escaping for HTML text is not enough.
//!
//! Each takes the text of a value and whether it is markup, and gives what the template prints instead. Plain text stays
//! text: Jinja's own escaping still follows. Markup is what the application vouched for; of it only that is changed
//! which would leave the place where it stands.

mod attribute;
mod css;
mod document;
mod entities;
mod json;
mod names;
mod script;
mod url;

pub use json::is_literal;
pub use names::{attribute_name, named, tag_name};
pub use url::is_quiet_document;

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// The value as it is: text that Jinja escapes, or markup.
    Same,
    /// Other text, which Jinja escapes.
    Text(String),
    /// Markup, which Jinja leaves alone.
    Markup(String),
}

/// The escapers that need to know nothing but the value. [`Escaper::name`] is the end of the name that templates call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Escaper {
    /// The value of an attribute in quotes.
    Quoted,
    /// Part of the value of an attribute without quotes.
    Unquoted,
    /// The whole value of an attribute without quotes.
    UnquotedWhole,
    /// The beginning of a URL.
    Url,
    /// What follows an output in a URL whose scheme may not have ended.
    UrlRest,
    /// The scheme of a URL: a colon follows.
    UrlScheme,
    /// What follows the `/` that begins a URL.
    UrlPath,
    /// The value of `srcdoc`.
    Document,
    /// A value in a script.
    ScriptValue,
    /// Part of a name in a script.
    ScriptName,
    /// In a string of a script.
    ScriptString,
    /// In a template string of a script.
    ScriptTemplate,
    /// In a regular expression of a script.
    ScriptRegex,
    /// In a comment of a script.
    ScriptComment,
    /// A value in an event handler.
    HandlerValue,
    /// A value in an attribute of a client-side framework, or the path of a variable there.
    HandlerPath,
    /// In a string of an event handler.
    HandlerString,
    /// In a template string of an event handler.
    HandlerTemplate,
    /// In a style sheet.
    Css,
    /// In a value of the attribute `style`.
    StyleValue,
    /// Whole declarations of the attribute `style`.
    StyleDeclarations,
    /// Where attributes stand in a tag.
    Attributes,
}

impl Escaper {
    /// All of them.
    pub const ALL: [Self; 22] = [
        Self::Quoted,
        Self::Unquoted,
        Self::UnquotedWhole,
        Self::Url,
        Self::UrlRest,
        Self::UrlScheme,
        Self::UrlPath,
        Self::Document,
        Self::ScriptValue,
        Self::ScriptName,
        Self::ScriptString,
        Self::ScriptTemplate,
        Self::ScriptRegex,
        Self::ScriptComment,
        Self::HandlerValue,
        Self::HandlerPath,
        Self::HandlerString,
        Self::HandlerTemplate,
        Self::Css,
        Self::StyleValue,
        Self::StyleDeclarations,
        Self::Attributes,
    ];

    /// Its name in templates, without the prefix.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quoted => "quoted",
            Self::Unquoted => "unquoted",
            Self::UnquotedWhole => "unquoted_whole",
            Self::Url => "url",
            Self::UrlRest => "url_rest",
            Self::UrlScheme => "url_scheme",
            Self::UrlPath => "url_path",
            Self::Document => "document",
            Self::ScriptValue => "script_value",
            Self::ScriptName => "script_name",
            Self::ScriptString => "script_string",
            Self::ScriptTemplate => "script_template",
            Self::ScriptRegex => "script_regex",
            Self::ScriptComment => "script_comment",
            Self::HandlerValue => "handler_value",
            Self::HandlerPath => "handler_path",
            Self::HandlerString => "handler_string",
            Self::HandlerTemplate => "handler_template",
            Self::Css => "css",
            Self::StyleValue => "style_value",
            Self::StyleDeclarations => "style_declarations",
            Self::Attributes => "attributes",
        }
    }

    /// The escaper of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|escaper| escaper.name() == name)
    }

    /// Whether the value itself counts and not its text: a number, a list, nothing become JSON.
    pub const fn takes_values(self) -> bool {
        matches!(self, Self::ScriptValue | Self::HandlerValue | Self::HandlerPath)
    }

    /// Escapes the text of a value.
    pub fn escape(self, text: &str, markup: bool) -> Printed {
        match self {
            Self::Quoted => attribute::quoted(text, markup),
            Self::Unquoted => attribute::unquoted(text, markup, false),
            Self::UnquotedWhole => attribute::unquoted(text, markup, true),
            Self::Url => url::start(text, markup),
            Self::UrlRest => url::rest(text, markup),
            Self::UrlScheme => url::scheme(text, markup),
            Self::UrlPath => url::path(text, markup),
            Self::Document => document::document(text, markup),
            Self::ScriptValue => script::value(text, markup),
            Self::ScriptName => script::name(text),
            Self::ScriptString => script::string(text, markup, false),
            Self::ScriptTemplate => script::string(text, markup, true),
            Self::ScriptRegex => script::regex(text),
            Self::ScriptComment => script::comment(text, markup),
            Self::HandlerValue => script::handler_value(text, markup),
            Self::HandlerPath => script::handler_path(text, markup),
            Self::HandlerString => script::handler_string(text, markup, false),
            Self::HandlerTemplate => script::handler_string(text, markup, true),
            Self::Css => css::sheet(text, markup),
            Self::StyleValue => css::attribute(text, markup, false),
            Self::StyleDeclarations => css::attribute(text, markup, true),
            Self::Attributes => names::attributes(text, markup),
        }
    }

    /// Puts JSON that was made of a value where this escaper stands.
    pub fn place_json(self, json: &str) -> Printed {
        match self {
            Self::HandlerValue | Self::HandlerPath => Printed::Markup(json::for_attribute(json)),
            _ => Printed::Markup(json::for_script(json)),
        }
    }
}

/// A value as the browser has it after reading the attribute.
pub(crate) fn reference_free(text: &str) -> String {
    entities::undone(text).into_owned()
}

#[cfg(test)]
#[path = "escape_tests.rs"]
mod tests;
