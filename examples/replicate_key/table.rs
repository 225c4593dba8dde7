//! Rows with aligned columns.

/// How far a table is indented, and how far its columns are apart.
const GAP: &str = "  ";

/// The rows, one a line, each column as wide as its widest cell.
pub(crate) fn table<const COLUMNS: usize, T: AsRef<str>>(rows: &[[T; COLUMNS]]) -> String {
    let mut widths = [0; COLUMNS];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.as_ref().chars().count());
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line += &format!("{GAP}{:width$}", cell.as_ref());
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}
