//! What a run looks at and meets, in order, so that of each call under way it is known what its result rests on.

use crate::heap::ObjId;
use crate::outcome::Place;
use rustc_hash::FxHashMap;
use stopple_program::{ScopeRef, Symbol};

/// Something that a run looked at or met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Seen {
    /// A shared object, as a whole.
    Object(ObjId),
    /// One attribute of a shared object, and the data on the object as a whole.
    Attribute(ObjId, Symbol),
    /// The data on a shared object as a whole.
    Data(ObjId),
    /// A shared object that was changed: what it is afterwards rests on all of it.
    Edited(ObjId),
    /// A function of the project that was run.
    Function(ScopeRef),
    /// A read of a source, with the function that reads.
    Source(ScopeRef, u16, Place),
    /// The method of the request, which is that of the entry point's route.
    Method,
    /// The parameters of the request's address, which are those of the entry point's route.
    Address,
    /// A fact of this name.
    Fact(&'static str),
}

impl Seen {
    /// The shared object that it is, or is a part of.
    pub const fn object(&self) -> Option<ObjId> {
        match self {
            Self::Object(id) | Self::Attribute(id, _) | Self::Data(id) | Self::Edited(id) => Some(*id),
            Self::Function(_) | Self::Source(..) | Self::Method | Self::Address | Self::Fact(_) => None,
        }
    }
}

/// Everything that was seen. A thing that is seen again while an inner call is under way stands there again.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    order: Vec<Seen>,
    last: FxHashMap<Seen, usize>,
    /// Where the innermost call under way began.
    floor: usize,
}

impl Trace {
    /// Notes a thing, unless the call under way has seen it.
    pub fn note(&mut self, seen: Seen) {
        let at = self.order.len();
        match self.last.entry(seen) {
            std::collections::hash_map::Entry::Occupied(mut entry) => {
                if *entry.get() >= self.floor {
                    return;
                }
                entry.insert(at);
            }
            std::collections::hash_map::Entry::Vacant(entry) => {
                entry.insert(at);
            }
        }
        self.order.push(seen);
    }

    /// A call begins; gives what [`Self::leave`] wants back.
    pub fn enter(&mut self) -> (usize, usize) {
        let outer = self.floor;
        self.floor = self.order.len();
        (outer, self.floor)
    }

    /// A call ends: the outer one goes on.
    pub const fn leave(&mut self, (outer, _): (usize, usize)) {
        self.floor = outer;
    }

    /// What was seen since a call began, each thing once.
    pub fn since(&self, (_, start): (usize, usize)) -> Vec<Seen> {
        // A thing stands twice if an inner call saw it after the outer one had.
        let mut found: Vec<Seen> = Vec::with_capacity(self.order.len() - start);
        for (at, seen) in self.order.iter().enumerate().skip(start) {
            if self.last.get(seen) == Some(&at) {
                found.push(*seen);
            }
        }
        found
    }

    /// The shared objects and the facts that were seen, each once.
    pub fn into_shared(self) -> Vec<Seen> {
        let last = self.last;
        let mut shared: Vec<Seen> = self
            .order
            .into_iter()
            .enumerate()
            .filter(|(at, seen)| {
                matches!(seen, Seen::Object(_) | Seen::Attribute(..) | Seen::Data(_) | Seen::Fact(_))
                    && last.get(seen) == Some(at)
            })
            .map(|(_, seen)| seen)
            .collect();
        shared.shrink_to_fit();
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(number: u64) -> Seen {
        Seen::Object(ObjId(number))
    }

    #[test]
    fn a_call_has_seen_what_its_inner_calls_saw_and_each_thing_once() {
        let mut trace = Trace::default();
        trace.note(object(1));
        let outer = trace.enter();
        trace.note(object(2));
        let inner = trace.enter();
        trace.note(object(1));
        trace.note(object(2));
        trace.note(object(2));
        assert_eq!(trace.since(inner), [object(1), object(2)]);
        trace.leave(inner);
        trace.note(object(3));
        trace.note(object(1));
        assert_eq!(trace.since(outer), [object(1), object(2), object(3)]);
        trace.leave(outer);
        trace.note(object(4));
        assert_eq!(trace.into_shared(), [object(1), object(2), object(3), object(4)]);
    }
}
