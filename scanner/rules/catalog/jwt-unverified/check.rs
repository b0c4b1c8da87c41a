//! Finds tokens that are believed without a look at their signature.

use crate::{Context, Draft, code, settings, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::{Const, Fact, View};
use stopple_libraries::concept;
use stopple_source::Span;
use stopple_syntax::hir::{Expr, ExprId, ScopeKind, Stmt};

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let read = context.facts("jwt-decode").filter_map(|fact| decoded(context, rule, fact));
    let made = context.facts("jwt-encode").filter_map(|fact| signed(context, rule, fact));
    read.chain(made).chain(by_hand(context, rule)).collect()
}

/// `json.loads(urlsafe_b64decode(token.split(".")[1]))`: the claims are read out of a token that a request brought, and nothing
/// in the function looks at its signature.
fn by_hand<'c>(context: &'c Context, rule: &'c Rule) -> impl Iterator<Item = Draft> + 'c {
    code::files(context.program).filter(|file| !file.is_test()).flat_map(move |file| -> Vec<Draft> {
        let found = file.exprs().filter_map(|(id, expr)| {
            let Expr::Call { callee, arguments } = expr else { return None };
            let written = file.arguments(arguments).first().map(|first| file.text_at(file.span(first.value())))?;
            if !file.dotted(callee).ends_with("loads") || !written.contains("b64decode(") {
                return None;
            }
            let span = file.span(id);
            let text = file.scope_text(file.scope_at(span));
            let takes_middle = [".split(\".\")[1]", ".split('.')[1]", ".split(b\".\")[1]", ".split(b'.')[1]"]
                .iter()
                .any(|part| text.contains(part))
                || text.contains("payload") && (text.contains(".split(\".\")") || text.contains(".split('.')"));
            let looks = ["verify", "signature", "hmac", "compare_digest", "unsign"];
            let lower = text.to_lowercase();
            if !takes_middle || looks.iter().any(|word| lower.contains(word)) || !is_of_request(context, file, span) {
                return None;
            }
            let message = "the claims are read without a look at the token's signature";
            Some(context.draft(rule, file.place(span), file.holder(span), message))
        });
        found.collect()
    })
}

/// Whether a function gets its token from a request: it reads one itself, or is called with what one brought.
fn is_of_request(context: &Context, file: code::Code, span: Span) -> bool {
    let reads = |text: &str| {
        ["request.headers", "request.cookies", "request.args", "request.authorization", "request.get_json", "bearer"]
            .iter()
            .any(|read| text.contains(read))
    };
    let scope = file.scope_at(span);
    let function = file.scope(scope).map_or("", |scope| file.name(scope.name));
    let also_checked = |text: &str| text.contains("jwt.decode(") || text.contains("verify");
    reads(&file.scope_text(scope))
        || !function.is_empty()
            && code::files(context.program).filter(|other| context.concerns(other.id, file.id)).any(|other| {
                other.exprs().any(|(id, expr)| {
                    let Expr::Call { callee, .. } = expr else { return false };
                    other.dotted(callee).rsplit('.').next() == Some(function)
                        && reads(other.text_at(other.span(id)))
                        && !also_checked(&other.scope_text(other.scope_at(other.span(id))))
                })
            })
}

/// Claims that say until when a token is good, which a client asks of its own.
const TIMES: &[&str] = &["exp", "iat", "nbf"];

/// Whether nothing of the token is read but until when it is good: `jwt.decode(token, ...)["exp"]`, also by a name.
fn reads_times_alone(context: &Context, fact: &Fact) -> bool {
    let file = code::file(context.program, fact.place.file);
    let is_time = |id: ExprId| file.label(id).is_some_and(|name| TIMES.contains(&name));
    let base_of = |expr: Expr| match expr {
        Expr::Subscript { base, .. } => Some(base),
        Expr::Call { callee, .. } => match file.expr(callee) {
            Expr::Attribute { base, name, .. } if file.name(name) == "get" => Some(base),
            _ => None,
        },
        _ => None,
    };
    let reads_of = |is_it: &dyn Fn(ExprId) -> bool| {
        file.exprs().filter(|(id, expr)| is_time(*id) && base_of(*expr).is_some_and(is_it)).count()
    };
    if reads_of(&|base| file.span(base) == fact.place.span) > 0 {
        return true;
    }
    let Some((_, Stmt::Assign { targets, value })) = file.statement_at(fact.place.span) else { return false };
    let [target] = file.list(targets) else { return false };
    if file.span(value) != fact.place.span || !matches!(file.expr(*target), Expr::Var(_)) {
        return false;
    }
    let (name, scope) = (file.dotted(*target), file.scope_at(fact.place.span));
    let is_it = |id: ExprId| {
        matches!(file.expr(id), Expr::Var(_)) && file.dotted(id) == name && file.scope_at(file.span(id)) == scope
    };
    let met = file.exprs().filter(|(id, _)| is_it(*id) && *id != *target).count();
    met > 0 && met == reads_of(&is_it)
}

