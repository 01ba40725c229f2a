//! Percentiles.

/// The smallest value that so many hundredths of all values do not exceed; 0 without values.
pub fn percentile(sorted: &[f64], hundredths: usize) -> f64 {
    let rank = (sorted.len() * hundredths).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}
