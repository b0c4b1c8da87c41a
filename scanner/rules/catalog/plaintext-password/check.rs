//! Finds passwords that are compared or stored as they were typed.

use crate::{Context, Draft, code, naming};
use std::collections::BTreeMap;
use stopple_finding::Rule;
use stopple_flow::outcome::{Const, Place};
use stopple_libraries::concept;
use stopple_syntax::hir::{Argument, CompareOp, Expr, ExprId, ScopeKind, Stmt};

/// Words of code that hashes; where one stands in the function, the comparison may be one of digests.
const HASHING: &[&str] = &[
    "hash",
    "bcrypt",
    "pbkdf2",
    "scrypt",
    "argon",
    "digest",
    "crypt",
    "hmac",
    "checkpw",
    "verify_password",
    "check_password",
    "md5",
    "sha1",
    "sha256",
    "sha512",
];
/// Words of the second field of a form, and of settings.
const REPEATED: &[&str] = &[
    "confirm",
    "confirmation",
    "repeat",
    "repeated",
    "again",
    "retype",
    "retyped",
    "verify",
    "old",
    "new",
    "password2",
    "pwd2",
    "pass2",
    "rpassword",
    "cpassword",
    "confirmed",
    "re",
    "conf",
    "hash",
    "hashed",
    "digest",
    "encrypted",
    "config",
    "app",
    "environ",
    "env",
    "settings",
    "zip",
    "file",
    "pdf",
];

/// All of them.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts: BTreeMap<Place, Draft> = BTreeMap::new();
    for file in code::files(context.program).filter(|file| !file.is_test()) {
        for (id, expr) in file.exprs() {
            match expr {
                Expr::Compare { op: CompareOp::Eq | CompareOp::NotEq, left, right }
                    if (compares(file, left, right) || compares_column(context, file, left, right))
                        && ![left, right].iter().any(|side| is_hashed_column(context, file, *side)) =>
                {
                    add(
                        context,
                        rule,
                        file,
                        id,
                        "the password is compared as it was typed: it is stored readable",
                        &mut drafts,
                    );
                }
                Expr::Call { callee, arguments } => {
                    for argument in file.arguments(arguments) {
                        if let Argument::Keyword(name, value) = argument
                            && is_password(file.name(*name))
                            && matches!(
                                file.dotted(callee).rsplit('.').next(),
                                Some("filter_by" | "find_by" | "get_or_none")
                            )
                            && file.label(*value).is_some_and(is_password)
                        {
                            add(
                                context,
                                rule,
                                file,
                                *value,
                                "the password is looked up as it was typed: it is stored readable",
                                &mut drafts,
                            );
                        }
                    }
                }
                _ => {}
            }
        }
        stored(context, rule, file, &mut drafts);
        in_statements(context, rule, file, &mut drafts);
        in_documents(context, rule, file, &mut drafts);
    }
    in_rows(context, rule, &mut drafts);
    looked_up(context, rule, &mut drafts);
    drafts.into_values().collect()
}

fn is_password(name: &str) -> bool {
    naming::has_any(name, naming::PASSWORDS) && !naming::has_any(name, REPEATED)
}

/// Whether one side is a stored password and the other one that was typed.
fn compares(file: code::Code, left: ExprId, right: ExprId) -> bool {
    let (Some(a), Some(b)) = (file.label(left), file.label(right)) else { return false };
    let is_repeated = |id: ExprId| naming::has_any(file.text_at(file.span(id)), REPEATED);
    if !is_password(a) || !is_password(b) || is_repeated(left) || is_repeated(right) {
        return false;
    }
    // `user.password`, `row["password"]`; both sides of one form are a repetition.
    let is_stored = |id: ExprId| {
        let text = file.text_at(file.span(id));
        matches!(file.expr(id), Expr::Attribute { .. } | Expr::Subscript { .. })
            && !["form", "request", "data", "args", "json", "self", "auth", "authorization", "credentials"]
                .iter()
                .any(|word| naming::has_any(text, &[word]))
    };
    is_stored(left) != is_stored(right)
}

