//! From measures to log odds: a logistic regression, whose weights `cargo xtask han learn` finds.

use std::fmt::Write;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use super::measures::{MEASURES, Measures, NAMES, Source};

/// The weights of the measures: log odds of Japanese against Chinese are their weighted sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    bias: f32,
    weights: [f32; MEASURES],
}

/// The file of a model.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    bias: f32,
    weights: toml::Table,
}

impl Model {
    /// A model of weights that were just found.
    pub fn new(bias: f32, weights: [f32; MEASURES]) -> Model {
        Model { bias, weights }
    }

    /// Reads a model.
    ///
    /// # Errors
    /// When a weight is missing or none of the measures has its name; a test sees to it that this is
    /// not so with the model that is compiled in.
    pub fn parse(file: &str) -> anyhow::Result<Model> {
        let file: File = toml::from_str(file)?;
        anyhow::ensure!(file.weights.len() == MEASURES, "not one weight for each measure");
        let mut weights = [0.0; MEASURES];
        for (weight, (name, _)) in weights.iter_mut().zip(NAMES) {
            let value = file.weights.get(name).and_then(toml::Value::as_float);
            *weight = value.with_context(|| format!("no weight for {name}"))? as f32;
        }
        Ok(Model { bias: file.bias, weights })
    }

    /// The file of a model, with four decimals.
    pub fn print(&self) -> String {
        let mut file = format!("bias = {:.4}\n\n[weights]\n", self.bias);
        for ((name, _), weight) in NAMES.iter().zip(self.weights) {
            // Writing to a string cannot fail.
            let _ = writeln!(file, "{name} = {weight:.4}");
        }
        file
    }

    /// The log odds of Japanese against Chinese.
    pub fn weigh(&self, measures: &Measures) -> f32 {
        self.bias + self.weights.iter().zip(measures).map(|(weight, x)| weight * x).sum::<f32>()
    }

    /// What the measures from one source say.
    pub(super) fn share(&self, measures: &Measures, source: Source) -> f32 {
        let all = self.weights.iter().zip(measures).zip(NAMES);
        all.filter(|(_, (_, from))| *from == source).map(|((weight, x), _)| weight * x).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_printed() {
        let mut weights = [0.25; MEASURES];
        weights[3] = -1.5;
        let model = Model::new(0.5, weights);
        assert_eq!(Model::parse(&model.print()).unwrap(), model);
        assert!(Model::parse("bias = 1.0\n[weights]\n").is_err());
    }
}
