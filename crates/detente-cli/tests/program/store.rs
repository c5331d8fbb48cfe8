//! Stores that the program wrote, looked at with SQLite.

use rusqlite::Connection;
use std::path::Path;

#[allow(dead_code)]
/// Every row of every table, as text, without the moments of the runs and without the search indexes' own tables.
pub fn dump(db: &Path) -> Vec<String> {
    let db = Connection::open(db).expect("a database");
    let names = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name";
    let names: Vec<String> =
        db.prepare(names).and_then(|mut q| q.query_map([], |r| r.get(0))?.collect()).expect("names of tables");
    let mut out = Vec::new();
    for table in names {
        let mut rows = db.prepare(&format!("SELECT * FROM {table}")).expect("a table");
        let moments = ["read", "replaced"];
        let columns: Vec<bool> = rows.column_names().map(|c| !moments.contains(&c)).collect();
        let mut found = rows.query([]).expect("rows");
        while let Some(row) = found.next().expect("a row") {
            let values = (0..columns.len()).filter(|c| columns[*c]).map(|c| row.get_ref(c).expect("a value"));
            out.push(format!("{table}: {:?}", values.collect::<Vec<_>>()));
        }
    }
    out
}

/// One number out of a store.
pub fn number(db: &Path, sql: &str) -> i64 {
    Connection::open(db).expect("a database").query_row(sql, [], |r| r.get(0)).expect(sql)
}
