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
        let is_path_object =
            path.starts_with("pathlib.") && matches!(path.rsplit('.').next(), Some("__truediv__" | "joinpath"));
        let ends = match path {
            "os.path.join" => last_segment(args),
            _ if is_path_object => last_segment(args),
            "pathlib.PurePath.with_name" => last_segment(args),
            "pathlib.PurePath.with_suffix" => receiver.and_then(|path| with_ending(path, args)),
            _ => None,
        };
        if (begins.is_some() || ends.is_some()) && value.text.is_none() && !value.is_constant() {
            let none = || "".into();
            value.text =
                Some(Arc::new(Text { prefix: begins.unwrap_or_else(none), suffix: ends.unwrap_or_else(none) }));
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

/// What a path ends with that is put together: `os.path.join(folder, "posts.json")`, `folder / f"{name}.md"`.
pub(super) fn last_segment(args: &Arguments) -> Option<Arc<str>> {
    let (last, _) = args.positional.last().filter(|_| args.star.is_none())?;
    match last.as_str() {
        Some(text) => Some(format!("/{text}").into()),
        None => Some(last.suffix()).filter(|ends| !ends.is_empty()),
    }
}

/// `path.with_suffix(".tmp")`
fn with_ending(path: &Value, args: &Arguments) -> Option<Arc<str>> {
    let ending = args.get(0, None)?.as_str()?;
    let known = path.suffix();
    let stem = known.rsplit_once('.').map_or("", |(stem, _)| stem);
    Some(format!("{stem}{ending}").into())
}

/// Whether a folder was made in none that the program chose.
fn is_new(dir: Option<&Value>) -> bool {
    dir.is_none_or(|dir| dir.constant() == Some(&Const::None))
}
