//! Entry points: the functions that a framework calls, with what it passes to them.

use crate::heap::{Base, Kind, Obj, ObjId};
use crate::interp::{Held, Interp, Output, State};
use crate::outcome::Place;
use crate::registration::{Registration, RuleParameter, rule_parameters};
use crate::taint::{Label, Taint};
use crate::value::{Atom, Descriptor, Function, Method, Value};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use stopple_libraries::{Concepts, concept};
use stopple_program::{Program, ScopeRef, Symbol};
use stopple_syntax::hir::{ExprId, ParamKind, ScopeId, ScopeKind};

/// A function to be run from outside.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// What is called: with decorators around it.
    pub target: Option<Value>,
    /// The function that people call the view.
    pub scope: ScopeRef,
    /// The function that a decorator put in its place.
    pub wrapper: Option<ScopeRef>,
    /// Parameters of the address.
    pub parameters: Vec<RuleParameter>,
    /// The word of `Registers`; empty for a function that nobody calls.
    pub kind: String,
    /// The registrations that one run stands for, by number in the sorted list: many addresses may lead to one function.
    pub registrations: Vec<usize>,
    /// The HTTP methods that the handler's own name says (class views).
    pub method: Option<String>,
    /// The address is not known, so its parameters are not known either.
    pub rule_unknown: bool,
    /// The methods of its route, if it has no others.
    pub methods: Vec<String>,
    /// A decorator hands it what a visitor sends, parsed.
    pub is_given_input: bool,
    /// The fields of that, if they are known.
    pub fields: Vec<crate::interp::Field>,
    /// The operation that describes it, as in its registration.
    pub operation: Option<(usize, usize)>,
    /// The instance that the receiver of a request is like.
    pub like: Option<ObjId>,
    /// What the framework hands to it before the parameters of the address; of a thread all that it is started with.
    pub handed: Value,
}

impl Entry {
    /// A function that nobody is seen to call.
    pub fn standalone(scope: ScopeRef) -> Self {
        Self {
            target: None,
            scope,
            wrapper: None,
            parameters: Vec::new(),
            kind: String::new(),
            registrations: Vec::new(),
            method: None,
            rule_unknown: true,
            methods: Vec::new(),
            is_given_input: false,
            fields: Vec::new(),
            operation: None,
            like: None,
            handed: Value::bottom(),
        }
    }
}

const HTTP_METHODS: &[&str] = &["get", "post", "put", "delete", "patch", "head", "options", "dispatch_request"];

/// More words that a parameter of an address may be are not told apart.
const MOST_WORDS: usize = 8;

/// One entry for each function that is registered; for each method of a registered class.
pub(crate) fn handlers(program: &Program, base: &Base, first: &Output) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (number, registration) in crate::engine::sorted(&first.registrations).into_iter().enumerate() {
        if registration.kind == crate::interp::OVERLOAD {
            // It is called as the function that it stands beside.
            continue;
        }
        let parameters = registration.rule.as_deref().map(rule_parameters).unwrap_or_default();
        for atom in registration.target.atoms() {
            add_handler(program, base, registration, number, atom, &parameters, &mut entries);
        }
    }
    let wrapped: FxHashMap<_, _> = first.wrappers.iter().copied().collect();
    for entry in &mut entries {
        // A wrapper made by a decorator stands for the function that it wraps, also as a method or in a table of handlers.
        if let Some(Atom::Function(function) | Atom::Bound(_, Method::Function(function))) =
            entry.target.as_ref().and_then(Value::one)
            && entry.scope == function.scope
            && let Some(shown) = wrapped.get(&(function.scope, function.env))
        {
            entry.wrapper = Some(function.scope);
            entry.scope = *shown;
        }
        entry.is_given_input =
            first.decorations.iter().any(|(scope, word)| *scope == entry.scope && word == "parses-input");
        for (scope, fields) in &first.schemas {
            if *scope == entry.scope {
                entry.fields.extend(fields.iter().cloned());
            }
        }
    }
    runs_apart(entries)
}

/// The entries that are to be run: one for all registrations under which a function is handed the same.
fn runs_apart(entries: Vec<Entry>) -> Vec<Entry> {
    let mut apart: Vec<(Entry, Vec<usize>)> = Vec::with_capacity(entries.len());
    let mut of_function: FxHashMap<ScopeRef, Vec<usize>> = FxHashMap::default();
    for mut entry in entries {
        let registrations = std::mem::take(&mut entry.registrations);
        let known = of_function.entry(entry.scope).or_default();
        match known.iter().find(|at| apart[**at].0 == entry) {
            Some(at) => apart[*at].1.extend(registrations),
            None => {
                known.push(apart.len());
                apart.push((entry, registrations));
            }
        }
    }
    apart.into_iter().map(|(entry, registrations)| Entry { registrations, ..entry }).collect()
}

