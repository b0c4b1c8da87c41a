//! What a rule may look at, with the lookups that rules share.

use std::sync::Arc;
use stopple_finding::Location;
use stopple_flow::outcome::{Analysis, Place};
use stopple_program::{Program, ScopeRef};
use stopple_source::{SourceFile, Span};

/// The program and what the analysis says about it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The user's code.
    pub program: &'a Program,
    /// What is known about it.
    pub analysis: &'a Analysis,
}

impl<'a> Context<'a> {
    /// The file of a place.
    pub fn source(&self, place: Place) -> &'a Arc<SourceFile> {
        self.program.source(place.file)
    }

    /// The text of a place.
    pub fn text(&self, place: Place) -> &'a str {
        self.source(place).slice(place.span)
    }

    /// The text that was last assigned to this name in the lines above: `make_parser()` for `parser = make_parser()`.
    pub fn assigned_above(&self, name: Place) -> Option<&'a str> {
        let above = self.source(name).text.get(..name.span.start as usize)?;
        above.lines().rev().find_map(|line| {
            let (target, value) = line.split_once('=')?;
            (target.trim() == self.text(name)).then_some(value.trim())
        })
    }

    /// A place in the form that findings carry.
    pub fn location(&self, place: Place) -> Location {
        Location { file: Arc::clone(self.source(place)), span: place.span }
    }

    /// The dotted name of a scope, e.g. `shop.views.Search.get`.
    pub fn holder(&self, scope: ScopeRef) -> String {
        self.program.scope_name(scope)
    }

    /// The place as `path:line`.
    pub fn line_of(&self, place: Place) -> String {
        let source = self.source(place);
        format!("{}:{}", source.path, source.position(place.span.start).line)
    }

    /// The text of a place on one line, shortened to what fits into a sentence.
    pub fn short_text(&self, place: Place) -> String {
        let text = self.text(place).split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() <= 60 { text } else { text.chars().take(57).chain("...".chars()).collect() }
    }

    /// A span of a template file in the form that findings carry.
    pub fn template_location(&self, file: &Arc<SourceFile>, span: Span) -> Location {
        Location { file: Arc::clone(file), span }
    }
}
