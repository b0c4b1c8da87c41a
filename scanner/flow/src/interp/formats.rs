//! Texts put together by `%` and by `format`.

use super::Interp;
use super::State;
use super::addresses::Reached;
use super::strings::{LONGEST_CONSTANT, constant_text, fold_binary};
use crate::outcome::{Const, Place};
use crate::taint::{Happening, Label, Taint};
use crate::value::{Atom, Text, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{BinaryOp, ExprId};

/// Whether what stands behind a segment keeps it from being `..`: something else than a dot, before the segment ends.
fn ends_no_climb(text: &str) -> bool {
    text.trim_start_matches('.').chars().next().is_some_and(|first| !matches!(first, '/' | '\\'))
}

impl Interp<'_> {
    /// The data on a text that is made of these parts. What stands behind other text begins no path of its own, and what
    /// stands behind a text of the program's is no scheme of an address.
    pub fn data_of(&self, parts: &[Value], place: Place) -> Taint {
        // Most texts of a program have nobody's data in them.
        if parts.iter().all(|part| part.taint.is_clean()) {
            return Taint::CLEAN;
        }
        let (slash, inside) = (Self::concepts(&["slash"]), Self::concepts(super::normal_forms::INSIDE));
        let (root, host) = (Self::concepts(&["root"]), Self::concepts(&["host"]));
        let (slashes, redirect) = (Self::concepts(&["slashes"]), Self::concepts(&["redirect", "html-url"]));
        let mut taint = Taint::CLEAN;
        let mut behind = Concepts::NONE;
        let mut last: Option<char> = None;
        let leads_home = Self::concepts(&["url", "redirect", "html-url"]);
        // `"/" + path` where no slash can follow: an address of this host.
        let is_slash = parts.first().and_then(constant_text).is_some_and(|text| text == "/");
        let mut reached = Reached::Start;
        // Behind an empty line is the body of a message, which has no headers.
        let (mail_header, mut is_body, mut known) = (Self::concepts(&["mail-header"]), false, String::new());
        // Between the quotes of a text of SQL, as far as all before it is known.
        let (odd_quote, standard) = (Self::concepts(&["odd-quote"]), Self::concepts(&["standard-sql"]));
        let (quote, xpath, shell) =
            (Self::concepts(&["quote"]), Self::concepts(&["xpath"]), Self::concepts(&["shell"]));
        // Between double quotes a single one is a letter.
        let mut has_double_quote = false;
        let mut is_quoted = Some(false);
        for (at, part) in parts.iter().enumerate() {
            let (is_settled, then) = self.past_part(reached, part);
            let is_settled = is_settled || reached == Reached::Settled;
            reached = then;
            // One segment that goes on where another text ends is no `..`.
            let goes_on =
                last.is_some_and(|char| !matches!(char, '/' | '\\' | '.')) || last == Some('.') && !behind.is_empty();
            // Nor is one that another text goes on behind: `name + ".json"`.
            let goes_on = goes_on || parts.get(at + 1).and_then(constant_text).is_some_and(|text| ends_no_climb(&text));
            let is_last = at > 0 && at + 1 == parts.len() && last == Some('/');
            let data = match parts.len() {
                1 => part.taint.clone(),
                _ if is_last => super::segments::as_last_part(&part.taint),
                _ => super::segments::no_last_part(&part.taint),
            };
            taint.join(&data.map(|label| {
                let mut cleared = label.cleared.and(behind);
                if is_settled {
                    cleared = cleared.and(leads_home);
                }
                if goes_on && label.cleared.holds(slash) {
                    cleared = cleared.and(inside);
                }
                if is_body {
                    cleared = cleared.and(mail_header);
                }
                if is_quoted == Some(true) && label.cleared.holds(odd_quote) {
                    cleared = cleared.and(standard);
                }
                // XPath and shells know no other way out of a text than its quote.
                if is_quoted == Some(true) && label.cleared.holds(quote) {
                    cleared = cleared.and(xpath);
                    if !has_double_quote {
                        cleared = cleared.and(shell);
                    }
                }
                if is_slash && label.cleared.holds(slashes.and(root)) {
                    cleared = cleared.and(redirect);
                } else if is_slash && !label.cleared.holds(root) {
                    // What may begin with a slash begins with two of them now.
                    cleared = Concepts(cleared.0 & !slashes.and(host).0);
                }
                Label { cleared, ..label.clone() }
            }));
            let (text, suffix) = (constant_text(part), part.suffix());
            let pairs_quotes = |own: &Label| own.cleared.holds(odd_quote);
            has_double_quote |= text.as_deref().is_none_or(|text| text.contains(['"', '\\']));
            is_quoted = match (&text, is_quoted) {
                (Some(text), Some(quoted)) => Some(quoted != (text.matches('\'').count() % 2 == 1)),
                (None, quoted) if !part.taint.is_clean() && part.taint.labels().iter().all(pairs_quotes) => quoted,
                _ => None,
            };
            match &text {
                Some(text) if known.len() < LONGEST_CONSTANT => known.push_str(text),
                _ => (*suffix).clone_into(&mut known),
            }
            is_body |= known.contains("\n\n") || known.contains("\r\n\r\n");
            last = match &text {
                Some(text) => text.chars().last().or(last),
                None => suffix.chars().last(),
            };
            if !behind.is_empty() {
                continue;
            }
            let begins = text.unwrap_or_else(|| part.prefix().to_string());
            if begins.starts_with(['/', '\\']) {
                // It may be another host yet, but no scheme.
                behind = Self::concepts(&["html-url"]);
            } else if !begins.is_empty() {
                behind = Self::concepts(&["root"]);
            } else if begins.is_empty() && part.taint.is_clean() && !part.is_unknown() && !part.is_constant() {
                behind = Self::concepts(&["root", "html-url"]);
            } else if begins.is_empty() && !suffix.is_empty() {
                behind = Self::concepts(&["root"]);
            }
        }
        if taint.is_clean() { taint } else { taint.step(place, Happening::Combined) }
    }

    /// The string made of these parts.
    pub fn text_of(&self, parts: &[Value], taint: Taint) -> Value {
        let taint = if taint.is_clean() { taint } else { self.without_vain_cleaning(parts, taint) };
        let mut whole = String::new();
        let mut complete = true;
        for part in parts {
            match constant_text(part) {
                Some(text) if whole.len() + text.len() <= LONGEST_CONSTANT => whole.push_str(&text),
                _ => {
                    complete = false;
                    break;
                }
            }
        }
        if complete {
            return Value::string(&whole).with_taint(taint);
        }
        // Several constants on either side stay several constants.
        if let [left, right] = parts
            && left.is_constant()
            && right.is_constant()
            && left.atoms().len() * right.atoms().len() <= 8
        {
            let mut all = Value::bottom();
            for a in left.atoms() {
                for b in right.atoms() {
                    let (a, b) = (Value::from(a.clone()), Value::from(b.clone()));
                    if let Some(joined) = fold_binary(BinaryOp::Add, &a, &b) {
                        all.join(&joined);
                    }
                }
            }
            if all.is_constant() {
                return all.with_taint(taint);
            }
        }
        let mut prefix = String::new();
        for part in parts {
            prefix.push_str(&part.prefix());
            if constant_text(part).is_none() || prefix.len() > LONGEST_CONSTANT {
                break;
            }
        }
        let mut suffixes: Vec<Arc<str>> = Vec::new();
        for part in parts.iter().rev() {
            suffixes.push(part.suffix());
            if constant_text(part).is_none() {
                break;
            }
        }
        let suffix: String = suffixes.iter().rev().map(|text| &**text).collect();
        let mut value = self.any_string(taint);
        if !prefix.is_empty() || !suffix.is_empty() {
            value.text = Some(Arc::new(Text { prefix: prefix.into(), suffix: suffix.into() }));
        }
        value
    }

    /// `"..." % values`
    pub fn percent_format(&mut self, st: &mut State, left: &Value, right: &Value, expr: ExprId) -> Value {
        let place = self.place_of(expr);
        let template = left.prefix();
        let known = left.as_str().is_some();
        let values = match right.one() {
            Some(Atom::Tuple(items)) => items.to_vec(),
            _ => vec![right.clone()],
        };
        let mut parts: Vec<Value> = Vec::new();
        let mut next = 0;
        let mut rest: &str = &template;
        let mut failed = false;
        while let Some(at) = rest.find('%') {
            if at > 0 {
                parts.push(Value::string(&rest[..at]));
            }
            let mut spec = rest[at + 1..].char_indices();
            let mut key: Option<&str> = None;
            let mut end = None;
            let after = &rest[at + 1..];
            let start = if let Some(inside) = after.strip_prefix('(') {
                let close = inside.find(')').unwrap_or(0);
                key = inside.get(..close);
                close + 2
            } else {
                0
            };
            for (offset, char) in spec.by_ref() {
                if offset >= start && (char.is_ascii_alphabetic() || char == '%') && !matches!(char, 'l' | 'h' | 'L') {
                    end = Some((offset + char.len_utf8(), char));
                    break;
                }
            }
            let Some((length, conversion)) = end else {
                failed = true;
                break;
            };
            rest = after.get(length..).unwrap_or("");
            if conversion == '%' {
                parts.push(Value::string("%"));
                continue;
            }
            let value = match key {
                Some(key) => self.subscript(st, right, &Value::string(key), expr),
                None => values.get(next).cloned().unwrap_or_else(Value::unknown),
            };
            next += 1;
            if matches!(conversion, 'd' | 'i' | 'u' | 'f' | 'F' | 'x' | 'X' | 'o' | 'e' | 'E' | 'g' | 'G' | 'c') {
                // A numeric conversion of a string raises.
                parts.push(self.any_string(value.taint.split_guessed().0));
            } else {
                let text = self.stringify(st, &value, place);
                parts.push(if matches!(conversion, 'r' | 'a') { self.represented(text, place) } else { text });
            }
        }
        if !rest.is_empty() && !failed {
            parts.push(Value::string(rest));
        }
        if !known || failed {
            parts = vec![left.clone(), self.any_string(self.deep_taint(st, right))];
        }
        let taint = left.taint.step(place, Happening::Combined).joined(&self.data_of(&parts, place));
        self.text_of(&parts, taint)
    }

    /// The part of a value that a field of a format names: `{order.customer}`, `{0[total]}`.
    fn field_path(&mut self, st: &mut State, mut value: Value, path: &str, at: ExprId) -> Value {
        let mut rest = path;
        while !rest.is_empty() {
            let next = rest[1..].find(['.', '[']).map_or(rest.len(), |end| end + 1);
            let (step, more) = rest.split_at(next);
            let key = step[1..].trim_end_matches(']');
            value = if step.starts_with('.') {
                match self.program.names.get(key) {
                    Some(name) => self.attribute(st, &value, name, at),
                    None => return Value::unknown_with(self.deep_taint(st, &value)),
                }
            } else {
                let index = key.parse::<i64>().map_or_else(|_| Value::string(key), |number| Const::Int(number).into());
                self.subscript(st, &value, &index, at)
            };
            rest = more;
        }
        value
    }

    /// `"...".format(...)`
    pub fn brace_format(
        &mut self,
        st: &mut State,
        template: &Value,
        args: &super::call::Arguments,
        at: ExprId,
    ) -> Value {
        let place = self.place_of(at);
        let Some(text) = template.as_str().cloned() else {
            let taint = self.with_taint_of(st, template.taint.clone(), args.all());
            let mut result = self.any_string(taint.step(place, Happening::Combined));
            result.text.clone_from(&template.text);
            return result;
        };
        let mut parts: Vec<Value> = Vec::new();
        let mut next = 0;
        let mut rest: &str = &text;
        while let Some(open) = rest.find(['{', '}']) {
            if open > 0 {
                parts.push(Value::string(&rest[..open]));
            }
            let after = &rest[open..];
            if after.starts_with("{{") || after.starts_with("}}") {
                parts.push(Value::string(&after[..1]));
                rest = &after[2..];
                continue;
            }
            let Some(close) = after.find('}') else { break };
            let field = after.get(1..close).unwrap_or("");
            rest = &after[close + 1..];
            let (name, spec) = field.split_once(':').unwrap_or((field, ""));
            let represented = name.ends_with("!r") || name.ends_with("!a");
            let name = name.split('!').next().unwrap_or(name);
            let (first, path) = name.find(['.', '[']).map_or((name, ""), |at| name.split_at(at));
            let mut value = if first.is_empty() {
                next += 1;
                args.positional.get(next - 1).map(|(value, _)| value.clone())
            } else if let Ok(number) = first.parse::<usize>() {
                args.positional.get(number).map(|(value, _)| value.clone())
            } else {
                args.keywords
                    .iter()
                    .find(|(name, ..)| self.program.names.text(*name) == first)
                    .map(|(_, value, _)| value.clone())
            };
            if value.is_none() {
                let mut any = Value::bottom();
                if let Some(star) = &args.star {
                    any.join(star);
                }
                if let Some(double) = &args.double_star {
                    let found = self.subscript(st, double, &Value::string(first), at);
                    any.join(&found);
                }
                value = (!any.is_bottom()).then_some(any);
            }
            let mut value = value.unwrap_or_else(Value::unknown);
            if !path.is_empty() {
                value = self.field_path(st, value, path, at);
            }
            if spec.ends_with(['d', 'f', 'x', 'e', 'g', 'n', '%', 'b', 'o']) {
                parts.push(self.any_string(value.taint.split_guessed().0));
            } else {
                let text = self.stringify(st, &value, place);
                parts.push(if represented { self.represented(text, place) } else { text });
            }
        }
        if !rest.is_empty() {
            parts.push(Value::string(rest));
        }
        let taint = template.taint.step(place, Happening::Combined).joined(&self.data_of(&parts, place));
        self.text_of(&parts, taint)
    }
}
