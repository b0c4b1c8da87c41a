//! Finds CSRF protection that is there and switched off.

use crate::{Context, Draft, code, guards, naming, settings, views};
use stopple_finding::{Confidence, Rule, Severity};
use stopple_flow::outcome::Route;
use stopple_syntax::hir::{Expr, ExprId, Run, ScopeKind, Stmt};

/// How names of views begin that ask for something.
const TELLING: &[&str] = &[
    "get",
    "list",
    "search",
    "find",
    "show",
    "fetch",
    "lookup",
    "count",
    "preview",
    "decode",
    "parse",
    "estimate",
    "calculate",
    "suggest",
    "autocomplete",
    "query",
    "filter",
];
/// How names of what is asked for end.
const TOLD: &[&str] = &[
    "list",
    "search",
    "info",
    "status",
    "progress",
    "details",
    "history",
    "stats",
    "suggestions",
    "preview",
    "results",
];
/// Words of views that change something, whatever else they are called.
const CHANGING: &[&str] = &[
    "add",
    "set",
    "update",
    "create",
    "save",
    "edit",
    "put",
    "upload",
    "import",
    "send",
    "subscribe",
    "change",
    "clear",
    "reset",
    "toggle",
    "mark",
    "new",
    "delete",
    "remove",
    "store",
    "write",
    "approve",
    "cancel",
    "move",
    "rename",
    "join",
    "leave",
    "pay",
    "transfer",
];

/// All places that switch it off.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for setting in
        settings::of(context, &["WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT", "CSRF_ENABLED", "STOPPLE_CSRF"])
    {
        let by_hand = setting.key == "WTF_CSRF_CHECK_DEFAULT" && checks_by_hand(context);
        if setting.is(false) && !setting.is_for_developers && !setting.is_fallback && !by_hand {
            let mut draft = context.draft(rule, setting.place, setting.holder, format!("`{}` is off", setting.key));
            draft.identity.push(setting.key);
            drafts.push(draft);
        }
    }
    for fact in context.facts("guard") {
        if let Some(argument) = fact.argument("csrf").filter(|argument| views::is(&argument.view, false)) {
            drafts.push(context.draft(
                rule,
                argument.place,
                fact.holder,
                "the guard does not check where requests come from",
            ));
        }
    }
    drafts.extend(exempt_views(context, rule));
    drafts.extend(code::files(context.program).flat_map(|file| forms(context, rule, file)));
    for fact in context.facts("csrf-form") {
        for name in ["csrf_enabled", "csrf"] {
            if let Some(argument) = fact.argument(name).filter(|argument| views::is(&argument.view, false)) {
                drafts.push(context.draft(rule, argument.place, fact.holder, "this form is not protected").quiet());
            }
        }
    }
    drafts
}

/// Whether some code asks the extension itself, which is what `WTF_CSRF_CHECK_DEFAULT` is for.
fn checks_by_hand(context: &Context) -> bool {
    context.facts("csrf-form").any(|fact| fact.path.ends_with(".protect") || fact.path.ends_with("validate_csrf"))
}

fn exempt_views(context: &Context, rule: &Rule) -> Vec<Draft> {
    let routes = context.analysis.routes.iter().filter(|route| route.guards.iter().any(|guard| guard == "csrf-exempt"));
    let tokens = guards::known_by_token(context);
    let mut drafts: Vec<Draft> = Vec::new();
    for route in routes.filter(|route| guards::writes(route)) {
        let mut draft = context.draft(
            rule,
            route.handler,
            route.scope,
            format!("`{}` changes state and is taken out of CSRF protection", context.text(route.handler)),
        );
        draft.severity = Severity::Medium;
        draft = draft.doubted(Confidence::Medium, "who calls it is not known: other programs have no cookies");
        // Whoever calls it is no browser with a cookie: a hook of another service, a client with a token.
        let text = code::file(context.program, route.scope.file).scope_text(route.scope.scope);
        let is_machine = naming::has_any(
            &format!("{} {}", route.rule, route.own_name()),
            &[
                "webhook", "hook", "hooks", "callback", "api", "ipn", "notify", "v1", "v2", "rpc", "graphql",
                "metrics", "health", "webhooks",
            ],
        ) || naming::has_any(context.text(route.handler), &["bookmarklet", "beacon", "report"]);
        let is_signed = ["Authorization", "signature", "Signature", "hmac", "api_key", "apikey"]
            .iter()
            .any(|word| text.contains(word));
        // What a cookie says of whoever comes by, it says on the word of any other site.
        let is_signed_in = || {
            let file = route.handler.file;
            route.guards.iter().any(|guard| guard == "login") && !context.is_any_for(&tokens, file)
        };
        let is_forged_easily =
            guards::knows_by_cookie(route) || is_signed_in() || route.reads("http-form") && !is_machine;
        if is_signed
            || guards::proves_caller(context, route)
            || route.reads("http-json")
            || route.reads("http-body")
            || !is_forged_easily
            || only_tells(route)
            || lets_back_in(route)
        {
            draft = draft.quiet();
        }
        if !drafts
            .iter()
            .any(|known| known.primary.span == draft.primary.span && known.primary.file.path == draft.primary.file.path)
        {
            drafts.push(draft);
        }
    }
    drafts
}

