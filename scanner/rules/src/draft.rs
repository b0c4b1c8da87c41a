//! A finding in the making: a rule fills it, the judge gives it its fingerprint.

use std::sync::Arc;
use stopple_finding::{Audience, Confidence, Finding, Location, Rule, Severity, Step};

/// A finding without its rule and its fingerprint.
#[derive(Debug, Clone)]
pub struct Draft {
    /// How bad, if it is real.
    pub severity: Severity,
    /// How sure.
    pub confidence: Confidence,
    /// For whom it is worth reading.
    pub audience: Audience,
    /// Why the confidence is not high; unused where it is.
    pub doubt: &'static str,
    /// What to do about this very finding.
    pub remedy: &'static str,
    /// One sentence, without a full stop, about this very place.
    pub message: String,
    /// The beginning of the sentence about a flow, which names the data; empty where the finding is no flow.
    pub(crate) subject: String,
    /// The place that is reported.
    pub primary: Location,
    /// From source to sink; empty where the finding is no flow.
    pub trace: Vec<Step>,
    /// Further sentences.
    pub notes: Vec<String>,
    /// The name of the function, class or module that holds the place.
    pub holder: String,
    /// What tells this finding from others of the same rule in the same function, apart from its line:
    /// parts of the fingerprint. Texts that survive moved lines, e.g. the name of what is called.
    pub identity: Vec<String>,
}

impl Draft {
    /// A draft with the rule's own severity, confidence and audience. `identity` may be empty: equal ones are counted.
    pub fn new(rule: &Rule, primary: Location, holder: String, message: String) -> Self {
        Self {
            severity: rule.severity,
            confidence: rule.confidence,
            audience: rule.audience,
            doubt: rule.doubt,
            remedy: rule.remedy,
            message,
            subject: String::new(),
            primary,
            trace: Vec::new(),
            notes: Vec::new(),
            holder,
            identity: Vec::new(),
        }
    }

    /// For pedantic readers only.
    #[must_use]
    pub fn quiet(mut self) -> Self {
        self.audience = Audience::Pedantic;
        self
    }

    /// At most this sure, and why no more.
    #[must_use]
    pub fn doubted(mut self, confidence: Confidence, why: &'static str) -> Self {
        if confidence <= self.confidence {
            (self.confidence, self.doubt) = (confidence, why);
        }
        self
    }

    /// With other words for what happens to the data of a flow.
    #[must_use]
    pub(crate) fn tells(mut self, what_happens: &str) -> Self {
        self.message = format!("{} {what_happens}", self.subject);
        self
    }

    /// With advice for this very place.
    #[must_use]
    pub(crate) const fn advises(mut self, remedy: &'static str) -> Self {
        self.remedy = remedy;
        self
    }

    /// With a further sentence.
    #[must_use]
    pub fn note(mut self, sentence: impl Into<String>) -> Self {
        self.notes.push(sentence.into());
        self
    }

    pub(crate) fn into_finding(self, rule: Arc<Rule>, fingerprint: String) -> Finding {
        Finding {
            rule,
            severity: self.severity,
            confidence: self.confidence,
            audience: self.audience,
            doubt: if self.confidence == Confidence::High { "" } else { self.doubt },
            remedy: self.remedy,
            message: self.message,
            primary: self.primary,
            trace: self.trace,
            notes: self.notes,
            holder: self.holder,
            fingerprint,
        }
    }
}
