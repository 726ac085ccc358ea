#include "db/postgres/result.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include <fmt/format.h>

namespace db {
namespace {

// Belongs to class 08 (connection), but means a defect in Kram: too many or too few parameters.
// Poolers use it too, for their own troubles, which end the connection.
constexpr std::string_view kProtocolViolation = "08P01";
constexpr std::string_view kReadOnly = "25006";
constexpr std::string_view kDiskFull = "53100";

std::string_view field(const PGresult& result, int code) {
  const char* text = PQresultErrorField(&result, code);
  return text == nullptr ? std::string_view() : text;
}

std::int64_t affected_rows(PGresult& result) {
  const std::string_view command = PQcmdStatus(&result);
  const std::string_view count = PQcmdTuples(&result);
  std::int64_t rows = 0;
  if (!command.starts_with("SELECT")) {
    std::from_chars(count.data(), count.data() + count.size(), rows);
  }
  return rows;
}

// The server closes the connection behind such an error.
bool is_fatal(const PGresult& result) {
  const auto severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  return severity == "FATAL" || severity == "PANIC";
}

bool is_away(std::string_view state) {
  // Connection, insufficient resources, operator intervention, system error, configuration file,
  // internal error.
  constexpr auto kClasses = std::to_array<std::string_view>({"08", "53", "57", "58", "F0", "XX"});
  return state.empty() || state == kReadOnly ||
         std::ranges::find(kClasses, state.substr(0, 2)) != kClasses.end();
}

FailureKind kind_of(const PGresult& result) {
  const auto state = field(result, PG_DIAG_SQLSTATE);
  if (is_fatal(result)) {
    return FailureKind::unavailable;
  }
  if (state == "40001" || state == "40P01" || state == "55P03") {
    return FailureKind::contention;
  }
  if (state.starts_with("23")) {
    return FailureKind::constraint;
  }
  return state != kProtocolViolation && is_away(state) ? FailureKind::unavailable
                                                       : FailureKind::defect;
}

FailureCause cause_of(std::string_view state) {
  return state == kReadOnly   ? FailureCause::read_only
         : state == kDiskFull ? FailureCause::disk_full
                              : FailureCause::other;
}

}  // namespace

Rows to_rows(const PGresult& answer) {
  auto& result = const_cast<PGresult&>(answer);  // PQcmdStatus and PQcmdTuples change nothing
  Rows rows{.engine = Engine::postgres, .affected = affected_rows(result)};
  const int columns = PQnfields(&result);
  const int count = PQntuples(&result);
  rows.columns.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    rows.columns.emplace_back(PQfname(&result, column));
  }
  rows.cells.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(&result, row, column) != 0) {
        rows.cells.emplace_back();
      } else {
        rows.cells.emplace_back(
            std::string(PQgetvalue(&result, row, column),
                        static_cast<std::size_t>(PQgetlength(&result, row, column))));
      }
    }
  }
  return rows;
}

Failure to_failure(const PGresult& result) {
  const auto state = field(result, PG_DIAG_SQLSTATE);
  // Class 22 (data exception) quotes the value.
  const auto message = state.starts_with("22") ? "A value does not fit its type."
                                               : field(result, PG_DIAG_MESSAGE_PRIMARY);
  return {kind_of(result), fmt::format("PostgreSQL refuses ({}): {}", state, message),
          cause_of(state)};
}

bool ends_connection(const PGresult& result) {
  const auto state = field(result, PG_DIAG_SQLSTATE);
  if (is_fatal(result)) {
    return true;
  }
  if (state == kProtocolViolation) {
    return false;
  }
  return state.empty() || state.starts_with("08") || state.starts_with("57P") || state == "0A000" ||
         shows_sharing(result);
}

bool shows_sharing(const PGresult& result) {
  const auto state = field(result, PG_DIAG_SQLSTATE);
  return state == "26000" || state == "42P05";  // no such prepared statement; there is one already
}

}  // namespace db
