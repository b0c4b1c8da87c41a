//! The examples of a rule's page are cases: the unsafe one is found, the safe one is silent.

use super::application::{self, Text};
use rayon::prelude::*;
use stopple_finding::Rule;

/// What is wrong with the examples of all pages.
pub(crate) fn check() -> Vec<String> {
    let rules = stopple_rules::catalog();
    rules.par_iter().flat_map(|rule| check_page(rule)).collect()
}

fn check_page(rule: &Rule) -> Vec<String> {
    let mut failures = Vec::new();
    for (word, wants) in [("unsafe", true), ("safe", false)] {
        let texts = texts(rule.page, word);
        let (findings, problems) = application::scan(&texts);
        failures.extend(problems.into_iter().map(|problem| format!("{}/rule.md: {word} example: {problem}", rule.id)));
        let found = findings.iter().find(|finding| finding.rule.id == rule.id);
        match found {
            None if wants => failures.push(format!("{}/rule.md: the unsafe example is silent", rule.id)),
            Some(finding) if !wants => failures.push(format!(
                "{}/rule.md: the safe example is reported: {} (line {} of the example)",
                rule.id,
                finding.message,
                finding.primary.file.position(finding.primary.span.start).line
            )),
            _ => {}
        }
    }
    failures
}

/// The fenced blocks with that word after the language, and a path if one follows:
/// ```` ```html unsafe templates/page.html ````.
fn texts(page: &str, word: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if let Some(info) = line.strip_prefix("```") {
            let mut words = info.split_whitespace();
            let language = words.next().unwrap_or_default();
            inside = words.next() == Some(word);
            if inside {
                let number = texts.len() + 1;
                let path = words.next().map(str::to_owned).unwrap_or_else(|| match language {
                    "python" => format!("example_{number}.py"),
                    _ => format!("templates/page_{number}.{language}"),
                });
                texts.push(Text { path, text: String::new() });
            }
        } else if inside && let Some(text) = texts.last_mut() {
            text.text.push_str(line);
            text.text.push('\n');
        }
    }
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}

#[cfg(test)]
mod tests {
    use super::texts;

    #[test]
    fn fences_become_files() {
        let page =
            "```python unsafe\nx = 1\n```\n```python safe\nx = 2\n```\n```html unsafe templates/a.html\n<p>\n```\n";
        let found = texts(page, "unsafe");
        let paths: Vec<&str> = found.iter().map(|text| text.path.as_str()).collect();
        assert_eq!(paths, ["example_1.py", "templates/a.html"]);
        assert_eq!(found.first().map(|text| text.text.as_str()), Some("x = 1\n"));
    }
}
