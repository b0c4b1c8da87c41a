//! Walks the tree once, with the HTML tokenizer and the visible names at hand, and writes down what it finds.

use stopple_source::Span;

use crate::expression::{Expr, ExprKind};
use crate::facts::{
    Autoescape, Block, CsrfField, Form, Inline, InlineKind, Macro, MacroCall, Output, Reference, Starts, Tag, Template,
};
use crate::html::{HtmlEvent, HtmlState, TagAttribute};
use crate::names::Names;
use crate::tree::{Node, NodeKind, Parameter};

/// Fills in the facts of `template`, whose tree has been read from `text`.
pub(crate) fn survey(text: &str, template: &mut Template, starts: &Starts) {
    let nodes = std::mem::take(&mut template.nodes);
    let problems = std::mem::take(&mut template.problems);
    *template = Template::default();
    let mut survey = Survey {
        text,
        template,
        starts,
        state: starts.template.entered_at(0),
        names: Names::new(),
        autoescape: Autoescape::Inherited,
        block: None,
        macro_name: None,
        filter_blocks: Vec::new(),
        extended: false,
        open_forms: Vec::new(),
        rendered_elsewhere: Vec::new(),
        translated: false,
    };
    survey.nodes(&nodes);
    survey.judge_forms();
    template.nodes = nodes;
    template.problems = problems;
}

struct Survey<'t> {
    text: &'t str,
    template: &'t mut Template,
    starts: &'t Starts,
    state: HtmlState,
    names: Names,
    autoescape: Autoescape,
    block: Option<String>,
    macro_name: Option<String>,
    filter_blocks: Vec<String>,
    /// An `extends` that is certain has been seen: what stands outside of blocks is not printed.
    extended: bool,
    /// Forms whose end tag has not come, by their place in the list.
    open_forms: Vec<usize>,
    /// Where something is printed whose HTML is not in this template.
    rendered_elsewhere: Vec<u32>,
    /// In the body of a `trans`.
    translated: bool,
}

