//! The order in which AWS writes the columns of a row.
//!
//! Not the order of the file: in every recording it is the order of a Java `HashMap`, `{"":…,"H1":…}` for the headers
//! `H1,` and `{"0":…,"{}":…,"True":…}` for `0,True,{}`. It shows wherever a row is turned into text.

/// The places of `names` in the order of a `HashMap` of Java.
pub(super) fn order(names: &[String]) -> Vec<usize> {
    let mut table = 16;
    while names.len() > table / 4 * 3 {
        table *= 2;
    }
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Stable: a bucket of the table keeps what came first in front.
    order.sort_by_key(|place| names.get(*place).map(|name| spread(name) as usize & (table - 1)));
    order
}

/// `HashMap.hash` of `String.hashCode`.
fn spread(name: &str) -> u32 {
    let hash =
        name.encode_utf16().fold(0_u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    fn check(names: &[&str], expected: &[&str]) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let order: Vec<&str> = super::order(&names).into_iter().map(|place| names[place].as_str()).collect();
        assert_eq!(order, expected);
    }

    #[test]
    fn columns_come_as_recorded_on_aws() {
        check(&["Col1", "Col2", "Col3"], &["Col1", "Col2", "Col3"]);
        check(&["H1", ""], &["", "H1"]);
        check(&["0", "True", "{}"], &["0", "{}", "True"]);
    }

    #[test]
    fn many_columns_spread_over_a_larger_table() {
        // Worked out by hand: `a` to `m` hash to 97 to 109, which a table of 32 takes as 1 to 13.
        let letters: Vec<String> = ('a'..='m').map(String::from).collect();
        let names: Vec<&str> = letters.iter().map(String::as_str).collect();
        let reversed: Vec<&str> = names.iter().rev().copied().collect();
        check(&reversed, &names);
    }
}
