//! Addresses in templates that run nothing, by what stands around them.

use super::Interp;
use super::render::Text;
use stopple_templates::{Context, Output, UrlPart};

impl Interp<'_> {
    /// Whether an output of a template file stands in an address that cannot run a script.
    pub(super) fn is_harmless_address(&self, text: Text, output: &Output) -> bool {
        let Text::File(number) = text else { return false };
        let source = &*self.program.source(self.program.template_id(number)).text;
        let (start, end) = (output.span.start as usize, output.span.end as usize);
        let (Some(before), Some(written)) = (source.get(..start), source.get(start..end)) else { return false };
        is_checked(before, written)
            || matches!(output.context, Context::Url { part: UrlPart::Data, .. }) && is_quiet_document(before)
    }
}

/// Whether what stands before is the beginning of a document that runs nothing, up to its type: `data:text/plain,`.
fn is_quiet_document(before: &str) -> bool {
    let address = before.rfind("data:").and_then(|at| before.get(at..)).unwrap_or_default();
    !address.contains(['"', '\'', '<', '>', '}']) && stopple_templates::escape::is_quiet_document(address)
}

/// Whether an output is written only where its beginning was looked at:
/// `{% if link.startswith("https://") %}<a href="{{ link }}">`.
fn is_checked(before: &str, written: &str) -> bool {
    let inside = written.trim_start_matches(['{', '-', '+']).trim_end_matches(['}', '-', '+']);
    let name = inside.split('|').next().unwrap_or_default().trim();
    let mut conditions: Vec<&str> = Vec::new();
    for tag in before.split("{%").skip(1) {
        let Some((tag, _)) = tag.split_once("%}") else { continue };
        let tag = tag.trim_matches(['-', '+', ' ', '\t', '\n', '\r']);
        let (word, condition) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        match word {
            "if" => conditions.push(condition),
            "elif" => {
                conditions.pop();
                conditions.push(condition);
            }
            "else" => {
                // Of a loop, too: there it ends no condition, and what was checked around it is taken for unchecked.
                conditions.pop();
                conditions.push("");
            }
            "endif" => {
                conditions.pop();
            }
            _ => {}
        }
    }
    !name.is_empty() && conditions.iter().any(|condition| proves(condition, name))
}

/// Whether a condition says of a variable that it begins as an address does that runs no script.
fn proves(condition: &str, name: &str) -> bool {
    if condition.contains(" or ") || condition.contains(" if ") {
        return false;
    }
    condition.split(" and ").any(|part| {
        let begins = part.trim().trim_matches(['(', ')']).strip_prefix(name);
        let Some(begins) = begins.and_then(|rest| rest.strip_prefix(".startswith(")) else { return false };
        let texts: Vec<&str> = begins.split(['"', '\'']).skip(1).step_by(2).collect();
        let is_address =
            |text: &&str| ["http://", "https://", "/", "#", "?", "mailto:"].iter().any(|begin| text.starts_with(begin));
        !texts.is_empty() && texts.iter().all(is_address)
    })
}

#[cfg(test)]
mod tests {
    use super::is_checked;

    #[test]
    fn what_was_looked_at_around_an_output() {
        let of = |before| is_checked(before, "{{ i.link }}");
        assert!(of("{% if i.link.startswith('https://') %}<a href=\""), "a plain check");
        assert!(of("{% if i.link and i.link.startswith(('https://', \"/\")) %}<a href=\""), "one of two");
        assert!(of("{% if a %}{% endif %}{% if i.link.startswith('/') -%}{% if b %}"), "around another condition");
        assert!(!of("{% if i.link.startswith('https://') %}{% endif %}<a href=\""), "the check has ended");
        assert!(!of("{% if i.link.startswith('https://') %}{% else %}<a href=\""), "the other way");
        assert!(!of("{% if i.link.startswith('https://') or i.old %}"), "another way in");
        assert!(!of("{% if not i.link.startswith('https://') %}"), "the opposite");
        assert!(!of("{% if i.link.startswith('java') %}"), "no address");
        assert!(!of("{% if j.link.startswith('https://') %}"), "another variable");
        assert!(!of("{% if i.link.startswith(base) %}"), "a text that is not known");
    }
}
