//! Where a visitor may be sent: `next` and its like. The answer is always a path of our own, never an address.

use stopple_headers::origin::{Host, Origin};

/// The path that an address means on our own site, or `None` where it leads, or may lead, away.
///
/// Browsers strip tabs and line breaks out of addresses and read `\` as `/`; anything with such a character is refused,
/// and so is what begins with two slashes. An absolute address is taken only from our own origin, and loses it.
pub fn own_path<'a>(address: &'a str, own: Option<&Origin>) -> Option<&'a str> {
    if address.chars().any(|character| character == '\\' || character.is_control() || character.is_whitespace()) {
        return None;
    }
    let path = if address.starts_with('/') {
        address
    } else {
        let own = own?;
        let there = Origin::of_address(address)?;
        if !there.is_own(own) {
            return None;
        }
        let after = address.split_once("://")?.1;
        match after.find('/') {
            Some(place) if !after.get(..place)?.contains(['?', '#']) => after.get(place..)?,
            Some(_) => return None,
            None if after.contains(['?', '#']) => return None,
            None => "/",
        }
    };
    // `//host`, and `/.//host` and `/x/..//host`, which a browser shortens to it.
    let plain = path.split(['?', '#']).next().unwrap_or_default();
    let climbs = plain
        .split('/')
        .any(|part| matches!(part.to_ascii_lowercase().as_str(), "." | ".." | "%2e" | "%2e%2e" | ".%2e" | "%2e."));
    (!plain.contains("//") && !climbs).then_some(path)
}

/// The host that a `Location` leads to, in small letters, if that is not our own; `None` for a path of ours.
///
/// Read as browsers read it, which is kinder than any parser: tabs and line breaks are stripped, `\\` is `/`, and any number
/// of slashes begins an authority.
pub fn foreign_host(location: &str, own: Option<&Origin>) -> Option<String> {
    let read: String = location
        .trim_matches(|it: char| it <= ' ')
        .chars()
        .filter(|it| !matches!(it, '\t' | '\n' | '\r'))
        .map(|it| if it == '\\' { '/' } else { it })
        .collect();
    let lower = read.to_ascii_lowercase();
    let rest = match ["http:", "https:"].iter().find_map(|scheme| lower.strip_prefix(scheme)) {
        Some(rest) => rest,
        None if lower.starts_with("//") => &lower,
        None => return None,
    };
    if own.is_some_and(|own| Origin::of_address(&lower).is_some_and(|there| there.is_own(own))) {
        return None;
    }
    let authority = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let name = Host::parse(host).map_or_else(|| host.to_owned(), |host| host.name().to_owned());
    // The same name on another port or scheme is another origin, but nobody else's house.
    (own.is_none_or(|own| own.name() != name)).then_some(name)
}