/// Whether a view is called as one that tells something and is not seen to change anything: `POST` for a long question.
fn only_tells(route: &Route) -> bool {
    let name = route.own_name().to_lowercase();
    let is_question = TELLING.iter().any(|verb| name.starts_with(verb)) || TOLD.iter().any(|noun| name.ends_with(noun));
    is_question && !naming::has_any(&name, CHANGING) && !guards::changes_something(route)
}

/// Whether a view is there for who cannot sign in: it goes by an address or by what was mailed to it, and who follows the
/// link of another site is nobody to it.
fn lets_back_in(route: &Route) -> bool {
    let name = route.own_name();
    let is_for_strangers = naming::has_any(name, &["forgot", "forgotten", "recover"])
        || naming::has_any(name, &["reset"]) && naming::has_any(name, naming::PASSWORDS);
    is_for_strangers
        && !route.facts.contains(&"current-user-read")
        && !route.guards.iter().any(|guard| guard == "login")
}

/// `class Meta: csrf = False` inside a form.
fn forms(context: &Context, rule: &Rule, file: code::Code) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (span, statement) in file.stmts() {
        let Stmt::Assign { targets, value } = statement else { continue };
        let is_csrf = file.list(targets).iter().any(|target| file.text_at(file.span(*target)) == "csrf");
        if !is_csrf || file.constant(value) != Some(stopple_flow::outcome::Const::Bool(false)) {
            continue;
        }
        let Some(meta) = file.scope(file.scope_at(span)).filter(|scope| scope.kind == ScopeKind::Class) else {
            continue;
        };
        if file.name(meta.name) != "Meta" {
            continue;
        }
        let form = meta.parent.and_then(|parent| file.scope(parent)).map_or("", |scope| file.name(scope.name));
        let at = file.span(value);
        let mut draft =
            context.draft(rule, file.place(at), file.holder(at), format!("the form `{form}` is not protected"));
        draft = draft.doubted(Confidence::Medium, "whether the form changes anything is judged by its name");
        // What only looks for something changes nothing; parts of other forms are protected by these.
        let is_harmless = naming::has_any(
            form,
            &["search", "filter", "query", "entry", "sub", "item", "api", "base", "line", "row", "empty"],
        );
        let is_harmless = is_harmless || is_filled_by_address(context, file, form);
        drafts.push(if is_harmless || file.is_test() { draft.quiet() } else { draft });
    }
    drafts
}

/// Whether a form is made of the query string alone, wherever it is made, and by views that take no other requests than those
/// for a page: it changes nothing, and no token belongs into an address.
fn is_filled_by_address(context: &Context, file: code::Code, form: &str) -> bool {
    let mut made = 0;
    let mut others = code::files(context.program).filter(|other| context.concerns(other.id, file.id));
    let by_address_alone = others.all(|other| {
        let is_derived = other.hir.scopes.iter().any(|scope| {
            let bases = || other.arguments(scope.bases).iter().map(|base| other.dotted(base.value()));
            scope.kind == ScopeKind::Class && bases().any(|base| base.rsplit('.').next() == Some(form))
        });
        // By any other name, or handed on, it may be made anywhere.
        let named = |id: ExprId| other.dotted(id).rsplit('.').next() == Some(form);
        let mut calls = Vec::new();
        for (id, expr) in other.exprs() {
            if let Expr::Call { callee, arguments } = expr
                && named(callee)
            {
                calls.push((other.span(callee), other.span(id), arguments));
            }
        }
        let is_of_address = |call: stopple_source::Span, arguments: Run| {
            let given = other.argument(other.arguments(arguments), 0, "formdata");
            let holder = other.holder(call);
            let mut routes = context.analysis.routes.iter().filter(|route| route.scope == holder).peekable();
            given.is_some_and(|given| matches!(other.dotted(given), "request.args" | "flask.request.args"))
                && routes.peek().is_some()
                && routes.all(|route| !guards::writes(route))
        };
        made += calls.len();
        !is_derived
            && calls.iter().all(|(_, call, arguments)| is_of_address(*call, *arguments))
            && other
                .exprs()
                .filter(|(id, _)| named(*id))
                .all(|(id, _)| calls.iter().any(|(callee, ..)| *callee == other.span(id)))
    });
    by_address_alone && made > 0
}
