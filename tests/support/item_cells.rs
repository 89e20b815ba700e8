//! The cells of single items, counted by the steps of the reduction themselves, in SQLite over the plays of a log.

use std::collections::BTreeMap;

use bingetop::cube::blocks::LAGS;
use bingetop::cube::day_number;
use bingetop::cube::item_cells::{ItemCells, LEVEL_LAGS};
use bingetop::domain::{Day, Item, ItemId, Level};
use bingetop::engine::parts::PARTS;
use rusqlite::{Connection, Row};

/// What the steps read: rows with their part, and titles with their show.
const ROWS: &str = "
    DROP TABLE IF EXISTS temp.bt_played;
    DROP TABLE IF EXISTS temp.bt_titles;
    CREATE TEMP TABLE bt_played AS
        SELECT p.title_id AS item, p.viewer_id AS viewer, p.day AS day_no, p.role AS part FROM plays p;
    CREATE TEMP TABLE bt_titles AS SELECT t.id AS item, t.show_id AS show_item FROM titles t;";

/// The steps from rows to the cells of items.
const STEPS: [&str; 10] = [
    "several",
    "counted",
    "days",
    "placed",
    "lagged",
    "periods",
    "item_active",
    "item_came_back",
    "item_lags",
    "item_returns",
];

/// Runs the steps: temporary tables of the connection hold the cells then.
fn run(conn: &Connection) {
    conn.pragma_update(None, "query_only", false)
        .expect("temporary tables may be written");
    conn.execute_batch(ROWS).expect("there are plays");
    for name in STEPS {
        let part = PARTS.iter().find(|part| part.name == name);
        let sql = part.expect("there is such a step").sql;
        // The one function that SQLite has under another name.
        let sql = sql
            .replace(
                "EXTRACT(DAY FROM DATE '1970-01-01' + a.day_no)",
                "CAST(strftime('%d', a.day_no * 86400, 'unixepoch') AS INT)",
            )
            .replace("{{days_away}}", "90");
        let step =
            format!("DROP TABLE IF EXISTS temp.bt_{name}; CREATE TEMP TABLE bt_{name} AS {sql}");
        conn.execute_batch(&step)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

fn item(row: &Row<'_>) -> Item {
    let level = match row.get_unwrap("lvl") {
        1 => Level::Title,
        2 => Level::Show,
        other => panic!("level {other}"),
    };
    Item {
        level,
        id: ItemId(row.get_unwrap("item")),
    }
}

/// Gives each row of a step to `take`, with its item.
fn each(conn: &Connection, step: &str, mut take: impl FnMut(Item, &Row<'_>)) {
    let mut statement = conn
        .prepare(&format!("SELECT * FROM temp.bt_{step}"))
        .expect("it was made");
    let mut rows = statement.query([]).expect("it runs");
    while let Some(row) = rows.next().expect("a row") {
        take(item(row), row);
    }
}

fn day(row: &Row<'_>, column: &str) -> u16 {
    let day: Option<i32> = row.get_unwrap(column);
    day.map_or(day_number::NEVER, |day| day_number::of(Day(day)))
}

/// Cells in no order.
type Unsorted<const W: usize> = Vec<([u16; W], u32)>;

/// The lists of cells of an item; those of returns by unit, what is entered before what is left.
#[derive(Default)]
struct Lists {
    active: Unsorted<2>,
    came_back: Unsorted<2>,
    lags: [Unsorted<2>; LAGS.len() - LEVEL_LAGS],
    returns: [[Unsorted<3>; 2]; 2],
}

/// Items, shows behind titles.
type ByItem<T> = BTreeMap<(bool, u32), (Item, T)>;

fn lists_of(lists: &mut ByItem<Lists>, item: Item) -> &mut Lists {
    let key = (item.level == Level::Show, item.id.0);
    let entry = lists.entry(key);
    &mut entry.or_insert_with(|| (item, Lists::default())).1
}

fn two_days(row: &Row<'_>, count: &str) -> ([u16; 2], u32) {
    let key = ["day_no", "day_before"].map(|column| day(row, column));
    (key, row.get_unwrap(count))
}

/// Reads what the steps have counted.
fn read(conn: &Connection) -> ByItem<Lists> {
    let mut lists = ByItem::new();
    each(conn, "item_active", |item, row| {
        let cell = two_days(row, "viewers");
        lists_of(&mut lists, item).active.push(cell);
    });
    each(conn, "item_came_back", |item, row| {
        let cell = two_days(row, "viewers");
        lists_of(&mut lists, item).came_back.push(cell);
    });
    each(conn, "item_lags", |item, row| {
        let lag: u32 = row.get_unwrap("lag_no");
        let lag = LAGS.iter().position(|known| *known == lag);
        let lag = lag.expect("a lag of the ladder") - LEVEL_LAGS;
        let cell = two_days(row, "plays");
        lists_of(&mut lists, item).lags[lag].push(cell);
    });
    each(conn, "item_returns", |item, row| {
        let (unit, entered): (usize, usize) = (row.get_unwrap("unit"), row.get_unwrap("entered"));
        let key = ["back_day", "period_start", "from_day"].map(|column| day(row, column));
        let cell = (key, row.get_unwrap("viewers"));
        lists_of(&mut lists, item).returns[unit - 1][1 - entered].push(cell);
    });
    lists
}

/// Counts the cells of every title, and of every show with several.
pub fn item_cells(conn: &Connection) -> ByItem<ItemCells> {
    run(conn);
    let counted = read(conn).into_iter().map(|(key, (item, lists))| {
        let mut cells = ItemCells {
            active: lists.active.into_iter().collect(),
            came_back: lists.came_back.into_iter().collect(),
            ..ItemCells::default()
        };
        for (of_lag, list) in cells.lags.iter_mut().zip(lists.lags) {
            *of_lag = list.into_iter().collect();
        }
        for (of_unit, [entered, left]) in cells.returns.iter_mut().zip(lists.returns) {
            of_unit.entered = entered.into_iter().collect();
            of_unit.left = left.into_iter().collect();
        }
        (key, (item, cells))
    });
    counted.collect()
}
