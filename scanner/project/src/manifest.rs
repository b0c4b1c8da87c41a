//! `stopple.toml` and `[tool.stopple]`: where they lie and how they are read.

use crate::configuration::{Configuration, PathIgnore, RuleSettings};
use crate::nearest::nearest;
use crate::{ConfigurationSource, ScanError};
use std::ops::Range;
use std::path::{Path, PathBuf};
use stopple_finding::{Confidence, Severity};
use stopple_source::SourceFile;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Every key, in the order of the documentation.
const KEYS: [&str; 10] = [
    "select",
    "ignore",
    "exclude",
    "min-severity",
    "min-confidence",
    "pedantic",
    "baseline",
    "stubs",
    "rules",
    "per-path-ignores",
];
/// What `[rules.<id>]` says to every rule; other keys are the rule's own.
const RULE_KEYS: [&str; 2] = ["enabled", "severity"];

/// Finds the configuration for what lies in `folder` and reads it.
pub(crate) fn load(
    source: &ConfigurationSource,
    folder: &Path,
    working_folder: &Path,
    rules: &[&str],
) -> Result<Configuration, ScanError> {
    match source {
        ConfigurationSource::Defaults => Ok(Configuration::default()),
        ConfigurationSource::File(path) => {
            let path = working_folder.join(path);
            let text = read(&path)?;
            let whole = path.file_name().is_none_or(|name| name != "pyproject.toml");
            Manifest { path: &path, source: SourceFile::new(path.display().to_string(), text), rules }
                .configuration(whole)?
                .ok_or_else(|| {
                    ScanError::new("there is no table `[tool.stopple]` in this file")
                        .at(&path)
                        .advise("add the table, or name a file that has it")
                })
        }
        ConfigurationSource::Search => search(folder, rules),
    }
}

/// Looks in `folder` and above it, up to the folder of the repository.
fn search(folder: &Path, rules: &[&str]) -> Result<Configuration, ScanError> {
    for place in folder.ancestors() {
        for (name, whole) in [("stopple.toml", true), ("pyproject.toml", false)] {
            let path = place.join(name);
            if !path.is_file() {
                continue;
            }
            let text = read(&path)?;
            if !whole && !text.contains("stopple") {
                continue;
            }
            let manifest = Manifest { path: &path, source: SourceFile::new(path.display().to_string(), text), rules };
            if let Some(configuration) = manifest.configuration(whole)? {
                return Ok(configuration);
            }
        }
        // What lies above a repository belongs to another project.
        if place.join(".git").exists() {
            break;
        }
    }
    Ok(Configuration::default())
}

fn read(path: &Path) -> Result<String, ScanError> {
    let bytes = std::fs::read(path).map_err(|error| {
        ScanError::new(format!("the configuration cannot be read: {error}"))
            .at(path)
            .advise("make the file readable, or name another one with `--config`")
    })?;
    String::from_utf8(bytes).map_err(|_| {
        ScanError::new("the configuration is not UTF-8").at(path).advise("TOML files are always UTF-8: save it as such")
    })
}

/// A configuration file that is being read.
struct Manifest<'m> {
    path: &'m Path,
    source: SourceFile,
    rules: &'m [&'m str],
}