impl Survey<'_> {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn printed(&self) -> bool {
        !self.extended || self.block.is_some() || self.macro_name.is_some()
    }

    fn node(&mut self, node: &Node) {
        let span = node.span;
        match &node.kind {
            NodeKind::Text => {
                if self.printed() {
                    self.literal(span);
                }
            }
            NodeKind::Output(expr) => self.output(span, expr),
            NodeKind::If { branches, otherwise } => {
                let mut bodies: Vec<&[Node]> = branches.iter().map(|(_, body)| body.as_slice()).collect();
                bodies.push(otherwise.as_deref().unwrap_or(&[]));
                for (condition, _) in branches {
                    self.calls(condition);
                }
                self.alternatives(&bodies);
            }
            NodeKind::For { target, iterable, condition, body, otherwise, .. } => {
                self.calls(iterable);
                if let Some(condition) = condition {
                    self.calls(condition);
                }
                let entry = self.state.clone();
                self.names.open();
                self.names.assign_elements(target, iterable);
                self.names.declare("loop", Vec::new());
                self.nodes(body);
                self.names.close();
                let mut end = std::mem::replace(&mut self.state, entry);
                if let Some(otherwise) = otherwise {
                    self.names.conditions += 1;
                    self.nodes(otherwise);
                    self.names.conditions -= 1;
                }
                let other = std::mem::take(&mut self.state);
                end = end.join(other);
                self.state = end;
            }
            NodeKind::Set { target, value } => {
                self.calls(value);
                self.names.assign_target(target, value);
            }
            NodeKind::SetBlock { target, filters, body } => {
                // The body is rendered apart, as text; its outputs are judged there, with the filters on it.
                let before = self.filter_blocks.len();
                if let Some(chain) = filters {
                    self.calls(chain);
                    self.filter_blocks.extend(chain.filters().into_iter().map(str::to_owned));
                }
                self.apart(body);
                self.filter_blocks.truncate(before);
                if let ExprKind::Name(name) = &target.kind {
                    self.names.assign(name, Vec::new());
                }
            }
            NodeKind::Block { name, body, .. } => self.block(name, span, body),
            NodeKind::Extends(template) => {
                let reference = self.reference(span, template);
                self.template.extends.push(reference);
                if self.names.conditions == 0 && self.block.is_none() && self.macro_name.is_none() {
                    self.extended = true;
                }
            }
            NodeKind::Include { template, .. } => {
                let mut reference = self.reference(span, template);
                reference.visible = self.names.values();
                self.template.includes.push(reference);
                self.rendered_elsewhere.push(span.start);
            }
            NodeKind::Import { template, name } => {
                let mut reference = self.reference(span, template);
                reference.imported.push((String::new(), name.clone()));
                self.names.declare_import(name, reference.names.first().cloned());
                self.template.imports.push(reference);
            }
            NodeKind::FromImport { template, names } => {
                let mut reference = self.reference(span, template);
                for (there, here) in names {
                    reference.imported.push((there.clone(), here.clone()));
                    self.names.declare_import(here, reference.names.first().cloned());
                }
                self.template.imports.push(reference);
            }
            NodeKind::Macro { name, parameters, body } => self.define(name, span, parameters, body),
            NodeKind::Call { parameters, call, body } => {
                self.printed_calls(call);
                self.rendered_elsewhere.push(span.start);
                let entry = self.state.clone();
                self.names.open();
                for parameter in parameters {
                    self.names.declare_parameter(&parameter.name, "caller", parameter.default.as_ref());
                }
                self.nodes(body);
                self.names.close();
                self.state = entry;
                self.opaque(span.start);
            }
            NodeKind::Filter { chain, body } => {
                self.calls(chain);
                let before = self.filter_blocks.len();
                self.filter_blocks.extend(chain.filters().into_iter().map(str::to_owned));
                self.nodes(body);
                self.filter_blocks.truncate(before);
            }
            NodeKind::With { bindings, body } => {
                self.names.open();
                for (target, value) in bindings {
                    self.calls(value);
                    self.names.assign_target(target, value);
                }
                self.nodes(body);
                self.names.close();
            }
            NodeKind::Autoescape { value, body } => {
                let setting = match value.kind {
                    ExprKind::Boolean(true) => Autoescape::On,
                    ExprKind::Boolean(false) => Autoescape::Off,
                    _ => Autoescape::Unknown,
                };
                let before = std::mem::replace(&mut self.autoescape, setting);
                self.names.autoescape = setting.is_on(true);
                self.nodes(body);
                self.autoescape = before;
                self.names.autoescape = before.is_on(true);
            }
            NodeKind::Trans { variables, .. } => {
                self.names.open();
                for (name, value) in variables {
                    if let Some(value) = value {
                        self.calls(value);
                        let flows = self.names.flows(value);
                        self.names.declare(name, flows);
                    }
                }
                let before = std::mem::replace(&mut self.translated, true);
                self.alternatives(&node.bodies());
                self.translated = before;
                self.names.close();
            }
            NodeKind::Do(expr) => self.calls(expr),
            NodeKind::Unknown(_) => self.rendered_elsewhere.push(span.start),
            NodeKind::Break | NodeKind::Continue | NodeKind::Debug => {}
        }
    }

    /// Bodies of which one is rendered: each starts here, and afterwards the worst of their ends counts.
    fn alternatives(&mut self, bodies: &[&[Node]]) {
        let entry = self.state.clone();
        let mut end: Option<HtmlState> = None;
        self.names.conditions += 1;
        for body in bodies {
            self.state = entry.clone();
            self.nodes(body);
            let state = std::mem::take(&mut self.state);
            end = Some(match end {
                Some(before) => before.join(state),
                None => state,
            });
        }
        self.names.conditions -= 1;
        self.state = end.unwrap_or(entry);
    }

    /// A body that is rendered for itself and put somewhere else.
    fn apart(&mut self, body: &[Node]) {
        let here = std::mem::take(&mut self.state);
        self.nodes(body);
        self.state = here;
    }

    fn block(&mut self, name: &str, span: Span, body: &[Node]) {
        let body_start = body.first().map_or(span.start, |node| node.span.start);
        // In a child the block stands where the parent has it, if anybody told; nested ones stand where they are.
        if self.extended && self.block.is_none() {
            self.state = self.starts.blocks.get(name).map(|state| state.entered_at(body_start)).unwrap_or_default();
        }
        self.template.blocks.push(Block { name: name.to_owned(), span, entry: self.state.clone() });
        self.rendered_elsewhere.push(span.start);
        let before = self.block.replace(name.to_owned());
        self.names.open();
        self.nodes(body);
        self.names.close();
        self.block = before;
    }

    fn define(&mut self, name: &str, span: Span, parameters: &[Parameter], body: &[Node]) {
        self.names.declare_macro(name);
        self.template.macros.push(Macro { name: name.to_owned(), span, parameters: parameters.to_vec() });
        let before = self.macro_name.replace(name.to_owned());
        self.names.open();
        for parameter in parameters {
            self.names.declare_parameter(&parameter.name, name, parameter.default.as_ref());
        }
        for extra in ["varargs", "kwargs"] {
            self.names.declare_parameter(extra, name, None);
        }
        self.names.declare("caller", Vec::new());
        let body_start = body.first().map_or(span.start, |node| node.span.start);
        let start = self.starts.macros.get(name).map(|state| state.entered_at(body_start)).unwrap_or_default();
        let here = std::mem::replace(&mut self.state, start);
        self.nodes(body);
        self.state = here;
        self.names.close();
        self.macro_name = before;
    }

    fn reference(&mut self, span: Span, template: &Expr) -> Reference {
        self.calls(template);
        let mut names = Vec::new();
        literal_names(template, &mut names);
        Reference {
            span,
            names,
            flows: self.names.flows(template),
            entry: self.state.clone(),
            imported: Vec::new(),
            visible: Vec::new(),
        }
    }

    fn output(&mut self, span: Span, expr: &std::sync::Arc<Expr>) {
        self.printed_calls(expr);
        let rendered = self.printed();
        self.template.outputs.push(Output {
            span,
            expression: expr.clone(),
            context: self.state.context(),
            ambiguous: self.state.ambiguous,
            before: self.state.before().to_owned(),
            translated: self.translated,
            autoescape: self.autoescape,
            flows: self.names.flows(expr),
            filter_blocks: self.filter_blocks.clone(),
            block: self.block.clone(),
            macro_name: self.macro_name.clone(),
            rendered,
        });
        if rendered {
            if brings_fields(expr) {
                self.rendered_elsewhere.push(span.start);
            }
            self.opaque(span.start);
        }
    }

    /// Writes down the calls of macros in an expression that is printed here.
    fn printed_calls(&mut self, expr: &Expr) {
        let first = self.template.macro_calls.len();
        self.calls(expr);
        let mut printed = Vec::new();
        directly_printed(expr, &mut printed);
        for call in self.template.macro_calls.iter_mut().skip(first).filter(|call| printed.contains(&call.span)) {
            call.entry = Some(self.state.clone());
        }
    }

    /// Writes down the calls of macros in an expression.
    fn calls(&mut self, expr: &Expr) {
        if let ExprKind::Call { function, arguments } = &expr.kind
            && let Some(name) = function.dotted()
            && let Some(template) = self.names.rendered_by(&name)
        {
            self.rendered_elsewhere.push(expr.span.start);
            let placed = arguments.positional.iter().map(|value| (None, value));
            let named = arguments.keyword.iter().map(|(name, value)| (Some(name.clone()), value));
            let arguments = placed.chain(named).map(|(name, value)| (name, self.names.flows(value))).collect();
            let entry = None;
            self.template.macro_calls.push(MacroCall { span: expr.span, name, template, arguments, entry });
        }
        let mut inner = Vec::new();
        expr.for_each_child(&mut |child| inner.push(child));
        for child in inner {
            self.calls(child);
        }
    }

    fn literal(&mut self, span: Span) {
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or("");
        let mut events = Vec::new();
        self.state.feed(text, span.start, &mut events);
        self.events(events);
    }

    /// Something unknown is printed here.
    fn opaque(&mut self, at: u32) {
        let mut events = Vec::new();
        self.state.opaque(at, &mut events);
        self.events(events);
    }

    fn events(&mut self, events: Vec<HtmlEvent>) {
        for event in events {
            match event {
                HtmlEvent::Tag { name, closing, span, attributes } => self.tag(&name, closing, span, &attributes),
                HtmlEvent::Inline { name, at, style } => {
                    let kind = if style { InlineKind::StyleAttribute } else { InlineKind::Handler };
                    self.template.inline.push(Inline { span: at, kind, nonce: false, name });
                }
                HtmlEvent::ScriptUrl { at } => {
                    let name = String::new();
                    self.template.inline.push(Inline { span: at, kind: InlineKind::ScriptUrl, nonce: false, name });
                }
            }
        }
    }

    fn tag(&mut self, name: &str, closing: bool, span: Span, attributes: &[TagAttribute]) {
        if !closing && matches!(name, "script" | "style" | "link" | "iframe" | "form" | "button" | "input") {
            self.template.tags.push(Tag { name: name.to_owned(), span, attributes: attributes.to_vec() });
        }
        let attribute = |wanted: &str| attributes.iter().find(|attribute| attribute.name == wanted);
        match (name, closing) {
            ("form", false) => {
                self.open_forms.push(self.template.forms.len());
                self.template.forms.push(Form {
                    tag: span,
                    span,
                    method: attribute("method").map(|method| method.value.trim().to_ascii_lowercase()),
                    action: attribute("action").map(|action| action.value.clone()),
                    csrf: CsrfField::Absent,
                    closed: false,
                });
            }
            ("form", true) => {
                // Both branches of a condition may have opened one; this tag ends whichever it was.
                for open in std::mem::take(&mut self.open_forms) {
                    if let Some(form) = self.template.forms.get_mut(open) {
                        form.span = form.tag.cover(span);
                        form.closed = true;
                    }
                }
            }
            ("script" | "style", false) => {
                let kind = match (name, attribute("src")) {
                    ("style", _) => InlineKind::Style,
                    (_, Some(_)) => InlineKind::ScriptFile,
                    (_, None) => InlineKind::Script,
                };
                let nonce = attribute("nonce").is_some();
                self.template.inline.push(Inline { span, kind, nonce, name: String::new() });
            }
            _ => {}
        }
    }

    /// Looks for tokens in the forms; once, when all of the template has been read.
    fn judge_forms(&mut self) {
        let end = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        for open in std::mem::take(&mut self.open_forms) {
            if let Some(form) = self.template.forms.get_mut(open) {
                form.span = Span::new(form.tag.start, end);
            }
        }
        if self.template.forms.is_empty() {
            return;
        }
        let lower = self.text.to_ascii_lowercase();
        let mut tokens: Vec<u32> = ["csrf", "xsrf", "hidden_tag"]
            .iter()
            .flat_map(|word| lower.match_indices(word))
            .map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX))
            .collect();
        tokens.sort_unstable();
        self.rendered_elsewhere.sort_unstable();
        let any_in = |places: &[u32], span: Span| {
            let first = places.partition_point(|place| *place < span.start);
            places.get(first).is_some_and(|place| *place < span.end)
        };
        for form in &mut self.template.forms {
            form.csrf = if any_in(&tokens, form.span) {
                CsrfField::Present
            } else if any_in(&self.rendered_elsewhere, Span::new(form.tag.end, form.span.end)) {
                CsrfField::Possible
            } else {
                CsrfField::Absent
            };
        }
    }
}

