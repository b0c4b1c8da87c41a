//! `# stopple: ignore[rule-id] reason until=YYYY-MM-DD`: findings that the code itself silences.

use crate::Date;
use crate::manifest::rule_advice;
use std::collections::BTreeMap;
use std::sync::Arc;
use stopple_finding::{Finding, Location, Problem, ProblemKind};
use stopple_source::{SourceFile, Span};

/// The word that opens what the program reads in a comment.
const MARK: &str = "stopple:";
const EXAMPLE: &str = "write `# stopple: ignore[rule-id] reason`";

/// A comment that silences rules on a line.
#[derive(Debug)]
struct Suppression {
    location: Location,
    /// The line of the comment, or the next line of code where it stands alone.
    line: u32,
    rules: Vec<Silenced>,
    has_reason: bool,
    until: Option<Date>,
}

/// One rule that a comment silences.
#[derive(Debug)]
struct Silenced {
    id: String,
    used: bool,
}

/// All suppressions of a program.
#[derive(Debug, Default)]
pub(crate) struct Suppressions {
    by_path: BTreeMap<String, Vec<Suppression>>,
    problems: Vec<Problem>,
}

impl Suppressions {
    /// Takes up the comments of a Python file; `comments` are all that contain the mark.
    pub(crate) fn add_python(&mut self, source: &Arc<SourceFile>, comments: &[(Span, Box<str>)], rules: &[&str]) {
        for (span, text) in comments {
            self.add(source, *span, text, '#', rules);
        }
    }

    /// Takes up the comments of a template: `{# stopple: ignore[rule-id] reason #}`.
    pub(crate) fn add_template(&mut self, source: &Arc<SourceFile>, rules: &[&str]) {
        let text = &source.text;
        let mut from = 0;
        while let Some(start) = text.get(from..).and_then(|rest| rest.find("{#")).map(|at| from + at) {
            let Some(body) = text.get(start + 1..) else { break };
            let Some(length) = body.find("#}") else { break };
            let comment = body.get(..length).unwrap_or("");
            let span = Span::new(offset(start), offset(start + 1 + length + 2));
            let comment = comment.strip_suffix('-').unwrap_or(comment).replacen("#-", "#", 1);
            if comment.contains(MARK) {
                self.add(source, span, &comment, '#', rules);
            }
            from = start + 1 + length + 2;
        }
    }

    fn add(&mut self, source: &Arc<SourceFile>, span: Span, text: &str, opener: char, rules: &[&str]) {
        let location = Location { file: Arc::clone(source), span };
        // Prose about the program is no directive: the mark must open the comment, or a later part of it.
        let Some((_, directive)) = text
            .match_indices(MARK)
            .map(|(at, _)| text.split_at(at))
            .find(|(before, _)| before.trim_end().ends_with(opener))
        else {
            return;
        };
        let directive = directive.strip_prefix(MARK).unwrap_or(directive).trim();
        match parse(directive) {
            Err(what) => self.problems.push(problem(&location, what, EXAMPLE)),
            Ok(parsed) => self.keep(location, parsed, rules),
        }
    }

    fn keep(&mut self, location: Location, parsed: Parsed, rules: &[&str]) {
        let mut silenced = Vec::new();
        for id in parsed.rules {
            if rules.contains(&id.as_str()) {
                silenced.push(Silenced { id, used: false });
            } else {
                let what = format!("this comment silences a rule that does not exist: `{id}`");
                self.problems.push(problem(&location, what, &rule_advice(&id, rules)));
            }
        }
        let line = meant_line(&location);
        let path = location.file.path.clone();
        let suppression =
            Suppression { location, line, rules: silenced, has_reason: parsed.has_reason, until: parsed.until };
        self.by_path.entry(path).or_default().push(suppression);
    }

    /// Whether the code silences a finding; remembers that the comment was of use.
    pub(crate) fn silences(&mut self, finding: &Finding, today: Date) -> bool {
        let Some(suppressions) = self.by_path.get_mut(&finding.primary.file.path) else { return false };
        let lines = finding.primary.file.lines();
        let span = finding.primary.span;
        let (first, last) = (lines.line(span.start), lines.line(span.end.saturating_sub(1).max(span.start)));
        let mut silent = false;
        for suppression in suppressions.iter_mut().filter(|one| first <= one.line && one.line <= last) {
            for rule in suppression.rules.iter_mut().filter(|rule| rule.id == finding.rule.id) {
                rule.used = true;
                silent |= suppression.until.is_none_or(|until| today <= until);
            }
        }
        silent
    }

