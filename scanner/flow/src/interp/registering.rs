//! Registrations: functions that are handed to a framework, and decorators.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, ObjId};
use crate::outcome::Place;
use crate::registration::{CONVERTER, Registration};
use crate::value::{Atom, Descriptor, Method, Value};
use std::sync::Arc;
use stopple_libraries::ItemId;
use stopple_libraries::model::{ItemKind, Note};
use stopple_program::Symbol;
use stopple_syntax::hir::{Constant, Expr, ExprId, Variable};

impl Interp<'_> {
    /// The name that a blueprint is given first: it stands before its endpoints.
    pub(super) fn remember_name(&mut self, st: &mut State, item: ItemId, instance: &Value, args: &Arguments) {
        if let Some(name) = args.get(0, None).filter(|name| name.as_str().is_some())
            && self.catalog.item(item).path.ends_with(".Blueprint")
            && let Some(Atom::Object(id)) = instance.one()
            && let Some(object) = self.edit(st, *id)
        {
            object.set_entry(Key::Str("=0th".into()), name.clone());
        }
    }

    /// What a library hands to its views before the parameters of their addresses: a websocket.
    fn handed_by(&self, st: &State, receiver: Option<&Value>) -> Value {
        let class = receiver.and_then(|receiver| self.item_of(st, receiver));
        match (self.known.socket_routes, self.known.socket) {
            (Some(routes), Some(socket)) if class == Some(routes) => Atom::Instance(socket, Arc::from([])).into(),
            _ => Value::bottom(),
        }
    }

    /// Describes a registration by the arguments of the call that makes it.
    pub(super) fn registration(
        &mut self,
        st: &State,
        kind: &str,
        args: &Arguments,
        receiver: Option<&Value>,
        place: Place,
    ) -> Registration {
        let program = self.program;
        let by_name = |name: &str| {
            let name = program.names.get(name)?;
            args.keywords.iter().find(|(keyword, ..)| *keyword == name).map(|(_, value, _)| value.clone())
        };
        let text = |value: Option<Value>| value.and_then(|value| value.as_str().map(ToString::to_string));
        // `app.template_filter("markdown")`, `app.add_template_global(icon, "icon")`: templates know it by that name.
        let word = kind.starts_with("template-").then(|| args.positional.iter().find_map(|(value, _)| value.as_str()));
        let word = word.flatten().map(ToString::to_string).or_else(|| text(by_name("name")));
        let first_string = args
            .positional
            .iter()
            .find_map(|(value, _)| value.as_str().map(ToString::to_string).filter(|text| text.starts_with('/')));
        Registration {
            kind: kind.to_owned(),
            target: Value::bottom(),
            decorated: self.frame().decorating,
            rule: text(by_name("rule")).or_else(|| text(by_name("url"))).or(first_string),
            methods: Vec::new(),
            endpoint: if kind.starts_with("template-") { word } else { text(by_name("endpoint")) },
            owner: receiver.cloned().unwrap_or_default(),
            place,
            by_name: self.by_name,
            subject: match kind {
                "error-handler" => args.positional.first().map(|(value, _)| value.clone()).unwrap_or_default(),
                "route" => self.handed_by(st, receiver),
                // `Thread(target=work, args=(client,))`
                "background" => by_name("args").unwrap_or_default(),
                _ => Value::bottom(),
            },
            operation: None,
        }
    }

    /// The name that `View.as_view("name")` gives to a view.
    fn named_by_as_view(&self, at: ExprId) -> Option<String> {
        let file = self.hir();
        let Expr::Call { callee, arguments } = file.exprs[at.0 as usize] else { return None };
        let Expr::Attribute { name, .. } = file.exprs[callee.0 as usize] else { return None };
        let first = self.argument_expr(arguments, 0, "name").filter(|_| &*file.names[name.0 as usize] == "as_view")?;
        match file.exprs[first.0 as usize] {
            Expr::Constant(Constant::Str(text)) => Some(file.strings[text.0 as usize].to_string()),
            _ => None,
        }
    }

    pub(super) fn register_argument(
        &mut self,
        st: &mut State,
        kind: &str,
        value: &Value,
        args: &Arguments,
        receiver: Option<&Value>,
        at: ExprId,
    ) {
        let mut registration = self.registration(st, kind, args, receiver, self.place_of(at));
        registration.methods = self.methods_of(st, args);
        if registration.endpoint.is_none() && kind == "route" {
            // `add_url_rule("/x", "endpoint", view)`, `add_url_rule("/x", view_func=View.as_view("endpoint"))`
            let second = args.positional.get(1).and_then(|(value, _)| value.as_str().map(ToString::to_string));
            let exprs =
                args.positional.iter().map(|(_, expr)| *expr).chain(args.keywords.iter().map(|(.., expr)| *expr));
            registration.endpoint = second.or_else(|| exprs.flatten().find_map(|expr| self.named_by_as_view(expr)));
        }
        let callable = value
            .atoms()
            .iter()
            .any(|atom| matches!(atom, Atom::Function(_) | Atom::Class(_) | Atom::Bound(..) | Atom::Object(_)));
        if !callable {
            return;
        }
        let value = self.with_class_arguments(st, value.clone(), args, at);
        if kind == "resource" {
            for more in self.more_rules(&registration, args) {
                self.register(st, &more, value.clone());
            }
        }
        self.register(st, &registration, value);
    }

    /// The HTTP methods that `methods=` names.
    pub fn methods_of(&self, st: &State, args: &Arguments) -> Vec<String> {
        let Some(name) = self.program.names.get("methods") else { return Vec::new() };
        let Some((_, value, _)) = args.keywords.iter().find(|(keyword, ..)| *keyword == name) else {
            return Vec::new();
        };
        let mut methods: Vec<String> = match self.known_items(st, value) {
            Some(items) => items.iter().filter_map(|item| item.as_str().map(|text| text.to_uppercase())).collect(),
            None => Vec::new(),
        };
        methods.sort();
        methods.dedup();
        methods
    }

    /// Remembers that a framework calls a function.
    pub fn register(&mut self, st: &mut State, template: &Registration, target: Value) {
        if self.quiet > 0 {
            return;
        }
        let mut registration = template.clone();
        registration.target = target;
        registration.decorated = self.frames.iter().rev().find_map(|frame| frame.decorating);
        if registration.kind == "receiver" {
            self.connect(st, &registration);
            return;
        }
        if !self.out.registrations.contains(&registration) {
            self.out.registrations.push(registration);
        }
    }

    /// `app.jinja_env.filters["money"] = money`, `app.jinja_env.globals.update(icon=icon)`.
    pub(super) fn note_template_word(
        &mut self,
        st: &mut State,
        holder: ExprId,
        name: &str,
        value: &Value,
        place: Place,
    ) {
        let Some(kind) = self.template_words_in(holder) else { return };
        let is_usable = |atom: &Atom| matches!(atom, Atom::Function(_) | Atom::Bound(_, Method::Function(_)));
        let is_class = |atom: &Atom| matches!(atom, Atom::Class(_));
        // A class that templates know makes its instances where it is called.
        let takes_classes = matches!(kind, "template-global" | CONVERTER);
        if !value.atoms().iter().any(|atom| is_usable(atom) || takes_classes && is_class(atom)) {
            return;
        }
        let mut registration = self.registration(st, kind, &Arguments::default(), None, place);
        registration.endpoint = Some(name.to_owned());
        self.register(st, &registration, value.clone());
    }

    /// `app.jinja_env.globals.update(icon=icon)`.
    pub(super) fn note_template_words(&mut self, st: &mut State, holder: ExprId, args: &Arguments, at: ExprId) {
        if self.template_words_in(holder).is_none() {
            return;
        }
        let program = self.program;
        let by_name =
            args.keywords.iter().map(|(name, value, _)| (program.names.text(*name).to_owned(), value.clone()));
        let mut words: Vec<(String, Value)> = by_name.collect();
        if let Some(Atom::Object(id)) = args.positional.first().and_then(|(value, _)| value.one())
            && let Some(dict) = self.object(st, *id)
        {
            words.extend(dict.entries.iter().filter_map(|(key, value)| match key {
                Key::Str(name) => Some((name.to_string(), value.clone())),
                _ => None,
            }));
        }
        for (name, value) in words {
            self.note_template_word(st, holder, &name, &value, self.place_of(at));
        }
    }

    /// What an expression such as `app.jinja_env.filters` holds, if it is one.
    pub(super) fn template_words_in(&self, holder: ExprId) -> Option<&'static str> {
        let file = self.hir();
        let named = |at: ExprId| match file.exprs[at.0 as usize] {
            Expr::Attribute { base, name, .. } => Some((base, &*file.names[name.0 as usize])),
            _ => None,
        };
        let (environment, kind) = match named(holder)? {
            (environment, "filters") => (environment, "template-filter"),
            (environment, "globals") => (environment, "template-global"),
            (map, "converters") if named(map).is_some_and(|(_, name)| name == "url_map") => return Some(CONVERTER),
            _ => return None,
        };
        let name = match file.exprs[environment.0 as usize] {
            Expr::Attribute { name, .. } | Expr::Var(Variable::Global(name)) => &*file.names[name.0 as usize],
            // `def register(jinja_env): jinja_env.filters["money"] = money`
            Expr::Var(Variable::Slot(slot)) => {
                let local = self.program.scope(self.frame().scope).slots.get(slot as usize)?;
                &*file.names[local.0 as usize]
            }
            _ => return None,
        };
        matches!(name, "jinja_env" | "env" | "environment").then_some(kind)
    }

    /// Applies a decorator to what it decorates.
    pub fn apply_decorator(&mut self, st: &mut State, decorator: &Value, value: Value, at: ExprId) -> Value {
        let catalog = self.catalog;
        let mut result = Value::bottom();
        for atom in decorator.atoms() {
            let applied: Value = match atom {
                Atom::Registrar(registration) => {
                    let registration = Arc::clone(registration);
                    self.register(st, &registration, value.clone());
                    value.clone()
                }
                Atom::Item(item) => {
                    let path = catalog.item(catalog.resolve(*item)).path.to_string();
                    if let Some(kind) = descriptor_of(&path) {
                        Atom::Descriptor(kind, Arc::new(value.clone())).into()
                    } else {
                        self.note_item_decorator(st, *item, &value, None, at);
                        value.clone()
                    }
                }
                Atom::Bound(receiver, Method::Item(item)) => {
                    let receiver = (**receiver).clone();
                    self.note_item_decorator(st, *item, &value, Some(receiver), at);
                    value.clone()
                }
                Atom::Descriptor(Descriptor::Setter, inner) => {
                    let reads = match inner.one() {
                        Some(Atom::Tuple(parts)) => parts.first().cloned().unwrap_or_default(),
                        _ => (**inner).clone(),
                    };
                    let both: Value = Atom::Tuple(vec![reads, value.clone()].into()).into();
                    Atom::Descriptor(Descriptor::Property, Arc::new(both)).into()
                }
                Atom::Descriptor(..) => atom.clone().into(),
                Atom::Function(_) | Atom::Bound(_, Method::Function(_)) | Atom::Class(_) => {
                    let mut aside = st.clone();
                    let wrapped = self.call_values(&mut aside, &atom.clone().into(), vec![value.clone()], at);
                    if aside.dead {
                        value.clone()
                    } else {
                        *st = aside;
                        let usable = wrapped.atoms().iter().any(|atom| {
                            matches!(
                                atom,
                                Atom::Function(_)
                                    | Atom::Class(_)
                                    | Atom::Bound(..)
                                    | Atom::Object(_)
                                    | Atom::Descriptor(..)
                            )
                        });
                        if usable { wrapped } else { value.clone() }
                    }
                }
                Atom::Bound(_, Method::Unknown(name)) => {
                    self.register_by_name(st, *name, decorator, &value, at);
                    value.clone()
                }
                _ => value.clone(),
            };
            result.join(&applied);
        }
        if result.is_bottom() { value } else { result }
    }

    /// A decorator of a library without arguments: `@login_required`, `@app.before_request`, `@functools.wraps`.
    pub(super) fn note_item_decorator(
        &mut self,
        st: &mut State,
        item: ItemId,
        value: &Value,
        receiver: Option<Value>,
        at: ExprId,
    ) {
        let catalog = self.catalog;
        let item = catalog.resolve(item);
        let place = self.place_of(at);
        match &catalog.item(item).kind {
            ItemKind::Function(function) => {
                let function = function.clone();
                for note in function
                    .returns
                    .notes
                    .iter()
                    .chain(function.params.iter().flat_map(|param| param.typed.notes.iter()))
                {
                    match note {
                        Note::Decorates(word) => {
                            if let Some(scope) = self.frame().decorating {
                                self.out.decorations.push((scope, word.to_string()));
                            }
                        }
                        Note::Registers(kind) => {
                            let registration =
                                self.registration(st, kind, &Arguments::default(), receiver.as_ref(), place);
                            self.register(st, &registration, value.clone());
                        }
                        Note::Fact(fact) => {
                            let path = catalog.item(item).path.clone();
                            self.note_fact(st, fact, &path, receiver.as_ref(), &[], &Arguments::default(), at);
                        }
                        _ => {}
                    }
                }
            }
            ItemKind::Class(_) => {}
            _ => {}
        }
    }

    /// `@something.route("/x")` where nothing is known of `something`.
    pub(super) fn register_by_name(
        &mut self,
        st: &mut State,
        name: Symbol,
        _decorator: &Value,
        value: &Value,
        at: ExprId,
    ) {
        let text = self.program.names.text(name).to_owned();
        let kind = match text.as_str() {
            "before_request" | "after_request" | "before_app_request" | "teardown_request" => "hook",
            _ => return,
        };
        let place = self.place_of(at);
        let mut registration = self.registration(st, kind, &Arguments::default(), None, place);
        registration.by_name = true;
        self.register(st, &registration, value.clone());
    }

    /// A class whose methods a framework calls; if the framework makes its instances with arguments, one that is made so,
    /// of which every request gets a copy.
    pub(super) fn view_class(&mut self, st: &mut State, class: ObjId, given: Arguments, at: ExprId) -> Value {
        if given.all().next().is_none() { Atom::Class(class).into() } else { self.instantiate(st, class, given, at) }
    }

    /// `resource_class_args=`, `resource_class_kwargs=`: what a resource is made with.
    fn with_class_arguments(&mut self, st: &mut State, value: Value, args: &Arguments, at: ExprId) -> Value {
        let Some(Atom::Class(class)) = value.one() else { return value };
        let class = *class;
        let told = |own: &Self, name: &str| {
            let name = own.program.names.get(name)?;
            args.keywords.iter().find(|(keyword, ..)| *keyword == name).map(|(_, value, _)| value.clone())
        };
        let mut given = Arguments::default();
        if let Some(listed) = told(self, "resource_class_args") {
            given = Arguments::of(self.known_items(st, &listed).unwrap_or_default());
        }
        if let Some(named) = told(self, "resource_class_kwargs")
            && let Some(Atom::Object(id)) = named.one()
            && let Some(dict) = self.object_shared(st, *id)
        {
            given.keywords = dict
                .entries
                .iter()
                .filter_map(|(key, value)| match key {
                    Key::Str(name) => Some((self.program.names.get(name)?, value.clone(), None)),
                    _ => None,
                })
                .collect();
        }
        self.view_class(st, class, given, at)
    }

    /// The addresses after the first under which something is registered: `api.add_resource(Pet, "/pets", "/pets/<name>")`.
    pub(super) fn more_rules(&self, registration: &Registration, args: &Arguments) -> Vec<Registration> {
        let texts = args.positional.iter().filter_map(|(value, _)| value.as_str());
        let rules = texts.filter(|text| text.starts_with('/') && registration.rule.as_deref() != Some(&***text));
        rules.map(|rule| Registration { rule: Some(rule.to_string()), ..registration.clone() }).collect()
    }

    /// The objects of a class of the project, by hash: for instances that a framework makes.
    pub fn framework_instance(&mut self, st: &mut State, class: ObjId, at: ExprId) -> Value {
        self.instantiate(st, class, Arguments::default(), at)
    }
}

fn descriptor_of(path: &str) -> Option<Descriptor> {
    match path {
        "builtins.property"
        | "functools.cached_property"
        | "werkzeug.utils.cached_property"
        | "abc.abstractproperty" => Some(Descriptor::Property),
        "builtins.classmethod" => Some(Descriptor::Class),
        "builtins.staticmethod" => Some(Descriptor::Static),
        _ => None,
    }
}
