//! Constant folding, and what is known of the text of a string. (long because each method of a string has its answer here)

use super::Interp;
use super::State;
use super::expr::{index_of, slice_of};
use super::segments::{no_last_part, without_ending};
use crate::heap::Key;
use crate::outcome::Const;
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Atoms, Text, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{BinaryOp, CompareOp, Expr, ExprId};

/// Longer constants are not folded.
pub(super) const LONGEST_CONSTANT: usize = 4096;

/// What a text without slashes is harmless for.
pub(super) const NO_SLASH: &[&str] = &["root", "slash", "slashes", "path-read", "path-write", "archive"];

/// Arithmetic and concatenation of constants.
pub(crate) fn fold_binary(op: BinaryOp, left: &Value, right: &Value) -> Option<Value> {
    let (a, b) = (left.constant()?, right.constant()?);
    let folded = match (a, b) {
        (Const::Int(a), Const::Int(b)) => fold_integers(op, *a, *b)?,
        (Const::Str(a), Const::Str(b)) if op == BinaryOp::Add && a.len() + b.len() <= LONGEST_CONSTANT => {
            Const::Str(format!("{a}{b}").into())
        }
        (Const::Bytes(a), Const::Bytes(b)) if op == BinaryOp::Add && a.len() + b.len() <= LONGEST_CONSTANT => {
            Const::Bytes([&a[..], &b[..]].concat().into())
        }
        (Const::Str(text), Const::Int(times)) if op == BinaryOp::Mult => {
            let times = usize::try_from(*times).unwrap_or(0);
            if text.len().saturating_mul(times) > LONGEST_CONSTANT {
                return None;
            }
            Const::Str(text.repeat(times).into())
        }
        (a, b) => {
            let (a, b) = (as_float(a)?, as_float(b)?);
            let result = match op {
                BinaryOp::Add => a + b,
                BinaryOp::Sub => a - b,
                BinaryOp::Mult => a * b,
                BinaryOp::Div if b != 0.0 => a / b,
                _ => return None,
            };
            Const::Float(result)
        }
    };
    let taint = left.taint.clone().joined(&right.taint);
    Some(Value::from(folded).with_taint(taint))
}

fn as_float(constant: &Const) -> Option<f64> {
    match constant {
        Const::Float(value) => Some(*value),
        #[allow(clippy::cast_precision_loss, reason = "as Python converts it")]
        Const::Int(value) => Some(*value as f64),
        Const::Bool(value) => Some(f64::from(u8::from(*value))),
        _ => None,
    }
}

fn fold_integers(op: BinaryOp, a: i64, b: i64) -> Option<Const> {
    let whole = match op {
        BinaryOp::Add => a.checked_add(b)?,
        BinaryOp::Sub => a.checked_sub(b)?,
        BinaryOp::Mult => a.checked_mul(b)?,
        BinaryOp::Div => {
            #[allow(clippy::cast_precision_loss, reason = "as Python divides")]
            return (b != 0).then(|| Const::Float(a as f64 / b as f64));
        }
        // Python rounds towards minus infinity.
        BinaryOp::FloorDiv => {
            let quotient = a.checked_div(b)?;
            if a.checked_rem(b)? != 0 && (a < 0) != (b < 0) { quotient.checked_sub(1)? } else { quotient }
        }
        BinaryOp::Mod => {
            let rest = a.checked_rem(b)?;
            if rest != 0 && (rest < 0) != (b < 0) { rest.checked_add(b)? } else { rest }
        }
        BinaryOp::Pow => a.checked_pow(u32::try_from(b).ok()?)?,
        BinaryOp::LShift => a.checked_mul(1_i64.checked_shl(u32::try_from(b).ok().filter(|b| *b < 63)?)?)?,
        BinaryOp::RShift => a >> u32::try_from(b).ok()?.min(63),
        BinaryOp::BitOr => a | b,
        BinaryOp::BitXor => a ^ b,
        BinaryOp::BitAnd => a & b,
        BinaryOp::MatMult => return None,
    };
    Some(Const::Int(whole))
}

