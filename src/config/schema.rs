//! The JSON Schema of `pipeline.toml`, put together from those of its tables.

use schemars::{Schema, json_schema, schema_for};
use serde_json::{Map, Value, json};

use super::size;
use crate::duplicates::Duplicates;
use crate::input::{Selection, Unpacking};
use crate::readers::{Decoding, Limits};
use crate::sites::Learning;
use crate::stages::STAGES;
use crate::writers::WRITERS;

/// The JSON Schema of `pipeline.toml`.
pub fn schema() -> Schema {
    let mut definitions = Map::new();
    let mut part = |schema: Schema| part(schema, &mut definitions);
    let input = part(schema_for!(Selection));
    let mut limits = part(schema_for!(Limits));
    let unpacking = part(schema_for!(Unpacking));
    if let (Some(all), Value::Object(more)) =
        (limits["properties"].as_object_mut(), unpacking["properties"].clone())
    {
        all.extend(more);
        all.iter_mut().for_each(|(name, property)| allow_units(name, property));
    }
    let decoding = part(schema_for!(Decoding));
    let site = part(schema_for!(Learning));
    let duplicates = part(schema_for!(Duplicates));
    let stages: Vec<Value> =
        STAGES.iter().map(|entry| tagged(part((entry.schema)()), "use", entry.name)).collect();
    let outputs: Vec<Value> =
        WRITERS.iter().map(|entry| tagged(part((entry.schema)()), "format", entry.name)).collect();
    json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "pipeline.toml of pumice",
        "description": "Which documents are taken, how much of them is read, which stages look at them, what is written.",
        "type": "object",
        "properties": {
            "input": input,
            "limits": limits,
            "decoding": decoding,
            "site": site,
            "duplicates": duplicates,
            "stage": {"type": "array", "items": {"oneOf": stages}},
            "output": {"type": "array", "items": {"oneOf": outputs}},
        },
        "required": ["stage", "output"],
        "additionalProperties": false,
        "$defs": definitions,
    })
}

/// A schema as a part of another: its definitions move up.
fn part(schema: Schema, definitions: &mut Map<String, Value>) -> Value {
    let mut value = schema.to_value();
    if let Some(object) = value.as_object_mut() {
        object.remove("$schema");
        if let Some(Value::Object(own)) = object.remove("$defs") {
            definitions.extend(own);
        }
    }
    value
}

/// Adds the key that says which row it is.
fn tagged(mut row: Value, key: &str, name: &str) -> Value {
    let own = row["properties"].take();
    let mut properties = Map::new();
    properties.insert(key.to_owned(), json!({"const": name}));
    properties.extend(own.as_object().cloned().unwrap_or_default());
    row["properties"] = Value::Object(properties);
    row["required"] = json!([key]);
    row
}

/// Sizes may be written with a unit.
fn allow_units(name: &str, property: &mut Value) {
    if size::is_size(name) {
        property["type"] = json!(["integer", "string"]);
    }
}
