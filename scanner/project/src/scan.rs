//! The scan: from named paths to an outcome.

use crate::baseline::Baseline;
use crate::discovery::{Discovery, discover, unreadable};
use crate::ground::Ground;
use crate::outcome::Outcome;
use crate::paths::{self, Content, PathFilter};
use crate::reading::{Texts, read_files, read_text};
use crate::request::{Input, Progress, Request, Stage};
use crate::selection::{self, Selection};
use crate::sorting;
use crate::stubs;
use crate::suppression::Suppressions;
use crate::{ScanError, Skipped};
use std::sync::Arc;
use stopple_finding::{Finding, Problem, ProblemKind, Report, Rule, Sums};
use stopple_flow::outcome::Analysis;
use stopple_libraries::Catalog;
use stopple_program::Program;
use stopple_source::SourceFile;

/// Deep code needs a deep stack; the memory is only taken where it is used.
const STACK: usize = 256 * 1024 * 1024;

/// Scans what is asked for.
pub fn scan(request: &Request, progress: &dyn Progress) -> Result<Outcome, ScanError> {
    let all_rules = stopple_rules::catalog();
    let ids: Vec<&str> = all_rules.iter().map(|rule| rule.id).collect();
    selection::check(&request.choices, &ids)?;
    let ground = Ground::find(request, &ids)?;
    let baseline = ground.configuration.baseline.as_deref().filter(|_| !request.choices.without_baseline);
    let baseline = baseline.map(Baseline::read).transpose()?.unwrap_or_default();
    let catalog = stubs::catalog(ground.configuration.stubs.as_deref())?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(request.threads.unwrap_or(0))
        .stack_size(STACK)
        .thread_name(|number| format!("stopple-{number}"))
        .build()
        .map_err(|error| {
            ScanError::new(format!("the threads cannot be started: {error}")).advise("ask for fewer with `--threads`")
        })?;
    // Whatever recurses does so on a thread of the pool.
    pool.install(|| {
        progress.stage(Stage::Finding);
        let (discovery, mut texts) = gather(request, &ground, progress)?;
        texts.read_descriptions(&discovery.descriptions, catalog.registering_by_argument("description"));
        let ignored = if request.list_ignored { ignored(&ground, &discovery)? } else { Vec::new() };
        let options = ground.configuration.rules.iter().map(|(id, rule)| (id.clone(), rule.options.clone())).collect();
        let made = make(&catalog, texts, &options, progress);
        Ok(finish(request, ground, discovery, ignored, made, baseline, &all_rules))
    })
}

/// What was made of the texts.
struct Made {
    program: Program,
    analysis: Analysis,
    findings: Vec<Finding>,
    problems: Vec<Problem>,
}

fn gather(request: &Request, ground: &Ground, progress: &dyn Progress) -> Result<(Discovery, Texts), ScanError> {
    let Input::Text { bytes, .. } = &request.input else {
        let discovery = discover(ground, true)?;
        progress.stage(Stage::Reading(discovery.found.len()));
        let texts = read_files(&discovery.found, progress);
        nothing_to_scan(ground, &discovery)?;
        return Ok((discovery, texts));
    };
    let mut discovery = Discovery::default();
    let filter = PathFilter::new(&ground.base, &ground.configuration.exclude)?;
    let Some(path) = ground.named.first() else { return Ok((discovery, Texts::default())) };
    let relative = ground.relative(path);
    let shown = paths::shown(relative);
    if filter.excludes(path, false) {
        discovery.skipped.push(Skipped { path: shown, reason: "excluded by the settings" });
        return Ok((discovery, Texts::default()));
    }
    let content = paths::content(relative).unwrap_or(Content::Python);
    Ok((discovery, read_text(&shown, content, bytes.clone())))
}

