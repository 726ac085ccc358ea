// Case-insensitive search in SQLite, whose LIKE folds ASCII only. Inside db/ only.
#pragma once

#include <sqlite3.h>

namespace db {

// Adds to the connection the function contains_ignoring_case(text, part): 1 when `part` occurs in
// `text`, each character compared by its lower case in Unicode, as PostgreSQL's ILIKE does; NULL
// when one of them is NULL. No character is a wildcard; bytes that are not UTF-8 stand for
// themselves. Returns SQLite's code.
int add_search(sqlite3& connection);

}  // namespace db
