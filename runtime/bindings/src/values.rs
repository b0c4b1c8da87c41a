//! Python objects to values of a session and back. What is no plain type goes through Flask's own serializer.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use stopple_sessions::value::Value;

/// Nesting that is followed; deeper data is left to Flask's serializer, which has its own limit.
const DEPTH: usize = 90;

/// A Python object as a value. `dumps` writes what is none of the plain types.
pub fn from_python(object: &Bound<'_, PyAny>, dumps: &Bound<'_, PyAny>) -> PyResult<Value> {
    read(object, dumps, DEPTH)
}

fn read(object: &Bound<'_, PyAny>, dumps: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    let tagged = || Ok(Value::Tagged(dumps.call1((object,))?.extract()?));
    let Some(depth) = depth.checked_sub(1) else { return tagged() };
    if object.is_none() {
        return Ok(Value::Nothing);
    }
    // Exact types only: a subclass may mean something of its own, as Markup does.
    if let Ok(text) = object.cast_exact::<PyString>() {
        return Ok(Value::Text(text.to_cow()?.into_owned()));
    }
    if object.is_exact_instance_of::<PyBool>() {
        return Ok(Value::Bool(object.extract()?));
    }
    if object.is_exact_instance_of::<PyInt>() {
        return match object.extract::<i64>() {
            Ok(number) => Ok(Value::Int(number)),
            Err(_) => tagged(),
        };
    }
    if object.is_exact_instance_of::<PyFloat>() {
        return Ok(Value::Float(object.extract()?));
    }
    if let Ok(list) = object.cast_exact::<PyList>() {
        return Ok(Value::List(list.iter().map(|item| read(&item, dumps, depth)).collect::<PyResult<_>>()?));
    }
    if let Ok(tuple) = object.cast_exact::<PyTuple>() {
        return Ok(Value::Tuple(tuple.iter().map(|item| read(&item, dumps, depth)).collect::<PyResult<_>>()?));
    }
    if let Ok(bytes) = object.cast_exact::<PyBytes>() {
        return Ok(Value::Bytes(bytes.as_bytes().to_vec()));
    }
    match object.cast_exact::<PyDict>() {
        Ok(dict) => read_dict(dict, dumps, depth).unwrap_or_else(tagged),
        Err(_) => tagged(),
    }
}

/// A dictionary's pairs; `None` where a key is no text, which Flask turns into text in its own way.
fn read_dict(dict: &Bound<'_, PyDict>, dumps: &Bound<'_, PyAny>, depth: usize) -> Option<PyResult<Value>> {
    let mut pairs = Vec::with_capacity(dict.len());
    for (key, value) in dict.iter() {
        let key = match key.cast_exact::<PyString>().ok()?.to_cow() {
            Ok(key) => key.into_owned(),
            Err(error) => return Some(Err(error)),
        };
        match read(&value, dumps, depth) {
            Ok(value) => pairs.push((key, value)),
            Err(error) => return Some(Err(error)),
        }
    }
    Some(Ok(Value::Dict(pairs)))
}

/// The pairs of a session, which is a subclass of `dict`.
pub fn pairs(dict: &Bound<'_, PyDict>, dumps: &Bound<'_, PyAny>) -> PyResult<Value> {
    read_dict(dict, dumps, DEPTH).unwrap_or_else(|| Ok(Value::Tagged(dumps.call1((dict.copy()?,))?.extract()?)))
}

/// A value as a Python object.
pub fn to_python<'py>(py: Python<'py>, value: &Value, loads: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let all = |items: &[Value]| items.iter().map(|item| to_python(py, item, loads)).collect::<PyResult<Vec<_>>>();
    Ok(match value {
        Value::Nothing => py.None().into_bound(py),
        Value::Bool(truth) => PyBool::new(py, *truth).to_owned().into_any(),
        Value::Int(number) => PyInt::new(py, *number).into_any(),
        Value::Float(number) => PyFloat::new(py, *number).into_any(),
        Value::Text(text) => PyString::new(py, text).into_any(),
        Value::Bytes(bytes) => PyBytes::new(py, bytes).into_any(),
        Value::List(items) => PyList::new(py, all(items)?)?.into_any(),
        Value::Tuple(items) => PyTuple::new(py, all(items)?)?.into_any(),
        Value::Dict(pairs) => {
            let dict = PyDict::new(py);
            for (key, value) in pairs {
                dict.set_item(key, to_python(py, value, loads)?)?;
            }
            dict.into_any()
        }
        Value::Tagged(text) => loads.call1((text,))?,
    })
}
