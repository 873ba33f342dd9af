//! What a JSON Schema says of settings: their names, types, defaults and what they are for.

use schemars::Schema;
use serde_json::Value;

/// The manual of a table of settings.
#[derive(Clone, Debug, PartialEq)]
pub struct Manual {
    /// What it is for.
    pub about: String,
    /// Its settings, in their order.
    pub settings: Vec<Setting>,
}

/// One setting.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its key.
    pub name: String,
    /// Its type, in words: `a number from 0 to 1`.
    pub kind: String,
    /// Its default; null where it is not set.
    pub default: Value,
    /// What it is for.
    pub about: String,
}

impl Manual {
    /// The manual that a schema holds.
    pub fn of(schema: &Schema) -> Manual {
        let root = schema.as_value();
        let properties = root["properties"].as_object();
        let settings = properties.into_iter().flatten().map(|(name, property)| {
            let resolved = resolve(root, property);
            Setting {
                name: name.clone(),
                kind: kind(root, resolved),
                default: shortest(&property["default"], resolved),
                about: text(&property["description"]),
            }
        });
        Manual { about: text(&root["description"]), settings: settings.collect() }
    }

    /// A setting, by its key.
    pub fn find(&self, name: &str) -> Option<&Setting> {
        self.settings.iter().find(|setting| setting.name == name)
    }
}

/// A property that is a reference, followed to what it refers to.
fn resolve<'a>(root: &'a Value, property: &'a Value) -> &'a Value {
    let name = property["$ref"].as_str().and_then(|reference| reference.strip_prefix("#/$defs/"));
    name.map_or(property, |name| &root["$defs"][name])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The type in words.
fn kind(root: &Value, property: &Value) -> String {
    if let Some(choices) = choices(property) {
        return format!("one of {}", choices.join(", "));
    }
    let types = &property["type"];
    // An `Option` has the type and null.
    let name = types.as_str().or_else(|| types[0].as_str()).unwrap_or_default();
    let range = match (&property["minimum"], &property["maximum"]) {
        (Value::Null, Value::Null) => String::new(),
        (least, Value::Null) => format!(", at least {least}"),
        (Value::Null, most) => format!(", at most {most}"),
        (least, most) => format!(" from {least} to {most}"),
    };
    match name {
        "string" => "a string".to_owned(),
        "boolean" => "true or false".to_owned(),
        "integer" => format!("a whole number{range}"),
        "number" => format!("a number{range}"),
        "array" => match kind(root, resolve(root, &property["items"])).as_str() {
            "a string" => "a list of strings".to_owned(),
            item => format!("a list, each {item}"),
        },
        "object" => "a table".to_owned(),
        _ => "a value".to_owned(),
    }
}

/// The names that an enumeration has.
fn choices(property: &Value) -> Option<Vec<String>> {
    let quoted = |value: &Value| value.as_str().map(|name| format!("\"{name}\""));
    if let Some(names) = property["enum"].as_array() {
        return Some(names.iter().filter_map(quoted).collect());
    }
    let variants = property["oneOf"].as_array()?;
    let of = |variant: &Value| match variant["enum"].as_array() {
        Some(names) => names.iter().filter_map(quoted).collect(),
        None => quoted(&variant["const"]).into_iter().collect::<Vec<_>>(),
    };
    Some(variants.iter().flat_map(of).collect())
}

/// A default as people write it: an `f32` of 0.3 is 0.30000001192092896 in the schema.
fn shortest(default: &Value, property: &Value) -> Value {
    let single = property["format"] == "float";
    let number = default.as_f64().filter(|_| single).map(|number| (number as f32).to_string());
    number.and_then(|digits| digits.parse().ok()).map_or_else(|| default.clone(), f64::into)
}

#[cfg(test)]
mod tests {
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Clone, Copy, Default, Deserialize, Serialize, JsonSchema)]
    #[serde(rename_all = "lowercase")]
    enum Mode {
        #[default]
        Text,
        Gap,
    }

    /// Finds things.
    #[derive(Deserialize, JsonSchema)]
    #[serde(default, rename_all = "kebab-case")]
    struct Finder {
        /// The largest share.
        #[schemars(range(min = 0, max = 1))]
        max_share: f32,
        /// How.
        mode: Mode,
        words: Vec<String>,
        most: Option<u32>,
    }

    impl Default for Finder {
        fn default() -> Finder {
            Finder { max_share: 0.3, mode: Mode::Text, words: vec!["a".to_owned()], most: None }
        }
    }

    #[test]
    fn a_schema_tells_names_types_and_defaults() {
        let manual = Manual::of(&schemars::schema_for!(Finder));
        let rows = manual.settings.iter().map(|s| format!("{} {} {}", s.name, s.kind, s.default));
        assert_eq!(manual.about, "Finds things.");
        assert_eq!(
            rows.collect::<Vec<_>>(),
            [
                "max-share a number from 0 to 1 0.3",
                "mode one of \"text\", \"gap\" \"text\"",
                "words a list of strings [\"a\"]",
                "most a whole number, at least 0 null",
            ]
        );
    }
}
