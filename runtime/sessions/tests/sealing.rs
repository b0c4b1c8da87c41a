//! What is sealed opens as it was, for its purpose and under its key, or not at all.
#![allow(clippy::unwrap_used, reason = "a test may stop loudly")]

use proptest::prelude::*;
use stopple_credentials::text;
use stopple_sessions::life::{Life, Limits};
use stopple_sessions::seal::{Sealer, Unopened};
use stopple_sessions::value::Value;

#[test]
fn a_sealed_thing_changed_in_any_one_bit_is_refused() {
    let sealer = Sealer::new(b"secret", &[], "session");
    let sealed = sealer.seal("cookie", b"what a session holds").unwrap();
    let bytes = text::decode(&sealed).unwrap();
    for place in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[place / 8] ^= 1 << (place % 8);
        assert_eq!(sealer.open("cookie", &text::encode(&changed)), Err(Unopened), "bit {place}");
    }
    for length in 0..bytes.len() {
        assert_eq!(sealer.open("cookie", &text::encode(&bytes[..length])), Err(Unopened));
    }
    assert_eq!(sealer.open("cookie", &sealed).unwrap(), b"what a session holds");
}

#[test]
fn old_keys_open_and_unknown_ones_do_not() {
    let old = Sealer::new(b"old", &[], "session").seal("cookie", b"x").unwrap();
    assert!(Sealer::new(b"new", &[b"older".to_vec(), b"old".to_vec()], "session").open("cookie", &old).is_ok());
    assert!(Sealer::new(b"new", &[], "session").open("cookie", &old).is_err());
    let new = Sealer::new(b"new", &[b"old".to_vec()], "session").seal("cookie", b"x").unwrap();
    assert!(Sealer::new(b"old", &[], "session").open("cookie", &new).is_err(), "the first key writes");
}

#[test]
fn neither_another_place_nor_another_purpose_opens() {
    let sealer = Sealer::new(b"secret", &[], "session");
    let sealed = sealer.seal("cookie", b"x").unwrap();
    assert!(sealer.open("other", &sealed).is_err());
    assert!(Sealer::new(b"secret", &[], "remember").open("cookie", &sealed).is_err());
    assert_ne!(sealed, sealer.seal("cookie", b"x").unwrap(), "never the same twice");
}

#[test]
fn lives_end() {
    let limits = Limits { idle: 100, absolute: 1000 };
    let life = Life { began: 5000, used: 5500 };
    assert!(limits.alive(life, 5600) && !limits.alive(life, 5601));
    assert!(!limits.alive(Life { began: 4000, used: 5500 }, 5501));
    assert!(limits.alive(life, 5300) && !limits.alive(life, 4000), "a clock set back");
    assert!(!limits.wants_renewal(life, 5505) && limits.wants_renewal(life, 5506));
    assert_eq!(limits.end(life), 5600);
    assert_eq!(limits.end(Life { began: 5000, used: 5990 }), 6000);
    assert!(!limits.alive(Life { began: u64::MAX, used: u64::MAX }, 0));
    assert!(!limits.alive(Life { began: 0, used: 0 }, u64::MAX));
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Nothing),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::Int),
        (-1e300f64..1e300).prop_map(Value::Float),
        ".{0,12}".prop_map(Value::Text),
        proptest::collection::vec(any::<u8>(), 0..12).prop_map(Value::Bytes),
        ".{0,12}".prop_map(Value::Tagged),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::Tuple),
            proptest::collection::vec((".{0,6}", inner), 0..6).prop_map(Value::Dict),
        ]
    })
}

#[test]
fn nesting_without_end_is_refused() {
    let mut bytes = [7, 1].repeat(100_000);
    bytes.push(0);
    assert_eq!(Value::decode(&bytes), None);
    assert_eq!(Value::decode(&[7, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]), None);
}

proptest! {
    #[test]
    fn values_come_back(value in value()) {
        let bytes = value.encode();
        prop_assert_eq!(Value::decode(&bytes), Some(value));
        for length in 0..bytes.len() {
            prop_assert_eq!(Value::decode(&bytes[..length]), None);
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Some(value) = Value::decode(&bytes) {
            // NaN is not equal to itself; what is written is.
            prop_assert_eq!(Value::decode(&value.encode()).map(|again| again.encode()), Some(value.encode()));
        }
        let sealer = Sealer::new(b"secret", &[], "session");
        prop_assert_eq!(sealer.open("cookie", &text::encode(&bytes)), Err(Unopened));
    }

    #[test]
    fn what_is_sealed_opens(plain in proptest::collection::vec(any::<u8>(), 0..300), place in ".{0,10}") {
        let sealer = Sealer::new(b"secret", &[], "session");
        prop_assert_eq!(sealer.open(&place, &sealer.seal(&place, &plain).unwrap()), Ok(plain));
    }
}