    /// What is wrong with the comments, once all findings were asked about. A rule that did not run proves nothing.
    pub(crate) fn problems(self, today: Date, pedantic: bool, runs: impl Fn(&str) -> bool) -> Vec<Problem> {
        let mut problems = self.problems;
        for suppression in self.by_path.values().flatten() {
            let at = &suppression.location;
            let expired = suppression.until.filter(|until| *until < today);
            for rule in suppression.rules.iter().filter(|rule| !rule.used && runs(&rule.id)) {
                let what = format!("nothing is silenced here: `{}` finds nothing on this line", rule.id);
                problems.push(problem(at, what, "remove the comment"));
            }
            if let Some(until) = expired.filter(|_| suppression.rules.iter().any(|rule| rule.used)) {
                let what = format!("this suppression has expired: it held until {until}");
                problems.push(problem(at, what, "repair what it silenced, or give it a new date"));
            }
            if pedantic && !suppression.has_reason {
                let advice = "say behind the bracket why the finding does not matter here";
                problems.push(problem(at, "this suppression gives no reason".to_owned(), advice));
            }
        }
        problems
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn problem(location: &Location, message: String, advice: &str) -> Problem {
    Problem {
        kind: ProblemKind::Suppression,
        path: location.file.path.clone(),
        location: Some(location.clone()),
        message,
        advice: advice.to_owned(),
    }
}

/// A comment that stands alone means the next line that is no comment itself.
fn meant_line(location: &Location) -> u32 {
    let (text, lines) = (&location.file.text, location.file.lines());
    let first = lines.line(location.span.start);
    let start = lines.start(first).unwrap_or(0);
    let before = text.get(start as usize..location.span.start as usize).unwrap_or("");
    let last = lines.line(location.span.end.saturating_sub(1).max(location.span.start));
    let end = lines.start(last + 1).unwrap_or(offset(text.len()));
    let after = text.get(location.span.end as usize..end as usize).unwrap_or("");
    if !before.trim().is_empty() || !after.trim().is_empty() {
        return first;
    }
    let is_comment = |line: &u32| {
        let text = lines.line_text(text, *line).trim_start();
        text.starts_with('#') || text.starts_with("{#")
    };
    (last + 1..lines.count()).find(|line| !is_comment(line)).unwrap_or(last + 1)
}

/// What stands behind the mark.
#[derive(Debug, PartialEq, Eq)]
struct Parsed {
    rules: Vec<String>,
    has_reason: bool,
    until: Option<Date>,
}

fn parse(directive: &str) -> Result<Parsed, String> {
    let Some(rest) = directive.strip_prefix("ignore") else {
        let word: String = directive.chars().take_while(|letter| !letter.is_whitespace()).take(32).collect();
        return Err(format!("`{MARK} {word}` is nothing that Stopple understands"));
    };
    let Some((list, rest)) = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return Err("this suppression names no rule in brackets, so it silences nothing".to_owned());
    };
    let rules: Vec<String> = list.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect();
    if rules.is_empty() {
        return Err("this suppression names no rule, so it silences nothing".to_owned());
    }
    // Another tool's comment may follow on the same line.
    let rest = rest.split('#').next().unwrap_or("");
    let mut until = None;
    let mut has_reason = false;
    for word in rest.split_whitespace() {
        match word.strip_prefix("until=") {
            Some(day) => {
                until = Some(Date::parse(day).ok_or(format!("`until={day}` is not a day written as YYYY-MM-DD"))?);
            }
            None => has_reason |= word.chars().any(char::is_alphanumeric),
        }
    }
    Ok(Parsed { rules, has_reason, until })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read() {
        let parsed = parse("ignore[a-rule, b] seen by Eve until=2030-01-31").expect("well-formed");
        assert_eq!(parsed.rules, ["a-rule", "b"]);
        assert!(parsed.has_reason);
        assert_eq!(parsed.until, Date::parse("2030-01-31"));
        assert!(!parse("ignore[a] -- # noqa").expect("well-formed").has_reason);
        for wrong in ["ignore", "ignore a-rule", "ignore[]", "ignore[a", "ignore[a] until=soon", "skip", ""] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    fn suppressions(text: &str) -> Suppressions {
        let source = Arc::new(SourceFile::new("a.py", text));
        let comments: Vec<(Span, Box<str>)> = text
            .match_indices('#')
            .map(|(at, _)| {
                let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
                (Span::new(offset(at), offset(end)), text[at..end].into())
            })
            .collect();
        let mut all = Suppressions::default();
        all.add_python(&source, &comments, &["a-rule"]);
        all
    }

    #[test]
    fn a_comment_means_its_line_or_the_next_code() {
        let lines = |text| {
            let all = suppressions(text);
            all.by_path.values().flatten().map(|one| one.line).collect::<Vec<_>>()
        };
        assert_eq!(lines("x = 1  # stopple: ignore[a-rule] r\n"), [1]);
        assert_eq!(lines("# stopple: ignore[a-rule] r\nx = 1\n"), [2]);
        assert_eq!(lines("# stopple: ignore[a-rule] r\n# more\nx = 1\n"), [3]);
        assert_eq!(lines("# we like stopple: it is calm\nx = 1\n"), [0_u32; 0]);
    }

    #[test]
    fn unknown_rules_are_named() {
        let problems = suppressions("x  # stopple: ignore[a-rul] r\n").problems;
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].advice, "did you mean `a-rule`?");
    }

    #[test]
    fn templates_have_comments_too() {
        let source = Arc::new(SourceFile::new("a.html", "<p>\n{# stopple: ignore[a-rule] trusted #}\n{{ x|safe }}\n"));
        let mut all = Suppressions::default();
        all.add_template(&source, &["a-rule"]);
        assert_eq!(all.by_path.values().flatten().map(|one| one.line).collect::<Vec<_>>(), [3]);
    }
}
