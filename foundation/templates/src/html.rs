//! The HTML tokenizer as a state machine that can stop at any character and say where it stands.
//!
//! Follows the tokenization of the WHATWG standard as far as the place of an output depends on it.

mod ends;
mod join;

use stopple_source::Span;

use crate::context::{AttributeKind, Context, OPAQUE, Quote, UrlPart, attribute_kind, url_part};
use crate::javascript::JsState;

/// Names longer than this are none that matter. Bounds the size of a state, which branches copy.
const MAX_NAME: usize = 40;
/// How much of an attribute's value is kept, to see how a URL starts.
const MAX_VALUE: usize = 200;
/// How many attributes of one tag are kept: those that later questions need.
const MAX_ATTRIBUTES: usize = 12;

/// An attribute that was read whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagAttribute {
    /// Its name, in lower case.
    pub name: String,
    /// The literal text of the value, `*` for each output.
    pub value: String,
    /// The value holds an output.
    pub built: bool,
}

/// What the machine saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HtmlEvent {
    /// A tag ended.
    Tag { name: String, closing: bool, span: Span, attributes: Vec<TagAttribute> },
    /// The name of an attribute that runs or styles was read, and its value began.
    Inline { name: String, at: Span, style: bool },
    /// A `javascript:` URL was read.
    ScriptUrl { at: Span },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Place {
    #[default]
    Data,
    TagOpen,
    EndTagOpen,
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Value(Quote),
    AfterValue,
    SelfClosing,
    /// Behind `<!`, deciding what it is.
    Declaration,
    /// `<!DOCTYPE`, `<?xml`, `</3`: up to `>`.
    Bogus,
    Comment,
    Cdata,
    /// In an element of text: up to its end tag.
    Raw,
    /// Behind `plaintext`, for ever.
    Plain,
}

/// What the body of a raw element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Body {
    #[default]
    Text,
    Script,
    ScriptData,
    Style,
}

/// Where the tokenizer stands. Kept for blocks and includes, so that what fills them can start there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HtmlState {
    place: Place,
    /// The tag that is being read, or the raw element whose body is.
    element: String,
    closing: bool,
    tag_start: u32,
    attribute: String,
    attribute_start: u32,
    value: String,
    /// The value holds an output.
    built: bool,
    /// What the value is to the browser, and whether it is a URL that has turned out to be code.
    kind: AttributeKind,
    script_url: bool,
    attributes: Vec<TagAttribute>,
    /// In raw text, comments and declarations: the signs that may be the start of an end.
    pending: String,
    body: Body,
    /// In a script: 1 behind `<!--`, 2 in a `<script` behind that, where `</script>` ends nothing.
    nested_script: u8,
    js: JsState,
    /// The start of a character reference inside a handler.
    reference: String,
    /// Branches ended in different places, and this is the more dangerous of them.
    pub(crate) ambiguous: bool,
}

impl HtmlState {
    /// This state as the start of another text: a tag that is open in it begins, for that text, at `offset`.
    pub(crate) fn entered_at(&self, offset: u32) -> Self {
        Self { tag_start: offset, attribute_start: offset, ..self.clone() }
    }

    /// Reads literal text whose first byte is at `offset`.
    pub(crate) fn feed(&mut self, text: &str, offset: u32, events: &mut Vec<HtmlEvent>) {
        for (at, sign) in text.char_indices() {
            let here = offset.saturating_add(u32::try_from(at).unwrap_or(u32::MAX));
            self.step(sign, here, events);
        }
    }

    /// Where an output would stand.
    pub(crate) fn context(&self) -> Context {
        let element = || self.element.clone();
        match self.place {
            Place::Data | Place::Plain => Context::Text,
            Place::TagOpen | Place::EndTagOpen | Place::TagName => Context::TagName,
            Place::BeforeName | Place::Name | Place::AfterName | Place::AfterValue | Place::SelfClosing => {
                Context::AttributeName { element: element() }
            }
            Place::BeforeValue => self.value_context(Quote::None),
            Place::Value(quote) => self.value_context(quote),
            Place::Declaration | Place::Bogus => Context::Declaration,
            Place::Comment => Context::Comment,
            Place::Cdata => Context::Cdata,
            Place::Raw => match self.body {
                Body::Text => Context::RawText { element: element() },
                Body::Script => Context::Script { place: self.js.place() },
                Body::ScriptData => Context::ScriptData,
                Body::Style => Context::Style,
            },
        }
    }

