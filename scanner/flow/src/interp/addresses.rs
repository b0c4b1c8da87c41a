//! Addresses that are put together: whether what stands before a part settles the host that they lead to.

use super::Interp;
use super::strings::constant_text;
use crate::value::Value;

/// How far the text of an address has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    /// At the beginning, or where a host begins.
    Start,
    /// Text of the program's stands in the scheme or the host.
    Host,
    /// Something ended the host: what follows does not change it.
    Settled,
    /// A visitor's data may be the host, or a path that may as well be one (`/` with another slash behind it).
    Open,
}

impl Reached {
    /// After text that is known.
    fn after_text(self, text: &str) -> Self {
        let (mut reached, mut text) = (self, text);
        while matches!(reached, Self::Start | Self::Host) && !text.is_empty() {
            let Some(at) = text.find(['/', '?', '#']) else { return Self::Host };
            let (before, rest) = text.split_at(at);
            if rest.starts_with("//") && (before.is_empty() || before.ends_with(':')) {
                (reached, text) = (Self::Start, &rest[2..]);
            } else if before.is_empty() && reached == Self::Start && rest.starts_with('/') {
                return Self::Open;
            } else {
                return Self::Settled;
            }
        }
        reached
    }

    /// After text of the program's that is not known.
    fn after_own(self) -> Self {
        if self == Self::Start { Self::Host } else { self }
    }

    /// After a visitor's data.
    fn after_data(self) -> Self {
        if self == Self::Settled { self } else { Self::Open }
    }
}

impl Interp<'_> {
    /// Whether the host is settled where the data of a part begins, and how far the text has come behind it.
    pub(super) fn past_part(&self, reached: Reached, part: &Value) -> (bool, Reached) {
        if let Some(text) = constant_text(part) {
            return (false, reached.after_text(&text));
        }
        let begun = reached.after_text(&part.prefix());
        if self.is_own_address(part) {
            return (begun == Reached::Settled, begun.after_own().after_text(&part.suffix()));
        }
        (begun == Reached::Settled, begun.after_data())
    }

    /// Whether no visitor chooses where an address made of a value leads: it comes from the server itself (its environment,
    /// its rows), or is the host that the request was sent to.
    fn is_own_address(&self, value: &Value) -> bool {
        let host = stopple_libraries::concept::source_named("http-host").unwrap_or_default();
        let first_own = stopple_libraries::concept::source_named("session").unwrap_or_default();
        let address = Self::concepts(&["url", "redirect"]);
        value.taint.labels().iter().all(|label| {
            let kind = label.origin.kind;
            kind == host || kind >= first_own || label.cleared.holds(address)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Reached::{self, Host, Open, Settled, Start};

    /// `*` stands for text of the program's, `!` for a visitor's data.
    fn reached(text: &str) -> Reached {
        text.split_inclusive(['*', '!']).fold(Start, |reached, part| {
            let known = reached.after_text(part.trim_end_matches(['*', '!']));
            match part.chars().last() {
                Some('*') => known.after_own(),
                Some('!') => known.after_data(),
                _ => known,
            }
        })
    }

    #[test]
    fn what_ends_the_host_settles_it() {
        for text in
            ["*/items/", "*?q=", "https://*/", "*://*/x", "https://a.example/", "items/", "*/!", "*/?to=https://"]
        {
            assert_eq!(reached(text), Settled, "{text}");
        }
    }

    #[test]
    fn before_that_a_visitor_may_choose_it() {
        for (text, wanted) in [
            ("https://", Start),
            ("*://", Start),
            ("*//", Start),
            ("https://*", Host),
            ("*", Host),
            ("/", Open),
            ("!/", Open),
        ] {
            assert_eq!(reached(text), wanted, "{text}");
        }
    }
}
