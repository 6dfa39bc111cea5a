//! Recognises months, quarters, seasons, years and decades.

use super::grammar::{Expression, Found, Which, Words, is_thing, month_expression, which};
use super::lexicon;
use super::numbers::{decade_year, number_of_day, year};
use super::point::Point;
use super::tables::{BEFORE_MONTHS, BEFORE_OF, BEFORE_YEARS, COUNTED, HABITS};
use super::words::{Gap, Word};
use crate::mention::words::{ACTING, SAYING};

/// The earliest year that is recognised by itself: earlier numbers of four digits are rarely years.
const MIN_YEAR: i16 = 1500;

impl Words<'_> {
    /// October 2023, October, 2019, the 1990s, the summer of 2024, the third quarter of 2024
    pub(super) fn period(self) -> Found {
        self.month()
            .or_else(|| self.decade())
            .or_else(|| self.quarter())
            .or_else(|| self.season())
            .or_else(|| self.year())
    }

    fn month(self) -> Found {
        let word = self.word(0);
        let month = lexicon::month(word).filter(|_| self.is_capital(0))?;
        let of = usize::from(self.word(1) == "of");
        let year = self.year_at(1 + of);
        if year.is_some() {
            return Some((2 + of, month_expression(month, year)));
        }
        // January to March 2024, August and October of 2015
        let joins = matches!(self.word(1), "to" | "and" | "or" | "through");
        let has_month = joins && lexicon::month(self.word(2)).is_some() && self.is_capital(2);
        let of = usize::from(self.word(3) == "of");
        let later = has_month.then(|| self.year_at(3 + of)).flatten();
        if later.is_some() {
            return Some((1, month_expression(month, later)));
        }
        let before = self.word_before();
        let follows_preposition = BEFORE_MONTHS.contains(before) || matches!(before, "an" | "the" | "a");
        let next = self.get(1).filter(|next| next.gap == Gap::Space);
        let next_is_name = next.is_some_and(Word::is_capital);
        let is_thing = next_is_name && (next.is_some_and(is_thing) || matches!(before, "the" | "a"));
        // Jaylen April
        let follows_name = self.before().is_some_and(Word::is_capital) && !BEFORE_MONTHS.contains(before);
        // 30 February, a March for Peace
        // Also February 30, 2019
        let follows_number = number_of_day(before).is_some()
            || (number_of_day(self.word(1)).is_some() && self.get(1).is_some_and(|day| day.text.len() <= 2));
        let is_walk =
            month == 3 && matches!(before, "a" | "the") && matches!(self.word(1), "for" | "of" | "on");
        let opens = self.before().is_none()
            && self
                .get(0)
                .is_some_and(|word| matches!(word.gap, Gap::Stop | Gap::Other) && !word.is_possessive)
            && next.is_some_and(|next| {
                SAYING.contains(next.lower.as_str())
                    || ACTING.contains(next.lower.as_str())
                    || next.lower == "and"
            });
        // the late August Brandt, First of May
        let is_title = before == "of"
            && self
                .start
                .checked_sub(2)
                .and_then(|at| self.words.get(at))
                .is_some_and(|word| word.is_capital() && lexicon::ordinal(&word.lower).is_some());
        if HABITS.contains(before) || opens || is_title || (before == "late" && next_is_name) {
            return None;
        }
        if is_thing || follows_name || follows_number || is_walk || self.follows_given_name() {
            return None;
        }
        let is_person = matches!(month, 4..=6 | 8) && next_is_name;
        let is_plain = follows_preposition
            && !(is_person
                && matches!(
                    before,
                    "an" | "the" | "a" | "and" | "of" | "by" | "for" | "to" | "from" | "than" | "or"
                ));
        let is_safe = !lexicon::is_doubtful_abbreviation(word) && word.len() > 3 && !next_is_name;
        (is_plain || is_safe).then_some((1, month_expression(month, None)))
    }

    fn decade(self) -> Found {
        let offset = usize::from(self.word(0) == "the");
        let modifier = usize::from(matches!(self.word(offset), "early" | "late" | "mid"));
        let word = self.word(offset + modifier).strip_prefix("mid-").unwrap_or(self.word(offset + modifier));
        let year = decade_year(word).or_else(|| lexicon::decade(word).filter(|_| offset == 1))?;
        Some((offset + modifier + 1, Expression::Point(Point::Decade(year))))
    }

    /// the third quarter of 2024, the third quarter, Q3 2024
    fn quarter(self) -> Found {
        if let Some(quarter) = self.word(0).strip_prefix('q').and_then(|digit| digit.parse::<i8>().ok()) {
            let year = self.year_at(1);
            let length = 1 + usize::from(year.is_some());
            let is_quarter = (1..=4).contains(&quarter) && self.is_capital(0);
            return is_quarter.then_some((length, Expression::Point(Point::Quarter(year, quarter))));
        }
        let offset = usize::from(self.word(0) == "the");
        let quarter = lexicon::ordinal(self.word(offset)).filter(|quarter| *quarter <= 4)?;
        if self.word(offset + 1) != "quarter" {
            return None;
        }
        let of = usize::from(self.word(offset + 2) == "of");
        if let Some(year) = self.year_at(offset + 2 + of) {
            return Some((offset + 3 + of, Expression::Point(Point::Quarter(Some(year), quarter))));
        }
        if of == 1 && which(self.word(offset + 3)).is_some() && self.word(offset + 4) == "year" {
            return Some((offset + 5, Expression::Point(Point::Quarter(None, quarter))));
        }
        Some((offset + 2, Expression::Point(Point::Quarter(None, quarter))))
    }

    /// the summer of 2024, summer 2024
    fn season(self) -> Found {
        let offset = usize::from(self.word(0) == "the");
        let season = lexicon::season(self.word(offset))?;
        let of = usize::from(self.word(offset + 1) == "of");
        if let Some(year) = self.year_at(offset + 1 + of) {
            return Some((offset + 2 + of, Expression::Point(Point::Season(Some(year), season))));
        }
        let is_date =
            matches!(self.word_before(), "in" | "since" | "until" | "by" | "during" | "before" | "after");
        (offset == 1 && is_date && !self.is_capital(1))
            .then_some((2, Expression::Season(season, Which::Nearest)))
    }

    fn year(self) -> Found {
        let value = year(self.word(0))?;
        let two_before = self.start.checked_sub(2).and_then(|at| self.words.get(at));
        let before = self.before();
        let before_word = self.word_before();
        let follows_of =
            before_word == "of" && two_before.is_some_and(|noun| BEFORE_OF.contains(noun.lower.as_str()));
        // between 2019 and 2021, from 2019 to 2021
        let follows_year = matches!(before_word, "to" | "and" | "or")
            && two_before.is_some_and(|first| year(&first.lower).is_some());
        let follows_preposition = BEFORE_YEARS.contains(before_word) || follows_of || follows_year;
        let next = self.get(1).filter(|next| next.gap == Gap::Space);
        let is_safe = matches!(
            self.word_before(),
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "during"
                | "early"
                | "late"
                | "mid"
                | "throughout"
                | "last"
                | "summer"
        );
        let is_counted = next.is_some_and(|next| {
            let is_plural = next.lower.ends_with('s')
                && !matches!(next.lower.as_str(), "was" | "is" | "has" | "as" | "its" | "his");
            COUNTED.contains(next.lower.as_str()) || (is_plural && !is_safe && follows_preposition)
        });
        // the 1987 ports law, last year's 2024 report
        let describes = before.is_some_and(|before| {
            matches!(
                before.lower.as_str(),
                "the" | "a" | "an" | "this" | "that" | "his" | "her" | "its" | "their" | "our"
            ) || before.is_possessive
        }) && next.is_some_and(|next| next.lower.starts_with(char::is_alphabetic));
        let stands_alone = before.is_none() && self.get(0)?.gap == Gap::Other && next.is_none();
        ((follows_preposition || describes || stands_alone) && !is_counted && value >= MIN_YEAR)
            .then_some((1, Expression::Point(Point::Year(value))))
    }
}
