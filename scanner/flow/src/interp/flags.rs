//! Where two ways meet, and flags: what a variable that branches leave differently says of the data in the other variables.
//!
//! After `if full.startswith(root): fine = True` with `else: fine = False`, a true `fine` says that the first way was
//! taken, and so all that is known of the data there. So does `inside = commonpath(...) == root` in a `try` whose handler
//! sets it to `False`.

use super::kept_tests::{MOST_VARIABLES, gained};
use super::{Interp, State};
use crate::guards::Path;
use crate::taint::{Origin, Taint};
use crate::value::{Atom, Implication, Value};
use std::sync::Arc;
use stopple_libraries::Concepts;
use stopple_syntax::hir::{ExprId, Variable};

/// What a flag says of more data is not kept.
const MOST_IMPLIED: usize = 32;

/// One of two ways that meet, as far as it matters for flags.
#[derive(Debug)]
struct Way {
    slots: Arc<Vec<Value>>,
    /// The data that variables hold, by number.
    held: Vec<(usize, Taint)>,
    checked: Vec<(Path, Concepts)>,
}

/// Two ways that leave some variables as flags, before they are joined.
#[derive(Debug)]
pub(super) struct Meeting {
    /// The flags, by number.
    flags: Vec<usize>,
    ways: [Way; 2],
}

impl Interp<'_> {
    /// Joins the other way into `st`.
    pub fn join_states(&self, st: &mut State, other: State) {
        if other.dead {
            return;
        }
        if st.dead {
            *st = other;
            return;
        }
        let meeting = if Arc::ptr_eq(&st.slots, &other.slots) { None } else { self.meeting(st, &other) };
        if !Arc::ptr_eq(&st.slots, &other.slots) {
            let slots = Arc::make_mut(&mut st.slots);
            if slots.len() < other.slots.len() {
                slots.resize(other.slots.len(), Value::bottom());
            }
            for (own, their) in slots.iter_mut().zip(other.slots.iter()) {
                if own != their {
                    own.join(their);
                }
            }
        }
        st.checked.retain(|(path, concepts)| other.checked.iter().any(|(other, own)| other == path && own == concepts));
        st.heap.join(&other.heap, &self.base);
        if let Some(meeting) = meeting {
            self.keep_flags(st, &meeting);
        }
    }

    pub(super) fn join_into(&self, slot: &mut Option<State>, other: &State) {
        if other.dead {
            return;
        }
        match slot {
            None => *slot = Some(other.clone()),
            Some(state) => self.join_states(state, other.clone()),
        }
    }

    /// Whether two ways leave some variable as a flag, and what they leave in the others then.
    pub(super) fn meeting(&self, st: &State, other: &State) -> Option<Meeting> {
        let pairs = st.slots.iter().zip(other.slots.iter()).enumerate();
        let differs = |own: &Value, their: &Value| self.is_flag(st, own) && self.is_flag(other, their) && own != their;
        let flags: Vec<usize> = pairs.filter(|(_, (own, their))| differs(own, their)).map(|(at, _)| at).collect();
        if flags.is_empty() {
            return None;
        }
        Some(Meeting { flags, ways: [self.way(st)?, self.way(other)?] })
    }

    /// A constant that is true or false, or the answer of a test.
    fn is_flag(&self, st: &State, value: &Value) -> bool {
        value.implies.is_some()
            || value.taint.is_clean()
                && value.atoms().iter().all(|atom| matches!(atom, Atom::Const(_)))
                && self.truth(st, value).is_some()
    }

    fn way(&self, st: &State) -> Option<Way> {
        let mut held = Vec::new();
        for (at, slot) in st.slots.iter().enumerate() {
            let data = self.held(st, slot);
            if !data.is_clean() {
                held.push((at, data));
            }
        }
        let is_watched = !(held.is_empty() && st.checked.is_empty()) && held.len() <= MOST_VARIABLES;
        is_watched.then(|| Way { slots: Arc::clone(&st.slots), held, checked: st.checked.clone() })
    }

    /// Keeps with the flags of the joined state what their truth says.
    pub(super) fn keep_flags(&self, st: &mut State, meeting: &Meeting) {
        let data: Vec<(usize, Taint)> = (0..st.slots.len())
            .map(|at| (at, self.held(st, &st.slots[at])))
            .filter(|(_, data)| !data.is_clean())
            .collect();
        for flag in &meeting.flags {
            let implied = self.implied_by(st, *flag, meeting, &data);
            if let Some(value) = Arc::make_mut(&mut st.slots).get_mut(*flag) {
                value.implies = (!implied.is_empty()).then(|| Arc::new(implied));
            }
        }
    }

    /// `error is None`, where `error` is a flag: as far as that says whether it is true, it says what its truth implies.
    pub(super) fn refine_by_flag(&mut self, st: &mut State, side: ExprId, at: ExprId) {
        let Some(path) = self.path_of(side) else { return };
        let value = self.peek(st, &path);
        if let (Some(implies), Some(truth)) = (value.implies.clone(), self.truth(st, &value)) {
            self.apply_implications(st, &implies, truth, at);
        }
    }

    /// A variable is given something else: what flags say of it is true no longer, even if the new value looks like the old
    /// one, as it does in the next round of a loop.
    pub(super) fn forget_flags(&self, st: &mut State, variable: Variable) {
        let Variable::Slot(slot) = variable else { return };
        if st.slots.iter().all(|value| value.implies.is_none()) {
            return;
        }
        let data = st.slots.get(slot as usize).map(|value| self.held(st, value)).unwrap_or_default();
        let is_of = |one: &Implication| match &one.path {
            Some(path) => path.root == variable,
            // What a normal form was made of has no name here.
            None => {
                let origin = |own: &Origin| data.labels().iter().any(|label| label.origin == *own);
                one.value.taint.labels().iter().any(|label| origin(&label.origin))
            }
        };
        let is_stale = |value: &Value| value.implies.as_ref().is_some_and(|implies| implies.iter().any(is_of));
        if !st.slots.iter().any(is_stale) {
            return;
        }
        for value in Arc::make_mut(&mut st.slots).iter_mut().filter(|value| is_stale(value)) {
            let left = value.implies.iter().flat_map(|implies| implies.iter()).filter(|one| !is_of(one));
            let left: Vec<Implication> = left.cloned().collect();
            value.implies = (!left.is_empty()).then(|| Arc::new(left));
        }
    }

    fn implied_by(&self, st: &State, flag: usize, meeting: &Meeting, data: &[(usize, Taint)]) -> Vec<Implication> {
        let truth_of = |way: &Way| way.slots.get(flag).and_then(|value| self.truth(st, value));
        let truths = meeting.ways.each_ref().map(truth_of);
        // What both ways say that may have been taken.
        let both = |truth: bool, says: &dyn Fn(&Way) -> Concepts| {
            let possible = meeting.ways.iter().zip(truths).filter(|(_, known)| *known != Some(!truth));
            possible.fold(Concepts::ALL, |all, (way, _)| all.common(says(way)))
        };
        let mut implied = Vec::new();
        for (at, held) in data.iter().filter(|(at, _)| *at != flag) {
            let says = |truth: bool| both(truth, &|way| way.says(flag, *at, held, truth));
            let (when_true, when_false) = (says(true), says(false));
            if when_true != when_false {
                let root = Variable::Slot(u32::try_from(*at).unwrap_or(u32::MAX));
                let path = Some(Path { root, steps: Vec::new() });
                let value = Value { implies: None, ..st.slots[*at].clone().with_taint(held.clone()) };
                implied.push(Implication { path, value, when_true, when_false, inside: None });
            }
        }
        // Reads that cannot be stored: `upload.filename`.
        let mut reads: Vec<&Path> = Vec::new();
        for (path, _) in meeting.ways.iter().flat_map(|way| &way.checked) {
            if !reads.contains(&path) {
                reads.push(path);
            }
        }
        for path in reads {
            let says = |truth: bool| both(truth, &|way| way.says_of_read(flag, path, truth));
            let (when_true, when_false) = (says(true), says(false));
            if when_true != when_false {
                let (path, value) = (Some(path.clone()), Value::bottom());
                implied.push(Implication { path, value, when_true, when_false, inside: None });
            }
        }
        // What was made of something was compared with a folder: true of one way, if the other one cannot have been taken.
        for (way, other) in [(0, 1), (1, 0)] {
            let own = meeting.ways[way].implications(flag).iter();
            let holds = own.filter(|one| one.inside.is_some_and(|truth| truths[other] == Some(!truth)));
            for one in holds {
                let one =
                    Implication { path: None, when_true: Concepts::NONE, when_false: Concepts::NONE, ..one.clone() };
                // Both ways may say it, and in a loop each round both would say it twice as often.
                if !implied.contains(&one) {
                    implied.push(one);
                }
            }
        }
        implied.truncate(MOST_IMPLIED);
        implied
    }
}

