//! `trans` blocks. The text between their tags belongs to translators and must not change, so what a variable needs is
//! written into the head: `{% trans link=(user.site)|__stopple_url %}`.

use stopple_source::Span;

use super::outputs::{Call, needed};
use super::{PREFIX, Page, Rank};
use crate::escape::Escaper;
use crate::expression::ExprKind;
use crate::grammar::Parser;
use crate::pieces::{Piece, split};
use crate::tree::{Node, NodeKind};

/// A block, whether it has a plural, and its variables with the filters that they need.
type Wanted = (Span, bool, Vec<(String, Vec<Call>)>);

/// Escapes the variables of all `trans` blocks.
pub(super) fn escape(page: &mut Page<'_>) {
    if page.translations.is_empty() {
        return;
    }
    let mut wanted = Vec::new();
    collect(page, &page.template.nodes, &mut wanted);
    let pieces = split(page.text, &mut Vec::new());
    for (span, plural, variables) in wanted {
        let start = |piece: &Piece| match piece {
            Piece::Text(span) | Piece::Raw(span) | Piece::Output { span, .. } | Piece::Tag { span, .. } => span.start,
        };
        let first = pieces.partition_point(|piece| start(piece) < span.start);
        if let Some(Piece::Tag { span: tag, inner }) = pieces.get(first)
            && tag.start == span.start
        {
            write(page, *inner, plural, &variables);
        }
    }
}

/// The variables of each block, with the filters that the strictest of their places needs.
fn collect(page: &Page<'_>, nodes: &[Node], wanted: &mut Vec<Wanted>) {
    for node in nodes {
        if let NodeKind::Trans { plural, .. } = &node.kind {
            let mut variables: Vec<(String, Vec<Call>)> = Vec::new();
            for (number, output) in page.outputs_in(node.span) {
                if !output.translated || !output.rendered || !page.is_escaped(output) {
                    continue;
                }
                let ExprKind::Name(name) = &output.expression.kind else { continue };
                let mut calls = needed(page, number, output);
                // Markup may stand in the same text, and there its quotes are right.
                calls.retain(|call| *call != format!("{PREFIX}{}", Escaper::Quoted.name()));
                if calls.is_empty() {
                    continue;
                }
                match variables.iter_mut().find(|(known, _)| known == name) {
                    Some((_, before)) if strictness(before) < strictness(&calls) => *before = calls,
                    Some(_) => {}
                    None => variables.push((name.clone(), calls)),
                }
            }
            if !variables.is_empty() {
                wanted.push((node.span, plural.is_some(), variables));
            }
        } else {
            for body in node.bodies() {
                collect(page, body, wanted);
            }
        }
    }
}

/// Which of two places of one variable counts.
fn strictness(calls: &[Call]) -> usize {
    let order = ["style", "css", "url", "unquoted", "named", "attribute", "tag", "document", "script", "handler"];
    let rank = |call: &Call| {
        let name = call.strip_prefix(PREFIX).unwrap_or(call);
        order.iter().position(|start| name.starts_with(start)).unwrap_or(0)
    };
    calls.iter().map(rank).max().unwrap_or(0)
}

/// Writes the filters into the head of a block.
fn write(page: &mut Page<'_>, inner: Span, plural: bool, wanted: &[(String, Vec<Call>)]) {
    let mut problems = Vec::new();
    let mut parser = Parser::new(page.text, inner, &mut problems);
    parser.name();
    parser.skip_text();
    let mut declared: Vec<(String, Span, Option<Span>)> = Vec::new();
    while !parser.done() {
        if parser.skip_operator(",") || parser.skip_operator(":") {
            continue;
        }
        let (name, place) = parser.expect_name("a variable");
        if parser.skip_operator("=") {
            let value = parser.expression();
            declared.push((name, place, Some(value.span)));
        } else if !matches!(name.as_str(), "trimmed" | "notrimmed" | "") {
            declared.push((name, place, None));
        }
    }
    let source = page.source(inner).trim_end();
    let end = inner.start + u32::try_from(source.trim_end_matches(':').trim_end().len()).unwrap_or(0);
    let mut added = declared.len();
    for (name, calls) in wanted {
        let filters = calls.join("|");
        match declared.iter().find(|(known, _, _)| known == name) {
            Some((_, _, Some(value))) => {
                page.insert(value.start, Rank::Opens, "(");
                page.insert(value.end, Rank::Closes, format!(")|{filters}"));
            }
            Some((_, place, None)) => page.insert(place.end, Rank::Stands, format!("=({name})|{filters}")),
            // The first variable of the head counts what the plural is chosen by; there has to be one, then.
            None if plural && declared.is_empty() => {}
            None => {
                let comma = if added == 0 { "" } else { "," };
                added += 1;
                page.insert(end, Rank::Stands, format!("{comma} {name}=({name})|{filters}"));
            }
        }
    }
}
