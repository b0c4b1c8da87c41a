//! Finds numbers of a predictable generator in what nobody may guess, by where they flow and by what they are called.

use crate::{Context, Draft, code, links, naming};
use stopple_finding::{Confidence, Rule};
use stopple_flow::outcome::{Hit, Place};
use stopple_libraries::Concepts;
use stopple_syntax::hir::{Alias, Argument, Expr, ExprId, ScopeKind, Stmt};

/// Functions whose results have the words of jitter and waiting, not of secrets.
const WAITING: &[&str] = &["sleep", "delay", "backoff", "jitter", "wait", "retry", "timeout", "countdown"];
const FLOATS: &[&str] = &["uniform", "gauss", "triangular", "normalvariate", "expovariate", "betavariate"];

/// First words of functions that get a secret and give none.
const USING: &[&str] = &[
    "use", "check", "verify", "validate", "send", "delete", "remove", "revoke", "mount", "with", "require", "test",
    "mask", "hide", "print", "log", "parse", "read", "load", "find", "list", "is", "has",
];

/// Words of codes that let somebody in.
const CODES: &[&str] = &[
    "access",
    "reset",
    "invite",
    "invitation",
    "verify",
    "verification",
    "confirm",
    "confirmation",
    "time",
    "login",
    "signin",
    "auth",
    "backup",
    "recovery",
    "share",
    "activation",
    "voucher",
    "coupon",
    "gift",
    "pairing",
    "security",
    "unlock",
    "door",
];

/// A second look at a predictable number in a session, a cookie, a key or a password.
pub fn refine(context: &Context, hit: &Hit, mut draft: Draft) -> Option<Draft> {
    let file = code::file(context.program, hit.sink.file);
    if file.is_test() {
        return Some(draft.quiet());
    }
    if is_of_a_chosen_object(context, file, hit) {
        return None;
    }
    let is_plain_store = Concepts::named("session").is_some_and(|session| session.holds(hit.concept))
        || Concepts::named("cookie").is_some_and(|cookie| cookie.holds(hit.concept));
    let names = file.around(hit.sink.span);
    let statement = file.text_at(names.expression);
    let is_named = naming::has_any(statement, naming::SECRETS)
        || names.targets.iter().any(|name| naming::has_any(name, naming::SECRETS))
        || names_secret(file, hit.read.span).is_some();
    // A lucky number in the session is nobody's secret.
    if is_plain_store && !is_named {
        draft = draft.doubted(Confidence::Low, "nothing says that it must not be guessed").quiet();
    }
    Some(draft)
}

/// `connection = random.choice(connections)`, and then `connection.password`: which of them it is can be predicted, but
/// nothing of the password was drawn.
fn is_of_a_chosen_object(context: &Context, file: code::Code, hit: &Hit) -> bool {
    let used = file.exprs().find(|(id, _)| file.span(*id) == hit.sink.span).map(|(_, expr)| expr);
    let Some(Expr::Attribute { base, .. }) = used else { return false };
    let called = context.text(hit.read).split('(').next().unwrap_or_default();
    let chooses = matches!(called.rsplit('.').next(), Some("choice" | "sample"));
    chooses && !matches!(file.dotted(base), "self" | "cls")
}

/// Predictable numbers that go into something named like a secret.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let told: Vec<_> = context
        .analysis
        .hits
        .iter()
        .filter(|hit| stopple_libraries::concept::source_name(hit.source) == "weak-random")
        .filter(|hit| {
            ["session", "cookie", "secret", "password-store"]
                .iter()
                .any(|word| Concepts::named(word).is_some_and(|concept| concept.holds(hit.concept)))
        })
        .map(|hit| hit.read)
        .collect();
    context
        .facts("random")
        .filter(|fact| {
            // `default_rng().bytes(16).hex()` is read as a whole.
            let (file, span) = (fact.place.file, fact.place.span);
            let is_within = |read: &Place| read.file == file && read.span.holds(span);
            !told.iter().any(is_within)
        })
        .filter_map(|fact| {
            let file = code::file(context.program, fact.place.file);
            let around = file.around(fact.place.span);
            let whole = file.text_at(around.expression);
            let drawn = fact.path.rsplit('.').next().unwrap_or_default();
            let is_text = whole.contains("join(") || MANY.contains(&drawn);
            let name = names_secret(file, fact.place.span)
                .or_else(|| draws_digits(drawn, whole).then(|| names_pin(file, fact.place.span)).flatten())
                .or_else(|| is_kept_as_code(file, fact.place.span))
                .or_else(|| is_text.then(|| goes_into_a_secret(file, fact.place.span)).flatten())
                .or_else(|| helps_make_a_secret(context, file, fact.place.span, is_text, 0))?;
            if naming::has_any(whole.split('(').next().unwrap_or_default(), WAITING) || FLOATS.contains(&drawn) {
                return None;
            }
            let drawn = context.called(fact.place, &fact.path);
            let message = format!("{name} is made with {drawn}, whose numbers can be predicted");
            let draft = context.draft(rule, fact.place, fact.holder, message);
            let draft = draft.doubted(Confidence::Medium, "that nobody may guess it is judged by its name");
            Some(if file.is_test() { draft.quiet() } else { draft })
        })
        .collect()
}

