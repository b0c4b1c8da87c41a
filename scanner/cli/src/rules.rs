//! `stopple rules`: all rules, one a line.

use crate::End;
use crate::arguments::{ListFormat, RulesOptions};
use crate::failure::Failure;
use crate::output::print;
use crate::table::{count, table};
use crate::terminal::{Color, stdout_colors};
use serde_json::json;

/// Runs the command.
pub(crate) fn run(options: &RulesOptions, color: Color) -> Result<End, Failure> {
    let rules = stopple_rules::catalog();
    match options.format {
        ListFormat::Text => {
            let row = |rule: &stopple_finding::Rule| {
                let cwe = rule.cwe.first().map_or_else(String::new, |number| format!("CWE-{number}"));
                [rule.id, rule.severity.name(), rule.confidence.name(), rule.audience.name(), &cwe, rule.title]
                    .map(str::to_owned)
                    .to_vec()
            };
            let rows: Vec<_> = rules.iter().map(|rule| row(rule)).collect();
            let mut text =
                table(&["RULE", "SEVERITY", "CONFIDENCE", "AUDIENCE", "CWE", "TITLE"], &rows, stdout_colors(color));
            text.push_str(&format!("\n{}; `stopple explain RULE` shows the page of one\n", count(rules.len(), "rule")));
            print(&text)?;
        }
        ListFormat::Json => {
            let rules: Vec<_> = rules
                .iter()
                .map(|rule| {
                    json!({
                        "id": rule.id,
                        "title": rule.title,
                        "severity": rule.severity.name(),
                        "confidence": rule.confidence.name(),
                        "audience": rule.audience.name(),
                        "cwe": rule.cwe,
                        "owasp": rule.owasp,
                        "asvs": rule.asvs,
                        "harm": rule.harm,
                        "remedy": rule.remedy,
                    })
                })
                .collect();
            print(&format!("{:#}\n", json!({ "version": 1, "rules": rules })))?;
        }
    }
    Ok(End::Clean)
}
