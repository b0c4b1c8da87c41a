//! Severity, confidence and audience: three axes that do not mix.

/// How bad a hole is, if it is real.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Hardening.
    Low,
    /// Harm under conditions.
    Medium,
    /// Harm to other users or their data.
    High,
    /// The server or all data are the attacker's.
    Critical,
}

/// How sure the judgement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// Something on the way was guessed.
    Low,
    /// Part of the way went through code that is not known.
    Medium,
    /// Every step was understood.
    High,
}

/// For whom a finding is worth reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// What a senior reviewer would insist on. Shown by default.
    Regular,
    /// Good advice; shown with `--pedantic`.
    Pedantic,
}

impl Severity {
    /// The lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The severity of a lower-case name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High, Self::Critical].into_iter().find(|value| value.name() == name)
    }
}

impl Confidence {
    /// The lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The confidence of a lower-case name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High].into_iter().find(|value| value.name() == name)
    }
}

impl Audience {
    /// The lower-case name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Pedantic => "pedantic",
        }
    }

    /// The audience of a lower-case name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Regular, Self::Pedantic].into_iter().find(|value| value.name() == name)
    }
}
