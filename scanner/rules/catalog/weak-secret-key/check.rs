//! Judges the constants that sign sessions and tokens: whether somebody could guess them.

use crate::code::Code;
use crate::literal_secrets::is_guessable;
use crate::{Context, Draft, code, naming, settings, views};
use std::collections::BTreeSet;
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::{Const, Place};
use stopple_program::ScopeRef;
use stopple_source::Span;
use stopple_syntax::hir::{CompareOp, Expr, ExprId, ScopeId, ScopeKind, Stmt};

const KEYS: &[&str] = &["SECRET_KEY", "WTF_CSRF_SECRET_KEY", "JWT_SECRET_KEY", "SECURITY_PASSWORD_SALT"];

/// What is said of a key that counts where nothing else is set.
const ONLY_A_DEFAULT: &str = "only if the environment does not set it; then nothing tells";

/// All guessable keys.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut told = BTreeSet::new();
    for setting in settings::of(context, KEYS) {
        if setting.is_for_developers || !setting.text().is_some_and(is_guessable) || !told.insert(setting.place) {
            continue;
        }
        if is_set_again(code::file(context.program, setting.place.file), setting.place) {
            continue;
        }
        let mut draft = context.draft(
            rule,
            setting.place,
            setting.holder,
            format!("`{}` is a constant that can be guessed", setting.key),
        );
        if is_refused(context, &setting) {
            draft = draft.quiet().note("the program looks for it and does not start with it");
        }
        draft.identity = vec![setting.key];
        if setting.is_fallback {
            draft.severity = Severity::Medium;
            draft.notes.push(ONLY_A_DEFAULT.to_owned());
        }
        drafts.push(draft);
    }
    for fact in context.facts("secret-key-set").chain(context.facts("jwt-encode")).chain(context.facts("jwt-decode")) {
        if fact.path.ends_with(".secret_key") {
            continue;
        }
        let Some(key) = views::argument(fact, &["secret_key", "key"]) else { continue };
        let weak = views::strings(&key.view).into_iter().any(is_guessable);
        let file = code::file(context.program, fact.place.file);
        if !weak && let Some((place, holder)) = guessable_fallback(context, file, key.place) {
            if told.insert(place) {
                let message = format!("{} gets a key that can be guessed", context.called(fact.place, &fact.path));
                let mut draft = context.draft(rule, place, holder, message);
                draft.severity = Severity::Medium;
                draft.notes.push(ONLY_A_DEFAULT.to_owned());
                drafts.push(draft.doubted(Confidence::Medium, "what the key signs is not known"));
            }
            continue;
        }
        if !weak
            || file.is_for_developers(fact.place.span)
            || !told.insert(key.place)
            || is_a_setting(context, key.place)
        {
            continue;
        }
        let message = format!("{} gets a key that can be guessed", context.called(fact.place, &fact.path));
        let draft = context.draft(rule, key.place, fact.holder, message);
        drafts.push(draft.doubted(Confidence::Medium, "what the key signs is not known"));
    }
    drafts
}

/// Whether the same is given another value further below, whatever happens, by something that is no constant and does not go
/// back to what was set before: `app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]`.
fn is_set_again(file: Code, place: Place) -> bool {
    let Some((first, Stmt::Assign { targets, .. })) = file.statement_at(place.span) else { return false };
    let [target] = file.list(targets) else { return false };
    let (written, scope) = (file.text_at(file.span(*target)), file.scope_at(first));
    let is_setting = matches!(file.expr(*target), Expr::Subscript { .. } | Expr::Attribute { .. });
    // In a module, others may use the application between the lines.
    let is_inside = file.scope(scope).is_some_and(|scope| scope.kind == ScopeKind::Function);
    let application = written.split(['.', '[']).next().unwrap_or_default();
    // It is reached wherever the first one was, and by whoever uses the application.
    let is_reached = |later: Span| {
        file.stmts().filter(|(span, _)| file.scope_at(*span) == scope).all(|(span, statement)| match statement {
            Stmt::If { .. }
            | Stmt::With { .. }
            | Stmt::While { .. }
            | Stmt::For { .. }
            | Stmt::Try { .. }
            | Stmt::Match { .. } => !code::holds(span, later),
            Stmt::Return(_) => span.start < first.start || span.start > later.start,
            _ => true,
        })
    };
    let is_fresh = |value: ExprId| {
        let value = match file.expr(value) {
            Expr::Var(_) => file.only_value(value),
            _ => Some(value),
        };
        value.is_some_and(|value| {
            let made = file.given_back(value).unwrap_or(value);
            let texts = [value, made].map(|id| file.text_at(file.span(id)));
            let goes_back = |text: &str| text.contains("config") || text.contains("secret_key");
            !matches!(file.expr(made), Expr::Var(_))
                && file.constant(made).is_none()
                && !texts.into_iter().any(|text| goes_back(text) || naming::has_any(text, &[application]))
        })
    };
    is_setting
        && is_inside
        && file.assignments().any(|(later, targets, value)| {
            later.start > first.end
                && file.scope_at(later) == scope
                && targets.iter().any(|target| file.text_at(file.span(*target)) == written)
                && is_fresh(value)
                && is_reached(later)
        })
}

