//! Tells a traceback from the bare text of an exception.

use crate::{Context, Draft, code};
use stopple_flow::outcome::Hit;

// `original_exception` is what an answer of 500 hides.
const WHOLE: &[&str] = &[
    "traceback.",
    "format_exc(",
    "format_exception(",
    "exc_info(",
    "__traceback__",
    "format_tb(",
    "original_exception",
];

/// Errors of databases, whose texts hold the statement, its values and names of tables.
const OF_DATABASES: &[&str] =
    &["SQLAlchemyError", "DBAPIError", "DatabaseError", "OperationalError", "ProgrammingError", "PyMongoError"];
/// Errors of the system and of what it runs, whose texts hold paths, commands and addresses inside.
const OF_THE_SYSTEM: &[&str] =
    &["OSError", "IOError", "EnvironmentError", "SubprocessError", "CalledProcessError", "RequestException"];
const DRIVERS: &[&str] =
    &["sqlite3", "psycopg2", "psycopg", "pymysql", "MySQLdb", "mysql.connector", "pyodbc", "cx_Oracle", "oracledb"];

/// Whether what is caught, as it is written, are errors of a database or of the system.
fn tells_insides(caught: &str) -> bool {
    caught.len() < 200
        && caught.split([',', '(', ')']).map(str::trim).any(|name| {
            let (module, last) = name.rsplit_once('.').unwrap_or(("", name));
            OF_DATABASES.contains(&last)
                || OF_THE_SYSTEM.contains(&last)
                || last == "Error" && DRIVERS.contains(&module)
        })
}

/// A second look at an exception that is sent.
pub fn refine(context: &Context, hit: &Hit, draft: Draft) -> Option<Draft> {
    // The number and the name of an error are in every answer that has it.
    if [".name", ".code"].iter().any(|end| context.text(hit.sink).ends_with(end)) {
        return None;
    }
    let places = hit.steps.iter().map(|step| step.place).chain([hit.read, hit.sink]);
    let mut texts = places.map(|place| context.text(place));
    // Whoever catches everything does not know what its text tells: a statement, a path, an address.
    let text = &context.source(hit.read).text;
    let clause = text.get(hit.read.span.start as usize..).unwrap_or_default();
    let caught =
        clause.strip_prefix("except").and_then(|rest| rest.split_once(" as ")).map_or("", |(caught, _)| caught);
    let is_broad = ["except Exception as", "except BaseException as"].iter().any(|start| clause.starts_with(start))
        || tells_insides(caught)
        || !tells_http_errors_alone(context, hit)
            && context.routes_of(hit.holder).any(|route| {
                let registration = context.text(route.registration);
                ["errorhandler(", "error_handler("].iter().any(|call| {
                    let handled = registration.split_once(call).map_or("", |(_, rest)| rest);
                    ["Exception", "500"]
                        .iter()
                        .any(|all| handled.strip_prefix(all).is_some_and(|rest| rest.starts_with([',', ')'])))
                })
            });
    if is_broad {
        return Some(draft);
    }
    if texts.any(|text| WHOLE.iter().any(|word| text.contains(word))) {
        return Some(draft);
    }
    Some(draft.quiet())
}

/// Whether a handler of everything tells what HTTP errors are made of, their code and description, and no exception's own text.
fn tells_http_errors_alone(context: &Context, hit: &Hit) -> bool {
    let scope = code::file(context.program, hit.holder.file).scope_text(hit.holder.scope);
    let own_text = ["str(", "repr(", "format(", ".args", "traceback", "original_exception", "{e", "{exc", "%"];
    scope.contains("HTTPException") && !own_text.iter().any(|word| scope.contains(word))
}
