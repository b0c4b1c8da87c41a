//! The words that templates write between their braces: they may name attributes that no code of the program names.

/// The names in the tags (`{{ ... }}`, `{% ... %}`) of a text, one after another, some of them often.
pub(crate) fn in_tags(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let inside = &rest[rest.find('{')? + 1..];
            let Some(inside) = inside.strip_prefix(['{', '%']) else {
                rest = inside;
                continue;
            };
            let end = inside.find('}').unwrap_or(inside.len());
            let (tag, behind) = inside.split_at(end);
            rest = behind;
            return Some(tag);
        }
    })
    .flat_map(|tag| tag.split(|sign: char| !sign.is_alphanumeric() && sign != '_'))
    .filter(|word| word.starts_with(|first: char| first.is_alphabetic() || first == '_'))
}

#[cfg(test)]
mod tests {
    use super::in_tags;

    #[test]
    fn words_between_braces_and_no_others() {
        let of = |text| in_tags(text).collect::<Vec<_>>();
        assert_eq!(of("<p>{{ request.args['page'] }}</p> body"), ["request", "args", "page"]);
        assert_eq!(of("{% for x in xs %}{{x}}{% endfor %}"), ["for", "x", "in", "xs", "x", "endfor"]);
        assert_eq!(of("{{}}{{ a"), ["a"]);
        assert_eq!(of("{{ {'a': b} }}{{ c }}"), ["a", "b", "c"]);
        assert_eq!(of("{ { a } } 1{{ 2 }}"), Vec::<&str>::new());
        assert_eq!(of("\u{fc}{{ gr\u{fc}n }}"), ["gr\u{fc}n"]);
    }
}
