//! Functions that a framework calls: what was registered, where, and under which address.

use crate::outcome::Place;
use crate::value::Value;
use stopple_program::ScopeRef;

/// The word of a class that turns a part of an address into a value.
pub const CONVERTER: &str = "url-converter";

/// A callable handed to a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Registration {
    /// The word of the stub's `Registers`.
    pub kind: String,
    /// What is registered: a function, a class with methods named after HTTP methods, or something unknown.
    pub target: Value,
    /// The function whose decorators were being evaluated, if any: what people would call the view.
    pub decorated: Option<ScopeRef>,
    /// The address pattern, if it is known.
    pub rule: Option<String>,
    /// In upper case; empty if not said.
    pub methods: Vec<String>,
    /// The endpoint, or the name of a filter, if it is said.
    pub endpoint: Option<String>,
    /// The application or blueprint on which it is registered.
    pub owner: Value,
    /// Where.
    pub place: Place,
    /// Recognised by the name of the decorator alone.
    pub by_name: bool,
    /// What it is for: the class of exceptions of an error handler.
    pub subject: Value,
    /// The operation of a description that says so, by the number of the description and its own in it.
    pub operation: Option<(usize, usize)>,
}

/// A parameter of an address pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleParameter {
    /// Its name.
    pub name: String,
    /// Its converter; `string` (the default), `int`, `path`, ...
    pub converter: String,
    /// What it may be, if the converter lists that: `any(css, js)`.
    pub words: Vec<String>,
    /// The texts that a converter of the project's own is given: `regex("[a-z]+")`.
    pub texts: Vec<String>,
}

/// The parameters of a Werkzeug address pattern, e.g. `/user/<int:id>`.
pub fn rule_parameters(rule: &str) -> Vec<RuleParameter> {
    let mut found = Vec::new();
    for part in rule.split('<').skip(1) {
        let Some((inside, _)) = part.split_once('>') else { continue };
        let (converter, name) = inside.rsplit_once(':').unwrap_or(("string", inside));
        let (converter, listed) = converter.split_once('(').unwrap_or((converter, ""));
        let quoted = |mark: char| listed.split(mark).skip(1).step_by(2).map(ToOwned::to_owned).collect::<Vec<_>>();
        let texts = quoted(if listed.trim_start().starts_with('\'') { '\'' } else { '"' });
        let listed = if converter.trim() == "any" { listed.trim_end().trim_end_matches(')') } else { "" };
        let words = listed.split(',').map(|word| word.trim().trim_matches(['"', '\'']));
        let words = words.filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect();
        found.push(RuleParameter {
            name: name.trim().to_owned(),
            converter: converter.trim().to_owned(),
            words,
            texts,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converters_and_names_are_told_apart() {
        let found = rule_parameters("/a/<int:id>/<path:rest>/<name>/<string(length=2):lang>/<broken");
        let words: Vec<(&str, &str)> = found.iter().map(|p| (p.converter.as_str(), p.name.as_str())).collect();
        assert_eq!(words, [("int", "id"), ("path", "rest"), ("string", "name"), ("string", "lang")]);
        assert_eq!(rule_parameters("/<any(css, 'js'):folder>")[0].words, ["css", "js"]);
    }
}
