//! A variable on its way to an output, and what was done to it.

use std::fmt;

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
    /// An element that is not known more exactly: of a loop.
    Any,
    /// What stands under a computed index or key.
    Item,
    /// The values of a dictionary.
    Values,
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
                Step::Any | Step::Item | Step::Values => out.write_str("[*]")?,
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
    /// All filters that it went through, the application's own included, and functions that are not known, as `name()`.
    /// An attribute of what such a function gave follows it as `.name`.
    pub filters: Vec<String>,
}

impl Flow {
    pub(crate) fn new(name: &str, origin: Origin) -> Self {
        let root = Root { name: name.to_owned(), origin, path: Vec::new() };
        let filters = Vec::new();
        Self { root, markup: false, escaped: false, json: false, url_encoded: false, attributes: false, filters }
    }

    /// Whether it is only known that the value was given to a function: what that made of it is another matter.
    pub fn went_through_call(&self) -> bool {
        self.filters.iter().any(|filter| filter.ends_with("()"))
    }

    pub(crate) fn step(mut self, step: Step) -> Self {
        // A part of what a function made of the variable is no part of the variable.
        if let Step::Attribute(name) = &step
            && self.filters.last().is_some_and(|last| last.ends_with("()") || last.starts_with('.'))
        {
            if self.filters.len() < MAX_STEPS {
                self.filters.push(format!(".{name}"));
            }
            return self;
        }
        if self.root.path.len() < MAX_STEPS {
            self.root.path.push(step);
        }
        self
    }

    /// An element of the value, as a loop gives it.
    pub(crate) fn element(self) -> Self {
        if let Some(Step::Keys | Step::Values) = self.root.path.last() { self } else { self.step(Step::Any) }
    }

    pub(crate) fn escape(&mut self) {
        self.escaped = self.escaped || !self.markup;
        self.markup = true;
    }

    /// Applies a filter by its name; `None` if nothing of the text is left.
    pub(crate) fn filtered(mut self, name: &str) -> Option<Self> {
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
        let mut flow = self.root.path.iter().fold(given.clone(), |flow, step| flow.step(step.clone()));
        flow.markup |= self.markup;
        flow.escaped |= self.escaped;
        flow.json |= self.json;
        flow.url_encoded |= self.url_encoded;
        flow.attributes |= self.attributes;
        flow.filters = flow.filters.iter().chain(&self.filters).take(MAX_STEPS).cloned().collect();
        flow
    }

    /// This flow in a template that another one includes where names have such values ([`Reference::visible`]).
    ///
    /// [`Reference::visible`]: crate::Reference::visible
    pub fn given(&self, names: &[(String, Vec<Self>)]) -> Vec<Self> {
        match names.iter().find(|(name, _)| self.root.origin == Origin::Context && *name == self.root.name) {
            Some((_, values)) => values.iter().take(MAX_FLOWS).map(|value| self.through(value)).collect(),
            None => vec![self.clone()],
        }
    }
}

pub(crate) fn push(found: &mut Vec<Flow>, flow: Flow) {
    if found.len() < MAX_FLOWS && !found.contains(&flow) {
        found.push(flow);
    }
}

pub(crate) fn push_all(found: &mut Vec<Flow>, flows: Vec<Flow>) {
    for flow in flows {
        push(found, flow);
    }
}

/// Whether a list of flows may have lost some.
pub(crate) const fn is_cut(flows: &[Flow]) -> bool {
    flows.len() >= MAX_FLOWS
}
