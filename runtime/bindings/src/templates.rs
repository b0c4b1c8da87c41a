//! Templates rewritten when they are compiled, and the escapers that they call when they are rendered.

use crate::errors;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString, PyType};
use stopple_templates::escape::{Escaper, Printed, attribute_name, named, tag_name};
use stopple_templates::rewrite;

/// Adds the functions to the module.
pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("TEMPLATE_PREFIX", rewrite::PREFIX)?;
    module.add("ESCAPERS", Escaper::ALL.map(Escaper::name).to_vec())?;
    module.add_function(wrap_pyfunction!(rewrite_template, module)?)?;
    module.add_function(wrap_pyfunction!(template_parents, module)?)?;
    module.add_function(wrap_pyfunction!(form_field_place, module)?)?;
    module.add_function(wrap_pyfunction!(escape_tag_name, module)?)?;
    module.add_function(wrap_pyfunction!(escape_attribute_name, module)?)?;
    module.add_function(wrap_pyfunction!(escape_named, module)?)?;
    module.add_function(wrap_pyfunction!(place_json, module)?)?;
    escapers::add_to(module)
}

/// The guarded source of a template, or `None` where nothing has to be changed. `parents` are sources, the nearest first.
#[pyfunction]
fn rewrite_template(source: &str, autoescape: bool, parents: Vec<String>) -> PyResult<Option<String>> {
    let parents: Vec<&str> = parents.iter().map(String::as_str).collect();
    rewrite::rewrite(source, autoescape, &parents).map_err(|error| errors::value(error.to_string()))
}

/// The literal names of the templates that a source may extend.
#[pyfunction]
fn template_parents(source: &str) -> Vec<String> {
    rewrite::parents(source)
}

/// Where in a rendered form its field belongs, in characters, and the addresses with a host that it leads to.
#[pyfunction]
fn form_field_place(html: &str) -> Option<(usize, Vec<String>)> {
    let place = rewrite::field_place(html)?;
    let characters = html.get(..place.at)?.chars().count();
    Some((characters, place.absolute))
}

/// A value as its text, or as the reason why it needs none.
enum Seen<'py> {
    /// A number or nothing: harmless wherever it is printed.
    Plain,
    Text(Bound<'py, PyString>),
    Markup(Bound<'py, PyString>),
}

fn markup_class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static MARKUP: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    MARKUP.import(py, "markupsafe", "Markup")
}

/// Reads a value as Jinja's own escaping does: `__html__` first, then `str`.
fn see<'py>(value: &Bound<'py, PyAny>) -> PyResult<Seen<'py>> {
    if let Ok(text) = value.cast_exact::<PyString>() {
        return Ok(Seen::Text(text.clone()));
    }
    let is_number = value.is_exact_instance_of::<PyInt>() || value.is_exact_instance_of::<PyFloat>();
    if is_number || value.is_exact_instance_of::<PyBool>() || value.is_none() {
        return Ok(Seen::Plain);
    }
    let py = value.py();
    if value.is_exact_instance(markup_class(py)?) {
        return Ok(Seen::Markup(value.cast::<PyString>()?.clone()));
    }
    match value.getattr_opt(intern!(py, "__html__"))? {
        Some(html) => Ok(Seen::Markup(html.call0()?.str()?)),
        None => Ok(Seen::Text(value.str()?)),
    }
}

fn give<'py>(value: &Bound<'py, PyAny>, seen: Seen<'py>, printed: Printed) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    let as_markup = |text: Bound<'py, PyAny>| markup_class(py)?.call1((text,));
    match printed {
        Printed::Markup(text) => as_markup(PyString::new(py, &text).into_any()),
        Printed::Text(text) => Ok(PyString::new(py, &text).into_any()),
        Printed::Same => match seen {
            // What was asked for its text is not asked a second time: it may say something else.
            Seen::Text(text) => Ok(text.into_any()),
            Seen::Markup(text) if !value.is(&text) => as_markup(text.into_any()),
            _ => Ok(value.clone()),
        },
    }
}

