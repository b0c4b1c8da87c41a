//! Any text is read as a template without a panic, every place lies in it, every output can be judged, and the guard can be
//! written into it without a line more or less. Any text can be escaped for any place.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let template = stopple_templates::parse(text);
    let outputs = template.outputs.iter().map(|output| output.span);
    let problems = template.problems.iter().map(|problem| problem.span);
    let inline = template.inline.iter().map(|inline| inline.span);
    let forms = template.forms.iter().map(|form| form.span);
    for span in outputs.chain(problems).chain(inline).chain(forms) {
        assert!(text.get(span.start as usize..span.end as usize).is_some());
    }
    for output in &template.outputs {
        output.verdict(true);
        template.flows_through_calls(output);
    }
    if let Some(guarded) = stopple_templates::rewrite::rewrite(text, true, &[text]).expect("edits that fit") {
        assert_eq!(guarded.matches('\n').count(), text.matches('\n').count());
    }
    stopple_templates::rewrite::field_place(text);
    for escaper in stopple_templates::escape::Escaper::ALL {
        escaper.escape(text, false);
        escaper.escape(text, true);
    }
    // What stands inside of a template can be read as if it stood where the template has it.
    if let Some(block) = template.blocks.first() {
        let starts = stopple_templates::Starts { template: block.entry.clone(), ..Default::default() };
        stopple_templates::parse_with(text, &starts);
    }
});
