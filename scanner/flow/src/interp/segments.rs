//! Segments: texts without slashes, which lead no further than to the folder above, and that only as `..`.

use super::call::Arguments;
use super::{Interp, State};
use crate::outcome::Place;
use crate::taint::{Happening, Label, Taint};
use crate::value::Value;
use stopple_libraries::Concepts;
use stopple_syntax::hir::ExprId;

/// Functions that open a file, or remove one, and fail where they are given a folder.
const OPENERS: &[&str] = &[
    "builtins.open",
    "codecs.open",
    "gzip.open",
    "aiofiles.open",
    "os.remove",
    "os.unlink",
    "pathlib.Path.open",
    "pathlib.Path.read_text",
    "pathlib.Path.read_bytes",
    "pathlib.Path.write_text",
    "pathlib.Path.write_bytes",
    "pathlib.Path.unlink",
    "flask.helpers.send_file",
    "werkzeug.utils.send_file",
];
/// Functions that join a path.
const JOINING: &[&str] = &["os.path.join", "pathlib.PurePath.joinpath", "pathlib.PurePath.__truediv__"];
/// Functions that give the same path, or one that leads to the same place.
const SAME_PLACE: &[&str] = &[
    "os.fspath",
    "os.path.abspath",
    "os.path.normpath",
    "os.path.realpath",
    "builtins.str.__init__",
    "pathlib.PurePath.__str__",
    "pathlib.PurePath.__fspath__",
    "pathlib.PurePath.as_posix",
    "pathlib.Path.absolute",
    "pathlib.Path.resolve",
];

/// What a segment is harmless for that ends in a way in which `..` does not.
const ENDING: &[&str] = &["up", "path-read", "path-write", "archive"];

impl Interp<'_> {
    /// `name.endswith(".git")`: one segment that ends so is no `..`.
    pub(super) fn refine_ending(&mut self, st: &mut State, base: ExprId, wanted: &Value, place: Place) {
        let is_no_climb = |value: &Value| value.as_str().is_some_and(|text| !"..".ends_with(&**text));
        let all = match self.known_items(st, wanted) {
            Some(items) => !items.is_empty() && items.iter().all(is_no_climb),
            None => is_no_climb(wanted),
        };
        let text = self.without_case(base);
        if !all {
            return;
        }
        let value = self.recall(st, text);
        if !value.taint.is_clean() && value.taint.labels().iter().all(Label::is_whole_segment) {
            self.clear_path(st, text, Self::concepts(ENDING), place);
        }
    }
}

/// The data that a library function takes from one of its arguments, as far as it is the last part of a path. Behind a
/// folder, one segment can be `..` and nothing longer, and that is a folder and no file.
pub(super) fn as_part_for(path: &str, is_last: bool, args: &Arguments, taint: Taint) -> Taint {
    if JOINING.contains(&path) {
        let is_known = is_last && args.star.is_none() && args.keywords.is_empty() && args.double_star.is_none();
        return if is_known { as_last_part(&taint) } else { no_last_part(&taint) };
    }
    if SAME_PLACE.contains(&path) { taint } else { no_last_part(&taint) }
}

/// The data on a text that stands behind the last slash of a path.
pub(super) fn as_last_part(taint: &Taint) -> Taint {
    if taint.is_clean() || !taint.labels().iter().all(Label::is_whole_segment) {
        return no_last_part(taint);
    }
    let part = Interp::concepts(&["part"]);
    taint.map(|label| Label { cleared: label.cleared.and(part), ..label.clone() })
}

/// The data on a path that may go on, or of which nobody knows where in it the data stands.
pub(super) fn no_last_part(taint: &Taint) -> Taint {
    taint.not_cleared(Interp::concepts(&["part"]))
}

/// Whether data that reaches a function is the name of a file in the folder that was meant, or of no file at all.
pub(super) fn names_a_file(label: &Label, callee: &str) -> bool {
    OPENERS.contains(&callee) && label.cleared.holds(Interp::concepts(&["part"]))
}

/// The data of a segment in a part of it: what its ending proved, or what was put behind it, is lost with the end. `...git`
/// ends with `.git`, and without that it is `..`.
pub(super) fn without_ending(taint: &Taint) -> Taint {
    let (slash, ending) = (Interp::concepts(&["slash"]), Interp::concepts(ENDING));
    let is_one = |label: &Label| {
        label.cleared != Concepts::ALL && label.cleared.holds(slash) && !label.cleared.common(ending).is_empty()
    };
    if !taint.labels().iter().any(is_one) {
        return taint.clone();
    }
    taint.map(|label| {
        if !is_one(label) {
            return label.clone();
        }
        let steps = std::iter::successors(label.trail.as_deref(), |step| step.before.as_deref());
        let proved = steps.fold(Concepts::NONE, |all, step| match step.happening {
            Happening::Cleared(concepts) => all.and(concepts),
            Happening::Guarded(concepts) if concepts != ending => all.and(concepts),
            _ => all,
        });
        Label { cleared: Concepts(label.cleared.0 & !(ending.0 & !proved.0)), ..label.clone() }
    })
}