/// A scan of folders that finds no file is a mistake; files that are named and excluded are not.
fn nothing_to_scan(ground: &Ground, discovery: &Discovery) -> Result<(), ScanError> {
    if !discovery.found.is_empty() || !discovery.problems.is_empty() || ground.named.iter().all(|path| path.is_file()) {
        return Ok(());
    }
    let mut error = ScanError::new("there is no Python file and no template here");
    error.place = ground.named.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    Err(match discovery.skipped.first() {
        Some(first) => error.advise(format!(
            "`{}` was not entered ({}); `stopple doctor` lists all that is skipped",
            first.path, first.reason
        )),
        None => error.advise("name the folder of the application; files that ignore files name are not read"),
    })
}

fn ignored(ground: &Ground, discovery: &Discovery) -> Result<Vec<String>, ScanError> {
    let all = discover(ground, false)?;
    let is_read = |path: &String| discovery.found.binary_search_by(|found| found.shown.cmp(path)).is_ok();
    Ok(all.found.into_iter().map(|found| found.shown).filter(|path| !is_read(path)).collect())
}

fn make(catalog: &Catalog, texts: Texts, options: &stopple_rules::Options, progress: &dyn Progress) -> Made {
    progress.stage(Stage::Analysing(texts.python.len()));
    let program = Program::new(texts.python, texts.templates).with_descriptions(texts.descriptions);
    let analysis = stopple_flow::analyse(&program, catalog);
    progress.stage(Stage::Judging);
    let findings = stopple_rules::judge(&program, &analysis, options);
    let mut problems = texts.problems;
    if analysis.bounds.steps > 0 {
        let message = match analysis.bounds.steps {
            1 => "one entry point used up its budget of steps and was cut short".to_owned(),
            count => format!("{count} entry points used up their budget of steps and were cut short"),
        };
        // It concerns no single file.
        let mut problem = unreadable(".".to_owned(), message, "`stopple doctor` shows what was cut");
        problem.kind = ProblemKind::Bound;
        problems.push(problem);
    }
    Made { program, analysis, findings, problems }
}

fn finish(
    request: &Request,
    ground: Ground,
    discovery: Discovery,
    ignored: Vec<String>,
    made: Made,
    mut baseline: Baseline,
    all_rules: &[Arc<Rule>],
) -> Outcome {
    let base = ground.relative(&ground.base).to_owned();
    let Ground { root, configuration, .. } = ground;
    let Made { program, analysis, findings, problems } = made;
    let selection = Selection::new(&configuration, &base);
    let ids: Vec<&str> = all_rules.iter().map(|rule| rule.id).collect();
    let mut suppressions = Suppressions::default();
    for file in &program.files {
        suppressions.add_python(&file.source, &file.reading.file.comments, &ids);
    }
    for template in &program.templates {
        suppressions.add_template(&template.source, &ids);
    }

    let mut sums = Sums {
        files: program.files.len() + program.templates.len(),
        lines: program.files.iter().map(|file| lines(&file.source)).sum(),
        routes: analysis.routes.iter().filter(|route| route.answers()).count(),
        not_understood: analysis.unresolved.iter().filter(|call| call.gets_visitors_data).count(),
        ..Sums::default()
    };
    let sorted = sorting::sort(findings, &selection, &mut suppressions, &mut baseline, request.today);
    sorted.count(&selection, &mut sums);

    let mut problems: Vec<Problem> = discovery.problems.into_iter().chain(problems).collect();
    problems.extend(suppressions.problems(request.today, configuration.pedantic, |id| selection.runs(id)));
    problems.sort_by(|left, right| place(left).cmp(&place(right)));
    let report = Report { findings: sorted.shown, problems, rules: selection.rules(all_rules), sums };
    let stale_baseline = baseline.left_over();
    Outcome {
        report,
        silenced: sorted.silenced,
        root,
        skipped: discovery.skipped,
        ignored,
        stale_baseline,
        program,
        analysis,
        configuration,
    }
}

/// Lines as an editor counts them: the line break at the end opens no line of its own.
fn lines(source: &SourceFile) -> usize {
    let count = source.lines().count() as usize;
    if source.text.is_empty() || source.text.ends_with(['\n', '\r']) { count.saturating_sub(1) } else { count }
}

fn place(problem: &Problem) -> (&str, u32, &str) {
    let start = problem.location.as_ref().map_or(0, |location| location.span.start);
    (&problem.path, start, &problem.message)
}
