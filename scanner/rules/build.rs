//! Compiles `catalog/<rule-id>/rule.md` into a static table, so that the program reads no rule at start.
//! What is wrong in a page stops the build, with file and line.

#![allow(clippy::print_stdout, reason = "a build script speaks to cargo through standard output")]

#[path = "../libraries/src/concept.rs"]
#[allow(dead_code, reason = "only the tables of words are needed here")]
mod concept;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// The headings that every page has, in this order.
const SECTIONS: &[&str] = &["What it is", "Why it is bad", "Unsafe", "Safe", "How to fix", "References"];
const NEEDED: &[&str] = &["title", "severity", "confidence", "audience", "cwe", "owasp", "asvs", "harm", "remedy"];
const OPTIONAL: &[&str] = &["sources", "quiet-sources", "sinks", "quiet-sinks", "options", "doubt"];

fn main() {
    println!("cargo::rerun-if-changed=catalog");
    println!("cargo::rerun-if-changed=../libraries/src/concept.rs");
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let catalog = Path::new(&root).join("catalog");
    let mut errors = Vec::new();
    let mut entries = String::new();
    let mut modules = String::new();
    for id in folders(&catalog) {
        let folder = catalog.join(&id);
        let shown = format!("scanner/rules/catalog/{id}/rule.md");
        match std::fs::read_to_string(folder.join("rule.md")) {
            Ok(text) => match page(&id, &text, &folder, &mut modules) {
                Ok(entry) => entries.push_str(&entry),
                Err(found) => errors.extend(found.into_iter().map(|(line, what)| format!("{shown}:{line}: {what}"))),
            },
            Err(error) => errors.push(format!("{shown}:1: {error}")),
        }
    }
    for error in &errors {
        println!("cargo::error={error}");
    }
    let table = format!("pub(crate) static ENTRIES: &[Entry] = &[\n{entries}];\n{modules}");
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = std::fs::write(Path::new(&out).join("catalog.rs"), table) {
        println!("cargo::error=the rule table cannot be written: {error}");
    }
}

