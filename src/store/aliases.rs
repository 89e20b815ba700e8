//! Which viewers and titles of a log count as others: one person or one film under two names.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::schema::{self, ALIASED};

/// The aliases of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aliases {
    /// Those of viewers.
    pub viewers: AliasesOf,
    /// Those of titles.
    pub titles: AliasesOf,
}

/// The aliases among a log's viewers, or among its titles, by their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AliasesOf {
    /// What each alias stands for in the end, which is no alias itself.
    targets: HashMap<u32, u32>,
    /// What has aliases, and then these, in order.
    members: BTreeMap<u32, Vec<u32>>,
}

impl Aliases {
    /// Reads the aliases of a log; a log from before there were any has none.
    ///
    /// # Errors
    ///
    /// Fails where the database cannot be read.
    pub fn load(conn: &Connection) -> rusqlite::Result<Self> {
        if schema::version(conn)? < ALIASED {
            return Ok(Self::default());
        }
        let load = |sql: &str| -> rusqlite::Result<AliasesOf> {
            let mut statement = conn.prepare_cached(sql)?;
            let notes = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            notes.collect::<Result<_, _>>().map(AliasesOf::of)
        };
        Ok(Self {
            viewers: load("SELECT alias_id, counts_as FROM viewer_aliases ORDER BY alias_id")?,
            titles: load("SELECT alias_id, counts_as FROM title_aliases ORDER BY alias_id")?,
        })
    }

    /// Returns whether nothing counts as anything else.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.viewers.targets.is_empty() && self.titles.targets.is_empty()
    }

    /// Returns whether the rows of a title and a viewer are kept as they came, beside what they count as.
    #[must_use]
    pub fn keep(&self, title: u32, viewer: u32) -> bool {
        self.titles.concern(title) || self.viewers.concern(viewer)
    }
}

impl AliasesOf {
    /// Returns the aliases of these notes: an alias, and what it counts as, which may be an alias itself.
    fn of(notes: Vec<(u32, u32)>) -> Self {
        let next: HashMap<u32, u32> = notes.into_iter().collect();
        let mut all = Self::default();
        for alias in next.keys() {
            let mut target = *alias;
            // No chain is longer than there are notes, were somebody to tie them into a circle.
            for _ in 0..next.len() {
                target = next.get(&target).copied().unwrap_or(target);
            }
            all.targets.insert(*alias, target);
            all.members.entry(target).or_default().push(*alias);
        }
        for (target, members) in &mut all.members {
            members.sort_unstable();
            members.insert(0, *target);
        }
        all
    }

    /// Returns every alias.
    pub fn numbers(&self) -> impl Iterator<Item = u32> {
        self.targets.keys().copied()
    }

    /// Returns what a number counts as: itself, where it is no alias.
    #[must_use]
    pub fn target(&self, number: u32) -> u32 {
        self.targets.get(&number).copied().unwrap_or(number)
    }

    /// Returns whether it is an alias.
    #[must_use]
    pub fn is_alias(&self, number: u32) -> bool {
        self.targets.contains_key(&number)
    }

    /// Returns whether it is an alias, or has one.
    #[must_use]
    pub fn concern(&self, number: u32) -> bool {
        self.members.contains_key(&number) || self.is_alias(number)
    }

    /// Returns what counts as a number that is no alias: itself, and then its aliases.
    #[must_use]
    pub fn members(&self, target: u32) -> Vec<u32> {
        let members = self.members.get(&target).cloned();
        members.unwrap_or_else(|| vec![target])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_aliases_counts_as_its_end() {
        let aliases = AliasesOf::of(vec![(1, 2), (2, 3), (5, 3), (7, 8)]);
        assert_eq!(
            [1, 2, 3, 4, 5, 7].map(|n| aliases.target(n)),
            [3, 3, 3, 4, 3, 8]
        );
        assert_eq!(aliases.members(3), [3, 1, 2, 5]);
        assert_eq!(aliases.members(4), [4]);
        assert_eq!([1, 3, 4].map(|n| aliases.concern(n)), [true, true, false]);
        assert_eq!([1, 3, 4].map(|n| aliases.is_alias(n)), [true, false, false]);
    }

    #[test]
    fn a_log_from_before_aliases_has_none() {
        let conn = Connection::open_in_memory().unwrap();
        assert!(Aliases::load(&conn).unwrap().is_empty());
        schema::migrate(&conn).unwrap();
        assert!(Aliases::load(&conn).unwrap().is_empty());
        conn.execute_batch(
            "INSERT INTO viewers (id, hash) VALUES (1, x'01'), (2, x'02');
             INSERT INTO viewer_aliases VALUES (1, 2)",
        )
        .unwrap();
        let aliases = Aliases::load(&conn).unwrap();
        assert!(aliases.keep(9, 2) && !aliases.keep(2, 9));
        conn.pragma_update(None, "user_version", ALIASED - 1)
            .unwrap();
        assert!(Aliases::load(&conn).unwrap().is_empty());
    }
}