/// Escapes a value by what `escape` makes of its text.
fn by_text<'py>(value: &Bound<'py, PyAny>, escape: impl FnOnce(&str, bool) -> Printed) -> PyResult<Bound<'py, PyAny>> {
    let seen = see(value)?;
    let printed = match &seen {
        Seen::Plain => Printed::Same,
        Seen::Text(text) => escape(&text.to_cow()?, false),
        Seen::Markup(text) => escape(&text.to_cow()?, true),
    };
    give(value, seen, printed)
}

/// A value in a script: of a number, of nothing and of all that is no text Python makes JSON, which is said by `None`.
fn by_value<'py>(value: &Bound<'py, PyAny>, escaper: Escaper) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    if value.is_exact_instance_of::<PyInt>() {
        return Ok(value.clone());
    }
    let is_text = value.is_exact_instance_of::<PyString>() || value.is_exact_instance(markup_class(py)?);
    if !is_text {
        return Ok(py.None().into_bound(py));
    }
    by_text(value, |text, markup| escaper.escape(text, markup))
}

/// Puts JSON that Python wrote into the page, by the name of an escaper.
#[pyfunction]
fn place_json<'py>(py: Python<'py>, escaper: &str, json: &str) -> PyResult<Bound<'py, PyAny>> {
    let escaper = Escaper::named(escaper).ok_or_else(|| errors::value(format!("{escaper} is no escaper")))?;
    let (Printed::Markup(text) | Printed::Text(text)) = escaper.place_json(json) else {
        return Err(errors::value("JSON is always placed"));
    };
    markup_class(py)?.call1((text,))
}

/// The name of a tag, or a part of it.
#[pyfunction]
fn escape_tag_name<'py>(value: &Bound<'py, PyAny>, before: &str, after: &str) -> PyResult<Bound<'py, PyAny>> {
    by_text(value, |text, markup| tag_name(text, markup, before, after))
}

/// The rest of an attribute's name.
#[pyfunction]
fn escape_attribute_name<'py>(value: &Bound<'py, PyAny>, before: &str) -> PyResult<Bound<'py, PyAny>> {
    by_text(value, |text, _| attribute_name(text, before))
}

/// The value of an attribute whose name is known now.
#[pyfunction]
fn escape_named<'py>(value: &Bound<'py, PyAny>, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let name = name.str()?;
    let name = name.to_cow()?;
    by_text(value, |text, markup| named(&name, text, markup))
}

/// One function for each escaper, so that a template's call needs no look-up.
macro_rules! escapers {
    ($($function:ident $escaper:ident $by:ident;)*) => {
        mod escapers {
            use super::*;

            $(
                #[doc = concat!("`Escaper::", stringify!($escaper), "` of a value.")]
                #[pyfunction]
                fn $function<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
                    escapers!(@ $by value $escaper)
                }
            )*

            pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
                $(module.add_function(wrap_pyfunction!($function, module)?)?;)*
                Ok(())
            }
        }
    };
    (@ text $value:ident $escaper:ident) => {
        by_text($value, |text, markup| Escaper::$escaper.escape(text, markup))
    };
    (@ value $value:ident $escaper:ident) => {
        by_value($value, Escaper::$escaper)
    };
}

escapers! {
    escape_quoted Quoted text;
    escape_unquoted Unquoted text;
    escape_unquoted_whole UnquotedWhole text;
    escape_url Url text;
    escape_url_rest UrlRest text;
    escape_url_scheme UrlScheme text;
    escape_url_path UrlPath text;
    escape_document Document text;
    escape_script_value ScriptValue value;
    escape_script_name ScriptName text;
    escape_script_string ScriptString text;
    escape_script_template ScriptTemplate text;
    escape_script_regex ScriptRegex text;
    escape_script_comment ScriptComment text;
    escape_handler_value HandlerValue value;
    escape_handler_path HandlerPath value;
    escape_handler_string HandlerString text;
    escape_handler_template HandlerTemplate text;
    escape_css Css text;
    escape_style_value StyleValue text;
    escape_style_declarations StyleDeclarations text;
    escape_attributes Attributes text;
}