/// `row[0] == request.form["password"]`, where the row is one of `SELECT password FROM ...`.
fn compares_column(context: &Context, file: code::Code, left: ExprId, right: ExprId) -> bool {
    [(left, right), (right, left)].into_iter().any(|(stored, sent)| {
        is_password_column(file, stored)
            && file.label(sent).is_some_and(is_password)
            && (is_typed(context, file, sent) || is_part_of_form(file, sent))
    })
}

/// Whether what is read from a row by a number is a column that the query calls a password.
fn is_password_column(file: code::Code, id: ExprId) -> bool {
    let Expr::Subscript { base, index } = file.expr(id) else { return false };
    let Some(Const::Int(number)) = file.constant(index) else { return false };
    let row = if matches!(file.expr(base), Expr::Var(_)) { file.only_value(base) } else { Some(base) };
    let row = row.map(|row| file.given_back(row).unwrap_or(row));
    let Some(statement) = row.and_then(|row| statement_of(file, row)) else { return false };
    let statement = statement.to_lowercase();
    let columns = statement.trim_start().strip_prefix("select ").and_then(|rest| rest.split_once(" from "));
    let column = columns.and_then(|(columns, _)| columns.split(',').nth(usize::try_from(number).ok()?));
    // A call, or a part in brackets, may be anything, and a comma in it counts as one between columns.
    !columns.is_some_and(|(columns, _)| columns.contains('('))
        && column.is_some_and(|column| is_password(column.trim()))
}

/// The statement whose row a chain of calls gives: `connection.execute("SELECT ...", values).fetchone()`.
fn statement_of<'a>(file: code::Code<'a>, row: ExprId) -> Option<&'a str> {
    let Expr::Call { callee, arguments } = file.expr(row) else { return None };
    let Expr::Attribute { base, name, .. } = file.expr(callee) else { return None };
    match file.name(name) {
        "fetchone" | "first" | "one" | "one_or_none" => statement_of(file, base),
        "execute" => file.string(file.arguments(arguments).first()?.value()),
        _ => None,
    }
}

/// A part of a form that has a name of its own: `form = request.form`, and then `form["password"]`.
fn is_part_of_form(file: code::Code, id: ExprId) -> bool {
    let base = match file.expr(id) {
        Expr::Subscript { base, .. } => base,
        Expr::Call { callee, .. } => match file.expr(callee) {
            Expr::Attribute { base, name, .. } if file.name(name) == "get" => base,
            _ => return false,
        },
        _ => return false,
    };
    let made = || {
        let value = file.only_value(base).map(|value| file.given_back(value).unwrap_or(value));
        value.map_or("", |value| file.text_at(file.span(value)))
    };
    matches!(file.expr(base), Expr::Var(_))
        && ["request.form", "request.values", "request.args", "request.json", "request.get_json("]
            .iter()
            .any(|body| made().contains(body))
}

/// `user.password` of columns that are `PasswordType` of SQLAlchemy-Utils, all of that name: `==` asks the hash.
fn is_hashed_column(context: &Context, file: code::Code, id: ExprId) -> bool {
    let Expr::Attribute { name, .. } = file.expr(id) else { return false };
    let name = file.name(name);
    let mut is_hashed = false;
    for other in code::files(context.program) {
        for (span, statement) in other.stmts() {
            let (target, value) = match statement {
                Stmt::Assign { targets, value } => (other.list(targets).first().copied(), value),
                Stmt::Annotated { target, value: Some(value), .. } => (Some(target), value),
                _ => continue,
            };
            let declared = other.text_at(other.span(value));
            let is_column = target.is_some_and(|target| other.text_at(other.span(target)) == name)
                && ["Column(", "column(", "Field("].iter().any(|word| declared.contains(word))
                && other.scope(other.scope_at(span)).is_some_and(|scope| scope.kind == ScopeKind::Class);
            if is_column && !declared.contains("PasswordType") {
                return false;
            }
            is_hashed |= is_column;
        }
    }
    is_hashed
}

fn hashes(file: code::Code, id: ExprId) -> bool {
    let text = file.scope_text(file.scope_at(file.span(id))).to_lowercase();
    HASHING.iter().any(|word| text.contains(word))
}

fn add(
    context: &Context,
    rule: &Rule,
    file: code::Code,
    id: ExprId,
    message: &str,
    drafts: &mut BTreeMap<Place, Draft>,
) {
    if hashes(file, id) {
        return;
    }
    let span = file.span(id);
    let draft = context.draft(rule, file.place(span), file.holder(span), message);
    drafts.insert(file.place(span), draft);
}

