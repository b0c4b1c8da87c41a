//! Templates: data that is passed to one reaches the places where the template writes it.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Kind};
use crate::outcome::{Certainty, Place};
use crate::taint::{Happening, Taint};
use crate::value::{Atom, Value};
use stopple_libraries::model::{Function, Note};
use stopple_program::{FileId, Symbol};
use stopple_source::Span;
use stopple_syntax::hir::ExprId;
use stopple_templates::{Context, Flow, MacroCall, Origin, Output, Quote, Step, Template, Verdict};

/// Templates that extend or include one another deeper than this are not followed.
const DEEPEST_TEMPLATE: u32 = 8;
/// Names that every Flask template sees.
const GLOBALS: &[(&str, &str)] = &[("request", "flask.request"), ("session", "flask.session"), ("g", "flask.g")];

/// Where a template's text stands.
#[derive(Clone, Copy)]
pub(super) enum Text {
    /// In a file of its own, by number; its places are places of that file.
    File(usize),
    /// In a string; its places are that of the call.
    Inline(Place),
}

/// Something of the application's own that a variable goes through in a template.
enum Own {
    Filter(Value),
    Function(Value),
    /// An attribute of what came out of the one before.
    Attribute(Symbol),
}

/// What a template is rendered with.
struct Rendering<'a> {
    variables: Vec<(String, Value)>,
    /// A mapping whose keys are not known.
    rest: Option<Value>,
    call: Place,
    at: ExprId,
    from: FileId,
    args: &'a Arguments,
}

