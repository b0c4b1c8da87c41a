//! What happens to data at a use, as the end of a sentence that begins with the data.

use stopple_libraries::Concepts;

/// The sentence's end for a use, e.g. "is run as SQL by `cursor.execute`". `called` says what uses it, empty for a return.
pub(crate) fn use_of(concept: Concepts, called: &str) -> String {
    let name = concept.names().next().unwrap_or_default();
    let (what, joint) =
        PHRASES.iter().find(|(known, ..)| *known == name).map_or(("is used", "by"), |(_, what, joint)| (*what, *joint));
    if called.is_empty() { what.to_owned() } else { format!("{what} {joint} {called}") }
}

/// Concept, what is done with the data, and the word that joins what does it.
const PHRASES: &[(&str, &str, &str)] = &[
    ("sql", "is run as SQL", "by"),
    ("sql-identifier", "is a name inside SQL that is run", "by"),
    ("html", "is sent to the browser as HTML without escaping", "by"),
    ("html-attribute", "is written into an HTML attribute", "by"),
    ("html-url", "is written where HTML expects an address", "by"),
    ("script", "is written into a script", "by"),
    ("css", "is written into a style", "by"),
    ("template", "is compiled as a template", "by"),
    ("shell", "is run by a shell", "through"),
    ("program", "is started as a program or is an argument of one", "through"),
    ("code", "is run as Python code", "by"),
    ("path-read", "chooses the file that is read", "by"),
    ("path-write", "chooses the file that is written or removed", "by"),
    ("archive", "is unpacked with the paths that it asks for", "by"),
    ("upload", "chooses the name and kind of a stored file", "through"),
    ("url", "chooses the address that the server requests", "with"),
    ("redirect", "chooses where the browser is sent", "by"),
    ("deserialize", "is turned into objects of any class", "by"),
    ("xml", "is parsed as XML with external entities", "by"),
    ("xml-bomb", "is parsed as XML with entity expansion", "by"),
    ("xpath", "is run as XPath", "by"),
    ("ldap-filter", "is part of an LDAP filter", "of"),
    ("ldap-dn", "is part of an LDAP distinguished name", "of"),
    ("nosql", "becomes part of the query", "of"),
    ("header", "is written into a header of the response", "by"),
    ("cookie", "is stored in a cookie", "by"),
    ("log", "is written to the log", "by"),
    ("regex", "is compiled as a regular expression", "by"),
    ("regex-subject", "is matched against a regular expression", "by"),
    ("mail-header", "is written into a header of a mail", "by"),
    ("mail-body", "is written into the HTML of a mail", "by"),
    ("format", "is used as a format string", "by"),
    ("session", "is kept in the session", "by"),
    ("attributes", "chooses which attributes of an object are set", "by"),
    ("attribute-name", "chooses which attribute is read", "by"),
    ("response", "is sent to the visitor", "by"),
    ("json", "is sent to the visitor as JSON", "by"),
];
