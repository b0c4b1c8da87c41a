//! Tokens against request forgery in forms that post.
//!
//! A form of which everything is written in the template gets its field behind its start tag. Where a variable decides on
//! the method or the action, or something in the form may bring a field of its own, the form is rendered first and looked
//! at then, by [`field_place`].

use stopple_source::Span;

use super::{PREFIX, Page, Rank};
use crate::context::{UrlPart, url_part};
use crate::facts::{CsrfField, Form};
use crate::html::{HtmlEvent, HtmlState};
use crate::tree::{Node, NodeKind};

/// Where a form leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leads {
    Home,
    Away,
    Anywhere,
}

/// Writes fields into the forms.
pub(super) fn add(page: &mut Page<'_>) {
    let template = page.template;
    let mut done = 0;
    for form in &template.forms {
        if form.tag.start < done
            || page.is_translated(form.tag.start)
            || form.csrf == CsrfField::Present
            || !form.closed
        {
            continue;
        }
        let source = page.source(form.tag);
        let branches = source.contains("{%");
        let built = branches || source.contains("{{");
        let method = form.method.as_deref();
        let method_known = !branches && method.is_none_or(|method| !method.contains('*'));
        // Attributes as a whole may bring a method: `<form {{ attributes }}>`.
        if method_known && method != Some("post") && !(method.is_none() && built) {
            continue;
        }
        let leads = leads(page, form);
        if !branches && leads == Leads::Away {
            continue;
        }
        let plain = method_known && method == Some("post") && leads == Leads::Home;
        if plain && form.csrf == CsrfField::Absent {
            page.insert_output(form.tag.end, &format!("{{{{ ''|{PREFIX}field }}}}"));
            done = form.tag.end;
        } else if wraps(page, form.span) {
            // The signs keep what `trim_blocks` and `lstrip_blocks` would take away.
            page.insert(form.span.start, Rank::Opens, format!("{{%+ filter {PREFIX}form %}}"));
            page.insert(form.span.end, Rank::Closes, "{% endfilter +%}");
            done = form.span.end;
        }
    }
}

/// How many tags of a form are looked at; no form that people wrote comes near.
const MAX_TAGS: usize = 2_000;

/// Where the form and the buttons in it lead, as far as the template says.
fn leads(page: &Page<'_>, form: &Form) -> Leads {
    let mut worst = Leads::Home;
    for (number, tag) in page.tags_in(form.span).enumerate() {
        if number >= MAX_TAGS {
            return Leads::Anywhere;
        }
        let names: &[&str] = if tag.span == form.tag { &["action"] } else { &["formaction"] };
        for attribute in tag.attributes.iter().filter(|attribute| names.contains(&attribute.name.as_str())) {
            match literal_leads(&attribute.value) {
                Leads::Home => {}
                Leads::Away => return Leads::Away,
                Leads::Anywhere if page.leads_anywhere(tag.span) => worst = Leads::Anywhere,
                // `url_for(...)` leads home.
                Leads::Anywhere => {}
            }
        }
    }
    worst
}

fn literal_leads(url: &str) -> Leads {
    let url = url.trim_matches(|sign: char| sign <= ' ');
    if url.starts_with('*') || url.starts_with("/*") {
        return Leads::Anywhere;
    }
    if is_absolute(url) { Leads::Away } else { Leads::Home }
}

fn is_absolute(url: &str) -> bool {
    let url = url.replace('\\', "/");
    url.starts_with("//")
        || url.find([':', '/', '?', '#']).is_some_and(|at| url.get(at..).is_some_and(|rest| rest.starts_with(':')))
}

/// Whether the span begins and ends in literal text of one body, and nothing in it is assigned that is looked at behind it.
fn wraps(page: &Page<'_>, span: Span) -> bool {
    span.end > span.start
        && !page.is_raw(span.start)
        && !page.is_raw(span.end - 1)
        && same_body(&page.template.nodes, span.start, span.end - 1)
}

fn same_body(nodes: &[Node], start: u32, last: u32) -> bool {
    let holder = |at: u32| {
        let first = nodes.partition_point(|node| node.span.end <= at);
        nodes.get(first).filter(|node| node.span.contains(at)).map(|_| first)
    };
    let (Some(first), Some(end)) = (holder(start), holder(last)) else { return false };
    let between = nodes.get(first..=end).unwrap_or(&[]);
    match between {
        [node] if !matches!(node.kind, NodeKind::Text) => {
            node.bodies().into_iter().any(|body| same_body(body, start, last))
        }
        [.., final_node] => {
            let starts_in_text = between.first().is_some_and(|node| matches!(node.kind, NodeKind::Text));
            starts_in_text && matches!(final_node.kind, NodeKind::Text) && !assigns(between)
        }
        [] => false,
    }
}

/// Whether a variable is assigned that would be seen behind the nodes, or a loop left from within them.
fn assigns(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match &node.kind {
        NodeKind::Set { .. }
        | NodeKind::SetBlock { .. }
        | NodeKind::Import { .. }
        | NodeKind::FromImport { .. }
        | NodeKind::Macro { .. }
        | NodeKind::Extends(_)
        | NodeKind::Break
        | NodeKind::Continue
        | NodeKind::Unknown(_) => true,
        NodeKind::For { .. } | NodeKind::Call { .. } | NodeKind::With { .. } | NodeKind::Block { .. } => false,
        _ => node.bodies().into_iter().any(assigns),
    })
}

/// Where a field belongs into a form that was rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The byte behind the start tag.
    pub at: usize,
    /// Addresses with a host to which the form or a button in it leads; it gets its field only if all of them are ours.
    pub absolute: Vec<String>,
}

/// Looks at a form that was rendered: `None` if it does not post, leads away for certain, or has a field.
pub fn field_place(html: &str) -> Option<Place> {
    let mut state = HtmlState::default();
    let mut events = Vec::new();
    state.feed(html, 0, &mut events);
    let mut place: Option<Place> = None;
    for event in events {
        let HtmlEvent::Tag { name, closing: false, span, attributes } = event else { continue };
        let value = |wanted: &str| {
            let attribute = attributes.iter().find(|attribute| attribute.name == wanted)?;
            Some(crate::escape::reference_free(&attribute.value))
        };
        let address = match (&place, name.as_str()) {
            (None, "form") => {
                let posts = value("method").is_some_and(|method| method.trim().eq_ignore_ascii_case("post"));
                if !posts {
                    return None;
                }
                place = Some(Place { at: span.end as usize, absolute: Vec::new() });
                value("action")
            }
            (Some(_), "input" | "button") => {
                let named = value("name").unwrap_or_default().to_ascii_lowercase();
                if named.contains("csrf") || named.contains("xsrf") {
                    return None;
                }
                value("formaction")
            }
            _ => None,
        };
        let Some(address) = address.as_deref().map(|address| address.trim_matches(|sign: char| sign <= ' ')) else {
            continue;
        };
        if matches!(url_part(address, false), UrlPart::Script | UrlPart::Data) {
            return None;
        }
        if is_absolute(address)
            && let Some(place) = &mut place
        {
            place.absolute.push(address.to_owned());
        }
    }
    place
}
