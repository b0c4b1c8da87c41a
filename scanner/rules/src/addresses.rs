//! Addresses: what their known beginning says about the host they go to, and headers that send a browser to one.

/// Whether an address with this beginning has its scheme and its host, up to and including what ends the host.
pub(crate) fn host_is_settled(prefix: &str) -> bool {
    let Some((scheme, rest)) = prefix.split_once("://") else { return false };
    let is_scheme =
        !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    // A user name may stand before the host (`https://safe.example@evil.example/`), but only before the first of these.
    let host_end = rest.find(['/', '?', '#']);
    is_scheme && host_end.is_some_and(|end| end > 0)
}

/// Whether a statement names, between quotes and in lower case, a header that sends a browser elsewhere.
pub(crate) fn names_sending_header(statement: &str) -> bool {
    const SENDING: &[&str] = &["\"location\"", "'location'", "\"refresh\"", "'refresh'"];
    SENDING.iter().any(|name| statement.contains(name))
}

#[cfg(test)]
mod tests {
    use super::host_is_settled;

    #[test]
    fn a_host_ends_with_a_slash_or_a_question_mark() {
        assert!(host_is_settled("https://example.com/"));
        assert!(host_is_settled("https://example.com?q="));
        assert!(!host_is_settled("https://example.com"));
        assert!(!host_is_settled("https://"));
        assert!(!host_is_settled("https:///"));
        assert!(!host_is_settled("/path"));
    }
}
