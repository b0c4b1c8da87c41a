//! Facts for the rules: calls and assignments with what is known of their arguments.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Kind, ObjId};
use crate::outcome::{Const, Fact, FactArgument, Place, View};
use crate::taint::{Happening, Label};
use crate::trace::Seen;
use crate::value::{Atom, Method, Value};
use stopple_libraries::concept::FACTS;
use stopple_syntax::hir::ExprId;

/// Methods that change the list, dict or set that they are called on.
pub(super) const CHANGING: &[&str] = &[
    "add",
    "append",
    "appendleft",
    "clear",
    "discard",
    "extend",
    "insert",
    "pop",
    "popitem",
    "popleft",
    "put",
    "put_nowait",
    "remove",
    "setdefault",
    "update",
];

impl Interp<'_> {
    /// What is known of a value, in plain data.
    pub fn view(&self, st: &State, value: &Value) -> View {
        self.view_at(st, value, 0, &mut Vec::new())
    }

    fn view_at(&self, st: &State, value: &Value, depth: u32, seen: &mut Vec<ObjId>) -> View {
        let mut view = View { prefix: value.prefix(), ..View::default() };
        if value.is_constant() {
            let constants = value.atoms().iter().filter_map(|atom| match atom {
                Atom::Const(constant) => Some(constant.clone()),
                _ => None,
            });
            view.constants = Some(constants.collect());
        }
        let taint = self.deep_taint(st, value);
        view.sources = sorted(taint.labels().iter().map(|label| label.origin.kind));
        view.reads = sorted(taint.labels().iter().flat_map(read_and_passed));
        view.path = value.one().and_then(|atom| self.path_of_atom(st, atom));
        if depth >= 3 {
            return view;
        }
        match value.one() {
            Some(Atom::Tuple(items)) => {
                view.entries = items
                    .iter()
                    .take(64)
                    .enumerate()
                    .map(|(at, item)| (at.to_string(), self.view_at(st, item, depth + 1, seen)))
                    .collect();
            }
            Some(Atom::Object(id) | Atom::Class(id)) if !seen.contains(id) => {
                seen.push(*id);
                let Some(object) = self.object(st, *id) else { return view };
                if matches!(object.kind, Kind::Module | Kind::Cells) {
                    return view;
                }
                for (at, item) in object.items.iter().flatten().take(64).enumerate() {
                    if !matches!(object.kind, Kind::Class(_)) {
                        view.entries.push((at.to_string(), self.view_at(st, item, depth + 1, seen)));
                    }
                }
                for (key, value) in &object.entries {
                    let name = match key {
                        Key::Str(text) => match text.strip_prefix('=').and_then(|number| number.parse::<u32>().ok()) {
                            Some(number) => format!("={}", self.program.names.text(stopple_program::Symbol(number))),
                            None => text.to_string(),
                        },
                        Key::Int(number) => number.to_string(),
                    };
                    view.entries.push((name, self.view_at(st, value, depth + 1, seen)));
                }
                for (name, value) in &object.attributes {
                    view.entries
                        .push((self.program.names.text(*name).to_owned(), self.view_at(st, value, depth + 1, seen)));
                }
                // A class has what its bases have.
                if let Kind::Class(_) = object.kind {
                    for ancestor in self.ancestors(st, *id).into_iter().skip(1) {
                        if let super::classes::Ancestor::Own(base) = ancestor {
                            for (name, value) in
                                self.object(st, base).map(|base| base.attributes.clone()).unwrap_or_default()
                            {
                                let name = self.program.names.text(name);
                                if !view.entries.iter().any(|(own, _)| own == name) {
                                    view.entries.push((name.to_owned(), self.view_at(st, &value, depth + 1, seen)));
                                }
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        view
    }

    /// The dotted name of a known thing.
    pub fn path_of_atom(&self, st: &State, atom: &Atom) -> Option<String> {
        match atom {
            Atom::Item(item) | Atom::Instance(item, _) => Some(self.catalog.item(*item).path.to_string()),
            Atom::Function(function) | Atom::Bound(_, Method::Function(function)) => {
                Some(self.program.scope_name(function.scope))
            }
            Atom::Bound(_, Method::Item(item)) => Some(self.catalog.item(*item).path.to_string()),
            Atom::Foreign(path) => Some(path.to_string()),
            Atom::Class(id) => match *self.object_kind(st, *id)? {
                Kind::Class(scope) => Some(self.program.scope_name(scope)),
                _ => None,
            },
            Atom::Object(id) => match *self.object_kind(st, *id)? {
                Kind::Library(item) => Some(self.catalog.item(item).path.to_string()),
                Kind::Instance(class) => self.path_of_atom(st, &Atom::Class(class)),
                Kind::List => Some("builtins.list".to_owned()),
                Kind::Dict => Some("builtins.dict".to_owned()),
                _ => None,
            },
            Atom::Const(Const::Str(_)) => Some("builtins.str".to_owned()),
            _ => None,
        }
    }

    /// Reports a call that a stub marks.
    #[allow(clippy::too_many_arguments, reason = "a fact holds all of it")]
    pub fn note_fact(
        &mut self,
        st: &State,
        name: &str,
        path: &str,
        receiver: Option<&Value>,
        bound: &[(String, Value, Place)],
        args: &Arguments,
        at: ExprId,
    ) {
        // What a framework makes on its own stands at no expression.
        if self.quiet > 0 || self.frames.len() <= 1 && !self.loads_modules {
            return;
        }
        if name == "assert-auth" && says_something_else(bound, args) {
            return;
        }
        let Some((name, _)) = FACTS.iter().find(|(word, _)| *word == name) else { return };
        let place = self.place_of(at);
        let mut arguments: Vec<FactArgument> = Vec::new();
        let mut number = 0;
        for (name, value, place) in bound {
            let mut name = name.clone();
            if arguments.iter().any(|argument| argument.name == name) {
                number += 1;
                name = format!("{name}{number}");
            }
            arguments.push(FactArgument { name, place: *place, view: self.view(st, value) });
        }
        // Keywords keep their own names, also those that a stub takes as `**kwargs`.
        for (keyword, value, expr) in &args.keywords {
            let name = self.program.names.text(*keyword).to_owned();
            if !arguments.iter().any(|argument| argument.name == name) {
                let place = expr.map_or(place, |expr| self.place_of(expr));
                arguments.push(FactArgument { name, place, view: self.view(st, value) });
            }
        }
        if let Some(double) = &args.double_star {
            arguments.push(FactArgument { name: "**".to_owned(), place, view: self.view(st, double) });
        }
        let receiver = receiver.map(|value| self.view(st, value)).unwrap_or_default();
        let fact = Fact { name, place, path: path.to_owned(), receiver, arguments, holder: self.frame().scope };
        self.push_fact(fact);
    }

    /// Reports an assignment to an attribute that a stub marks.
    #[allow(clippy::too_many_arguments, reason = "a fact holds all of it")]
    pub fn note_assignment(
        &mut self,
        st: &State,
        name: &str,
        path: &str,
        receiver: &Value,
        attribute: &str,
        value: &Value,
        at: ExprId,
    ) {
        if self.quiet > 0 {
            return;
        }
        let Some((name, _)) = FACTS.iter().find(|(word, _)| *word == name) else { return };
        let place = self.place_of(at);
        let key = FactArgument { name: "key".to_owned(), place, view: self.view(st, &Value::string(attribute)) };
        let argument = FactArgument { name: "value".to_owned(), place, view: self.view(st, value) };
        let receiver = self.view(st, receiver);
        let fact = Fact {
            name,
            place,
            path: path.to_owned(),
            receiver,
            arguments: vec![key, argument],
            holder: self.frame().scope,
        };
        self.push_fact(fact);
    }

    /// Notes that a container is changed which was there before the request, and will be after it.
    pub(super) fn note_shared_change(&mut self, st: &State, id: ObjId, at: ExprId) {
        // What the request made itself may be one of those that another round knows as shared.
        if self.quiet > 0 || self.loads_modules || !self.base.contains_key(&id) || st.heap.own(id).is_some() {
            return;
        }
        let Some((name, _)) = FACTS.iter().find(|(word, _)| *word == "shared-change") else { return };
        self.push_fact(Fact {
            name,
            place: self.place_of(at),
            path: String::new(),
            receiver: View::default(),
            arguments: Vec::new(),
            holder: self.frame().scope,
        });
    }

    /// A call that is run several times (in a loop, from several callers) is one fact; what its runs know is joined.
    pub(super) fn push_fact(&mut self, fact: Fact) {
        self.note(Seen::Fact(fact.name));
        match self
            .out
            .facts
            .iter_mut()
            .find(|own| own.place == fact.place && own.name == fact.name && own.path == fact.path)
        {
            None => self.out.facts.push(fact),
            Some(own) => merge(own, &fact),
        }
    }
}

/// Joins what two runs of one call know.
pub(crate) fn merge(own: &mut Fact, other: &Fact) {
    for argument in &other.arguments {
        match own.arguments.iter_mut().find(|known| known.name == argument.name) {
            None => own.arguments.push(argument.clone()),
            Some(known) => merge_view(&mut known.view, &argument.view),
        }
    }
    merge_view(&mut own.receiver, &other.receiver);
}

/// Whether a request ends with a status that refuses nobody for who he is: `abort(404)` says that there is no such thing.
fn says_something_else(bound: &[(String, Value, Place)], args: &Arguments) -> bool {
    let status = bound.first().map(|(_, value, _)| value).or_else(|| args.positional.first().map(|(value, _)| value));
    let is_other = |atom: &Atom| matches!(atom, Atom::Const(Const::Int(status)) if !matches!(status, 401 | 403 | 407));
    status.is_some_and(|status| !status.atoms().is_empty() && status.atoms().iter().all(is_other))
}

/// Where data was read, and where it was passed on: `form = request.form` says less of it than `digest_of(form["password"])`.
fn read_and_passed(label: &Label) -> impl Iterator<Item = Place> + '_ {
    let trail = std::iter::successors(label.trail.as_deref(), |step| step.before.as_deref());
    let passed = trail.filter(|step| matches!(step.happening, Happening::Passed(..))).map(|step| step.place);
    std::iter::once(label.origin.place).chain(passed)
}

/// Each thing once, in order.
fn sorted<T: Ord>(things: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = things.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn merge_view(own: &mut View, other: &View) {
    if own == other {
        return;
    }
    own.constants = match (own.constants.take(), &other.constants) {
        (Some(mut a), Some(b)) => {
            for constant in b {
                if !a.contains(constant) {
                    a.push(constant.clone());
                }
            }
            Some(a)
        }
        _ => None,
    };
    if own.path != other.path {
        own.path = None;
    }
    own.sources = sorted(own.sources.drain(..).chain(other.sources.iter().copied()));
    own.reads = sorted(own.reads.drain(..).chain(other.reads.iter().copied()));
    let shared: usize =
        own.prefix.chars().zip(other.prefix.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    own.prefix = own.prefix[..shared].into();
    for (name, view) in &other.entries {
        match own.entries.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => merge_view(known, view),
            None => own.entries.push((name.clone(), view.clone())),
        }
    }
}
