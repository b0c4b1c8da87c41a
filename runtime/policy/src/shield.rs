//! The headers that an answer gets. Made once for a route; an answer costs a walk over what it has already.
//!
//! A header that the view set itself is never weakened: where both have one, the stricter of the two leaves. A content
//! security policy of the view is kept and ours stands beside it, for browsers enforce both.

use stopple_headers::csp::{self, Policy, Written};
use stopple_headers::hsts::{self, Hsts};
use stopple_headers::isolation;
use stopple_headers::permissions::{self, Permissions};

/// What the owner wants on an answer.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The policy that is enforced.
    pub csp: Option<Policy>,
    /// The policy that is only reported.
    pub csp_report_only: Option<Policy>,
    /// Headers with a handful of values, checked.
    pub isolation: Vec<(isolation::Header, String)>,
    /// `Permissions-Policy`
    pub permissions: Option<Permissions>,
    /// `Strict-Transport-Security`, sent over HTTPS only.
    pub hsts: Option<Hsts>,
    /// Headers that nobody judges: name and value, added where the view set none.
    pub others: Vec<(String, String)>,
    /// `Cache-Control` for answers that depend on who asks.
    pub private: Option<String>,
}

/// What a header means to the shield.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Judged by its rank.
    Isolation(isolation::Header),
    /// `Permissions-Policy`
    Permissions,
    /// `Strict-Transport-Security`
    Hsts,
    /// `Cache-Control`
    CacheControl,
    /// `Vary`
    Vary,
    /// `Set-Cookie`
    SetCookie,
    /// Added by the owner's wish, where absent.
    Other(usize),
}

/// A change to the headers of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The fixed header of this place, see [`Shield::fixed`].
    AddFixed(usize),
    /// A header that is made for this answer.
    Add(&'static str, String),
    /// The header at this place of the answer gets this value.
    Replace(usize, String),
}

/// A header of the answer that the shield looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// What it is.
    pub kind: Kind,
    /// Where it stands in the answer.
    pub place: usize,
    /// Its value.
    pub value: String,
}

/// Facts of one answer.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The visitor came over HTTPS.
    pub secure: bool,
    /// The nonce of this request.
    pub nonce: &'a str,
    /// The answer depends on the session.
    pub personal: bool,
}

/// The headers of a route, ready.
#[derive(Debug, Clone)]
pub struct Shield {
    csp: Option<Written>,
    csp_report_only: Option<Written>,
    permissions: Option<Permissions>,
    hsts: Option<Hsts>,
    private: Option<String>,
    others: Vec<String>,
    fixed: Vec<(Kind, String, String)>,
    /// A bit for each length of a name that matters.
    lengths: u64,
}

impl Shield {
    /// Makes the headers of a route.
    pub fn new(wishes: Wishes) -> Self {
        let mut fixed: Vec<(Kind, String, String)> = wishes
            .isolation
            .into_iter()
            .map(|(header, value)| (Kind::Isolation(header), header.name().to_owned(), value))
            .collect();
        let permissions = wishes.permissions.filter(|policy| !policy.is_empty());
        if let Some(policy) = &permissions {
            fixed.push((Kind::Permissions, permissions::NAME.to_owned(), policy.render()));
        }
        if let Some(policy) = &wishes.hsts {
            fixed.push((Kind::Hsts, hsts::NAME.to_owned(), policy.render()));
        }
        let mut others = Vec::new();
        for (name, value) in wishes.others {
            others.push(name.to_ascii_lowercase());
            fixed.push((Kind::Other(others.len() - 1), name, value));
        }
        let known = ["Vary", "Set-Cookie", "Cache-Control", permissions::NAME, hsts::NAME];
        let names = known.into_iter().chain(isolation::ALL.iter().map(|header| header.name()));
        let lengths =
            names.chain(others.iter().map(String::as_str)).fold(0, |bits, name| bits | 1 << name.len().min(63));
        Self {
            lengths,
            csp: wishes.csp.filter(|policy| !policy.is_empty()).map(|policy| policy.written()),
            csp_report_only: wishes.csp_report_only.filter(|policy| !policy.is_empty()).map(|policy| policy.written()),
            permissions,
            hsts: wishes.hsts,
            private: wishes.private,
            others,
            fixed,
        }
    }

