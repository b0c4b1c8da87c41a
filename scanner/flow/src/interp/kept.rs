//! What is kept under a key until another request reads it: the session, and stores beside the process.

use super::rows::harmful;
use super::{Interp, State};
use crate::heap::{Key, Kind};
use crate::outcome::{Fact, FactArgument, Place, View};
use crate::taint::Taint;
use crate::value::{Atom, Value};

/// Parameters of such calls that are no values.
const BESIDE: &[&str] = &["key", "time", "ex", "px", "nx", "xx"];

impl Interp<'_> {
    /// `session["next"] = request.args["next"]`, `queue.rpush("reports", data)`: the parts of a dictionary stand under the key
    /// and their own (`oauth.next`). The entries of an argument are the uses that its data can do harm in.
    pub(super) fn note_kept(&mut self, st: &State, fact: &str, given: &[(String, Value, Place)], place: Place) {
        if self.quiet > 0 || !matches!(fact, "key-set" | "session-set") {
            return;
        }
        let Some(((_, key, _), values)) = given.split_first() else { return };
        let key = key.prefix();
        if key.is_empty() {
            return;
        }
        let mut arguments = Vec::new();
        for (name, value, place) in values {
            if BESIDE.contains(&name.as_str()) {
                continue;
            }
            let parts = self.parts_kept(st, value);
            if parts.is_empty() {
                arguments.extend(argument(key.to_string(), &self.deep_taint(st, value), *place));
            }
            for (part, taint) in parts {
                arguments.extend(argument(format!("{key}.{part}"), &taint, *place));
            }
        }
        if arguments.is_empty() {
            return;
        }
        let path = if fact == "session-set" { "session" } else { "key" }.to_owned();
        let holder = self.frame().scope;
        self.push_fact(Fact { name: "kept", place, path, receiver: View::default(), arguments, holder });
    }

    /// The entries of a dictionary that is kept.
    fn parts_kept(&self, st: &State, value: &Value) -> Vec<(String, Taint)> {
        let Some(Atom::Object(id)) = value.one() else { return Vec::new() };
        let Some(object) = self.object(st, *id).filter(|object| matches!(object.kind, Kind::Dict)) else {
            return Vec::new();
        };
        let parts = object.entries.iter().filter_map(|(key, part)| match key {
            Key::Str(key) => Some((key.to_string(), self.deep_taint(st, part))),
            Key::Int(_) => None,
        });
        parts.collect()
    }
}

/// The argument of the fact, if there is a visitor's data in it that can do harm.
fn argument(name: String, taint: &Taint, place: Place) -> Option<FactArgument> {
    let uses = harmful(taint);
    if !taint.is_visitors() || uses.is_empty() {
        return None;
    }
    let reads = taint.labels().iter().map(|label| label.origin.place).collect();
    let entries = uses.iter().map(|word| ((*word).to_owned(), View::default())).collect();
    Some(FactArgument { name, place, view: View { entries, reads, ..View::default() } })
}