/// A number of some digits, or digits one by one.
fn draws_digits(drawn: &str, whole: &str) -> bool {
    matches!(drawn, "randint" | "randrange") || whole.contains("digits") || whole.contains("0123456789")
}

/// `pin = ...`, `def new_pin()`. A pin that is drawn from a list may be one of a board or a map.
fn names_pin(file: code::Code, span: stopple_source::Span) -> Option<String> {
    const HARDWARE: &[&str] = &["gpio", "led", "board", "map"];
    let is_pin = |name: &str| naming::has_any(name, &["pin"]) && !naming::has_any(name, HARDWARE);
    let target = file.around(span).targets.into_iter().find(|name| is_pin(name));
    let function = file.function_name(span);
    target.map(|name| format!("`{name}`")).or_else(|| is_pin(function).then(|| format!("what `{function}` gives")))
}

/// `code = ...`, where the same function keeps it as `reset_code`.
fn is_kept_as_code(file: code::Code, span: stopple_source::Span) -> Option<String> {
    let target = file.around(span).targets.into_iter().find(|name| matches!(name.as_str(), "code" | "pin"))?;
    let scope = file.scope(file.scope_at(span)).filter(|scope| scope.kind == ScopeKind::Function)?;
    let text = file.text_at(scope.span);
    let is_kept = |word: &str| {
        let parts: Vec<&str> = word.split('_').collect();
        parts.len() > 1 && parts.last() == Some(&target.as_str()) && parts.iter().any(|part| OPENING.contains(part))
    };
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(is_kept).then(|| format!("`{target}`"))
}

/// Words of codes that stand for a password.
const OPENING: &[&str] = &["reset", "recovery", "login", "signin", "activation", "verification", "verify", "auth"];

/// Functions that draw so much at once that it may be a secret: `random.choice(COLORS)` is one of a few.
const MANY: &[&str] = &["choices", "sample", "getrandbits", "randbytes", "randint", "randrange", "bytes"];

/// `code`, where the same function hands it to what tells that it is a secret, as it is or hashed: to what keeps passwords,
/// to a row of a class like `ResetToken`, under a secret's name, or into the link to a view that lets somebody in.
fn goes_into_a_secret(file: code::Code, span: stopple_source::Span) -> Option<String> {
    let (statement, Stmt::Assign { targets, .. }) = file.statement_at(span)? else { return None };
    let [target] = file.list(targets) else { return None };
    let (scope, name) = (file.scope_at(statement), file.dotted(*target));
    if !matches!(file.expr(*target), Expr::Var(_)) || file.scope(scope)?.kind != ScopeKind::Function {
        return None;
    }
    let is_it = |value: ExprId| matches!(file.expr(value), Expr::Var(_)) && file.dotted(value) == name;
    let holds_it = |value: ExprId| {
        let within = file.span(value);
        file.exprs().any(|(at, _)| code::holds(within, file.span(at)) && is_it(at))
    };
    let behind = |at: stopple_source::Span| at.start >= statement.end && file.scope_at(at) == scope;
    let kept = file.stmts().find_map(|(at, other)| match other {
        Stmt::Assign { targets, value } if behind(at) && is_it(value) => {
            file.list(targets).iter().filter_map(|target| file.label(*target)).find(|label| is_secret(label))
        }
        _ => None,
    });
    let received = || {
        file.exprs().find_map(|(at, expr)| {
            let Expr::Call { callee, arguments } = expr else { return None };
            if !behind(file.span(at)) {
                return None;
            }
            let called = file.dotted(callee).rsplit('.').next().unwrap_or_default();
            if links::proofs_in_link(file, at).iter().any(|(_, value)| is_it(*value)) {
                return Some("the link");
            }
            file.arguments(arguments).iter().find_map(|argument| match argument {
                Argument::Keyword(key, value) if is_it(*value) && is_secret(file.name(*key)) => Some(file.name(*key)),
                Argument::Keyword(key, value) if keeps(called, Some(file.name(*key))) && holds_it(*value) => {
                    Some(called)
                }
                Argument::Positional(value) if keeps(called, None) && holds_it(*value) => Some(called),
                _ => None,
            })
        })
    };
    let receiver = kept.or_else(received)?;
    let receiver = if receiver == "the link" { receiver.to_owned() } else { format!("`{receiver}`") };
    Some(format!("`{name}`, which goes into {receiver},"))
}

