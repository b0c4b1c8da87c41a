//! Content-Security-Policy: a policy as its author writes it, checked word for word, and written with a nonce a request.

mod judge;
mod source;

pub use source::{Source, is_nonce};

use crate::Problem;
use std::fmt::Write as _;

/// The name of the header that enforces.
pub const ENFORCED: &str = "Content-Security-Policy";
/// The name of the header that only reports.
pub const REPORT_ONLY: &str = "Content-Security-Policy-Report-Only";

/// What stands behind a directive's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// Sources: keywords, schemes, hosts, nonces, hashes.
    Sources,
    /// `frame-ancestors`: `'none'`, `'self'`, schemes and hosts.
    Ancestors,
    /// `sandbox`: words that begin with `allow-`.
    Sandbox,
    /// Addresses that reports are sent to.
    Addresses,
    /// The name of a reporting group.
    Group,
    /// Names of Trusted Types policies.
    PolicyNames,
    /// `'script'`, the one word of `require-trusted-types-for`.
    Script,
    /// Nothing.
    Nothing,
}

/// Every directive of CSP 3 and of the specifications that add to it.
const DIRECTIVES: &[(&str, Shape)] = &[
    ("default-src", Shape::Sources),
    ("script-src", Shape::Sources),
    ("script-src-elem", Shape::Sources),
    ("script-src-attr", Shape::Sources),
    ("style-src", Shape::Sources),
    ("style-src-elem", Shape::Sources),
    ("style-src-attr", Shape::Sources),
    ("img-src", Shape::Sources),
    ("font-src", Shape::Sources),
    ("connect-src", Shape::Sources),
    ("media-src", Shape::Sources),
    ("object-src", Shape::Sources),
    ("frame-src", Shape::Sources),
    ("child-src", Shape::Sources),
    ("worker-src", Shape::Sources),
    ("manifest-src", Shape::Sources),
    ("prefetch-src", Shape::Sources),
    ("fenced-frame-src", Shape::Sources),
    ("base-uri", Shape::Sources),
    ("form-action", Shape::Sources),
    ("navigate-to", Shape::Sources),
    ("frame-ancestors", Shape::Ancestors),
    ("sandbox", Shape::Sandbox),
    ("report-uri", Shape::Addresses),
    ("report-to", Shape::Group),
    ("trusted-types", Shape::PolicyNames),
    ("require-trusted-types-for", Shape::Script),
    ("upgrade-insecure-requests", Shape::Nothing),
    ("block-all-mixed-content", Shape::Nothing),
];

/// Words that `sandbox` knows.
const SANDBOX: &[&str] = &[
    "allow-downloads",
    "allow-forms",
    "allow-modals",
    "allow-orientation-lock",
    "allow-pointer-lock",
    "allow-popups",
    "allow-popups-to-escape-sandbox",
    "allow-presentation",
    "allow-same-origin",
    "allow-scripts",
    "allow-storage-access-by-user-activation",
    "allow-top-navigation",
    "allow-top-navigation-by-user-activation",
    "allow-top-navigation-to-custom-protocols",
];

/// What a directive says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Content {
    Sources(Vec<Source>),
    Words(Vec<String>),
}

/// One directive of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Directive {
    name: &'static str,
    content: Content,
}

/// A policy whose every word is known. The order of its author is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    directives: Vec<Directive>,
}