    /// The literal text before this place in the same value or name; `*` stands for outputs.
    pub(crate) fn before(&self) -> &str {
        match self.place {
            Place::Value(_) => &self.value,
            Place::Name => &self.attribute,
            Place::TagName => &self.element,
            _ => "",
        }
    }

    fn attribute_kind(&self) -> AttributeKind {
        if self.closing { AttributeKind::Plain } else { attribute_kind(&self.element, &self.attribute) }
    }

    fn value_context(&self, quote: Quote) -> Context {
        let name = self.attribute.clone();
        let element = self.element.clone();
        // Before the value has begun its kind is not noted yet.
        let kind = if self.place == Place::BeforeValue { self.attribute_kind() } else { self.kind };
        match kind {
            AttributeKind::Plain => Context::Attribute { element, name, quote },
            AttributeKind::Document => Context::DocumentAttribute { quote },
            AttributeKind::Style => Context::StyleAttribute { quote },
            AttributeKind::Script => Context::EventHandler { name, quote, place: self.js.place() },
            AttributeKind::Url(_) if self.script_url => Context::EventHandler { name, quote, place: self.js.place() },
            AttributeKind::Url(purpose) => {
                Context::Url { element, name, quote, part: url_part(&self.value, self.built), purpose }
            }
            AttributeKind::Refresh => {
                let lower = self.value.to_ascii_lowercase();
                match lower.rfind("url=") {
                    Some(at) => {
                        let start = lower.get(at + 4..).unwrap_or("").trim_start_matches(['\'', '"']);
                        let part = url_part(start, start.contains(OPAQUE));
                        Context::Url { element, name, quote, part, purpose: crate::context::UrlUse::Navigate }
                    }
                    None => Context::Attribute { element, name, quote },
                }
            }
        }
    }

    /// An output of unknown text stands here.
    pub(crate) fn opaque(&mut self, at: u32, events: &mut Vec<HtmlEvent>) {
        match self.place {
            Place::Data | Place::Plain | Place::Declaration | Place::Bogus => {}
            Place::TagOpen | Place::EndTagOpen => {
                self.closing = self.place == Place::EndTagOpen;
                self.element.clear();
                self.element.push(OPAQUE);
                self.place = Place::TagName;
            }
            Place::TagName => push_bounded(&mut self.element, OPAQUE, MAX_NAME),
            Place::BeforeName | Place::AfterName | Place::AfterValue | Place::SelfClosing => {
                self.start_name(at);
                self.attribute.push(OPAQUE);
            }
            Place::Name => push_bounded(&mut self.attribute, OPAQUE, MAX_NAME),
            Place::BeforeValue => {
                self.begin_value(Quote::None, at, events);
                self.opaque_value();
            }
            Place::Value(_) => self.opaque_value(),
            Place::Comment | Place::Cdata | Place::Raw => {
                self.pending.clear();
                self.js.opaque();
            }
        }
    }

    fn opaque_value(&mut self) {
        self.reference.clear();
        push_bounded(&mut self.value, OPAQUE, MAX_VALUE);
        self.built = true;
        self.js.opaque();
    }

