//! What the names of files begin with: folders that the system makes anew, and what is joined to a folder.

use super::binding::Bound;
use super::call::Arguments;
use super::{Interp, State};
use crate::outcome::Const;
use crate::value::{Text, Value};
use std::sync::Arc;

/// What the names of new folders begin with. Where they lie is a setting of the machine, but nobody serves them.
const NEW: &str = "/tmp/";

impl Interp<'_> {
    /// The name of a file or folder that a function of the library gives, with what it is known to begin with.
    pub(super) fn begun(
        &self,
        st: &State,
        path: &str,
        receiver: Option<&Value>,
        (bound, args): (&[Bound<'_>], &Arguments),
        mut value: Value,
    ) -> Value {
        let begins: Option<Arc<str>> = match path {
            "tempfile.mkdtemp" => {
                let dir = bound.iter().find(|one| &*one.param.name == "dir").map(|one| one.value.clone());
                is_new(dir.as_ref()).then(|| NEW.into())
            }
            "tempfile.TemporaryDirectory.__enter__" | "tempfile.TemporaryDirectory.name" => {
                let dir = receiver.and_then(|receiver| self.told(st, receiver, "dir"));
                is_new(dir.as_ref()).then(|| NEW.into())
            }
            // The server puts a slash before what it was asked for.
            "werkzeug.wrappers.request.Request.path" | "werkzeug.wrappers.request.Request.full_path" => {
                Some("/".into())
            }
            "os.path.join" if args.star.is_none() => self.joined_to(st, args),
            _ => None,
        };
        if let Some(prefix) = begins.filter(|_| value.text.is_none() && !value.is_constant()) {
            value.text = Some(Arc::new(Text { prefix, suffix: "".into() }));
        }
        value
    }

    /// `os.path.join(folder, name)` begins with the folder, where no later part begins at the root.
    fn joined_to(&self, st: &State, args: &Arguments) -> Option<Arc<str>> {
        let (inside, root) = (Self::concepts(&["path-write"]), Self::concepts(&["root"]));
        let (folder, _) = args.positional.first()?;
        let begins = folder.prefix();
        let stays = args.positional.iter().skip(1).all(|(part, _)| match part.as_str() {
            Some(text) => !text.starts_with(['/', '\\']),
            None => {
                let data = self.deep_taint(st, part);
                let is_relative = |cleared: stopple_libraries::Concepts| cleared.holds(inside) || cleared.holds(root);
                !data.is_clean() && data.labels().iter().all(|label| is_relative(label.cleared))
            }
        });
        if begins.is_empty() || !stays {
            return None;
        }
        // What is not known to the end may go on.
        let is_whole = folder.as_str().is_some() && !begins.ends_with('/');
        Some(if is_whole { format!("{begins}/").into() } else { begins })
    }
}

/// Whether a folder was made in none that the program chose.
fn is_new(dir: Option<&Value>) -> bool {
    dir.is_none_or(|dir| dir.constant() == Some(&Const::None))
}
