//! Finds secrets that are written into the code: by the name that holds them, and by what they look like.

use crate::literal_secrets::{self, Kind};
use crate::{Context, Draft, code, naming, settings};
use std::collections::BTreeMap;
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::Place;
use stopple_source::Span;
use stopple_syntax::hir::{Argument, CompareOp, Expr, ExprId, ScopeId, Stmt};

/// Keys that `weak-secret-key` judges if they can be guessed.
const SIGNING: &[&str] = &["secret_key", "wtf_csrf_secret_key", "jwt_secret_key", "security_password_salt"];

/// All secrets in the code.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts: BTreeMap<Place, Draft> = BTreeMap::new();
    for file in code::files(context.program) {
        known_forms(context, rule, file, &mut drafts);
        let examples = examples_in(file);
        // What can be nothing but a secret is one in an example too.
        let known: Vec<Place> = drafts.keys().copied().filter(|place| place.file == file.id).collect();
        for (_, targets, value) in file.assignments() {
            for target in targets {
                if let Some(name) = file.label(target) {
                    named(context, rule, file, name, value, &mut drafts);
                }
            }
        }
        let asked = asked_in(file);
        for (_, expr) in file.exprs() {
            match expr {
                Expr::Call { callee, arguments } => {
                    keyed(context, rule, file, callee, file.arguments(arguments), &mut drafts);
                    for argument in file.arguments(arguments) {
                        if let Argument::Keyword(name, value) = argument
                            && !is_a_label(file, callee)
                        {
                            let label = file.name(*name);
                            // `auth=("user", "password")`
                            let pair = match file.expr(*value) {
                                Expr::Tuple { items } if matches!(label, "auth" | "basic_auth") => file.list(items),
                                _ => &[],
                            };
                            match pair {
                                [_, password] => {
                                    named(context, rule, file, "password", *password, &mut drafts);
                                    if let Some(draft) = drafts.get_mut(&file.place(file.span(*password))) {
                                        draft.message = format!("the password in `{label}` is written into the code");
                                    }
                                }
                                _ => named(context, rule, file, label, *value, &mut drafts),
                            }
                        }
                    }
                }
                Expr::Dict { entries } => {
                    for entry in file.entries(entries) {
                        if let Some(key) = entry.key.and_then(|key| file.string(key)) {
                            if key.eq_ignore_ascii_case("authorization") {
                                sent(context, rule, file, entry.value, &mut drafts);
                            }
                            named(context, rule, file, key, entry.value, &mut drafts);
                        }
                    }
                }
                Expr::Compare { op: CompareOp::Eq | CompareOp::NotEq, left, right } => {
                    for (compared, value) in [(left, right), (right, left)] {
                        if let Some(name) = file.label(compared) {
                            let name = asked_for(file, &asked, compared).unwrap_or(name);
                            named(context, rule, file, name, value, &mut drafts);
                        }
                    }
                }
                _ => {}
            }
        }
        for scope in &file.hir.scopes {
            for param in &scope.params {
                if let Some(default) = param.default {
                    named(context, rule, file, file.name(param.name), default, &mut drafts);
                }
            }
        }
        let is_shown = |place: &Place| examples.iter().any(|span| code::holds(*span, place.span));
        drafts.retain(|place, _| place.file != file.id || known.contains(place) || !is_shown(place));
    }
    drafts.into_values().collect()
}