/// A model's attribute gets the password from the request, and the model does not hash.
fn stored(context: &Context, rule: &Rule, file: code::Code, drafts: &mut BTreeMap<Place, Draft>) {
    let message = "the password is stored as it was typed";
    for (_, statement) in file.stmts() {
        let Stmt::Assign { targets, value } = statement else { continue };
        for target in file.list(targets) {
            let Expr::Attribute { base, name, .. } = file.expr(*target) else { continue };
            let owner = file.dotted(base);
            if is_password(file.name(name))
                && !owner.is_empty()
                && owner != "self"
                && is_typed(context, file, value)
                && !hashes_when_set(context, file, base, file.name(name))
                && !naming::has_any(owner, REPEATED)
            {
                add(context, rule, file, value, message, drafts);
            }
        }
    }
    for (_, expr) in file.exprs() {
        let Expr::Call { callee, arguments } = expr else { continue };
        let has_password = file
            .arguments(arguments)
            .iter()
            .any(|argument| matches!(argument, Argument::Keyword(name, _) if is_password(file.name(*name))));
        if !has_password {
            continue;
        }
        let called = file.dotted(callee);
        let class = called.rsplit('.').next().unwrap_or_default();
        // `Note.create(...)` and, in the class itself, `cls.create(...)`.
        let class = match called.rsplit_once('.') {
            Some(("cls", "create" | "insert")) => class_around(file, file.span(callee)),
            Some((owner, "create" | "insert")) => owner.rsplit('.').next().unwrap_or_default(),
            _ => class,
        };
        let Some(body) = model(context, class) else { continue };
        for argument in file.arguments(arguments) {
            if let Argument::Keyword(name, value) = argument
                && is_password(file.name(*name))
                && (is_typed(context, file, *value)
                    || is_drawn(file, *value) && !some_model_hashes(context, file.name(*name)))
                && !may_hash(body, file.name(*name))
            {
                add(context, rule, file, *value, message, drafts);
            }
        }
    }
}

/// Whether an attribute may be hashed when it is set: by the class that the variable was made of, where that is seen, or by
/// any model of the program.
fn hashes_when_set(context: &Context, file: code::Code, variable: ExprId, name: &str) -> bool {
    let made = file.only_value(variable).and_then(|value| match file.expr(value) {
        Expr::Call { callee, .. } => model(context, file.dotted(callee)),
        _ => None,
    });
    match made {
        Some(body) => may_hash(body, name) || bases_of(context, body).any(|base| may_hash(base, name)),
        None => some_model_hashes(context, name),
    }
}

/// The texts of the project's classes that a class is derived from, by the first line of its text.
fn bases_of<'c>(context: &'c Context<'_>, body: &'c str) -> impl Iterator<Item = &'c str> {
    let line = body.lines().find(|line| line.trim_start().starts_with("class ")).unwrap_or_default();
    let words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_').skip(2);
    words.filter(|word| word.starts_with(char::is_uppercase)).filter_map(|word| {
        code::files(context.program).find_map(|file| {
            let is_it =
                |scope: &&stopple_syntax::hir::Scope| scope.kind == ScopeKind::Class && file.name(scope.name) == word;
            file.hir.scopes.iter().find(is_it).map(|scope| file.text_at(scope.span))
        })
    })
}

/// `guests.insert_one({"password": body["password"]})`, also through a name: a document has nothing that hashes.
fn in_documents(context: &Context, rule: &Rule, file: code::Code, drafts: &mut BTreeMap<Place, Draft>) {
    for (id, expr) in file.exprs() {
        let Expr::Call { callee, arguments } = expr else { continue };
        if !file.dotted(callee).ends_with(".insert_one") {
            continue;
        }
        let Some(given) = file.argument(file.arguments(arguments), 0, "document") else { continue };
        let scope = file.scope_at(file.span(id));
        let entries = match file.expr(given) {
            Expr::Dict { entries } => Some(entries),
            Expr::Var(_) => file.assigned(file.dotted(given)).find_map(|(span, value)| match file.expr(value) {
                Expr::Dict { entries } if file.scope_at(span) == scope => Some(entries),
                _ => None,
            }),
            _ => None,
        };
        let stores = entries.into_iter().flat_map(|entries| file.entries(entries)).any(|entry| {
            entry.key.and_then(|key| file.string(key)).is_some_and(is_password)
                && is_typed(context, file, as_text(file, entry.value))
        });
        if stores {
            add(context, rule, file, id, "the password is stored as it was typed", drafts);
        }
    }
}

