//! What Jinja's filters do to hostile text: a table.

/// What a filter does to the text that goes through it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// The text may change, its safety does not: `upper` of markup is markup, of plain text plain text.
    Keeps,
    /// Escapes for HTML, unless the value is markup already.
    Escapes,
    /// Escapes for HTML, markup too.
    ForceEscapes,
    /// Declares the value to be markup: autoescape leaves it alone.
    MarksSafe,
    /// JSON with `<`, `>`, `&` and `'` written as `\uXXXX`, declared markup.
    Json,
    /// Percent-encodes all but letters, digits and `_.-~/`.
    UrlEncodes,
    /// Gives a number or a boolean: nothing of a text is left.
    Numbers,
    /// Removes tags and *resolves* entities: plain text that may hold `<` again.
    StripsTags,
    /// Plain text, whatever the value was.
    Plain,
    /// `key="value"` pairs with escaped values, declared markup.
    Attributes,
    /// Escapes and wraps addresses into links, declared markup.
    Links,
    /// One element of the value.
    Element,
    /// Elements of the value, put together.
    Joins,
    /// The named attribute of the value or, for `map`, of its elements.
    Attribute,
    /// The value or the argument.
    Default,
    /// `%` formatting: markup escapes what is put into it.
    Format,
}

/// A filter and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// The name behind the `|`.
    pub name: &'static str,
    /// What it does.
    pub effect: Effect,
}

/// Jinja's filters and Flask's `tojson`, sorted by name.
pub const FILTERS: &[Filter] = &[
    row("abs", Effect::Numbers),
    row("attr", Effect::Attribute),
    row("batch", Effect::Keeps),
    row("capitalize", Effect::Keeps),
    row("center", Effect::Keeps),
    row("count", Effect::Numbers),
    row("d", Effect::Default),
    row("default", Effect::Default),
    row("dictsort", Effect::Keeps),
    row("e", Effect::Escapes),
    row("escape", Effect::Escapes),
    row("filesizeformat", Effect::Numbers),
    row("first", Effect::Element),
    row("float", Effect::Numbers),
    row("forceescape", Effect::ForceEscapes),
    row("format", Effect::Format),
    row("groupby", Effect::Keeps),
    row("indent", Effect::Keeps),
    row("int", Effect::Numbers),
    row("items", Effect::Keeps),
    row("join", Effect::Joins),
    row("last", Effect::Element),
    row("length", Effect::Numbers),
    row("list", Effect::Keeps),
    row("lower", Effect::Keeps),
    row("map", Effect::Attribute),
    row("max", Effect::Element),
    row("min", Effect::Element),
    row("pprint", Effect::Plain),
    row("random", Effect::Element),
    row("reject", Effect::Keeps),
    row("rejectattr", Effect::Keeps),
    row("replace", Effect::Keeps),
    row("reverse", Effect::Keeps),
    row("round", Effect::Numbers),
    row("safe", Effect::MarksSafe),
    row("select", Effect::Keeps),
    row("selectattr", Effect::Keeps),
    row("slice", Effect::Keeps),
    row("sort", Effect::Keeps),
    row("string", Effect::Keeps),
    row("striptags", Effect::StripsTags),
    row("sum", Effect::Joins),
    row("title", Effect::Plain),
    row("tojson", Effect::Json),
    row("trim", Effect::Keeps),
    row("truncate", Effect::Keeps),
    row("unique", Effect::Keeps),
    row("upper", Effect::Keeps),
    row("urlencode", Effect::UrlEncodes),
    row("urlize", Effect::Links),
    row("wordcount", Effect::Numbers),
    row("wordwrap", Effect::Plain),
    row("xmlattr", Effect::Attributes),
];

const fn row(name: &'static str, effect: Effect) -> Filter {
    Filter { name, effect }
}

/// The facts of a filter; `None` for an application's own filters.
pub fn filter(name: &str) -> Option<&'static Filter> {
    let at = FILTERS.binary_search_by(|fact| fact.name.cmp(name)).ok()?;
    FILTERS.get(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(FILTERS.is_sorted_by(|a, b| a.name < b.name));
        assert_eq!(filter("safe").map(|fact| fact.effect), Some(Effect::MarksSafe));
        assert_eq!(filter("markdown"), None);
    }
}
