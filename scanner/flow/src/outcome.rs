//! What an analysis gives to the rules: plain data, in an order that depends on the program alone.

use std::sync::Arc;
use stopple_libraries::{Concepts, concept};
use stopple_program::{FileId, ScopeRef};
use stopple_source::Span;

/// A place in a file of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

/// What a step of a flow is. The same words as in a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// The data comes in.
    Source,
    /// It is passed on.
    Pass,
    /// It goes into a function of the project.
    Call,
    /// It comes back from one.
    Return,
    /// It is used.
    Sink,
}

/// One step of a flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowStep {
    /// Where.
    pub place: Place,
    /// What it is.
    pub kind: StepKind,
    /// What happened, in words.
    pub text: String,
}

/// How well the way from source to sink was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// A sink or source was recognised by its name alone.
    ByName,
    /// Data is the key by which code that is not known finds something, or what is used is a part of what such code made.
    LookedUp,
    /// Data went through code that is not known.
    ThroughUnknown,
    /// One request stored it in an attribute of an object that all requests share, another one used it.
    Stored,
    /// Every step was understood.
    Understood,
}

/// Data of a source reaches a use, and was not made harmless for it on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What is done with it: exactly one concept.
    pub concept: Concepts,
    /// The argument (or returned expression) that is used.
    pub sink: Place,
    /// The whole call or statement around it.
    pub call: Place,
    /// What is called, e.g. `sqlite3.Cursor.execute`; `return` for what a view returns.
    pub callee: String,
    /// The parameter, e.g. `sql`; empty for a return.
    pub parameter: String,
    /// Where the data comes from (`concept::SOURCES`).
    pub source: u16,
    /// The read that gets the data, e.g. `request.args["id"]`.
    pub read: Place,
    /// For which other uses it was made harmless on the way.
    pub cleared: Concepts,
    /// From the read to the use, both included.
    pub steps: Vec<FlowStep>,
    /// The columns of rows that it was read from on the way.
    pub columns: Vec<ColumnRead>,
    /// The calls through which the finished text was handed to the use, the first one first: the argument, and the function
    /// that is called. Empty where the text is put together in the function that uses it.
    pub handed: Vec<(Place, ScopeRef)>,
    /// Text that is known to stand before everything else in the used string.
    pub prefix: Arc<str>,
    /// Whether the whole string is the visitor's: nothing known before or after.
    pub whole: bool,
    /// How sure.
    pub certainty: Certainty,
    /// The function that holds the use.
    pub holder: ScopeRef,
}

/// The name under which facts note data that goes into columns of a table that are not known.
pub const ANY_COLUMN: &str = "*";

/// `article.body`, where the article came out of a database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnRead {
    /// The name of the row's class, if it is known.
    pub class: Option<Arc<str>>,
    /// The name of the attribute.
    pub column: Arc<str>,
}

/// What is known about a value, for rules that judge shapes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// All the constants it may be; `None` if it may be something else too.
    pub constants: Option<Vec<Const>>,
    /// Dotted name of its class, function or module, if it is one known thing: `jwt.PyJWT`, `hashlib.md5`, `app.models.User`.
    pub path: Option<String>,
    /// Kinds of sources whose data it holds anywhere inside.
    pub sources: Vec<u16>,
    /// Where that data was read, and where it was passed to a function on its way.
    pub reads: Vec<Place>,
    /// Known text at its beginning.
    pub prefix: Arc<str>,
    /// Entries of a dictionary or object with constant keys, attributes of a class; items of a list or tuple under `0`, `1`, ...
    pub entries: Vec<(String, View)>,
}

/// A constant of Python.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the names are Python's")]
pub enum Const {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Arc<str>),
    Bytes(Arc<[u8]>),
    Ellipsis,
}

/// An argument of a call that is a fact.
#[derive(Debug, Clone, PartialEq)]
pub struct FactArgument {
    /// The parameter's name where it is known, else the keyword, else its position.
    pub name: String,
    /// The expression; the call itself where there is none (`*args`).
    pub place: Place,
    /// What is known of it.
    pub view: View,
}

/// A call or assignment that a stub marks with `Fact`.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name (`concept::FACTS`).
    pub name: &'static str,
    /// The call or the assignment.
    pub place: Place,
    /// What is called or assigned, e.g. `hashlib.md5`.
    pub path: String,
    /// The receiver of a method or the owner of an attribute.
    pub receiver: View,
    /// The arguments that are given; `value` for an assignment.
    pub arguments: Vec<FactArgument>,
    /// The function that holds it.
    pub holder: ScopeRef,
}

