//! Which variables an expression prints, and what was done to them on the way.

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::expression::{Arguments, Expr, ExprKind, is_markup_class};
use crate::filters::{Effect, filter};

/// How many variables of one expression are followed.
const MAX_FLOWS: usize = 64;
/// How many steps of a path, and how many filters, are kept.
const MAX_STEPS: usize = 16;

/// Where a variable comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// From outside of the template: given to it, or a global.
    Context,
    /// A parameter of the named macro; `caller` for the parameters of a `call` block.
    Parameter(String),
    /// Imported from another template, whose name is given if it is a literal.
    Import(Option<String>),
}

/// One step from a variable to the part of it that is printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// `.name`.
    Attribute(String),
    /// `['name']` or `[0]`.
    Key(String),
    /// An element that is not known more exactly: of a loop, of a computed index.
    Any,
    /// The keys of a dictionary.
    Keys,
    /// `(...)`.
    Call,
}

/// A variable, and the part of it: `posts[*].body`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Root {
    /// The variable as it is called where it comes from.
    pub name: String,
    /// Where that is.
    pub origin: Origin,
    /// The steps into it; the first sixteen.
    pub path: Vec<Step>,
}

impl fmt::Display for Root {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)?;
        for step in &self.path {
            match step {
                Step::Attribute(name) => write!(out, ".{name}")?,
                Step::Key(key) if key.bytes().all(|byte| byte.is_ascii_digit()) => write!(out, "[{key}]")?,
                Step::Key(key) => write!(out, "['{key}']")?,
                Step::Any => out.write_str("[*]")?,
                Step::Keys => out.write_str(".keys()")?,
                Step::Call => out.write_str("()")?,
            }
        }
        Ok(())
    }
}

/// A variable that reaches an output.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Flow {
    /// Which.
    pub root: Root,
    /// The value is declared markup: autoescape leaves it alone.
    pub markup: bool,
    /// The template escaped the value for HTML, by a filter or by formatting.
    pub escaped: bool,
    /// The value is JSON, from `tojson`.
    pub json: bool,
    /// The value is percent-encoded.
    pub url_encoded: bool,
    /// The value became attributes with escaped values, from `xmlattr`.
    pub attributes: bool,
    /// All filters that it went through, the application's own included.
    pub filters: Vec<String>,
}

impl Flow {
    fn new(name: &str, origin: Origin) -> Self {
        let root = Root { name: name.to_owned(), origin, path: Vec::new() };
        let filters = Vec::new();
        Self { root, markup: false, escaped: false, json: false, url_encoded: false, attributes: false, filters }
    }

    fn step(mut self, step: Step) -> Self {
        if self.root.path.len() < MAX_STEPS {
            self.root.path.push(step);
        }
        self
    }

    /// An element of the value, as a loop gives it.
    fn element(self) -> Self {
        if self.root.path.last() == Some(&Step::Keys) { self } else { self.step(Step::Any) }
    }

    fn escape(&mut self) {
        self.escaped = self.escaped || !self.markup;
        self.markup = true;
    }

    /// Applies a filter by its name; `None` if nothing of the text is left.
    fn filtered(mut self, name: &str) -> Option<Self> {
        if self.filters.len() < MAX_STEPS {
            self.filters.push(name.to_owned());
        }
        match filter(name).map(|fact| fact.effect) {
            Some(Effect::Numbers) => return None,
            Some(Effect::Escapes) => self.escape(),
            Some(Effect::ForceEscapes | Effect::Links) => {
                self.escaped = true;
                self.markup = true;
            }
            Some(Effect::MarksSafe) => self.markup = true,
            Some(Effect::Json) => {
                self.json = true;
                self.markup = true;
                self.escaped = false;
                self.url_encoded = false;
            }
            Some(Effect::UrlEncodes) => {
                self.url_encoded = true;
                self.markup = false;
            }
            Some(Effect::StripsTags) => {
                self.markup = false;
                self.escaped = false;
                self.json = false;
            }
            Some(Effect::Plain) => self.markup = false,
            Some(Effect::Attributes) => {
                self.attributes = true;
                self.escaped = true;
                self.markup = true;
            }
            Some(Effect::Element | Effect::Joins) => return Some(self.element()),
            Some(Effect::Keeps | Effect::Attribute | Effect::Default | Effect::Format) | None => {}
        }
        Some(self)
    }

