//! What runs because something else happened: functions that are connected to a signal, threads that are classes.

use super::call::Arguments;
use super::{Interp, State};
use crate::heap::{Kind, Obj, ObjId};
use crate::registration::Registration;
use crate::taint::Taint;
use crate::value::{Atom, Method, Value};
use stopple_libraries::ItemId;
use stopple_libraries::model::{ItemKind, Type};
use stopple_syntax::hir::ExprId;

impl Interp<'_> {
    /// `signal("order-placed")`, `order_placed.send(self, order=order)`, `worker.start()`. `None` for all other calls.
    pub(super) fn call_of_consequence(
        &mut self,
        st: &mut State,
        item: ItemId,
        receiver: Option<&Value>,
        args: &Arguments,
        at: ExprId,
    ) -> Option<Value> {
        if self.known.named_signals.contains(&item) {
            return self.signal_named(st, item, args);
        }
        if self.known.sends.contains(&item) {
            self.send(st, receiver?, args, at);
        } else if self.known.starts.contains(&item) {
            self.start(st, receiver?, at);
        }
        None
    }

    /// The signal of a name: one object, wherever it is asked for.
    fn signal_named(&mut self, st: &mut State, item: ItemId, args: &Arguments) -> Option<Value> {
        let name = args.get(0, self.program.names.get("name"))?.as_str()?.clone();
        let ItemKind::Function(function) = &self.catalog.item(item).kind else { return None };
        let Type::Instance(class, _) = function.returns.kind else { return None };
        let id = ObjId::of((0x0051_6e41_u64, self.applications.of(self.file_id()), name));
        if self.object_kind(st, id).is_none() {
            st.heap.put(id, Obj::new(Kind::Library(class)).into());
        }
        Some(Atom::Object(id).into())
    }

    /// A function was connected to a signal. It is called where something is sent.
    pub(super) fn connect(&mut self, st: &mut State, registration: &Registration) {
        if let Some(Atom::Object(id)) = registration.owner.one()
            && let Some(object) = self.edit(st, *id)
        {
            object.rest.join(&registration.target);
        }
    }

    /// Every function that is connected to a signal is called with what is sent.
    fn send(&mut self, st: &mut State, signal: &Value, args: &Arguments, at: ExprId) {
        let Some(Atom::Object(id)) = signal.one() else { return };
        let connected = self.object(st, *id).map(|object| object.rest.clone()).unwrap_or_default();
        // Only data makes a difference: the functions are run on their own too.
        let sent = self.with_taint_of(st, Taint::CLEAN, args.all());
        if connected.is_bottom() || self.loads_modules || sent.is_clean() {
            return;
        }
        let mut aside = st.clone();
        self.call(&mut aside, &connected, args.clone(), at);
        self.join_states(st, aside);
    }

    /// A thread of a class of the project was started: its method `run` finds what requests leave for it.
    fn start(&mut self, st: &mut State, thread: &Value, at: ExprId) {
        let Some(class) = self.class_of(st, thread) else { return };
        let Some(name) = self.program.names.get("run") else { return };
        let Some(Atom::Function(run)) = self.own_attribute(st, class, name).as_ref().and_then(Value::one).cloned()
        else {
            return;
        };
        let run: Value = Atom::Bound(thread.clone().into(), Method::Function(run)).into();
        if self.loads_modules {
            let registration = self.registration(st, "background", &Arguments::default(), None, self.place_of(at));
            self.register(st, &registration, run);
        } else {
            let mut aside = st.clone();
            self.call(&mut aside, &run, Arguments::default(), at);
            self.join_states(st, aside);
        }
    }
}
