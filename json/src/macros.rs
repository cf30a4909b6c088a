//! JSON written out in Rust.

/// A value, spelled as JSON, with expressions where something is to be put in: `json!({ "active": false, "name": name })`.
#[macro_export]
macro_rules! json {
    (null) => { $crate::Value::Null };
    ([]) => { $crate::Value::Array(::std::vec::Vec::new()) };
    ([ $($items:tt)+ ]) => {{
        let mut items = ::std::vec::Vec::new();
        $crate::json!(@items items $($items)+);
        $crate::Value::Array(items)
    }};
    ({}) => { $crate::Value::Object($crate::Map::new()) };
    ({ $($fields:tt)+ }) => {{
        let mut fields = $crate::Map::new();
        $crate::json!(@fields fields $($fields)+);
        $crate::Value::Object(fields)
    }};
    (@items $to:ident) => {};
    (@items $to:ident null $(, $($rest:tt)*)?) => {
        $to.push($crate::Value::Null);
        $crate::json!(@items $to $($($rest)*)?);
    };
    (@items $to:ident [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $to.push($crate::json!([ $($inner)* ]));
        $crate::json!(@items $to $($($rest)*)?);
    };
    (@items $to:ident { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $to.push($crate::json!({ $($inner)* }));
        $crate::json!(@items $to $($($rest)*)?);
    };
    (@items $to:ident $item:expr $(, $($rest:tt)*)?) => {
        $to.push($crate::Value::from($item));
        $crate::json!(@items $to $($($rest)*)?);
    };
    (@fields $to:ident) => {};
    (@fields $to:ident $name:tt : null $(, $($rest:tt)*)?) => {
        $to.insert($name, $crate::Value::Null);
        $crate::json!(@fields $to $($($rest)*)?);
    };
    (@fields $to:ident $name:tt : [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $to.insert($name, $crate::json!([ $($inner)* ]));
        $crate::json!(@fields $to $($($rest)*)?);
    };
    (@fields $to:ident $name:tt : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $to.insert($name, $crate::json!({ $($inner)* }));
        $crate::json!(@fields $to $($($rest)*)?);
    };
    (@fields $to:ident $name:tt : $value:expr $(, $($rest:tt)*)?) => {
        $to.insert($name, $crate::Value::from($value));
        $crate::json!(@fields $to $($($rest)*)?);
    };
    ($value:expr) => { $crate::Value::from($value) };
}