/// Indexing and slicing of constant strings.
pub(crate) fn fold_subscript(base: &Value, index: &Value) -> Option<Value> {
    let text = base.as_str()?;
    let chars: Vec<char> = if text.len() <= LONGEST_CONSTANT { text.chars().collect() } else { return None };
    let folded: String = match (index.constant(), index.one()) {
        (Some(Const::Int(number)), _) => chars[index_of(chars.len(), *number)?].to_string(),
        (_, Some(Atom::Tuple(bounds))) => chars[slice_of(chars.len(), bounds)?].iter().collect(),
        _ => return None,
    };
    Some(Value::string(&folded).with_taint(base.taint.clone()))
}

/// Comparison of two constants, as Python does it.
pub(crate) fn compare_constants(op: CompareOp, a: &Const, b: &Const) -> Option<bool> {
    let number = |constant: &Const| match constant {
        Const::Int(value) => Some(*value),
        Const::Bool(value) => Some(i64::from(*value)),
        _ => None,
    };
    match op {
        CompareOp::Eq | CompareOp::NotEq => {
            let equal = match (number(a), number(b)) {
                (Some(a), Some(b)) => a == b,
                _ => match (as_float(a), as_float(b)) {
                    (Some(a), Some(b)) => (a - b).abs() == 0.0,
                    _ => a == b,
                },
            };
            Some(equal == (op == CompareOp::Eq))
        }
        CompareOp::Is => {
            (matches!(a, Const::None | Const::Bool(_)) || matches!(b, Const::None | Const::Bool(_))).then(|| a == b)
        }
        CompareOp::IsNot => {
            (matches!(a, Const::None | Const::Bool(_)) || matches!(b, Const::None | Const::Bool(_))).then(|| a != b)
        }
        CompareOp::In | CompareOp::NotIn => match (a, b) {
            (Const::Str(part), Const::Str(whole)) => Some(whole.contains(&**part) == (op == CompareOp::In)),
            _ => None,
        },
        _ => {
            let order = match (a, b) {
                (Const::Str(a), Const::Str(b)) => a.cmp(b),
                _ => as_float(a)?.partial_cmp(&as_float(b)?)?,
            };
            Some(match op {
                CompareOp::Lt => order.is_lt(),
                CompareOp::LtE => order.is_le(),
                CompareOp::Gt => order.is_gt(),
                _ => order.is_ge(),
            })
        }
    }
}

/// What `str()` makes of a constant.
pub(crate) fn constant_text(value: &Value) -> Option<String> {
    Some(match value.constant()? {
        Const::None => "None".to_owned(),
        Const::Bool(true) => "True".to_owned(),
        Const::Bool(false) => "False".to_owned(),
        Const::Int(number) => number.to_string(),
        Const::Str(text) => text.to_string(),
        Const::Float(_) | Const::Bytes(_) | Const::Ellipsis => return None,
    })
}

/// Whether a regular expression that matched leaves a text with nothing that means something to a shell, a browser, a
/// database or a file system. `whole`: the match covers the text; `at_start`: it begins at the text's beginning.
pub(crate) fn pattern_restricts(pattern: &str, whole: bool, at_start: bool) -> bool {
    let mut body = pattern.strip_prefix("(?i)").unwrap_or(pattern);
    let mut anchored_start = whole || at_start;
    for anchor in ["^", r"\A"] {
        if let Some(rest) = body.strip_prefix(anchor) {
            body = rest;
            anchored_start = true;
        }
    }
    let mut anchored_end = whole;
    for anchor in ["$", r"\Z", r"\z"] {
        if let Some(rest) = body.strip_suffix(anchor)
            && !rest.ends_with('\\')
        {
            body = rest;
            anchored_end = true;
        }
    }
    anchored_start && anchored_end && is_narrow(body)
}

