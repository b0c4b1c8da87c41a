//! Judges the constants that sign sessions and tokens: whether somebody could guess them.

use crate::literal_secrets::is_guessable;
use crate::{Context, Draft, code, settings, views};
use std::collections::BTreeSet;
use stopple_finding::{Confidence, Rule, Severity};

const KEYS: &[&str] = &["SECRET_KEY", "WTF_CSRF_SECRET_KEY", "JWT_SECRET_KEY", "SECURITY_PASSWORD_SALT"];

/// All guessable keys.
pub fn check(context: &Context, rule: &Rule) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let mut told = BTreeSet::new();
    for setting in settings::of(context, KEYS) {
        if setting.is_for_developers || !setting.text().is_some_and(is_guessable) || !told.insert(setting.place) {
            continue;
        }
        let mut draft = context.draft(
            rule,
            setting.place,
            setting.holder,
            format!("`{}` is a constant that can be guessed", setting.key),
        );
        draft.identity = vec![setting.key];
        if setting.is_fallback {
            draft.severity = Severity::Medium;
            draft.notes.push("only if the environment does not set it; then nothing tells".to_owned());
        }
        drafts.push(draft);
    }
    for fact in context.facts("secret-key-set").chain(context.facts("jwt-encode")).chain(context.facts("jwt-decode")) {
        if fact.path.ends_with(".secret_key") {
            continue;
        }
        let Some(key) = views::argument(fact, &["secret_key", "key"]) else { continue };
        let weak = views::strings(&key.view).into_iter().any(is_guessable);
        let file = code::file(context.program, fact.place.file);
        if !weak
            || file.is_for_developers(fact.place.span)
            || !told.insert(key.place)
            || is_a_setting(context, key.place)
        {
            continue;
        }
        let message = format!("{} gets a key that can be guessed", context.called(fact.place, &fact.path));
        let draft = context.draft(rule, key.place, fact.holder, message);
        drafts.push(draft.doubted(Confidence::Medium, "what the key signs is not known"));
    }
    drafts
}

/// Whether the argument only reads the application's key, which is judged where it is set.
fn is_a_setting(context: &Context, place: stopple_flow::outcome::Place) -> bool {
    let text = context.text(place);
    text.contains("config[")
        || text.contains("config.get(")
        || text.ends_with("secret_key")
        || KEYS.iter().any(|key| text.ends_with(key))
}
