//! Tells the shell, and the choice of the program, from a mere argument of a known program.

use crate::{Context, Draft};
use stopple_flow::outcome::{Const, Fact, FactArgument, Hit, View};
use stopple_libraries::Concepts;

/// What the visitor's text is to the system.
enum Use {
    /// A shell reads it.
    Shell,
    /// It chooses the program.
    Program,
    /// It is one argument of a program that is given.
    Argument,
}

/// A second look at a started program.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let called = || context.called(hit.call, &hit.callee);
    Some(match use_of(context, hit) {
        Use::Shell => draft,
        Use::Program => draft
            .tells(&format!("chooses the program that {} starts", called()))
            .advises("Choose the program from a fixed list; a visitor's data is at most an argument of it."),
        Use::Argument => draft
            .tells(&format!("is an argument of the program that {} starts", called()))
            .advises("Check what it may look like, or put `--` before it, so that it is never read as an option.")
            .quiet()
            .note("no shell reads it, but it may be taken for an option of the program"),
    })
}

fn use_of(context: &Context, hit: &Hit) -> Use {
    let mut facts = context.analysis.facts.iter();
    let call = facts.find(|fact| fact.name == "shell-call" && fact.place == hit.call);
    if Concepts::named("program") == Some(hit.concept) {
        if let Some(call) = call.filter(|_| hit.callee.starts_with("os.")) {
            return of_process(hit, call);
        }
        return match (hit.parameter.as_str(), call.and_then(|fact| fact.argument(&hit.parameter))) {
            ("args" | "argv" | "arguments" | "value", Some(argument)) => of_arguments(hit, &argument.view),
            ("args" | "argv" | "arguments" | "value" | "env" | "cwd", None) => Use::Argument,
            _ => Use::Program,
        };
    }
    let function = hit.callee.rsplit('.').find(|part| *part != "__init__").unwrap_or_default();
    let may_go_without = ["run", "call", "check_call", "check_output", "Popen"].contains(&function);
    let Some(call) = call.filter(|_| may_go_without) else { return Use::Shell };
    if call.argument("shell").is_some_and(may_be_true) {
        return Use::Shell;
    }
    call.argument("args").map_or(Use::Shell, |argument| of_arguments(hit, &argument.view))
}

fn may_be_true(argument: &FactArgument) -> bool {
    let Some(constants) = &argument.view.constants else { return true };
    constants.iter().any(|constant| !matches!(constant, Const::None | Const::Bool(false) | Const::Int(0)))
}

/// What the visitor's text is where the arguments of the call are the words of the command: `os.execl` and its kind.
fn of_process(hit: &Hit, call: &Fact) -> Use {
    let holds = |view: &View| view.sources.contains(&hit.source);
    let Some(program) = ["file", "path", "filepath"].iter().find_map(|name| call.argument(name)) else {
        return Use::Program;
    };
    if holds(&program.view) {
        return Use::Program;
    }
    let (mut words, mut at_hand): (Vec<&View>, bool) = (Vec::new(), false);
    for argument in &call.arguments {
        match argument.name.as_str() {
            "argv" => words.extend(argument.view.entries.iter().map(|(_, view)| view)),
            "args" if !argument.view.entries.is_empty() => {
                words.extend(argument.view.entries.iter().map(|(_, view)| view));
            }
            name if name.starts_with("args") => words.push(&argument.view),
            _ => {}
        }
        at_hand |= argument.name != "env";
    }
    let says_command = words.iter().any(|word| names(word, OPTIONS));
    if at_hand && names(&program.view, SHELLS) && says_command { Use::Shell } else { Use::Argument }
}

const SHELLS: &[&str] = &["sh", "bash", "dash", "zsh", "ksh", "cmd", "cmd.exe", "powershell", "pwsh"];
const OPTIONS: &[&str] = &["-c", "-lc", "-ic", "/c", "/C", "c", "C", "-Command"];

/// Whether a word is one of these, whatever folder stands before it.
fn names(view: &View, wanted: &[&str]) -> bool {
    view.constants
        .iter()
        .flatten()
        .any(|text| matches!(text, Const::Str(text) if wanted.contains(&text.rsplit('/').next().unwrap_or_default())))
}

/// What the visitor's text is in a list of a program and its arguments, or in a text that stands for one.
fn of_arguments(hit: &Hit, arguments: &View) -> Use {
    let item = |name: &str| arguments.entries.iter().find(|(known, _)| known == name).map(|(_, view)| view);
    let Some(program) = item("0") else {
        return if hit.prefix.contains(' ') { Use::Argument } else { Use::Program };
    };
    if program.sources.contains(&hit.source) {
        return Use::Program;
    }
    if names(program, SHELLS) && item("1").is_some_and(|option| names(option, OPTIONS)) {
        // What stands behind the script are words that it names `$1`, `$2`.
        let is_script = item("2").is_none_or(|script| script.sources.contains(&hit.source));
        return if is_script { Use::Shell } else { Use::Argument };
    }
    Use::Argument
}
