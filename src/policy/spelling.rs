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
        let changes = if is_near { changes(text.as_bytes(), name.as_bytes()) } else { return None };
        (changes <= most).then_some((changes, name))
    });
    near.min_by_key(|(changes, _)| *changes).map(|(_, name)| name)
}

/// How many bytes of the text are not in the name: each of them needs a change of its own.
fn foreign(text: &[u8], name: &[u8]) -> usize {
    text.iter().filter(|byte| !name.iter().any(|letter| letter.eq_ignore_ascii_case(byte))).count()
}

/// How many changes make one text of the other.
fn changes(one: &[u8], other: &[u8]) -> usize {
    // The distances between the first `row` bytes of the one and the first `column` bytes of the other.
    let mut distances: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    let is_same = |(byte, letter): (Option<&u8>, Option<&u8>)| match (byte, letter) {
        (Some(byte), Some(letter)) => byte.eq_ignore_ascii_case(letter),
        _ => false,
    };
    for row in 1..=one.len() {
        let mut current = vec![row];
        for column in 1..=other.len() {
            let earlier = |rows: usize, columns: usize| {
                let row = if rows == 0 { Some(&current) } else { distances.get(row.wrapping_sub(rows)) };
                row.and_then(|row| row.get(column.wrapping_sub(columns))).copied()
            };
            let pair = |before_row: usize, before_column: usize| {
                (one.get(row.wrapping_sub(before_row)), other.get(column.wrapping_sub(before_column)))
            };
            let replaced = earlier(1, 1).map(|distance| distance + usize::from(!is_same(pair(1, 1))));
            let swapped = earlier(2, 2).filter(|_| is_same(pair(1, 2)) && is_same(pair(2, 1)));
            let ways =
                [replaced, earlier(1, 0).map(add_one), earlier(0, 1).map(add_one), swapped.map(add_one)];
            let least = ways.into_iter().flatten().min().unwrap_or_default();
            current.push(least);
        }
        distances.push(current);
    }
    distances.last().and_then(|row| row.last()).copied().unwrap_or_default()
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
            assert_eq!(changes(one.as_bytes(), other.as_bytes()), count, "{one} {other}");
            assert_eq!(changes(other.as_bytes(), one.as_bytes()), count, "{other} {one}");
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
