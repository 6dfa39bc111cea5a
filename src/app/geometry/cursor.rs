//! The cursor of a list.

/// Cursor and scroll position of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The cursor's row, counted from 0.
    pub at: usize,
    /// The first row shown.
    pub top: usize,
}

impl ListCursor {
    /// Moves by a number of rows and stays inside `count` rows.
    pub fn step(&mut self, by: isize, count: usize) {
        self.at = self.at.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// Scrolls so that the cursor is one of `height` rows shown.
    pub fn show(&mut self, height: usize, count: usize) {
        let height = height.max(1);
        if self.at < self.top {
            self.top = self.at;
        } else if self.at >= self.top + height {
            self.top = self.at + 1 - height;
        }
        self.top = self.top.min(count.saturating_sub(height));
    }
}

/// A cursor that stays on its row when the list around it changes, because it knows the row by a key.
///
/// Between a change of the list and the next [`KeyedCursor::settle`] the row number is the old one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyedCursor<K> {
    /// The key of the cursor's row. None until the list has had a row.
    key: Option<K>,
    /// True if the cursor is moving to the row of its key: the list scrolls only as far as that requires.
    is_moving: bool,
    /// True if the list was empty when it was last settled. The place is kept for when it has rows again.
    is_empty: bool,
    list: ListCursor,
}

impl<K> Default for KeyedCursor<K> {
    fn default() -> Self {
        Self { key: None, is_moving: false, is_empty: false, list: ListCursor::default() }
    }
}

impl<K: PartialEq> KeyedCursor<K> {
    /// The cursor's row, counted from 0. Also 0 if the list is empty.
    pub fn row(&self) -> usize {
        if self.is_empty { 0 } else { self.list.at }
    }

    /// The first row shown, counted from 0. Also 0 if the list is empty.
    pub fn top(&self) -> usize {
        if self.is_empty { 0 } else { self.list.top }
    }

    /// Moves to the row of a key the next time that the list has rows and is settled. If there is no such row, the row
    /// number stays.
    pub fn go_to(&mut self, key: K) {
        self.key = Some(key);
        self.is_moving = true;
    }

    /// Scrolls to the first row. [`KeyedCursor::settle`] then scrolls down as far as the cursor requires.
    pub fn scroll_to_start(&mut self) {
        self.list.top = 0;
    }

    /// Moves to a row, which has this key.
    pub fn set_row(&mut self, row: usize, key: Option<K>) {
        self.is_empty = false;
        self.list.at = row;
        self.key = key;
    }

    /// Scrolls down until `last`, a row below the cursor's, is one of `height` rows shown, or until the cursor's row is
    /// the first one shown.
    pub fn show_through(&mut self, last: usize, height: usize) {
        let top = (last + 1).saturating_sub(height).min(self.list.at);
        self.list.top = self.list.top.max(top);
    }

    /// Moves by a number of rows and stays inside `count` rows. Does nothing if there are none.
    pub fn step(&mut self, by: isize, count: usize, key_at: impl Fn(usize) -> Option<K>) {
        if count == 0 {
            return;
        }
        self.list.step(by, count);
        self.key = key_at(self.list.at);
    }