    /// This flow, with the parameter that it starts from replaced by what a call gives for it.
    pub(crate) fn through(&self, given: &Self) -> Self {
        let mut flow = self.clone();
        flow.root = given.root.clone();
        for step in &self.root.path {
            flow = flow.step(step.clone());
        }
        flow.markup |= given.markup;
        flow.escaped |= given.escaped;
        flow.json |= given.json;
        flow.url_encoded |= given.url_encoded;
        flow.attributes |= given.attributes;
        flow.filters = given.filters.iter().chain(&self.filters).take(MAX_STEPS).cloned().collect();
        flow
    }
}

/// What a name stands for inside a template.
#[derive(Debug, Clone)]
enum Bound {
    /// A value, made of these variables.
    Value(Vec<Flow>),
    /// A macro of this template: a call of it renders markup.
    Macro,
    /// A template that was imported, or a name from it.
    Import(Option<String>),
}

struct Scope {
    names: HashSet<String>,
    /// How many conditions surrounded the scope when it was opened.
    conditions: u32,
}

/// The names that are visible at a place.
pub(crate) struct Names {
    bound: HashMap<String, Vec<Bound>>,
    scopes: Vec<Scope>,
    /// How many conditions surround the place: below one, an assignment may not happen.
    pub conditions: u32,
}

/// Functions that a template can call and whose result nobody can turn against a page.
const HARMLESS_CALLS: &[&str] =
    &["url_for", "csrf_token", "csp_nonce", "range", "lipsum", "caller", "super", "super.super", "generate_csrf"];

impl Names {
    pub(crate) fn new() -> Self {
        Self { bound: HashMap::new(), scopes: vec![Scope { names: HashSet::new(), conditions: 0 }], conditions: 0 }
    }

    pub(crate) fn open(&mut self) {
        self.scopes.push(Scope { names: HashSet::new(), conditions: self.conditions });
    }

    pub(crate) fn close(&mut self) {
        for name in self.scopes.pop().map(|scope| scope.names).unwrap_or_default() {
            if let Some(stack) = self.bound.get_mut(&name) {
                stack.pop();
                if stack.is_empty() {
                    self.bound.remove(&name);
                }
            }
        }
    }

    fn bind(&mut self, name: &str, bound: Bound) {
        let Some(scope) = self.scopes.last_mut() else { return };
        let stack = self.bound.entry(name.to_owned()).or_default();
        if !scope.names.insert(name.to_owned()) {
            stack.pop();
        }
        stack.push(bound);
    }

    /// `set name = value`: under a condition, what the name was before stays possible.
    pub(crate) fn assign(&mut self, name: &str, mut flows: Vec<Flow>) {
        let conditional = self.scopes.last().is_some_and(|scope| self.conditions > scope.conditions);
        if conditional {
            for before in self.variable(name) {
                push(&mut flows, before);
            }
        }
        self.bind(name, Bound::Value(flows));
    }

    pub(crate) fn declare(&mut self, name: &str, flows: Vec<Flow>) {
        self.bind(name, Bound::Value(flows));
    }

    pub(crate) fn declare_macro(&mut self, name: &str) {
        self.bind(name, Bound::Macro);
    }

    pub(crate) fn declare_import(&mut self, name: &str, template: Option<String>) {
        self.bind(name, Bound::Import(template));
    }

    pub(crate) fn declare_parameter(&mut self, name: &str, of: &str, default: Option<&Expr>) {
        let mut flows = vec![Flow::new(name, Origin::Parameter(of.to_owned()))];
        for flow in default.map(|value| self.flows(value)).unwrap_or_default() {
            push(&mut flows, flow);
        }
        self.bind(name, Bound::Value(flows));
    }

