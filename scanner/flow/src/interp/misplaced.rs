//! Texts that were made harmless for one place and stand in another: escaped for HTML, and put into a script or an
//! attribute without quotes; quoted for a shell, and put between quotes once more.

use super::Interp;
use super::render::concept_of;
use super::strings::constant_text;
use crate::taint::{Label, Taint};
use crate::value::Value;
use stopple_libraries::Concepts;
use stopple_templates::{Context, Quote, Verdict};

/// Longer texts are not looked at.
const LONGEST: usize = 4096;

impl Interp<'_> {
    /// The taint of a text that is made of these parts, where some of it was made harmless in vain.
    pub(super) fn without_vain_cleaning(&self, parts: &[Value], taint: Taint) -> Taint {
        let (html, shell) = (Self::concepts(&["html"]), Self::concepts(&["shell"]));
        let cleared_for = |part: &Value, concept: Concepts| {
            part.taint.labels().iter().any(|label| label.cleared != Concepts::ALL && label.cleared.holds(concept))
        };
        let mut vain: Vec<(Label, Concepts)> = Vec::new();
        if parts.iter().any(|part| cleared_for(part, html)) {
            self.look_at_html(parts, html, &mut vain);
        }
        if parts.iter().any(|part| cleared_for(part, shell)) {
            look_at_quotes(parts, shell, &mut vain);
        }
        if vain.is_empty() {
            return taint;
        }
        taint.map(|label| {
            let mut label = label.clone();
            for (_, concept) in vain.iter().filter(|(other, _)| other.origin == label.origin) {
                label.cleared = Concepts(label.cleared.0 & !concept.0);
            }
            label
        })
    }

    /// Reads the parts as a template in which each one that is not known is an output that was escaped.
    fn look_at_html(&self, parts: &[Value], html: Concepts, vain: &mut Vec<(Label, Concepts)>) {
        let mut text = String::new();
        for (number, part) in parts.iter().enumerate() {
            // What looks like a tag of a template is none here.
            let known = |text: &str| text.replace(['{', '}'], " ");
            match constant_text(part) {
                Some(constant) => text.push_str(&known(&constant)),
                // Markup that was put together before was looked at there; where its data stands is not kept.
                None if part.prefix().contains('<') => text.push_str(&known(&part.suffix())),
                None => {
                    text.push_str(&known(&part.prefix()));
                    text.push_str(&format!("{{{{ part{number} }}}}"));
                    text.push_str(&known(&part.suffix()));
                }
            }
            if text.len() > LONGEST {
                return;
            }
        }
        if !text.contains('<') {
            return;
        }
        let (attribute, script) = (Self::concepts(&["html-attribute"]), Self::concepts(&["script"]));
        let bare = Self::concepts(&["bare-attribute"]);
        let template = stopple_templates::parse(&text);
        for output in &template.outputs {
            for flow in template.flows_through_calls(output) {
                let number = flow.root.name.strip_prefix("part").and_then(|number| number.parse::<usize>().ok());
                let Some(part) = number.and_then(|number| parts.get(number)) else { continue };
                let is_dangerous = matches!(output.verdict_of(&flow, true), Verdict::Dangerous { .. });
                let needed = Self::concepts(&[concept_of(&output.context)]);
                let is_value = matches!(output.context, Context::Attribute { .. } | Context::Url { .. });
                let unquoted = is_value && output.context.quote() == Some(Quote::None);
                let in_quotes = matches!(output.context.quote(), Some(Quote::Single | Quote::Double));
                for label in part.taint.labels().iter().filter(|label| label.cleared.holds(html)) {
                    let is_vain = if is_dangerous {
                        let helps = label.cleared == Concepts::ALL || needed != html && label.cleared.holds(needed);
                        !helps || unquoted && label.cleared != Concepts::ALL && !label.cleared.holds(bare)
                    } else {
                        // Between quotes it has to be escaped with them: `html.escape(text, quote=False)` was not.
                        (in_quotes || matches!(output.context, Context::Script { .. } | Context::EventHandler { .. }))
                            && !label.cleared.holds(attribute)
                            && !label.cleared.holds(script)
                    };
                    if is_vain {
                        vain.push((label.clone(), html));
                    }
                }
            }
        }
    }
}

/// `"'" + shlex.quote(name) + "'"`: the quotes around end those of `quote`.
fn look_at_quotes(parts: &[Value], shell: Concepts, vain: &mut Vec<(Label, Concepts)>) {
    let mut inside = None;
    for part in parts {
        let known = constant_text(part);
        if known.is_none() && inside.is_some() {
            let labels = part.taint.labels().iter().filter(|label| label.cleared != Concepts::ALL);
            vain.extend(labels.filter(|label| label.cleared.holds(shell)).map(|label| (label.clone(), shell)));
        }
        for char in known.unwrap_or_default().chars() {
            inside = match (inside, char) {
                (None, '\'' | '"') => Some(char),
                (Some(quote), char) if quote == char => None,
                (inside, _) => inside,
            };
        }
    }
}
