//! MinHash signatures, cut into bands.

/// Bands of a signature …
const BANDS: usize = 24;
/// … and minima in each: of two reports with Jaccard similarity s, 1 − (1 − s³)²⁴ share a band: 0.79 at 0.4, 0.96 at 0.5, 0.998
/// at 0.6, and 0.02 at 0.1.
const ROWS: usize = 3;

/// One key a band: the hash of its minima and its number, as SQLite keeps integers. Nothing for an empty set.
pub(super) fn bands(shingles: &[u64]) -> Vec<i64> {
    if shingles.is_empty() {
        return Vec::new();
    }
    let mut minima = [u64::MAX; BANDS * ROWS];
    for shingle in shingles {
        for (n, least) in minima.iter_mut().enumerate() {
            *least = (*least).min(mixed(shingle ^ SEEDS[n]));
        }
    }
    let key = |(n, rows): (usize, &[u64])| {
        rows.iter().fold(mixed(n as u64 + 1), |key, least| mixed(key ^ least)).cast_signed()
    };
    minima.chunks(ROWS).enumerate().map(key).collect()
}

/// A constant for each minimum.
const SEEDS: [u64; BANDS * ROWS] = {
    let mut seeds = [0; BANDS * ROWS];
    let mut n = 0;
    while n < seeds.len() {
        seeds[n] = mixed(n as u64 + 0x9e37_79b9);
        n += 1;
    }
    seeds
};

/// The finalizer of SplitMix64: every bit of the input moves every bit of the output.
const fn mixed(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alike_share_bands_and_the_others_do_not() {
        let set = |from: u64, to: u64| -> Vec<u64> { (from..to).map(mixed).collect() };
        let shared = |a: &[u64], b: &[u64]| bands(a).iter().filter(|k| bands(b).contains(k)).count();
        let a = set(0, 300);
        assert_eq!(shared(&a, &a), BANDS);
        assert!(shared(&a, &set(75, 375)) > 0, "similarity 0.6");
        assert_eq!(shared(&a, &set(300, 600)), 0);
        assert!(bands(&[]).is_empty());
    }
}