    fn step(&mut self, sign: char, at: u32, events: &mut Vec<HtmlEvent>) {
        match self.place {
            Place::Data => {
                if sign == '<' {
                    self.tag_start = at;
                    self.place = Place::TagOpen;
                }
            }
            Place::Plain => {}
            Place::TagOpen => match sign {
                '/' => self.place = Place::EndTagOpen,
                '!' => {
                    self.pending.clear();
                    self.place = Place::Declaration;
                }
                '?' => self.place = Place::Bogus,
                _ if sign.is_ascii_alphabetic() => self.start_tag(sign, false),
                '<' => self.tag_start = at,
                _ => self.leave(),
            },
            Place::EndTagOpen => match sign {
                _ if sign.is_ascii_alphabetic() => self.start_tag(sign, true),
                '>' => self.leave(),
                _ => self.place = Place::Bogus,
            },
            Place::TagName => match sign {
                _ if is_space(sign) => self.place = Place::BeforeName,
                '/' => self.place = Place::SelfClosing,
                '>' => self.end_tag(at, events),
                _ => push_bounded(&mut self.element, sign.to_ascii_lowercase(), MAX_NAME),
            },
            Place::BeforeName | Place::SelfClosing | Place::AfterValue => match sign {
                _ if is_space(sign) => self.place = Place::BeforeName,
                '/' => self.place = Place::SelfClosing,
                '>' => self.end_tag(at, events),
                _ => {
                    self.start_name(at);
                    push_bounded(&mut self.attribute, sign.to_ascii_lowercase(), MAX_NAME);
                }
            },
            Place::Name => match sign {
                _ if is_space(sign) => self.place = Place::AfterName,
                '=' => self.place = Place::BeforeValue,
                '/' => {
                    self.keep_attribute();
                    self.place = Place::SelfClosing;
                }
                '>' => self.end_tag(at, events),
                _ => push_bounded(&mut self.attribute, sign.to_ascii_lowercase(), MAX_NAME),
            },
            Place::AfterName => match sign {
                _ if is_space(sign) => {}
                '=' => self.place = Place::BeforeValue,
                '/' => {
                    self.keep_attribute();
                    self.place = Place::SelfClosing;
                }
                '>' => self.end_tag(at, events),
                _ => {
                    self.start_name(at);
                    push_bounded(&mut self.attribute, sign.to_ascii_lowercase(), MAX_NAME);
                }
            },
            Place::BeforeValue => match sign {
                _ if is_space(sign) => {}
                '"' => self.begin_value(Quote::Double, at, events),
                '\'' => self.begin_value(Quote::Single, at, events),
                '>' => self.end_tag(at, events),
                _ => {
                    self.begin_value(Quote::None, at, events);
                    self.value_sign(sign, at, events);
                }
            },
            Place::Value(quote) => match (quote, sign) {
                (Quote::Double, '"') | (Quote::Single, '\'') => {
                    self.keep_attribute();
                    self.place = Place::AfterValue;
                }
                (Quote::None, '>') => self.end_tag(at, events),
                (Quote::None, _) if is_space(sign) => {
                    self.keep_attribute();
                    self.place = Place::BeforeName;
                }
                _ => self.value_sign(sign, at, events),
            },
            Place::Declaration => self.declaration(sign),
            Place::Bogus => {
                if sign == '>' {
                    self.leave();
                }
            }
            Place::Comment => self.comment(sign),
            Place::Cdata => self.cdata(sign),
            Place::Raw => self.raw(sign, at),
        }
    }

    /// Back to text, with nothing left over that would make equal states differ.
    fn leave(&mut self) {
        *self = Self::default();
    }

    fn start_tag(&mut self, first: char, closing: bool) {
        self.closing = closing;
        self.element.clear();
        self.element.push(first.to_ascii_lowercase());
        self.place = Place::TagName;
    }

    fn start_name(&mut self, at: u32) {
        self.keep_attribute();
        self.attribute_start = at;
        self.place = Place::Name;
    }

    fn begin_value(&mut self, quote: Quote, at: u32, events: &mut Vec<HtmlEvent>) {
        let kind = self.attribute_kind();
        if matches!(kind, AttributeKind::Script | AttributeKind::Style) {
            let style = kind == AttributeKind::Style;
            let end = if quote == Quote::None { at } else { at.saturating_add(1) };
            let span = Span::new(self.attribute_start, end);
            events.push(HtmlEvent::Inline { name: self.attribute.clone(), at: span, style });
        }
        self.start_value(quote);
    }

    fn start_value(&mut self, quote: Quote) {
        self.value.clear();
        self.built = false;
        self.kind = self.attribute_kind();
        self.script_url = false;
        self.js = JsState::default();
        self.reference.clear();
        self.place = Place::Value(quote);
    }

