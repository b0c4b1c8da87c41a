//! Any bytes are decoded without a panic, and the text that comes out is read.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let decoded = stopple_syntax::decode(bytes);
    for problem in &decoded.problems {
        assert!(decoded.text.get(problem.span.start as usize..problem.span.end as usize).is_some());
    }
    stopple_syntax::read(&decoded.text);
});