impl Way {
    fn implications(&self, flag: usize) -> &[Implication] {
        self.slots.get(flag).and_then(|value| value.implies.as_deref()).map_or(&[], Vec::as_slice)
    }

    /// For what the data `joined` in a variable is harmless if this way was taken and left a flag true, or false.
    fn says(&self, flag: usize, variable: usize, joined: &Taint, truth: bool) -> Concepts {
        let held = self.held.iter().find(|(at, _)| *at == variable).map_or(&Taint::CLEAN, |(_, held)| held);
        let is_meant = |one: &&Implication| match &one.path {
            Some(Path { root: Variable::Slot(slot), steps }) => {
                let now = self.slots.get(variable);
                *slot as usize == variable
                    && steps.is_empty()
                    && now.is_some_and(|now| now.atoms == one.value.atoms && *held == one.value.taint)
            }
            _ => false,
        };
        let implied = self.implications(flag).iter().filter(is_meant);
        implied.fold(gained(joined, held), |all, one| all.and(if truth { one.when_true } else { one.when_false }))
    }

    /// The same for a read that cannot be stored.
    fn says_of_read(&self, flag: usize, read: &Path, truth: bool) -> Concepts {
        let checked = self.checked.iter().find(|(path, _)| path == read);
        let implied = self
            .implications(flag)
            .iter()
            .filter(|one| one.value.is_bottom() && one.path.as_ref().is_some_and(|path| path == read));
        let known = checked.map_or(Concepts::NONE, |(_, concepts)| *concepts);
        implied.fold(known, |all, one| all.and(if truth { one.when_true } else { one.when_false }))
    }
}
