//! What a session holds, as bytes: the types of JSON, and tuples and bytes, which Flask's sessions keep apart too.

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `None`
    Nothing,
    /// A truth value.
    Bool(bool),
    /// A whole number of 64 bits.
    Int(i64),
    /// A floating point number.
    Float(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A list.
    List(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// A dictionary with text as keys, in order.
    Dict(Vec<(String, Value)>),
    /// Anything else, in the form that Flask's own serializer writes.
    Tagged(String),
}

/// Nesting that is followed; beyond it the bytes count as broken. Python itself stops at about a thousand.
const DEPTH: usize = 100;

impl Value {
    /// As bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Nothing => out.push(0),
            Self::Bool(false) => out.push(1),
            Self::Bool(true) => out.push(2),
            Self::Int(number) => {
                out.push(3);
                // Zigzag: small numbers of either sign are short.
                length(((number << 1) ^ (number >> 63)).cast_unsigned(), out);
            }
            Self::Float(number) => {
                out.push(4);
                out.extend_from_slice(&number.to_le_bytes());
            }
            Self::Text(text) => chunk(5, text.as_bytes(), out),
            Self::Bytes(bytes) => chunk(6, bytes, out),
            Self::List(items) | Self::Tuple(items) => {
                out.push(if matches!(self, Self::List(_)) { 7 } else { 8 });
                length(items.len() as u64, out);
                items.iter().for_each(|item| item.write(out));
            }
            Self::Dict(pairs) => {
                out.push(9);
                length(pairs.len() as u64, out);
                for (key, value) in pairs {
                    length(key.len() as u64, out);
                    out.extend_from_slice(key.as_bytes());
                    value.write(out);
                }
            }
            Self::Tagged(text) => chunk(10, text.as_bytes(), out),
        }
    }

    /// From bytes; `None` where they are not exactly one value.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let value = read(&mut rest, DEPTH)?;
        rest.is_empty().then_some(value)
    }
}

fn length(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn chunk(kind: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(kind);
    length(bytes.len() as u64, out);
    out.extend_from_slice(bytes);
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(count)?;
    *rest = left;
    Some(taken)
}

fn read_length(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = *take(rest, 1)?.first()?;
        let part = u64::from(byte & 0x7f);
        // The tenth byte has room for one bit.
        if shift == 63 && part > 1 {
            return None;
        }
        number |= part << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn read_text(rest: &mut &[u8]) -> Option<String> {
    let count = usize::try_from(read_length(rest)?).ok()?;
    String::from_utf8(take(rest, count)?.to_vec()).ok()
}

fn read(rest: &mut &[u8], depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    let kind = *take(rest, 1)?.first()?;
    Some(match kind {
        0 => Value::Nothing,
        1 => Value::Bool(false),
        2 => Value::Bool(true),
        3 => {
            let number = read_length(rest)?;
            Value::Int((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
        }
        4 => Value::Float(f64::from_le_bytes(take(rest, 8)?.try_into().ok()?)),
        5 => Value::Text(read_text(rest)?),
        6 => {
            let count = usize::try_from(read_length(rest)?).ok()?;
            Value::Bytes(take(rest, count)?.to_vec())
        }
        7 | 8 => {
            let count = read_length(rest)?;
            // Each item takes a byte at least: a count beyond that is a lie, and no memory is reserved for it.
            if count > rest.len() as u64 {
                return None;
            }
            let items = (0..count).map(|_| read(rest, depth)).collect::<Option<Vec<_>>>()?;
            if kind == 7 { Value::List(items) } else { Value::Tuple(items) }
        }
        9 => {
            let count = read_length(rest)?;
            if count > rest.len() as u64 {
                return None;
            }
            Value::Dict((0..count).map(|_| Some((read_text(rest)?, read(rest, depth)?))).collect::<Option<Vec<_>>>()?)
        }
        10 => Value::Tagged(read_text(rest)?),
        _ => return None,
    })
}
