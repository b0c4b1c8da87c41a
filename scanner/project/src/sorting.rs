//! Findings into those that are shown and those that are not, each with the reason.

use crate::Date;
use crate::baseline::Baseline;
use crate::outcome::Silence;
use crate::selection::Selection;
use crate::suppression::Suppressions;
use stopple_finding::{Finding, Sums};

/// Findings, sorted.
#[derive(Debug, Default)]
pub(crate) struct Sorted {
    pub(crate) shown: Vec<Finding>,
    pub(crate) silenced: Vec<(Silence, Finding)>,
}

/// Sorts findings; the order among them stays.
pub(crate) fn sort(
    findings: Vec<Finding>,
    selection: &Selection<'_>,
    suppressions: &mut Suppressions,
    baseline: &mut Baseline,
    today: Date,
) -> Sorted {
    let mut sorted = Sorted::default();
    for mut finding in findings {
        if !selection.runs(finding.rule.id) {
            sorted.silenced.push((Silence::NotSelected, finding));
            continue;
        }
        selection.adjust(&mut finding);
        // A comment is of use even where the finding would be hidden anyway.
        let suppressed = suppressions.silences(&finding, today);
        if !selection.shows(&finding) {
            sorted.silenced.push((Silence::Hidden, finding));
        } else if suppressed {
            sorted.silenced.push((Silence::Suppressed, finding));
        } else if baseline.take(&finding) {
            sorted.silenced.push((Silence::Baselined, finding));
        } else {
            sorted.shown.push(finding);
        }
    }
    sorted
}

impl Sorted {
    /// Counts what is silent. A rule that was not asked for hides nothing.
    pub(crate) fn count(&self, selection: &Selection<'_>, sums: &mut Sums) {
        for (silence, finding) in &self.silenced {
            match silence {
                Silence::Suppressed => sums.suppressed += 1,
                Silence::Baselined => sums.baselined += 1,
                Silence::Hidden => {
                    sums.hidden += 1;
                    sums.pedantic += usize::from(selection.shows_if_pedantic(finding));
                }
                Silence::NotSelected => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::{Configuration, PathIgnore};
    use crate::{RuleSettings, baseline_text};
    use std::path::Path;
    use std::sync::Arc;
    use stopple_finding::{Audience, Confidence, Location, Rule, Severity};
    use stopple_source::{SourceFile, Span};

    const TEXT: &str = "a = 1\nb = 2  # stopple: ignore[bad-thing] known until=2030-01-01\nc = 3\nd = 4\n";

    /// A finding of `bad-thing` on a line of the text.
    fn finding(line: u32, severity: Severity, audience: Audience) -> Finding {
        let rule = Arc::new(Rule {
            id: "bad-thing",
            title: "Bad thing",
            severity,
            confidence: Confidence::High,
            audience,
            cwe: &[],
            owasp: "",
            asvs: "",
            doubt: "",
            harm: "",
            remedy: "",
            page: "",
        });
        let file = Arc::new(SourceFile::new("app/views.py", TEXT));
        let start = file.lines().start(line).expect("the text has the line");
        Finding {
            rule,
            severity,
            confidence: Confidence::High,
            audience,
            doubt: "",
            remedy: "",
            message: "bad".to_owned(),
            primary: Location { file, span: Span::new(start, start + 5) },
            trace: Vec::new(),
            notes: Vec::new(),
            holder: String::new(),
            fingerprint: format!("{line:032x}"),
        }
    }

    fn sorted(configuration: &Configuration, baseline: &str, today: &str) -> (Vec<u32>, Vec<Silence>, Vec<String>) {
        let findings = vec![
            finding(1, Severity::High, Audience::Regular),
            finding(2, Severity::High, Audience::Regular),
            finding(3, Severity::High, Audience::Pedantic),
            finding(4, Severity::Low, Audience::Regular),
        ];
        let today = Date::parse(today).expect("a day");
        let mut suppressions = Suppressions::default();
        let file = Arc::clone(&findings[0].primary.file);
        let start = u32::try_from(TEXT.find('#').expect("a comment")).expect("small");
        let end = start + u32::try_from(TEXT[start as usize..].find('\n').expect("a line")).expect("small");
        let comment = (Span::new(start, end), TEXT[start as usize..end as usize].into());
        suppressions.add_python(&file, &[comment], &["bad-thing"]);
        let mut baseline = if baseline.is_empty() {
            Baseline::default()
        } else {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("baseline.json");
            std::fs::write(&path, baseline).expect("written");
            Baseline::read(&path).expect("well-formed")
        };
        let selection = Selection::new(configuration, Path::new(""));
        let sorted = sort(findings, &selection, &mut suppressions, &mut baseline, today);
        let line = |finding: &Finding| finding.primary.file.position(finding.primary.span.start).line;
        let problems = suppressions.problems(today, false, |id| selection.runs(id));
        (
            sorted.shown.iter().map(line).collect(),
            sorted.silenced.iter().map(|(silence, _)| *silence).collect(),
            problems.into_iter().map(|problem| problem.message).collect(),
        )
    }

    #[test]
    fn calm_by_default() {
        let (shown, silent, problems) = sorted(&Configuration::default(), "", "2029-01-01");
        assert_eq!(shown, [1, 4]);
        assert_eq!(silent, [Silence::Suppressed, Silence::Hidden]);
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn a_suppression_ends_on_its_day() {
        let (shown, _, problems) = sorted(&Configuration::default(), "", "2030-01-02");
        assert_eq!(shown, [1, 2, 4]);
        assert_eq!(problems, ["this suppression has expired: it held until 2030-01-01"]);
    }

    #[test]
    fn a_baseline_hides_each_entry_once() {
        let known = finding(1, Severity::High, Audience::Regular);
        let (shown, silent, _) = sorted(&Configuration::default(), &baseline_text([&known]), "2029-01-01");
        assert_eq!(shown, [4]);
        assert!(silent.contains(&Silence::Baselined));
    }

    #[test]
    fn settings_raise_and_silence() {
        let mut configuration = Configuration { min_severity: Severity::Medium, ..Configuration::default() };
        assert_eq!(sorted(&configuration, "", "2029-01-01").0, [1]);
        configuration.pedantic = true;
        assert_eq!(sorted(&configuration, "", "2029-01-01").0, [1, 3]);
        let critical = RuleSettings {
            enabled: true,
            severity: Some(Severity::Critical),
            options: std::collections::BTreeMap::new(),
        };
        configuration.rules.insert("bad-thing".to_owned(), critical);
        configuration.min_severity = Severity::Critical;
        assert_eq!(sorted(&configuration, "", "2029-01-01").0, [1, 3, 4]);
        configuration.per_path_ignores = vec![PathIgnore { pattern: "app/".to_owned(), rules: vec!["bad".to_owned()] }];
        assert_eq!(sorted(&configuration, "", "2029-01-01").0, [0; 0]);
        configuration.ignore = vec!["bad-thing".to_owned()];
        let (_, silent, problems) = sorted(&configuration, "", "2029-01-01");
        assert_eq!(silent, [Silence::NotSelected; 4]);
        assert_eq!(problems, [""; 0], "a rule that does not run leaves no comment unused");
    }
}
