//! Recognises what depends on the article's date: yesterday, last week, two years ago, Tuesday, Christmas Day.

use super::grammar::{Expression, Found, Unit, Which, Words, is_thing, month_expression, which};
use super::lexicon::{self, HOLIDAYS};
use super::numbers::{decade_year, year};
use super::point::Point;
use super::tables::{BEFORE_HOLIDAYS, BEFORE_WEEKDAY_DATES, BEFORE_WEEKDAYS, HABITS, IN_NAMES};
use super::words::{Gap, Word};
use crate::mention::words::{ACTING, SAYING};

impl Words<'_> {
    pub(super) fn holiday(self) -> Found {
        if !self.is_capital(0) {
            return None;
        }
        let row = HOLIDAYS.iter().find(|(names, _)| {
            names.iter().enumerate().all(|(at, name)| self.word(at).trim_end_matches('.') == *name)
        })?;
        let length = row.0.len();
        let of = usize::from(self.word(length) == "in");
        let year = self.year_at(length + of);
        let length = length + year.map_or(0, |_| of + 1);
        // Christmas Market, Easter Rising
        let next_is_name = self.get(length).is_some_and(|next| next.gap == Gap::Space && next.is_capital());
        // Christmas crackers, each Easter
        let is_date = row.0.len() > 1 || year.is_some() || BEFORE_HOLIDAYS.contains(self.word_before());
        let is_date = is_date || row.0 == ["halloween"] || row.0 == ["thanksgiving"];
        let describes = row.0.len() == 1
            && self.get(length).is_some_and(|next| {
                next.gap == Gap::Space
                    && (next.lower.ends_with('s')
                        || matches!(next.lower.as_str(), "tree" | "dinner" | "lunch"))
            });
        (year.is_some() || (is_date && !next_is_name && !describes))
            .then_some((length, Expression::Holiday(row.1, year)))
    }

    /// today, yesterday, this morning, last night
    pub(super) fn relative(self) -> Found {
        let days = |length, days| Some((length, Expression::Days(days)));
        // The Tonight Hour, Tomorrow Fund
        let is_title = self.is_capital(0)
            && (self.before().is_some()
                || self.get(1).is_some_and(|next| {
                    next.gap == Gap::Space
                        && next.is_capital()
                        && lexicon::weekday(&next.lower).is_none()
                        && lexicon::month(&next.lower).is_none()
                })
                || self.get(0).is_some_and(|word| word.is_possessive) && self.is_capital(1));
        if is_title {
            return None;
        }
        match (self.word(0), self.word(1)) {
            ("today" | "tonight", _) => days(1, 0),
            ("yesterday", _) => days(1, -1),
            ("tomorrow", _) => days(1, 1),
            ("this", "morning" | "afternoon" | "evening" | "lunchtime") => days(2, 0),
            ("last", "night" | "evening") => days(2, -1),
            ("the", "day") if self.word(2) == "before" && self.word(3) == "yesterday" => days(4, -2),
            ("the", "day") if self.word(2) == "after" && self.word(3) == "tomorrow" => days(4, 2),
            (word, next) => {
                let which = which(word)?;
                let unit = match next {
                    "week" => Some(Unit::Week),
                    "weekend" => Some(Unit::Weekend),
                    "month" => Some(Unit::Month),
                    "quarter" => Some(Unit::Quarter),
                    "year" => Some(Unit::Year),
                    "decade" => Some(Unit::Decade),
                    _ => None,
                };
                if let Some(unit) = unit {
                    return Some((2, Expression::Unit(unit, which)));
                }
                if let Some(weekday) = lexicon::weekday(next).filter(|_| self.is_capital(1)) {
                    return Some((2, Expression::Weekday(weekday, which)));
                }
                if let Some(month) =
                    lexicon::month(next).filter(|_| self.is_capital(1) && self.year_at(2).is_none())
                {
                    return Some((2, Expression::Month(month, which)));
                }
                let season = lexicon::season(next)?;
                Some((2, Expression::Season(season, which)))
            }
        }
    }

    /// two weeks ago, a year ago
    pub(super) fn ago(self) -> Found {
        let number = match self.word(0) {
            "a" | "an" => 1,
            word => i16::from(lexicon::small_number(word)?),
        };
        let (unit, number) = match self.word(1) {
            "day" | "days" => (Unit::Day, number),
            "week" | "weeks" => (Unit::Week, number),
            "fortnight" => (Unit::Week, 2 * number),
            "month" | "months" => (Unit::Month, number),
            "year" | "years" => (Unit::Year, number),
            "decade" | "decades" => (Unit::Decade, number),
            _ => return None,
        };
        // half a year ago
        (self.word(2) == "ago" && self.word_before() != "half").then_some((3, Expression::Ago(unit, number)))
    }

    /// early 2024, mid-October, late last year, early summer
    pub(super) fn modified(self) -> Found {
        let word = self.word(0);
        if let Some(rest) = word
            .strip_prefix("mid-")
            .or_else(|| word.strip_prefix("late-"))
            .or_else(|| word.strip_prefix("early-"))
        {
            if let Some(month) = lexicon::month(rest) {
                let year = self.year_at(1);
                return Some((1 + usize::from(year.is_some()), month_expression(month, year)));
            }
            if let Some(year) = year(rest) {
                return Some((1, Expression::Point(Point::Year(year))));
            }
            let year = decade_year(rest)?;
            return Some((1, Expression::Point(Point::Decade(year))));
        }
        if !matches!(word, "early" | "late" | "mid") {
            return None;
        }
        let rest = self.from(1);
        if rest.get(0)?.gap != Gap::Space {
            return None;
        }
        let next = rest.word(0);
        if let Some(month) = lexicon::month(next).filter(|_| rest.is_capital(0)) {
            let year = rest.year_at(1);
            // the late May Thistle, Late March
            let next_is_name = rest.get(1).is_some_and(|word| word.gap == Gap::Space && word.is_capital());
            let is_title = self.is_capital(0) && self.before().is_some();
            if year.is_none() && (is_title || (next_is_name && self.word_before() == "the")) {
                return None;
            }
            return Some((2 + usize::from(year.is_some()), month_expression(month, year)));
        }
        if let Some(year) = year(next) {
            return Some((2, Expression::Point(Point::Year(year))));
        }
        if let Some(season) = lexicon::season(next) {
            return Some((2, Expression::Season(season, Which::Nearest)));
        }
        if let Some(weekday) = lexicon::weekday(next).filter(|_| rest.is_capital(0)) {
            return Some((2, Expression::Weekday(weekday, Which::Nearest)));
        }
        let (length, expression) = rest.relative().filter(|_| which(next).is_some())?;
        Some((1 + length, expression))
    }

    /// Tuesday
    pub(super) fn weekday(self) -> Found {
        let word = self.word(0);
        let weekday = lexicon::weekday(word)
            .filter(|_| self.is_capital(0) && !lexicon::is_doubtful_abbreviation(word))?;
        let next = self.get(1).filter(|next| next.gap == Gap::Space);
        let before = self.word_before();
        let is_verb = |word: &str| SAYING.contains(word) || ACTING.contains(word);
        let follows_article = matches!(before, "the" | "a");
        // Judge Friday Nwosu
        let describes_person = self.before().is_some()
            && !BEFORE_WEEKDAY_DATES.contains(before)
            && !is_verb(before)
            && next.is_some_and(|next| next.is_capital() && lexicon::month(&next.lower).is_none());
        // Hallam Wednesday were held, Sunday Amadi, Wednesday held
        let is_club = self.before().is_some_and(Word::is_capital)
            && next.is_some_and(|next| {
                matches!(next.lower.as_str(), "were" | "are" | "was" | "is" | "won" | "lost" | "beat" | "had")
            });
        let opens = self.before().is_none()
            && next.is_some_and(|next| {
                let is_plain = matches!(
                    next.lower.as_str(),
                    "was" | "is" | "will" | "morning" | "night" | "evening" | "afternoon" | "saw"
                );
                !is_plain
                    && self.get(0).is_some_and(|word| !word.is_possessive)
                    && (next.is_capital() || is_verb(&next.lower))
            });
        if HABITS.contains(before)
            || describes_person
            || is_club
            || (opens && self.get(0).is_some_and(|word| matches!(word.gap, Gap::Stop | Gap::Other)))
        {
            return None;
        }
        let is_name = next.is_some_and(|next| {
            IN_NAMES.contains(next.lower.as_str())
                || (next.is_capital() && (follows_article || is_thing(next)))
        }) || BEFORE_WEEKDAYS.contains(self.word_before())
            || self.follows_given_name();
        (!is_name).then_some((1, Expression::Weekday(weekday, Which::Nearest)))
    }
}
