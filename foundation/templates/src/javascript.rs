//! Where in JavaScript a place stands: in code, in a string, in a comment.
//!
//! As much of a lexer as that takes; it runs over the text of scripts and event handlers.

/// What surrounds a place in JavaScript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum JsPlace {
    /// Code: an expression or a statement may stand here.
    #[default]
    Code,
    /// A string in `'`.
    SingleQuoted,
    /// A string in `"`.
    DoubleQuoted,
    /// A template string, outside `${ }`.
    TemplateString,
    /// A regular expression.
    Regex,
    /// `// ...`.
    LineComment,
    /// `/* ... */`.
    BlockComment,
}

/// How many `${ }` inside one another are followed.
const MAX_TEMPLATES: usize = 8;

/// The lexer's state between two characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct JsState {
    place: JsPlace,
    /// The last character was a backslash that escapes the next one.
    escaped: bool,
    /// The last character was a `/` (in code) or a `*` (in a block comment).
    half: bool,
    /// In code: a `/` would divide, because a value stands before it.
    after_value: bool,
    /// In code: the word that was read last, as far as it can be a keyword; and whether it has ended.
    word: String,
    word_ended: bool,
    /// In a regular expression: inside `[ ]`.
    class: bool,
    /// In a template string: the last character was `$`.
    dollar: bool,
    braces: u16,
    /// The brace depth around each open `${`.
    templates: Vec<u16>,
}

impl JsState {
    pub(crate) fn place(&self) -> JsPlace {
        if self.starts_regex() { JsPlace::Regex } else { self.place }
    }

    /// The last sign was a `/` that does not divide: what follows it is a regular expression, if it is no comment.
    fn starts_regex(&self) -> bool {
        self.place == JsPlace::Code && self.half && (!self.after_value || expects_value(&self.word))
    }

    /// An output of unknown text stands here.
    pub(crate) fn opaque(&mut self) {
        if self.starts_regex() {
            self.enter(JsPlace::Regex);
        }
        self.word.clear();
        self.escaped = false;
        self.dollar = false;
        self.half = false;
        self.after_value = true;
    }

    /// `<!--` was read: in code it begins a comment up to the end of the line.
    pub(crate) fn html_comment(&mut self) {
        if self.place == JsPlace::Code {
            self.enter(JsPlace::LineComment);
        }
    }

    pub(crate) fn feed(&mut self, sign: char) {
        match self.place {
            JsPlace::Code => self.code(sign),
            JsPlace::SingleQuoted => self.string(sign, '\''),
            JsPlace::DoubleQuoted => self.string(sign, '"'),
            JsPlace::TemplateString => self.template(sign),
            JsPlace::Regex => self.regex(sign),
            JsPlace::LineComment => {
                if sign == '\n' || sign == '\r' {
                    self.enter(JsPlace::Code);
                }
            }
            JsPlace::BlockComment => {
                if self.half && sign == '/' {
                    self.enter(JsPlace::Code);
                } else {
                    self.half = sign == '*';
                }
            }
        }
    }

    fn enter(&mut self, place: JsPlace) {
        self.word.clear();
        self.place = place;
        self.half = false;
        self.escaped = false;
        self.class = false;
        self.dollar = false;
    }

    fn code(&mut self, sign: char) {
        if self.half {
            self.half = false;
            match sign {
                '/' => return self.enter(JsPlace::LineComment),
                '*' => return self.enter(JsPlace::BlockComment),
                _ if self.after_value && !expects_value(&self.word) => self.after_value = false,
                _ => {
                    self.enter(JsPlace::Regex);
                    return self.regex(sign);
                }
            }
        }
        if sign.is_alphanumeric() || matches!(sign, '_' | '$') {
            if std::mem::take(&mut self.word_ended) {
                self.word.clear();
            }
            // One sign more than the longest keyword: a longer word is none.
            if self.word.len() <= "instanceof".len() {
                self.word.push(sign);
            }
        } else {
            self.word_ended = true;
            if !sign.is_whitespace() && sign != '/' {
                self.word.clear();
            }
        }
        match sign {
            '\'' => self.enter(JsPlace::SingleQuoted),
            '"' => self.enter(JsPlace::DoubleQuoted),
            '`' => self.enter(JsPlace::TemplateString),
            '/' => self.half = true,
            '{' => {
                self.braces = self.braces.saturating_add(1);
                self.after_value = false;
            }
            '}' => {
                if self.braces == 0 {
                    if let Some(outer) = self.templates.pop() {
                        self.braces = outer;
                        self.enter(JsPlace::TemplateString);
                    }
                } else {
                    self.braces -= 1;
                }
                self.after_value = false;
            }
            _ if sign.is_whitespace() => {}
            _ => self.after_value = sign.is_alphanumeric() || matches!(sign, '_' | '$' | ')' | ']'),
        }
    }

