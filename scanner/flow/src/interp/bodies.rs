//! The body of a response that is made first and declared later: whether it is a page is known when it leaves.
//!
//! `make_response(text)` is HTML unless a line below says `response.mimetype = "text/csv"`. So the body and what it is
//! declared to be are kept on the response, and looked at when a handler returns it, or at the end if none is seen to.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Kind, ObjId};
use crate::outcome::{Const, Place};
use crate::value::{Atom, Value};
use stopple_libraries::ItemId;
use stopple_program::{FileId, ScopeRef};
use stopple_source::Span;
use stopple_syntax::hir::{Expr, ExprId, ScopeId};

/// Hidden entries of a response: no header or key is called so.
const BODY: &str = "=body";
const TYPE: &str = "=type";
const WHERE: &str = "=where";
const CALLEE: &str = "=callee";

/// Where a body was given: the argument, the call, and the function that holds it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub value: Value,
    pub sink: Place,
    pub call: Place,
    pub callee: String,
    pub parameter: String,
}

impl Interp<'_> {
    /// Whether a library class is a response: it has a body and says of what type it is.
    pub(super) fn is_response_class(&self, item: ItemId) -> bool {
        ["mimetype", "headers", "set_data"].iter().all(|name| self.catalog.member(item, name).is_some())
    }

    /// The response that a value is.
    pub(super) fn response_of(&self, st: &State, value: &Value) -> Option<ObjId> {
        let Atom::Object(id) = value.one()? else { return None };
        let is_response = match *self.object_kind(st, *id)? {
            Kind::Library(item) => self.is_response_class(item),
            Kind::Instance(class) => self
                .ancestors(st, class)
                .iter()
                .any(|one| matches!(one, super::classes::Ancestor::Library(item) if self.is_response_class(*item))),
            _ => false,
        };
        is_response.then_some(*id)
    }

    /// The responses among the alternatives of a value, and the others.
    pub(super) fn responses_among(&self, st: &State, value: &Value) -> (Value, Value) {
        let (mut same, mut rest) = (Value::bottom(), Value::bottom());
        for atom in value.atoms() {
            let is_response = self.response_of(st, &atom.clone().into()).is_some();
            if is_response { same.add(atom) } else { rest.add(atom) }
        }
        if !rest.is_bottom() {
            rest = Value { atoms: rest.atoms, ..value.clone() };
        }
        (same, rest)
    }

    /// Keeps the body that a response is given, until it leaves; `false` if it must be judged at once.
    pub(super) fn keep_body(&mut self, st: &mut State, response: &Value, given: &Given) -> bool {
        // A response that all requests share leaves through many doors.
        if self.loads_modules || self.quiet > 0 {
            return false;
        }
        let Some(id) = self.response_of(st, response) else { return false };
        if self.base.contains_key(&id) {
            return false;
        }
        let taint = self.deep_taint(st, &given.value);
        if taint.is_clean() || !self.becomes_html(st, &given.value) {
            if let Some(object) = self.edit(st, id) {
                object.entries.retain(|(key, _)| *key != Key::Str(BODY.into()));
            }
            return true;
        }
        let declared = self.object(st, id).and_then(|object| object.entry(&Key::Str(TYPE.into())).cloned());
        let declared = declared.unwrap_or_else(|| self.default_type(st, id));
        let body = Value { text: given.value.text.clone(), ..Value::unknown_with(taint) };
        let scope = self.frame().scope;
        let number = |number: u32| Value::from(Const::Int(i64::from(number)));
        let places: Vec<Value> = [
            given.sink.file.0,
            given.sink.span.start,
            given.sink.span.end,
            given.call.file.0,
            given.call.span.start,
            given.call.span.end,
            scope.file.0,
            scope.scope.0,
        ]
        .into_iter()
        .map(number)
        .collect();
        let callee = Atom::Tuple(vec![Value::string(&given.callee), Value::string(&given.parameter)].into());
        let Some(object) = self.edit(st, id) else { return false };
        object.set_entry(Key::Str(TYPE.into()), declared);
        object.set_entry(Key::Str(BODY.into()), body);
        object.set_entry(Key::Str(WHERE.into()), Atom::Tuple(places.into()).into());
        object.set_entry(Key::Str(CALLEE.into()), callee.into());
        true
    }

    /// What a response is when nobody says: HTML, or what its class names.
    fn default_type(&mut self, st: &State, id: ObjId) -> Value {
        let class = match self.object_kind(st, id) {
            Some(Kind::Instance(class)) => *class,
            _ => return Value::string("text/html"),
        };
        for one in self.ancestors(st, class) {
            let super::classes::Ancestor::Own(own) = one else { continue };
            for name in ["default_mimetype", "mimetype", "content_type"] {
                let Some(symbol) = self.program.names.get(name) else { continue };
                let found = self.object_attribute(st, own, symbol).cloned();
                if let Some(found) = found.filter(|value| value.as_str().is_some()) {
                    return found;
                }
            }
        }
        Value::string("text/html")
    }

    /// A response is made without a body; what it is declared to be holds for the body that it is given later.
    pub(super) fn declare_made(&mut self, st: &mut State, path: &str, response: Option<&Value>, args: &Arguments) {
        let Some(response) = response.filter(|_| path.ends_with("Response.__init__")) else { return };
        let said = |name: &str| self.program.names.get(name).and_then(|name| args.get(usize::MAX, Some(name)));
        if let Some(declared) = said("content_type").or_else(|| said("mimetype")).cloned() {
            self.declare_type(st, response, &declared);
        } else if said("headers").is_some_and(|headers| self.says_not_html(st, headers)) {
            self.declare_type(st, response, &Value::string("text/plain"));
        }
    }

    /// A response is declared to be of a type.
    pub(super) fn declare_type(&mut self, st: &mut State, response: &Value, declared: &Value) {
        // Of several alternatives it is the one that leaves that is declared so.
        for atom in response.atoms() {
            let Atom::Object(id) = atom else { continue };
            if self.base.contains_key(id) || self.response_of(st, &Value::from(atom.clone())).is_none() {
                continue;
            }
            let declared = match declared.is_constant() {
                true => declared.clone(),
                false if super::response::is_never_html(declared) => Value::string("application/octet-stream"),
                false => Value::string("text/html"),
            };
            if let Some(object) = self.edit(st, *id) {
                let key = Key::Str(TYPE.into());
                object.set_entry(key, declared.with_taint(crate::taint::Taint::CLEAN));
            }
        }
    }

    /// `response.headers["Content-Type"] = declared`, where `headers` is the expression before the brackets.
    pub(super) fn declare_by_header(&mut self, st: &mut State, headers: ExprId, name: &Value, declared: &Value) {
        let Expr::Attribute { base, name: attribute, .. } = self.hir().exprs[headers.0 as usize] else { return };
        if self.program.names.text(self.symbol(attribute)) != "headers" {
            return;
        }
        if !name.as_str().is_some_and(|name| name.eq_ignore_ascii_case("content-type")) {
            return;
        }
        let response = match self.path_of(base) {
            Some(path) => self.peek(st, &path),
            None => self.recall(st, base),
        };
        self.declare_type(st, &response, declared);
    }

    /// `response.headers.set("Content-Type", declared)`, `.update({"Content-Type": declared})` and their kind.
    pub(super) fn declare_by_call(&mut self, st: &mut State, callee: ExprId, args: &Arguments) {
        let Expr::Attribute { base, name, .. } = self.hir().exprs[callee.0 as usize] else { return };
        match self.program.names.text(self.symbol(name)) {
            "set" | "add" | "add_header" | "setdefault" | "__setitem__" => {
                if let (Some(name), Some(declared)) = (args.get(0, None).cloned(), args.get(1, None).cloned()) {
                    self.declare_by_header(st, base, &name, &declared);
                }
            }
            "update" | "extend" => {
                for value in args.positional.iter().map(|(value, _)| value.clone()) {
                    let Some(Atom::Object(id)) = value.one() else { continue };
                    let entries = self.object(st, *id).map(|object| object.entries.clone()).unwrap_or_default();
                    for (key, declared) in entries {
                        let name = super::expr::key_value(&key);
                        self.declare_by_header(st, base, &name, &declared);
                    }
                }
            }
            _ => {}
        }
    }

    /// A response leaves: its body is a page unless it was declared to be something else.
    pub(super) fn check_body(&mut self, st: &State, id: ObjId) {
        let Some(object) = self.object_shared(st, id) else { return };
        let entry = |name: &str| object.entry(&Key::Str(name.into()));
        let (Some(body), Some(declared), Some(places)) = (entry(BODY), entry(TYPE), entry(WHERE)) else { return };
        self.left.insert(id);
        let may_be_page = declared.atoms().iter().any(|atom| match atom {
            Atom::Const(Const::Str(kind)) => super::response::is_html(kind),
            _ => true,
        });
        if !may_be_page || self.quiet > 0 {
            return;
        }
        let Some(Atom::Tuple(numbers)) = places.one() else { return };
        let first = |value: &Value| match value.atoms().first() {
            Some(Atom::Const(Const::Int(number))) => u32::try_from(*number).unwrap_or(0),
            _ => 0,
        };
        let numbers: Vec<u32> = numbers.iter().map(first).collect();
        let [file, start, end, call_file, call_start, call_end, scope_file, scope] = numbers[..] else { return };
        let place = |file: u32, start: u32, end: u32| Place { file: FileId(file), span: Span { start, end } };
        let text = |value: &Value| match value.atoms().first() {
            Some(Atom::Const(Const::Str(text))) => text.to_string(),
            _ => String::new(),
        };
        let (callee, parameter) = match entry(CALLEE).and_then(Value::one) {
            Some(Atom::Tuple(words)) if words.len() == 2 => (text(&words[0]), text(&words[1])),
            _ => (String::new(), String::new()),
        };
        let (sink, call) = (place(file, start, end), place(call_file, call_start, call_end));
        let in_function = ScopeRef { file: FileId(scope_file), scope: ScopeId(scope) };
        let holder = self.holder.replace(in_function);
        self.check_sink(st, Self::concepts(&["html"]), body, sink, call, &callee, &parameter);
        self.holder = holder;
    }

    /// At the end of an entry point: responses that nobody saw leaving may have left all the same.
    pub fn check_bodies_left(&mut self, st: &State) {
        for (id, object) in st.heap.changed() {
            if object.entry(&Key::Str(BODY.into())).is_some() && !self.left.contains(&id) {
                self.check_body(st, id);
            }
        }
    }

    /// A way ends here (`abort(response)`, `raise`): responses that are handed over leave.
    pub(super) fn check_bodies_of(&mut self, st: &State, value: &Value) {
        let mut ids = Vec::new();
        crate::heap::objects_of(value, &mut ids);
        let mut inner = Vec::new();
        for id in &ids {
            if let Some(object) = self.object(st, *id) {
                object.entries.iter().for_each(|(_, value)| crate::heap::objects_of(value, &mut inner));
                object.attributes.iter().for_each(|(_, value)| crate::heap::objects_of(value, &mut inner));
            }
        }
        for id in ids.into_iter().chain(inner) {
            self.check_body(st, id);
        }
    }
}
