//! A template's source with the guard written into it: escapers at its outputs, tokens in its forms, nonces at its scripts.
//!
//! Everything is inserted and nothing is taken away, and nothing that is inserted has a line break: a traceback names the
//! line that the author knows. What is called here (`__stopple_url`, ...) are filters, which no variable of a template can hide.
//!
//! ```
//! use stopple_templates::rewrite::rewrite;
//!
//! let guarded = rewrite("<a href=\"{{ user.site }}\">{{ user.name }}</a>", true, &[]).unwrap().unwrap();
//! assert_eq!(guarded, "<a href=\"{{ (user.site)|__stopple_url }}\">{{ user.name }}</a>");
//! ```

mod forms;
mod nonces;
mod outputs;
mod translations;

use std::collections::HashSet;

use stopple_source::{Edit, EditError, Span, apply_edits};

use crate::context::{Context, UrlPart};
use crate::expression::ExprKind;
use crate::facts::{Autoescape, Output, Starts, Tag, Template};
use crate::parse_with;
use crate::pieces::{Piece, split};
use crate::tree::{Node, NodeKind};

pub use forms::{Place, field_place};

/// What the names of all filters that are written into templates begin with.
pub const PREFIX: &str = "__stopple_";

/// The guarded source, or `None` where nothing has to be changed.
///
/// `autoescape` says whether the environment escapes the outputs of this file; one that it does not is left alone, but for
/// what the template itself switches on. `parents` are the sources of the templates that this one extends, the nearest
/// first: they say where its blocks stand.
pub fn rewrite(text: &str, autoescape: bool, parents: &[&str]) -> Result<Option<String>, EditError> {
    // Already done; and text without these has nothing that could be.
    if text.contains(PREFIX) || !(text.contains('{') || text.contains('<')) {
        return Ok(None);
    }
    let template = parse_with(text, &starts(parents));
    let edits = edits(text, &template, autoescape);
    if edits.is_empty() { Ok(None) } else { apply_edits(text, &edits).map(Some) }
}

/// The templates that this one may extend, as far as their names are literal, in the order in which they are tried.
pub fn parents(text: &str) -> Vec<String> {
    if !text.contains("extends") {
        return Vec::new();
    }
    parse_with(text, &Starts::default()).extends.into_iter().flat_map(|reference| reference.names).collect()
}

/// Where the blocks of a template stand whose parents have these sources.
fn starts(parents: &[&str]) -> Starts {
    let mut starts = Starts::default();
    for parent in parents.iter().rev() {
        let template = parse_with(parent, &starts);
        starts.blocks.extend(template.blocks.into_iter().map(|block| (block.name, block.entry)));
    }
    starts
}

fn edits(text: &str, template: &Template, autoescape: bool) -> Vec<Edit> {
    let mut page = Page::new(text, template, autoescape);
    outputs::escape(&mut page);
    translations::escape(&mut page);
    if autoescape {
        nonces::add(&mut page);
        forms::add(&mut page);
    }
    page.insertions.sort_by_key(|insertion| (insertion.at, insertion.rank));
    page.insertions.into_iter().map(|insertion| Edit::insert(insertion.at, insertion.text)).collect()
}

/// In which order things are inserted at one place: what ends before it, what stands there, what begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Closes,
    Stands,
    Opens,
}

struct Insertion {
    at: u32,
    rank: Rank,
    text: String,
}

/// A template on its way.
struct Page<'t> {
    text: &'t str,
    template: &'t Template,
    autoescape: bool,
    raw: Vec<Span>,
    /// Texts for translators: only names of variables may stand in them.
    translations: Vec<Span>,
    /// Variables that hold what a `set` block rendered: markup, escaped for text.
    rendered_names: HashSet<String>,
    /// Where macros of other templates are called, sorted.
    foreign_calls: Vec<u32>,
    insertions: Vec<Insertion>,
}