fn decoded(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    if is_verified_later(context, fact) || reads_times_alone(context, fact) {
        return None;
    }
    let quiet =
        |draft: Draft| if code::file(context.program, fact.place.file).is_test() { draft.quiet() } else { draft };
    if fact.path.ends_with("get_unverified_claims") {
        return Some(quiet(context.draft(
            rule,
            fact.place,
            fact.holder,
            "the token is read without a look at its signature",
        )));
    }
    if let Some(verify) = fact.argument("verify").filter(|argument| views::is(&argument.view, false)) {
        return Some(quiet(context.draft(rule, verify.place, fact.holder, "the token's signature is not checked")));
    }
    if let Some(options) = fact.argument("options") {
        let off = |name: &str| views::entry(&options.view, name).is_some_and(|view| views::is(view, false));
        if off("verify_signature") {
            return Some(quiet(context.draft(
                rule,
                options.place,
                fact.holder,
                "the token's signature is not checked",
            )));
        }
        if is_asked_of_request(context, fact, &options.view) {
            return Some(quiet(context.draft(
                rule,
                options.place,
                fact.holder,
                "the request says whether the token's signature is checked",
            )));
        }
        if is_off_by_default(context, fact, &options.view) {
            let message = "the token's signature is checked only where a setting asks for it";
            return Some(quiet(context.draft(rule, options.place, fact.holder, message)));
        }
        if let Some(name) = ["verify_exp", "verify_aud"].into_iter().find(|name| off(name)) {
            let mut draft = context.draft(rule, options.place, fact.holder, format!("`{name}` is off"));
            draft.severity = Severity::Low;
            return Some(draft.quiet());
        }
    }
    match fact.argument("algorithms") {
        Some(algorithms) if names_none(&algorithms.view) => Some(quiet(context.draft(
            rule,
            algorithms.place,
            fact.holder,
            "a token that says `none` needs no signature",
        ))),
        // `algorithms=[header["alg"]]`: the header is the attacker's.
        Some(algorithms) if algorithms.view.sources.iter().any(|kind| is_from_outside(*kind)) => {
            Some(quiet(context.draft(
                rule,
                algorithms.place,
                fact.holder,
                "the token chooses the algorithm by which it is checked",
            )))
        }
        Some(_) => None,
        None if views::has_hidden_arguments(fact) || fact.path.starts_with("authlib") => None,
        None => {
            // PyJWT refuses since version 2; before, the token chose.
            let mut draft =
                context.draft(rule, fact.place, fact.holder, "the token chooses the algorithm by which it is checked");
            draft.severity = Severity::Medium;
            draft = draft.doubted(Confidence::Medium, "newer versions of the library may refuse this");
            Some(if fact.path.starts_with("jose") { quiet(draft) } else { draft.quiet() })
        }
    }
}

/// `{"verify_signature": not request.args.get("preview")}`
fn is_asked_of_request(context: &Context, fact: &Fact, options: &View) -> bool {
    let Some(switch) = views::entry(options, "verify_signature") else { return false };
    if views::is(switch, true) {
        return false;
    }
    let text = code::file(context.program, fact.holder.file).scope_text(fact.holder.scope);
    let said = text.split("verify_signature").nth(1).and_then(|rest| rest.split([',', '}']).next()).unwrap_or_default();
    // What those who run the application say is no question for the request.
    let is_setting =
        ["config", "debug", "test", "environ", "setting"].iter().any(|word| said.to_lowercase().contains(word));
    switch.sources.iter().any(|kind| is_from_outside(*kind))
        || said.contains("request.")
        || views::may_be(switch, false) && !is_setting
}

