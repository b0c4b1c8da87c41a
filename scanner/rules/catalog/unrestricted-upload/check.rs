//! Tells uploads that land where they are served from others, and finds kinds with scripts among those that are let in.

use crate::{Context, Draft, code, naming};
use stopple_finding::Rule;
use stopple_flow::outcome::{Fact, Hit};
use stopple_libraries::{Concepts, concept};
use stopple_program::FileId;
use stopple_syntax::hir::{Argument, Expr, ScopeId, ScopeKind};

/// A second look at a stored upload.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    let written = context.text(hit.sink);
    // What the folder was seen to be counts more than what is written beside its name.
    let is_known = is_apart(&hit.prefix);
    let folders = if is_known { Vec::new() } else { folders(context, hit, written) };
    if is_served(&hit.prefix) || folders.iter().any(|text| is_served(text)) {
        return Some(draft);
    }
    // A client that names a type chooses among known extensions, which matters where they are served by it.
    if concept::source_name(hit.source) == "http-header" {
        return Some(draft.quiet());
    }
    // A name that may still climb out of its folder was not looked at in any way.
    let climbs = Concepts::named("path-write");
    let is_raw = |other: &Hit| other.sink == hit.sink && Some(other.concept) == climbs && other.source == hit.source;
    if context.analysis.hits.iter().any(is_raw) {
        return Some(draft);
    }
    if is_known || folders.iter().any(|text| is_apart(text)) {
        return Some(draft.quiet().note("the folder is not known to be served"));
    }
    Some(draft.note("whether the folder is served is not seen: then the extension decides what opens the file"))
}

/// Extensions and types of files that run scripts where a browser opens them.
const RUNNING: &[&str] =
    &["svg", "svgz", "html", "htm", "xhtml", "shtml", "xht", "image/svg+xml", "text/html", "application/xhtml+xml"];
/// Extensions of files that are harmless to open: a list of what is refused names none of them.
const HARMLESS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "pdf", "txt", "csv", "mp3", "mp4", "docx"];
/// What looks into a file and takes no text for a picture, or takes scripts out of it.
const LOOKING: &[&str] = &[
    "Image.open(",
    "imghdr.",
    "filetype.",
    "magic.",
    "bleach.",
    "defused",
    "svg_sanit",
    "sanitize_svg",
    "sanitise_svg",
    "clean_svg",
    "scrub_svg",
    "strip_scripts",
    "svg_hush",
    "Sanitizer(",
];

/// Uploads whose extension is looked up in a list, where the list holds kinds that run scripts and the folder is served.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for fact in context.facts("upload-saved") {
        let file = code::file(context.program, fact.place.file);
        let told = |hit: &Hit| code::holds(fact.place.span, hit.sink.span) && hit.sink.file == file.id;
        let is_upload = |hit: &Hit| {
            Concepts::named("upload") == Some(hit.concept)
                && concept::source_name(hit.source).starts_with("http-")
                && told(hit)
        };
        if file.is_test() || context.analysis.hits.iter().any(is_upload) {
            continue;
        }
        let own = file.scope_text(fact.holder.scope);
        let texts = with_helpers(context, file, own);
        if texts.iter().any(|text| LOOKING.iter().any(|word| text.contains(word))) {
            continue;
        }
        let Some((list, kind)) = texts.iter().find_map(|text| running_kind(context, file, text)) else { continue };
        let Some(how) = how_served(context, fact) else { continue };
        let message = format!("`{list}` lets `{kind}` in, which runs scripts where a browser opens it; {how}");
        let mut draft = context.draft(rule, fact.place, fact.holder, message);
        draft.doubt = "that the file is opened in the browser is judged by how the folder is served";
        draft.remedy =
            "Take the kinds that hold scripts out of the list, or send these files with `as_attachment=True`.";
        draft.identity = vec![list];
        drafts.push(draft);
    }
    drafts
}

