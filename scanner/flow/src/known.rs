//! The library items that the engine itself must tell apart: the built-in types of the language.

use crate::heap::{Kind, Obj};
use stopple_libraries::{Catalog, ItemId};

/// Ids of built-in classes; `None` where the catalog has none.
#[derive(Debug, Default, Clone)]
#[allow(missing_docs, reason = "the names are Python's")]
pub struct Known {
    pub str: Option<ItemId>,
    pub bytes: Option<ItemId>,
    pub int: Option<ItemId>,
    pub float: Option<ItemId>,
    pub bool: Option<ItemId>,
    pub list: Option<ItemId>,
    pub dict: Option<ItemId>,
    pub set: Option<ItemId>,
    pub frozenset: Option<ItemId>,
    pub tuple: Option<ItemId>,
    pub object: Option<ItemId>,
    pub builtins: Option<ItemId>,
    pub mapping: Vec<ItemId>,
    pub sequence: Vec<ItemId>,
    /// What a value of no known type can do, by method name: the last resort.
    pub unknown: Option<ItemId>,
    /// The same for what the program calls a frame of data.
    pub frame: Option<ItemId>,
    /// An open file of whatever kind.
    pub file: Option<ItemId>,
    pub config: Option<ItemId>,
    /// An application, the name under which a request finds its own, and what extensions leave on it.
    pub application: Option<ItemId>,
    pub current_application: Option<ItemId>,
    pub extensions: Option<ItemId>,
    pub upload: Option<ItemId>,
    pub response: Option<ItemId>,
    /// Signals: what makes one by its name, and what hands data to the functions that are connected to one.
    pub named_signals: Vec<ItemId>,
    pub sends: Vec<ItemId>,
    /// What makes a thread or process run its own method `run`.
    pub starts: Vec<ItemId>,
    /// Classes of objects that every request has anew.
    pub of_request: Vec<ItemId>,
    /// What stands for the result of a function, asked anew at each use.
    pub proxy: Option<ItemId>,
    /// A field of a class of data that may have a converter.
    pub field: Option<ItemId>,
    /// What the user who is signed in is at least.
    pub current_user: Option<ItemId>,
    /// What hands a websocket to its views, and that.
    pub socket_routes: Option<ItemId>,
    pub socket: Option<ItemId>,
}

impl Known {
    /// Looks them up.
    pub fn new(catalog: &Catalog) -> Self {
        let class = |name: &str| catalog.find(&format!("builtins.{name}"));
        let all = |paths: &[&str]| paths.iter().filter_map(|path| catalog.find(path)).collect();
        Self {
            str: class("str"),
            bytes: class("bytes"),
            int: class("int"),
            float: class("float"),
            bool: class("bool"),
            list: class("list"),
            dict: class("dict"),
            set: class("set"),
            frozenset: class("frozenset"),
            tuple: class("tuple"),
            object: class("object"),
            builtins: catalog.module("builtins"),
            mapping: all(&[
                "collections.OrderedDict",
                "collections.defaultdict",
                "collections.Counter",
                "collections.UserDict",
                "collections.ChainMap",
            ]),
            sequence: all(&[
                "collections.deque",
                "collections.UserList",
                "queue.Queue",
                "queue.LifoQueue",
                "queue.PriorityQueue",
                "queue.SimpleQueue",
                "asyncio.queues.Queue",
                "multiprocessing.Queue",
                "array.array",
            ]),
            file: catalog.find("io.IOBase"),
            unknown: catalog.find("stopple_unknown.Unknown"),
            frame: catalog.find("stopple_unknown.Frame"),
            config: catalog.find("flask.config.Config"),
            application: catalog.find("flask.app.Flask"),
            current_application: catalog.find("flask.globals.current_app"),
            extensions: catalog.find("flask.app.Flask.extensions"),
            response: catalog.find("flask.wrappers.Response"),
            upload: catalog.find("werkzeug.datastructures.FileStorage").map(|item| catalog.resolve(item)),
            named_signals: all(&["blinker.base.Namespace.signal", "blinker.base.signal"]),
            sends: all(&["blinker.base.Signal.send", "blinker.base.Signal.send_async", "flask.signals._Signal.send"]),
            starts: all(&["threading.Thread.start", "multiprocessing.Process.start"]),
            proxy: catalog.find("werkzeug.local.LocalProxy").map(|item| catalog.resolve(item)),
            field: catalog.find("attr.field"),
            current_user: catalog.find("flask_login.mixins.UserMixin"),
            socket_routes: catalog.find("flask_sock.Sock").map(|item| catalog.resolve(item)),
            socket: catalog.find("simple_websocket.Server").map(|item| catalog.resolve(item)),
            of_request: all(&["flask.ctx._AppCtxGlobals", "flask.wrappers.Request"]),
        }
    }

    /// Whether an object is thrown away at the end of the request (`flask.g`), whatever was stored in it.
    pub fn ends_with_request(&self, object: &Obj) -> bool {
        matches!(object.kind, Kind::Library(class) if self.of_request.contains(&class))
    }

    /// Numbers and booleans: data that became one can do no harm in a text.
    pub fn is_number(&self, item: ItemId) -> bool {
        [self.int, self.float, self.bool].contains(&Some(item))
    }

    /// Whether it is a string or bytes.
    pub fn is_text(&self, item: ItemId) -> bool {
        [self.str, self.bytes].contains(&Some(item))
    }
}
