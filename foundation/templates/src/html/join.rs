//! Where the tokenizer stands behind branches that ended in different places.

use super::{HtmlState, MAX_ATTRIBUTES, Place};
use crate::context::{Context, Quote, UrlPart};

impl HtmlState {
    /// How bad it is to stand here: where branches disagree, the worse place counts.
    fn danger(&self) -> u8 {
        match self.context() {
            Context::Script { .. } => 16,
            Context::EventHandler { .. } => 15,
            Context::DocumentAttribute { .. } => 14,
            Context::TagName => 12,
            Context::Url { part: UrlPart::Start, .. } => 11,
            Context::Url { part: UrlPart::Host | UrlPart::Data | UrlPart::Script, .. } => 10,
            context if context.quote() == Some(Quote::None) => 9,
            Context::Style => 8,
            Context::StyleAttribute { .. } => 7,
            Context::AttributeName { .. } => 13,
            Context::Url { .. } => 6,
            Context::Attribute { .. } => 5,
            Context::ScriptData => 4,
            Context::Text => 3,
            Context::RawText { .. } | Context::Cdata => 2,
            Context::Comment | Context::Declaration => 1,
        }
    }

    /// The state behind branches that ended in `self` and in `other`.
    pub(crate) fn join(self, other: Self) -> Self {
        if self == other {
            return self;
        }
        let between = |place: Place| {
            use Place::{AfterName, AfterValue, BeforeName, Name, SelfClosing, TagName};
            matches!(place, TagName | BeforeName | Name | AfterName | AfterValue | SelfClosing)
        };
        // `<option{% if a %} selected{% endif %}>`: in a tag either way, and nobody is surprised.
        if between(self.place) && between(other.place) {
            let (mut kept, dropped) = if self.place == Place::TagName { (other, self) } else { (self, other) };
            kept.ambiguous = kept.ambiguous || dropped.ambiguous;
            for attribute in dropped.attributes {
                if kept.attributes.len() < MAX_ATTRIBUTES && !kept.attributes.contains(&attribute) {
                    kept.attributes.push(attribute);
                }
            }
            return kept;
        }
        let same_kind = self.place == other.place
            && self.element == other.element
            && self.attribute == other.attribute
            && self.js.place() == other.js.place();
        let ambiguous = self.ambiguous || other.ambiguous || !same_kind;
        let mut joined = if other.danger() > self.danger() { other } else { self };
        joined.ambiguous = ambiguous;
        joined
    }
}