impl Policy {
    /// Reads a whole policy, `directive value value; directive value`.
    ///
    /// # Errors
    /// The first thing that a browser would not understand or would silently ignore; the directive is named.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut policy = Self::default();
        for part in text.split(';') {
            let mut words = part.split_ascii_whitespace();
            if let Some(name) = words.next() {
                policy.add(name, words)?;
            }
        }
        Ok(policy)
    }

    /// Adds a directive, its values as separate words.
    ///
    /// # Errors
    /// As [`Policy::parse`]; also a directive that the policy already has, since a browser drops the second one.
    pub fn add<'a>(&mut self, name: &str, words: impl IntoIterator<Item = &'a str>) -> Result<(), Problem> {
        let lower = name.to_ascii_lowercase();
        let Some(&(known, shape)) = DIRECTIVES.iter().find(|(known, _)| *known == lower) else {
            return Err(Problem::new(ENFORCED, name, unknown_directive(&lower)));
        };
        if self.directive(known).is_some() {
            return Err(Problem::new(ENFORCED, known, "stands twice; a browser would drop the second"));
        }
        let words: Vec<&str> = words.into_iter().flat_map(str::split_ascii_whitespace).collect();
        if let Some(word) = words.iter().find(|word| word.contains([';', ',']) || !crate::is_plain_value(word)) {
            return Err(Problem::new(ENFORCED, known, format!("`{}` would end the directive", word.escape_debug())));
        }
        let content = content(known, shape, &words)?;
        self.directives.push(Directive { name: known, content });
        Ok(())
    }

    /// Takes a directive away; says whether it was there.
    pub fn remove(&mut self, name: &str) -> bool {
        let before = self.directives.len();
        self.directives.retain(|directive| !directive.name.eq_ignore_ascii_case(name));
        self.directives.len() != before
    }

    /// Whether the policy says nothing.
    pub fn is_empty(&self) -> bool {
        self.directives.is_empty()
    }

    /// The names of its directives, in order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.directives.iter().map(|directive| directive.name)
    }

    /// The sources of a directive, if it stands in the policy and has sources.
    pub fn sources(&self, name: &str) -> Option<&[Source]> {
        match &self.directive(name)?.content {
            Content::Sources(sources) => Some(sources),
            Content::Words(_) => None,
        }
    }

    /// Adds the nonce of the request to a directive. A fetch directive that does not stand in the policy takes the
    /// sources of `default-src` first, so that adding a nonce never allows less than before.
    ///
    /// # Errors
    /// If the directive has no sources.
    pub fn add_nonce(&mut self, name: &str) -> Result<(), Problem> {
        if self.directive(name).is_none() {
            let inherited = if name.ends_with("-src") { self.sources("default-src").unwrap_or_default() } else { &[] };
            let words: Vec<String> = inherited.iter().map(ToString::to_string).collect();
            self.add(name, words.iter().map(String::as_str))?;
        }
        let Some(directive) = self.directives.iter_mut().find(|directive| directive.name == name) else {
            return Ok(());
        };
        match &mut directive.content {
            Content::Sources(sources) => {
                sources.retain(|source| *source != Source::None);
                if !sources.contains(&Source::RequestNonce) {
                    sources.push(Source::RequestNonce);
                }
                Ok(())
            }
            Content::Words(_) => Err(Problem::new(ENFORCED, name, "takes no nonce")),
        }
    }

    /// The policy as pieces of text between which the nonce of the request stands.
    pub fn written(&self) -> Written {
        let mut pieces = vec![String::new()];
        for (place, directive) in self.directives.iter().enumerate() {
            if place > 0 {
                push(&mut pieces, "; ");
            }
            push(&mut pieces, directive.name);
            match &directive.content {
                Content::Words(words) => words.iter().for_each(|word| {
                    push(&mut pieces, " ");
                    push(&mut pieces, word);
                }),
                Content::Sources(sources) => sources.iter().for_each(|source| {
                    if *source == Source::RequestNonce {
                        push(&mut pieces, " 'nonce-");
                        pieces.push("'".to_owned());
                    } else if let Some(last) = pieces.last_mut() {
                        // Writing into a String cannot fail.
                        let _ = write!(last, " {source}");
                    }
                }),
            }
        }
        Written { pieces }
    }

    fn directive(&self, name: &str) -> Option<&Directive> {
        self.directives.iter().find(|directive| directive.name.eq_ignore_ascii_case(name))
    }
}