/// Whether what is called keeps a secret that it is given, by its name: `generate_password_hash(code)`, `ResetToken(digest=code)`.
fn keeps(called: &str, key: Option<&str>) -> bool {
    const VERBS: &[&str] =
        &["generate", "hash", "set", "make", "encrypt", "get", "change", "update", "store", "save", "reset"];
    const ROWS: &[&str] = &[
        "token",
        "password",
        "secret",
        "reset",
        "invite",
        "invitation",
        "passcode",
        "otp",
        "credential",
        "credentials",
    ];
    const VALUES: &[&str] =
        &["code", "digest", "hash", "hashed", "value", "key", "text", "token", "secret", "password", "pin", "otp"];
    let words = naming::words(called);
    let hashes = called == "hashpw"
        || naming::has_any(called, naming::PASSWORDS)
            && words.first().is_some_and(|verb| VERBS.contains(&verb.as_str()));
    let is_row = called.starts_with(char::is_uppercase) && naming::has_any(called, ROWS);
    let is_value = key.is_none_or(|key| naming::has_any(key, VALUES) && !naming::has_any(key, SIZES));
    hashes && key.is_none_or(|key| !naming::has_any(key, &["salt"])) || is_row && is_value
}

/// Words of what belongs to a secret and is none.
const SIZES: &[&str] = &["expiry", "expires", "ttl", "length", "count", "size", "index", "delay", "jitter"];

/// Whether a name is that of something nobody may guess.
fn is_secret(name: &str) -> bool {
    // `access_code`, `reset_code`: what somebody has to know. A code alone may be a country's.
    let is_code = naming::has_any(name, &["code", "codes", "pin"]) && naming::has_any(name, CODES);
    (naming::has_any(name, naming::SECRETS) || is_code || naming::names_opening_key(name))
        && !naming::has_any(name, SIZES)
}

/// What the number is for, by the name of the variable, attribute, key or argument, or of the function around.
fn names_secret(file: code::Code, span: stopple_source::Span) -> Option<String> {
    let mut targets = file.around(span).targets;
    // `token = Column(default=lambda: ...)`: the statement that holds the function names the number.
    let mut scope = file.scope(file.scope_at(span));
    while let Some(lambda) = scope.filter(|scope| scope.kind == ScopeKind::Lambda) {
        targets.extend(file.around(lambda.span).targets);
        scope = lambda.parent.and_then(|parent| file.scope(parent));
    }
    let target = targets.into_iter().find(|name| is_secret(name));
    let function = file.function_name(span);
    // `use_secret()`, `check_token()`: it gives no secret, it gets one.
    let gets = function.trim_start_matches('_').split('_').next().is_some_and(|verb| USING.contains(&verb));
    let of_function = || (!gets && is_secret(function)).then(|| format!("what `{function}` gives"));
    target.map(|name| format!("`{name}`")).or_else(of_function)
}

/// What a helper is called for that gives the number: `reset_token()` that returns `self.drawn(24)`, or
/// `user.api_key = random_text(32)` in another file that imports the helper.
fn helps_make_a_secret(
    context: &Context,
    file: code::Code,
    span: stopple_source::Span,
    is_text: bool,
    depth: u32,
) -> Option<String> {
    let helper = file.function_name(span);
    let gives = match file.statement_at(span)?.1 {
        Stmt::Return(_) => true,
        Stmt::Assign { targets, .. } => {
            let text = file.scope_text(file.scope_at(span));
            let mut names = file.list(targets).iter().map(|target| file.dotted(*target));
            names.any(|name| {
                text.lines().any(|line| line.trim_start().starts_with("return ") && naming::has_any(line, &[name]))
            })
        }
        _ => false,
    };
    if helper.len() < 4 || !gives || naming::has_any(helper, WAITING) {
        return None;
    }
    let is_function = file
        .scope(file.scope_at(span))
        .and_then(|scope| file.scope(scope.parent?))
        .is_some_and(|around| around.kind == ScopeKind::Module);
    code::files(context.program).filter(|other| context.concerns(other.id, file.id)).find_map(|other| {
        let is_known = other.id == file.id || is_function && imports_name(other, helper, file.path);
        if !is_known || other.is_test() {
            return None;
        }
        other.exprs().find_map(|(at, expr)| {
            let Expr::Call { callee, .. } = expr else { return None };
            let called = other.dotted(callee);
            let is_own = called == helper
                || is_function && called.rsplit_once('.').is_some_and(|(_, name)| name == helper)
                || called.strip_prefix("self.").or_else(|| called.strip_prefix("cls.")) == Some(helper);
            if !is_own {
                return None;
            }
            let call = other.span(at);
            // A helper of a helper.
            let further =
                || if depth < 2 { helps_make_a_secret(context, other, call, is_text, depth + 1) } else { None };
            let received = || is_text.then(|| goes_into_a_secret(other, call)).flatten();
            names_secret(other, call).or_else(|| is_kept_as_code(other, call)).or_else(received).or_else(further)
        })
    })
}

/// Whether a file imports something of that name, or the module of that path.
fn imports_name(file: code::Code, name: &str, path: &str) -> bool {
    let stem = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".py");
    let is_it = |alias: &Alias| {
        let last = file.name(alias.name).rsplit('.').next().unwrap_or_default();
        last == name || last == stem
    };
    file.stmts().any(|(_, statement)| match statement {
        Stmt::ImportFrom { names, .. } | Stmt::Import { names } => {
            file.hir.aliases.get(names.range()).unwrap_or_default().iter().any(is_it)
        }
        _ => false,
    })
}