/// The text of a function, and those of the functions and forms of the project that it calls.
fn with_helpers(context: &Context, file: code::Code, own: String) -> Vec<String> {
    let calls = |text: &str, name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            text[at + name.len()..].starts_with('(') && !before.is_some_and(|it| it.is_alphanumeric() || it == '_')
        })
    };
    let scopes = || {
        code::files(context.program).filter(|other| context.concerns(other.id, file.id)).flat_map(|other| {
            let scopes = (0_u32..).zip(&other.hir.scopes);
            scopes.map(move |(number, scope)| (other, scope, ScopeId(number), other.name(scope.name)))
        })
    };
    // `save` is mostly that of the upload.
    let is_helper = |name: &str| name.len() > 3 && !matches!(name, "save" | "read" | "open" | "close" | "join");
    let mut texts = vec![own];
    for (other, scope, number, name) in scopes() {
        let own = &texts[0];
        if scope.kind == ScopeKind::Function
            && is_helper(name)
            && !own.contains(&format!("def {name}("))
            && calls(own, name)
        {
            texts.push(other.scope_text(number));
        }
    }
    let form = scopes().find(|(other, scope, _, name)| {
        scope.kind == ScopeKind::Class
            && other.text_at(scope.span).contains(FORM_LIST)
            && texts.iter().any(|text| calls(text, name))
    });
    texts.extend(form.map(|(other, _, number, _)| other.scope_text(number)));
    texts
}

/// By what a form of Flask-WTF lists what it lets in.
const FORM_LIST: &str = "FileAllowed(";

/// Words in what is looked up in a list of extensions or types.
const ASKED: &[&str] = &[
    "ext",
    "extension",
    "suffix",
    "mimetype",
    "mime",
    "type",
    "filename",
    "kind",
    "format",
    "lower",
    "rsplit",
    "splitext",
    "ending",
    "name",
];

/// The list of what is let in that is asked in a text (`extension in ALLOWED`), and what in it runs scripts.
fn running_kind(context: &Context, file: code::Code, text: &str) -> Option<(String, String)> {
    let quoted = |list: &str| {
        let parts: Vec<&str> = list.split(['"', '\'', ' ']).map(|part| part.trim_start_matches('.')).collect();
        let lets_in = parts.iter().any(|part| {
            let part = part.to_lowercase();
            HARMLESS.iter().any(|kind| part == *kind || part.ends_with(&format!("/{kind}")))
        });
        let found = parts.iter().find(|part| RUNNING.contains(&part.to_lowercase().as_str()));
        found.filter(|_| lets_in).map(|part| (*part).to_owned())
    };
    let of_form = text.split(FORM_LIST).skip(1).find_map(|list| {
        let kind = quoted(list.split([']', ')', '}']).next()?)?;
        Some(("FileAllowed".to_owned(), kind))
    });
    if of_form.is_some() {
        return of_form;
    }
    text.match_indices(" in ").find_map(|(at, word)| {
        let line_before = text[..at].rsplit('\n').next().unwrap_or_default();
        let is_loop = line_before.split_whitespace().any(|word| word == "for");
        let asked = naming::has_any(line_before, ASKED);
        if is_loop || !asked {
            return None;
        }
        let list = text[at + word.len()..].trim_start();
        if list.starts_with(['{', '(', '[']) {
            let end = list.find(['}', ')', ']'])?;
            return quoted(&list[..end]).map(|kind| ("the list".to_owned(), kind));
        }
        let end = list
            .find(|it: char| !(it.is_alphanumeric() || matches!(it, '_' | '.' | '[' | ']' | '"' | '\'')))
            .unwrap_or(list.len());
        let name = list[..end].trim_end_matches([']', '"', '\'']).rsplit(['.', '[', '"', '\'']).next()?;
        let lists = context.assigned(name).iter().filter(|(own, _)| context.concerns(*own, file.id));
        lists.filter(|(own, _)| *own == file.id || name.to_uppercase() == name).find_map(|(_, list)| {
            list.starts_with(['{', '(', '[', 's', 'f', '"', '\''])
                .then(|| quoted(list))
                .flatten()
                .map(|kind| (name.to_owned(), kind))
        })
    })
}