/// For what a substitution makes a text harmless. One that removes whatever is not of a narrow alphabet
/// (`re.sub("[^a-z0-9]+", "", name)`) leaves nothing that means something anywhere; one that removes line breaks leaves
/// one line.
pub(crate) fn substitution_clears(pattern: &str, put: &str) -> Concepts {
    let body = pattern.strip_prefix("(?i)").unwrap_or(pattern);
    let body = body.strip_suffix('+').unwrap_or(body);
    let in_class = body.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let in_class = in_class.filter(|class| !class.replace(r"\]", "").contains(']') && !class.ends_with('\\'));
    match in_class.map(|class| (class.strip_prefix('^'), class)) {
        Some((Some(kept), _)) => {
            let puts_plain = put.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' '));
            if kept.is_empty() || !puts_plain || !is_narrow(&format!("[{kept}]")) {
                Concepts::NONE
            } else if kept.contains('.') {
                // A dot that is kept may stand twice, and then leads up.
                Concepts(Concepts::ALL.0 & !Interp::concepts(&["up", "dots"]).0)
            } else {
                Concepts::ALL
            }
        }
        Some((None, class)) if removes_breaks(class) && !put.contains(['\n', '\r']) => {
            Interp::concepts(&["log", "header", "mail-header"])
        }
        None if body == r"\W" && put.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' ')) => {
            Concepts::ALL
        }
        None if body == r"\s" && !put.contains(['\n', '\r']) => Interp::concepts(&["log", "header", "mail-header"]),
        _ => Concepts::NONE,
    }
}

/// Whether a class of characters holds both line breaks.
fn removes_breaks(class: &str) -> bool {
    let holds =
        |break_: char, escaped: &str| class.contains(break_) || class.contains(escaped) || class.contains(r"\s");
    holds('\n', r"\n") && holds('\r', r"\r")
}

/// Whether a substitution takes out every occurrence of a character: its pattern is a class that has it, or it alone.
pub(crate) fn substitution_removes(pattern: &str, put: &str, char: char) -> bool {
    let body = pattern.strip_suffix('+').unwrap_or(pattern);
    let has_it = match body.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(class) => !class.starts_with('^') && class.contains(char),
        None => body.strip_prefix('\\').unwrap_or(body).chars().eq([char]) && !(char == '.' && body == "."),
    };
    has_it && !put.contains(char) && !put.contains('\\')
}

/// Whether every character that the expression can match is a letter, digit, `_`, `-`, or one of a few harmless marks.
pub(super) fn is_narrow(body: &str) -> bool {
    let mut chars = body.chars().peekable();
    let mut in_class = false;
    while let Some(char) = chars.next() {
        match char {
            '\\' => match chars.next() {
                Some('w' | 'd' | '-' | '_' | '.' | '@' | '+' | ':') => {}
                Some('s') => {}
                _ => return false,
            },
            '[' if !in_class => {
                in_class = true;
                if chars.peek() == Some(&'^') {
                    return false;
                }
            }
            ']' => in_class = false,
            // Outside of a class these are operators; inside, plain characters.
            '.' if !in_class => return false,
            '(' | ')' | '|' | '?' | '*' | '+' | '{' | '}' | ',' if !in_class => {}
            '.' | '-' | '_' | ' ' | ',' | '@' | '+' | ':' | '#' => {}
            other if other.is_alphanumeric() => {}
            _ => return false,
        }
    }
    // Two dots in a row are a way up; a class with a dot and no slash is not.
    true
}