/// What `str(...)` is given.
fn as_text(file: code::Code, id: ExprId) -> ExprId {
    match file.expr(id) {
        Expr::Call { callee, arguments } if file.dotted(callee) == "str" => {
            file.arguments(arguments).first().map_or(id, |argument| argument.value())
        }
        _ => id,
    }
}

/// A new password that is drawn, or a local that holds it: it is stored as it will be typed.
fn is_drawn(file: code::Code, id: ExprId) -> bool {
    let is_call = |value: ExprId| match file.expr(value) {
        Expr::Call { callee, .. } => file.dotted(callee).starts_with("secrets.token_"),
        _ => false,
    };
    match file.expr(id) {
        Expr::Var(_) => file.only_value(id).is_some_and(is_call),
        _ => is_call(id),
    }
}

/// The name of the class whose method holds a span.
fn class_around(file: code::Code<'_>, span: stopple_source::Span) -> &str {
    let function = file.scope(file.scope_at(span));
    let class = function.and_then(|function| file.scope(function.parent?));
    class.filter(|class| class.kind == ScopeKind::Class).map_or("", |class| file.name(class.name))
}

/// Whether a model may hash what its constructor is given under a name. It does not, if that name is a plain column and
/// what its methods hash goes into another one.
fn may_hash(body: &str, name: &str) -> bool {
    let lower = body.to_lowercase();
    let hashes = |line: &str| HASHING.iter().any(|word| line.contains(word)) || line.contains("set_password");
    if body.contains("PasswordType") || body.contains("PasswordField") {
        return true;
    }
    if !hashes(&lower) {
        return false;
    }
    let is_column = |line: &str| {
        let declared = line.trim().strip_prefix(name).map_or("", |rest| rest.trim_start_matches(|c| c != '='));
        line.trim().starts_with(&format!("{name} ")) && declared.contains("Column(")
            || line.trim().starts_with(&format!("{name}:")) && declared.contains("mapped_column(")
    };
    // Hooks and constructors may do anything.
    let has_hook = ["__init__", "validates", "listens_for", "__setattr__", "@property", ".setter", "before_"];
    if !body.lines().any(is_column) || has_hook.iter().any(|word| body.contains(word)) {
        return true;
    }
    body.lines().filter(|line| hashes(&line.to_lowercase())).any(|line| {
        let line = line.trim();
        let goes_elsewhere = line.strip_prefix("self.").and_then(|rest| rest.split_once(" = "));
        let is_elsewhere =
            goes_elsewhere.is_some_and(|(target, _)| target != name && !target.contains(['.', '[', ',']));
        let is_harmless = line.starts_with("def ")
            || line.starts_with("return ")
            || line.starts_with('#')
            || line.split_once('=').is_some_and(|(_, value)| value.contains("olumn("));
        !is_elsewhere && !is_harmless
    })
}

/// A row whose column is named like a password and gets what a visitor sent, through whatever helpers.
fn in_rows(context: &Context, rule: &Rule, drafts: &mut BTreeMap<Place, Draft>) {
    for fact in context.facts("row-stored") {
        let file = code::file(context.program, fact.place.file);
        // `row.passcode = sent` is told at what is sent.
        let whole = match file.statement_at(fact.place.span) {
            Some((span, Stmt::Assign { .. })) => span,
            _ => fact.place.span,
        };
        let is_told = || drafts.keys().any(|told| told.file == file.id && code::holds(whole, told.span));
        let column = fact.arguments.iter().find(|column| {
            is_password(&column.name) && column.view.entries.iter().any(|(word, _)| word == "password-store")
        });
        let Some(column) = column.filter(|_| !file.is_test() && !is_told()) else { continue };
        // A table that is no class of the program has nothing that hashes.
        let may_hash = model(context, &fact.path)
            .is_some_and(|body| may_hash(body, &column.name) || some_model_hashes(context, &column.name));
        // `Credential(**data)` speaks of no password.
        let text = context.text(fact.place);
        let may_hash = may_hash || !text.contains(&column.name) && !text.contains("execute");
        let scope = file.scope_text(file.scope_at(fact.place.span)).to_lowercase();
        let hashes = HASHING.iter().any(|word| scope.contains(word));
        if may_hash || hashes && !stores_beside_hash(file, fact.place, &scope) {
            continue;
        }
        let draft = context.draft(rule, fact.place, fact.holder, "the password is stored as it was typed");
        drafts.insert(fact.place, draft);
    }
}