    /// Assigns to a target of `for`, `set` or `with`.
    pub(crate) fn assign_target(&mut self, target: &Expr, value: &Expr) {
        match (&target.kind, &value.kind) {
            (ExprKind::Name(name), _) => {
                let flows = self.flows(value);
                self.assign(name, flows);
            }
            // All values are read before the first name is assigned: `set a, b = b, a`.
            (ExprKind::Tuple(targets), ExprKind::Tuple(values)) if targets.len() == values.len() => {
                let flows: Vec<Vec<Flow>> = values.iter().map(|value| self.flows(value)).collect();
                for (target, flows) in targets.iter().zip(flows) {
                    if let ExprKind::Name(name) = &target.kind {
                        self.assign(name, flows);
                    }
                }
            }
            (ExprKind::Tuple(targets), _) => {
                let flows = self.flows(value);
                self.assign_parts(targets, &flows);
            }
            (ExprKind::Attribute { .. }, _) => {
                // `set ns.name = value`: seen everywhere from here on, and never certain.
                let Some(name) = target.dotted() else { return };
                let mut flows = self.flows(value);
                let stack = self.bound.entry(name).or_default();
                if let Some(Bound::Value(before)) = stack.pop() {
                    for flow in before {
                        push(&mut flows, flow);
                    }
                }
                stack.push(Bound::Value(flows));
            }
            _ => {}
        }
    }

    fn assign_parts(&mut self, targets: &[Expr], flows: &[Flow]) {
        for (at, target) in targets.iter().enumerate() {
            let part: Vec<Flow> = flows.iter().map(|flow| flow.clone().step(Step::Key(at.to_string()))).collect();
            match &target.kind {
                ExprKind::Name(name) => self.assign(name, part),
                ExprKind::Tuple(inner) => self.assign_parts(inner, &part),
                _ => {}
            }
        }
    }

    /// Binds the target of a loop to the elements of what it walks.
    pub(crate) fn assign_elements(&mut self, target: &Expr, iterable: &Expr) {
        let flows = self.flows(iterable);
        if let (ExprKind::Tuple(targets), true) = (&target.kind, gives_pairs(iterable)) {
            if let [key, value] = targets.as_slice() {
                let keys: Vec<Flow> = flows.iter().map(|flow| flow.clone().step(Step::Keys)).collect();
                let values: Vec<Flow> = flows.into_iter().map(Flow::element).collect();
                for (target, flows) in [(key, keys), (value, values)] {
                    match &target.kind {
                        ExprKind::Name(name) => self.declare(name, flows),
                        ExprKind::Tuple(inner) => self.assign_parts(inner, &flows),
                        _ => {}
                    }
                }
                return;
            }
        }
        let listed = matches!(iterable.kind, ExprKind::List(_) | ExprKind::Tuple(_));
        let elements: Vec<Flow> = if listed { flows } else { flows.into_iter().map(Flow::element).collect() };
        match &target.kind {
            ExprKind::Name(name) => self.declare(name, elements),
            ExprKind::Tuple(targets) => self.assign_parts(targets, &elements),
            _ => {}
        }
    }

    fn variable(&self, name: &str) -> Vec<Flow> {
        match self.bound.get(name).and_then(|stack| stack.last()) {
            Some(Bound::Value(flows)) => flows.clone(),
            Some(Bound::Macro) => Vec::new(),
            Some(Bound::Import(template)) => vec![Flow::new(name, Origin::Import(template.clone()))],
            None if name == "self" => Vec::new(),
            None => vec![Flow::new(name, Origin::Context)],
        }
    }

    /// Whether `name` (dots allowed) is a macro here or comes from an import; gives the imported template.
    pub(crate) fn rendered_by(&self, name: &str) -> Option<Option<String>> {
        let first = name.split('.').next().unwrap_or(name);
        match self.bound.get(first)?.last()? {
            Bound::Macro => Some(None),
            Bound::Import(template) => Some(Some(template.clone().unwrap_or_default())),
            Bound::Value(_) => None,
        }
    }

