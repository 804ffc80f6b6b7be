//! Timestamps as ASL writes them: RFC 3339 with a capital `T`, and `Z` or an offset.

use std::fmt;

/// A point in time, in nanoseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    nanoseconds: i128,
}

impl Instant {
    /// Reads `2024-02-24T12:15:56.832957Z` or the same with an offset like `+01:00`. `None` for anything else:
    /// a missing zone, a blank instead of the `T`, a day that does not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once('T')?;
        let (time, offset_seconds) = zone(time)?;
        let days = days(date)?;
        let nanoseconds = of_day(time)?;
        let seconds = i128::from(days) * 86_400 - i128::from(offset_seconds);
        Some(Self { nanoseconds: seconds * 1_000_000_000 + nanoseconds })
    }

    /// The instant so many milliseconds after the Unix epoch.
    #[must_use]
    pub fn from_milliseconds(milliseconds: i64) -> Self {
        Self { nanoseconds: i128::from(milliseconds) * 1_000_000 }
    }

    /// Nanoseconds since the Unix epoch, negative before it.
    #[must_use]
    pub const fn nanoseconds(self) -> i128 {
        self.nanoseconds
    }

    /// Whole milliseconds since the Unix epoch, rounded down.
    #[must_use]
    pub fn milliseconds(self) -> i64 {
        i64::try_from(self.nanoseconds.div_euclid(1_000_000)).unwrap_or(i64::MAX)
    }
}

/// `2024-02-24T12:15:56.832Z`, cut to milliseconds.
impl fmt::Display for Instant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.milliseconds();
        let (days, of_day) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
        let (year, month, day) = date(days);
        let (hours, minutes) = (of_day / 3_600_000, of_day / 60_000 % 60);
        let (seconds, fraction) = (of_day / 1000 % 60, of_day % 1000);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}.{fraction:03}Z")
    }
}

/// Year, month and day of a day counted from the epoch.
const fn date(days: i64) -> (i64, i64, i64) {
    // Days from 1 March of the year 0, in eras of 400 years.
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

/// Reads exactly `width` digits.
fn digits(text: &str, width: usize) -> Option<i64> {
    let plain = text.len() == width && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn number(text: &str, width: usize, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    digits(text, width).filter(|number| range.contains(number))
}

/// Splits off `Z` or `±hh:mm` and gives the offset in seconds.
fn zone(text: &str) -> Option<(&str, i64)> {
    if let Some(time) = text.strip_suffix('Z') {
        return Some((time, 0));
    }
    let at = text.rfind(['+', '-'])?;
    let (time, offset) = text.split_at_checked(at)?;
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let seconds = number(hours, 2, 0..=18)? * 3600 + number(minutes, 2, 0..=59)? * 60;
    Some((time, sign * seconds))
}

/// Days from the epoch to `yyyy-mm-dd`.
fn days(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4, 0..=9999)?;
    let month = number(parts.next()?, 2, 1..=12)?;
    let day = number(parts.next()?, 2, 1..=days_of_month(year, month))?;
    if parts.next().is_some() {
        return None;
    }
    // Count from 1 March, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    Some(era * 146_097 + day_of_era - 719_468)
}

const fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Nanoseconds from midnight to `hh:mm:ss[.fraction]`, the fraction having one to nine digits.
fn of_day(text: &str) -> Option<i128> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.split(':');
    let hours = number(parts.next()?, 2, 0..=23)?;
    let minutes = number(parts.next()?, 2, 0..=59)?;
    let seconds = number(parts.next()?, 2, 0..=59)?;
    if parts.next().is_some() || !(1..=9).contains(&fraction.len()) {
        return None;
    }
    let nanoseconds = digits(&format!("{fraction:0<9}"), 9)?;
    Some(i128::from((hours * 60 + minutes) * 60 + seconds) * 1_000_000_000 + i128::from(nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<i128>) {
        assert_eq!(Instant::parse(text).map(Instant::nanoseconds), expected, "{text}");
    }

    #[test]
    fn timestamps_are_instants() {
        check("1970-01-01T00:00:00Z", Some(0));
        check("1970-01-01T01:00:00+01:00", Some(0));
        check("1969-12-31T23:59:59.5Z", Some(-500_000_000));
        check("2000-02-29T12:00:00Z", Some(951_825_600_000_000_000));
        check("2016-12-05T21:29:29.123456789Z", Some(1_480_973_369_123_456_789));
        check("2016-12-05T21:29:29-08:30", Some(1_481_003_969_000_000_000));
    }

    #[test]
    fn an_instant_prints_as_it_was_written() {
        for text in ["1970-01-01T00:00:00.000Z", "2024-02-29T23:59:59.999Z", "1969-12-31T23:59:59.001Z"] {
            assert_eq!(Instant::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn other_forms_are_no_timestamps() {
        for text in [
            "",
            "T",
            "2023-02-24 12:15:56Z",
            "2012-10-09T19:00:55",
            "2023-02-24",
            "2016-13-05T21:29:29Z",
            "05-12-2016T21:29:29Z",
            "2016-12-05T25:29:29Z",
            "2023-02-29T00:00:00Z",
            "2016-12-05t21:29:29Z",
            "2016-12-05T21:29:29z",
            "2016-12-05T21:29Z",
            "2016-12-05T21:29:29.Z",
            "2016-12-05T21:29:29+0100",
        ] {
            check(text, None);
        }
    }
}
