//! Chance from a seed. It may not know what its numbers are used for.
//!
//! Each use draws from a stream of its own, named by a label, so that switching faults on
//! does not rename the tenant's users.

/// Characters of random tokens.
const HEX: &str = "0123456789abcdef";

/// A stream of pseudo-random numbers (splitmix64: Steele, Lea and Flood, 2014).
#[derive(Debug, Clone)]
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The stream called `label` of `seed`.
    pub(crate) fn new(seed: u64, label: &str) -> Self {
        // FNV-1a over the label keeps streams of one seed apart.
        let mark = label.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        let mut stream = Self { state: seed ^ mark };
        stream.next();
        stream
    }

    /// The next number, any of 2⁶⁴.
    pub(crate) fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `bound - 1`; 0 when `bound` is 0.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        let product = u128::from(self.next()) * u128::from(bound);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// A number of the closed range, whichever way round it is given.
    pub(crate) fn between(&mut self, (low, high): (u64, u64)) -> u64 {
        let (low, high) = (low.min(high), low.max(high));
        low.saturating_add(self.below((high - low).saturating_add(1)))
    }

    /// True in `per_mille` of 1000 draws.
    pub(crate) fn chance(&mut self, per_mille: u16) -> bool {
        self.below(1000) < u64::from(per_mille)
    }

    /// One of the items.
    pub(crate) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let length = u64::try_from(items.len()).unwrap_or_default();
        let index = usize::try_from(self.below(length)).unwrap_or_default();
        items.get(index).copied().unwrap_or_default()
    }

    /// `length` characters of an ASCII alphabet.
    pub(crate) fn text(&mut self, length: usize, alphabet: &str) -> String {
        (0..length)
            .map(|_| char::from(self.pick(alphabet.as_bytes())))
            .collect()
    }

    /// `length` hexadecimal digits.
    pub(crate) fn hex(&mut self, length: usize) -> String {
        self.text(length, HEX)
    }

    /// 36 characters in the form of a UUID.
    pub(crate) fn uuid(&mut self) -> String {
        [8, 4, 4, 4, 12].map(|length| self.hex(length)).join("-")
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn the_same_seed_and_label_give_the_same_stream() {
        let (mut a, mut b) = (Random::new(7, "users"), Random::new(7, "users"));
        assert!((0..100).all(|_| a.next() == b.next()));
    }

    #[test]
    fn labels_of_one_seed_are_streams_of_their_own() {
        assert_ne!(
            Random::new(7, "users").next(),
            Random::new(7, "faults").next()
        );
    }

    #[test]
    fn numbers_stay_in_their_range_and_reach_both_ends() {
        let mut random = Random::new(1, "range");
        let drawn: Vec<u64> = (0..500).map(|_| random.between((3, 5))).collect();
        assert_eq!(drawn.iter().min(), Some(&3));
        assert_eq!(drawn.iter().max(), Some(&5));
    }

    #[test]
    fn a_chance_of_nothing_never_comes_and_of_a_thousand_always() {
        let mut random = Random::new(1, "chance");
        assert!((0..500).all(|_| !random.chance(0)));
        assert!((0..500).all(|_| random.chance(1000)));
    }
}