fn add_handler(
    program: &Program,
    base: &Base,
    registration: &Registration,
    number: usize,
    atom: &Atom,
    parameters: &[RuleParameter],
    entries: &mut Vec<Entry>,
) {
    let mut push = |target: Value, scope: ScopeRef, method: Option<String>| {
        let entry = Entry {
            target: Some(target),
            scope,
            wrapper: None,
            parameters: parameters.to_vec(),
            kind: match registration.kind.as_str() {
                "websocket-namespace" => "websocket".to_owned(),
                kind => kind.to_owned(),
            },
            registrations: vec![number],
            methods: match &method {
                Some(method) => vec![method.clone()],
                None if registration.kind == "route" => registration.methods.clone(),
                None => Vec::new(),
            },
            method,
            rule_unknown: registration.rule.is_none(),
            is_given_input: false,
            fields: Vec::new(),
            operation: registration.operation,
            like: None,
            handed: match registration.kind.as_str() {
                "route" | "background" => registration.subject.clone(),
                _ => Value::bottom(),
            },
        };
        entries.push(entry);
    };
    match atom {
        Atom::Class(id) if registration.kind == "websocket-namespace" => {
            for (_, function) in event_handlers(program, base, *id, 0) {
                let (scope, class) = (function.scope, Value::from(Atom::Class(*id)));
                push(Atom::Bound(Arc::new(class), Method::Function(function)).into(), scope, None);
            }
        }
        Atom::Function(function) | Atom::Bound(_, Method::Function(function)) => {
            // A wrapper made by a decorator stands for the function that it wraps.
            let scope = registration
                .decorated
                .filter(|scope| program.scope(*scope).kind == ScopeKind::Function)
                .unwrap_or(function.scope);
            push(atom.clone().into(), scope, None);
            if let Some(entry) = entries.last_mut().filter(|_| scope != function.scope) {
                entry.wrapper = Some(function.scope);
            }
        }
        Atom::Descriptor(Descriptor::Static | Descriptor::Class, inner) => {
            if let Some(atom) = inner.one() {
                add_handler(program, base, registration, number, atom, parameters, entries);
            }
        }
        Atom::Object(id) if registration.kind == "session-interface" => {
            let Some(Kind::Instance(class)) = base.get(id).map(|object| object.kind.clone()) else { return };
            let opens = program.names.get("open_session").and_then(|name| method_of(base, class, name, 0));
            if let Some(function) = opens {
                let (scope, receiver) = (function.scope, Value::from(Atom::Class(class)));
                push(Atom::Bound(Arc::new(receiver), Method::Function(function)).into(), scope, None);
                if let Some(entry) = entries.last_mut() {
                    entry.like = Some(*id);
                }
            }
        }
        Atom::Class(id) => {
            for name in HTTP_METHODS {
                let Some(symbol) = program.names.get(name) else { continue };
                if let Some(function) = method_of(base, *id, symbol, 0) {
                    let method = (*name != "dispatch_request").then(|| name.to_uppercase());
                    let instance = Atom::Class(*id);
                    let scope = function.scope;
                    push(Atom::Bound(Arc::new(instance.into()), Method::Function(function)).into(), scope, method);
                }
            }
        }
        Atom::Object(id) => {
            // An instance of a view class: what every request's own is like.
            if let Some(Kind::Instance(class)) = base.get(id).map(|object| object.kind.clone()) {
                let from = entries.len();
                add_handler(program, base, registration, number, &Atom::Class(class), parameters, entries);
                for entry in &mut entries[from..] {
                    entry.like = Some(*id);
                }
            }
        }
        _ => {}
    }
}

/// The methods of a class that answer messages of a websocket, by their names, with those of its bases.
fn event_handlers(program: &Program, base: &Base, class: ObjId, depth: u32) -> Vec<(Symbol, Arc<Function>)> {
    let Some(object) = base.get(&class).filter(|_| depth < 10) else { return Vec::new() };
    let mut found: Vec<(Symbol, Arc<Function>)> = Vec::new();
    for (name, value) in &object.attributes {
        if let (true, Some(Atom::Function(function))) = (program.names.text(*name).starts_with("on_"), value.one()) {
            found.push((*name, Arc::clone(function)));
        }
    }
    for parent in object.items.iter().flatten() {
        if let Some(Atom::Class(parent)) = parent.one() {
            for (name, function) in event_handlers(program, base, *parent, depth + 1) {
                if found.iter().all(|(own, _)| *own != name) {
                    found.push((name, function));
                }
            }
        }
    }
    found
}

