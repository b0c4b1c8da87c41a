//! What is known about a template beside its tree: outputs, forms, macros, inline code.

use std::collections::HashMap;
use std::sync::Arc;

use stopple_source::Span;

use crate::context::Context;
use crate::expression::Expr;
use crate::flow::{Flow, Origin, Step, is_cut};
use crate::html::{HtmlState, TagAttribute};
use crate::problem::Problem;
use crate::tree::{Node, Parameter};
use crate::verdict::{Treatment, Verdict, verdict};

/// Whether outputs are escaped at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Autoescape {
    /// Inside `{% autoescape true %}`.
    On,
    /// Inside `{% autoescape false %}`.
    Off,
    /// Decided when the template is rendered: `{% autoescape variable %}`.
    Unknown,
    /// As the environment decides for the file; Flask goes by the ending, see [`escaped_by_flask`].
    #[default]
    Inherited,
}

impl Autoescape {
    /// Whether outputs are escaped, where the environment says `inherited` for the file. Unknown counts as off.
    pub const fn is_on(self, inherited: bool) -> bool {
        match self {
            Self::On => true,
            Self::Off | Self::Unknown => false,
            Self::Inherited => inherited,
        }
    }
}

/// Whether Flask escapes the outputs of a template file of this name.
/// Strings given to `render_template_string` are always escaped.
pub fn escaped_by_flask(name: &str) -> bool {
    [".html", ".htm", ".xml", ".xhtml", ".svg"].iter().any(|ending| name.ends_with(ending))
}

/// Whether a template file that Flask does not escape holds a page all the same: a mail, a feed or a configuration does not.
///
/// The ending behind Jinja's own (`mail.txt.j2`) says what it becomes. Where none does, an end tag or the like says it.
pub fn is_page(name: &str, text: &str) -> bool {
    let plain =
        [".j2", ".jinja2", ".jinja", ".tmpl", ".tpl", ".template"].iter().find_map(|own| name.strip_suffix(own));
    let ending = plain.unwrap_or(name).rsplit_once('.').map_or("", |(_, ending)| ending);
    if escaped_by_flask(plain.unwrap_or(name)) {
        return true;
    }
    if plain.is_none() || OTHER_TEXTS.contains(&ending) {
        // `.jinja2` alone says nothing; any other ending that Flask does not escape is that of a text.
        return false;
    }
    let bytes = text.as_bytes();
    let is_markup = |rest: &[u8]| {
        rest.first() == Some(&b'/') && rest.get(1).is_some_and(u8::is_ascii_alphabetic)
            || ["!doctype", "br", "img", "input", "meta", "link"]
                .iter()
                .any(|tag| rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag.as_bytes())))
    };
    bytes.iter().enumerate().any(|(at, byte)| *byte == b'<' && is_markup(&bytes[at + 1..]))
}

/// Endings of texts that are no pages.
const OTHER_TEXTS: &[&str] = &[
    "txt", "text", "md", "rst", "csv", "json", "yaml", "yml", "toml", "ini", "cfg", "conf", "sh", "sql", "tex", "ics",
    "py", "js",
];

/// A place where the template prints something.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The whole `{{ ... }}` or `{% print ... %}`.
    pub span: Span,
    /// What is printed.
    pub expression: Arc<Expr>,
    /// Where in the HTML.
    pub context: Context,
    /// Branches before it end in different places, and `context` is the most dangerous of them.
    pub ambiguous: bool,
    /// The literal text before it in the same attribute value or name, `*` for outputs; the first 200 signs.
    pub before: String,
    /// It stands in a text for translators, which holds names of variables and nothing else.
    pub translated: bool,
    /// Whether outputs are escaped here.
    pub autoescape: Autoescape,
    /// The variables that are printed, with what is done to each. Loops, `set` and `with` are followed.
    pub flows: Vec<Flow>,
    /// The filters of the `filter` and `set` blocks around it, in the order of the text.
    pub filter_blocks: Vec<String>,
    /// The `block` around it.
    pub block: Option<String>,
    /// The macro around it.
    pub macro_name: Option<String>,
    /// False for what stands outside of all blocks in a template that extends another: it is never printed.
    pub rendered: bool,
}

impl Output {
    /// More variables are printed than were followed.
    pub fn flows_cut(&self) -> bool {
        is_cut(&self.flows)
    }

    /// What is done in all to one of the flows, where the environment says `inherited` for the file.
    pub fn treatment(&self, flow: &Flow, inherited: bool) -> Treatment {
        let mut treatment = flow.treatment(self.autoescape.is_on(inherited));
        // The filter sees the escaped text, and resolves it again; nothing escapes what a filter block gives.
        if self.filter_blocks.iter().any(|name| name == "striptags") {
            treatment.escaped = false;
            treatment.json = false;
        }
        treatment
    }

    /// What hostile text in this flow does here.
    pub fn verdict_of(&self, flow: &Flow, inherited: bool) -> Verdict {
        verdict(&self.context, self.treatment(flow, inherited))
    }