/// `options["verify_signature"] = app.config.get("CHECK", False)`, also in a display: a setting that is off unless somebody
/// writes it, and nobody in the program does.
fn is_off_by_default(context: &Context, fact: &Fact, options: &View) -> bool {
    let file = code::file(context.program, fact.holder.file);
    let is_known = views::entry(options, "verify_signature").is_none_or(|switch| views::is(switch, true));
    let is_switch = |key: ExprId| file.string(key) == Some("verify_signature");
    let is_off = |value: ExprId| {
        let made = file.given_back(value).unwrap_or(value);
        let Expr::Call { callee, arguments } = file.expr(made) else { return false };
        let given = file.arguments(arguments);
        let name = given.first().and_then(|first| file.string(first.value()));
        file.dotted(callee).ends_with("config.get")
            && given.get(1).and_then(|default| file.constant(default.value())) == Some(Const::Bool(false))
            && name.is_some_and(|name| settings::of(context, &[name]).is_empty())
    };
    let is_here = |span: Span| file.holder(span) == fact.holder;
    let shows_off = |display: ExprId| match file.expr(display) {
        Expr::Dict { entries } => {
            file.entries(entries).iter().any(|entry| entry.key.is_some_and(is_switch) && is_off(entry.value))
        }
        _ => false,
    };
    let is_given_off = || {
        file.assignments().filter(|(span, ..)| is_here(*span)).any(|(_, targets, value)| {
            let mut targets = targets.into_iter();
            let sets = |target: ExprId| matches!(file.expr(target), Expr::Subscript { index, .. } if is_switch(index));
            shows_off(file.given_back(value).unwrap_or(value)) || is_off(value) && targets.any(sets)
        })
    };
    let is_handed_off = || file.exprs().any(|(id, _)| code::holds(fact.place.span, file.span(id)) && shows_off(id));
    !is_known && (is_given_off() || is_handed_off())
}

fn is_from_outside(kind: u16) -> bool {
    let name = concept::source_name(kind);
    name.starts_with("http-") || name == "websocket"
}

/// Whether the same token is read again in the same function, and its signature is checked then: the first look only finds
/// the key of whoever says to have signed it.
fn is_verified_later(context: &Context, fact: &Fact) -> bool {
    let file = code::file(context.program, fact.place.file);
    let claims = file.around(fact.place.span).targets;
    let token = |fact: &Fact| fact.arguments.first().map(|argument| context.text(argument.place));
    context.facts("jwt-decode").any(|later| {
        later.holder == fact.holder
            && later.place.file == fact.place.file
            && later.place.span.start > fact.place.span.start
            && token(later).is_some_and(|text| token(fact) == Some(text))
            && checks_signature(later)
            && (is_done_with(file, later, &claims)
                || later.argument("key").is_some_and(|key| {
                    let found = context.assigned_above(key.place).unwrap_or_default();
                    let between = file.text_at(Span { start: fact.place.span.end, end: later.place.span.start });
                    let names = made_of(between, &claims);
                    [context.text(key.place), found].iter().any(|text| speaks_of(text, &names))
                }))
    })
}

/// Whether what was read without a look at the signature is not used again after it was looked at.
fn is_done_with(file: code::Code, later: &Fact, claims: &[String]) -> bool {
    let Some(scope) = file.scope(file.scope_at(later.place.span)) else { return false };
    let rest = file.text_at(Span { start: later.place.span.end, end: scope.span.end });
    !claims.is_empty() && scope.kind == ScopeKind::Function && !speaks_of(rest, claims)
}

/// The names, and those that are made of them on the way: `name = KEYS[claims["iss"]]`, `with open(name) as file:`.
fn made_of(text: &str, names: &[String]) -> Vec<String> {
    let mut all = names.to_vec();
    for line in text.lines() {
        let made = match (line.split_once(" as "), line.split_once(" = ")) {
            (Some((value, target)), _) if line.trim_start().starts_with("with ") => Some((target, value)),
            (_, both) => both,
        };
        if let Some((target, value)) = made
            && speaks_of(value, &all)
        {
            let target = target.trim().trim_end_matches(':');
            if target.chars().all(|letter| letter.is_alphanumeric() || letter == '_') {
                all.push(target.to_owned());
            }
        }
    }
    all
}

fn speaks_of(text: &str, names: &[String]) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .any(|word| names.iter().any(|name| name == word))
}

fn checks_signature(fact: &Fact) -> bool {
    let is_off = fact.argument("verify").is_some_and(|argument| !views::is(&argument.view, true))
        || fact.argument("options").is_some_and(|options| {
            views::entry(&options.view, "verify_signature").is_some_and(|view| !views::is(view, true))
        });
    let algorithms = fact.argument("algorithms");
    !is_off
        && fact.argument("key").is_some()
        && algorithms.is_some_and(|algorithms| {
            !names_none(&algorithms.view) && !algorithms.view.sources.iter().any(|kind| is_from_outside(*kind))
        })
}

fn signed(context: &Context, rule: &Rule, fact: &Fact) -> Option<Draft> {
    let algorithm = fact.argument("algorithm").filter(|argument| names_none(&argument.view))?;
    Some(context.draft(rule, algorithm.place, fact.holder, "the token is not signed"))
}

fn names_none(view: &View) -> bool {
    let is_none = |text: &&str| text.eq_ignore_ascii_case("none");
    views::strings(view).iter().any(is_none)
        || view.entries.iter().any(|(_, item)| views::strings(item).iter().any(is_none))
}
