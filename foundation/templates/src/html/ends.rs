//! Text in which only its own end counts: comments, declarations, CDATA, the bodies of `script`, `style`, `title`.

use super::{Body, HtmlState, MAX_NAME, Place, is_space};

impl HtmlState {
    pub(super) fn declaration(&mut self, sign: char) {
        self.pending.push(sign);
        if self.pending == "--" {
            // `<!-->` is a whole comment: the two signs count as the start of its end.
            self.place = Place::Comment;
        } else if self.pending == "[CDATA[" {
            self.pending.clear();
            self.place = Place::Cdata;
        } else if !"--".starts_with(&self.pending) && !"[CDATA[".starts_with(&self.pending) {
            self.pending.clear();
            self.place = Place::Bogus;
            if sign == '>' {
                self.leave();
            }
        }
    }

    pub(super) fn comment(&mut self, sign: char) {
        match sign {
            '-' if self.pending == "--" => {}
            '-' if self.pending == "--!" => "-".clone_into(&mut self.pending),
            '-' => self.pending.push('-'),
            '>' if self.pending.starts_with("--") => self.leave(),
            '!' if self.pending == "--" => self.pending.push('!'),
            _ => self.pending.clear(),
        }
    }

    pub(super) fn cdata(&mut self, sign: char) {
        match sign {
            ']' if self.pending == "]]" => {}
            ']' => self.pending.push(']'),
            '>' if self.pending == "]]" => self.leave(),
            _ => self.pending.clear(),
        }
    }

    pub(super) fn raw(&mut self, sign: char, at: u32) {
        if self.body == Body::Script {
            self.js.feed(sign);
        }
        let ends_name = is_space(sign) || sign == '/' || sign == '>';
        if ends_name && self.pending.strip_prefix("</").is_some_and(|name| name == self.element) {
            if self.nested_script == 2 {
                self.nested_script = 1;
                self.pending.clear();
                return;
            }
            let element = std::mem::take(&mut self.element);
            let start = self.tag_start;
            self.leave();
            if sign != '>' {
                self.element = element;
                self.closing = true;
                self.tag_start = start;
                self.place = if sign == '/' { Place::SelfClosing } else { Place::BeforeName };
            }
            return;
        }
        if ends_name && self.nested_script == 1 && self.pending == "<script" {
            self.nested_script = 2;
        }
        if sign == '>' && self.pending.ends_with("--") {
            self.nested_script = 0;
        }
        match sign {
            '<' => {
                self.tag_start = at;
                self.pending.clear();
                self.pending.push('<');
            }
            '-' if self.pending.starts_with('-') || self.pending.is_empty() => {
                if self.pending.len() < 2 {
                    self.pending.push('-');
                }
            }
            '/' | '!' if self.pending == "<" => self.pending.push(sign),
            '-' if matches!(self.pending.as_str(), "<!" | "<!-") => {
                self.pending.push('-');
                if self.pending == "<!--" && matches!(self.body, Body::Script | Body::ScriptData) {
                    self.nested_script = self.nested_script.max(1);
                    self.js.html_comment();
                    "--".clone_into(&mut self.pending);
                }
            }
            _ if sign.is_ascii_alphabetic() && self.pending.starts_with('<') && !self.pending.starts_with("<!") => {
                if self.pending.len() > MAX_NAME {
                    self.pending.clear();
                } else {
                    self.pending.push(sign.to_ascii_lowercase());
                }
            }
            _ => self.pending.clear(),
        }
    }
}