    /// The worst verdict over all variables that are printed; safe where none is.
    pub fn verdict(&self, inherited: bool) -> Verdict {
        self.flows.iter().map(|flow| self.verdict_of(flow, inherited)).max().unwrap_or(Verdict::Safe)
    }
}

/// Another template that is named.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The tag.
    pub span: Span,
    /// The literal names, in the order in which they are tried.
    pub names: Vec<String>,
    /// The variables from which the name is built; not empty means that the name is not fixed.
    pub flows: Vec<Flow>,
    /// Where in the HTML the tag stands.
    pub entry: HtmlState,
    /// For imports: the names there and here; `("", name)` for a whole template.
    pub imported: Vec<(String, String)>,
    /// For includes: the names that this template gives a value there (of a loop, `set`, `with`), and what they are made of.
    pub visible: Vec<(String, Vec<Flow>)>,
}

/// A macro.
#[derive(Debug, Clone, PartialEq)]
pub struct Macro {
    /// Its name.
    pub name: String,
    /// The whole definition.
    pub span: Span,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
}

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Its name.
    pub name: String,
    /// The whole block.
    pub span: Span,
    /// Where in the HTML it begins.
    pub entry: HtmlState,
}

/// The call of a macro of this template or of an imported one.
#[derive(Debug, Clone, PartialEq)]
pub struct MacroCall {
    /// The call.
    pub span: Span,
    /// The macro as it is called here, dots included.
    pub name: String,
    /// `None` for a macro of this template; else the name of the imported one (empty if it is not a literal).
    pub template: Option<String>,
    /// The arguments: their names if given, and the variables in them.
    pub arguments: Vec<(Option<String>, Vec<Flow>)>,
    /// Where in the HTML its result is printed; `None` where it is not printed at once (`set`, a condition).
    pub entry: Option<HtmlState>,
}

/// Whether a form carries a token against request forgery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CsrfField {
    /// It names one.
    Present,
    /// Something in it that is rendered elsewhere (an include, a macro, a form object) may bring one.
    Possible,
    /// Nothing in it can.
    Absent,
}

/// A `form` element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The start tag.
    pub tag: Span,
    /// From the start tag to the end tag, or to the end of the template.
    pub span: Span,
    /// The method in lower case; `*` stands for an output. `None` means GET.
    pub method: Option<String>,
    /// The action, `*` for outputs.
    pub action: Option<String>,
    /// Its token.
    pub csrf: CsrfField,
    /// Its end tag is in this template.
    pub closed: bool,
}

/// The start tag of an element that runs, styles, loads or sends something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// The element.
    pub name: String,
    /// From `<` to `>`.
    pub span: Span,
    /// Those of its attributes that matter; of all branches, if there are any in the tag.
    pub attributes: Vec<TagAttribute>,
}

impl Tag {
    /// The attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&TagAttribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl Form {
    /// Whether the form posts.
    pub fn posts(&self) -> bool {
        self.method.as_deref() == Some("post")
    }
}

/// What kind of code or style stands in the page itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InlineKind {
    /// `<script>`; the span is its start tag.
    Script,
    /// `<script src>`: not inline, but a nonce may be wanted.
    ScriptFile,
    /// `<style>`.
    Style,
    /// An event handler attribute; the span goes from its name to the opening quote.
    Handler,
    /// A style attribute.
    StyleAttribute,
    /// An attribute whose URL begins with `javascript:`.
    ScriptUrl,
}

/// Code or style in the page: what a strict Content-Security-Policy stops.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inline {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: InlineKind,
    /// It has a nonce.
    pub nonce: bool,
    /// The attribute; empty for elements.
    pub name: String,
}

/// Where a template, and its blocks, start in the HTML. What a parent template knows about its children.
#[derive(Debug, Clone, Default)]
pub struct Starts {
    /// Where the template itself starts: for an include, [`Reference::entry`].
    pub template: HtmlState,
    /// Where its blocks start: [`Block::entry`] of the parent template.
    pub blocks: HashMap<String, HtmlState>,
    /// Where its macros start: [`MacroCall::entry`] of the templates that call them. Those that are not named here
    /// start where this template itself prints them, and else in text.
    pub macros: HashMap<String, HtmlState>,
}

/// A template that was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Template {
    /// The statements.
    pub nodes: Vec<Node>,
    /// Every place that prints, in the order of the text.
    pub outputs: Vec<Output>,
    /// The parents (more than one only under conditions).
    pub extends: Vec<Reference>,
    /// The templates that are included.
    pub includes: Vec<Reference>,
    /// The templates from which something is imported.
    pub imports: Vec<Reference>,
    /// The macros that are defined here.
    pub macros: Vec<Macro>,
    /// The blocks.
    pub blocks: Vec<Block>,
    /// The calls of macros.
    pub macro_calls: Vec<MacroCall>,
    /// The forms.
    pub forms: Vec<Form>,
    /// Scripts, styles, handlers.
    pub inline: Vec<Inline>,
    /// Start tags of scripts, styles, links, frames, forms and their buttons.
    pub tags: Vec<Tag>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// How many macros that call one another are followed.