/// A lookup by a password in a table that is known to hold it as it was typed.
fn looked_up(context: &Context, rule: &Rule, drafts: &mut BTreeMap<Place, Draft>) {
    let stored = context.facts("row-stored").filter(|fact| drafts.contains_key(&fact.place));
    let tables: Vec<String> = stored.map(|fact| fact.path.to_lowercase()).collect();
    if tables.is_empty() {
        return;
    }
    for file in code::files(context.program).filter(|file| !file.is_test()) {
        for (_, expr) in file.exprs() {
            let Expr::Call { arguments, .. } = expr else { continue };
            let given = file.arguments(arguments);
            let Some(statement) = given.first().and_then(|first| file.string(first.value())) else { continue };
            let statement = statement.to_lowercase();
            let Some((table, condition)) =
                statement.split_once(" from ").and_then(|(_, rest)| rest.split_once(" where "))
            else {
                continue;
            };
            let speaks = condition.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(is_password);
            if !statement.starts_with("select ") || !speaks || !tables.iter().any(|own| own == table.trim()) {
                continue;
            }
            for argument in given.iter().skip(1) {
                let values = match file.expr(argument.value()) {
                    Expr::Tuple { items } | Expr::List { items } => file.list(items),
                    _ => &[],
                };
                if let Some(value) = values.iter().find(|value| file.label(**value).is_some_and(is_password)) {
                    let message = "the password is looked up as it was typed: it is stored readable";
                    add(context, rule, file, *value, message, drafts);
                }
            }
        }
    }
}

/// Whether a call stores a password that the function hashes under another name: `digest = hashpw(password, ...)`, and then
/// `password` itself is handed to a statement.
fn stores_beside_hash(file: code::Code, call: Place, scope: &str) -> bool {
    let Some((_, arguments)) = file.call_at(call.span) else { return false };
    let mut given: Vec<ExprId> = Vec::new();
    for argument in arguments {
        match file.expr(argument.value()) {
            Expr::Tuple { items } | Expr::List { items } => given.extend(file.list(items)),
            _ => given.push(argument.value()),
        }
    }
    given.into_iter().filter(|value| matches!(file.expr(*value), Expr::Var(_))).any(|value| {
        let name = file.dotted(value).to_lowercase();
        let is_variable = |target: &str| target.trim().chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        let made = scope.lines().filter_map(|line| line.split_once(" = ")).filter(|(target, made)| {
            is_variable(target) && HASHING.iter().any(|word| made.contains(word)) && naming::has_any(made, &[&name])
        });
        let into: Vec<&str> = made.map(|(target, _)| target.trim()).collect();
        is_password(&name) && !into.is_empty() && !into.contains(&name.as_str())
    })
}

/// A statement of SQL that stores a password, or looks for one, as it was typed.
fn in_statements(context: &Context, rule: &Rule, file: code::Code, drafts: &mut BTreeMap<Place, Draft>) {
    for (_, expr) in file.exprs() {
        let Expr::Call { arguments, .. } = expr else { continue };
        let given = file.arguments(arguments);
        let Some(statement) = given.first().and_then(|first| file.string(first.value())) else { continue };
        let statement = statement.to_lowercase();
        let verb = statement.split_whitespace().next().unwrap_or_default();
        let (speaks, message) = match verb {
            "insert" | "update" | "replace" => (statement.as_str(), "the password is stored as it was typed"),
            "select" => (
                statement.split_once(" where ").map_or("", |(_, condition)| condition),
                "the password is looked up as it was typed: it is stored readable",
            ),
            _ => continue,
        };
        if !speaks.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(is_password) {
            continue;
        }
        for argument in given.iter().skip(1) {
            let values: Vec<ExprId> = match file.expr(argument.value()) {
                Expr::Tuple { items } | Expr::List { items } => file.list(items).to_vec(),
                Expr::Dict { entries } => file.entries(entries).iter().map(|entry| entry.value).collect(),
                _ => vec![argument.value()],
            };
            for value in values {
                if file.label(value).is_some_and(is_password) && is_typed(context, file, value) {
                    add(context, rule, file, value, message, drafts);
                }
            }
        }
    }
}

