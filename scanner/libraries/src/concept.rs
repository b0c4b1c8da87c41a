//! The words between libraries and rules: what data may be (source kinds) and what may be done with it (concepts).
//!
//! A library says "this parameter is SQL", a rule says "what a visitor sends must not be SQL". Each word is one row
//! of a table here; stubs and rules that use a word that is not in its table do not load.

/// A set of concepts, one bit each. Also the set of concepts for which data has been made harmless.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Concepts(pub u64);

impl Concepts {
    /// None.
    pub const NONE: Self = Self(0);
    /// Every concept.
    pub const ALL: Self = Self(u64::MAX);

    /// The set with the concept of that name alone; `None` if there is no such word.
    pub fn named(name: &str) -> Option<Self> {
        if name == "*" {
            return Some(Self::ALL);
        }
        CONCEPTS.iter().position(|(word, _)| *word == name).map(|bit| Self(1 << bit))
    }

    /// Both sets together.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether every concept of `other` is in this set.
    pub const fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the set is empty.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names in the set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        CONCEPTS.iter().enumerate().filter(move |(bit, _)| self.0 & (1 << bit) != 0).map(|(_, (word, _))| *word)
    }
}

/// What may be done with data. The order fixes the bits; add at the end. At most 64.
pub const CONCEPTS: &[(&str, &str)] = &[
    ("sql", "run as SQL"),
    ("html", "sent to a browser as HTML text"),
    ("html-attribute", "written into an HTML attribute"),
    ("html-url", "written where HTML expects an address"),
    ("script", "written into a script or an event handler"),
    ("template", "compiled as a template"),
    ("shell", "run by a shell"),
    ("program", "started as a program or given to one as an argument"),
    ("code", "run as Python code or imported"),
    ("path-read", "a path that is read"),
    ("path-write", "a path that is written, removed or created"),
    ("archive", "an archive that is unpacked"),
    ("upload", "the name under which an upload is stored"),
    ("url", "an address that the server requests"),
    ("redirect", "an address that the browser is sent to"),
    ("deserialize", "turned into objects"),
    ("xml", "parsed as XML with entities or external references on"),
    ("xpath", "run as XPath"),
    ("ldap-filter", "an LDAP filter"),
    ("ldap-dn", "an LDAP distinguished name"),
    ("nosql", "a query of a document database"),
    ("header", "a header of the response"),
    ("cookie", "the value of a cookie"),
    ("log", "written to a log"),
    ("regex", "compiled as a regular expression"),
    ("mail-header", "a header of a mail"),
    ("mail-body", "the HTML body of a mail"),
    ("format", "a format string with attribute access"),
    ("session", "stored in the session or another place that code trusts"),
    ("attributes", "sets attributes of an object by name"),
    ("css", "written into a style"),
    ("response", "sent to the visitor in whatever form"),
    ("secret", "a key or password that must not be known"),
    ("password-store", "stored as a password"),
    ("regex-subject", "matched against a regular expression"),
    ("sql-identifier", "a name inside SQL that cannot be a bound parameter"),
    ("xml-bomb", "parsed as XML with entity expansion on"),
    ("json", "sent as JSON"),
    ("memory", "sizes an allocation or a loop"),
    ("attribute-name", "names the attribute that is read"),
    ("cors-origin", "the origin that may read responses"),
    ("csp", "a content security policy"),
    ("dots", "a path that may lead out of its folder by `..` or a link"),
    ("up", "a text that may hold `..`"),
    ("root", "a path that may begin at the root"),
    ("slashes", "an address that may begin with `//`, and so with another host"),
    ("quote", "a text that may hold `'`"),
    ("double-quote", "a text that may hold a double quote"),
    ("unsigned", "data that nobody with the key has signed"),
    ("slash", "a path that may hold a slash"),
    ("bare-attribute", "written where the value of an attribute stands, without quotes around it"),
    ("odd-quote", "a text in which a `'` may stand alone"),
    ("standard-sql", "run as SQL that knows no other way out of a text than its quote"),
    ("host", "an address that may name another host"),
    ("scheme", "an address that may name a scheme"),
    ("part", "a path that may go on before or behind a name in it"),
];

/// Where data comes from. The order fixes the numbers; add at the end.
pub const SOURCES: &[(&str, &str)] = &[
    ("http-query", "the query string"),
    ("http-form", "a form field"),
    ("http-json", "the JSON body"),
    ("http-body", "the request body"),
    ("http-header", "a request header"),
    ("http-cookie", "a cookie"),
    ("http-path", "the path of the address"),
    ("http-file-name", "the name of an uploaded file"),
    ("http-file", "the content of an uploaded file"),
    ("http-host", "the Host header"),
    ("http-method", "the request method"),
    ("websocket", "a message of a websocket"),
    ("session", "the session"),
    ("database", "the database"),
    ("response", "the answer of another server"),
    ("file", "a file"),
    ("environment", "the environment"),
    ("argument", "the command line"),
    ("input", "standard input"),
    ("exception", "an exception"),
    ("password", "a password or secret"),
    ("weak-random", "a predictable random number"),
    ("weak-hash", "a weak hash"),
    ("http-graphql", "an argument of a GraphQL query"),
];

/// The number of a source kind.
pub fn source_named(name: &str) -> Option<u16> {
    SOURCES.iter().position(|(word, _)| *word == name).and_then(|at| u16::try_from(at).ok())
}

/// What the words of a source kind are for people, e.g. "the query string".
pub fn source_words(kind: u16) -> &'static str {
    SOURCES.get(usize::from(kind)).map_or("somewhere", |(_, words)| *words)
}