const MAX_CALLS: usize = 8;
/// How many parameters are looked up for one output.
const MAX_LOOKS: usize = 256;

impl Template {
    /// The flows of an output, with the parameters of a macro replaced by what the calls in this template give.
    /// A macro that is not called here keeps its parameters.
    pub fn flows_through_calls(&self, output: &Output) -> Vec<Flow> {
        self.resolved(&output.flows, &[])
    }

    /// The same for an output inside of a macro, with the calls of another template, as [`calls_into`](Self::calls_into)
    /// gives them. What a macro is given to be called (a form's field, each of a
    /// list of fields) renders itself and is no data.
    pub fn flows_from(&self, output: &Output, calls: &[MacroCall]) -> Vec<Flow> {
        let is_data = |flow: &&Flow| match flow.root.path.as_slice() {
            [.., before, Step::Call] => matches!(before, Step::Attribute(_)),
            path => path != [Step::Call],
        };
        let flows: Vec<Flow> = output.flows.iter().filter(is_data).cloned().collect();
        self.resolved(&flows, calls)
    }

    /// The calls of macros of another template: under the names that they have there, with arguments that no parameter
    /// of a macro of this template stands in; `outside` are the calls of those.
    pub fn calls_into(&self, template: &str, outside: &[MacroCall]) -> Vec<MacroCall> {
        let calls = self.macro_calls.iter().filter(|call| call.template.as_deref() == Some(template));
        let there = calls.filter_map(|call| {
            let (here, rest) = call.name.split_once('.').map_or((&*call.name, None), |(here, rest)| (here, Some(rest)));
            let mut imported = self.imports.iter().filter(|import| import.names.iter().any(|name| name == template));
            let name = imported.find_map(|import| {
                let (there, _) = import.imported.iter().find(|(_, own)| own == here)?;
                match rest {
                    Some(rest) if there.is_empty() => Some(rest.to_owned()),
                    None if !there.is_empty() => Some(there.clone()),
                    _ => None,
                }
            })?;
            let arguments = call.arguments.iter().map(|(name, flows)| (name.clone(), self.resolved(flows, outside)));
            Some(MacroCall { name, template: None, arguments: arguments.collect(), ..call.clone() })
        });
        there.collect()
    }

    fn resolved(&self, flows: &[Flow], outside: &[MacroCall]) -> Vec<Flow> {
        let mut done = Vec::new();
        let mut open: Vec<(Flow, usize)> = flows.iter().map(|flow| (flow.clone(), 0)).collect();
        // The bounds keep macros that call one another from growing without end.
        let mut looks = 0;
        while let Some((flow, depth)) = open.pop() {
            looks += 1;
            let given = match &flow.root.origin {
                Origin::Parameter(name) if depth < MAX_CALLS && looks < MAX_LOOKS => {
                    self.given(name, &flow.root.name, outside)
                }
                _ => Vec::new(),
            };
            if given.is_empty() {
                if done.len() < 64 && !done.contains(&flow) {
                    done.push(flow);
                }
            } else {
                open.extend(given.into_iter().map(|argument| (flow.through(&argument), depth + 1)));
            }
        }
        done.reverse();
        done
    }

    /// Where the macros of this template are printed by itself, if that is known and anywhere but in text.
    pub(crate) fn macro_starts(&self) -> HashMap<String, HtmlState> {
        let mut starts: HashMap<String, HtmlState> = HashMap::new();
        for call in self.macro_calls.iter().filter(|call| call.template.is_none()) {
            let Some(entry) = &call.entry else { continue };
            let joined = match starts.remove(&call.name) {
                Some(before) => before.join(entry.clone()),
                None => entry.clone(),
            };
            starts.insert(call.name.clone(), joined);
        }
        starts.retain(|_, state| state.context() != Context::Text);
        starts
    }

    /// What the calls in this template, and those of others, give for a parameter of one of its macros.
    fn given(&self, macro_name: &str, parameter: &str, outside: &[MacroCall]) -> Vec<Flow> {
        let Some(definition) = self.macros.iter().find(|candidate| candidate.name == macro_name) else {
            return Vec::new();
        };
        let position = definition.parameters.iter().position(|candidate| candidate.name == parameter);
        let mut found = Vec::new();
        let calls = self.macro_calls.iter().chain(outside);
        for call in calls.filter(|call| call.template.is_none() && call.name == macro_name) {
            let named = call.arguments.iter().find(|(name, _)| name.as_deref() == Some(parameter));
            let placed = position.and_then(|at| call.arguments.get(at)).filter(|(name, _)| name.is_none());
            for flow in named.or(placed).map(|(_, flows)| flows.as_slice()).unwrap_or_default() {
                if found.len() < 32 && !found.contains(flow) {
                    found.push(flow.clone());
                }
            }
        }
        found
    }
}