/// Whether the expression is what a visitor typed: a read of the request, a field of a form, or a name that holds one.
fn is_typed(context: &Context, file: code::Code, id: ExprId) -> bool {
    let text = file.text_at(file.span(id));
    if text.contains("request.") || text.ends_with(".data") && naming::has_any(text, &["form"]) {
        return file.label(id).is_some();
    }
    let scope = file.scope_at(file.span(id));
    // A part of the body that was read as a whole.
    if let Expr::Subscript { base, .. } = file.expr(id)
        && matches!(file.expr(base), Expr::Var(_))
        && file.label(id).is_some_and(is_password)
    {
        return context.analysis.routes.iter().any(|route| {
            let is_body = |kind: u16| matches!(concept::source_name(kind), "http-json" | "http-form");
            let name = file.text_at(file.span(base));
            route.scope.file == file.id
                && route.scope.scope == scope
                && route.inputs.iter().any(|(kind, _)| is_body(*kind))
                && naming::has_any(name, &["data", "body", "payload", "json", "form", "content", "values", "params"])
        });
    }
    // A local that a form's field was read into.
    matches!(file.expr(id), Expr::Var(_))
        && is_password(text)
        && context.analysis.routes.iter().any(|route| {
            route.scope.file == file.id
                && route.scope.scope == scope
                && route.inputs.iter().any(|(kind, read)| {
                    matches!(concept::source_name(*kind), "http-form" | "http-json" | "http-query" | "password")
                        && naming::has_any(read, naming::PASSWORDS)
                })
        })
}

/// The text of the project's class of that name, if it is a model.
fn model<'a>(context: &Context<'a>, name: &str) -> Option<&'a str> {
    if !name.starts_with(char::is_uppercase) {
        return None;
    }
    code::files(context.program).find_map(|file| {
        let scope =
            file.hir.scopes.iter().find(|scope| scope.kind == ScopeKind::Class && file.name(scope.name) == name)?;
        let bases = file.arguments(scope.bases).iter().any(|base| {
            naming::has_any(file.text_at(file.span(base.value())), &["model", "base", "document", "entity"])
        });
        bases.then(|| file.text_at(scope.span))
    })
}

/// Whether what is assigned under this name may be hashed there: by a setter, or by the type of the column.
fn some_model_hashes(context: &Context, name: &str) -> bool {
    const BY_TYPE: &[&str] = &["synonym", "property(", "Password", "Encrypt", "hybrid"];
    code::files(context.program).any(|file| {
        let has_setter = file.hir.scopes.iter().any(|scope| {
            let mut decorators = file.list(scope.decorators).iter().map(|one| file.text_at(file.span(*one)));
            let sets = |decorator: &str| decorator.ends_with(".setter") && file.name(scope.name) == name;
            // `@validates("password")`: what it gives is stored.
            let validates = |decorator: &str| {
                let given = decorator.split_once("validates(").map(|(_, given)| given);
                given.is_some_and(|given| given.split(['"', '\'']).any(|part| part == name))
                    && HASHING.iter().any(|word| file.text_at(scope.span).to_lowercase().contains(word))
            };
            scope.kind == ScopeKind::Function && decorators.any(|decorator| sets(decorator) || validates(decorator))
        });
        has_setter
            || file.stmts().any(|(_, statement)| {
                let Stmt::Assign { targets, value } = statement else { return false };
                file.list(targets).iter().any(|target| file.text_at(file.span(*target)) == name)
                    && matches!(file.expr(value), Expr::Call { .. })
                    && BY_TYPE.iter().any(|word| file.text_at(file.span(value)).contains(word))
            })
    })
}
