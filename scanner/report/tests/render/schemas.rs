//! The machine formats against what their standards demand.

use crate::showcase;
use serde_json::{Value, json};
use stopple_finding::{Problem, ProblemKind, Report};
use stopple_report::{Format, Options, render};

/// Ours: see the README beside it.
const GITLAB_SCHEMA: &str = include_str!("../schemas/gitlab-sast-15.json");
const SARIF_SCHEMA: &str = include_str!("../schemas/sarif-2.1.0.json");

pub fn parsed(report: &Report, format: Format) -> Value {
    serde_json::from_str(&render(report, format, &Options::default())).expect("a machine format is valid JSON")
}

/// What a SARIF log gets wrong.
pub fn sarif_errors(log: &Value) -> Vec<String> {
    // The official schema has a pattern with a bracket too many, which a strict reader of patterns refuses.
    let schema = SARIF_SCHEMA.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    validator.iter_errors(log).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn sarif_follows_the_official_schema() {
    for report in [showcase::report(), showcase::clean(), Report::default()] {
        let options = Options { rule_pages: Some("https://stopple.example/rules/".into()), ..Options::default() };
        let log = serde_json::from_str(&render(&report, Format::Sarif, &options)).expect("JSON");
        assert_eq!(sarif_errors(&log), Vec::<String>::new());
    }
}

#[test]
fn the_schema_is_not_asleep() {
    let mut log = parsed(&showcase::report(), Format::Sarif);
    log["runs"][0]["results"][0]["level"] = json!("catastrophe");
    log["runs"][0]["results"][0]["colour"] = json!("red");
    assert_eq!(sarif_errors(&log).len(), 2);
}

#[test]
fn sarif_results_point_at_their_rules() {
    let log = parsed(&showcase::report(), Format::Sarif);
    let run = &log["runs"][0];
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_knows_rules_that_the_report_forgot() {
    let mut report = showcase::report();
    report.rules.clear();
    let log = parsed(&report, Format::Sarif);
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(3));
}

#[test]
fn sarif_says_when_the_run_failed() {
    let success =
        |report: &Report| parsed(report, Format::Sarif)["runs"][0]["invocations"][0]["executionSuccessful"].clone();
    assert_eq!(success(&showcase::report()), json!(true));
    let problem = Problem {
        kind: ProblemKind::Unreadable,
        path: "app.py".into(),
        location: None,
        message: "permission denied".into(),
        advice: String::new(),
    };
    assert_eq!(success(&Report { problems: vec![problem], ..Report::default() }), json!(false));
}

#[test]
fn sarif_regions_count_characters_from_one() {
    let mut report = showcase::report();
    let file = showcase::file("a dir/größe.py", "é = '🐍'; run(é)\n");
    report.findings.truncate(1);
    report.findings[0].primary = showcase::at(&file, "run(é)");
    report.findings[0].trace.clear();
    let place = &parsed(&report, Format::Sarif)["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], json!("a%20dir/gr%C3%B6%C3%9Fe.py"));
    assert_eq!(
        place["region"],
        json!({"startLine": 1, "startColumn": 10, "endLine": 1, "endColumn": 16, "snippet": {"text": "run(é)"}})
    );
}

/// What a report for GitLab gets wrong.
pub fn gitlab_errors(report: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(GITLAB_SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    validator.iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn gitlab_gets_what_it_demands() {
    for report in [showcase::report(), showcase::clean(), Report::default()] {
        assert_eq!(gitlab_errors(&parsed(&report, Format::Gitlab)), Vec::<String>::new());
    }
}

#[test]
fn json_tells_the_sums() {
    let value = parsed(&showcase::report(), Format::Json);
    assert_eq!(value["version"], json!(1));
    assert_eq!(value["complete"], json!(false));
    assert_eq!(value["sums"]["findings"], json!(3));
    assert_eq!(value["sums"]["critical"], json!(1));
}
