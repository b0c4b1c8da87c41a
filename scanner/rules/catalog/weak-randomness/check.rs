//! Finds numbers of a predictable generator in what nobody may guess, by where they flow and by what they are called.

use crate::{Context, Draft, code, naming};
use stopple_finding::{Confidence, Rule};
use stopple_flow::outcome::{Hit, Place};
use stopple_libraries::Concepts;
use stopple_syntax::hir::{Alias, Expr, ScopeKind, Stmt};

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
            let is_within =
                |read: &Place| read.file == file && read.span.start <= span.start && span.end <= read.span.end;
            !told.iter().any(is_within)
        })
        .filter_map(|fact| {
            let file = code::file(context.program, fact.place.file);
            let around = file.around(fact.place.span);
            let whole = file.text_at(around.expression);
            let drawn = fact.path.rsplit('.').next().unwrap_or_default();
            let name = names_secret(file, fact.place.span)
                .or_else(|| draws_digits(drawn, whole).then(|| names_pin(file, fact.place.span)).flatten())
                .or_else(|| is_kept_as_code(file, fact.place.span))
                .or_else(|| helps_make_a_secret(context, file, fact.place.span, 0))?;
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

/// What the number is for, by the name of the variable, attribute, key or argument, or of the function around.
fn names_secret(file: code::Code, span: stopple_source::Span) -> Option<String> {
    const SIZES: &[&str] = &["expiry", "expires", "ttl", "length", "count", "size", "index", "delay", "jitter"];
    let is_secret = |name: &str| {
        // `access_code`, `reset_code`: what somebody has to know. A code alone may be a country's.
        let is_code = naming::has_any(name, &["code", "codes", "pin"]) && naming::has_any(name, CODES);
        (naming::has_any(name, naming::SECRETS) || is_code || naming::names_opening_key(name))
            && !naming::has_any(name, SIZES)
    };
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
fn helps_make_a_secret(context: &Context, file: code::Code, span: stopple_source::Span, depth: u32) -> Option<String> {
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
            let further = || if depth < 2 { helps_make_a_secret(context, other, call, depth + 1) } else { None };
            names_secret(other, call).or_else(|| is_kept_as_code(other, call)).or_else(further)
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
