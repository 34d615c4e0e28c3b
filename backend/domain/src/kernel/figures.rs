//! Numbers as they are served: rounded half-up to two decimals, trailing zeros
//! dropped; rates always together with what they were computed from.

use serde::{Deserialize, Serialize, Serializer};

/// A decimal number with at most two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, utoipa::ToSchema)]
#[schema(value_type = f64)]
pub struct Decimal2(i64);

impl Decimal2 {
    /// `100 × numerator ÷ denominator`, rounded half-up; `None` at a zero denominator.
    pub fn percent(numerator: i64, denominator: i64) -> Option<Self> {
        if denominator <= 0 || numerator < 0 {
            return None;
        }
        let (n, d) = (i128::from(numerator), i128::from(denominator));
        i64::try_from((n * 20_000 + d) / (2 * d)).ok().map(Self)
    }

    /// `value` rounded half-up (half away from zero for negative values). The value's
    /// shortest decimal form decides, so that 1.005 gives 1.01. `None` for what is no
    /// number or too large to be a figure.
    pub fn round(value: f64) -> Option<Self> {
        if !value.is_finite() || value.abs() >= 1e15 {
            return None;
        }
        let text = format!("{}", value.abs());
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let digit = |place: usize| {
            decimals
                .as_bytes()
                .get(place)
                .map_or(0, |b| i64::from(b - b'0'))
        };
        let mut hundredths = whole.parse::<i64>().ok()? * 100 + digit(0) * 10 + digit(1);
        if digit(2) >= 5 {
            hundredths += 1;
        }
        Some(Self(if value < 0.0 { -hundredths } else { hundredths }))
    }

    /// The value in hundredths.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The value as a floating-point number.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl std::fmt::Display for Decimal2 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, rest) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match rest {
            0 => write!(f, "{sign}{whole}"),
            tenths if tenths % 10 == 0 => write!(f, "{sign}{whole}.{}", tenths / 10),
            hundredths => write!(f, "{sign}{whole}.{hundredths:02}"),
        }
    }
}

impl Serialize for Decimal2 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Decimal2 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        Self::round(value).ok_or_else(|| serde::de::Error::custom("not a figure"))
    }
}

/// A rate with what it was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Rate {
    /// Percent; null when the denominator is zero.
    #[schema(required)]
    pub value: Option<Decimal2>,
    /// What was counted.
    #[schema(value_type = i32)]
    pub numerator: i64,
    /// What it was counted of.
    #[schema(value_type = i32)]
    pub denominator: i64,
}

impl Rate {
    /// The rate of `numerator` in `denominator`.
    pub fn of(numerator: i64, denominator: i64) -> Self {
        Self {
            value: Decimal2::percent(numerator, denominator),
            numerator,
            denominator,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(numerator: i64, denominator: i64) -> String {
        serde_json::to_string(&Rate::of(numerator, denominator).value).unwrap()
    }

    #[test]
    fn rates_round_half_up_and_drop_trailing_zeros() {
        assert_eq!(shown(966, 1000), "96.6");
        assert_eq!(shown(1, 1), "100");
        assert_eq!(shown(0, 7), "0");
        assert_eq!(shown(1, 3), "33.33");
        assert_eq!(shown(2, 3), "66.67");
        assert_eq!(shown(1, 800), "0.13");
        assert_eq!(shown(0, 0), "null");
    }

    #[test]
    fn numbers_round_by_their_written_form() {
        for (value, text) in [
            (1.005, "1.01"),
            (98.46, "98.46"),
            (13469.0, "13469"),
            (2.5, "2.5"),
            (-1.235, "-1.24"),
        ] {
            assert_eq!(Decimal2::round(value).unwrap().to_string(), text);
        }
        assert!(Decimal2::round(f64::NAN).is_none());
    }

    proptest! {
        #[test]
        fn a_rate_is_within_half_a_hundredth(n in 0i64..1_000_000, d in 1i64..1_000_000) {
            let value = Decimal2::percent(n, d).unwrap();
            let error = (value.hundredths() as f64 - n as f64 * 10_000.0 / d as f64).abs();
            prop_assert!(error <= 0.500_001);
        }

        #[test]
        fn what_is_served_reads_back_equal(hundredths in -1_000_000_000i64..1_000_000_000) {
            let value = Decimal2(hundredths);
            let text = serde_json::to_string(&value).unwrap();
            prop_assert_eq!(text.clone(), value.to_string());
            prop_assert_eq!(serde_json::from_str::<Decimal2>(&text).unwrap(), value);
        }
    }
}