/// The literal names of templates in an `include` or `extends`.
fn literal_names(expr: &Expr, names: &mut Vec<String>) {
    match &expr.kind {
        ExprKind::Text(name) => names.push(name.clone()),
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().for_each(|item| literal_names(item, names)),
        ExprKind::Conditional { then, otherwise, .. } => {
            literal_names(then, names);
            if let Some(otherwise) = otherwise {
                literal_names(otherwise, names);
            }
        }
        _ => {}
    }
}

/// The calls whose result an output prints as it is: not those that are arguments of others.
fn directly_printed(expr: &Expr, calls: &mut Vec<Span>) {
    match &expr.kind {
        ExprKind::Call { .. } if calls.len() < 16 => calls.push(expr.span),
        ExprKind::Filter { value, .. } => directly_printed(value, calls),
        ExprKind::Concat(parts) => parts.iter().for_each(|part| directly_printed(part, calls)),
        ExprKind::Binary { operator: "+" | "or" | "and", left, right } => {
            directly_printed(left, calls);
            directly_printed(right, calls);
        }
        ExprKind::Conditional { then, otherwise, .. } => {
            directly_printed(then, calls);
            if let Some(otherwise) = otherwise {
                directly_printed(otherwise, calls);
            }
        }
        _ => {}
    }
}

/// Whether an output may print form fields that are not seen here: `form`, `render(form)`, `super()`, `caller()`.
fn brings_fields(expr: &Expr) -> bool {
    let form = |expr: &Expr| matches!(&expr.kind, ExprKind::Name(name) if name.contains("form"));
    match &expr.kind {
        ExprKind::Name(_) => form(expr),
        ExprKind::Call { function, arguments } => {
            let renders = function.dotted().is_some_and(|name| matches!(name.as_str(), "super" | "caller"));
            renders || form(function) || arguments.values().any(form)
        }
        ExprKind::Filter { value, .. } => brings_fields(value),
        _ => false,
    }
}
