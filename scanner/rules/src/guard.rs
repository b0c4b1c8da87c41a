//! What `Stopple(app)` shuts, as far as its settings can be seen: rules are silent about what cannot be used while it serves.

use crate::{Context, Draft, settings, views};
use stopple_flow::outcome::{Const, Fact, View};

/// Sources that let injected script run in spite of a policy.
const WEAK_SOURCES: &[&str] = &["'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"];
/// Directives that say which scripts run.
const SCRIPT_DIRECTIVES: &[&str] = &["script-src", "script-src-elem", "script-src-attr", "default-src"];

impl Context<'_> {
    /// Whether the guard is on, and this setting of it is not seen to be off: `csrf`, `cookies`, `headers`, ...
    pub(crate) fn is_guarded(&self, setting: &str) -> bool {
        let key = format!("STOPPLE_{}", setting.to_uppercase());
        self.has_fact(&["guard"])
            && !self.facts("guard").any(|fact| fact.argument(setting).is_some_and(|given| is_off(&given.view)))
            && !settings::of(self, &[&key]).iter().any(|said| said.is(false) || said.value == Const::None)
    }

    /// Whether script that comes in with a visitor's data does not run: the guard sends its policy, and nobody is seen to weaken it.
    pub(crate) fn stops_injected_script(&self) -> bool {
        self.is_guarded("headers")
            && self.is_guarded("csp")
            && !self.facts("guard").any(weakens_scripts)
            && settings::of(self, &["STOPPLE_CSP"]).is_empty()
    }

    /// Whether a cookie of this name leaves with its flags, whatever it was set with.
    pub(crate) fn hardens_cookie(&self, name: &str) -> bool {
        let loosened = |fact: &Fact| {
            let cookies = fact.argument("cookies").map(|given| &given.view);
            cookies
                .is_some_and(|view| name.is_empty() && !view.entries.is_empty() || views::entry(view, name).is_some())
        };
        self.is_guarded("cookies")
            && !self.facts("guard").any(loosened)
            && settings::of(self, &["STOPPLE_COOKIES"]).is_empty()
    }
}

impl Draft {
    /// For pedantic readers, since the guard keeps the hole shut while the application serves.
    #[must_use]
    pub(crate) fn shut(self, by: &str) -> Self {
        self.quiet().note(format!("while `Stopple(app)` guards the application {by}"))
    }
}

fn is_off(view: &View) -> bool {
    matches!(view.constants.as_deref(), Some([Const::Bool(false) | Const::None]))
}

/// Whether the policy that is asked for lets script run that nobody marked. Of what is not seen nothing is said.
fn weakens_scripts(fact: &Fact) -> bool {
    let Some(policy) = fact.argument("csp").map(|given| &given.view) else { return false };
    let directives = SCRIPT_DIRECTIVES.iter().filter_map(|name| views::entry(policy, name));
    // A text, or a list of texts.
    let mut sources = directives.map(|view| {
        let items = view.entries.iter().flat_map(|(_, item)| views::strings(item));
        views::strings(view).into_iter().chain(items).collect::<Vec<_>>()
    });
    lets_run(&views::strings(policy)) || sources.any(|sources| lets_run(&sources))
}

/// Whether these sources let injected script run. Browsers pass over the weak ones where there is a nonce.
fn lets_run(sources: &[&str]) -> bool {
    let is_weak = |text: &&str| text.split([' ', ';', ',']).any(|word| WEAK_SOURCES.contains(&word));
    sources.iter().any(is_weak) && !sources.iter().any(|text| text.contains("'nonce"))
}
