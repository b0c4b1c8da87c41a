//! Cases: real Python files with the truth on the line, and what the scanner says to them.
//!
//! A case is a file, or a folder that is an application of several modules. A `cases` folder holds cases; it belongs to
//! the rule after which the folder around it is named, or to all rules. Unmarked lines must be silent. Each case with a
//! flaw is run again under changes that keep its meaning (`variants`): the answer must not change.

mod application;
mod comments;
mod compare;
mod examples;
mod marks;
mod quality;
mod variants;

pub use quality::quality_table;

use application::Text;
use compare::{Judged, MarksByPath};
use marks::{Claim, Mark};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use stopple_finding::Audience;

/// Deep code needs a deep stack; the memory is only taken where it is used.
const STACK: usize = 256 * 1024 * 1024;

/// The result of running cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseReport {
    /// Cases run.
    pub cases: usize,
    /// Flaws claimed in them.
    pub flaws: usize,
    /// Every disagreement between the marks and the scanner, as `path:line: sentence`.
    pub failures: Vec<String>,
}

/// Runs the cases in a folder: in every folder below it that is called `cases`, or if there is none, its own files and
/// folders; or a single file.
pub fn check(folder: &Path) -> CaseReport {
    let (cases, problems) = find(folder);
    run(cases, problems)
}

/// Runs all cases of this repository, and the examples of every rule's page.
pub fn check_repository(root: &Path) -> CaseReport {
    let (cases, problems) = of_repository(root);
    let mut report = run(cases, problems);
    report.failures.extend(on_deep_stack(examples::check));
    report
}

/// A case, read.
pub(crate) struct Case {
    /// What stands before the paths of its files when they are shown.
    prefix: String,
    texts: Vec<Text>,
    judged: Judged,
    pedantic: bool,
    marks: MarksByPath,
}

impl Case {
    fn all_marks(&self) -> impl Iterator<Item = &Mark> {
        self.marks.values().flatten()
    }

    fn has_flaw(&self) -> bool {
        self.all_marks().any(|mark| mark.claim == Claim::Flaw)
    }
}

type Gathered = (Vec<Case>, Vec<String>);

/// The cases of the catalogs, of the engine, and the proofs.
fn of_repository(root: &Path) -> Gathered {
    let scanner = root.join("scanner");
    let mut all = find_cases(&scanner.join("rules/catalog"), None);
    for (folder, judged) in [("libraries/catalog", Judged::Flows), ("flow/cases", Judged::Flows)] {
        let (cases, problems) = find_cases(&scanner.join(folder), Some(&judged));
        all.0.extend(cases);
        all.1.extend(problems);
    }
    for application in children(&root.join("proofs")) {
        let name = name_of(&application);
        if application.is_dir() && name != "attacks" && !name.starts_with('.') {
            read_case(&application, &format!("proofs/{name}/"), &Judged::All, &mut all);
        }
    }
    all
}

fn find(folder: &Path) -> Gathered {
    if folder.is_file() {
        let mut all = Gathered::default();
        let parent = folder.parent().unwrap_or(Path::new(""));
        read_case(folder, &format!("{}/", parent.display()), &judged_by_name(parent, None), &mut all);
        return all;
    }
    find_cases(folder, None)
}

/// All cases in folders called `cases` below this one, or in this one.
fn find_cases(folder: &Path, judged: Option<&Judged>) -> Gathered {
    let mut suites = Vec::new();
    if name_of(folder) != "cases" {
        suites_below(folder, &mut suites);
    }
    if suites.is_empty() && folder.is_dir() {
        suites.push(folder.to_path_buf());
    }
    let mut all = Gathered::default();
    for suite in suites {
        let around = suite.parent().map(name_of).unwrap_or_default();
        let judged = judged_by_name(&suite, judged);
        for case in children(&suite) {
            let name = name_of(&case);
            let prefix = format!("{around}/{}/", name_of(&suite));
            if case.is_dir() && name != "__pycache__" && !name.starts_with('.') {
                read_case(&case, &format!("{prefix}{name}/"), &judged, &mut all);
            } else if name.ends_with(".py") && !name.ends_with(".fixed.py") {
                read_case(&case, &prefix, &judged, &mut all);
            }
        }
    }
    all
}