impl Interp<'_> {
    /// A method of a string. `None` if the engine has nothing to say about it.
    pub fn string_method(
        &mut self,
        st: &mut State,
        receiver: &Value,
        name: &str,
        args: &super::call::Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let first = args.positional.first().map(|(value, _)| value);
        if name == "format" {
            return Some(self.brace_format(st, receiver, args, at));
        }
        if name == "format_map" {
            let by_name = super::call::Arguments { double_star: Some(first?.clone()), ..Default::default() };
            return Some(self.brace_format(st, receiver, &by_name, at));
        }
        if name == "join" {
            return Some(self.join_strings(st, receiver, first?, at));
        }
        if name == "replace" {
            return self.replace(st, receiver, args, at);
        }
        if let (Some(text), true) = (receiver.as_str(), receiver.taint.is_clean()) {
            if let Some(folded) = fold_method(text, name, args) {
                return Some(folded);
            }
            if matches!(name, "split" | "splitlines" | "rsplit" | "partition" | "rpartition") {
                let items = split_constant(text, name, args)?;
                let values: Vec<Value> = items.iter().map(|item| Value::string(item)).collect();
                return Some(if name.ends_with("partition") {
                    Atom::Tuple(values.into()).into()
                } else {
                    self.allocate(st, at.0, 3, crate::heap::Obj::list(values))
                });
            }
        }
        // The folded result of a constant that a visitor chose keeps the taint; nothing more is known.
        match name {
            "split" | "rsplit" | "splitlines" => {
                let mut list = crate::heap::Obj::new(crate::heap::Kind::List);
                known_parts(receiver, name, args, &mut list);
                let mut part = self.any_string(without_ending(&receiver.taint));
                if first.and_then(Value::as_str).is_some_and(|separator| &**separator == "/") && name != "splitlines" {
                    // The ends alone are names; all of them together are a path again.
                    let ends: &[i64] = match (name, args.positional.len()) {
                        (_, 1) => &[-1, 0],
                        ("rsplit", _) => &[-1],
                        _ => &[0],
                    };
                    let bare = self.without_slashes(part.clone(), at);
                    for end in ends {
                        if !list.entries.iter().any(|(key, _)| *key == Key::Int(*end)) {
                            list.entries.push((Key::Int(*end), bare.clone()));
                        }
                    }
                }
                if first.and_then(Value::as_str).is_some_and(|separator| &**separator == ".") {
                    let bare = self.without_dots(part.clone(), at);
                    match (name, args.positional.len()) {
                        // All after the last dot.
                        ("rsplit", 2) => [-1, 1].into_iter().for_each(|end| {
                            list.entries.retain(|(key, _)| *key != Key::Int(end));
                            list.entries.push((Key::Int(end), bare.clone()));
                        }),
                        (_, 1) => part = bare,
                        _ => {}
                    }
                }
                // At every blank, line breaks included.
                let at_blanks = name != "splitlines" && args.positional.is_empty() && args.keywords.is_empty();
                list.rest = if name == "splitlines" || at_blanks {
                    let (place, concepts) = (self.place_of(at), Self::concepts(&["log", "header", "mail-header"]));
                    part.cleared(concepts, place, Happening::Cleared(concepts))
                } else {
                    part
                };
                Some(self.allocate(st, at.0, 3, list))
            }
            "partition" | "rpartition" => {
                let part = self.any_string(without_ending(&receiver.taint));
                let (mut before, mut after) = (part.clone(), part);
                let side = if name == "partition" { &mut before } else { &mut after };
                match first.and_then(Value::as_str).map(|separator| &**separator) {
                    Some(".") => *side = self.without_dots(side.clone(), at),
                    Some("/") => *side = self.without_slashes(side.clone(), at),
                    _ => {}
                }
                Some(Atom::Tuple(vec![before, self.any_string(Taint::CLEAN), after].into()).into())
            }
            "strip" | "rstrip" | "lstrip" | "lower" | "upper" | "encode" | "decode" | "title" | "capitalize"
            | "casefold" | "expandtabs" | "swapcase" | "removeprefix" | "removesuffix" => {
                let mut value = receiver.clone();
                value.implies = None;
                if receiver.as_str().is_none() {
                    value.atoms = Atoms::One(match self.known.str {
                        Some(text) => Atom::Instance(text, Arc::from([])),
                        None => Atom::Unknown,
                    });
                } else {
                    value = self.any_string(receiver.taint.clone());
                }
                // Line breaks and all other signs of control become letters.
                if name == "encode"
                    && first
                        .and_then(Value::as_str)
                        .is_some_and(|how| matches!(&**how, "unicode_escape" | "unicode-escape"))
                {
                    let concepts = Self::concepts(&["log", "header", "mail-header"]);
                    value = value.cleared(concepts, self.place_of(at), Happening::Cleared(concepts));
                }
                // `\x2f` becomes a slash.
                let is_escaped = |how: &Value| how.as_str().is_none_or(|how| how.contains("escape"));
                if name == "decode" && first.is_some_and(is_escaped) {
                    value.taint = value.taint.not_cleared(Self::concepts(&["slash"]));
                }
                if !matches!(name, "strip" | "rstrip" | "encode" | "decode") {
                    value.text = None;
                }
                if first.is_some() || name.starts_with("remove") {
                    value.taint = without_ending(&value.taint);
                }
                let begins_without_slash = matches!(name, "strip" | "lstrip")
                    && first.and_then(Value::as_str).is_some_and(|set| set.contains('/'));
                if begins_without_slash {
                    let concepts = Self::concepts(&["root", "slashes"]);
                    value = value.cleared(concepts, self.place_of(at), Happening::Cleared(concepts));
                }
                Some(value)
            }
            "ljust" | "rjust" | "center" | "zfill" | "translate" => {
                let taint = self.with_taint_of(st, receiver.taint.clone(), args.all());
                Some(self.any_string(no_last_part(&taint).not_cleared(Self::concepts(&["slash"]))))
            }
            "find" | "rfind" | "index" | "rindex" | "count" => Some(self.number(Taint::CLEAN)),
            "startswith" | "endswith" | "isdigit" | "isalnum" | "isalpha" | "isnumeric" | "isdecimal"
            | "isidentifier" | "islower" | "isupper" | "isspace" | "isascii" | "istitle" | "isprintable" => {
                Some(Value::any_bool())
            }
            "hex" => Some(self.any_string(Taint::CLEAN)),
            _ => None,
        }
    }

    /// A part of a text that was split at its dots: it leads nowhere up.
    fn without_dots(&self, part: Value, at: ExprId) -> Value {
        let concepts = Self::concepts(&["up"]);
        part.cleared(concepts, self.place_of(at), Happening::Cleared(concepts))
    }

    /// A part of a text that was split at its slashes: it names something in a folder, or (`..`) a folder and no file.
    fn without_slashes(&self, part: Value, at: ExprId) -> Value {
        let concepts = Self::concepts(NO_SLASH);
        part.cleared(concepts, self.place_of(at), Happening::Cleared(concepts))
    }

    fn join_strings(&mut self, st: &mut State, separator: &Value, items: &Value, at: ExprId) -> Value {
        let place = self.place_of(at);
        let taint = |own: &Self, st: &State, value: &Value| own.deep_taint(st, value);
        if let Some(known) = self.known_items(st, items).or_else(|| self.known_keys(st, items)) {
            let mut parts: Vec<Value> = Vec::new();
            for (number, item) in known.iter().enumerate() {
                if number > 0 {
                    parts.push(separator.clone());
                }
                parts.push(item.clone());
            }
            for part in &mut parts {
                part.taint = taint(self, st, part);
            }
            let all = self.data_of(&parts, place);
            return if parts.is_empty() { Value::string("") } else { self.text_of(&parts, all) };
        }
        let item = self.iterate(st, items, place);
        let mut all = separator.taint.clone();
        all.join(&taint(self, st, &item));
        all = no_last_part(&all);
        if !all.is_clean() {
            all = all.step(place, Happening::Combined);
        }
        let mut result = self.any_string(all);
        result.text =
            item.text.as_ref().map(|text| Arc::new(Text { prefix: Arc::clone(&text.prefix), suffix: "".into() }));
        result
    }

    fn replace(
        &mut self,
        st: &mut State,
        receiver: &Value,
        args: &super::call::Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let old = args.positional.first().map(|(value, _)| value.clone())?;
        let new = args.positional.get(1).map(|(value, _)| value.clone())?;
        if let (Some(text), Some(old), Some(new)) = (receiver.as_str(), old.as_str(), new.as_str()) {
            let replaced = text.replace(&**old, new);
            if replaced.len() <= LONGEST_CONSTANT {
                return Some(Value::string(&replaced).with_taint(receiver.taint.clone()));
            }
        }
        let place = self.place_of(at);
        let mut taint = no_last_part(&without_ending(&receiver.taint));
        if new.as_str().is_none_or(|new| new.contains('/')) {
            taint = taint.not_cleared(Self::concepts(&["slash"]));
        }
        taint.join(&no_last_part(&self.deep_taint(st, &new)));
        // Line breaks taken out: neither a log nor a header can be split. Nothing else is safe by replacing one thing.
        if let (Some(old), Some(new)) = (old.as_str(), new.as_str()) {
            if matches!(&**old, "\n" | "\r\n" | "\r") && !new.contains(['\n', '\r']) {
                let concepts = Self::concepts(&["log", "header", "mail-header"]);
                taint = taint.cleared(concepts, place, Happening::Cleared(concepts));
            }
            if matches!(&**old, "'" | "\"") && !new.contains(&**old) {
                let concepts = Self::concepts(&[if &**old == "'" { "quote" } else { "double-quote" }]);
                taint = taint.cleared(concepts, place, Happening::Cleared(concepts));
            }
            let doubles = &**old == "'" && &**new == "''";
            let odd_quote = Self::concepts(&["odd-quote"]);
            if doubles {
                taint = taint.cleared(odd_quote, place, Happening::Cleared(odd_quote));
            } else if old.contains('\'') || new.contains('\'') {
                taint = taint.not_cleared(odd_quote);
            }
            if &**old == "/" && !new.contains('/') {
                // `..` alone names a folder and no file.
                let concepts = Self::concepts(NO_SLASH);
                taint = taint.cleared(concepts, place, Happening::Cleared(concepts));
            }
            if &**old == "{" && matches!(&**new, "" | "{{") {
                let concepts = Self::concepts(&["format"]);
                taint = taint.cleared(concepts, place, Happening::Cleared(concepts));
            }
            // Without it no tag begins.
            if &**old == "<" && !new.contains('<') {
                let words: &[&str] = if self.begins_as_json(at) { &["html", "script"] } else { &["html"] };
                let concepts = Self::concepts(words);
                taint = taint.cleared(concepts, place, Happening::Cleared(concepts));
            }
        }
        Some(self.any_string(taint))
    }

    /// `json.dumps(data).replace("<", "\\u003c").replace(...)`: in a script JSON ends by a tag alone.
    fn begins_as_json(&self, mut at: ExprId) -> bool {
        let file = self.hir();
        while let Expr::Call { callee, .. } = file.exprs[at.0 as usize]
            && let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize]
        {
            match &*file.names[name.0 as usize] {
                "replace" => at = base,
                name => return name == "dumps" && !self.is_no_module_of(base, &["json", "simplejson"]),
            }
        }
        false
    }
}

