// Bytes in SQLite, whose statements take only text from us.
#pragma once

#include <sqlite3.h>

namespace db {

// Adds to the connection the function unhex(text): the bytes that the hexadecimal digits stand for;
// NULL when they are none. SQLite has one of its own from 3.41 on. Returns SQLite's code.
int add_unhex(sqlite3& connection);

}  // namespace db
