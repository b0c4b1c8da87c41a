//! What a policy leaves open, in sentences, and whether it keeps to its own site.

use super::{Policy, Source};

/// Directives that load things, so that a foreign source in one of them makes a page depend on another site.
const LOADS: &[&str] = &[
    "default-src",
    "script-src",
    "script-src-elem",
    "style-src",
    "style-src-elem",
    "img-src",
    "font-src",
    "media-src",
    "frame-src",
    "child-src",
    "object-src",
    "worker-src",
    "manifest-src",
];

impl Policy {
    /// Whether everything that a page loads lies on its own site. Then `Cross-Origin-Embedder-Policy: require-corp`
    /// costs nothing; with a foreign source it would block what this policy allows.
    pub fn keeps_to_its_own_site(&self) -> bool {
        if self.sources("default-src").is_none() {
            return false;
        }
        LOADS.iter().filter_map(|name| self.sources(name)).flatten().all(Source::stays_here)
    }

    /// What the policy leaves open, each as a sentence that begins with the directive.
    /// Sources: OWASP ASVS 5.0 3.4.3 and 3.4.6, CSP 3 section 7.
    pub fn weaknesses(&self) -> Vec<String> {
        let mut found = Vec::new();
        let script = self.effective("script-src");
        match script {
            None => {
                found.push("script-src: scripts from anywhere run, since neither it nor default-src is set".to_owned())
            }
            Some(sources) => self.script_weaknesses(sources, &mut found),
        }
        if self.effective("object-src").is_none_or(|sources| sources != [Source::None]) {
            found.push("object-src: is not `'none'`; plugins can run script".to_owned());
        }
        match self.sources("base-uri") {
            Some([Source::None | Source::SelfOrigin]) => {}
            _ => found.push("base-uri: an injected <base> can turn relative script addresses elsewhere".to_owned()),
        }
        match self.sources("frame-ancestors") {
            None => found.push("frame-ancestors: is not set; other sites may frame the page".to_owned()),
            Some(sources) if sources.iter().any(is_anything) => {
                found.push("frame-ancestors: any site may frame the page".to_owned());
            }
            Some(_) => {}
        }
        match self.sources("form-action") {
            None => {
                found.push("form-action: is not set; an injected form may send what a user types elsewhere".to_owned())
            }
            Some(sources) if sources.iter().any(is_anything) => {
                found.push("form-action: forms may be sent anywhere".to_owned());
            }
            Some(_) => {}
        }
        found
    }

    fn script_weaknesses(&self, sources: &[Source], found: &mut Vec<String>) {
        let has = |word: &str| sources.contains(&Source::Keyword(keyword(word)));
        let marked = sources
            .iter()
            .any(|source| matches!(source, Source::RequestNonce | Source::FixedNonce(_) | Source::Hash(_)));
        if has("'unsafe-inline'") && !marked {
            found.push("script-src: `'unsafe-inline'` lets injected script run".to_owned());
        }
        if has("'unsafe-eval'") {
            found.push("script-src: `'unsafe-eval'` lets strings become script".to_owned());
        }
        if sources.iter().any(|source| matches!(source, Source::FixedNonce(_))) {
            found.push("script-src: a nonce that is the same in every answer is no nonce; write `'nonce'`".to_owned());
        }
        // With 'strict-dynamic' a browser ignores hosts and schemes.
        if !has("'strict-dynamic'") {
            if sources.iter().any(is_anything) {
                found.push("script-src: scripts from anywhere run".to_owned());
            }
            if sources.contains(&Source::Scheme("data:".to_owned())) {
                found.push("script-src: `data:` lets an injected address carry its own script".to_owned());
            }
        }
    }

    fn effective(&self, name: &str) -> Option<&[Source]> {
        self.sources(name).or_else(|| self.sources("default-src"))
    }
}

fn keyword(word: &str) -> &'static str {
    match word {
        "'unsafe-inline'" => "'unsafe-inline'",
        "'unsafe-eval'" => "'unsafe-eval'",
        _ => "'strict-dynamic'",
    }
}

fn is_anything(source: &Source) -> bool {
    match source {
        Source::Host(host) => ["*", "http://*", "https://*"].contains(&host.as_str()),
        Source::Scheme(scheme) => ["http:", "https:"].contains(&scheme.as_str()),
        _ => false,
    }
}
