//! Any text is read without a panic, and what was read can be shown.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = stopple_syntax::read(text);
    for problem in &reading.problems {
        assert!(text.get(problem.span.start as usize..problem.span.end as usize).is_some());
    }
    for span in reading.file.expr_spans.iter().chain(&reading.file.stmt_spans) {
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
    stopple_syntax::dump(&reading.file);
});
