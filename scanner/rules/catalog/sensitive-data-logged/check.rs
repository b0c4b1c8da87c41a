//! Of what a visitor or the environment gives, only what is named like a secret is one.

use crate::secrets::names_a_secret;
use crate::{Context, Draft, code, links, naming};
use std::cell::LazyCell;
use stopple_finding::Rule;
use stopple_flow::outcome::{Certainty, FlowStep, Hit, StepKind};
use stopple_libraries::concept;
use stopple_syntax::hir::{Argument, Expr, ExprId, Part, ScopeId, ScopeKind, Stmt};

/// A second look at data in a log.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    // What code that is not known gives back for a password is most often whether it is right.
    if hit.certainty <= Certainty::ThroughUnknown {
        return None;
    }
    if concept::source_name(hit.source) == "password" {
        return Some(draft);
    }
    if concept::source_name(hit.source) == "database" {
        // Of what is stored, that of which the log line itself says that it is one.
        let sink = context.text(hit.sink);
        return (hit.certainty == Certainty::Understood && shows_a_secret(sink) && !takes_few_letters(sink))
            .then_some(draft);
    }
    // The first letters tell tokens apart, and give none away.
    if context.texts_on_way(hit).any(takes_few_letters) {
        return None;
    }
    // What a token says is not the token: its parts were read out of it.
    let is_read_out = |step: &FlowStep| {
        let text = context.text(step.place);
        ["json.loads(", "jwt.decode(", "get_unverified_"].iter().any(|call| text.contains(call))
    };
    let is_sent_beside = matches!(concept::source_name(hit.source), "http-header" | "http-cookie");
    if is_sent_beside && hit.steps.iter().any(is_read_out) {
        return None;
    }
    let is_secret = hit.steps.iter().any(|step| reads_a_secret(passed_text(context, step)))
        || reads_a_secret(context.text(hit.read))
        || reads_a_secret_attribute(context.text(hit.sink))
        || writes_all(context, hit);
    is_secret.then_some(draft)
}

/// What a step of a flow reads: of a call of a function of the project, the argument alone in which the data goes on.
fn passed_text<'c>(context: &'c Context, step: &FlowStep) -> &'c str {
    let whole = context.text(step.place);
    // `Account(name=form["name"], password=...)` puts the data into one attribute, and the password into another one.
    let is_put = step.text.starts_with("assigned to `");
    let is_call = step.kind == StepKind::Call || is_put;
    let Some(name) = step.text.rsplit('`').nth(1).filter(|_| is_call) else { return whole };
    let file = code::file(context.program, step.place.file);
    let Some((callee, given)) = file.call_at(step.place.span) else { return whole };
    if is_put {
        return file.argument(given, usize::MAX, name).map_or(whole, |given| file.text_at(file.span(given)));
    }
    if given.iter().any(|argument| !matches!(argument, Argument::Positional(_) | Argument::Keyword(..))) {
        return whole;
    }
    let (owner, called) = file.dotted(callee).rsplit_once('.').unwrap_or(("", file.dotted(callee)));
    // Where the parameter stands; an object or a class is not given in brackets.
    let standing = code::files(context.program).find_map(|other| {
        other.hir.scopes.iter().filter(|scope| other.name(scope.name) == called).find_map(|scope| {
            let at = scope.params.iter().position(|param| other.name(param.name) == name)?;
            let first = scope.params.first().map_or("", |param| other.name(param.name));
            Some(at.saturating_sub(usize::from(!owner.is_empty() && matches!(first, "self" | "cls"))))
        })
    });
    file.argument(given, standing.unwrap_or(usize::MAX), name).map_or(whole, |given| file.text_at(file.span(given)))
}

/// Names of what lets somebody in who is not yet known.
const LINKS: &[&str] = &[
    "reset_token",
    "reset_link",
    "reset_url",
    "magic_link",
    "login_link",
    "login_token",
    "access_token",
    "refresh_token",
    "invite_token",
    "activation_token",
    "activation_link",
    "verification_token",
    "confirmation_token",
];
const LEVELS: &[&str] = &["debug", "info", "warning", "warn", "error", "critical", "exception", "log"];

