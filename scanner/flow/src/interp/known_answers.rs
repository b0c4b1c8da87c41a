//! Tests whose answer is known before they are asked: what was just made is not `None`, and no program of today runs on an
//! interpreter of long ago.

use super::{Interp, State};
use crate::heap::Kind;
use crate::outcome::Const;
use crate::value::{Atom, Value};
use stopple_syntax::hir::CompareOp;

/// What `sys.version_info` is held as.
pub(super) const VERSION: &str = "sys.version_info";

/// Every interpreter that a program is run on is at least this one.
const OLDEST: [i64; 2] = [3, 6];

impl Interp<'_> {
    /// Whether a value is something that the program itself made and that is surely not `None`.
    pub(super) fn is_never_none(&self, st: &State, value: &Value) -> bool {
        !value.atoms().is_empty()
            && value.atoms().iter().all(|atom| match atom {
                Atom::Function(_) | Atom::Class(_) | Atom::Item(_) | Atom::Tuple(_) => true,
                Atom::Object(id) => {
                    matches!(self.object_kind(st, *id), Some(Kind::List | Kind::Set | Kind::Dict | Kind::Partial))
                }
                _ => false,
            })
    }

    /// `sys.version_info < (3, 0)`
    pub(super) fn compare_version(&self, st: &State, op: CompareOp, left: &Value, right: &Value) -> Option<bool> {
        if !matches!(left.one(), Some(Atom::Foreign(path)) if &**path == VERSION) {
            return None;
        }
        let parts = self.known_items(st, right)?.iter().map(whole_number).collect::<Option<Vec<i64>>>()?;
        // The version has more parts than it is compared with, so it is greater than its own beginning.
        let is_past = parts.as_slice() <= OLDEST.as_slice();
        let is_future = parts.first().is_some_and(|major| *major > OLDEST[0]);
        match op {
            CompareOp::Lt | CompareOp::LtE => (is_past || is_future).then_some(is_future),
            CompareOp::Gt | CompareOp::GtE => (is_past || is_future).then_some(is_past),
            _ => None,
        }
    }
}

fn whole_number(value: &Value) -> Option<i64> {
    match value.constant() {
        Some(Const::Int(number)) => Some(*number),
        _ => None,
    }
}