    /// The variables that `expr` prints.
    pub(crate) fn flows(&self, expr: &Expr) -> Vec<Flow> {
        let mut found = Vec::new();
        self.collect(expr, &mut found);
        found
    }

    fn collect(&self, expr: &Expr, found: &mut Vec<Flow>) {
        match &expr.kind {
            ExprKind::Name(name) => push_all(found, self.variable(name)),
            ExprKind::Attribute { object, name } => {
                // A field of a namespace has its own binding.
                let field = if let ExprKind::Name(object) = &object.kind {
                    self.bound.get(&format!("{object}.{name}"))
                } else {
                    None
                };
                match field.and_then(|stack| stack.last()) {
                    Some(Bound::Value(flows)) => push_all(found, flows.clone()),
                    _ => push_all(found, self.stepped(object, &Step::Attribute(name.clone()))),
                }
            }
            ExprKind::Subscript { object, index } => match &index.kind {
                ExprKind::Text(key) | ExprKind::Number(key) => {
                    push_all(found, self.stepped(object, &Step::Key(key.clone())));
                }
                ExprKind::Slice(_) => self.collect(object, found),
                _ => push_all(found, self.stepped(object, &Step::Any)),
            },
            ExprKind::Call { function, arguments } => self.call(function, arguments, found),
            ExprKind::Filter { value, name, arguments } => self.filter(value, name, arguments, found),
            ExprKind::Binary { operator: "and" | "or" | "+" | "*", left, right } => {
                self.collect(left, found);
                self.collect(right, found);
            }
            ExprKind::Binary { operator: "%", left, right } => {
                self.collect(left, found);
                self.formatted(left, &mut std::iter::once(&**right), found);
            }
            ExprKind::Conditional { then, otherwise, .. } => {
                self.collect(then, found);
                if let Some(otherwise) = otherwise {
                    self.collect(otherwise, found);
                }
            }
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Concat(items) => {
                items.iter().for_each(|item| self.collect(item, found));
            }
            ExprKind::Dict(entries) => {
                for (key, value) in entries {
                    self.collect(key, found);
                    self.collect(value, found);
                }
            }
            // Numbers, truth values, literals, and bodies whose outputs were judged on their own.
            ExprKind::Binary { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Compare { .. }
            | ExprKind::Test { .. }
            | ExprKind::Text(_)
            | ExprKind::Number(_)
            | ExprKind::Boolean(_)
            | ExprKind::None
            | ExprKind::Slice(_)
            | ExprKind::Body
            | ExprKind::Invalid => {}
        }
    }

    fn stepped(&self, object: &Expr, step: &Step) -> Vec<Flow> {
        self.flows(object).into_iter().map(|flow| flow.step(step.clone())).collect()
    }

    /// `format % values` and its relatives: a format that is markup escapes what it takes in.
    fn formatted(&self, format: &Expr, values: &mut dyn Iterator<Item = &Expr>, found: &mut Vec<Flow>) {
        let escapes = format.is_marked_safe();
        for value in values {
            for mut flow in self.flows(value) {
                if escapes {
                    flow.escape();
                }
                push(found, flow);
            }
        }
    }

    fn call(&self, function: &Expr, arguments: &Arguments, found: &mut Vec<Flow>) {
        let dotted = function.dotted().unwrap_or_default();
        if HARMLESS_CALLS.contains(&dotted.as_str()) || self.rendered_by(&dotted).is_some() {
            return;
        }
        if is_markup_class(&dotted) || matches!(dotted.as_str(), "escape" | "markupsafe.escape" | "Markup.escape") {
            let name = if is_markup_class(&dotted) { "safe" } else { "escape" };
            for value in arguments.values() {
                push_all(found, self.flows(value).into_iter().filter_map(|flow| flow.filtered(name)).collect());
            }
            return;
        }
        let given = |found: &mut Vec<Flow>| arguments.values().for_each(|value| self.collect(value, found));
        let ExprKind::Attribute { object, name } = &function.kind else {
            // Constructors and translations of the template itself hand on what they get.
            if !matches!(dotted.as_str(), "dict" | "namespace" | "cycler" | "joiner" | "_" | "gettext" | "ngettext") {
                push_all(found, self.stepped(function, &Step::Call));
            }
            given(found);
            return;
        };
        match name.as_str() {
            "items" | "values" | "copy" => self.collect(object, found),
            "keys" => push_all(found, self.stepped(object, &Step::Keys)),
            "get" => {
                let step = match arguments.positional.first().map(|key| &key.kind) {
                    Some(ExprKind::Text(key) | ExprKind::Number(key)) => Step::Key(key.clone()),
                    _ => Step::Any,
                };
                push_all(found, self.stepped(object, &step));
                arguments.positional.iter().skip(1).for_each(|default| self.collect(default, found));
            }
            "format" | "join" => {
                self.collect(object, found);
                self.formatted(object, &mut arguments.values(), found);
            }
            "upper" | "lower" | "strip" | "lstrip" | "rstrip" | "title" | "capitalize" | "replace" | "split"
            | "center" | "ljust" | "rjust" | "zfill" | "swapcase" => {
                self.collect(object, found);
                given(found);
            }
            "isdigit" | "startswith" | "endswith" | "count" | "index" | "find" | "isalpha" | "isalnum" => {}
            _ => {
                push_all(found, self.stepped(function, &Step::Call));
                given(found);
            }
        }
    }

    fn filter(&self, value: &Expr, name: &str, arguments: &Arguments, found: &mut Vec<Flow>) {
        let effect = filter(name).map(|fact| fact.effect);
        let mut flows = self.flows(value);
        match effect {
            Some(Effect::Default) => {
                if let Some(default) = arguments.get(0, "default_value") {
                    push_all(&mut flows, self.flows(default));
                }
            }
            Some(Effect::Format) => {
                self.formatted(value, &mut arguments.values(), found);
            }
            Some(Effect::Joins) => {
                if let Some(between) = arguments.get(0, "d") {
                    self.collect(between, found);
                }
            }
            Some(Effect::Keeps) if name == "replace" => {
                if let Some(new) = arguments.get(1, "new") {
                    self.collect(new, found);
                }
            }
            Some(Effect::Attribute) => {
                let element = name == "map";
                let by_name = if element { None } else { arguments.positional.first() };
                let named = arguments.keyword.iter().find(|(key, _)| key == "attribute").map(|(_, value)| value);
                if let Some(path) = by_name.or(named).and_then(Expr::as_text) {
                    for flow in flows {
                        let mut flow = if element { flow.element() } else { flow };
                        for part in path.split('.') {
                            flow = flow.step(Step::Attribute(part.to_owned()));
                        }
                        flow.filters.truncate(MAX_STEPS);
                        push(found, flow);
                    }
                    return;
                }
                // `map('escape')` does to each element what the filter does to one.
                if let (true, Some(inner)) = (element, arguments.positional.first().and_then(Expr::as_text)) {
                    flows = flows.into_iter().filter_map(|flow| flow.filtered(inner)).collect();
                }
            }
            _ => {}
        }
        push_all(found, flows.into_iter().filter_map(|flow| flow.filtered(name)).collect());
    }
}

/// Whether a loop over the expression gives keys and values.
fn gives_pairs(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call { function, .. } => {
            matches!(&function.kind, ExprKind::Attribute { name, .. } if name == "items" || name == "iteritems")
        }
        ExprKind::Filter { value, name, .. } => matches!(name.as_str(), "items" | "dictsort") || gives_pairs(value),
        _ => false,
    }
}

fn push(found: &mut Vec<Flow>, flow: Flow) {
    if found.len() < MAX_FLOWS && !found.contains(&flow) {
        found.push(flow);
    }
}

fn push_all(found: &mut Vec<Flow>, flows: Vec<Flow>) {
    for flow in flows {
        push(found, flow);
    }
}

/// Whether a list of flows may have lost some.
pub(crate) const fn is_cut(flows: &[Flow]) -> bool {
    flows.len() >= MAX_FLOWS
}