fn folders(catalog: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(catalog)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

type Problems = Vec<(usize, String)>;

/// One page to one entry of the table.
fn page(id: &str, text: &str, folder: &Path, modules: &mut String) -> Result<String, Problems> {
    let (facts, body_line, body) = front_matter(text)?;
    let mut errors = Vec::new();
    for key in NEEDED {
        if !facts.contains_key(*key) {
            errors.push((1, format!("`{key}` is missing")));
        }
    }
    if !id.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
        errors.push((1, format!("`{id}` is no rule id: lower-case words with `-`")));
    }
    let get = |key: &str| facts.get(key).cloned().unwrap_or((1, String::new()));
    let one_of = |key: &str, names: &[&str], errors: &mut Problems| {
        let (line, value) = get(key);
        if names.contains(&value.as_str()) {
            let mut letters = value.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        } else {
            errors.push((line, format!("`{key}` is one of {}", names.join(", "))));
            String::new()
        }
    };
    let severity = one_of("severity", &["low", "medium", "high", "critical"], &mut errors);
    let confidence = one_of("confidence", &["low", "medium", "high"], &mut errors);
    if (confidence == "High") == facts.contains_key("doubt") {
        errors.push((get("confidence").0, "`doubt` says why the confidence is not high, and only then".into()));
    }
    let audience = one_of("audience", &["regular", "pedantic"], &mut errors);
    let (cwe_line, cwe) = get("cwe");
    let cwe: Vec<u32> = list(&cwe).iter().filter_map(|number| number.parse().ok()).collect();
    if cwe.is_empty() {
        errors.push((cwe_line, "`cwe` is a list of numbers, e.g. [89]".into()));
    }
    let sources = source_kinds(&get("sources"), &mut errors);
    let quiet_sources = source_kinds(&get("quiet-sources"), &mut errors);
    let sinks = concepts(&get("sinks"), &mut errors);
    let quiet_sinks = concepts(&get("quiet-sinks"), &mut errors);
    if sources.is_empty() != (sinks == 0) {
        errors.push((1, "`sources` and `sinks` go together".into()));
    }
    let options = list(&get("options").1);
    for option in options
        .iter()
        .filter(|option| ![format!("`{option}`"), format!("`{option} = ")].iter().any(|said| body.contains(said)))
    {
        errors.push((get("options").0, format!("the page does not say what the option `{option}` does")));
    }
    sections(body, body_line, &get("title").1, &mut errors);
    let (refine, check) = judgement(id, folder, modules);
    if sinks == 0 && check == "None" {
        errors.push((1, "neither `sinks` nor a check.rs with `pub fn check`: the rule judges nothing".into()));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let text_of = |key: &str| format!("{:?}", get(key).1);
    Ok(format!(
        "Entry {{ rule: Rule {{ id: {id:?}, title: {}, severity: Severity::{severity}, confidence: Confidence::{confidence}, \
         audience: Audience::{audience}, cwe: &{cwe:?}, owasp: {}, asvs: {}, doubt: {}, harm: {}, remedy: {}, page: {body:?} }}, \
         sources: &{sources:?}, quiet_sources: &{quiet_sources:?}, sinks: Concepts({sinks}), quiet_sinks: Concepts({quiet_sinks}), \
         refine: {refine}, check: {check}, options: &{options:?} }},\n",
        text_of("title"),
        text_of("owasp"),
        text_of("asvs"),
        text_of("doubt"),
        text_of("harm"),
        text_of("remedy"),
    ))
}

type Facts = BTreeMap<String, (usize, String)>;

/// The facts between the two `---`, each with its line; then the first line of the page and the page.
fn front_matter(text: &str) -> Result<(Facts, usize, &str), Problems> {
    let mut facts = Facts::new();
    let mut errors = Vec::new();
    let Some(rest) = text.strip_prefix("---\n") else {
        return Err(vec![(1, "a page begins with a line `---`".into())]);
    };
    let Some(end) = rest.find("\n---\n") else {
        return Err(vec![(1, "the front matter ends with a line `---`".into())]);
    };
    let mut line_number = 1;
    for line in rest.get(..end).unwrap_or_default().lines() {
        line_number += 1;
        let Some((key, value)) = line.split_once(": ") else {
            errors.push((line_number, "a line of the front matter is `key: value`".into()));
            continue;
        };
        if !NEEDED.contains(&key) && !OPTIONAL.contains(&key) {
            errors.push((
                line_number,
                format!("`{key}` is no key; keys are {}, {}", NEEDED.join(", "), OPTIONAL.join(", ")),
            ));
        }
        if value.trim() != value || value.is_empty() {
            errors.push((line_number, format!("the value of `{key}` is empty or has space around it")));
        }
        if facts.insert(key.to_owned(), (line_number, value.to_owned())).is_some() {
            errors.push((line_number, format!("`{key}` is given twice")));
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let body = rest.get(end + 5..).unwrap_or_default();
    Ok((facts, line_number + 2, body.trim_start_matches('\n')))
}

fn list(value: &str) -> Vec<String> {
    let inner = value.trim_start_matches('[').trim_end_matches(']');
    inner.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn source_kinds((line, value): &(usize, String), errors: &mut Problems) -> Vec<u16> {
    let mut kinds = Vec::new();
    for word in list(value) {
        let matches = |name: &str| word.strip_suffix('*').map_or(name == word, |start| name.starts_with(start));
        let found: Vec<u16> =
            concept::SOURCES.iter().zip(0u16..).filter(|((name, _), _)| matches(name)).map(|(_, kind)| kind).collect();
        if found.is_empty() {
            errors.push((*line, format!("`{word}` is no source kind of scanner/libraries/src/concept.rs")));
        }
        kinds.extend(found);
    }
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn concepts((line, value): &(usize, String), errors: &mut Problems) -> u64 {
    let mut set = concept::Concepts::NONE;
    for word in list(value) {
        match concept::Concepts::named(&word).filter(|_| word != "*") {
            Some(found) => set = set.and(found),
            None => errors.push((*line, format!("`{word}` is no concept of scanner/libraries/src/concept.rs"))),
        }
    }
    set.0
}

/// The page has its title, its sections in order, and examples that the case harness runs.
fn sections(body: &str, first_line: usize, title: &str, errors: &mut Problems) {
    let mut expected = SECTIONS.iter();
    let mut next = expected.next();
    let mut in_code = false;
    for (line, number) in body.lines().zip(first_line..) {
        in_code ^= line.starts_with("```");
        if number == first_line && line != format!("# {title}") {
            errors.push((number, format!("the page begins with `# {title}`")));
        }
        if let Some(heading) = line.strip_prefix("## ").filter(|_| !in_code) {
            if next == Some(&heading) {
                next = expected.next();
            } else if SECTIONS.contains(&heading) {
                errors.push((number, format!("sections come in the order {}", SECTIONS.join(", "))));
            }
        }
    }
    if let Some(missing) = next {
        errors.push((first_line, format!("the section `## {missing}` is missing")));
    }
    for fence in ["```python unsafe", "```python safe"] {
        if !body.contains(fence) {
            errors.push((first_line, format!("there is no example with the fence `{fence}`")));
        }
    }
}

/// The functions of the rule's own `check.rs`, as they stand in the table.
fn judgement(id: &str, folder: &Path, modules: &mut String) -> (String, String) {
    let path = folder.join("check.rs");
    let Ok(code) = std::fs::read_to_string(&path) else { return ("None".into(), "None".into()) };
    let module = id.replace('-', "_");
    let _ = writeln!(modules, "#[path = {:?}]\nmod {module};", path.to_string_lossy());
    let function = |name: &str| {
        if code.contains(&format!("pub fn {name}(")) { format!("Some({module}::{name})") } else { "None".into() }
    };
    (function("refine"), function("check"))
}
