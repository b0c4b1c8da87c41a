//! A small report with everything in it that a format can show.

use std::sync::Arc;
use stopple_finding::{
    Audience, Confidence, Finding, Location, Problem, ProblemKind, Report, Rule, Severity, Step, StepKind, Sums,
    fingerprint,
};
use stopple_source::{SourceFile, Span};

const VIEWS: &str = r#""""The pages of the shop."""
from flask import Blueprint, redirect, request

from shop import stock

bp = Blueprint("shop", __name__)


@bp.get("/search")
def search():
    words = request.args["q"]
    return stock.find(words)


@bp.get("/leave")
def leave():
    return redirect(request.args["next"])
"#;

const STOCK: &str = r#""""What lies on the shelves."""
from shop.db import connection


def find(text):
    sql = f"select * from goods where name = '{text}'"
    return connection().execute(sql).fetchall()
"#;

const SETTINGS: &str = "DEBUG = True\r\nSECRET_KEY = 'dev'\r\n";

const BROKEN: &str = "def broken(:\n    pass\n";

pub fn file(path: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(path, text))
}

/// The place of the first `code` in a file.
pub fn at(file: &Arc<SourceFile>, code: &str) -> Location {
    let start = file.text.find(code).unwrap_or_default() as u32;
    Location { file: Arc::clone(file), span: Span::new(start, start + code.len() as u32) }
}

pub fn step(kind: StepKind, location: Location, text: &str) -> Step {
    Step { location, kind, text: text.into() }
}

pub fn sql_injection() -> Arc<Rule> {
    Arc::new(Rule {
        id: "sql-injection",
        title: "SQL injection",
        severity: Severity::Critical,
        confidence: Confidence::High,
        audience: Audience::Regular,
        cwe: &[89, 943],
        owasp: "A05:2025 Injection",
        asvs: "1.2.4",
        doubt: "",
        harm: "A visitor can read and change every row of the database, and often the files of its server",
        remedy: "Leave the value out of the statement and hand it over as a parameter: `execute(\"... = ?\", [value])`",
        page: "# SQL injection\n\nText of a visitor becomes part of a statement.\n",
    })
}

fn open_redirect() -> Arc<Rule> {
    Arc::new(Rule {
        id: "open-redirect",
        title: "Open redirect",
        severity: Severity::Medium,
        confidence: Confidence::High,
        audience: Audience::Regular,
        cwe: &[601],
        owasp: "A01:2025 Broken Access Control",
        asvs: "",
        doubt: "",
        harm: "A link to your site can lead people to a copy of it that steals their passwords.",
        remedy: "Redirect to endpoints by `url_for`, or check that the target has no host of its own.",
        page: "# Open redirect\n",
    })
}

fn debug_enabled() -> Arc<Rule> {
    Arc::new(Rule {
        id: "debug-enabled",
        title: "Debugger switched on",
        severity: Severity::High,
        confidence: Confidence::Medium,
        audience: Audience::Pedantic,
        cwe: &[489],
        owasp: "",
        asvs: "",
        doubt: "",
        harm: "The debugger of Werkzeug runs any code that a visitor types",
        remedy: "Take the setting out of the code and use `flask run --debug` where you develop",
        page: "",
    })
}

fn path_traversal() -> Arc<Rule> {
    Arc::new(Rule { id: "path-traversal", title: "Path traversal", cwe: &[22], ..(*open_redirect()).clone() })
}

/// Findings of three rules, one silent rule, and each kind of problem.
pub fn report() -> Report {
    let views = file("shop/views.py", VIEWS);
    let stock = file("shop/stock.py", STOCK);
    let settings = file("settings.py", SETTINGS);
    let broken = file("old/broken.py", BROKEN);

    let injection = Finding {
        rule: sql_injection(),
        severity: Severity::Critical,
        confidence: Confidence::High,
        audience: Audience::Regular,
        doubt: "",
        remedy: "",
        message: "Text of a visitor becomes part of a SQL statement".into(),
        primary: at(&stock, "sql)"),
        trace: vec![
            step(
                StepKind::Source,
                at(&views, "request.args[\"q\"]"),
                "read from the query string: `request.args[\"q\"]`",
            ),
            step(StepKind::Call, at(&views, "words)"), "passed to `stock.find` as `text`"),
            step(StepKind::Pass, at(&stock, "f\"select * from goods where name = '{text}'\""), "pasted into a string"),
            step(StepKind::Sink, at(&stock, "sql)"), "executed as SQL"),
        ],
        notes: vec!["quotes around the value do not help: a visitor can close them".into()],
        holder: "stock.find".into(),
        fingerprint: fingerprint(&["sql-injection", "shop/stock.py", "stock.find"]),
    };
    let redirect = Finding {
        rule: open_redirect(),
        severity: Severity::Medium,
        confidence: Confidence::High,
        audience: Audience::Regular,
        doubt: "",
        remedy: "",
        message: "A visitor chooses where `leave` redirects to".into(),
        primary: at(&views, "redirect(request.args[\"next\"])"),
        trace: vec![
            step(
                StepKind::Source,
                at(&views, "request.args[\"next\"]"),
                "read from the query string: `request.args[\"next\"]`",
            ),
            step(StepKind::Sink, at(&views, "redirect(request.args[\"next\"])"), "sent as the target of a redirect"),
        ],
        notes: Vec::new(),
        holder: "views.leave".into(),
        fingerprint: fingerprint(&["open-redirect", "shop/views.py", "views.leave"]),
    };
    let debug = Finding {
        rule: debug_enabled(),
        severity: Severity::High,
        confidence: Confidence::Medium,
        audience: Audience::Pedantic,
        doubt: "it depends on who loads these settings",
        remedy: "",
        message: "The debugger is on wherever these settings are loaded".into(),
        primary: at(&settings, "DEBUG = True"),
        trace: Vec::new(),
        notes: Vec::new(),
        holder: "settings".into(),
        fingerprint: fingerprint(&["debug-enabled", "settings.py"]),
    };

    let mut report = Report {
        findings: vec![injection, redirect, debug],
        problems: vec![
            Problem {
                kind: ProblemKind::Syntax,
                path: "old/broken.py".into(),
                location: Some(at(&broken, ":")),
                message: "expected a parameter name".into(),
                advice: "Everything else in the file was analysed; mend the line to have it checked too".into(),
            },
            Problem {
                kind: ProblemKind::Unreadable,
                path: "secret/keys.py".into(),
                location: None,
                message: "permission denied".into(),
                advice: String::new(),
            },
            Problem {
                kind: ProblemKind::Suppression,
                path: "settings.py".into(),
                location: Some(at(&settings, "SECRET_KEY")),
                message: "this suppression silences nothing".into(),
                advice: "Take it away".into(),
            },
            Problem {
                kind: ProblemKind::Bound,
                path: "shop/stock.py".into(),
                location: None,
                message: "`find` was left after 1,000 rounds".into(),
                advice: String::new(),
            },
        ],
        rules: vec![sql_injection(), open_redirect(), debug_enabled(), path_traversal()],
        sums: Sums {
            files: 42,
            lines: 5_120,
            routes: 17,
            suppressed: 1,
            baselined: 0,
            hidden: 2,
            pedantic: 1,
            not_understood: 3,
        },
    };
    for finding in &mut report.findings {
        finding.remedy = finding.rule.remedy;
    }
    report.sort();
    report
}

/// A report in which all is well.
pub fn clean() -> Report {
    Report {
        rules: report().rules,
        sums: Sums { files: 3, lines: 120, routes: 1, ..Sums::default() },
        ..Report::default()
    }
}