fn fold_method(text: &str, name: &str, args: &super::call::Arguments) -> Option<Value> {
    let arg = |number: usize| args.positional.get(number).and_then(|(value, _)| value.as_str());
    let strip_set: Option<Vec<char>> = match args.positional.first() {
        None => None,
        Some((value, _)) => Some(value.as_str()?.chars().collect()),
    };
    let is_one_of = |char: char| strip_set.as_ref().map_or(char.is_whitespace(), |set| set.contains(&char));
    let folded = match name {
        "upper" => text.to_uppercase(),
        "lower" | "casefold" => text.to_lowercase(),
        "strip" => text.trim_matches(is_one_of).to_owned(),
        "lstrip" => text.trim_start_matches(is_one_of).to_owned(),
        "rstrip" => text.trim_end_matches(is_one_of).to_owned(),
        "capitalize" => {
            let mut chars = text.chars();
            chars
                .next()
                .map(|first| first.to_uppercase().chain(chars.as_str().to_lowercase().chars()).collect())
                .unwrap_or_default()
        }
        "removeprefix" => text.strip_prefix(&**arg(0)?).unwrap_or(text).to_owned(),
        "removesuffix" => text.strip_suffix(&**arg(0)?).unwrap_or(text).to_owned(),
        "startswith" => return Some(Const::Bool(text.starts_with(&**arg(0)?)).into()),
        "endswith" => return Some(Const::Bool(text.ends_with(&**arg(0)?)).into()),
        "isdigit" | "isdecimal" | "isnumeric" => {
            return Some(Const::Bool(!text.is_empty() && text.chars().all(|c| c.is_ascii_digit())).into());
        }
        "isalpha" => return Some(Const::Bool(!text.is_empty() && text.chars().all(char::is_alphabetic)).into()),
        "isalnum" => return Some(Const::Bool(!text.is_empty() && text.chars().all(char::is_alphanumeric)).into()),
        "find" | "index" => {
            let at = text.find(&**arg(0)?);
            if at.is_none() && name == "index" {
                return None;
            }
            let at = at.map_or(-1, |at| i64::try_from(text[..at].chars().count()).unwrap_or(i64::MAX));
            return Some(Const::Int(at).into());
        }
        "count" => return Some(Const::Int(i64::try_from(text.matches(&**arg(0)?).count()).unwrap_or(i64::MAX)).into()),
        _ => return None,
    };
    Some(Value::string(&folded))
}