impl Manifest<'_> {
    /// The settings; `None` if the file has none.
    fn configuration(&self, whole: bool) -> Result<Option<Configuration>, ScanError> {
        let document = DeTable::parse(&self.source.text).map_err(|error| {
            let span = error.span().unwrap_or(0..0);
            self.error(&span, format!("this is not TOML: {}", error.message()), "correct the line")
        })?;
        let document = document.into_inner();
        if whole {
            return self.settings(&document).map(Some);
        }
        let tool = document.get("tool").and_then(|tool| tool.get_ref().get("stopple"));
        match tool {
            Some(own) => self.settings(self.table(own, "tool.stopple")?).map(Some),
            None => Ok(None),
        }
    }

    fn settings(&self, table: &DeTable<'_>) -> Result<Configuration, ScanError> {
        let mut settings = Configuration { file: Some(self.path.to_owned()), ..Configuration::default() };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "select" => settings.select = self.rule_list(value, "select")?,
                "ignore" => settings.ignore = self.rule_list(value, "ignore")?,
                "exclude" => settings.exclude = self.patterns(value)?,
                "min-severity" => settings.min_severity = self.severity(value, "min-severity")?,
                "min-confidence" => settings.min_confidence = self.confidence(value, "min-confidence")?,
                "pedantic" => settings.pedantic = self.boolean(value, "pedantic")?,
                "baseline" => settings.baseline = Some(self.file(value, "baseline")?),
                "stubs" => settings.stubs = Some(self.file(value, "stubs")?),
                "rules" => {
                    for (id, value) in self.table(value, "rules")? {
                        let name = self.rule_id(id)?;
                        let rule = self.rule(value, &name)?;
                        settings.rules.insert(name, rule);
                    }
                }
                "per-path-ignores" => {
                    let mut entries: Vec<_> = self.table(value, "per-path-ignores")?.iter().collect();
                    entries.sort_by_key(|(pattern, _)| pattern.span().start);
                    for (pattern, rules) in entries {
                        self.pattern(pattern.get_ref(), &pattern.span())?;
                        let rules = self.rule_list(rules, &format!("per-path-ignores.{:?}", pattern.get_ref()))?;
                        let pattern = pattern.get_ref().clone().into_owned();
                        settings.per_path_ignores.push(PathIgnore { pattern, rules });
                    }
                }
                unknown => return Err(self.unknown_key(unknown, &key.span(), &KEYS)),
            }
        }
        Ok(settings)
    }

    fn rule(&self, value: &Spanned<DeValue<'_>>, id: &str) -> Result<RuleSettings, ScanError> {
        let mut rule = RuleSettings { enabled: true, severity: None, options: std::collections::BTreeMap::new() };
        for (key, value) in self.table(value, &format!("rules.{id}"))? {
            let name = key.get_ref().as_ref();
            match name {
                "enabled" => rule.enabled = self.boolean(value, &format!("rules.{id}.enabled"))?,
                "severity" => rule.severity = Some(self.severity(value, &format!("rules.{id}.severity"))?),
                _ if stopple_rules::option_names(id).contains(&name) => {
                    let values = self.strings(value, &format!("rules.{id}.{name}"))?;
                    rule.options.insert(name.to_owned(), values.into_iter().map(|(value, _)| value).collect());
                }
                _ => {
                    let keys: Vec<&'static str> =
                        RULE_KEYS.into_iter().chain(stopple_rules::option_names(id).iter().copied()).collect();
                    return Err(self.unknown_key(name, &key.span(), &keys));
                }
            }
        }
        Ok(rule)
    }

    fn rule_id(&self, id: &Spanned<toml::de::DeString<'_>>) -> Result<String, ScanError> {
        let name = id.get_ref().as_ref();
        if self.rules.contains(&name) {
            return Ok(name.to_owned());
        }
        Err(self.error(
            &id.span(),
            format!("the key `rules.{name}` names a rule that does not exist"),
            rule_advice(name, self.rules),
        ))
    }

    /// A list of rule ids or beginnings of ids; each must mean a rule.
    fn rule_list(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Vec<String>, ScanError> {
        self.strings(value, key)?
            .into_iter()
            .map(|(token, span)| {
                if self.rules.iter().any(|id| crate::selection::means(&token, id)) {
                    return Ok(token);
                }
                let what = format!("the key `{key}` names a rule that does not exist: `{token}`");
                Err(self.error(&span, what, rule_advice(&token, self.rules)))
            })
            .collect()
    }

    fn patterns(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, ScanError> {
        let patterns = self.strings(value, "exclude")?;
        patterns.into_iter().map(|(pattern, span)| self.pattern(&pattern, &span).map(|()| pattern)).collect()
    }

    fn pattern(&self, pattern: &str, span: &Range<usize>) -> Result<(), ScanError> {
        crate::paths::check_pattern(pattern).map_err(|why| {
            let advice = "patterns are written as in an ignore file, e.g. `tests/` or `app/**/generated_*.py`";
            self.error(span, format!("the pattern `{pattern}` cannot be understood: {why}"), advice)
        })
    }

    fn strings(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Vec<(String, Range<usize>)>, ScanError> {
        let Some(list) = value.get_ref().as_array() else {
            return Err(self.wrong_type(value, key, "a list of strings, e.g. `[\"…\"]`"));
        };
        list.iter()
            .map(|item| match item.get_ref().as_str() {
                Some(text) => Ok((text.to_owned(), item.span())),
                None => Err(self.wrong_type(item, key, "a list of strings")),
            })
            .collect()
    }

    fn string<'v>(&self, value: &'v Spanned<DeValue<'_>>, key: &str) -> Result<&'v str, ScanError> {
        value.get_ref().as_str().ok_or_else(|| self.wrong_type(value, key, "a string"))
    }

    fn boolean(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<bool, ScanError> {
        value.get_ref().as_bool().ok_or_else(|| self.wrong_type(value, key, "`true` or `false`"))
    }

    fn table<'v, 'i>(&self, value: &'v Spanned<DeValue<'i>>, key: &str) -> Result<&'v DeTable<'i>, ScanError> {
        value.get_ref().as_table().ok_or_else(|| self.wrong_type(value, key, "a table"))
    }

    fn severity(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Severity, ScanError> {
        let name = self.string(value, key)?;
        Severity::from_name(name).ok_or_else(|| {
            let advice = "it is one of `low`, `medium`, `high` and `critical`";
            self.error(&value.span(), format!("the key `{key}` has a severity that does not exist: `{name}`"), advice)
        })
    }

    fn confidence(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<Confidence, ScanError> {
        let name = self.string(value, key)?;
        Confidence::from_name(name).ok_or_else(|| {
            let advice = "it is one of `low`, `medium` and `high`";
            self.error(&value.span(), format!("the key `{key}` has a confidence that does not exist: `{name}`"), advice)
        })
    }

    /// A path, relative to the folder of the configuration.
    fn file(&self, value: &Spanned<DeValue<'_>>, key: &str) -> Result<PathBuf, ScanError> {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        Ok(folder.join(self.string(value, key)?))
    }

    fn wrong_type(&self, value: &Spanned<DeValue<'_>>, key: &str, wanted: &str) -> ScanError {
        let found = value.get_ref().type_str();
        self.error(&value.span(), format!("the key `{key}` must be {wanted}, and is of type {found}"), "")
    }

    fn unknown_key(&self, key: &str, span: &Range<usize>, known: &[&'static str]) -> ScanError {
        let advice = match nearest(key, known.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the keys are `{}`", known.join("`, `")),
        };
        self.error(span, format!("the key `{key}` does not exist"), advice)
    }

    fn error(&self, span: &Range<usize>, what: impl Into<String>, advice: impl Into<String>) -> ScanError {
        let at = self.source.position(u32::try_from(span.start).unwrap_or(u32::MAX));
        let place = format!("{}:{}:{}", self.path.display(), at.line, at.column);
        ScanError { what: what.into(), place, advice: advice.into() }
    }
}

/// What to do about a rule that does not exist.
pub(crate) fn rule_advice(token: &str, rules: &[&str]) -> String {
    match nearest(token, rules.iter().copied()) {
        Some(id) => format!("did you mean `{id}`?"),
        None => "`stopple rules` lists all rules".to_owned(),
    }
}
