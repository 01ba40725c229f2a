//! Reads Prometheus' text format as far as this portal writes it, which is the one way to its own measurements.

/// A measurement.
#[derive(Debug, PartialEq)]
pub struct Sample<'a> {
    pub name: &'a str,
    labels: Vec<(&'a str, &'a str)>,
    pub value: f64,
}

impl<'a> Sample<'a> {
    /// The value of a label; empty if it has none.
    #[must_use]
    pub fn label(&self, name: &str) -> &'a str {
        self.labels.iter().find(|(label, _)| *label == name).map(|(_, value)| *value).unwrap_or_default()
    }
}

/// Every measurement in a text.
pub fn samples(text: &str) -> impl Iterator<Item = Sample<'_>> {
    text.lines().filter_map(sample)
}

fn sample(line: &str) -> Option<Sample<'_>> {
    if line.starts_with('#') {
        return None;
    }
    let (head, value) = line.rsplit_once(' ')?;
    let value = value.parse().ok()?;
    let (name, mut rest) = match head.split_once('{') {
        Some((name, labels)) => (name, labels.strip_suffix('}')?),
        None => (head, ""),
    };
    let mut labels = Vec::new();
    // Values are our own routes and words, without quotes in them.
    while let Some((label, more)) = rest.split_once("=\"") {
        let (value, more) = more.split_once('"')?;
        labels.push((label, value));
        rest = more.trim_start_matches(',');
    }
    Some(Sample { name, labels, value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measurements_are_read_with_their_labels_and_everything_else_is_passed_over() {
        let text = "# TYPE x histogram\n\
            x_bucket{method=\"GET\",uri=\"/trips/{trip}\",le=\"+Inf\"} 3\n\
            process_open_fds 12\n\
            process_cpu_seconds_total 0.25\n\n\
            broken{a=\"b} 1\n\
            nothing\n";
        let read: Vec<_> = samples(text).collect();
        assert_eq!(read.len(), 3);
        assert_eq!((read[0].name, read[0].label("uri"), read[0].label("le")), ("x_bucket", "/trips/{trip}", "+Inf"));
        assert_eq!((read[0].label("status"), read[0].value), ("", 3.0));
        assert_eq!((read[1].name, read[1].value), ("process_open_fds", 12.0));
        assert!((read[2].value - 0.25).abs() < f64::EPSILON);
    }
}
