//! Names that are spelled nearly right.

/// The most bytes of a text that is compared with names.
const MOST_BYTES: usize = 64;

/// The name that the text is most likely meant to be: the one that the fewest changes make of it, at most two and
/// fewer than one in three characters. Of two names that are as near, the first.
///
/// A change is a character more, less or other, or two that change places; the case of ASCII letters does not matter.
pub(super) fn nearest<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = names.into_iter().filter_map(|name| {
        let most = 2.min(name.len().saturating_sub(1) / 3);
        let is_near = text.len() <= MOST_BYTES
            && text.len().abs_diff(name.len()) <= most
            && foreign(text.as_bytes(), name.as_bytes()) <= most;
        let changes = if is_near { changes(text.as_bytes(), name.as_bytes(), most)? } else { return None };
        Some((changes, name))
    });
    near.min_by_key(|(changes, _)| *changes).map(|(_, name)| name)
}

/// How many bytes of the text are not in the name: each of them needs a change of its own.
fn foreign(text: &[u8], name: &[u8]) -> usize {
    text.iter().filter(|byte| !name.iter().any(|letter| letter.eq_ignore_ascii_case(byte))).count()
}

/// How many changes make one text of the other, if they are at most so many.
fn changes(one: &[u8], other: &[u8], most: usize) -> Option<usize> {
    let is_same = |(byte, letter): (Option<&u8>, Option<&u8>)| match (byte, letter) {
        (Some(byte), Some(letter)) => byte.eq_ignore_ascii_case(letter),
        _ => false,
    };
    // The distances between the first `row` bytes of the one and the first `column` bytes of the other: of the row
    // before the last, of the last, and of this one.
    let mut earlier = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    let mut current = Vec::with_capacity(last.len());
    for row in 1..=one.len() {
        current.clear();
        current.push(row);
        for column in 1..=other.len() {
            let pair = |before_row: usize, before_column: usize| {
                (one.get(row.wrapping_sub(before_row)), other.get(column.wrapping_sub(before_column)))
            };
            let at = |row: &[usize], back: usize| row.get(column.wrapping_sub(back)).copied();
            let replaced = at(&last, 1).map(|distance| distance + usize::from(!is_same(pair(1, 1))));
            let swapped = at(&earlier, 2).filter(|_| is_same(pair(1, 2)) && is_same(pair(2, 1)));
            let ways =
                [replaced, at(&last, 0).map(add_one), at(&current, 1).map(add_one), swapped.map(add_one)];
            current.push(ways.into_iter().flatten().min().unwrap_or_default());
        }
        // No distance is less than the least of the last two rows.
        if current.iter().chain(&last).all(|distance| *distance > most) {
            return None;
        }
        std::mem::swap(&mut earlier, &mut last);
        std::mem::swap(&mut last, &mut current);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

const fn add_one(distance: usize) -> usize {
    distance + 1
}

#[cfg(test)]
mod tests {
    use super::{changes, nearest};

    #[test]
    fn a_change_is_a_character_more_less_or_other_or_two_that_change_places() {
        for (one, other, count) in [
            ("", "", 0),
            ("", "abc", 3),
            ("Action", "action", 0),
            ("Actions", "Action", 1),
            ("Acton", "Action", 1),
            ("Acsion", "Action", 1),
            ("Atcion", "Action", 1),
            ("Atciones", "Action", 3),
            ("kitten", "sitting", 3),
        ] {
            for most in 0..9 {
                let expected = (count <= most).then_some(count);
                assert_eq!(changes(one.as_bytes(), other.as_bytes(), most), expected, "{one} {other} {most}");
                assert_eq!(changes(other.as_bytes(), one.as_bytes(), most), expected, "{other} {one} {most}");
            }
        }
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["Sid", "Effect", "Action", "NotAction", "Resource"];
        assert_eq!(nearest("Actions", names), Some("Action"));
        assert_eq!(nearest("NoAction", names), Some("NotAction"));
        assert_eq!(nearest("resuorces", names), Some("Resource"));
        assert_eq!(nearest("Sit", names), None);
        assert_eq!(nearest("Reaction", names), None);
        assert_eq!(nearest(&"a".repeat(1_000), names), None);
    }
}
