//! The settings of an application: one mapping whose entries are told apart, so that a secret in one of them is not in
//! the others.

use super::call::Arguments;
use super::expr::key_of;
use super::{Interp, State};
use crate::heap::{Key, Kind};
use crate::value::{Atom, Value};
use stopple_libraries::ItemId;
use stopple_libraries::model::ItemKind;
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// A method of the settings that names the entries it reads or writes. `None` for every other, which is about them all.
    pub(super) fn call_settings(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: &Value,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let config = self.known.config?;
        let Atom::Object(id) = receiver.one()? else { return None };
        let id = *id;
        if self.object_kind(st, id) != Some(&Kind::Library(config)) {
            return None;
        }
        let catalog = self.catalog;
        let entry = catalog.item(item);
        match entry.path.rsplit('.').next()? {
            name @ ("get" | "pop" | "__getitem__") => {
                let key = key_of(args.positional.first().map(|(key, _)| key)?)?;
                let object = self.object_shared(st, id)?;
                let Some(stored) = object.entry(&key) else {
                    let mut any = Value::unknown_with(object.taint.clone().joined(&object.rest.taint));
                    any.join(&object.rest);
                    return Some(args.get(1, None).map_or(any.clone(), |default| any.and_taint(&default.taint)));
                };
                let value = self.as_setting(stored.clone());
                Some(match args.get(1, None) {
                    _ if name == "__getitem__" => value,
                    Some(default) => value.joined(default),
                    None => value.joined(&Value::none()),
                })
            }
            "setdefault" | "update" | "from_mapping" => {
                let ItemKind::Function(function) = &entry.kind else { return None };
                let before = self.object_shared(st, id)?;
                let value = self.call_library_function(st, item, function, Some(receiver.clone()), args.clone(), at);
                let mut after = (*before).clone();
                if entry.path.ends_with(".setdefault") {
                    let (key, default) = (args.get(0, None)?, args.get(1, None).cloned().unwrap_or_else(Value::none));
                    match key_of(key) {
                        Some(key) if after.entry(&key).is_some() => {}
                        Some(key) => after.set_entry(key, default),
                        None => after.rest.join(&default),
                    }
                } else {
                    for given in args.positional.iter().map(|(value, _)| value).chain(&args.double_star) {
                        self.merge_mapping(st, &mut after, given);
                    }
                    for (name, given, _) in &args.keywords {
                        after.set_entry(Key::Str(self.program.names.shared(*name)), given.clone());
                    }
                }
                *self.edit(st, id)? = after;
                Some(value)
            }
            _ => None,
        }
    }
}