/// The name of a source kind.
pub fn source_name(kind: u16) -> &'static str {
    SOURCES.get(usize::from(kind)).map_or("unknown", |(name, _)| *name)
}

/// Whether data of a source kind is what a visitor sends.
pub fn is_visitors(kind: u16) -> bool {
    let name = source_name(kind);
    name.starts_with("http-") || name == "websocket"
}

/// Calls and assignments that rules want to see with their arguments, whatever data flows there.
pub const FACTS: &[(&str, &str)] = &[
    ("app-created", "a Flask application is made: `Flask(...)`"),
    ("app-run", "a development server is started: `app.run(host, port, debug, ssl_context)`"),
    ("server-run", "another server is started with an address to listen on"),
    ("config-set", "one key of the configuration is set: arguments `key`, `value`"),
    ("config-update", "several keys of the configuration are set: keyword arguments, or a mapping"),
    ("config-object", "the configuration is read from an object or class: argument `obj`"),
    ("secret-key-set", "the key that signs sessions is set, or passed to a signer: argument `value`"),
    ("debug-set", "`app.debug` is assigned: argument `value`"),
    ("hash", "a digest is computed; the class or function tells which: `hashlib.md5(...)`, `hashlib.new(name)`"),
    ("password-hash", "a password is hashed for storage"),
    ("password-check", "a password is checked against its hash"),
    ("cipher", "a cipher or a mode of operation is made; the path tells which"),
    ("key-made", "an asymmetric key is generated: argument `key_size`"),
    ("random", "a number of a predictable generator is drawn"),
    (
        "http-request",
        "the server makes an HTTP request or is connected to a database: argument `verify` and its family",
    ),
    ("tls-context", "a TLS context is made or a TLS version chosen"),
    ("tls-setting", "an attribute of a TLS context is assigned (argument `value`), or a client is told how to check"),
    ("ssh-host-keys", "the policy for unknown SSH host keys is set"),
    ("cleartext-protocol", "FTP, Telnet, SMTP, LDAP without TLS"),
    ("set-cookie", "a cookie is set: arguments `key`, `value`, `secure`, `httponly`, `samesite`"),
    ("jwt-decode", "a JSON web token is read: `algorithms`, `options`, `verify`"),
    ("jwt-encode", "a JSON web token is signed: `key`, `algorithm`"),
    ("yaml-load", "YAML is read: argument `Loader`"),
    ("xml-parse", "XML is parsed: argument `parser`"),
    ("xml-parser-made", "an XML parser is made: `resolve_entities`, `no_network`, `load_dtd`"),
    ("xml-feature", "a feature of an XML parser is switched: `setFeature(name, state)`"),
    ("temporary-name", "a temporary name is made without making the file: `tempfile.mktemp`"),
    ("file-permissions", "permissions of a file are set: argument `mode`"),
    ("cors", "cross-origin access is granted: `origins`, `supports_credentials`"),
    ("csrf-protection", "an extension that checks CSRF is switched on for an application"),
    ("csrf-exempt", "a view or blueprint is taken out of CSRF protection"),
    ("csrf-form", "a form with CSRF protection is validated: `validate_on_submit`, `validate`"),
    (
        "caller-proved",
        "who calls is known by a signature or a secret that comes with the request, whatever cookie comes along",
    ),
    ("headers-protection", "an extension that sends security headers is switched on"),
    ("guard", "`Stopple` is given an application, or settings of one as keywords"),
    ("response-header-set", "a header of a response is set: arguments `key`, `value`"),
    ("login", "a user is signed in: `login_user(...)`"),
    ("logout", "a user is signed out"),
    ("session-set", "a key of the session is set: arguments `key`, `value`"),
    ("session-cleared", "the session is emptied or given a new id"),
    ("current-user-read", "the signed-in user is looked at"),
    ("jinja-environment", "a Jinja environment is made: argument `autoescape`"),
    ("template-rendered", "a template file is rendered: `template_name_or_list` and its variables"),
    ("template-string-rendered", "a template string is rendered: `source` and its variables"),
    ("state-change", "data is changed: a commit, an insert, a file written, a mail sent"),
    ("bind", "a socket is bound: argument `address`"),
    ("shell-call", "a program is started: argument `shell`"),
    ("deserialize", "objects are read from a stream: pickle and its kind"),
    ("log", "a log line is written"),
    ("assert-auth", "the request is refused unless the user may: `abort(401)`, `abort(403)`"),
    ("archive-extract", "an archive is unpacked: arguments `path`, `members`, `filter`"),
    ("upload-saved", "an uploaded file is stored: argument `dst`"),
    ("markup", "text is declared to be safe HTML"),
    ("regex-compiled", "a regular expression is used: argument `pattern`"),
    ("model-attribute-set", "an attribute of a database model is set: arguments `key`, `value`"),
    ("route-limit", "a rate limit is declared"),
    ("proxy-fix", "forwarded headers are believed"),
    ("exec", "Python code is run or imported by name"),
    ("admin-view", "a view of an administration is added: argument `view`"),
    ("key-set", "a value is kept under a key: the first argument, then the values"),
    ("key-read", "what is kept under a key is read: the first argument"),
    ("kept", "a visitor's data is kept under a key: the arguments are named as the keys"),
    ("shared-change", "a list, dict or set that outlives the request is changed"),
    ("row-stored", "a visitor's data is stored in a row of a database: the arguments are named as the columns"),
];

/// Whether there is a fact of that name.
pub fn is_fact(name: &str) -> bool {
    FACTS.iter().any(|(word, _)| *word == name)
}