/// Tokens that the application makes, and links that hold them, in a log; and secrets of objects that it has just made.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for file in code::files(context.program).filter(|file| !file.is_test()) {
        let links = LazyCell::new(|| links_made(file));
        // Called as such a token, or made in this function as a link with one.
        let lets_in = |variable: ExprId| {
            let name = file.dotted(variable);
            naming::has_any(name, LINKS) || links.contains(&(file.scope_at(file.span(variable)), name))
        };
        for (id, expr) in file.exprs() {
            let Expr::Call { callee, arguments } = expr else { continue };
            let (owner, level) = file.dotted(callee).rsplit_once('.').unwrap_or_default();
            let is_log = naming::has_any(owner.rsplit('.').next().unwrap_or_default(), &["log", "logger", "logging"]);
            if !is_log || !LEVELS.contains(&level) {
                continue;
            }
            let is_told = |(before, value): &(&str, ExprId)| match file.expr(*value) {
                Expr::Var(_) => lets_in(*value) || announces_link(before) && may_be_link(file.dotted(*value)),
                Expr::Call { .. } => makes_link(file, *value),
                Expr::Attribute { base, name, .. } => is_secret_just_made(context, file, base, file.name(name)),
                _ => false,
            };
            let Some((_, value)) = written(file, file.arguments(arguments)).into_iter().find(is_told) else { continue };
            let place = file.place(file.span(value));
            let is_attribute = matches!(file.expr(value), Expr::Attribute { .. });
            let is_known = |source: u16| {
                let stored = matches!(concept::source_name(source), "database" | "password");
                concept::is_visitors(source) || is_attribute && stored
            };
            if context.analysis.hits.iter().any(|hit| hit.sink == place && is_known(hit.source)) {
                continue;
            }
            let message = if is_attribute {
                format!("`{}` is written to the log", context.text(place))
            } else {
                format!("`{}`, which lets somebody in, is written to the log", context.text(place))
            };
            let mut draft = context.draft(rule, place, file.holder(file.span(id)), message);
            draft.identity = vec![context.text(place).to_owned()];
            drafts.push(draft);
        }
    }
    drafts
}

/// What a log line is made of, each with the text that stands before it: arguments behind a format, holes of an f-string.
fn written<'a>(file: code::Code<'a>, given: &[Argument]) -> Vec<(&'a str, ExprId)> {
    let Some((format, rest)) = given.split_first() else { return Vec::new() };
    if let Expr::FString { parts } = file.expr(format.value()) {
        let mut before = "";
        let mut found = Vec::new();
        for part in file.hir.parts.get(parts.range()).unwrap_or_default() {
            match part {
                Part::Literal(text) => before = file.hir.strings.get(text.0 as usize).map_or("", |text| &**text),
                Part::Hole { value, .. } => found.push((std::mem::take(&mut before), *value)),
            }
        }
        return found;
    }
    // Behind each `%` stands the letter of its format, which is no part of the text.
    let mut texts = file.string(format.value()).unwrap_or_default().split('%');
    rest.iter().map(|argument| (texts.next().unwrap_or_default(), argument.value())).collect()
}

/// Words of what lets somebody in by mail.
const BY_MAIL: &[&str] =
    &["reset", "activation", "invite", "invitation", "confirmation", "verification", "magic", "login"];

/// `sent reset link `: whether a text ends by saying that a link that lets somebody in comes next.
fn announces_link(text: &str) -> bool {
    let words = naming::words(text.trim_end());
    let ends_in_word = text.trim_end_matches([' ', ':', '=', '<', '"', '\'', '(', '[']).ends_with(char::is_alphabetic);
    match words.as_slice() {
        [.., kind, last] => {
            ends_in_word
                && matches!(last.as_str(), "link" | "url" | "token" | "code")
                && (BY_MAIL.contains(&kind.as_str()) || kind == "password")
        }
        _ => false,
    }
}

/// Whether a variable may stand for a link or a token, by its name: not to whom it was sent, and not what went wrong.
fn may_be_link(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "mail",
        "email",
        "address",
        "recipient",
        "to",
        "user",
        "username",
        "name",
        "id",
        "status",
        "count",
        "error",
        "err",
        "exc",
        "e",
        "ex",
        "exception",
        "reason",
        "expires",
        "expiry",
        "type",
        "hash",
        "masked",
        "ip",
    ];
    !naming::has_any(name, OTHERS)
}

/// Whether an expression makes a link with a token in it.
fn makes_link(file: code::Code, made: ExprId) -> bool {
    let text = file.text_at(file.span(made));
    let holds_token = ["token=", "token={"].iter().any(|word| text.contains(word))
        && ["url_for(", "?token=", "&token="].iter().any(|word| text.contains(word));
    holds_token || !links::proofs_in_link(file, made).is_empty()
}

