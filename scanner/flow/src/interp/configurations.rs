//! `configparser`: sections and options that are told apart.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Key, Kind, Obj, ObjId};
use crate::value::{Atom, Value};
use std::sync::Arc;
use stopple_libraries::ItemId;
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// A call of a method of a configuration whose section and option are known. `None` for everything else, of which
    /// the stub says enough.
    pub(super) fn call_configuration(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: &Value,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        let path = &*self.catalog.item(item).path;
        let name = path.strip_prefix("configparser.RawConfigParser.")?;
        let Atom::Object(id) = receiver.one()? else { return None };
        let id = *id;
        let text = |at: usize, name: &str| args.get(at, self.program.names.get(name)).and_then(Value::as_str).cloned();
        let section = text(0, "section");
        match name {
            "add_section" => {
                self.section_of(st, id, &section?, at)?;
                Some(Value::none())
            }
            "set" => {
                let option = text(1, "option")?;
                let value = args.get(2, self.program.names.get("value"))?.clone();
                let section = self.section_of(st, id, &section?, at)?;
                self.edit(st, section)?.set_entry(Key::Str(option.to_lowercase().into()), value);
                Some(Value::none())
            }
            "get" => {
                let option = text(1, "option")?;
                let object = self.object_shared(st, id)?;
                let Some(Atom::Object(section)) = object.entry(&Key::Str(section?)).and_then(Value::one) else {
                    return None;
                };
                let section = self.object_shared(st, *section)?;
                let is_it = |key: &Key| matches!(key, Key::Str(own) if own.eq_ignore_ascii_case(&option));
                let (_, value) = section.entries.iter().find(|(key, _)| is_it(key))?;
                Some(value.clone())
            }
            _ => None,
        }
    }

    /// The section of that name, made if there is none.
    fn section_of(&mut self, st: &mut State, parser: ObjId, name: &Arc<str>, at: ExprId) -> Option<ObjId> {
        let key = Key::Str(Arc::clone(name));
        let found = self.object(st, parser)?.entry(&key).and_then(Value::one).cloned();
        if let Some(Atom::Object(section)) = found {
            return Some(section);
        }
        let part = u32::try_from(ObjId::of(name).0 & 0x7fff_ffff).unwrap_or(0);
        let section = self.allocate(st, at.0, part, Obj::new(Kind::Dict));
        self.edit(st, parser)?.set_entry(key, section.clone());
        match section.one() {
            Some(Atom::Object(section)) => Some(*section),
            _ => None,
        }
    }
}