/// What the code calls an example: `connection_args_example = {...}`, `{"example": {...}}`, `Field(example=...)`.
fn examples_in(file: code::Code) -> Vec<Span> {
    let is_example = |name: &str| naming::has_any(name, &["example", "examples"]);
    let mut found = Vec::new();
    for (_, statement) in file.stmts() {
        if let Stmt::Assign { targets, value } = statement
            && file.list(targets).iter().any(|target| file.label(*target).is_some_and(is_example))
        {
            found.push(file.span(value));
        }
    }
    for (_, expr) in file.exprs() {
        match expr {
            Expr::Dict { entries } => found.extend(
                file.entries(entries)
                    .iter()
                    .filter(|entry| entry.key.and_then(|key| file.string(key)).is_some_and(is_example))
                    .map(|entry| file.span(entry.value)),
            ),
            Expr::Call { arguments, .. } => {
                found.extend(file.arguments(arguments).iter().filter_map(|argument| match argument {
                    Argument::Keyword(name, value) if is_example(file.name(*name)) => Some(file.span(*value)),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    found
}

/// What requests are asked for, by the variable that gets it and its scope: `key = request.headers.get("X-Api-Key")`.
type Asked<'a> = BTreeMap<(ScopeId, &'a str), &'a str>;

fn asked_in(file: code::Code<'_>) -> Asked<'_> {
    let mut asked = Asked::new();
    for (span, statement) in file.stmts() {
        let Stmt::Assign { targets, value } = statement else { continue };
        let Some(label) = file.label(value) else { continue };
        if !file.text_at(file.span(value)).contains("request.") {
            continue;
        }
        for target in file.list(targets) {
            asked.entry((file.scope_at(span), file.dotted(*target))).or_insert(label);
        }
    }
    asked
}

/// What a request was asked for that a variable holds which is compared.
fn asked_for<'a>(file: code::Code<'a>, asked: &Asked<'a>, compared: ExprId) -> Option<&'a str> {
    let Expr::Var(_) = file.expr(compared) else { return None };
    let name = file.dotted(compared);
    let label = asked.get(&(file.scope_at(file.span(compared)), name))?;
    if literal_secrets::names_a_literal_secret(name) {
        return None;
    }
    // `X-Admin-Key` is a secret where one is compared with it, though not every key is.
    let is_key = label.to_lowercase().ends_with("key");
    if is_key { Some("api_key") } else { Some(label) }
}

/// `{"Authorization": "Bearer 5f2b..."}`: what stands behind the scheme.
fn sent(context: &Context, rule: &Rule, file: code::Code, value: ExprId, drafts: &mut BTreeMap<Place, Draft>) {
    let Some((_, secret)) = file.string(value).and_then(|text| text.split_once(' ')) else { return };
    if !literal_secrets::is_a_secret("token", secret.trim()) {
        return;
    }
    let span = file.span(value);
    let message = "what is sent as `Authorization` is written into the code";
    let mut draft = context.draft(rule, file.place(span), file.holder(span), message);
    draft.identity = vec!["authorization".to_owned()];
    drafts.entry(file.place(span)).or_insert(if file.is_for_developers(span) { draft.quiet() } else { draft });
}

/// What a name holds, in words: the name itself, or for the key of a header the value that is sent under it.
fn held_by(name: &str) -> String {
    if name.contains('-') { format!("the value of `{name}`") } else { format!("`{name}`") }
}

/// Calls whose keywords are texts for people or names of columns.
fn is_a_label(file: code::Code, callee: ExprId) -> bool {
    let name = file.dotted(callee).rsplit('.').next().unwrap_or_default();
    matches!(
        name,
        "url_for"
            | "render_template"
            | "flash"
            | "gettext"
            | "_"
            | "lazy_gettext"
            | "jsonify"
            | "format"
            | "add_argument"
            | "Argument"
            | "getLogger"
            | "namedtuple"
    ) || name.ends_with("Field")
        || name.ends_with("Error")
}

/// What takes a key: the end of its name, where the key stands, and how it is called.
const KEYED: &[(&str, usize, &str)] = &[
    ("Fernet", 0, "key"),
    ("hmac.new", 0, "key"),
    ("hmac.digest", 0, "key"),
    ("hmac.HMAC", 0, "key"),
    ("AES.new", 0, "key"),
    ("DES.new", 0, "key"),
    ("DES3.new", 0, "key"),
    ("Blowfish.new", 0, "key"),
    ("ARC4.new", 0, "key"),
    ("ChaCha20.new", 0, "key"),
    ("ChaCha20_Poly1305.new", 0, "key"),
    ("algorithms.AES", 0, "key"),
    ("algorithms.AES128", 0, "key"),
    ("algorithms.AES256", 0, "key"),
    ("algorithms.ChaCha20", 0, "key"),
    ("AESGCM", 0, "key"),
    ("AESCCM", 0, "key"),
    ("ChaCha20Poly1305", 0, "key"),
    ("SecretBox", 0, "key"),
    ("jwt.encode", 1, "key"),
    ("jwt.decode", 1, "key"),
    ("URLSafeSerializer", 0, "secret_key"),
    ("URLSafeTimedSerializer", 0, "secret_key"),
    ("TimedSerializer", 0, "secret_key"),
    ("TimestampSigner", 0, "secret_key"),
];

/// A constant where a cipher or a signature takes its key: no name has to say that it is one.
fn keyed(
    context: &Context,
    rule: &Rule,
    file: code::Code,
    callee: ExprId,
    arguments: &[Argument],
    drafts: &mut BTreeMap<Place, Draft>,
) {
    let called = file.dotted(callee);
    let is_called = |name: &str| called.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let Some((_, place, keyword)) = KEYED.iter().find(|(name, ..)| is_called(name)) else { return };
    let Some(given) = file.argument(arguments, *place, keyword) else { return };
    let Some((at, text, is_fallback)) = key_text(file, given) else { return };
    // What signs and can be guessed is told by `weak-secret-key`.
    let signs = *keyword == "secret_key" || called.starts_with("jwt.");
    let is_named = file.label(given).is_some_and(literal_secrets::names_a_literal_secret);
    if is_named || signs && literal_secrets::is_guessable(&text) || !literal_secrets::is_a_secret("key", &text) {
        return;
    }
    let span = file.span(at);
    let message = format!("the key of `{called}` is written into the code");
    let mut draft = context.draft(rule, file.place(span), file.holder(span), message);
    draft.identity = vec![called.to_owned()];
    draft.confidence = Confidence::Medium;
    if is_fallback {
        draft.severity = Severity::Low;
        draft = draft.quiet().note("only if the environment does not set it");
    }
    let quiet = file.is_for_developers(span) || file.is_for_developers(file.span(given));
    drafts.entry(file.place(span)).or_insert(if quiet { draft.quiet() } else { draft });
}

/// The constant that a key is: as it is written, or as the only thing that a name of the module stands for.
fn key_text(file: code::Code, value: ExprId) -> Option<(ExprId, String, bool)> {
    if let Some(found) = constant_text(file, value) {
        return Some(found);
    }
    let Expr::Var(_) = file.expr(value) else { return None };
    let name = file.dotted(value);
    let is_given = |targets: &[ExprId]| targets.iter().any(|target| file.dotted(*target) == name);
    let mut given = file.assignments().filter(|(_, targets, _)| is_given(targets));
    let (_, _, only) = given.next()?;
    if given.next().is_some() { None } else { constant_text(file, only) }
}

/// A constant under a name.
fn named(
    context: &Context,
    rule: &Rule,
    file: code::Code,
    name: &str,
    value: ExprId,
    drafts: &mut BTreeMap<Place, Draft>,
) {
    if !literal_secrets::names_a_literal_secret(name) && !is_drawn_key(file, name, value) {
        return;
    }
    let lower = name.to_lowercase();
    let signs = SIGNING.contains(&lower.as_str());
    let (at, text, is_fallback) = match constant_text(file, value) {
        Some(found) => found,
        None => return,
    };
    let is_drawn = is_fallback && is_drawn(&text);
    if signs && (literal_secrets::is_guessable(&text) || is_fallback && !is_drawn)
        || !literal_secrets::is_a_secret(name, &text)
    {
        return;
    }
    let span = file.span(at);
    let mut draft =
        context.draft(rule, file.place(span), file.holder(span), format!("{} is written into the code", held_by(name)));
    draft.identity = vec![name.to_owned()];
    if is_drawn {
        // Nobody types that for his own machine: it was made as a key.
        draft.severity = Severity::Medium;
        draft = draft.note("it is used whenever the environment does not set it, and nothing tells");
    } else if is_fallback {
        draft.severity = Severity::Low;
        draft = draft.quiet().note("only if the environment does not set it");
    }
    if file.is_for_developers(span) {
        draft = draft.quiet();
    }
    drafts.entry(file.place(span)).or_insert(draft);
}

/// `PARTNER_KEY = "9f1c7e52..."`: not every key is a secret, but one that was drawn is, unless it is made to be shown.
fn is_drawn_key(file: code::Code, name: &str, value: ExprId) -> bool {
    const SHOWN: &[&str] =
        &["public", "site", "cache", "primary", "foreign", "partition", "sort", "publishable", "measurement"];
    let is_key = name.to_lowercase().ends_with("_key") && !naming::has_any(name, SHOWN);
    let is_plain = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_+/=".contains(letter));
    is_key && file.string(value).is_some_and(|text| text.len() >= 28 && is_plain(text) && is_drawn(text))
}

/// Whether a text was drawn by a generator of keys: long, and of letters and digits that make no words.
fn is_drawn(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let longest_word = text.split(|letter: char| !letter.is_alphabetic()).map(str::len).max().unwrap_or_default();
    text.len() >= 24 && digits * 8 >= text.len() && letters.len() >= 10 && longest_word <= 12
}

/// The constant that an expression is, also encoded, joined or as the environment's default.
fn constant_text(file: code::Code, value: ExprId) -> Option<(ExprId, String, bool)> {
    use stopple_flow::outcome::Const;
    let text_of = |constant: Const| match constant {
        Const::Str(text) => Some(text.to_string()),
        // Bytes that are no text are judged as their digits would be.
        Const::Bytes(bytes) => Some(match std::str::from_utf8(&bytes) {
            Ok(text) if !text.contains(char::is_control) => text.to_owned(),
            _ => bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}")),
        }),
        _ => None,
    };
    if let Some(constant) = file.constant(value) {
        return text_of(constant).map(|text| (value, text, false));
    }
    if let Some((constant, at)) = settings::fallback(file, value) {
        return text_of(constant).map(|text| (at, text, true));
    }
    match file.expr(value) {
        Expr::Call { callee, arguments } if file.arguments(arguments).len() <= 1 => match file.expr(callee) {
            Expr::Attribute { base, name, .. } if file.name(name) == "encode" => constant_text(file, base),
            Expr::Var(_) if matches!(file.dotted(callee), "SecretStr" | "str" | "bytes") => {
                constant_text(file, file.arguments(arguments).first()?.value())
            }
            _ => None,
        },
        _ => None,
    }
}

/// Strings that can be nothing but a secret, whatever holds them.
fn known_forms(context: &Context, rule: &Rule, file: code::Code, drafts: &mut BTreeMap<Place, Draft>) {
    for (id, _) in file.exprs() {
        let Some(text) = file.string(id) else { continue };
        let Some(kind) = literal_secrets::form_of(text) else { continue };
        let span = file.span(id);
        let (message, severity, confidence, quiet) = match kind {
            Kind::Token(what) => (format!("{what} is written into the code"), Severity::High, Confidence::High, false),
            Kind::Connection { is_local } => (
                "the password of a connection is written into the code".to_owned(),
                if is_local { Severity::Low } else { Severity::Medium },
                Confidence::Medium,
                is_local,
            ),
        };
        let mut draft = context.draft(rule, file.place(span), file.holder(span), message);
        draft.severity = severity;
        draft.confidence = confidence;
        draft.identity = vec![file.around(span).targets.join(" ")];
        // A key that was given out is one, whatever the environment says besides.
        let is_only_default = matches!(kind, Kind::Connection { .. }) && is_fallback(file, id);
        let quiet = quiet || file.is_for_developers(span) || is_only_default;
        drafts.insert(file.place(span), if quiet { draft.quiet() } else { draft });
    }
}

fn is_fallback(file: code::Code, id: ExprId) -> bool {
    file.exprs().any(|(outer, expr)| {
        matches!(expr, Expr::Call { .. } | Expr::BoolOp { .. })
            && code::holds(file.span(outer), file.span(id))
            && settings::fallback(file, outer).is_some_and(|(_, at)| at == id)
    })
}