    fn value_sign(&mut self, sign: char, at: u32, events: &mut Vec<HtmlEvent>) {
        let runs = self.script_url || self.kind == AttributeKind::Script;
        if runs {
            self.script_sign(sign);
        }
        push_bounded(&mut self.value, sign, MAX_VALUE);
        // Only a colon in what is kept of the value can end the scheme.
        if sign == ':' && !runs && self.value.len() < MAX_VALUE && matches!(self.kind, AttributeKind::Url(_)) {
            self.script_url = url_part(&self.value, self.built) == UrlPart::Script;
            if self.script_url {
                events.push(HtmlEvent::ScriptUrl { at: Span::new(self.attribute_start, at.saturating_add(1)) });
            }
        }
    }

    /// One sign of a handler: the browser resolves character references before JavaScript sees the text.
    fn script_sign(&mut self, sign: char) {
        if self.reference.is_empty() {
            if sign == '&' {
                self.reference.push('&');
            } else {
                self.js.feed(sign);
            }
            return;
        }
        if sign == ';' {
            let resolved = match self.reference.to_ascii_lowercase().as_str() {
                "&quot" | "&#34" | "&#x22" => '"',
                "&apos" | "&#39" | "&#x27" | "&#039" => '\'',
                "&lt" => '<',
                "&gt" => '>',
                "&#96" | "&#x60" | "&grave" => '`',
                "&#92" | "&#x5c" | "&bsol" => '\\',
                "&newline" | "&#10" | "&#xa" => '\n',
                _ => '&',
            };
            self.reference.clear();
            self.js.feed(resolved);
        } else if self.reference.len() < 10 && (sign == '#' || sign.is_ascii_alphanumeric()) {
            self.reference.push(sign);
        } else {
            let plain = std::mem::take(&mut self.reference);
            plain.chars().for_each(|sign| self.js.feed(sign));
            self.script_sign_again(sign);
        }
    }

    fn script_sign_again(&mut self, sign: char) {
        if sign == '&' { self.reference.push('&') } else { self.js.feed(sign) }
    }

    /// The attribute that was being read is whole: remembers it if anybody will ask.
    fn keep_attribute(&mut self) {
        let name = std::mem::take(&mut self.attribute);
        let value = std::mem::take(&mut self.value);
        let built = std::mem::take(&mut self.built);
        self.kind = AttributeKind::Plain;
        self.script_url = false;
        let asked = matches!(
            name.as_str(),
            "method" | "action" | "nonce" | "src" | "type" | "name" | "rel" | "href" | "as" | "formaction" | "sandbox"
        );
        if asked && self.attributes.len() < MAX_ATTRIBUTES {
            self.attributes.push(TagAttribute { name, value, built });
        }
    }

    fn end_tag(&mut self, at: u32, events: &mut Vec<HtmlEvent>) {
        self.keep_attribute();
        let span = Span::new(self.tag_start, at.saturating_add(1));
        let element = std::mem::take(&mut self.element);
        let closing = self.closing;
        let attributes = std::mem::take(&mut self.attributes);
        self.leave();
        if !closing {
            self.enter_element(&element, &attributes);
        }
        events.push(HtmlEvent::Tag { name: element, closing, span, attributes });
    }

    fn enter_element(&mut self, element: &str, attributes: &[TagAttribute]) {
        let body = match element {
            "title" | "textarea" | "iframe" | "xmp" | "noembed" | "noframes" => Body::Text,
            "style" => Body::Style,
            "script" if runs_as_script(attributes) => Body::Script,
            "script" => Body::ScriptData,
            "plaintext" => {
                self.place = Place::Plain;
                return;
            }
            _ => return,
        };
        self.place = Place::Raw;
        self.body = body;
        element.clone_into(&mut self.element);
    }
}

/// Whether a `script` with these attributes holds JavaScript, and not data for it.
fn runs_as_script(attributes: &[TagAttribute]) -> bool {
    let Some(kind) = attributes.iter().find(|attribute| attribute.name == "type") else { return true };
    let name = kind.value.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let named = name.is_empty() || name == "module" || name.ends_with("javascript") || name.ends_with("ecmascript");
    // Babel compiles in the browser and runs the result.
    named || kind.built || matches!(name.as_str(), "text/babel" | "text/jsx" | "jsx" | "text/typescript")
}

fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

fn push_bounded(text: &mut String, sign: char, limit: usize) {
    if text.len() < limit {
        text.push(sign);
    }
}