    /// Headers whose value is the same in every answer: name and value.
    pub fn fixed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fixed.iter().map(|(_, name, value)| (name.as_str(), value.as_str()))
    }

    /// What a header of the answer means, by its name; `None` for one that the shield has no eye on.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        match name.len() {
            4 if is("Vary") => return Some(Kind::Vary),
            10 if is("Set-Cookie") => return Some(Kind::SetCookie),
            13 if is("Cache-Control") => return Some(Kind::CacheControl),
            18 if is(permissions::NAME) => return Some(Kind::Permissions),
            25 if is(hsts::NAME) => return Some(Kind::Hsts),
            _ => {}
        }
        if let Some(header) = isolation::ALL.iter().find(|header| is(header.name())) {
            return Some(Kind::Isolation(*header));
        }
        self.others.iter().position(|known| is(known)).map(Kind::Other)
    }

    /// Whether a name of this length can be one that the shield has an eye on: most need not be looked at more closely.
    pub fn may_be_of_interest(&self, length: usize) -> bool {
        self.lengths & (1 << length.min(63)) != 0
    }

    /// The changes that an answer needs. Cookies are not among them: see [`crate::cookies`].
    pub fn edits(&self, present: &[Present], facts: &Facts<'_>) -> Vec<Edit> {
        let mut edits = Vec::with_capacity(self.fixed.len() + 3);
        for (place, (kind, _, ours)) in self.fixed.iter().enumerate() {
            if *kind == Kind::Hsts && !facts.secure {
                continue;
            }
            let mut absent = true;
            // Each of several: which one of them counts differs from header to header.
            for theirs in present.iter().filter(|header| header.kind == *kind) {
                absent = false;
                edits.extend(self.join(*kind, &theirs.value, ours).map(|value| Edit::Replace(theirs.place, value)));
            }
            if absent {
                edits.push(Edit::AddFixed(place));
            }
        }
        if let Some(policy) = &self.csp {
            edits.push(Edit::Add(csp::ENFORCED, policy.with_nonce(facts.nonce)));
        }
        if let Some(policy) = &self.csp_report_only {
            edits.push(Edit::Add(csp::REPORT_ONLY, policy.with_nonce(facts.nonce)));
        }
        if facts.personal {
            edits.extend(vary(present));
        }
        if let Some(value) = &self.private
            && (facts.personal || is_private(present))
            && !present.iter().any(|header| header.kind == Kind::CacheControl)
        {
            edits.push(Edit::Add("Cache-Control", value.clone()));
        }
        edits
    }

    /// What leaves where both have said something; `None` where theirs stays.
    fn join(&self, kind: Kind, theirs: &str, ours: &str) -> Option<String> {
        match kind {
            Kind::Isolation(header) => (!header.is_at_least(theirs, ours)).then(|| ours.to_owned()),
            Kind::Hsts => match (Hsts::parse(theirs), &self.hsts) {
                (Some(theirs), Some(ours)) if theirs.is_at_least(ours) => None,
                _ => Some(ours.to_owned()),
            },
            Kind::Permissions => match (Permissions::parse(theirs), &self.permissions) {
                (Ok(theirs), Some(ours)) => Some(theirs.both(ours).render()),
                _ => Some(ours.to_owned()),
            },
            Kind::CacheControl | Kind::Vary | Kind::SetCookie | Kind::Other(_) => None,
        }
    }
}

/// What tells caches that an answer depends on the cookie, where it is not told yet.
fn vary(present: &[Present]) -> Option<Edit> {
    match present.iter().find(|header| header.kind == Kind::Vary) {
        None => Some(Edit::Add("Vary", "Cookie".to_owned())),
        Some(theirs) if names_cookie(&theirs.value) => None,
        Some(theirs) => Some(Edit::Replace(theirs.place, format!("{}, Cookie", theirs.value))),
    }
}

fn names_cookie(vary: &str) -> bool {
    vary.split(',').any(|word| word.trim() == "*" || word.trim().eq_ignore_ascii_case("cookie"))
}

/// Whether an answer depends on who asks: it varies with the cookie, or sets one.
fn is_private(present: &[Present]) -> bool {
    present.iter().any(|header| match header.kind {
        Kind::SetCookie => true,
        Kind::Vary => names_cookie(&header.value),
        _ => false,
    })
}
