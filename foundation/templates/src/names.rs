//! The names that are visible at a place in a template, and the variables that an expression there prints.

use std::collections::{HashMap, HashSet};

use crate::expression::{Arguments, Expr, ExprKind, is_markup_class};
use crate::filters::{Effect, filter};
use crate::flow::{Flow, Origin, Step, push, push_all};

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
    /// Outputs are escaped here, as far as the template says: then `~` heeds markup.
    pub autoescape: bool,
}

/// Functions that a template can call and whose result nobody can turn against a page.
const HARMLESS_CALLS: &[&str] = &[
    "url_for",
    "url_for_security",
    "csrf_token",
    "generate_csrf",
    "csp_nonce",
    "range",
    "lipsum",
    "caller",
    "super",
    "super.super",
];

/// Functions whose result is made of their arguments, and of text of the application's own.
const HANDING_ON: &[&str] = &[
    "dict",
    "namespace",
    "cycler",
    "joiner",
    "_",
    "_gettext",
    "_ngettext",
    "gettext",
    "ngettext",
    "pgettext",
    "npgettext",
    "lazy_gettext",
];

impl Names {
    pub(crate) fn new() -> Self {
        Self {
            bound: HashMap::new(),
            scopes: vec![Scope { names: HashSet::new(), conditions: 0 }],
            conditions: 0,
            autoescape: true,
        }
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
            self.assign_part(target, part);
        }
    }

    fn assign_part(&mut self, target: &Expr, flows: Vec<Flow>) {
        match &target.kind {
            ExprKind::Name(name) => self.assign(name, flows),
            ExprKind::Tuple(inner) => self.assign_parts(inner, &flows),
            _ => {}
        }
    }

    /// Binds the target of a loop to the elements of what it walks.
    pub(crate) fn assign_elements(&mut self, target: &Expr, iterable: &Expr) {
        let flows = self.flows(iterable);
        let targets = match &target.kind {
            ExprKind::Tuple(targets) if gives_pairs(iterable) => targets.as_slice(),
            _ => &[],
        };
        if let [key, value] = targets {
            let keys: Vec<Flow> = flows.iter().map(|flow| flow.clone().step(Step::Keys)).collect();
            let values: Vec<Flow> = flows.into_iter().map(|flow| flow.step(Step::Values)).collect();
            self.assign_part(key, keys);
            self.assign_part(value, values);
            return;
        }
        let listed = matches!(iterable.kind, ExprKind::List(_) | ExprKind::Tuple(_));
        let elements: Vec<Flow> = if listed { flows } else { flows.into_iter().map(Flow::element).collect() };
        self.assign_part(target, elements);
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

    /// The names that have a value of this template's own here, in order, with the variables that it is made of.
    pub(crate) fn values(&self) -> Vec<(String, Vec<Flow>)> {
        let mut values: Vec<(String, Vec<Flow>)> = self
            .bound
            .iter()
            .filter_map(|(name, stack)| match stack.last()? {
                Bound::Value(flows) => Some((name.clone(), flows.clone())),
                _ => None,
            })
            .collect();
        values.sort_by(|one, other| one.0.cmp(&other.0));
        values
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
                _ => push_all(found, self.stepped(object, &Step::Item)),
            },
            ExprKind::Call { function, arguments } => self.call(function, arguments, found),
            ExprKind::Filter { value, name, arguments } => self.filter(value, name, arguments, found),
            ExprKind::Binary { operator: "+", left, right } => {
                let escapes = self.gives_markup(left) || self.gives_markup(right);
                self.joined(left, escapes, found);
                self.joined(right, escapes, found);
            }
            ExprKind::Binary { operator: "and" | "or" | "*", left, right } => {
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
            ExprKind::Concat(items) => {
                let escapes = self.autoescape && items.iter().any(|item| self.gives_markup(item));
                items.iter().for_each(|item| self.joined(item, escapes, found));
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => {
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

    /// Whether the value is markup for certain. Markup escapes what it is joined with.
    fn gives_markup(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Filter { value, name, .. } => match filter(name).map(|fact| fact.effect) {
                Some(Effect::Escapes | Effect::ForceEscapes | Effect::MarksSafe | Effect::Json) => true,
                Some(Effect::Attributes | Effect::Links) => self.autoescape,
                Some(Effect::Keeps) => self.gives_markup(value),
                _ => false,
            },
            ExprKind::Call { function, .. } => {
                function.dotted().is_some_and(|name| is_markup_class(&name) || is_escape_function(&name))
            }
            ExprKind::Binary { operator: "+", left, right } => self.gives_markup(left) || self.gives_markup(right),
            ExprKind::Concat(items) => self.autoescape && items.iter().any(|item| self.gives_markup(item)),
            ExprKind::Name(name) => match self.bound.get(name).and_then(|stack| stack.last()) {
                Some(Bound::Value(flows)) => !flows.is_empty() && flows.iter().all(|flow| flow.markup),
                _ => false,
            },
            _ => false,
        }
    }

    /// One side of a joint; `escapes` where another side is markup.
    fn joined(&self, expr: &Expr, escapes: bool, found: &mut Vec<Flow>) {
        if !escapes {
            return self.collect(expr, found);
        }
        for mut flow in self.flows(expr) {
            flow.escape();
            push(found, flow);
        }
    }

    /// `format % values` and its relatives: markup escapes what it takes in, plain text makes plain text of markup.
    /// Of formats that are not known, such as translations, it is only known that both can be.
    fn formatted(&self, format: &Expr, values: &mut dyn Iterator<Item = &Expr>, found: &mut Vec<Flow>) {
        let escapes = self.gives_markup(format);
        let plain = format.as_text().is_some();
        for value in values {
            for mut flow in self.flows(value) {
                if escapes {
                    flow.escape();
                } else if plain {
                    flow.markup = false;
                }
                push(found, flow);
            }
        }
    }

    /// What is given to a function that is not known: the call is noted among the filters, as `name()`.
    fn handed_to(&self, name: &str, arguments: &Arguments, found: &mut Vec<Flow>) {
        for mut flow in arguments.values().flat_map(|value| self.flows(value)) {
            flow.filters.push(format!("{name}()"));
            push(found, flow);
        }
    }

    fn call(&self, function: &Expr, arguments: &Arguments, found: &mut Vec<Flow>) {
        let dotted = function.dotted().unwrap_or_default();
        let builds_url = dotted.ends_with(".url_for");
        if builds_url || HARMLESS_CALLS.contains(&dotted.as_str()) || self.rendered_by(&dotted).is_some() {
            return;
        }
        if is_markup_class(&dotted) || is_escape_function(&dotted) {
            let name = if is_markup_class(&dotted) { "safe" } else { "escape" };
            for value in arguments.values() {
                push_all(found, self.flows(value).into_iter().filter_map(|flow| flow.filtered(name)).collect());
            }
            return;
        }
        let given = |found: &mut Vec<Flow>| arguments.values().for_each(|value| self.collect(value, found));
        let ExprKind::Attribute { object, name } = &function.kind else {
            if HANDING_ON.contains(&dotted.as_str()) {
                return given(found);
            }
            push_all(found, self.stepped(function, &Step::Call));
            self.handed_to(&dotted, arguments, found);
            return;
        };
        match name.as_str() {
            "items" | "copy" => self.collect(object, found),
            "values" => push_all(found, self.stepped(object, &Step::Values)),
            "keys" => push_all(found, self.stepped(object, &Step::Keys)),
            "get" => {
                let step = match arguments.positional.first().map(|key| &key.kind) {
                    Some(ExprKind::Text(key) | ExprKind::Number(key)) => Step::Key(key.clone()),
                    _ => Step::Item,
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
                self.handed_to(&dotted, arguments, found);
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
                        push_all(found, flow.filtered(name).into_iter().collect());
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

/// Whether a dotted name is MarkupSafe's `escape` under its usual names.
fn is_escape_function(name: &str) -> bool {
    matches!(name, "escape" | "markupsafe.escape" | "Markup.escape")
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