    /// Finds the cursor's row again in a list of `count` rows. If that row is gone, the cursor keeps its row number, or
    /// moves to the last row if there are fewer. Scrolls so that it is one of `height` rows shown. If rows were added
    /// or removed above it, it stays at the same height on the screen, as far as the ends of the list allow. If
    /// the list is empty, remembers the place until it has rows again.
    pub fn settle(
        &mut self,
        count: usize,
        height: usize,
        key_at: impl Fn(usize) -> Option<K>,
        find: impl FnOnce(&K) -> Option<usize>,
    ) {
        self.is_empty = count == 0;
        if self.is_empty {
            return;
        }
        let before = self.list.at;
        // Most lists have not changed.
        if self.key.is_none() || key_at(before) != self.key {
            let found = self.key.as_ref().and_then(find);
            self.list.at = found.unwrap_or(before).min(count - 1);
            if !self.is_moving {
                self.list.top = (self.list.top + self.list.at).saturating_sub(before);
            }
            self.key = key_at(self.list.at);
        }
        self.is_moving = false;
        self.list.show(height, count);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn settle(cursor: &mut KeyedCursor<u8>, rows: &[u8], height: usize) {
        let find = |key: &u8| rows.iter().position(|row| row == key);
        cursor.settle(rows.len(), height, |row| rows.get(row).copied(), find);
    }

    #[test]
    fn cursor_follows_its_row_which_stays_in_place_on_the_screen() {
        let mut cursor = KeyedCursor::default();
        settle(&mut cursor, &[1, 2, 3, 4, 5, 6], 3);
        cursor.step(3, 6, |row| Some([1, 2, 3, 4, 5, 6][row]));
        settle(&mut cursor, &[1, 2, 3, 4, 5, 6], 3);
        assert_eq!((cursor.row(), cursor.top()), (3, 1));
        settle(&mut cursor, &[8, 9, 1, 2, 3, 4, 5, 6], 3);
        assert_eq!((cursor.row(), cursor.top()), (5, 3));
    }

    #[test]
    fn cursor_moves_to_the_last_row_if_its_own_was_last_and_is_gone() {
        let mut cursor = KeyedCursor::default();
        settle(&mut cursor, &[1, 2, 3], 9);
        cursor.step(2, 3, |row| Some([1, 2, 3][row]));
        settle(&mut cursor, &[1, 2], 9);
        assert_eq!(cursor.row(), 1);
        settle(&mut cursor, &[3, 1, 2], 9);
        assert_eq!(cursor.row(), 2);
    }

    #[test]
    fn rows_below_the_cursor_are_shown_as_far_as_its_own_stays() {
        let rows = [1, 2, 3, 4, 5, 6, 7];
        for (last, top) in [(3, 1), (4, 2), (5, 3), (6, 3)] {
            let mut cursor = KeyedCursor::default();
            cursor.go_to(4);
            settle(&mut cursor, &rows, 3);
            assert_eq!((cursor.row(), cursor.top()), (3, 1));
            cursor.show_through(last, 3);
            settle(&mut cursor, &rows, 3);
            assert_eq!((cursor.row(), cursor.top()), (3, top), "{last}");
        }
    }

    #[test]
    fn row_to_go_to_is_found_once_it_exists() {
        let mut cursor = KeyedCursor::default();
        cursor.go_to(3);
        settle(&mut cursor, &[], 9);
        settle(&mut cursor, &[1, 2, 3], 9);
        assert_eq!(cursor.row(), 2);
    }

    #[test]
    fn cursor_is_at_the_start_of_an_empty_list_and_returns_to_its_place() {
        let rows = [1, 2, 3, 4, 5, 6];
        let mut cursor = KeyedCursor::default();
        settle(&mut cursor, &rows, 3);
        cursor.step(4, rows.len(), |row| Some(rows[row]));
        cursor.step(-1, rows.len(), |row| Some(rows[row]));
        settle(&mut cursor, &rows, 3);
        let place = (cursor.row(), cursor.top());
        assert_eq!(place, (3, 1));
        settle(&mut cursor, &[], 3);
        cursor.step(1, 0, |_| None);
        assert_eq!((cursor.row(), cursor.top()), (0, 0));
        settle(&mut cursor, &rows, 3);
        assert_eq!((cursor.row(), cursor.top()), place);
    }

    proptest! {
        /// However the list changes, the cursor is in it, visible, and on its key if that exists.
        #[test]
        fn cursor_is_always_on_a_row_that_is_shown(
            lists in prop::collection::vec(prop::collection::btree_set(0_u8..30, 0..20), 1..6),
            step in -9_isize..9, height in 1_usize..8,
        ) {
            let mut cursor = KeyedCursor::default();
            let mut key = None;
            for list in lists {
                let rows: Vec<u8> = list.into_iter().collect();
                settle(&mut cursor, &rows, height);
                prop_assert!((cursor.top()..cursor.top() + height).contains(&cursor.row()));
                prop_assert!(cursor.row() <= rows.len().saturating_sub(1));
                if let Some(key) = key.filter(|key| rows.contains(key)) {
                    prop_assert_eq!(rows[cursor.row()], key);
                }
                cursor.step(step, rows.len(), |row| rows.get(row).copied());
                // An empty list changes nothing about where the cursor returns to.
                key = rows.get(cursor.row()).copied().or(key);
            }
        }
    }
}
