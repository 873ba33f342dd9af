//! The languages that Han characters are written in, and evidence for them.

use crate::document::Lang;

/// The languages that are written with Han characters, and the two orthographies of Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// Japanese.
    Ja,
    /// Chinese in simplified characters.
    Hans,
    /// Chinese in traditional characters.
    Hant,
    /// Korean.
    Ko,
}

impl Tongue {
    /// Each of them.
    pub const ALL: [Tongue; 4] = [Tongue::Ja, Tongue::Hans, Tongue::Hant, Tongue::Ko];

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Tongue::Ja => "ja",
            Tongue::Hans => "zh-Hans",
            Tongue::Hant => "zh-Hant",
            Tongue::Ko => "ko",
        }
    }

    /// Whether it is Chinese.
    pub fn is_chinese(self) -> bool {
        matches!(self, Tongue::Hans | Tongue::Hant)
    }
}

/// Log odds for each [`Tongue`], in the order of [`Tongue::ALL`]; only differences mean something.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weights(pub [f32; 4]);

impl Weights {
    /// Evidence for one.
    pub fn of(tongue: Tongue, weight: f32) -> Weights {
        let mut weights = Weights::default();
        weights.0[tongue as usize] = weight;
        weights
    }

    /// Evidence for Chinese in either orthography.
    pub fn zh(weight: f32) -> Weights {
        Weights::of(Tongue::Hans, weight) + Weights::of(Tongue::Hant, weight)
    }

    /// Evidence for simplified characters, or with negative log odds for traditional ones, that says
    /// nothing of Chinese as such.
    pub fn orthography(odds: f32) -> Weights {
        let share = |odds: f32| (2.0 / (1.0 + (-odds).exp())).ln();
        Weights::of(Tongue::Hans, share(odds)) + Weights::of(Tongue::Hant, share(-odds))
    }

    /// Evidence for the language that a tag names; none when that is not written with Han.
    pub fn named(tag: &str, weight: f32) -> Weights {
        let mut parts = tag.split('-');
        let primary = parts.next().unwrap_or_default();
        let has = |subtags: &[&str]| parts.clone().any(|part| subtags.contains(&part));
        let simplified = has(&["Hans", "CN", "SG"]);
        match primary {
            "ja" => Weights::of(Tongue::Ja, weight),
            "ko" => Weights::of(Tongue::Ko, weight),
            "zh" | "yue" if simplified != has(&["Hant", "TW", "HK", "MO"]) => {
                let orthography = if simplified { Tongue::Hans } else { Tongue::Hant };
                Weights::zh(weight / 2.0) + Weights::of(orthography, weight / 2.0)
            }
            "zh" | "yue" => Weights::zh(weight),
            _ => Weights::default(),
        }
    }

    /// The weight of one.
    pub fn get(self, tongue: Tongue) -> f32 {
        self.0[tongue as usize]
    }

    /// The same evidence, trusted more or less.
    #[must_use]
    pub fn scaled(self, factor: f32) -> Weights {
        Weights(self.0.map(|weight| weight * factor))
    }

    /// The same evidence, none of it better than the best by more than `most`.
    #[must_use]
    pub fn limited(self, most: f32) -> Weights {
        let best = self.0.into_iter().fold(f32::MIN, f32::max);
        Weights(self.0.map(|weight| (weight - best).max(-most)))
    }

    /// The one that has most for it.
    pub fn best(self) -> Tongue {
        let better = |a: &Tongue, b: &Tongue| self.get(*a).total_cmp(&self.get(*b));
        Tongue::ALL.into_iter().rev().max_by(better).unwrap_or(Tongue::Ja)
    }

    /// Probabilities that add up to 1, in the order of [`Tongue::ALL`].
    pub fn probabilities(self) -> [f32; 4] {
        let odds = self.limited(30.0).0.map(f32::exp);
        let sum: f32 = odds.iter().sum();
        odds.map(|odds| odds / sum)
    }

    /// The languages and their probabilities, the likeliest first. The two orthographies of Chinese
    /// are one candidate, `zh`, unless it is plain which of them it is and that one is at least as
    /// probable as `sureness`.
    pub fn candidates(self, sureness: f32) -> Vec<(Lang, f32)> {
        /// The orthography is named when it has this share of what Chinese has.
        const PLAIN: f32 = 0.8;
        let [ja, simplified, traditional, ko] = self.probabilities();
        let chinese = simplified + traditional;
        let more = simplified.max(traditional);
        let plain = chinese > ja.max(ko) && more >= (PLAIN * chinese).max(sureness);
        let mut found: Vec<(Lang, f32)> = Tongue::ALL
            .into_iter()
            .zip(self.probabilities())
            .filter(|(tongue, _)| plain || !tongue.is_chinese())
            .map(|(tongue, probability)| (Lang::constant(tongue.tag()), probability))
            .collect();
        if !plain {
            found.push((Lang::constant("zh"), chinese));
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }
}

impl std::ops::Add for Weights {
    type Output = Weights;

    fn add(self, other: Weights) -> Weights {
        let mut sum = self;
        sum.0.iter_mut().zip(other.0).for_each(|(sum, more)| *sum += more);
        sum
    }
}

impl std::iter::Sum for Weights {
    fn sum<I: Iterator<Item = Weights>>(weights: I) -> Weights {
        weights.fold(Weights::default(), |sum, weights| sum + weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orthography_is_no_language() {
        let [ja, simplified, traditional, _] = Weights::orthography(3.0).probabilities();
        assert!(simplified > traditional && (simplified + traditional - 2.0 * ja).abs() < 1e-5);
    }

    #[test]
    fn probabilities_add_up() {
        let sum: f32 = Weights([3.0, -100.0, 2.0, 0.5]).probabilities().iter().sum();
        assert!((sum - 1.0).abs() < 1e-5);
    }
}