impl std::fmt::Display for Policy {
    /// As its author would write it: the place of the nonce is `'nonce'`, which [`Policy::parse`] reads again.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, directive) in self.directives.iter().enumerate() {
            if place > 0 {
                out.write_str("; ")?;
            }
            out.write_str(directive.name)?;
            match &directive.content {
                Content::Words(words) => words.iter().try_for_each(|word| write!(out, " {word}"))?,
                Content::Sources(sources) => sources.iter().try_for_each(|source| write!(out, " {source}"))?,
            }
        }
        Ok(())
    }
}

fn push(pieces: &mut [String], text: &str) {
    if let Some(last) = pieces.last_mut() {
        last.push_str(text);
    }
}

/// A policy ready to be sent: what is left to do is to put the nonce between its pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pieces: Vec<String>,
}

impl Written {
    /// Whether the policy names the request's nonce.
    pub fn has_nonce(&self) -> bool {
        self.pieces.len() > 1
    }

    /// The value of the header. A nonce has to satisfy [`is_nonce`]; ours do.
    pub fn with_nonce(&self, nonce: &str) -> String {
        self.pieces.join(nonce)
    }
}

fn content(name: &'static str, shape: Shape, words: &[&str]) -> Result<Content, Problem> {
    let fail = |reason: String| Err(Problem::new(ENFORCED, name, reason));
    let owned = || words.iter().map(|word| (*word).to_owned()).collect();
    match shape {
        Shape::Sources | Shape::Ancestors => {
            let mut sources = Vec::new();
            for word in words {
                let source = Source::parse(word).map_err(|reason| Problem::new(ENFORCED, name, reason))?;
                if shape == Shape::Ancestors && !source.may_embed() {
                    return fail(format!("`{word}` says nothing about who may frame a page"));
                }
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            if sources.is_empty() {
                // An empty list means 'none'; written out, so that nobody has to know.
                sources.push(Source::None);
            }
            if sources.len() > 1 && sources.contains(&Source::None) {
                return fail("`'none'` has to stand alone; beside other sources a browser ignores it".to_owned());
            }
            Ok(Content::Sources(sources))
        }
        Shape::Sandbox => match words.iter().find(|word| !SANDBOX.contains(word)) {
            Some(word) => fail(format!("`{word}` is not a word of the sandbox")),
            None => Ok(Content::Words(owned())),
        },
        Shape::Addresses if words.is_empty() => fail("needs an address".to_owned()),
        Shape::Addresses => match words.iter().find(|word| !word.starts_with('/') && !word.contains("://")) {
            Some(word) => fail(format!("`{word}` is neither a path that begins with `/` nor a whole address")),
            None => Ok(Content::Words(owned())),
        },
        Shape::Group if words.len() != 1 => fail("needs the name of one reporting group".to_owned()),
        Shape::Group => Ok(Content::Words(owned())),
        Shape::PolicyNames => match words.iter().find(|word| !is_policy_name(word)) {
            Some(word) => fail(format!("`{word}` is not the name of a Trusted Types policy")),
            None => Ok(Content::Words(owned())),
        },
        Shape::Script if words != ["'script'"] => fail("takes the one word `'script'`".to_owned()),
        Shape::Script => Ok(Content::Words(owned())),
        Shape::Nothing if !words.is_empty() => fail("takes no value".to_owned()),
        Shape::Nothing => Ok(Content::Words(Vec::new())),
    }
}

fn is_policy_name(word: &str) -> bool {
    ["'none'", "'allow-duplicates'", "*"].contains(&word)
        || word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-#=_/@.%".contains(&byte))
}

fn unknown_directive(name: &str) -> String {
    let near = DIRECTIVES.iter().find(|(known, _)| {
        known.replace('-', "") == name.replace(['-', '_'], "") || known.strip_suffix("-src") == Some(name)
    });
    match near {
        Some((known, _)) => format!("is no directive; `{known}` is meant, perhaps"),
        None => "is no directive of a content security policy".to_owned(),
    }
}