/// The parts that are known at either end of a text that is split: those that end within what is known.
fn known_parts(text: &Value, name: &str, args: &super::call::Arguments, into: &mut crate::heap::Obj) {
    if text.as_str().is_some() || name == "splitlines" {
        return;
    }
    let separator = match args.positional.first().map(|(value, _)| value.constant()) {
        None | Some(Some(Const::None)) => None,
        Some(Some(Const::Str(separator))) if !separator.is_empty() => Some(separator.to_string()),
        _ => return,
    };
    let most = match (args.positional.get(1), args.keywords.is_empty()) {
        (None, true) => usize::MAX,
        (Some((value, _)), true) => match value.constant() {
            Some(Const::Int(most)) => usize::try_from(*most).unwrap_or(usize::MAX),
            _ => return,
        },
        _ => return,
    };
    let key = |at: usize, back: bool| {
        let at = i64::try_from(at).unwrap_or(i64::MAX);
        Key::Int(if back { -1 - at } else { at })
    };
    let pieces = |text: &str| -> Vec<String> {
        match &separator {
            Some(separator) => text.split(separator.as_str()).map(str::to_owned).collect(),
            None => text.split(char::is_whitespace).map(str::to_owned).collect(),
        }
    };
    let from_left = |list: &mut crate::heap::Obj, most: usize| {
        let known = pieces(&text.prefix());
        let whole = known.len() - 1;
        let words = known.into_iter().take(whole).filter(|piece| separator.is_some() || !piece.is_empty());
        for (at, piece) in words.take(most.min(16)).enumerate() {
            list.entries.push((key(at, false), Value::string(&piece)));
        }
    };
    let from_right = |list: &mut crate::heap::Obj, most: usize| {
        let known = pieces(&text.suffix());
        let words = known.into_iter().skip(1).rev().filter(|piece| separator.is_some() || !piece.is_empty());
        for (at, piece) in words.take(most.min(16)).enumerate() {
            list.entries.push((key(at, true), Value::string(&piece)));
        }
    };
    // A limit counts from the side where the splitting begins; the other side is whole only without one.
    if name == "split" || most == usize::MAX {
        from_left(into, most);
    }
    if name == "rsplit" || most == usize::MAX {
        from_right(into, most);
    }
}

