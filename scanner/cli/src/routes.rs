//! `stopple routes`: what the application answers to.

use crate::End;
use crate::arguments::{FilterOptions, ListFormat, RoutesOptions};
use crate::failure::Failure;
use crate::output::print;
use crate::scan::{perform, request};
use crate::table::{count, table};
use crate::terminal::{Color, stdout_colors};
use serde_json::json;
use stopple_flow::outcome::Route;
use stopple_libraries::concept::{is_visitors, source_name};
use stopple_program::Program;
use stopple_project::Outcome;

/// Runs the command.
pub(crate) fn run(options: &RoutesOptions, color: Color) -> Result<End, Failure> {
    let request = request(&options.paths, &options.project, &FilterOptions::default())?;
    let outcome = perform(&request, options.project.quiet)?;
    let text = match options.format {
        ListFormat::Text => text(&outcome, stdout_colors(color)),
        ListFormat::Json => json(&outcome),
    };
    print(&text).map(|()| End::Clean)
}

fn text(outcome: &Outcome, color: bool) -> String {
    let (program, routes) = (&outcome.program, &outcome.analysis.routes);
    if routes.is_empty() {
        return "No routes were found. `stopple doctor` says what was read.\n".to_owned();
    }
    let options = stopple_rules::Options::default();
    let context = stopple_rules::Context::new(program, &outcome.analysis, &options);
    let or_dash = |text: String| if text.is_empty() { "-".to_owned() } else { text };
    let rows: Vec<Vec<String>> = routes
        .iter()
        .map(|route| {
            let what = if route.kind == "route" { route.methods.join(",") } else { route.kind.clone() };
            vec![
                or_dash(what),
                or_dash(route.rule.clone()),
                or_dash(route.endpoint.clone()),
                place(program, route),
                or_dash(stopple_rules::guards_of(&context, route).join(", ")),
                or_dash(reads(route).join(", ")),
            ]
        })
        .collect();
    let head = ["METHODS", "RULE", "ENDPOINT", "PLACE", "GUARDS", "READS"];
    let answering = routes.iter().filter(|route| route.answers()).count();
    let mut sum = count(answering, "route");
    // Hooks and error handlers stand in the same table.
    if answering < routes.len() {
        sum.push_str(&format!(" and {}", count(routes.len() - answering, "other entry point")));
    }
    format!("{}\n{sum}\n", table(&head, &rows, color))
}

/// What a view reads of what a visitor sends, each read once: of `request.args` and `request.args["id"]` the second, of
/// `request.form` and `dict(request.form)` the first.
fn reads(route: &Route) -> Vec<&str> {
    let sent = route.inputs.iter().filter(|(kind, _)| is_visitors(*kind));
    let all: Vec<&str> = sent.map(|(_, read)| read.as_str()).collect();
    let told_by = |read: &str, other: &str| {
        other != read && (other.starts_with(read) || read.contains(other) && !read.starts_with(other))
    };
    let mut told: Vec<&str> =
        all.iter().filter(|read| !all.iter().any(|other| told_by(read, other))).copied().collect();
    told.dedup();
    told
}

fn json(outcome: &Outcome) -> String {
    let program = &outcome.program;
    let options = stopple_rules::Options::default();
    let context = stopple_rules::Context::new(program, &outcome.analysis, &options);
    let routes: Vec<_> = outcome
        .analysis
        .routes
        .iter()
        .map(|route| {
            let source = &program.file(route.handler.file).source;
            let inputs: Vec<_> = route
                .inputs
                .iter()
                .map(|(source, read)| json!({ "source": source_name(*source), "read": read }))
                .collect();
            json!({
                "kind": route.kind,
                "methods": route.methods,
                "rule": route.rule,
                "endpoint": route.endpoint,
                "handler": program.scope_name(route.scope),
                "path": source.path,
                "line": source.position(route.handler.span.start).line,
                "guards": stopple_rules::guards_of(&context, route),
                "inputs": inputs,
                "facts": route.facts,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "version": 1, "routes": routes }))
}

fn place(program: &Program, route: &Route) -> String {
    let source = &program.file(route.handler.file).source;
    format!("{}:{}", source.path, source.position(route.handler.span.start).line)
}