/// Whether an expression makes a token that somebody is known by: by what it is called, or by what makes it.
fn makes_token(file: code::Code, name: &str, made: ExprId) -> bool {
    const MAKERS: &[&str] =
        &["token_urlsafe", "token_hex", "create_access_token", "create_refresh_token", "jwt.encode"];
    const CHECKING: &[&str] = &[
        "check", "verify", "validate", "decode", "read", "parse", "load", "loads", "find", "send", "mail", "revoke",
        "delete", "remove", "is", "has", "use", "consume", "redeem", "test", "require", "mask", "hash", "expire",
    ];
    let Expr::Call { callee, .. } = file.expr(made) else { return false };
    let called = file.dotted(callee);
    let last = called.rsplit('.').next().unwrap_or_default();
    let serializes = last == "dumps" && naming::has_any(called, &["serializer", "signer", "ts", "s", "serialiser"]);
    let is_made = MAKERS.iter().any(|maker| called == *maker || last == *maker) || serializes;
    let verb = last.trim_start_matches('_').split('_').next().unwrap_or_default();
    let gives = naming::has_any(last, &["token", "link"])
        && naming::has_any(last, BY_MAIL)
        && last.starts_with(|letter: char| letter.is_lowercase() || letter == '_')
        && !CHECKING.contains(&verb);
    is_made && names_a_secret(name)
        || gives && (names_a_secret(name) || naming::has_any(name, &["link", "url", "code"]))
}

/// The variables of a file that are made as a token or as a link with one in it, each in its function.
fn links_made(file: code::Code<'_>) -> Vec<(ScopeId, &str)> {
    let mut made = Vec::new();
    for (span, statement) in file.stmts() {
        let Stmt::Assign { targets, value } = statement else { continue };
        let is_link = makes_link(file, value);
        let scope = file.scope_at(span);
        let names = file.list(targets).iter().map(|target| file.dotted(*target));
        let is_token = |name: &str| {
            makes_token(file, name, value) || file.given_back(value).is_some_and(|value| makes_token(file, name, value))
        };
        made.extend(names.filter(|name| is_link || is_token(name)).map(|name| (scope, name)));
    }
    made
}

/// `hook.secret` behind `hook = Hook(...)`, a class of the project that has such an attribute: what it was given, or made itself.
fn is_secret_just_made(context: &Context, file: code::Code, base: ExprId, attribute: &str) -> bool {
    // `token_limit` is a number, and no token.
    let last: Vec<&str> = attribute.rsplit('_').take(2).collect();
    let ends_in_secret = match last.as_slice() {
        [last, before] => names_a_secret(last) || names_a_secret(&format!("{before}_{last}")) && *last == "key",
        _ => names_a_secret(attribute),
    };
    if !ends_in_secret || !names_a_secret(attribute) || !matches!(file.expr(base), Expr::Var(_)) {
        return false;
    }
    let made = file.only_value(base).map(|value| file.given_back(value).unwrap_or(value));
    let Some(Expr::Call { callee, .. }) = made.map(|value| file.expr(value)) else { return false };
    let class = file.dotted(callee).rsplit('.').next().unwrap_or_default();
    let sets = |line: &str| {
        let line = line.trim_start().trim_start_matches("self.");
        let rest = line.strip_prefix(attribute).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with([':', '=']) && !rest.starts_with("=="))
    };
    code::files(context.program).filter(|other| context.concerns(other.id, file.id)).any(|other| {
        let mut scopes = other.hir.scopes.iter();
        scopes.any(|scope| {
            let is_it = scope.kind == ScopeKind::Class && !class.is_empty() && other.name(scope.name) == class;
            is_it && other.text_at(scope.span).lines().any(sets)
        })
    })
}

/// Reads that hold credentials whatever the application is: `Authorization` and `Cookie`, and what the operator set.
const ALL: &[&str] = &["request.headers", "request.cookies", "request.authorization", "request.environ", "os.environ"];
/// Reads that hold what a visitor typed, which may be a password.
const TYPED: &[&str] = &["request.form", "request.values", "request.json", "request.get_json()", "request.get_data()"];