fn suites_below(folder: &Path, suites: &mut Vec<PathBuf>) {
    for child in children(folder) {
        if child.is_dir() {
            if name_of(&child) == "cases" {
                suites.push(child);
            } else {
                suites_below(&child, suites);
            }
        }
    }
}

/// The rule after which the folder around the cases is named, or what the caller says, or all rules.
fn judged_by_name(suite: &Path, otherwise: Option<&Judged>) -> Judged {
    let around = suite.parent().map(name_of).unwrap_or_default();
    if stopple_rules::catalog().iter().any(|rule| rule.id == around) {
        return Judged::Rule(around);
    }
    otherwise.cloned().unwrap_or(Judged::All)
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    found.sort();
    found
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read_case(at: &Path, prefix: &str, judged: &Judged, into: &mut Gathered) {
    let texts = match application::read(at) {
        Ok(texts) => texts,
        Err(error) => return into.1.push(format!("{}:1: cannot be read: {error}", at.display())),
    };
    if texts.is_empty() {
        return;
    }
    let rules = stopple_rules::catalog();
    let is_rule = |id: &str| rules.iter().any(|rule| rule.id == id);
    let mut pedantic = match judged {
        Judged::Rule(id) => rules.iter().any(|rule| rule.id == id && rule.audience == Audience::Pedantic),
        Judged::Flows | Judged::All => false,
    };
    let mut marks = MarksByPath::new();
    for text in &texts {
        let comments =
            if text.is_python() { comments::of_python(&text.text) } else { comments::of_template(&text.text) };
        for comment in &comments {
            match comment.text.strip_prefix("options:").map(str::trim) {
                Some("pedantic") => pedantic = true,
                Some(other) => {
                    into.1.push(format!("{prefix}{}:{}: `{other}` is no option", text.path, comment.line));
                }
                None => {}
            }
        }
        let (found, problems) = marks::read(&comments, &is_rule);
        into.1.extend(problems.into_iter().map(|(line, what)| format!("{prefix}{}:{line}: {what}", text.path)));
        marks.insert(text.path.clone(), found);
    }
    let case = Case { prefix: prefix.to_owned(), texts, judged: judged.clone(), pedantic, marks };
    into.1.extend(loose_ends(&case));
    into.0.push(case);
}

/// Marks that mean nothing: a source or a step of a flow that no mark ends.
fn loose_ends(case: &Case) -> Vec<String> {
    let ends = |mark: &&Mark| matches!(mark.claim, Claim::Flaw | Claim::Missed | Claim::Noise);
    let ended: BTreeSet<&String> = case.all_marks().filter(ends).flat_map(|mark| &mark.labels).collect();
    let mut problems = Vec::new();
    for (path, marks) in &case.marks {
        for mark in marks {
            for label in mark.labels.iter().filter(|label| !ended.contains(label)) {
                problems.push(format!("{}{path}:{}: the flow {label} has no end", case.prefix, mark.line));
            }
        }
    }
    if case.all_marks().next().is_none() && case.judged != Judged::All {
        let path = case.texts.first().map_or("", |text| text.path.as_str());
        problems.push(format!("{}{path}:1: a case without a mark says nothing", case.prefix));
    }
    problems
}

fn run(cases: Vec<Case>, problems: Vec<String>) -> CaseReport {
    let flaws = |case: &Case| case.all_marks().filter(|mark| mark.claim == Claim::Flaw).count();
    let mut report = CaseReport { cases: cases.len(), flaws: cases.iter().map(flaws).sum(), failures: problems };
    let failures: Vec<Vec<String>> = on_deep_stack(|| cases.par_iter().map(judge).collect());
    report.failures.extend(failures.into_iter().flatten());
    report
}

/// Runs on threads that have room for deep code; on this one if no thread can be had.
fn on_deep_stack<T: Send>(work: impl Fn() -> T + Send + Sync) -> T {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

fn judge(case: &Case) -> Vec<String> {
    let (findings, problems) = application::scan(&case.texts);
    let found = compare::reduce(&findings, case.pedantic, &|path, line| (path.to_owned(), line));
    let mut failures = problems;
    failures.extend(compare::compare(&case.marks, &found, &case.judged));
    if failures.is_empty() && case.has_flaw() {
        failures.extend(variants::check(case, &found));
    }
    failures.into_iter().map(|failure| format!("{}{failure}", case.prefix)).collect()
}