impl Fact {
    /// The argument of a parameter.
    pub fn argument(&self, name: &str) -> Option<&FactArgument> {
        self.arguments.iter().find(|argument| argument.name == name)
    }
}

/// A function that the framework calls for a request.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// The pattern with all known prefixes, e.g. `/shop/<int:id>`; empty if not known.
    pub rule: String,
    /// In upper case, sorted. Empty for hooks.
    pub methods: Vec<String>,
    /// The endpoint, e.g. `shop.show`.
    pub endpoint: String,
    /// What it is: `route`, `hook`, `error-handler`, `resource`, ...
    pub kind: String,
    /// The name of the function or method.
    pub handler: Place,
    /// The function.
    pub scope: ScopeRef,
    /// Where it is registered.
    pub registration: Place,
    /// Guards seen on it: `login`, `role`, `csrf-exempt`, ... (`Decorates` of the stubs, and decorators of the project that end in a refusal).
    pub guards: Vec<String>,
    /// What it reads: source kind and the read as written, e.g. (`http-form`, `request.form["name"]`).
    pub inputs: Vec<(u16, String)>,
    /// Names of the facts seen in it and in what it calls, each once, sorted.
    pub facts: Vec<&'static str>,
}

impl Route {
    /// Whether it answers to an address; hooks, error handlers and tasks do not.
    pub fn answers(&self) -> bool {
        matches!(self.kind.as_str(), "route" | "class-view" | "resource")
    }

    /// Whether it reads something of this kind of source: `session`, `http-form`.
    pub fn reads(&self, source: &str) -> bool {
        self.inputs.iter().any(|(kind, _)| concept::source_name(*kind) == source)
    }

    /// The endpoint without the names of blueprints.
    pub fn own_name(&self) -> &str {
        self.endpoint.rsplit('.').next().unwrap_or_default()
    }
}

/// A use that data reached after it had been made harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleared {
    /// The use.
    pub concept: Concepts,
    /// The argument.
    pub sink: Place,
    /// The source kind.
    pub source: u16,
    /// The read.
    pub read: Place,
    /// Where it became harmless.
    pub place: Place,
    /// Why, in words.
    pub reason: String,
}

/// A call whose target is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unresolved {
    /// The call.
    pub place: Place,
    /// The callee as written.
    pub name: String,
    /// Whether an argument holds what a visitor sent.
    pub gets_visitors_data: bool,
}

/// What was cut, how often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Calls not followed because they stood too deep.
    pub depth: u64,
    /// Values whose sets of constants or labels were too wide.
    pub width: u64,
    /// Loops or recursions stopped before they settled.
    pub rounds: u64,
    /// Entry points that used up their budget of steps.
    pub steps: u64,
}

impl Bounds {
    /// Adds the cuts of another run.
    pub const fn add(&mut self, other: Self) {
        self.depth += other.depth;
        self.width += other.width;
        self.rounds += other.rounds;
        self.steps += other.steps;
    }
}

/// How much was done in a phase of an analysis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// What was run: modules, handlers, functions that nobody calls, entry points run again.
    pub phase: &'static str,
    /// How many of them.
    pub entries: usize,
    /// Statements and loops run.
    pub steps: u64,
    /// Bodies of functions run.
    pub runs: u64,
    /// Calls whose result was taken over from an equal call.
    pub taken_over: u64,
    /// Calls that a bound cut off.
    pub cuts: u64,
}

impl Work {
    /// Adds more work of the same phase.
    pub const fn add(&mut self, more: Self) {
        self.entries += more.entries;
        self.steps += more.steps;
        self.runs += more.runs;
        self.taken_over += more.taken_over;
        self.cuts += more.cuts;
    }
}

/// The result of an analysis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// In order of place.
    pub hits: Vec<Hit>,
    /// In order of place.
    pub facts: Vec<Fact>,
    /// In order of rule and place.
    pub routes: Vec<Route>,
    /// The application of each file, by the file's number: those that imports connect have the same one.
    pub applications: Vec<u32>,
    /// In order of place.
    pub cleared: Vec<Cleared>,
    /// In order of place.
    pub unresolved: Vec<Unresolved>,
    /// Sums of what was cut.
    pub bounds: Bounds,
    /// What was done, by phase.
    pub work: Vec<Work>,
    /// Functions analysed.
    pub functions: usize,
}