/// Whether all that came is written, and a secret with it.
fn writes_all(context: &Context, hit: &Hit) -> bool {
    let read = context.text(hit.read);
    let sink = context.text(hit.sink);
    // Under the name that it was given.
    let file = code::file(context.program, hit.sink.file);
    let scope = file.scope_at(hit.sink.span);
    let name = given_name(hit);
    let is_named = name.is_some_and(|name| tells_whole(sink, name));
    // As it is, or turned into text or a dictionary: not one part of it.
    let is_whole = sink.match_indices(read).any(|(at, _)| {
        let behind = sink.get(at + read.len()..).unwrap_or_default();
        !behind.starts_with(['.', '[', '('])
            || [".items()", ".to_dict(", ".copy()"].iter().any(|end| behind.starts_with(end))
    });
    // Made smaller by a helper or a comprehension.
    let is_made_over = sink.contains(" for ") || sink.contains(" if ");
    if !is_whole && !is_named || is_made_over {
        return false;
    }
    let reads_a_password = || {
        let own = || file.scope_text(scope);
        context.routes_of(hit.holder).any(|route| route.inputs.iter().any(|(_, read)| reads_a_secret(read)))
            || name.is_some_and(|name| own().lines().any(|line| reads_a_secret_of(line, name)))
    };
    let is_one = |known: &[&str]| known.iter().any(|known| read == *known || read.ends_with(&format!(".{known}")));
    is_one(ALL) || is_one(TYPED) && reads_a_password()
}

/// The name that what was read is given, as it is: nothing is done to it on the way.
fn given_name(hit: &Hit) -> Option<&str> {
    let name = |step: &'_ FlowStep| step.text.starts_with("assigned to `");
    let (_, way) = hit.steps.split_first()?;
    let at = way.iter().rposition(name)?;
    let is_untouched = |step: &FlowStep| step.kind == StepKind::Return || name(step);
    let untouched = way.get(..=at).unwrap_or_default().iter().all(is_untouched);
    way.get(at).filter(|_| untouched)?.text.split('`').nth(1)
}

/// Whether a text holds all of a variable: as it is, in a format, or turned into text.
fn tells_whole(text: &str, name: &str) -> bool {
    let holes = ["{{name}}", "{{name!r}}", "{{name!s}}", "{{name=}}"].map(|hole| hole.replace("{name}", name));
    let calls = ["str", "repr", "dict", "json.dumps"].map(|call| format!("{call}({name})"));
    let is_formatted = text.starts_with(['f', 'F']) && holes.iter().any(|hole| text.contains(hole));
    text == name || is_formatted || calls.iter().any(|call| call == text)
}

/// `body["password"]`, `body.get("password")`: whether a line reads a secret of a variable.
fn reads_a_secret_of(line: &str, name: &str) -> bool {
    ["[\"", "['", ".get(\"", ".get('"].iter().any(|opening| {
        let read = format!("{name}{opening}");
        line.split(&read).skip(1).any(|rest| rest.split(['"', '\'']).next().is_some_and(names_a_secret))
    })
}

/// Whether the text reads a key or an attribute that is named like a secret: `form["password"]`, `.get("token")`.
fn reads_a_secret(text: &str) -> bool {
    let is_quote = |letter: char| letter == '"' || letter == '\'';
    let mut keys = text.split(is_quote).skip(1).step_by(2);
    // A whole statement may quote a message; a key is one word, and the text is short.
    text.len() < 120
        && keys.any(|key| !key.contains(' ') && (names_a_secret(key) || key.eq_ignore_ascii_case("authorization")))
}

/// `given.password`, `f"... {given.password}"`: an attribute that is written as it is.
fn reads_a_secret_attribute(text: &str) -> bool {
    let is_one = |text: &str| {
        let is_name = text.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '.');
        is_name && text.rsplit_once('.').is_some_and(|(_, last)| names_a_secret(last))
    };
    let holes = text.split('{').skip(1).filter_map(|rest| rest.split(['}', '!', ':']).next());
    text.len() < 200 && (is_one(text) || text.starts_with(['f', 'F']) && holes.into_iter().any(is_one))
}

/// `token[:4]`, `token[-4:]`
fn takes_few_letters(text: &str) -> bool {
    let mut slices = text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(inside, _)| inside);
    text.len() < 120
        && slices.any(|inside| {
            let number =
                inside.strip_prefix(':').or_else(|| inside.strip_prefix('-').and_then(|rest| rest.strip_suffix(':')));
            number.and_then(|number| number.parse::<u32>().ok()).is_some_and(|letters| letters <= 8)
        })
}

/// Whether a text holds an attribute that is named like a secret, and nothing more is done to it: `user.reset_token`.
fn shows_a_secret(text: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.len() < 200
        && text.match_indices('.').any(|(at, _)| {
            let rest = text.get(at + 1..).unwrap_or_default();
            let end = rest.find(|letter| !is_letter(letter)).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            let before = text.get(..at).unwrap_or_default();
            before.ends_with(is_letter) && !behind.starts_with(['.', '(', '[']) && names_a_secret(name)
        })
}
