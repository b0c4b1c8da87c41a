//! Permissions-Policy: which features of the browser a page and its frames may use.

use crate::Problem;

/// The name of the header.
pub const NAME: &str = "Permissions-Policy";

/// Who may use a feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// `*`
    Anyone,
    /// A list: whether the page itself is in it, and other origins. Empty means nobody.
    Listed {
        /// `self`
        own: bool,
        /// Origins without their quotes.
        origins: Vec<String>,
    },
}

impl Allowed {
    /// Nobody.
    pub fn nobody() -> Self {
        Self::Listed { own: false, origins: Vec::new() }
    }

    /// Reads `*`, `()`, `(self "https://a.example")`, `self`, or the words of a list.
    ///
    /// # Errors
    /// A sentence about the word that is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text == "*" {
            return Ok(Self::Anyone);
        }
        let inner = match text.strip_prefix('(') {
            Some(rest) => rest.strip_suffix(')').ok_or_else(|| format!("`{text}` has no closing parenthesis"))?,
            None => text,
        };
        let (mut own, mut origins) = (false, Vec::new());
        for word in inner.split_ascii_whitespace() {
            match word {
                "self" | "'self'" => own = true,
                "none" | "'none'" => {}
                "*" => return Ok(Self::Anyone),
                _ => {
                    let bare = word.trim_matches('"');
                    if !bare.contains("://") || bare.contains(['"', '(', ')', '\\', ',', ';', '\'']) {
                        return Err(format!("`{word}` is neither `self` nor an origin such as \"https://a.example\""));
                    }
                    origins.push(bare.to_owned());
                }
            }
        }
        Ok(Self::Listed { own, origins })
    }

    /// What both allow.
    pub fn both(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Anyone, only) | (only, Self::Anyone) => only.clone(),
            (Self::Listed { own, origins }, Self::Listed { own: other_own, origins: other_origins }) => Self::Listed {
                own: *own && *other_own,
                origins: origins.iter().filter(|origin| other_origins.contains(origin)).cloned().collect(),
            },
        }
    }

    fn render(&self) -> String {
        match self {
            Self::Anyone => "*".to_owned(),
            Self::Listed { own, origins } => {
                let own = own.then(|| "self".to_owned());
                let words: Vec<String> =
                    own.into_iter().chain(origins.iter().map(|origin| format!("\"{origin}\""))).collect();
                format!("({})", words.join(" "))
            }
        }
    }
}

/// A policy: features in the order of their author.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    features: Vec<(String, Allowed)>,
}

impl Permissions {
    /// Reads a whole header.
    ///
    /// # Errors
    /// The first feature that is not written as the specification wants it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let mut policy = Self::default();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (feature, allowed) = part.split_once('=').ok_or_else(|| {
                Problem::new(NAME, part.escape_debug().to_string(), "is not of the form `feature=(...)`")
            })?;
            policy.add(feature.trim(), allowed)?;
        }
        Ok(policy)
    }

    /// Adds a feature and who may use it.
    ///
    /// # Errors
    /// A name that cannot be one, a feature that is there already, a list that cannot be read.
    pub fn add(&mut self, feature: &str, allowed: &str) -> Result<(), Problem> {
        let named = feature.starts_with(|first: char| first.is_ascii_lowercase())
            && feature.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !named {
            let reason = "is not the name of a feature: small letters, digits and hyphens";
            return Err(Problem::new(NAME, feature.escape_debug().to_string(), reason));
        }
        if self.get(feature).is_some() {
            return Err(Problem::new(NAME, feature, "stands twice"));
        }
        if !crate::is_plain_value(allowed) {
            return Err(Problem::new(NAME, feature, "holds a character that no header may have"));
        }
        let allowed = Allowed::parse(allowed).map_err(|reason| Problem::new(NAME, feature, reason))?;
        self.features.push((feature.to_owned(), allowed));
        Ok(())
    }

    /// Who may use a feature, if the policy says so.
    pub fn get(&self, feature: &str) -> Option<&Allowed> {
        self.features.iter().find(|(name, _)| name == feature).map(|(_, allowed)| allowed)
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.features.is_empty()
    }

    /// A policy that allows what both allow; a feature that one does not name is as the other has it.
    pub fn both(&self, other: &Self) -> Self {
        let mut joined = self.clone();
        for (feature, allowed) in &other.features {
            match joined.features.iter_mut().find(|(name, _)| name == feature) {
                Some((_, mine)) => *mine = mine.both(allowed),
                None => joined.features.push((feature.clone(), allowed.clone())),
            }
        }
        joined
    }

    /// The value of the header.
    pub fn render(&self) -> String {
        let parts: Vec<String> =
            self.features.iter().map(|(name, allowed)| format!("{name}={}", allowed.render())).collect();
        parts.join(", ")
    }
}
