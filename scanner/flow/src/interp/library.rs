//! Calls into libraries: what their stubs say is done. (long because each note of a stub has its answer here)

use super::binding::Bound;
use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Kind, Obj};
use crate::outcome::{Certainty, Place};
use crate::taint::{Happening, Label, Taint};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::model::{Binding, Function, ItemKind, Note, ParamKind, Type};
use stopple_libraries::{Concepts, ItemId};
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// Calls a function or class of a library.
    pub fn call_item(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: Option<Value>,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        let catalog = self.catalog;
        let item = catalog.resolve(item);
        let entry = catalog.item(item);
        if (receiver.is_none()
            || matches!(receiver.as_ref().and_then(Value::one), Some(Atom::Class(_) | Atom::Item(_))))
            && let Some(value) = self.call_language(st, item, &entry.path, &args, at)
        {
            return value;
        }
        // `View.as_view("name")` stands for the class: its methods are the handlers.
        if let (true, Some(Atom::Class(class))) =
            (entry.path.ends_with(".as_view"), receiver.as_ref().and_then(Value::one))
        {
            let class = *class;
            let given = Arguments { positional: args.positional.into_iter().skip(1).collect(), ..args };
            return self.view_class(st, class, given, at);
        }
        if let Some(value) = self.call_of_consequence(st, item, receiver.as_ref(), &args, at) {
            return value;
        }
        if let Some(receiver) = &receiver {
            if let Some(value) = self.call_configuration(st, item, receiver, &args, at) {
                return value;
            }
            if let Some(value) = self.call_settings(st, item, receiver, &args, at) {
                return value;
            }
            if let Some(value) = self.kept_for_request(st, &entry.path, receiver, &args, at) {
                return value;
            }
            if let Some(value) = self.load_by_schema(st, item, receiver, &args, at) {
                return value;
            }
            if let Some(value) = self.validated(st, item, receiver, &args, at) {
                return value;
            }
            if matches!(&*entry.path, "pydantic.main.BaseModel.model_dump" | "pydantic.main.BaseModel.dict")
                && self.class_of(st, receiver).is_some()
            {
                return self.attribute(st, receiver, stopple_program::known::DICT, at);
            }
            if entry.path.ends_with("ExitStack.enter_context") || entry.path.ends_with(".enter_async_context") {
                let context = args.positional.first().map(|(value, _)| value.clone()).unwrap_or_default();
                return self.enter(st, &context, at);
            }
            if entry.path.ends_with("Form.populate_obj") {
                self.note_row_filled(st, receiver, &args, self.place_of(at));
            }
            if entry.path.ends_with(".add_argument") {
                self.note_argument(st, receiver, &args);
            }
        }
        match &entry.kind {
            ItemKind::Class(_) => self.construct_item(st, item, args, at),
            ItemKind::Function(function) => {
                let mut args = args;
                self.with_parsed_files(st, item, &mut args);
                let given = args.clone();
                // `Article.create(body=text)`: made and stored at once.
                let created = match receiver.as_ref().and_then(Value::one) {
                    Some(Atom::Class(class)) if entry.path.ends_with(".Model.create") => Some(*class),
                    _ => None,
                };
                let content = self.content_of_opened(&entry.path, receiver.as_ref(), &given);
                let owner = receiver.clone();
                let made = self.call_library_function(st, item, function, receiver, args, at).and_taint(&content);
                let made = self.through_file(st, &entry.path, owner.as_ref(), &given, made, at);
                self.note_stored_file(st, &entry.path, &given, at);
                if let Some(class) = created {
                    return self.instantiate(st, class, given, at);
                }
                if &*entry.path == "playhouse.shortcuts.update_model_from_dict"
                    && let (Some((row, _)), Some((data, _))) = (given.positional.first(), given.positional.get(1))
                    && let Some(class) = self.class_of(st, row)
                {
                    let columns = Arguments { double_star: Some(data.clone()), ..Arguments::default() };
                    self.note_row_made(st, class, &columns, self.place_of(at));
                }
                self.column_made(st, &function.returns.kind, made, &given, at)
            }
            ItemKind::Value(typed) => {
                let typed = typed.clone();
                let value = self.typed_value(st, &typed, receiver.as_ref(), &[], at);
                self.call(st, &value, args, at)
            }
            _ => self.call_unknown(st, &Value::unknown(), &args, at, Some(&entry.path)),
        }
    }

    /// Makes an instance of a library class. It gets an identity: what is put into it stays there.
    pub(super) fn construct_item(&mut self, st: &mut State, item: ItemId, args: Arguments, at: ExprId) -> Value {
        if let Some(value) = self.construct_container(st, item, &args, at) {
            return value;
        }
        let object = Obj::new(Kind::Library(item));
        let mut instance = self.allocate(st, at.0, 0x7000 + item.0, object);
        if self.catalog.item(item).path.starts_with("pathlib.")
            && let Some(suffix) = super::folders::last_segment(&args)
        {
            instance.text = Some(Arc::new(crate::value::Text { prefix: "".into(), suffix }));
        }
        self.remember_name(st, item, &instance, &args);
        self.keep_by_variables(st, item, &instance, &args);
        self.keep_type_of_column(st, item, &instance, &args);
        self.note_application(st, item, &instance);
        self.wrap_file(st, &self.catalog.item(item).path, &instance, &args);
        for (name, value, _) in &args.keywords {
            let (name, value) = (*name, value.clone());
            if let Some(Atom::Object(id)) = instance.one()
                && let Some(object) = self.edit(st, *id)
            {
                object.set_entry(crate::heap::Key::Str(format!("={}", name.0).into()), value);
            }
        }
        // What a module makes is asked later for its name: a blueprint, an application.
        if self.loads_modules
            && let (Some((name, _)), Some(Atom::Object(id))) = (args.positional.first(), instance.one())
            && name.as_str().is_some()
        {
            let name = name.clone();
            if let Some(object) = self.edit(st, *id) {
                object.set_entry(crate::heap::Key::Str("=0th".into()), name);
            }
        }
        if let (Some(_), Some(Atom::Object(id))) = (&args.double_star, instance.one())
            && let Some(object) = self.edit(st, *id)
        {
            object.set_entry(crate::heap::Key::Str("=**".into()), Value::unknown());
        }
        if matches!(&*self.catalog.item(item).path, "types.SimpleNamespace" | "argparse.Namespace")
            && args.double_star.is_none()
            && let Some(Atom::Object(id)) = instance.one()
        {
            // Its attributes are told apart.
            for (name, value, _) in &args.keywords {
                if let Some(object) = self.edit(st, *id) {
                    object.set_attribute(*name, value.clone());
                }
            }
            return instance;
        }
        let init = ["__init__", "__new__"].iter().find_map(|name| self.catalog.member(item, name));
        if let Some(init) = init {
            let catalog = self.catalog;
            if let ItemKind::Function(function) = &catalog.item(init).kind {
                let carries = function
                    .params
                    .iter()
                    .any(|param| param.typed.notes.iter().any(|note| matches!(note, Note::Carries(_))));
                let taint_of_all = self.with_taint_of(st, Taint::CLEAN, args.all());
                let is_same = self.catalog.item(item).path.starts_with("pathlib.") && args.all().count() == 1;
                let taint_of_all = if is_same { taint_of_all } else { super::segments::no_last_part(&taint_of_all) };
                let inert = function.returns.notes.iter().any(|note| matches!(note, Note::Inert));
                let cleared = function.returns.notes.clone();
                let function = function.clone();
                let source = args.positional.first().map(|(value, _)| value.clone());
                self.call_library_function(st, init, &function, Some(instance.clone()), args, at);
                if cleared.iter().any(|note| matches!(note, Note::Fact(fact) if &**fact == "template-string-rendered"))
                {
                    self.remember_template(st, &instance, None, source.as_ref(), true);
                }
                // An object that is made of data holds that data, unless the stub says which.
                if !carries
                    && !inert
                    && !taint_of_all.is_clean()
                    && let Some(Atom::Object(id)) = instance.one()
                {
                    let place = self.place_of(at);
                    let value = Value::unknown_with(taint_of_all.step(place, Happening::Through));
                    let value = self.clear_by_notes(value, &cleared, at);
                    if let Some(object) = self.edit(st, *id) {
                        object.taint.join(&value.taint);
                    }
                }
            }
        } else {
            let taint = super::segments::no_last_part(&self.with_taint_of(st, Taint::CLEAN, args.all()));
            if let Some(Atom::Object(id)) = instance.one()
                && let Some(object) = self.edit(st, *id)
            {
                object.taint.join(&taint);
            }
        }
        instance
    }

    /// What the constructor of a library base does for an instance of a class of the project.
    pub fn construct_base(&mut self, st: &mut State, item: ItemId, instance: &Value, args: &Arguments, at: ExprId) {
        if let Some(init) = self.catalog.member(item, "__init__") {
            let catalog = self.catalog;
            if let ItemKind::Function(function) = &catalog.item(init).kind {
                self.call_library_function(st, init, function, Some(instance.clone()), args.clone(), at);
            }
        }
    }

    /// Whether a receiver is a template of an environment that escapes nothing.
    fn escapes_nothing(&self, st: &State, receiver: Option<&Value>) -> bool {
        let Some(Atom::Object(id)) = receiver.and_then(Value::one) else { return false };
        let escapes = self.object(st, *id).and_then(|object| object.entry(&crate::heap::Key::Str("=escapes".into())));
        escapes.and_then(Value::constant) == Some(&crate::outcome::Const::Bool(false))
    }

    /// The expression before the dot of a method call.
    fn receiver_expr(&self, at: ExprId) -> Option<ExprId> {
        let file = self.hir();
        let stopple_syntax::hir::Expr::Call { callee, .. } = *file.exprs.get(at.0 as usize)? else { return None };
        match file.exprs[callee.0 as usize] {
            stopple_syntax::hir::Expr::Attribute { base, .. } => Some(base),
            _ => None,
        }
    }

    pub(super) fn call_library_function(
        &mut self,
        st: &mut State,
        item: ItemId,
        function: &Function,
        receiver: Option<Value>,
        args: Arguments,
        at: ExprId,
    ) -> Value {
        let catalog = self.catalog;
        let path = &catalog.item(item).path;
        let call = self.place_of(at);
        let is_method = receiver.is_some();
        let bound = self.bind_to(st, function, receiver.clone(), &args, at);
        let html = Self::concepts(&["html"]);
        let is_declared_text = self.undone == Some((self.file_id(), at))
            || bound.iter().any(|one| {
                let name = &*one.param.name;
                let typed = matches!(name, "mimetype" | "content_type")
                    && (one.value.as_str().is_some_and(|kind| !super::response::is_html(kind))
                        || super::response::is_never_html(&one.value));
                let may_hold_headers = name == "headers" || one.param.kind == ParamKind::VarPositional;
                typed || (may_hold_headers && self.says_not_html(st, &one.value))
            });
        let mut checks: Vec<(ExprId, Concepts)> = Vec::new();
        let mut carried = Taint::CLEAN;
        let mut called = Value::bottom();
        let mut to_receiver = Taint::CLEAN;
        let mut bodies: Vec<super::bodies::Given> = Vec::new();
        for (number, one) in bound.iter().enumerate() {
            let is_last = number > 0 && number + 1 == bound.len();
            let taint = self.deep_taint(st, &one.value);
            let mut taint = super::segments::as_part_for(path, is_last, &args, taint);
            let mut carries_return = function.carries_all;
            self.note_bound(function, path, one.param, &taint, one.place);
            for note in &one.param.typed.notes {
                match note {
                    // `User(**data)`: names of ours are no names of a visitor.
                    Note::Sink(concepts)
                        if *concepts == Self::concepts(&["attributes"])
                            && one.param.kind == ParamKind::VarKeyword
                            && one.expr.is_some() => {}
                    Note::Sink(concepts) => {
                        if concepts.holds(Self::concepts(&["sql"])) && changes_rows(&one.value) {
                            self.note_fact(st, "state-change", path, receiver.as_ref(), &[], &args, at);
                            self.note_row_statement(st, &one.value, &args, call);
                        }
                        let mut concepts = if is_declared_text { Concepts(concepts.0 & !html.0) } else { *concepts };
                        if concepts.holds(html) {
                            // Whether it is a page is known when the response leaves.
                            concepts = Concepts(concepts.0 & !html.0);
                            bodies.push(super::bodies::Given {
                                value: one.value.clone(),
                                sink: one.place,
                                call,
                                callee: path.to_string(),
                                parameter: one.param.name.to_string(),
                            });
                        }
                        self.check_sink(st, concepts, &one.value, one.place, call, path, &one.param.name);
                        // Reported once; what it is wrapped in is not reported again.
                        taint = taint.map(|label| Label { cleared: label.cleared.and(concepts), ..label.clone() });
                    }
                    Note::Carries(target) => match &**target {
                        "return" => carries_return = true,
                        "self" => to_receiver.join(&taint),
                        other => {
                            if let Some(target) = bound.iter().find(|b| &*b.param.name == other) {
                                let value = target.value.clone();
                                self.taint_object(st, &value, &taint);
                            }
                        }
                    },
                    Note::Guards(concepts, None) => {
                        let of_path = Self::concepts(&["path-read"]);
                        let proves = !concepts.holds(of_path)
                            || *concepts == Concepts::ALL
                            || self.is_without_dots(st, &one.value);
                        let expr = one.expr.or_else(|| self.receiver_expr(at));
                        if let (Some(expr), 0, true) = (expr, self.quiet, proves) {
                            checks.push((expr, *concepts));
                        }
                    }
                    Note::Registers(kind) if &**kind == "description" => {
                        self.register_described(st, &one.value, receiver.as_ref(), &args, at);
                    }
                    Note::Registers(kind) => self.register_argument(st, kind, &one.value, &args, receiver.as_ref(), at),
                    Note::Calls(sources) => {
                        let mut values = Vec::new();
                        for source in sources {
                            let (name, elements) =
                                source.strip_suffix("[]").map_or((&**source, false), |name| (name, true));
                            let found: Value = bound
                                .iter()
                                .filter(|b| &*b.param.name == name)
                                .fold(Value::bottom(), |all, b| all.joined(&b.value));
                            let value = if elements {
                                self.iterate(st, &found, call)
                            } else {
                                self.handed_to_callback(st, path, found, receiver.as_ref(), &bound, at)
                            };
                            values.push(if value.is_bottom() { Value::unknown() } else { value });
                        }
                        let callback = one.value.clone();
                        // `pool.submit(function, *args, **kwargs)`: the rest as it stands.
                        let takes_rest =
                            matches!(sources.as_slice(), [all, named] if &**all == "args[]" && &**named == "kwargs[]");
                        let place = args.positional.iter().position(|(value, _)| *value == callback);
                        let result = match place.filter(|_| takes_rest) {
                            _ if let Some(handed) = self.handed_as_values(st, sources, &bound) => {
                                self.call(st, &callback, handed, at)
                            }
                            Some(place) => {
                                let mut rest = args.clone();
                                rest.positional.drain(..=place);
                                let rest = self.taken_apart(st, rest);
                                self.call(st, &callback, rest, at)
                            }
                            None => self.call_values(st, &callback, values, at),
                        };
                        called.join(&result);
                    }
                    Note::Fact(fact) => self.note_fact(
                        st,
                        fact,
                        path,
                        receiver.as_ref(),
                        &bound.iter().map(|b| (b.param.name.to_string(), b.value.clone(), b.place)).collect::<Vec<_>>(),
                        &args,
                        at,
                    ),
                    _ => {}
                }
            }
            if carries_return {
                carried.join(&taint);
            }
        }
        for (expr, concepts) in checks {
            if concepts == Self::concepts(super::normal_forms::INSIDE) {
                self.clear_normal(st, expr, call);
            } else {
                self.clear_path(st, expr, concepts, call);
            }
        }
        // Arguments that no parameter takes are carried too: a stub may be older than the library.
        if function.carries_all && bound.len() < args.positional.len() + usize::from(is_method) {
            for value in args.all() {
                carried.join(&super::segments::no_last_part(&self.deep_taint(st, value)));
            }
        }
        if !to_receiver.is_clean()
            && let Some(receiver) = &receiver
        {
            let receiver = receiver.clone();
            self.taint_object(st, &receiver, &to_receiver);
        }
        if let (true, Some(Atom::Object(id))) = (path.ends_with(".setFeature"), receiver.as_ref().and_then(Value::one))
            && let (Some(name), Some(state)) = (args.get(0, None).and_then(Value::as_str), args.get(1, None))
        {
            let (key, state) = (crate::heap::Key::Str(format!("=feature:{name}").into()), state.clone());
            if let Some(object) = self.edit(st, *id) {
                object.set_entry(key, state);
            }
        }
        if path.starts_with(super::html_parsers::OWNER)
            && let Some(fed) = self.parser_method(st, path, receiver.as_ref(), &args, at)
        {
            return fed;
        }
        if path.ends_with(".register_blueprint") && self.quiet == 0 {
            let id_of = |value: Option<&Value>| match value.and_then(Value::one) {
                Some(Atom::Object(id)) => Some(*id),
                _ => None,
            };
            let prefix = self.program.names.get("url_prefix").and_then(|name| args.get(usize::MAX, Some(name)));
            let prefix = prefix.and_then(Value::as_str).map(ToString::to_string);
            if let Some(blueprint) = id_of(args.get(0, self.program.names.get("blueprint"))) {
                self.out.prefixes.push((blueprint, id_of(receiver.as_ref()), prefix));
            }
        }
        for note in &function.returns.notes {
            match note {
                Note::Fact(fact) => {
                    let arguments: Vec<(String, Value, Place)> = bound
                        .iter()
                        .skip(usize::from(is_method && function.binding != Binding::Static))
                        .map(|b| (b.param.name.to_string(), b.value.clone(), b.place))
                        .collect();
                    self.note_fact(st, fact, path, receiver.as_ref(), &arguments, &args, at);
                    self.note_kept(st, fact, &arguments, call);
                    self.keep_settings(st, fact, receiver.as_ref(), &args);
                }
                Note::Registers(kind) => {
                    let mut registration = self.registration(st, kind, &args, receiver.as_ref(), call);
                    registration.methods = self.methods_of(st, &args);
                    let verb = path.rsplit('.').next().unwrap_or("");
                    if registration.methods.is_empty() && matches!(verb, "get" | "post" | "put" | "delete" | "patch") {
                        registration.methods.push(verb.to_uppercase());
                    }
                    let mut registrar = Value::from(Atom::Registrar(Arc::new(registration.clone())));
                    if &**kind == "resource" {
                        for more in self.more_rules(&registration, &args) {
                            registrar.join(&Atom::Registrar(Arc::new(more)).into());
                        }
                    }
                    return registrar;
                }
                Note::Decorates(word) => {
                    if &**word == "parses-input" {
                        self.note_schema(st, &args);
                    }
                    // A decorator with arguments; what it is applied to is found where it is applied.
                    let scope = self.frame().decorating;
                    if let Some(scope) = scope
                        && !self.out.decorations.iter().any(|(s, w)| *s == scope && **w == **word)
                    {
                        self.out.decorations.push((scope, word.to_string()));
                    }
                }
                _ => {}
            }
        }
        if matches!(function.returns.kind, Type::Never) {
            for value in args.all() {
                self.check_bodies_of(st, value);
            }
            st.dead = true;
            return Value::bottom();
        }
        let first = bound.get(usize::from(is_method && function.binding != Binding::Static)).map(|b| b.value.clone());
        let written = self.render_by_facts(st, function, receiver.as_ref(), first, &args, at);
        if let Some(same) = super::typed::given_back(function, &bound) {
            return same;
        }
        let type_arguments = receiver.as_ref().map(|receiver| self.arguments_of(receiver)).unwrap_or_default();
        let inert = function.returns.notes.iter().any(|note| matches!(note, Note::Inert));
        let returns = self.bound_type(st, function, &bound);
        let mut value = self.typed_value(st, &returns, receiver.as_ref(), &type_arguments, at);
        value = self.with_identity(st, value, item, &bound, at);
        value = self.begun(st, path, receiver.as_ref(), (&bound, &args), value);
        if matches!(path.rsplit('.').next(), Some("match" | "search" | "fullmatch")) && path.starts_with("re.") {
            let pattern = self.pattern_used(st, receiver.as_ref(), &bound);
            value = self.match_of(st, value, pattern, at);
        }
        let makes_template = function
            .returns
            .notes
            .iter()
            .any(|note| matches!(note, Note::Fact(fact) if &**fact == "template-string-rendered"));
        if is_method && (makes_template || path.ends_with(".get_template")) {
            let given = bound.get(1).map(|one| one.value.clone());
            self.remember_template(st, &value, receiver.as_ref(), given.as_ref(), makes_template);
        }
        let mut handed_on = Value::bottom();
        if bodies.is_empty() {
            self.declare_made(st, path, receiver.as_ref(), &args);
        } else {
            if bodies.len() == 1 && self.response_of(st, &value).is_some() {
                // `make_response(response)` gives it back.
                let (same, rest) = self.responses_among(st, &bodies[0].value);
                if rest.is_bottom() {
                    return same;
                }
                bodies[0].value = rest;
                handed_on = same;
            }
            let response = match self.response_of(st, &value) {
                Some(_) => value.clone(),
                None => receiver.clone().unwrap_or_default(),
            };
            for given in bodies {
                if !self.keep_body(st, &response, &given) {
                    self.check_sink(st, html, &given.value, given.sink, given.call, &given.callee, &given.parameter);
                }
            }
        }
        value.join(&handed_on);
        if !called.is_bottom() {
            carried.join(&self.deep_taint(st, &called));
            if value.is_unknown() && value.atoms().len() == 1 {
                value = called;
            }
        }
        if &**path == "os.path.splitext"
            && let Some(Atom::Tuple(parts)) = value.one()
            && let [stem, extension] = &**parts
        {
            // An extension begins with its dot and holds no slash.
            let taint = super::segments::without_ending(&carried.step(call, Happening::Through));
            let inside = Self::concepts(super::normal_forms::INSIDE);
            let kept = taint.cleared(inside, call, Happening::Cleared(inside));
            value.atoms = Value::from(Atom::Tuple(
                vec![stem.clone().and_taint(&taint), extension.clone().and_taint(&kept)].into(),
            ))
            .atoms;
            carried = Taint::CLEAN;
        }
        if path.as_ref() == "re.compile"
            && let (Some(pattern), Some(Atom::Object(id))) = (args.positional.first(), value.one())
        {
            let flags = args.get(1, self.program.names.get("flags"));
            let pattern = match pattern.0.as_str() {
                Some(text) => Value::string(&super::alphabets::with_flags(text, flags)),
                None => pattern.0.clone(),
            };
            if let Some(object) = self.edit(st, *id) {
                object.set_entry(crate::heap::Key::Str("pattern".into()), pattern);
            }
        }
        if path.ends_with(".parse_args")
            && let Some(receiver) = &receiver
        {
            let receiver = receiver.clone();
            value = self.with_types(st, &receiver, value, at);
        }
        if path.ends_with("Parser.parse")
            && let Some(fields) = bound.get(1).and_then(|one| self.fields_of_schema(st, &one.value))
        {
            let taint = self.deep_taint(st, &value);
            value = self.loaded_by(st, &fields, &taint, at);
        }
        if &**path == "os.path.commonprefix" {
            // So many letters are no path, and no normal form of one.
            carried = carried.not_cleared(Self::concepts(&["dots"]));
        } else if path.starts_with("re.") {
            carried = super::segments::without_ending(&carried);
        }
        let has_source = function.returns.notes.iter().any(|note| matches!(note, Note::Source(_)));
        if !inert && !carried.is_clean() {
            // Reading from a source's own container is that read, not a call that carries.
            let from_container = is_method && receiver.as_ref().is_some_and(|receiver| !receiver.taint.is_clean());
            let step = if from_container || has_source { carried } else { carried.step(call, Happening::Through) };
            let carried = if self.by_name { step.weakened(Certainty::ByName) } else { step };
            let is_receiver = matches!(function.returns.kind, Type::Receiver);
            if !is_receiver {
                let mut held =
                    value.atoms().iter().filter(|atom| !matches!(atom, Atom::Const(crate::outcome::Const::None)));
                match (held.next(), held.next()) {
                    (Some(Atom::Object(id)), None) if !self.base.contains_key(id) => {
                        let id = *id;
                        if let Some(object) = self.edit(st, id) {
                            object.taint.join(&carried);
                        }
                    }
                    _ => value.taint.join(&carried),
                }
            }
        }
        let narrow = match &**path {
            "re.sub" | "re.Pattern.sub" => self.harmless_after(st, receiver.as_ref(), &bound),
            re if re.starts_with("re.") => {
                let first = bound.get(usize::from(is_method)).map(|one| &one.value);
                self.harmless_as_match(st, re, receiver.as_ref(), first)
            }
            _ => Concepts::NONE,
        };
        if !narrow.is_empty() {
            value = value.cleared(narrow, call, Happening::Cleared(narrow));
            if let Some(Atom::Object(id)) = value.one()
                && let Some(object) = self.edit(st, *id)
            {
                object.taint = object.taint.cleared(narrow, call, Happening::Cleared(narrow));
            }
        }
        let renders =
            is_method && matches!(path.rsplit('.').next(), Some("render" | "generate" | "stream" | "render_async"));
        let is_judged = renders && self.quiet == 0 && self.render_remembered(st, receiver.as_ref(), &args, at);
        let value = if is_judged {
            let html = Self::concepts(&["html", "html-attribute"]);
            value.cleared(html, call, Happening::Cleared(html))
        } else if renders && self.escapes_nothing(st, receiver.as_ref()) {
            value
        } else {
            let notes = self.settled_notes(st, &function.returns.notes, receiver.as_ref(), &bound);
            self.clear_deep(st, value, &notes, &function.returns.kind, at)
        };
        let value = value.and_taint(&written);
        if path.ends_with(".getlist")
            && let Some(convert) = bound.iter().find(|one| &*one.param.name == "type")
            && convert.value.atoms().iter().any(|atom| matches!(atom, Atom::Item(_) | Atom::Function(_)))
        {
            // Each of the items is converted, and what cannot be is left out.
            let convert = convert.value.clone();
            let item = self.iterate(st, &value, call);
            let rest = self.call_values(st, &convert, vec![item], at);
            return self.allocate(st, at.0, 0x9e71, Obj { rest, ..Obj::new(Kind::List) });
        }
        // `request.args.get("page", type=int)`: what is read is converted.
        match bound.iter().find(|one| &*one.param.name == "type" && is_method) {
            Some(one)
                if !value.taint.is_clean()
                    && one.value.atoms().iter().any(|atom| matches!(atom, Atom::Item(_) | Atom::Function(_))) =>
            {
                let convert = one.value.clone();
                let converted = self.call_values(st, &convert, vec![Self::without_none(&value)], at);
                match bound.iter().find(|one| &*one.param.name == "default") {
                    Some(default) => converted.joined(&default.value),
                    None => converted.joined(&Value::none()),
                }
            }
            _ => value,
        }
    }

    /// The result of a call has an identity of its own, if it is an object that can be changed.
    fn with_identity(&mut self, st: &mut State, value: Value, item: ItemId, bound: &[Bound<'_>], at: ExprId) -> Value {
        let Some(Atom::Instance(class, arguments)) = value.one() else { return value };
        if self.known.is_text(*class) || self.known.is_number(*class) || !arguments.is_empty() {
            return value;
        }
        let mut object = Obj { taint: value.taint.clone(), ..Obj::new(Kind::Library(*class)) };
        self.keep_switches(&mut object, bound);
        let instance = self.allocate(st, at.0, 0x9000_u32.wrapping_add(item.0), object);
        Value { text: value.text.clone(), ..instance }
    }
}

/// Whether a statement of SQL begins as one that changes something.
fn changes_rows(statement: &Value) -> bool {
    let begins = statement.prefix();
    let verb = begins.trim_start().split(char::is_whitespace).next().unwrap_or_default();
    ["insert", "update", "delete", "replace", "drop", "alter", "truncate"]
        .iter()
        .any(|change| verb.eq_ignore_ascii_case(change))
}