    fn string(&mut self, sign: char, quote: char) {
        if self.escaped {
            self.escaped = false;
        } else if sign == '\\' {
            self.escaped = true;
        } else if sign == quote {
            self.enter(JsPlace::Code);
            self.after_value = true;
        } else if sign == '\n' {
            // No string goes over a line break: an apostrophe in odd code must not turn the rest around.
            self.enter(JsPlace::Code);
        }
    }

    fn template(&mut self, sign: char) {
        if self.escaped {
            self.escaped = false;
            return;
        }
        let opens = self.dollar && sign == '{';
        self.dollar = sign == '$';
        match sign {
            '\\' => self.escaped = true,
            '`' => {
                self.enter(JsPlace::Code);
                self.after_value = true;
            }
            _ if opens && self.templates.len() < MAX_TEMPLATES => {
                self.templates.push(self.braces);
                self.braces = 0;
                self.enter(JsPlace::Code);
                self.after_value = false;
            }
            _ => {}
        }
    }

    fn regex(&mut self, sign: char) {
        if self.escaped {
            self.escaped = false;
            return;
        }
        match sign {
            '\\' => self.escaped = true,
            '[' => self.class = true,
            ']' => self.class = false,
            '/' if !self.class => {
                self.enter(JsPlace::Code);
                self.after_value = true;
            }
            '\n' => self.enter(JsPlace::Code),
            _ => {}
        }
    }
}

/// Whether the word is a keyword behind which a value follows, so that a `/` begins a regular expression.
fn expects_value(word: &str) -> bool {
    matches!(word, "return" | "typeof" | "case" | "in" | "of" | "delete" | "void" | "throw" | "new" | "else" | "do")
        || matches!(word, "instanceof" | "await" | "yield")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        let table = [
            ("", JsPlace::Code),
            ("var a = '", JsPlace::SingleQuoted),
            ("var a = 'b\\'", JsPlace::SingleQuoted),
            ("var a = 'b';", JsPlace::Code),
            ("f(\"", JsPlace::DoubleQuoted),
            ("f(`a ", JsPlace::TemplateString),
            ("f(`a ${", JsPlace::Code),
            ("f(`a ${ {a: 1}.a } ", JsPlace::TemplateString),
            ("f(`a ${ b }`);", JsPlace::Code),
            ("f(`${ `${", JsPlace::Code),
            ("// it's", JsPlace::LineComment),
            ("// it's\n", JsPlace::Code),
            ("/* it's ", JsPlace::BlockComment),
            ("/* it's */ ", JsPlace::Code),
            ("a / b; '", JsPlace::SingleQuoted),
            ("x = /['\"]/; '", JsPlace::SingleQuoted),
            ("x = /a", JsPlace::Regex),
            ("return /['\"]/.test(a); \"", JsPlace::DoubleQuoted),
            ("returned / 2 / '", JsPlace::SingleQuoted),
            ("a.b / c / '", JsPlace::SingleQuoted),
            ("return a / b / '", JsPlace::SingleQuoted),
            ("f(a) / 2; \"", JsPlace::DoubleQuoted),
            ("don't\n", JsPlace::Code),
        ];
        for (text, place) in table {
            let mut state = JsState::default();
            text.chars().for_each(|sign| state.feed(sign));
            assert_eq!(state.place(), place, "{text}");
        }
    }
}