/// How the folder into which a file is saved is served so that a browser opens it, if that is seen.
fn how_served(context: &Context, fact: &Fact) -> Option<&'static str> {
    let file = code::file(context.program, fact.place.file);
    let written = context.text(fact.arguments.first()?.place);
    let mut folders = folders_of(context, fact.place.file, written);
    // `target = os.path.join(FOLDER, name)`, or in a helper's argument.
    folders.push(written);
    if folders.iter().any(|text| is_served(text)) {
        return Some("the folder is served as it is");
    }
    let names: Vec<&str> = folders.iter().flat_map(|text| names_in(text)).collect();
    let serves = code::files(context.program).filter(|other| context.concerns(other.id, file.id)).any(|other| {
        other.exprs().any(|(at, expr)| {
            let Expr::Call { callee, arguments } = expr else { return false };
            let called = other.dotted(callee).rsplit('.').next().unwrap_or_default();
            if !matches!(called, "send_from_directory" | "send_file") {
                return false;
            }
            let given = other.arguments(arguments);
            let Some(folder) = given.first().map(|first| other.text_at(other.span(first.value()))) else { return false };
            let around = other.scope_text(other.scope_at(other.span(at)));
            let is_kept_apart = given.iter().any(|argument| matches!(argument, Argument::Keyword(name, value)
                if matches!(other.name(*name), "as_attachment" | "mimetype") && other.text_at(other.span(*value)) != "False"))
                || ["Content-Disposition", "Content-Security-Policy", "Content-Type"].iter().any(|word| around.contains(word));
            let same = names_in(folder).any(|name| names.contains(&name));
            same && !is_kept_apart
        })
    });
    serves.then_some("the folder is sent to browsers by a view")
}

/// Words in the names of folders.
const FOLDERS: &[&str] = &["folder", "directory", "dir", "root", "uploads", "media"];

/// The names in code that may name a folder.
fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|name| {
        name.len() > 2
            && !COMMON.contains(name)
            && (name.contains('_') || name.chars().any(char::is_uppercase) || naming::has_any(name, FOLDERS))
    })
}

/// Whether a path, or the code that makes one, names a folder that is served.
fn is_served(text: &str) -> bool {
    let mut parts = text.split(['/', '"', '\'']);
    parts.any(|part| matches!(part, "static" | "public" | "htdocs" | "www" | "templates"))
        || text.contains("static_folder")
}

/// Whether a path, or the code that makes one, names a folder outside of the application's own, which nobody serves by chance.
fn is_apart(text: &str) -> bool {
    let path = text.split_once(['"', '\'']).map_or(text, |(_, rest)| rest);
    path.starts_with('/')
        || ["private", "instance_path", "mkdtemp", "TemporaryDirectory"].iter().any(|word| text.contains(word))
        || naming::has_any(text, &["tmp", "temp", "temporary"])
}

/// What is assigned to the names by which the code calls the folder: a constant, a setting, an attribute, a variable of
/// the same file; and to the names in that.
fn folders<'c>(context: &'c Context, hit: &Hit, written: &'c str) -> Vec<&'c str> {
    folders_of(context, hit.sink.file, written)
}

fn folders_of<'c>(context: &'c Context, own: FileId, written: &'c str) -> Vec<&'c str> {
    let mut texts: Vec<&str> = vec![written];
    let mut at = 0;
    while at < texts.len() && texts.len() < 16 {
        let first = texts[at].split(',').next().unwrap_or_default();
        at += 1;
        let names: Vec<&str> = first
            .split(|letter: char| !letter.is_alphanumeric() && letter != '_')
            .filter(|name| name.len() > 2 && !COMMON.contains(name))
            .collect();
        for name in names {
            let is_setting = name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_');
            for (file, text) in context.assigned(name) {
                if (is_setting || *file == own) && !texts.contains(text) {
                    texts.push(text);
                }
            }
        }
    }
    texts
}

/// Names in code that makes paths, which name no folder.
const COMMON: &[&str] =
    &["path", "join", "app", "current_app", "config", "self", "str", "Path", "filename", "secure_filename"];
