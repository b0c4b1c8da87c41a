//! Analyses files and prints hits, facts and routes: for looking at the engine from inside.

use rayon::ThreadPoolBuilder;
use std::sync::Arc;
use stopple_program::Program;
use stopple_source::SourceFile;

#[allow(clippy::print_stdout, reason = "it is a program for looking")]
fn main() {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    let facts = paths.iter().any(|path| path == "--facts");
    paths.retain(|path| path != "--facts");
    paths.sort();
    let pool = ThreadPoolBuilder::new().stack_size(256 << 20).build().expect("a pool of threads");
    pool.install(|| {
        let files: Vec<_> = paths
            .iter()
            .filter_map(|path| std::fs::read_to_string(path).ok().map(|text| (path, text)))
            .map(|(path, text)| {
                let reading = stopple_syntax::read(&text);
                (Arc::new(SourceFile::new(path.as_str(), text)), reading)
            })
            .collect();
        let program = Program::new(files, Vec::new());
        let catalog = stopple_libraries::catalog();
        let analysis = stopple_flow::analyse(&program, &catalog);
        let line = |place: stopple_flow::outcome::Place| {
            let file = &program.file(place.file).source;
            format!("{}:{}", file.path, file.position(place.span.start).line)
        };
        for hit in &analysis.hits {
            let names: Vec<&str> = hit.concept.names().collect();
            println!(
                "{} {} <- {:?} prefix={:?} whole={} {:?}",
                line(hit.sink),
                names.join(","),
                hit.callee,
                hit.prefix,
                hit.whole,
                hit.certainty
            );
            for step in &hit.steps {
                println!("    {} {}", line(step.place), step.text);
            }
        }
        for route in &analysis.routes {
            println!(
                "route {:?} {} {} guards={:?} inputs={:?}",
                route.methods, route.rule, route.endpoint, route.guards, route.inputs
            );
        }
        if facts {
            for fact in &analysis.facts {
                let arguments: Vec<String> = fact
                    .arguments
                    .iter()
                    .map(|a| {
                        format!(
                            "{}={:?}",
                            a.name,
                            a.view
                                .constants
                                .as_ref()
                                .map_or_else(|| format!("{:?}", a.view.path), |c| format!("{c:?}"))
                        )
                    })
                    .collect();
                println!("fact {} {} {} [{}]", line(fact.place), fact.name, fact.path, arguments.join(", "));
            }
        }
        println!(
            "functions {} unresolved {} bounds {:?}",
            analysis.functions,
            analysis.unresolved.len(),
            analysis.bounds
        );
    });
}
