//! Comparisons as tests: equality, membership, and what they prove.

use super::expr::key_value;
use super::{Interp, State};
use crate::heap::Kind;
use crate::outcome::Const;
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Atoms, Value};
use stopple_libraries::Concepts;
use stopple_syntax::hir::{CompareOp, Constant, Expr, ExprId, Variable};

/// Whether a value is the empty text.
fn is_empty_text(atom: &Atom) -> bool {
    matches!(atom, Atom::Const(Const::Str(text)) if text.is_empty())
}

/// In a text of this length no pattern takes long.
const SHORT: i64 = 100;

impl Interp<'_> {
    /// `Kind.of(upload.filename) is Kind.PHOTO`: what was made of the name is what the program wants.
    fn refine_kind(&mut self, st: &mut State, side: ExprId, other: &Value, at: ExprId) {
        if !matches!(self.hir().exprs[side.0 as usize], Expr::Call { .. }) || !self.is_own(st, other) {
            return;
        }
        if let Some(root) = self.derived_from(side, 0) {
            let place = self.place_of(at);
            self.clear_at(st, &root, Self::concepts(&["upload"]), place);
        }
    }

    pub(super) fn refine_comparison(
        &mut self,
        st: &mut State,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
        truth: bool,
        at: ExprId,
    ) {
        let (op, truth) = match op {
            CompareOp::NotEq => (CompareOp::Eq, !truth),
            CompareOp::IsNot => (CompareOp::Is, !truth),
            CompareOp::NotIn => (CompareOp::In, !truth),
            other => (other, truth),
        };
        // Evaluated once more for their values; what they do was done when the test was evaluated.
        let left_value = self.recall(st, left);
        let right_value = self.recall(st, right);
        match op {
            CompareOp::Eq | CompareOp::Is => {
                if let (Some(a), Some(b)) = (left_value.constant(), right_value.constant())
                    && (a == b) != truth
                {
                    st.dead = true;
                    return;
                }
                self.refine_boolean(st, left, (&left_value, &right_value), truth);
                if op == CompareOp::Is && right_value.constant() == Some(&Const::None) {
                    if truth && self.is_never_none(st, &left_value) {
                        st.dead = true;
                        return;
                    }
                    self.refine_missing(st, left, truth);
                }
                if truth {
                    // How long the comparison takes is another matter.
                    let place = self.place_of(at);
                    self.clear_signed(st, &[&left_value, &right_value], place);
                }
                for (side, value, other) in [(left, &left_value, &right_value), (right, &right_value, &left_value)] {
                    self.refine_equal(st, side, value, other, truth, at);
                    self.refine_by_flag(st, side, at);
                    if truth {
                        self.refine_kind(st, side, other, at);
                        self.refine_same(st, side, value, other, at);
                        self.refine_common_path(st, side, other, at);
                        self.refine_folder(st, side, other, at);
                        // The folder itself, in its normal form.
                        if self.is_without_dots(st, value) && !self.deep_taint(st, other).is_visitors() {
                            let place = self.place_of(at);
                            self.clear_normal_of(st, side, value, place);
                        }
                    }
                }
                if !truth {
                    self.refine_second(st, left, &right_value, at);
                    if right_value.as_str().is_some_and(|text| &**text == "..") {
                        self.refine_segment(st, left, &left_value, at);
                    }
                }
                if truth {
                    self.refine_parsed(st, left, &left_value, &right_value, at);
                    self.refine_parsed(st, right, &right_value, &left_value, at);
                }
            }
            CompareOp::In => {
                if truth && self.is_trusted_collection(st, &right_value) {
                    // An ending that is on the list: that is what makes an upload harmless.
                    if let Some(root) = self.derived_from(left, 0) {
                        let place = self.place_of(at);
                        self.clear_at(st, &root, Self::concepts(&["upload"]), place);
                    }
                    self.clear_origins_of(st, &left_value, &["upload"], at);
                    self.clear_reads_of(st, &left_value, &["upload"], at);
                    if let Some(path) = self.path_of(left) {
                        let now = self.peek(st, &path);
                        if now.is_bottom() {
                            let place = self.place_of(at);
                            self.clear_at(st, &path, Concepts::ALL, place);
                        }
                        let members = self.members(st, &right_value);
                        let mut kept = now.cleared(Concepts::ALL, self.place_of(at), Happening::Guarded(Concepts::ALL));
                        if let Some(members) = members {
                            kept.atoms = members.atoms;
                            kept.text = None;
                        }
                        self.poke(st, &path, kept);
                    }
                    self.refine_whole_text(st, left, at);
                    let has_empty = |all: &Value| all.atoms().iter().any(is_empty_text);
                    let members = self.members(st, &right_value).filter(has_empty);
                    let wanted = Value::string(if members.is_some() { "" } else { "x" });
                    self.refine_parsed(st, left, &left_value, &wanted, at);
                    self.refine_any_case(st, left, at);
                } else if !truth && !left_value.taint.is_clean() {
                    // Falling through a check of a deny list proves nothing, but of one segment of a path that it is not `..`.
                    let is_up = |atom: &Atom| matches!(atom, Atom::Const(Const::Str(text)) if &**text == "..");
                    if self.members(st, &right_value).is_some_and(|all| all.atoms().iter().any(is_up)) {
                        self.refine_segment(st, left, &left_value, at);
                    }
                } else if truth {
                    // `x in text`: nothing is said about `text` itself.
                }
                // `BASE in path.parents`
                if let (true, Expr::Attribute { base, name, .. }) = (truth, self.hir().exprs[right.0 as usize])
                    && self.program.names.text(self.symbol(name)) == "parents"
                {
                    let mut base_value = self.recall(st, base);
                    if base_value.taint.is_clean() && base_value.is_unknown() {
                        base_value = self.quietly(|own| own.eval(&mut st.clone(), base));
                    }
                    if self.is_without_dots(st, &base_value) {
                        let place = self.place_of(at);
                        self.clear_normal(st, base, place);
                    }
                }
                if !truth {
                    self.refine_second(st, left, &right_value, at);
                }
                if let Some(part) = left_value.as_str()
                    && !truth
                {
                    // `".." in path.split("/")`: in the path.
                    let cut = self.cut_at_slashes(right).or_else(|| self.path_of_parts(st, right));
                    let text = cut.filter(|_| &**part == "..").unwrap_or(right);
                    self.refine_lacks(st, text, part, at);
                }
            }
            CompareOp::Lt | CompareOp::LtE | CompareOp::Gt | CompareOp::GtE => {
                let is_less = matches!(op, CompareOp::Lt | CompareOp::LtE) == truth;
                self.refine_length(
                    st,
                    if is_less { left } else { right },
                    if is_less { &right_value } else { &left_value },
                    at,
                );
                if matches!(op, CompareOp::Lt | CompareOp::LtE) && truth {
                    self.refine_subset(st, left, &right_value, at);
                }
            }
            _ => {}
        }
    }

    /// `len(text) < 50`: nothing takes long in a short text.
    fn refine_length(&mut self, st: &mut State, side: ExprId, limit: &Value, at: ExprId) {
        if let (Some(text), Some(Const::Int(..=SHORT))) = (self.only_argument(side, &["len"]), limit.constant()) {
            let place = self.place_of(at);
            self.clear_path(st, text, Self::concepts(&["regex-subject"]), place);
        }
    }

    /// `set(names) <= ALLOWED`: each of them is one of ours; of a text, each letter.
    pub(super) fn refine_subset(&mut self, st: &mut State, left: ExprId, allowed: &Value, at: ExprId) {
        let Some(whole) = self.only_argument(left, &["set", "frozenset"]) else { return };
        if !self.is_trusted_collection(st, allowed) {
            return;
        }
        let place = self.place_of(at);
        let value = self.recall(st, whole);
        let is_list = value.atoms().iter().any(|atom| match atom {
            Atom::Object(id) => matches!(self.object_kind(st, *id), Some(Kind::List | Kind::Set | Kind::Generator)),
            _ => false,
        });
        if is_list {
            self.clear_path(st, whole, Concepts::ALL, place);
        } else if let Some(harmless) = self.letters_harmless_for(st, allowed)
            && (self.may_be_text(&value) || value.is_unknown())
        {
            self.clear_path(st, whole, harmless, place);
        }
    }

    /// The argument of a call of one of these functions of the language.
    fn only_argument(&self, at: ExprId, names: &[&str]) -> Option<ExprId> {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[at.0 as usize] else { return None };
        let Expr::Var(Variable::Global(name)) = file.exprs[callee.0 as usize] else { return None };
        let is_one = arguments.len == 1 && names.contains(&&*file.names[name.0 as usize]);
        if is_one { self.argument_expr(arguments, 0, "") } else { None }
    }

    /// `target[1:2] not in ("/", "\\")`, `target[:2] != "//"`: what begins with a slash does not go on with a second one.
    fn refine_second(&mut self, st: &mut State, side: ExprId, other: &Value, at: ExprId) {
        let Expr::Subscript { base, index } = self.hir().exprs[side.0 as usize] else { return };
        let is_int = |own: &Self, at: Option<ExprId>, wanted: i64| {
            at.is_some_and(|at| {
                matches!(own.hir().exprs[at.0 as usize], Expr::Constant(Constant::Int(number)) if number == wanted)
            })
        };
        let refused = match self.hir().exprs[index.0 as usize] {
            Expr::Slice { lower, upper, .. } if is_int(self, lower, 1) && is_int(self, upper, 2) => "/",
            Expr::Slice { lower: None, upper, .. } if is_int(self, upper, 2) => "//",
            _ if is_int(self, Some(index), 1) => "/",
            _ => return,
        };
        let texts = self.known_items(st, other).unwrap_or_else(|| vec![other.clone()]);
        if !texts.iter().any(|text| text.as_str().is_some_and(|text| &**text == refused)) {
            return;
        }
        let Some(path) = self.path_of(base) else { return };
        let place = self.place_of(at);
        self.clear_at(st, &path, Self::concepts(&["slashes"]), place);
        self.refine_address(st, &path, place);
    }

    /// `pattern.match(text) is None`: the test that the call is by itself failed, or did not.
    fn refine_missing(&mut self, st: &mut State, left: ExprId, missing: bool) {
        let Expr::Call { callee, .. } = self.hir().exprs[left.0 as usize] else { return };
        let callee = self.recall(st, callee);
        let matches = callee.atoms().iter().any(|atom| match atom {
            Atom::Item(item) | Atom::Bound(_, crate::value::Method::Item(item)) => {
                self.catalog.item(*item).path.starts_with("re.")
            }
            _ => false,
        });
        if matches {
            self.refine(st, left, !missing);
        }
    }

    /// `os.path.commonpath([BASE, path]) == BASE`. `commonprefix` compares letters, and so the beginning of another folder's
    /// name too, unless the folder's own ends where a name ends.
    fn refine_common_path(&mut self, st: &mut State, side: ExprId, other: &Value, at: ExprId) {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[side.0 as usize] else { return };
        let Expr::Attribute { name, .. } = file.exprs[callee.0 as usize] else { return };
        let list = match self.program.names.text(self.symbol(name)) {
            "commonpath" => self.argument_expr(arguments, 0, "paths"),
            "commonprefix" if other.suffix().ends_with('/') => self.argument_expr(arguments, 0, "m"),
            _ => None,
        };
        let Some(list) = list else { return };
        let (Expr::List { items } | Expr::Tuple { items }) = file.exprs[list.0 as usize] else { return };
        let place = self.place_of(at);
        for item in items.range() {
            let item = file.expr_lists[item];
            let value = self.recall(st, item);
            if self.is_without_dots(st, &value) {
                self.clear_normal(st, item, place);
            }
        }
    }

    /// `os.path.dirname(path) == folder`, where `path` is in its normal form and no visitor chose the folder.
    fn refine_folder(&mut self, st: &mut State, side: ExprId, other: &Value, at: ExprId) {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[side.0 as usize] else { return };
        let (Expr::Attribute { name, .. }, true) =
            (file.exprs[callee.0 as usize], self.deep_taint(st, other).is_clean())
        else {
            return;
        };
        if self.program.names.text(self.symbol(name)) != "dirname" {
            return;
        }
        let Some(path) = self.argument_expr(arguments, 0, "p") else { return };
        let value = self.recall(st, path);
        if self.is_without_dots(st, &value) {
            let place = self.place_of(at);
            self.clear_normal(st, path, place);
        }
    }

    /// `side == other`
    pub(super) fn refine_equal(
        &mut self,
        st: &mut State,
        side: ExprId,
        value: &Value,
        other: &Value,
        truth: bool,
        at: ExprId,
    ) {
        let Some(path) = self.path_of(side) else {
            if truth && other.is_constant() {
                self.refine_whole_text(st, side, at);
            }
            return;
        };
        if other.is_constant() {
            if truth {
                let mut kept = self.peek(st, &path);
                if kept.is_bottom() {
                    let place = self.place_of(at);
                    return self.clear_at(st, &path, Concepts::ALL, place);
                }
                // A constant is no data of a visitor, whatever it was compared with.
                kept = kept.cleared(Concepts::ALL, self.place_of(at), Happening::Guarded(Concepts::ALL));
                let possible =
                    value.atoms().iter().any(|atom| !matches!(atom, Atom::Const(_)) || other.atoms().contains(atom));
                if !possible {
                    st.dead = true;
                    return;
                }
                kept.atoms = other.atoms.clone();
                kept.text = None;
                self.poke(st, &path, kept);
            } else if other.atoms().len() == 1 {
                let mut kept = self.peek(st, &path);
                let left: Vec<Atom> =
                    kept.atoms().iter().filter(|atom| !other.atoms().contains(atom)).cloned().collect();
                if left.len() < kept.atoms().len() {
                    kept.atoms = Atoms::None;
                    left.iter().for_each(|atom| kept.add(atom));
                    if left.is_empty() {
                        st.dead = true;
                        return;
                    }
                    self.poke(st, &path, kept);
                }
            }
        } else if truth
            && other.taint.is_clean()
            && !other.is_bottom()
            && !value.taint.is_clean()
            && self.is_trusted_scalar(other)
        {
            let kept =
                self.peek(st, &path).cleared(Concepts::ALL, self.place_of(at), Happening::Guarded(Concepts::ALL));
            self.poke(st, &path, kept);
        } else if truth {
            self.refine_by_session(st, &path, other, self.place_of(at));
        }
    }

    /// `Path(name).name == name`, `secure_filename(name) == name`: what is the same as a cleaned text is as clean.
    fn refine_same(&mut self, st: &mut State, side: ExprId, value: &Value, other: &Value, at: ExprId) {
        let all_lack =
            |taint: &Taint| taint.labels().iter().fold(Concepts::ALL, |all, label| all.common(label.cleared));
        if value.taint.is_clean() || other.taint.is_clean() {
            return;
        }
        let (own, cleaned) = (all_lack(&value.taint), all_lack(&other.taint));
        if !own.holds(cleaned)
            && let Some(path) = self.path_of(side)
        {
            let place = self.place_of(at);
            self.clear_at(st, &path, cleaned, place);
        }
    }

    /// Whether nothing in a value was sent by a visitor. What the server has itself (files, rows) may be compared with; what
    /// the same visitor sends may not.
    pub(super) fn is_own(&self, st: &State, value: &Value) -> bool {
        let first_own = stopple_libraries::concept::source_named("session").unwrap_or_default();
        self.deep_taint(st, value).labels().iter().all(|label| {
            let crate::taint::Origin { kind, .. } = label.origin;
            kind >= first_own
        })
    }

    /// Whether membership proves that the value is one of the program's own.
    pub(super) fn is_trusted_collection(&self, st: &State, value: &Value) -> bool {
        if !self.is_own(st, value) || value.atoms().is_empty() {
            return false;
        }
        value.atoms().iter().all(|atom| match atom {
            Atom::Tuple(_) => true,
            Atom::Object(id) => matches!(
                self.object_kind(st, *id),
                Some(Kind::List | Kind::Set | Kind::Generator | Kind::Dict | Kind::Library(_))
            ),
            Atom::Instance(item, _) => {
                [self.known.list, self.known.set, self.known.frozenset, self.known.dict, self.known.tuple]
                    .contains(&Some(*item))
            }
            Atom::Unknown | Atom::Foreign(_) => true,
            _ => false,
        })
    }

    /// The constants of a collection, if it holds nothing else.
    pub(super) fn members(&self, st: &State, value: &Value) -> Option<Value> {
        let mut all = Value::bottom();
        match value.one()? {
            Atom::Tuple(items) => items.iter().for_each(|item| all.join(item)),
            Atom::Object(id) => {
                let object = self.object(st, *id)?;
                if object.kind == Kind::Dict {
                    if !object.rest.is_bottom() {
                        return None;
                    }
                    object.entries.iter().for_each(|(key, _)| all.join(&key_value(key)));
                } else {
                    all = object.any_item();
                }
            }
            _ => return None,
        }
        (all.is_constant() && all.atoms().len() <= 8).then_some(all)
    }

    /// `urlparse(x).hostname.endswith(".example.com")`: one of the hosts below a domain of ours.
    pub(super) fn refine_domain(&mut self, st: &mut State, side: ExprId, wanted: &Value, at: ExprId) {
        let is_domain = |value: &Value| match value.as_str() {
            Some(text) => text.starts_with('.') && text.len() > 1,
            // `f".{domain}"`; whose domain it is is looked at with the parsed address.
            None => value.prefix().starts_with('.'),
        };
        let all = match self.known_items(st, wanted) {
            Some(items) => !items.is_empty() && items.iter().all(is_domain),
            None => is_domain(wanted),
        };
        if all {
            let value = self.recall(st, side);
            self.refine_parsed(st, side, &value, wanted, at);
        }
    }

    /// `part not in ("", ".", "..")` of what stands between two slashes.
    fn refine_segment(&mut self, st: &mut State, part: ExprId, value: &Value, at: ExprId) {
        if self.lacks(st, value, "slash") || self.is_cut_at_slashes(part) {
            let place = self.place_of(at);
            self.clear_path(st, part, Self::concepts(&["up", "dots", "path-read", "path-write", "archive"]), place);
        }
    }

    /// Whether a variable goes over what stands between slashes: `for part in path.split("/")`.
    fn is_cut_at_slashes(&self, part: ExprId) -> bool {
        let cuts = |at: ExprId| self.cut_at_slashes(at).is_some();
        self.walked_here(part).any(|walked| cuts(walked) || self.assigned_here(walked).any(cuts))
    }

    /// The text that is cut at its slashes: `path` in `path.split("/")`.
    fn cut_at_slashes(&self, at: ExprId) -> Option<ExprId> {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[at.0 as usize] else { return None };
        let Expr::Attribute { base, name, .. } = file.exprs[callee.0 as usize] else { return None };
        let separator = self.argument_expr(arguments, 0, "sep")?;
        let separator = self.program.source(self.file_id()).slice(file.expr_spans[separator.0 as usize]);
        let cuts = matches!(self.program.names.text(self.symbol(name)), "split" | "rsplit")
            && matches!(separator, "\"/\"" | "'/'" | "os.sep" | "os.path.sep");
        cuts.then_some(base)
    }

    /// `path` in `path.parts`, and in `PurePath(path).parts`: the text or path that the parts make up.
    fn path_of_parts(&mut self, st: &mut State, at: ExprId) -> Option<ExprId> {
        let Expr::Attribute { base, name, .. } = self.hir().exprs[at.0 as usize] else { return None };
        (self.program.names.text(self.symbol(name)) == "parts").then(|| self.text_of_path(st, base))
    }

    /// `path` in `PurePath(path)`; any other expression is itself.
    pub(super) fn text_of_path(&mut self, st: &mut State, at: ExprId) -> ExprId {
        let Expr::Call { callee, arguments } = self.hir().exprs[at.0 as usize] else { return at };
        let class = self.recall(st, callee);
        let is_path = matches!(class.one(), Some(Atom::Item(item))
            if matches!(&*self.catalog.item(*item).path,
                "pathlib.Path" | "pathlib.PurePath" | "pathlib.PosixPath" | "pathlib.PurePosixPath"));
        if is_path && arguments.len == 1 { self.argument_expr(arguments, 0, "").unwrap_or(at) } else { at }
    }

    /// `".." not in path`: the text is known to lack a part.
    pub(super) fn refine_lacks(&mut self, st: &mut State, text: ExprId, part: &str, at: ExprId) {
        let place = self.place_of(at);
        match part {
            "'" => return self.clear_path(st, text, Self::concepts(&["quote"]), place),
            "\"" => return self.clear_path(st, text, Self::concepts(&["double-quote"]), place),
            "/" => {
                return self.clear_path(
                    st,
                    text,
                    Self::concepts(&["root", "slash", "slashes", "path-read", "path-write"]),
                    place,
                );
            }
            ".." => self.clear_path(st, text, Self::concepts(&["up", "dots"]), place),
            _ => {}
        }
        if let Some(path) = self.path_of(text) {
            self.refine_relative(st, &path, place);
        }
        let words: &[&str] = match part {
            ".." | "../" => &["path-read", "path-write", "archive", "upload"],
            _ => return,
        };
        let concepts = words.iter().filter_map(|name| Concepts::named(name)).fold(Concepts::NONE, Concepts::and);
        // An absolute path needs no "..": harmless only behind a known folder.
        if let Some(path) = self.path_of(text) {
            let now = self.peek(st, &path);
            if !now.prefix().is_empty() {
                let place = self.place_of(at);
                self.poke(st, &path, now.cleared(concepts, place, Happening::Guarded(concepts)));
            }
        }
    }

    /// The value of a comparison.
    pub fn compare(&mut self, st: &State, op: CompareOp, left: &Value, right: &Value) -> Value {
        if let (Some(a), Some(b)) = (left.constant(), right.constant())
            && let Some(truth) = super::strings::compare_constants(op, a, b)
        {
            return Const::Bool(truth).into();
        }
        if let (CompareOp::Is | CompareOp::IsNot, Some(Const::None)) = (op, right.constant())
            && self.is_never_none(st, left)
        {
            return Const::Bool(op == CompareOp::IsNot).into();
        }
        if let Some(truth) = self.compare_version(st, op, left, right) {
            return Const::Bool(truth).into();
        }
        if let (CompareOp::In | CompareOp::NotIn, Some(constant)) = (op, left.constant())
            && self.known_items(st, right).is_some_and(|items| items.iter().any(|one| one.constant() == Some(constant)))
        {
            return Const::Bool(op == CompareOp::In).into();
        }
        if let (CompareOp::In | CompareOp::NotIn, Some(constant)) = (op, left.constant())
            && let Some(members) = self.members(st, right)
        {
            let found = members.atoms().iter().any(|atom| matches!(atom, Atom::Const(other) if other == constant));
            // A join of constants may have dropped some; only presence in full lists is certain.
            if members.atoms().len() < 8 {
                return Const::Bool(found == (op == CompareOp::In)).into();
            }
        }
        Value::any_bool()
    }
}
