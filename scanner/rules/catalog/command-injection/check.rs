//! Tells the shell, and the choice of the program, from a mere argument of a known program.

use crate::{Context, Draft, views};
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
    /// It is one that a program takes for an option if it looks like one, and such options start other programs.
    Option,
}

/// A second look at a started program.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    if hit.parameter == "input" && !a_shell_reads(context, hit) {
        return None;
    }
    let called = || context.called(hit.call, &hit.callee);
    let used = use_of(context, hit);
    // An address of version 6 may end in any text, which a shell would read; but it does not begin as an option does.
    if matches!(used, Use::Argument) && hit.steps.iter().any(|step| makes_address(context.text(step.place))) {
        return None;
    }
    let used = if matches!(used, Use::Argument) && chooses_options(context, hit) { Use::Option } else { used };
    Some(match used {
        Use::Shell => draft,
        Use::Option => draft.tells(&format!("may be an option of the program that {} starts", called())).advises(
            "Put `--` before it, or refuse what begins with `-`: options of this program write files and start others.",
        ),
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

/// Programs that start others or write files if an option says so, and their first words behind which such options stand.
const OBEDIENT: &[(&str, &[&str])] = &[
    ("git", &["clone", "fetch", "pull", "push", "ls-remote", "archive", "grep", "diff", "log", "show", "submodule"]),
    ("hg", &["clone", "pull", "push", "log", "incoming"]),
    ("svn", &["checkout", "co", "export", "update"]),
    ("ssh", &[]),
    ("scp", &[]),
    ("rsync", &[]),
    ("tar", &[]),
    ("zip", &[]),
    ("find", &[]),
    ("pip", &["install", "download"]),
];

/// Whether the visitor may say an option: he gives a whole list of arguments, or one where such a program looks for options.
fn chooses_options(context: &Context, hit: &Hit) -> bool {
    let splits = |text: &str| text.contains("shlex.split(") || text.ends_with(".split()");
    let is_spread = |text: &str| {
        // Behind `--` nothing is an option.
        let has_end = ["\"--\"", "'--'"].iter().any(|end| text.contains(end));
        let adds = [", *", "] + ", " += ", ".extend("].iter().any(|way| text.contains(way));
        !has_end && adds
    };
    // Where it is passed, or in the line in which the list got it before: `command = ["make"] + shlex.split(text)`.
    let mut split = hit.steps.iter().filter(|step| splits(context.text(step.place))).peekable();
    if split.peek().is_some()
        && (is_spread(context.text(hit.sink)) || split.any(|step| is_spread(context.line_text(step.place))))
    {
        return true;
    }
    let mut facts = context.analysis.facts.iter();
    let call = facts.find(|fact| fact.name == "shell-call" && fact.place == hit.call);
    let Some(arguments) = call.and_then(|fact| fact.argument("args")) else { return false };
    let words: Vec<&View> = items(&arguments.view).collect();
    let Some((program, rest)) = words.split_first() else { return false };
    let Some((_, verbs)) = OBEDIENT.iter().find(|(name, _)| names(program, &[name])) else { return false };
    let text = |view: &View| match view.constants.as_deref() {
        Some([Const::Str(text)]) => text.to_string(),
        _ => String::new(),
    };
    let Some(at) = rest.iter().position(|word| word.reads.contains(&hit.read) && word.prefix.is_empty()) else {
        return false;
    };
    let before = rest.get(..at).unwrap_or_default();
    let is_verb = |word: &&View| verbs.contains(&text(word).as_str());
    // Behind an option stands most often what the option asks for.
    let is_value = before.last().is_some_and(|word| text(word).starts_with('-') || word.prefix.starts_with('-'));
    !is_value && before.iter().all(|word| text(word) != "--") && (verbs.is_empty() || before.iter().any(is_verb))
}

/// `ipaddress.ip_address(text)`
fn makes_address(text: &str) -> bool {
    ["ip_address(", "IPv6Address("].iter().any(|call| text.contains(call))
}

fn use_of(context: &Context, hit: &Hit) -> Use {
    let mut facts = context.analysis.facts.iter();
    let call = facts.find(|fact| fact.name == "shell-call" && fact.place == hit.call);
    if Concepts::named("program") == Some(hit.concept) {
        if let Some(call) = call.filter(|_| hit.callee.starts_with("os.")) {
            return of_process(hit, call);
        }
        return match (hit.parameter.as_str(), call.and_then(|fact| fact.argument(&hit.parameter))) {
            // `pexpect.spawn("sh", ["-c", ...])`, `containers.run("alpine", ["sh", "-c", ...])`
            ("args", Some(argument)) if call.and_then(|fact| fact.argument("command")).is_some() => {
                let program = call.and_then(|fact| fact.argument("command")).map(|program| &program.view);
                of_words(hit, &program.into_iter().chain(items(&argument.view)).collect::<Vec<_>>())
            }
            ("command" | "cmd", Some(argument)) if hit.callee.starts_with("docker.") => {
                of_arguments(hit, &argument.view)
            }
            ("args" | "argv" | "arguments" | "value", Some(argument)) => of_arguments(hit, &argument.view),
            ("args" | "argv" | "arguments" | "value" | "env" | "cwd", None) => Use::Argument,
            _ => Use::Program,
        };
    }
    if hit.parameter == "input" {
        return Use::Shell;
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

const SHELLS: &[&str] = &["sh", "bash", "dash", "zsh", "ksh", "ash", "fish", "cmd", "cmd.exe", "powershell", "pwsh"];
const OPTIONS: &[&str] = &["-c", "-lc", "-ic", "-ec", "-xc", "/c", "/C", "c", "C", "-Command"];
/// Interpreters, and the options behind which a program stands.
const INTERPRETERS: &[&str] =
    &["python", "python2", "python3", "perl", "ruby", "node", "php", "lua", "osascript", "awk"];
const PROGRAM_OPTIONS: &[&str] = &["-c", "-e", "-E", "-r", "-p", "--eval", "--print"];
/// Programs that start the rest of their arguments, with those of their options that take a value.
const STARTERS: &[(&str, &[&str])] = &[
    ("sudo", &["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-U", "-D"]),
    ("doas", &["-u", "-C"]),
    ("env", &["-u", "-C", "-S", "--unset", "--chdir"]),
    ("nohup", &[]),
    ("nice", &["-n"]),
    ("ionice", &["-c", "-n", "-p"]),
    ("setsid", &[]),
    ("time", &["-f", "-o"]),
    ("timeout", &["-k", "-s"]),
    ("stdbuf", &["-i", "-o", "-e"]),
    ("xargs", &["-I", "-n", "-P", "-d", "-L", "-a"]),
    ("unshare", &[]),
    ("chroot", &[]),
    ("docker", &["-u", "-w", "-e", "-v", "-p", "--user", "--workdir", "--env", "--name", "--network", "--volume"]),
    ("podman", &["-u", "-w", "-e", "-v", "-p", "--user", "--workdir", "--env", "--name", "--network", "--volume"]),
];
/// Starters with a word of their own before the program: how long, where, in which container.
const WORDS_BEFORE: &[(&str, usize)] = &[("timeout", 1), ("chroot", 1), ("docker", 2), ("podman", 2)];
/// Options of `ssh` that take a value.
const SSH_VALUES: &[&str] = &[
    "-i", "-p", "-l", "-o", "-F", "-J", "-b", "-c", "-D", "-E", "-e", "-I", "-L", "-m", "-O", "-Q", "-R", "-S", "-W",
    "-w",
];
/// Programs that run what they read: shells, and clients of databases that start a shell at a sign.
const READERS: &[&str] = &["psql", "mysql", "mariadb", "sqlite3"];

/// Whether a word is one of these, whatever folder stands before it.
fn names(view: &View, wanted: &[&str]) -> bool {
    view.constants
        .iter()
        .flatten()
        .any(|text| matches!(text, Const::Str(text) if wanted.contains(&text.rsplit('/').next().unwrap_or_default())))
}

/// The items of a list or tuple, as far as they are known.
fn items(list: &View) -> impl Iterator<Item = &View> {
    (0_usize..).map_while(|at| list.entries.iter().find(|(name, _)| *name == at.to_string()).map(|(_, view)| view))
}

/// What the visitor's text is in a list of a program and its arguments, or in a text that stands for one.
fn of_arguments(hit: &Hit, arguments: &View) -> Use {
    let words: Vec<&View> = items(arguments).collect();
    if words.is_empty() {
        let before: Vec<&str> =
            hit.prefix.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word)).collect();
        let says_command = before
            .windows(2)
            .any(|pair| matches!(pair, [shell, option] if SHELLS.contains(shell) && OPTIONS.contains(option)));
        return match hit.prefix.contains(' ') {
            true if says_command => Use::Shell,
            true => Use::Argument,
            false => Use::Program,
        };
    }
    of_words(hit, &words)
}

/// Reads the words of a command as the programs do that start one another: `sudo -u web sh -c ...`.
fn of_words(hit: &Hit, words: &[&View]) -> Use {
    let holds = |view: &View| view.reads.contains(&hit.read);
    let text = |view: &View| match view.constants.as_deref() {
        Some([Const::Str(text)]) => text.to_string(),
        _ => String::new(),
    };
    // What an option says may be built: `["--key=" + value]`.
    let is_option = |view: &View| view.prefix.starts_with('-') || text(view).starts_with('-');
    let mut rest = words;
    for _ in 0..8 {
        let Some((program, arguments)) = rest.split_first() else { return Use::Argument };
        if holds(program) {
            return Use::Program;
        }
        let value_options = STARTERS.iter().find(|(name, _)| names(program, &[name])).map(|(_, options)| *options);
        if names(program, SHELLS) {
            return of_script(arguments, OPTIONS, &holds);
        }
        if names(program, INTERPRETERS) {
            return of_script(arguments, PROGRAM_OPTIONS, &holds);
        }
        if names(program, &["su", "runuser"]) {
            return of_script(arguments, &["-c", "--command"], &holds);
        }
        if names(program, &["ssh"]) {
            // The words behind the host are joined, and a shell over there reads them.
            let behind = behind_options(arguments, SSH_VALUES, &is_option);
            let command = behind.get(1..).unwrap_or_default();
            return if command.iter().any(|word| holds(word)) { Use::Shell } else { Use::Argument };
        }
        let Some(value_options) = value_options else { return Use::Argument };
        rest = arguments;
        let before = WORDS_BEFORE.iter().find(|(name, _)| names(program, &[name])).map_or(0, |(_, count)| *count);
        for _ in 0..before {
            rest = behind_options(rest, value_options, &is_option);
            rest = rest.get(1..).unwrap_or_default();
        }
        rest = behind_options(rest, value_options, &is_option);
        // `env LANG=C program`
        while names(program, &["env", "sudo"])
            && rest.first().is_some_and(|word| text(word).contains('=') || word.prefix.contains('='))
        {
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    Use::Argument
}

/// What a shell or an interpreter does with the text: it runs what stands behind its option, the rest are words for it.
fn of_script(arguments: &[&View], options: &[&str], holds: &impl Fn(&View) -> bool) -> Use {
    let Some(at) = arguments.iter().position(|word| names(word, options)) else { return Use::Argument };
    // Where the list was grown, what stands behind the option may be anything that was put into it.
    if arguments.get(at + 1).is_none_or(|script| holds(script)) { Use::Shell } else { Use::Argument }
}

/// The words behind the options.
fn behind_options<'v, 'w>(
    mut words: &'w [&'v View],
    with_value: &[&str],
    is_option: &impl Fn(&View) -> bool,
) -> &'w [&'v View] {
    while let Some((word, rest)) = words.split_first() {
        if !is_option(word) {
            break;
        }
        words = if names(word, with_value) { rest.get(1..).unwrap_or_default() } else { rest };
    }
    words
}

/// Whether the program that gets the text as its input runs what it reads: a shell without a script.
fn a_shell_reads(context: &Context, hit: &Hit) -> bool {
    views::starts_of(context, hit).any(|fact| {
        let Some(command) = fact.argument("args").map(|argument| &argument.view) else { return false };
        let words: Vec<&View> = items(command).collect();
        let is_option = |view: &&View| view.prefix.starts_with('-');
        match words.split_first() {
            Some((program, rest)) if names(program, SHELLS) => {
                rest.iter().all(|word| is_option(word) && !names(word, OPTIONS))
            }
            Some((program, _)) => names(program, READERS),
            None => names(command, SHELLS) || names(command, READERS),
        }
    })
}
