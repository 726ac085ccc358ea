#include "shop/stock/import/error_text.h"

#include <utility>
#include <variant>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/enum_text.h"
#include "base/money.h"
#include "shop/stock/import/rows.h"

namespace shop {
namespace {

std::string sentence(CsvProblem problem, const ImportError&, std::string_view) {
  using enum CsvProblem;
  switch (problem) {
    case text_after_quote:
      return "A closing quote must be followed by a comma or the end of the line.";
    case unclosed_quote:
      return "A quoted field is not closed.";
    case quote_in_field:
      return "A field that contains a quote must be quoted as a whole.";
    case field_too_long:
      return fmt::format("A field is longer than {} bytes.", CsvReader::kMaxField);
    case quoted_field_too_long:
      return fmt::format("A field is longer than {} bytes; perhaps a quote is not closed.",
                         CsvReader::kMaxField);
    case too_many_fields:
      return fmt::format("The line has more than {} fields.", CsvReader::kMaxFields);
  }
  std::unreachable();
}

std::string sentence(FieldProblem problem, const ImportError& error,
                     std::string_view repeats_option) {
  using enum FieldProblem;
  switch (problem) {
    case not_utf8:
      return "The text is not UTF-8.";
    case control_character:
      return "Control characters are not allowed.";
    case missing:
      return "A text is required.";
    case too_long:
      return fmt::format("The text is too long; at most {} characters fit.", error.number);
    case too_cheap:
      return fmt::format("A price is {} or more.", base::Money::hundredths(error.number).decimal());
    case incomplete_location:
      return "Latitude and longitude are given both or not at all.";
    case out_of_range:
      return fmt::format("A coordinate is a number between -{0} and {0}.", error.number);
    case already_had:
      return fmt::format("The shop has, or has sold, goods with this text; {} brings them again.",
                         repeats_option);
  }
  std::unreachable();
}

std::string columns_instead(std::string_view suggestion) {
  return suggestion.empty() ? fmt::format("There is no such column; the columns are {}.",
                                          fmt::join(kImportColumns, ","))
                            : fmt::format("There is no such column; did you mean {}?", suggestion);
}

std::string sentence(ImportProblem problem, const ImportError& error,
                     std::string_view repeats_option) {
  using enum ImportProblem;
  switch (problem) {
    case empty_file:
      return "The file is empty; its first line names the columns.";
    case unreadable_name:
      return fmt::format("The name of column {} is not UTF-8.", error.number);
    case unknown_column:
      return columns_instead(error.suggestion);
    case repeated_column:
      return "The column stands twice in the header.";
    case missing_column:
      return "The column is missing from the header.";
    case wrong_field_count:
      return fmt::format("The line has {} fields; the header has {}.", error.number,
                         kImportColumns.size());
    case not_an_amount:
      return "An amount looks like 100 or 79.50, with at most two decimals.";
    case ambiguous_amount:
      return fmt::format(
          "This can be {} or {}; write it without a separator between thousands, and "
          "with two decimals or none.",
          base::Money::hundredths(error.number).display(),
          base::Money::hundredths(error.other_number).display());
    case not_a_percentage:
      return "A percentage is a whole number from 0 to 100.";
    case not_a_coordinate:
      return fmt::format("A coordinate is a number between -{0} and {0}.", error.number);
    case not_a_quantity:
      return fmt::format("A quantity is a whole number from 1 to {}.", kMaxQuantity);
    case repeated_goods:
      return fmt::format(
          "Line {} brings goods with the same text; units that are alike are a "
          "quantity, and {} brings them all.",
          error.number, repeats_option);
    case too_many_units:
      return fmt::format("One file brings at most {} units.", kMaxImportUnits);
    case file_changed:
      return "The file was changed while it was read.";
    case given_up:
      return "The import stood still for so long that another one gave it up.";
  }
  std::unreachable();
}

}  // namespace

std::string sentence_of(const ImportError& error, std::string_view repeats_option) {
  return std::visit([&](auto problem) { return sentence(problem, error, repeats_option); },
                    error.problem);
}

std::string_view code_of(const ImportError& error) {
  return std::visit([](auto problem) { return base::text_of(problem); }, error.problem);
}

}  // namespace shop