impl<'t> Page<'t> {
    fn new(text: &'t str, template: &'t Template, autoescape: bool) -> Self {
        let raw = if text.contains("raw") {
            let pieces = split(text, &mut Vec::new());
            pieces
                .into_iter()
                .filter_map(|piece| if let Piece::Raw(span) = piece { Some(span) } else { None })
                .collect()
        } else {
            Vec::new()
        };
        let foreign = template.macro_calls.iter().filter(|call| call.template.is_some());
        let mut foreign_calls: Vec<u32> = foreign.map(|call| call.span.start).collect();
        foreign_calls.sort_unstable();
        let mut page = Self {
            text,
            template,
            autoescape,
            raw,
            translations: Vec::new(),
            rendered_names: HashSet::new(),
            foreign_calls,
            insertions: Vec::new(),
        };
        page.look(&template.nodes);
        page
    }

    fn look(&mut self, nodes: &[Node]) {
        for node in nodes {
            match &node.kind {
                NodeKind::Trans { .. } => self.translations.push(node.span),
                NodeKind::SetBlock { target, .. } => {
                    if let ExprKind::Name(name) = &target.kind {
                        self.rendered_names.insert(name.clone());
                    }
                }
                _ => {}
            }
            for body in node.bodies() {
                self.look(body);
            }
        }
    }

    fn source(&self, span: Span) -> &'t str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    fn insert(&mut self, at: u32, rank: Rank, text: impl Into<String>) {
        self.insertions.push(Insertion { at, rank, text: text.into() });
    }

    /// Inserts an output into literal text; a raw block is interrupted for it.
    fn insert_output(&mut self, at: u32, text: &str) {
        let text = if self.is_raw(at) { format!("{{% endraw %}}{text}{{% raw %}}") } else { text.to_owned() };
        self.insert(at, Rank::Stands, text);
    }

    fn is_raw(&self, at: u32) -> bool {
        let first = self.raw.partition_point(|raw| raw.end < at);
        self.raw.get(first).is_some_and(|raw| raw.start <= at)
    }

    fn is_translated(&self, at: u32) -> bool {
        let first = self.translations.partition_point(|span| span.end <= at);
        self.translations.get(first).is_some_and(|span| span.contains(at))
    }

    /// Whether an output is escaped where it stands. One of which nobody knows is treated as if.
    const fn is_escaped(&self, output: &Output) -> bool {
        match output.autoescape {
            Autoescape::On | Autoescape::Unknown => true,
            Autoescape::Off => false,
            Autoescape::Inherited => self.autoescape,
        }
    }

    /// Whether anything is printed that is not written in the template, or that nobody can turn against a page.
    fn varies(&self, output: &Output) -> bool {
        let unread = &mut |expr: &crate::Expr| match &expr.kind {
            ExprKind::Name(name) => self.rendered_names.contains(name),
            ExprKind::Invalid | ExprKind::Body => true,
            _ => false,
        };
        !output.flows.is_empty() || output.expression.any(unread)
    }

    /// Whether a variable chooses where the URLs in a tag lead.
    fn leads_anywhere(&self, tag: Span) -> bool {
        self.outputs_in(tag).any(|(_, output)| {
            let chooses = matches!(output.context, Context::Url { part: UrlPart::Start | UrlPart::Host, .. });
            chooses && (self.varies(output) || outputs::renders(self, output))
        })
    }

    /// The outputs in a part of the text, and their places in the list.
    fn outputs_in(&self, span: Span) -> impl Iterator<Item = (usize, &'t Output)> + use<'t> {
        // They are in the order of the text.
        let all: &'t [Output] = &self.template.outputs;
        let first = all.partition_point(|output| output.span.start < span.start);
        let rest = all.iter().enumerate().skip(first);
        rest.take_while(move |(_, output)| output.span.start < span.end)
            .filter(move |(_, output)| output.span.end <= span.end)
    }

    /// The start tags that begin in a part of the text.
    fn tags_in(&self, span: Span) -> impl Iterator<Item = &'t Tag> + use<'t> {
        let all: &'t [Tag] = &self.template.tags;
        let first = all.partition_point(|tag| tag.span.end <= span.start);
        all.iter().skip(first).take_while(move |tag| tag.span.start < span.end)
    }
}
