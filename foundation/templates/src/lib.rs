//! Jinja source to a tree, and the HTML context of every output.
//!
//! Two products stand on this crate. The scanner asks of every `{{ output }}` of a template where in the HTML it
//! stands, which variables it prints, and whether hostile text in them would run. The runtime asks the same and
//! escapes accordingly. So that both agree, the answers are given here, from the author's source.
//!
//! ```
//! use stopple_templates::{Context, Verdict, parse};
//!
//! let template = parse("{% for post in posts %}<p>{{ post.body|safe }} <a href=\"{{ post.link }}\">{% endfor %}");
//! assert!(template.problems.is_empty());
//!
//! let [body, link] = template.outputs.as_slice() else { panic!() };
//! assert_eq!(body.context, Context::Text);
//! assert_eq!(body.flows[0].root.to_string(), "posts[*].body");
//! // Flask escapes `.html` templates, and `|safe` takes that away.
//! assert!(matches!(body.verdict(true), Verdict::Dangerous { .. }));
//!
//! // Escaped, and still a hole: the value may begin with `javascript:`.
//! assert!(matches!(link.context, Context::Url { .. }));
//! assert!(matches!(link.verdict(true), Verdict::Dangerous { .. }));
//! ```
//!
//! # How it works
//!
//! `pieces` cuts the text at Jinja's delimiters, `tokens` and `grammar` read what stands between them, `statements`
//! builds the tree. Then `survey` walks the tree once: literal text goes through `html`, a tokenizer after the WHATWG
//! standard that stops at every output, and through `javascript` inside of scripts and handlers; `names` follows variables
//! through loops, `set`, `with` and macro parameters.
//!
//! The branches of an `if` all start where it stands. Where they end in different places, the more dangerous one
//! counts and what follows is marked [`ambiguous`](Output::ambiguous). The body of a loop is read once. A macro starts
//! where the template prints it, and in text if it does not.
//!
//! Reading cannot fail: what Jinja would refuse is a [`Problem`], and the rest is read as well as it can be. Time is
//! linear in the length of the text, and nesting is bounded.
//!
//! # What it does not know
//!
//! The application's own filters, functions and globals, and what other templates do. [`Flow::filters`] names every
//! filter, [`MacroCall`] and [`Reference`] name the borders; [`parse_with`] takes what a parent knows about the places
//! of its blocks. Custom delimiters and line statements are not read: Flask does not use them.

mod context;
pub mod escape;
mod expression;
mod facts;
mod filters;
mod flow;
mod grammar;
mod html;
mod javascript;
mod names;
mod pieces;
mod problem;
pub mod rewrite;
mod statements;
mod survey;
mod tokens;
mod tree;
mod verdict;

pub use context::{Context, Quote, UrlPart, UrlUse};
pub use expression::{Arguments, Expr, ExprKind};
pub use facts::{
    Autoescape, Block, CsrfField, Form, Inline, InlineKind, Macro, MacroCall, Output, Reference, Starts, Tag, Template,
    escaped_by_flask, is_page,
};
pub use filters::{Effect, FILTERS, Filter, filter};
pub use flow::{Flow, Origin, Root, Step};
pub use html::{HtmlState, TagAttribute};
pub use javascript::JsPlace;
pub use problem::Problem;
pub use tree::{Node, NodeKind, Parameter};
pub use verdict::{Treatment, Verdict, verdict};

use stopple_source::Span;

/// Reads a template that starts in HTML text.
pub fn parse(text: &str) -> Template {
    parse_with(text, &Starts::default())
}

/// Reads a template of which another one knows where it, or its blocks, start.
pub fn parse_with(text: &str, starts: &Starts) -> Template {
    let mut template = Template::default();
    if u32::try_from(text.len()).is_err() {
        let message = "the template is longer than four gigabytes and was not read";
        template.problems.push(Problem::new(Span::default(), message));
        return template;
    }
    template.nodes = statements::read(text, &mut template.problems);
    survey::survey(text, &mut template, starts);
    // Macros are written before the places where they are printed. Where that is not in text, look again; a macro that
    // prints another one may take a third look.
    let mut known = starts.macros.clone();
    for _ in 0..2 {
        let mut found = template.macro_starts();
        found.extend(starts.macros.clone());
        if found == known {
            break;
        }
        known.clone_from(&found);
        survey::survey(text, &mut template, &Starts { macros: found, ..starts.clone() });
    }
    template
}
