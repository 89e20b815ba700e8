//! Which titles and shows can be told of by name.

use std::collections::HashMap;

use super::count::Crowd;
use super::subject::is_named_by_id;
use crate::domain::name::id_of_key;
use crate::domain::{Item, Level, name};
use crate::snapshot::catalog::Catalog;

/// Keeps of the crowds of a level those that have a name: by the list of titles, which is known, and by no play.
pub(super) fn retain_named(crowds: &mut Vec<Crowd>, catalog: &Catalog) {
    let full = |item: Item| {
        let name = catalog.name(item.level, item.id);
        (name::folded(&name.in_full()), name.kind)
    };
    let mut called: HashMap<_, u32> = HashMap::new();
    for crowd in &*crowds {
        *called.entry(full(crowd.item)).or_default() += 1;
    }
    crowds.retain(|crowd| {
        let name = &catalog.name(crowd.item.level, crowd.item.id).name;
        let has_id = crowd.item.level == Level::Title && id_of_key(&crowd.key).is_some();
        let is_only = called.get(&full(crowd.item)) == Some(&1);
        !is_named_by_id(name, &crowd.key) && (is_only || !has_id)
    });
}