/// A method of a class, looked up through its bases.
fn method_of(base: &Base, class: ObjId, name: Symbol, depth: u32) -> Option<Arc<Function>> {
    let object = base.get(&class)?;
    if let Some(value) = object.attribute(name) {
        return value.atoms().iter().find_map(|atom| match atom {
            Atom::Function(function) => Some(Arc::clone(function)),
            _ => None,
        });
    }
    if depth > 10 {
        return None;
    }
    object.items.iter().flatten().find_map(|parent| match parent.one() {
        Some(Atom::Class(parent)) => method_of(base, *parent, name, depth + 1),
        _ => None,
    })
}

/// Data of one segment of an address: Werkzeug matches what is decoded already, so it holds no slash.
pub(crate) fn segment(place: Place) -> Taint {
    let kind = concept::source_named("http-path").unwrap_or_default();
    let slash = Concepts::named("slash").unwrap_or_default();
    Taint::read(kind, place).map(|label| Label { cleared: slash, ..label.clone() })
}

impl Interp<'_> {
    /// Runs an entry point.
    pub fn run_entry(&mut self, st: &mut State, entry: &Entry) {
        match &entry.target {
            None => self.run_standalone(st, entry.scope),
            Some(target) => {
                self.methods.clone_from(&entry.methods);
                let routed = matches!(entry.kind.as_str(), "route" | "resource" | "class-view");
                self.address = (routed && !entry.rule_unknown).then(|| entry.parameters.clone());
                let at = ExprId(0);
                let module = ScopeRef { file: entry.scope.file, scope: ScopeId(0) };
                self.push_outer_frame(module);
                let (function, receiver) = match target.one() {
                    Some(Atom::Function(function)) => (Arc::clone(function), None),
                    Some(Atom::Bound(receiver, Method::Function(function))) => {
                        (Arc::clone(function), Some((**receiver).clone()))
                    }
                    _ => {
                        self.frames.pop();
                        return;
                    }
                };
                let responds = matches!(
                    entry.kind.as_str(),
                    "route" | "class-view" | "resource" | "error-handler" | "hook" | "response-hook"
                );
                if responds {
                    self.responds = Some((function.scope, self.answers_json(entry)));
                    self.wrapped = (entry.scope != function.scope).then_some(entry.scope);
                }
                let like = entry.like.and_then(|id| self.object_shared(st, id));
                let mut receiver = match receiver.as_ref().and_then(Value::one) {
                    Some(_) if let Some(like) = like => Some(self.allocate(st, 0, 0xc1a55, (*like).clone())),
                    Some(Atom::Class(class)) => Some(self.framework_instance(st, *class, at)),
                    Some(_) => receiver,
                    None => None,
                };
                if receiver.is_none()
                    && let Some(owner) = function.owner
                {
                    let takes_self = !self.program.scope(function.scope).params.is_empty()
                        && !self.is_static(st, owner, function.scope);
                    if takes_self {
                        receiver = Some(self.framework_instance(st, owner, at));
                    }
                }
                st.dead = false;
                let args = self.handler_arguments(st, entry, &function);
                match self.decorated_view(st, entry, &function, receiver.as_ref(), at) {
                    Some(view) => self.call(st, &view, args, at),
                    None => self.call_function(st, &function, receiver, args, at),
                };
                self.check_bodies_left(st);
                if responds {
                    self.handle_errors(st, at);
                }
                self.frames.pop();
            }
        }
    }

    /// What a view raises is handed to the handlers of its class.
    fn handle_errors(&mut self, st: &mut State, at: ExprId) {
        let registered = self.registered;
        let thrown = self.thrown(st);
        if registered.error_handlers.is_empty() {
            return;
        }
        // What a handler looks at and does is no fact of the view: it is run as a handler of its own too.
        let seen = std::mem::take(&mut *self.trace.borrow_mut());
        let reads = self.out.reads.len();
        for (class, handler) in &registered.error_handlers {
            let caught = self.caught_by(st, class, &thrown);
            if caught.is_bottom() {
                continue;
            }
            if let Some(Atom::Function(function)) = handler.one() {
                self.responds = Some((function.scope, self.responds.is_some_and(|(_, json)| json)));
                self.wrapped = None;
            }
            let mut aside = st.clone();
            aside.dead = false;
            self.call(&mut aside, handler, crate::interp::Arguments::of(vec![caught]), at);
            self.check_bodies_left(&aside);
        }
        *self.trace.borrow_mut() = seen;
        self.out.reads.truncate(reads);
    }

    /// Whether a method of a class takes no instance.
    fn is_static(&self, st: &State, owner: ObjId, method: ScopeRef) -> bool {
        let name = self.program.file(method.file).symbol(self.program.scope(method).name);
        let held = self.object(st, owner).and_then(|class| class.attribute(name));
        held.is_some_and(|held| held.atoms().iter().any(|atom| matches!(atom, Atom::Descriptor(Descriptor::Static, _))))
    }

    /// A method of a view class, with the decorators around it that the class lists: `decorators` of Flask's own views,
    /// `method_decorators` of resources.
    fn decorated_view(
        &mut self,
        st: &mut State,
        entry: &Entry,
        function: &Arc<Function>,
        receiver: Option<&Value>,
        at: ExprId,
    ) -> Option<Value> {
        let lowered = self.program.scope(function.scope);
        let name = self.program.names.text(self.program.file(function.scope.file).symbol(lowered.name));
        let is_view = entry.method.is_some() || entry.kind == "class-view" || name == "dispatch_request";
        let receiver = receiver.filter(|_| is_view)?;
        let mut view: Option<Value> = None;
        for name in ["decorators", "method_decorators"] {
            let Some(name) = self.program.names.get(name) else { continue };
            let listed = self.quietly(|own| own.attribute(st, receiver, name, at));
            for decorator in self.known_items(st, &listed).unwrap_or_default() {
                let inner = view.take().unwrap_or_else(|| {
                    Atom::Bound(Arc::new(receiver.clone()), Method::Function(Arc::clone(function))).into()
                });
                self.frame_mut().decorating = Some(entry.scope);
                view = Some(self.apply_decorator(st, &decorator, inner, at));
                self.frame_mut().decorating = None;
            }
        }
        view
    }

    /// What the converter of a parameter of an address makes of it; what a visitor wrote there is read at `place`.
    pub(crate) fn parameter(&mut self, st: &mut State, parameter: &RuleParameter, place: Place) -> Value {
        let path_kind = concept::source_named("http-path").unwrap_or_default();
        match parameter.converter.as_str() {
            "int" | "float" => self.number(Taint::CLEAN),
            // `<any(css, js):folder>` is one of the words that are listed.
            "any" if (1..=MOST_WORDS).contains(&parameter.words.len()) => {
                parameter.words.iter().fold(Value::bottom(), |all, word| all.joined(&Value::string(word)))
            }
            "uuid" | "any" => self.any_string(Taint::CLEAN),
            "string" => self.any_string(segment(place)),
            // It matches any number of segments, but begins with no slash.
            "path" => {
                let root = Concepts::named("root").unwrap_or_default();
                let sent = Taint::read(path_kind, place);
                self.any_string(sent.map(|label| Label { cleared: root, ..label.clone() }))
            }
            _ if let Some(made) = self.converted(st, parameter, place, ExprId(0)) => made,
            _ => self.any_string(Taint::read(path_kind, place)),
        }
    }

    /// What the framework passes to a handler: the parameters of the address, by name.
    fn handler_arguments(
        &mut self,
        st: &mut State,
        entry: &Entry,
        function: &Arc<Function>,
    ) -> crate::interp::Arguments {
        let mut args = crate::interp::Arguments::default();
        let program = self.program;
        let path_kind = concept::source_named("http-path").unwrap_or_default();
        let json_kind = concept::source_named("http-json").unwrap_or_default();
        // Places of parameters are those of the function that people see.
        let shown = program.scope(entry.scope);
        let place_of = |name: &str| {
            let file = program.file(entry.scope.file);
            let found = shown.params.iter().find(|param| &*file.hir().names[param.name.0 as usize] == name);
            Place { file: entry.scope.file, span: found.map_or(shown.name_span, |param| param.span) }
        };
        for parameter in &entry.parameters {
            let value = self.parameter(st, parameter, place_of(&parameter.name));
            if let Some(symbol) = program.names.get(&parameter.name) {
                args.keywords.push((symbol, value, None));
            }
        }
        self.add_given(st, entry, function, &mut args);
        if entry.kind == "response-hook"
            && let Some(class) = self.known.response
            && let Some(param) = program.scope(function.scope).params.get(usize::from(function.owner.is_some()))
        {
            // What the view answered, whatever that was.
            let response = self.allocate(st, 0, 0xa45e, Obj::new(Kind::Library(class)));
            args.keywords.push((program.file(function.scope.file).symbol(param.name), response, None));
        }
        if let Some(operation) = entry.operation {
            self.add_described(st, entry, operation, &mut args);
            return args;
        }
        if entry.kind == "background" {
            let items = self.known_items(st, &entry.handed).unwrap_or_default();
            args.positional.extend(items.into_iter().map(|item| (item, None)));
        } else if !entry.handed.is_bottom()
            && let Some(param) = program.scope(function.scope).params.get(usize::from(function.owner.is_some()))
        {
            let name = program.file(function.scope.file).symbol(param.name);
            if !args.keywords.iter().any(|(keyword, ..)| *keyword == name) {
                args.keywords.push((name, entry.handed.clone(), None));
            }
        }
        // A handler whose address is not known, or that gets parsed input, is given what a visitor sends.
        let parsed = entry.is_given_input;
        let routed = matches!(entry.kind.as_str(), "route" | "resource" | "class-view");
        if routed && (parsed || entry.rule_unknown) {
            let kind = if parsed { json_kind } else { path_kind };
            // A wrapper that hands on whatever it gets: the view that it wraps names the parameters.
            let own = &program.scope(function.scope).params;
            let hands_on = entry.scope != function.scope && own.iter().any(|param| param.kind == ParamKind::VarKeyword);
            let named = if hands_on { entry.scope } else { function.scope };
            for param in &program.scope(named).params {
                let name = program.file(named.file).symbol(param.name);
                let is_receiver = function.owner.is_some()
                    && program.scope(function.scope).params.first().is_some_and(|first| first.name == param.name);
                let given = args.keywords.iter().any(|(keyword, ..)| *keyword == name);
                if is_receiver
                    || given
                    || param.default.is_some()
                    || !matches!(param.kind, ParamKind::Normal | ParamKind::KeywordOnly)
                {
                    continue;
                }
                let place = Place { file: named.file, span: param.span };
                let taint = Taint::read(kind, place);
                let field = entry.fields.iter().find(|(own, _)| **own == *program.names.text(name));
                let value = match field {
                    Some((_, Held::Harmless)) => self.number(Taint::CLEAN),
                    Some(_) => Value::unknown_with(taint),
                    // The one parameter that is no field holds them all.
                    None if !entry.fields.is_empty() => self.loaded_by(st, &entry.fields, &taint, ExprId(0)),
                    None => Value::unknown_with(taint),
                };
                args.keywords.push((name, value, None));
            }
        }
        args
    }

    /// What a handler is given that is no view: a message, the request, the parameters of the address, an exception.
    fn add_given(
        &mut self,
        st: &mut State,
        entry: &Entry,
        function: &Arc<Function>,
        args: &mut crate::interp::Arguments,
    ) {
        if entry.kind == "resolver" {
            self.add_graphql_arguments(st, entry, function, args);
            return;
        }
        let kind = match entry.kind.as_str() {
            "websocket" => "websocket",
            "address-values" => "http-path",
            "error-handler" => "exception",
            "request-loader" | "session-interface" => "",
            _ => return,
        };
        let program = self.program;
        let file = program.file(function.scope.file);
        let params = program.scope(function.scope).params.iter().skip(usize::from(function.owner.is_some()));
        for (number, param) in params.enumerate() {
            if param.default.is_some() || !matches!(param.kind, ParamKind::Normal | ParamKind::PositionalOnly) {
                continue;
            }
            let place = Place { file: function.scope.file, span: param.span };
            let value = match (entry.kind.as_str(), concept::source_named(kind)) {
                ("request-loader", _) if number == 0 => match self.flask_request() {
                    Some(request) => request,
                    None => continue,
                },
                // `open_session(app, request)`
                ("session-interface", _) if number == 1 => match self.flask_request() {
                    Some(request) => request,
                    None => continue,
                },
                ("address-values", _) if number == 0 => self.any_string(Taint::CLEAN),
                ("error-handler", _) if number > 0 => continue,
                (_, Some(kind)) => Value::unknown_with(Taint::read(kind, place)),
                _ => continue,
            };
            args.keywords.push((file.symbol(param.name), value, None));
        }
    }
}