/// Whether the program compares the setting with this very text, and leaves if it is that.
fn is_refused(context: &Context, setting: &settings::Setting) -> bool {
    let (Some(text), false) = (setting.text(), setting.key.is_empty()) else { return false };
    code::files(context.program).any(|file| {
        file.stmts().any(|(span, statement)| {
            let Stmt::If { test, .. } = statement else { return false };
            let test = file.span(test);
            let asked = file.text_at(test);
            let is_same = |(id, expr): (ExprId, Expr)| {
                matches!(expr, Expr::Compare { op: CompareOp::Eq | CompareOp::In, .. })
                    && code::holds(test, file.span(id))
                    && file.text_at(file.span(id)).contains(&setting.key)
            };
            asked.contains(&setting.key)
                && (asked.contains(&format!("\"{text}\"")) || asked.contains(&format!("'{text}'")))
                && file.exprs().any(is_same)
                && leaves(context, file, span)
        })
    })
}

/// Whether a block leaves the program, or calls a function of the program that does.
fn leaves(context: &Context, file: Code, block: Span) -> bool {
    let says_so = |text: &str| LEAVES.iter().any(|word| text.contains(word));
    let text = file.text_at(block);
    let is_called = |name: &str| text.split(name).skip(1).any(|rest| rest.starts_with('('));
    says_so(text)
        || code::files(context.program).any(|file| {
            (0_u32..).zip(&file.hir.scopes).any(|(id, scope)| {
                scope.kind == ScopeKind::Function
                    && is_called(file.name(scope.name))
                    && says_so(&file.scope_text(ScopeId(id)))
            })
        })
}

/// How a program refuses to go on.
const LEAVES: &[&str] = &["raise ", "sys.exit(", "SystemExit", "os._exit("];

/// What a key is if the environment does not say otherwise, where it can be guessed: as it is written where the key is used, or
/// in the only place of the program that gives that name a value.
fn guessable_fallback(context: &Context, file: Code, used: Place) -> Option<(Place, ScopeRef)> {
    let (at, _) = file.exprs().find(|(at, _)| file.span(*at) == used.span)?;
    let name = match settings::fallback(file, at) {
        Some(_) => return guessable_at(file, at),
        None => file.label(at).filter(|name| !KEYS.contains(name))?,
    };
    let mut given = code::files(context.program).flat_map(|file| values_of(file, name).map(move |value| (file, value)));
    let (holder, value) = given.next()?;
    if given.next().is_some() { None } else { guessable_at(holder, value) }
}

fn guessable_at(file: Code, value: ExprId) -> Option<(Place, ScopeRef)> {
    let (Const::Str(text), at) = settings::fallback(file, value)? else { return None };
    let span = file.span(at);
    (is_guessable(&text) && !file.is_for_developers(span)).then(|| (file.place(span), file.holder(span)))
}

/// What a variable, an attribute or a key of that name is given in a file.
fn values_of<'a>(file: Code<'a>, name: &'a str) -> impl Iterator<Item = ExprId> + 'a {
    file.assignments().filter_map(move |(_, targets, value)| {
        // The same under another name is no second value: `app.config["JWT_SECRET"] = JWT_SECRET`.
        let is_given = targets.into_iter().any(|target| file.label(target) == Some(name));
        let is_handed_on = matches!(file.expr(value), Expr::Var(_) | Expr::Attribute { .. } | Expr::Subscript { .. })
            && file.label(value) == Some(name)
            && !file.dotted(value).contains("environ");
        (is_given && !is_handed_on).then_some(value)
    })
}

/// Whether the argument only reads the application's key, which is judged where it is set.
fn is_a_setting(context: &Context, place: Place) -> bool {
    let text = context.text(place);
    text.contains("config[")
        || text.contains("config.get(")
        || text.ends_with("secret_key")
        || KEYS.iter().any(|key| text.ends_with(key))
}