fn split_constant(text: &str, name: &str, args: &super::call::Arguments) -> Option<Vec<String>> {
    let separator = match args.positional.first().map(|(value, _)| value) {
        None => None,
        Some(value) => match value.constant()? {
            Const::None => None,
            Const::Str(separator) if !separator.is_empty() => Some(separator.to_string()),
            _ => return None,
        },
    };
    if args.positional.len() > 1 || !args.keywords.is_empty() {
        return None;
    }
    let items: Vec<String> = match (name, separator) {
        ("split" | "rsplit", None) => text.split_whitespace().map(str::to_owned).collect(),
        ("split" | "rsplit", Some(separator)) => text.split(&separator).map(str::to_owned).collect(),
        ("splitlines", _) => text.lines().map(str::to_owned).collect(),
        ("partition", Some(separator)) => match text.split_once(&separator) {
            Some((before, after)) => vec![before.to_owned(), separator, after.to_owned()],
            None => vec![text.to_owned(), String::new(), String::new()],
        },
        ("rpartition", Some(separator)) => match text.rsplit_once(&separator) {
            Some((before, after)) => vec![before.to_owned(), separator, after.to_owned()],
            None => vec![String::new(), String::new(), text.to_owned()],
        },
        _ => return None,
    };
    (items.len() <= 64).then_some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_fold_as_python_does() {
        assert_eq!(fold_integers(BinaryOp::FloorDiv, -7, 2), Some(Const::Int(-4)));
        assert_eq!(fold_integers(BinaryOp::Mod, -7, 3), Some(Const::Int(2)));
        assert_eq!(fold_integers(BinaryOp::FloorDiv, 1, 0), None);
        assert_eq!(fold_integers(BinaryOp::Add, i64::MAX, 1), None);
    }

    #[test]
    fn only_what_removes_all_but_a_narrow_alphabet_restricts() {
        for (pattern, put) in [("[^a-z0-9_-]+", ""), ("[^A-Za-z0-9]", "_"), (r"[^\w\s-]", ""), (r"[^\w]+", "-")] {
            assert_eq!(substitution_clears(pattern, put), Concepts::ALL, "{pattern}");
        }
        let others = [("[^a-z]", "/"), ("[a-z]", ""), ("[^a-z/]", ""), ("[^<]", ""), ("^[^a-z]", "")];
        for (pattern, put) in
            others.into_iter().chain([("[^a]b[c]", ""), ("[^a-z]+$", ""), (r"[^\W]", ""), ("[^]", "")])
        {
            assert_eq!(substitution_clears(pattern, put), Concepts::NONE, "{pattern}");
        }
        assert!(!substitution_clears("[^a-z.]", "").holds(Interp::concepts(&["up"])));
        assert!(substitution_clears("[^a-z.]", "").holds(Interp::concepts(&["shell", "path-read"])));
        assert!(substitution_clears(r"[\r\n\t]", "_").holds(Interp::concepts(&["log"])));
        assert!(!substitution_clears(r"[\n]", "").holds(Interp::concepts(&["log"])));
    }

    #[test]
    fn a_class_removes_what_it_has() {
        assert!(substitution_removes("[?|$|.|!]", "", '.'));
        assert!(substitution_removes(r"[/\\]+", "_", '/'));
        assert!(substitution_removes(r"\.", "-", '.'));
        assert!(!substitution_removes("[^.]", "", '.'));
        assert!(!substitution_removes(".", "-", '.'));
        assert!(!substitution_removes("[.]", "..", '.'));
        assert!(!substitution_removes(r"\.\.", "", '.'));
    }

    #[test]
    fn only_anchored_narrow_patterns_restrict() {
        assert!(pattern_restricts(r"^[a-z0-9_-]+$", false, false));
        assert!(pattern_restricts(r"[A-Za-z0-9]{1,20}", true, false));
        assert!(pattern_restricts(r"\d+$", false, true));
        assert!(!pattern_restricts(r"[a-z]+", false, true));
        assert!(!pattern_restricts(r"^.*$", false, false));
        assert!(!pattern_restricts(r"^[^;]+$", false, false));
        assert!(!pattern_restricts(r"^\S+$", false, false));
        assert!(!pattern_restricts(r"^https?://.+$", false, false));
    }
}
