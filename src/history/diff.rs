//! What became of a long text, line by line.

/// More than so many comparisons are not made: what differs then is all taken out and all put in.
const MOST_COMPARED: usize = 250_000;

/// Longer than this nobody reads what differs; the version itself shows it all.
const MOST_LINES: usize = 120;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Kept,
    Removed,
    Added,
    /// Lines that are not shown stand here.
    Skipped,
}

/// A line of either text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    pub fate: Fate,
    pub text: String,
}

/// What differs between two texts, each difference with the lines around it.
#[must_use]
pub fn lines(before: &str, after: &str) -> Vec<DiffLine> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    around_differences(&compare(&old, &new))
}

/// Every line of both, in an order to read them in.
fn compare<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Fate, &'a str)> {
    let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_middle, new_middle) = (&old_rest[..old_rest.len() - end], &new_rest[..new_rest.len() - end]);
    let kept = |lines: &[&'a str]| lines.iter().map(|line| (Fate::Kept, *line)).collect::<Vec<_>>();
    let mut all = kept(&old[..start]);
    all.extend(middle(old_middle, new_middle));
    all.extend(kept(&old_rest[old_rest.len() - end..]));
    all
}

/// By the longest common subsequence.
fn middle<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<(Fate, &'a str)> {
    let width = new.len() + 1;
    if old.len() * width > MOST_COMPARED {
        let removed = old.iter().map(|line| (Fate::Removed, *line));
        return removed.chain(new.iter().map(|line| (Fate::Added, *line))).collect();
    }
    // How many lines the rests of both have in common, from each pair of places on.
    let mut common = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j, mut all) = (0, 0, Vec::new());
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            all.push((Fate::Kept, old[i]));
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || common[(i + 1) * width + j] >= common[i * width + j + 1]) {
            all.push((Fate::Removed, old[i]));
            i += 1;
        } else {
            all.push((Fate::Added, new[j]));
            j += 1;
        }
    }
    all
}

/// The differences with a line of context on either side; the others are skipped.
fn around_differences(all: &[(Fate, &str)]) -> Vec<DiffLine> {
    let differs = |at: usize| all.get(at).is_some_and(|(fate, _)| *fate != Fate::Kept);
    let skipped = || DiffLine { fate: Fate::Skipped, text: String::new() };
    let mut shown: Vec<DiffLine> = Vec::new();
    for (at, (fate, text)) in all.iter().enumerate() {
        if shown.len() == MOST_LINES {
            shown.push(skipped());
            break;
        }
        if differs(at) || differs(at + 1) || at.checked_sub(1).is_some_and(differs) {
            shown.push(DiffLine { fate: *fate, text: (*text).to_owned() });
        } else if shown.last().is_none_or(|line| line.fate != Fate::Skipped) {
            shown.push(skipped());
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(before: &str, after: &str) -> String {
        let line = |line: &DiffLine| match line.fate {
            Fate::Kept => format!(" {}", line.text),
            Fate::Removed => format!("-{}", line.text),
            Fate::Added => format!("+{}", line.text),
            Fate::Skipped => "…".to_owned(),
        };
        lines(before, after).iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn a_changed_line_stands_between_its_neighbours() {
        assert_eq!(written("a\nb\nc\nd\ne", "a\nb\nX\nd\ne"), "…\n b\n-c\n+X\n d\n…");
        assert_eq!(written("", "a\nb"), "+a\n+b");
        assert_eq!(written("a\nb", ""), "-a\n-b");
        assert_eq!(written("a\nb\nc", "b\nc\nd"), "-a\n b\n c\n+d");
    }

    #[test]
    fn long_texts_that_have_nothing_in_common_take_no_time() {
        let text = |word: &str| (0..10_000).map(|number| format!("{word}{number}")).collect::<Vec<_>>().join("\n");
        let shown = lines(&text("old"), &text("new"));
        assert_eq!(shown.len(), MOST_LINES + 1);
    }

    proptest! {
        #[test]
        fn taking_out_and_putting_in_leads_from_one_to_the_other(
            old in prop::collection::vec("[abc]", 0..12), new in prop::collection::vec("[abc]", 0..12)
        ) {
            let (old, new): (Vec<&str>, Vec<&str>) = (old.iter().map(String::as_str).collect(), new.iter().map(String::as_str).collect());
            let all = compare(&old, &new);
            let side = |fate| all.iter().filter(|(one, _)| *one == Fate::Kept || *one == fate).map(|(_, line)| *line).collect::<Vec<_>>();
            prop_assert_eq!(side(Fate::Removed), old);
            prop_assert_eq!(side(Fate::Added), new);
        }
    }
}