impl Interp<'_> {
    /// Follows data into the template that a call renders. Gives what a template that is no page (a mail, a script) writes:
    /// that does harm only where the text goes.
    pub fn render_by_facts(
        &mut self,
        st: &mut State,
        function: &Function,
        receiver: Option<&Value>,
        first: Option<Value>,
        args: &Arguments,
        at: ExprId,
    ) -> Taint {
        let renders =
            |word: &str| function.returns.notes.iter().any(|note| matches!(note, Note::Fact(fact) if &**fact == word));
        let (from_file, from_text) = (renders("template-rendered"), renders("template-string-rendered"));
        if (!from_file && !from_text) || self.quiet > 0 {
            return Taint::CLEAN;
        }
        let Some(first) = first.or_else(|| receiver.cloned()) else { return Taint::CLEAN };
        let mut rendering = Rendering {
            variables: Vec::new(),
            rest: args.double_star.clone(),
            call: self.place_of(at),
            at,
            from: self.file_id(),
            args,
        };
        for (name, value, _) in &rendering.args.keywords {
            rendering.variables.push((self.program.names.text(*name).to_owned(), value.clone()));
        }
        if from_text {
            let texts: Vec<String> = first
                .atoms()
                .iter()
                .filter_map(|atom| match atom {
                    Atom::Const(crate::outcome::Const::Str(text)) => Some(text.to_string()),
                    _ => None,
                })
                .collect();
            for text in texts {
                let template = stopple_templates::parse(&text);
                let escaped = !self.applications.escapes_nothing(rendering.from);
                self.render(st, &template, Text::Inline(rendering.call), escaped, &rendering, &[], 0);
            }
            return Taint::CLEAN;
        }
        let names: Vec<String> = match self.known_items(st, &first) {
            Some(items) => items.iter().filter_map(|item| item.as_str().map(ToString::to_string)).collect(),
            None => first
                .atoms()
                .iter()
                .filter_map(|atom| match atom {
                    Atom::Const(crate::outcome::Const::Str(text)) => Some(text.to_string()),
                    _ => None,
                })
                .collect(),
        };
        let mut written = Taint::CLEAN;
        for name in names {
            let is_page = self.escapes(&rendering, &name) || self.is_page(&rendering, &name, 0);
            let around = std::mem::replace(&mut self.written, (!is_page).then_some(Taint::CLEAN));
            self.render_named(st, &name, &rendering, &[], 0);
            written.join(&std::mem::replace(&mut self.written, around).unwrap_or_default());
        }
        written
    }

    /// Whether Flask escapes a template.
    fn escapes(&self, rendering: &Rendering<'_>, name: &str) -> bool {
        let by_name = stopple_templates::escaped_by_flask(name) && !self.applications.escapes_nothing(rendering.from);
        by_name || self.applications.escapes(rendering.from)
    }

    /// Whether a template that Flask does not escape is a page, or a part of one.
    fn is_page(&self, rendering: &Rendering<'_>, name: &str, depth: u32) -> bool {
        let Some(number) = self.program.template(rendering.from, name) else { return true };
        let Some(template) = self.templates.get(number) else { return true };
        let text = &*self.program.source(self.program.template_id(number)).text;
        let parents = || template.extends.iter().flat_map(|parent| &parent.names);
        depth > DEEPEST_TEMPLATE
            || stopple_templates::is_page(name, text)
            || parents().any(|parent| self.is_page(rendering, parent, depth + 1))
    }

    /// The request, as an instance of its class.
    pub fn flask_request(&mut self) -> Option<Value> {
        let (_, path) = GLOBALS.iter().find(|(name, _)| *name == "request")?;
        let item = self.catalog.find(path)?;
        match &self.catalog.item(item).kind {
            stopple_libraries::model::ItemKind::Value(typed) => match &typed.kind {
                stopple_libraries::model::Type::Instance(class, arguments) => {
                    Some(Atom::Instance(*class, arguments.as_slice().into()).into())
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A template that an environment made, or that was made of a text: what it writes, and whether it escapes.
    pub fn remember_template(
        &mut self,
        st: &mut State,
        template: &Value,
        maker: Option<&Value>,
        given: Option<&Value>,
        from_text: bool,
    ) {
        let (Some(Atom::Object(id)), Some(given)) = (template.one(), given.and_then(Value::as_str)) else { return };
        if self.item_of(st, template).is_none_or(|item| self.catalog.member(item, "render").is_none()) {
            return;
        }
        let maker = maker.unwrap_or(template);
        let Some(Atom::Object(environment)) = maker.one() else { return };
        if !self
            .item_of(st, maker)
            .is_some_and(|item| self.catalog.member(item, "autoescape").is_some() || maker == template)
        {
            return;
        }
        let Some(object) = self.object(st, *environment) else { return };
        let keyword = self.program.names.get("autoescape");
        let hidden = object.entry(&Key::Str("=**".into())).is_some();
        let told = keyword
            .and_then(|name| object.attribute(name).or_else(|| object.entry(&Key::Str(format!("={}", name.0).into()))));
        let escapes = match told.map(Value::constant) {
            None => hidden,
            Some(Some(constant)) => {
                !matches!(constant, crate::outcome::Const::None | crate::outcome::Const::Bool(false))
            }
            Some(None) => true,
        };
        if escapes && !from_text {
            return;
        }
        let (key, given) = (if from_text { "=source" } else { "=name" }, Value::string(given));
        let id = *id;
        if let Some(object) = self.edit(st, id) {
            object.set_entry(Key::Str(key.into()), given);
            object.set_entry(Key::Str("=escapes".into()), crate::outcome::Const::Bool(escapes).into());
        }
    }

    /// Renders such a template; whether what it writes was judged, output by output.
    pub fn render_remembered(
        &mut self,
        st: &mut State,
        receiver: Option<&Value>,
        args: &Arguments,
        at: ExprId,
    ) -> bool {
        let Some(Atom::Object(id)) = receiver.and_then(Value::one) else { return false };
        let Some(object) = self.object(st, *id) else { return false };
        let entry = |name: &str| object.entry(&Key::Str(name.into())).cloned();
        let (source, name, escapes) = (entry("=source"), entry("=name"), entry("=escapes"));
        let Some(crate::outcome::Const::Bool(escapes)) = escapes.as_ref().and_then(Value::constant).cloned() else {
            return false;
        };
        let mut rendering = Rendering {
            variables: Vec::new(),
            rest: args.double_star.clone().or_else(|| args.positional.first().map(|(value, _)| value.clone())),
            call: self.place_of(at),
            at,
            from: self.file_id(),
            args,
        };
        for (name, value, _) in &args.keywords {
            rendering.variables.push((self.program.names.text(*name).to_owned(), value.clone()));
        }
        if let Some(source) = source.as_ref().and_then(Value::as_str) {
            // A text without a tag is no page by itself: what it becomes is known where it goes.
            if !escapes && !source.contains('<') {
                return false;
            }
            let template = stopple_templates::parse(source);
            self.render(st, &template, Text::Inline(rendering.call), escapes, &rendering, &[], 0);
            return true;
        }
        let Some(number) =
            name.as_ref().and_then(Value::as_str).and_then(|name| self.program.template(rendering.from, name))
        else {
            return false;
        };
        let Some(template) = self.templates.get(number) else { return false };
        self.render(st, template, Text::File(number), escapes, &rendering, &[], 0);
        true
    }

    fn render_named(
        &mut self,
        st: &mut State,
        name: &str,
        rendering: &Rendering<'_>,
        visible: &[(String, Vec<Flow>)],
        depth: u32,
    ) {
        if depth > DEEPEST_TEMPLATE {
            return;
        }
        if let Some(number) = self.program.template(rendering.from, name) {
            let templates = self.templates;
            if let Some(template) = templates.get(number) {
                let escaped = self.escapes(rendering, name);
                self.render(st, template, Text::File(number), escaped, rendering, visible, depth);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a template, and how it is rendered")]
    fn render(
        &mut self,
        st: &mut State,
        template: &Template,
        text: Text,
        escaped: bool,
        rendering: &Rendering<'_>,
        visible: &[(String, Vec<Flow>)],
        depth: u32,
    ) {
        for output in &template.outputs {
            for flow in template.flows_through_calls(output).iter().flat_map(|flow| flow.given(visible)) {
                if flow.went_through_call() && self.goes_through_macro(&flow, template, rendering, depth) {
                    continue;
                }
                self.write(st, output, &flow, text, escaped, rendering);
            }
        }
        self.render_macros(st, template, &[], rendering, visible, depth);
        for reference in &template.extends {
            for name in &reference.names {
                self.render_named(st, name, rendering, visible, depth + 1);
            }
        }
        for reference in &template.includes {
            // What is visible here is so there too, unless a name was given another value.
            let own = reference.visible.iter().map(|(name, flows)| {
                (name.clone(), flows.iter().flat_map(|flow| flow.given(visible)).collect::<Vec<_>>())
            });
            let mut there: Vec<(String, Vec<Flow>)> = own.collect();
            let hidden = |name: &str| reference.visible.iter().any(|(own, _)| own == name);
            there.extend(visible.iter().filter(|(name, _)| !hidden(name)).cloned());
            for name in &reference.names {
                self.render_named(st, name, rendering, &there, depth + 1);
            }
        }
    }

    /// Whether a value goes through a macro of a template that this one extends, all of whose outputs are harmless: what a
    /// macro gives is markup, and `|safe` on it changes nothing.
    fn goes_through_macro(&self, flow: &Flow, template: &Template, rendering: &Rendering<'_>, depth: u32) -> bool {
        if depth > DEEPEST_TEMPLATE {
            return false;
        }
        let parents = template.extends.iter().flat_map(|reference| &reference.names);
        parents.into_iter().any(|parent| {
            let number = self.program.template(rendering.from, parent);
            let Some(other) = number.and_then(|number| self.templates.get(number)) else { return false };
            let escaped = self.escapes(rendering, parent);
            let is_harmless = |name: &str| {
                let own = other.outputs.iter().filter(|output| output.macro_name.as_deref() == Some(name));
                own.flat_map(|output| output.flows.iter().map(move |flow| output.verdict_of(flow, escaped)))
                    .all(|verdict| !matches!(verdict, Verdict::Dangerous { .. }))
            };
            let is_called = |name: &str| flow.filters.iter().any(|filter| filter.strip_suffix("()") == Some(name));
            other.macros.iter().any(|own| is_called(&own.name) && is_harmless(&own.name))
                || self.goes_through_macro(flow, other, rendering, depth + 1)
        })
    }

    /// What macros of other templates write of what this one gives them; `outside` are the calls of its own macros.
    fn render_macros(
        &mut self,
        st: &mut State,
        template: &Template,
        outside: &[MacroCall],
        rendering: &Rendering<'_>,
        visible: &[(String, Vec<Flow>)],
        depth: u32,
    ) {
        if depth > DEEPEST_TEMPLATE {
            return;
        }
        let mut names: Vec<&str> = template.macro_calls.iter().filter_map(|call| call.template.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let Some(number) = self.program.template(rendering.from, name) else { continue };
            let templates = self.templates;
            let Some(other) = templates.get(number) else { continue };
            let calls = template.calls_into(name, outside);
            if calls.is_empty() {
                continue;
            }
            let escaped = self.escapes(rendering, name);
            for output in other.outputs.iter().filter(|output| output.macro_name.is_some()) {
                for flow in other.flows_from(output, &calls).iter().flat_map(|flow| flow.given(visible)) {
                    self.write(st, output, &flow, Text::File(number), escaped, rendering);
                }
            }
            self.render_macros(st, other, &calls, rendering, visible, depth + 1);
        }
    }

    /// A variable is written at an output.
    fn write(
        &mut self,
        st: &mut State,
        output: &Output,
        flow: &Flow,
        text: Text,
        escaped: bool,
        rendering: &Rendering<'_>,
    ) {
        if !matches!(flow.root.origin, Origin::Context) {
            return;
        }
        let own = self.own_of_flow(st, flow, rendering.at);
        let is_safe = own.is_empty() && !matches!(output.verdict_of(flow, escaped), Verdict::Dangerous { .. });
        if is_safe && (!self.registered.has_html_methods || !flow.filters.is_empty()) {
            return;
        }
        // A function that makes an address puts its own beginning before what it is given.
        if own.is_empty() && flow.went_through_call() && matches!(output.context, Context::Url { .. }) {
            return;
        }
        let mut value = self.template_value(st, flow, rendering);
        let mut verdict = output.verdict_of(flow, escaped);
        let mut html_of_own = false;
        if is_safe {
            let Some(made) = self.own_html(st, &value, rendering.call).filter(|made| !self.is_markup(st, made)) else {
                return;
            };
            value = made;
            html_of_own = true;
        }
        if !own.is_empty() {
            if flow.escaped {
                let html = Self::concepts(&["html", "html-attribute"]);
                value = value.cleared(html, rendering.call, Happening::Cleared(html));
            }
            let written = self.template_place(text, output.span);
            value = value.step(rendering.call, Happening::Rendered).step(written, Happening::Through);
            value = self.through_own(st, &own, value, rendering.at);
            if self.is_markup(st, &value) {
                // What was made markup is judged where it was made so.
                verdict = Verdict::Safe;
            }
        }
        if !html_of_own && !matches!(verdict, Verdict::Dangerous { .. }) {
            return;
        }
        let concept = Self::concepts(&[concept_of(&output.context)]);
        if matches!(output.context, Context::Url { .. })
            && output.context.quote() != Some(Quote::None)
            && (fixes_scheme(&value.prefix()) || self.is_harmless_address(text, output))
        {
            return;
        }
        let mut taint = self.deep_taint(st, &value).step(rendering.call, Happening::Rendered);
        if own.is_empty() && flow.went_through_call() {
            taint = taint.weakened(Certainty::ThroughUnknown);
        }
        if self.goes_through_unknown(flow) {
            taint = taint.found_with(&taint);
        }
        let sink = self.template_place(text, output.span);
        if let Some(written) = &mut self.written {
            written.join(&taint);
            return;
        }
        for label in taint.labels() {
            if !label.cleared.holds(concept) {
                self.note_hit(label, concept, &value, sink, sink, "template", "");
            }
        }
    }

    /// The filters and functions of the application's own that a variable goes through, and what is read of their results.
    fn own_of_flow(&mut self, st: &mut State, flow: &Flow, at: ExprId) -> Vec<Own> {
        let registered = self.registered;
        let mut own: Vec<Own> = Vec::new();
        for name in &flow.filters {
            if let Some(attribute) = name.strip_prefix('.') {
                // Of what a function made that is not known, nothing can be read.
                let follows = matches!(own.last(), Some(Own::Function(_) | Own::Attribute(_)));
                own.extend(self.program.names.get(attribute).filter(|_| follows).map(Own::Attribute));
                continue;
            }
            own.extend(match name.strip_suffix("()") {
                Some(name) => registered
                    .function(name)
                    .cloned()
                    .or_else(|| self.given_by_processors(st, name, at))
                    .map(Own::Function),
                None => registered.filter(name).cloned().map(Own::Filter),
            });
        }
        own
    }

    /// What they make of a value. Of a function it is not known which argument it is.
    fn through_own(&mut self, st: &mut State, own: &[Own], value: Value, at: ExprId) -> Value {
        own.iter().fold(value, |value, step| {
            if self.deep_taint(st, &value).is_clean() {
                return value;
            }
            let (function, args) = match step {
                Own::Function(function) => (function, Arguments { star: Some(value.clone()), ..Arguments::default() }),
                Own::Filter(function) if self.wants_context(function) => {
                    (function, Arguments::of(vec![Value::unknown(), value.clone()]))
                }
                // What else the filter wants stands in its brackets.
                Own::Filter(function) => {
                    let more = self.wanted_beside_first(function);
                    (function, Arguments::of([vec![value.clone()], vec![Value::unknown(); more]].concat()))
                }
                Own::Attribute(name) => return self.attribute(st, &value, *name, at),
            };
            let made = self.call(st, function, args, at);
            // One that never comes back was not understood.
            let never = std::mem::replace(&mut st.dead, false) || made.is_bottom();
            if never { value } else { made }
        })
    }

    fn template_place(&self, text: Text, span: Span) -> Place {
        match text {
            Text::File(number) => Place { file: self.program.template_id(number), span },
            Text::Inline(call) => call,
        }
    }

    /// The value of a template's variable, and of the part of it that is written.
    fn template_value(&mut self, st: &mut State, flow: &Flow, rendering: &Rendering<'_>) -> Value {
        let name = flow.root.name.as_str();
        let mut value = match rendering.variables.iter().find(|(own, _)| own == name) {
            Some((_, value)) => value.clone(),
            None => match (&rendering.rest, GLOBALS.iter().find(|(own, _)| *own == name)) {
                (_, Some((_, path))) => match self.catalog.find(path) {
                    Some(item) => {
                        let was = self.reading.replace(rendering.at);
                        // `g` is the one that Python code sees; of the others it matters only what they are.
                        let through = if name == "g" { Atom::Item(item).into() } else { Value::unknown() };
                        let value = self.member_value(st, item, &through);
                        self.reading = was;
                        value
                    }
                    None => return Value::unknown(),
                },
                // A mapping of names that are not seen is not thought to hold what the application gives to all templates.
                (Some(rest), None) if self.is_given_to_all(name) && !self.holds_key(st, rest, name) => {
                    return Value::unknown();
                }
                (Some(rest), None) if !self.holds_key(st, rest, name) => {
                    match self.given_by_processors(st, name, rendering.at) {
                        Some(value) => value,
                        None => self.subscript(st, &rest.clone(), &Value::string(name), rendering.at),
                    }
                }
                (Some(rest), None) => {
                    let rest = rest.clone();
                    self.subscript(st, &rest, &Value::string(name), rendering.at)
                }
                (None, None) => match self.given_by_processors(st, name, rendering.at) {
                    Some(value) => value,
                    None => return Value::unknown(),
                },
            },
        };
        for step in &flow.root.path {
            value = match step {
                Step::Attribute(name) => {
                    let is_dict = matches!(value.one(), Some(Atom::Object(id)) if self.object(st, *id).is_some_and(|object| {
                        matches!(object.kind, Kind::Dict) && object.entry(&Key::Str(name.as_str().into())).is_some()
                    }));
                    match (is_dict, self.program.names.get(name)) {
                        (false, Some(symbol)) => self.attribute(st, &value, symbol, rendering.at),
                        _ => self.subscript(st, &value, &Value::string(name), rendering.at),
                    }
                }
                Step::Key(key) => {
                    let key = match key.parse::<i64>() {
                        Ok(number) => crate::outcome::Const::Int(number).into(),
                        Err(_) => Value::string(key),
                    };
                    self.subscript(st, &value, &key, rendering.at)
                }
                Step::Any => {
                    // Of a mapping it may be a key or, through `items()`, a value.
                    let held = match value.one() {
                        Some(Atom::Object(id)) => self.object(st, *id).filter(|object| object.kind == Kind::Dict),
                        _ => None,
                    };
                    let held = held.map_or_else(Value::bottom, |object| object.any_item());
                    self.iterate(st, &value, rendering.call).joined(&held)
                }
                Step::Item | Step::Values => {
                    let held = match value.one() {
                        Some(Atom::Object(id)) => {
                            self.object_shared(st, *id).filter(|object| object.kind == Kind::Dict)
                        }
                        _ => None,
                    };
                    match held {
                        // Not one of its keys.
                        Some(dict) => dict.any_item().and_taint(&dict.taint).and_taint(&value.taint),
                        None => self.iterate(st, &value, rendering.call),
                    }
                }
                Step::Keys => self.iterate(st, &value, rendering.call),
                // A form's field that is called renders itself, and escapes what it holds.
                Step::Call if self.is_field_of_form(st, &value) => return Value::unknown(),
                Step::Call => self.call(st, &value, Arguments::default(), rendering.at),
            };
        }
        value
    }
}

/// Whether an address that begins so cannot be made one of `javascript:`.
pub(super) fn fixes_scheme(prefix: &str) -> bool {
    let scheme = prefix.split(['/', '?', '#', '.']).next().unwrap_or_default();
    match prefix.split_once(':') {
        Some((scheme, _)) if scheme.chars().all(|char| char.is_ascii_alphanumeric()) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto" | "tel" | "ftp")
        }
        _ => scheme.len() < prefix.len(),
    }
}

pub(super) const fn concept_of(context: &Context) -> &'static str {
    match context {
        Context::Text | Context::RawText { .. } | Context::Cdata => "html",
        // Without quotes it need not be an address to begin an attribute of its own.
        Context::Url { quote: Quote::None, .. } => "html-attribute",
        Context::Url { .. } => "html-url",
        Context::Script { .. } | Context::ScriptData | Context::EventHandler { .. } => "script",
        Context::Style | Context::StyleAttribute { .. } => "css",
        _ => "html-attribute",
    }
}
