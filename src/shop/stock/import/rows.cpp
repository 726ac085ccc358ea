#include "shop/stock/import/rows.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text.h"

namespace shop {
namespace {

constexpr std::size_t kMissing = CsvReader::kMaxFields;

// Which of kImportColumns; another name does not compile.
struct Column {
  consteval Column(const char* name)
      : index(static_cast<std::size_t>(std::ranges::find(kImportColumns, std::string_view(name)) -
                                       kImportColumns.begin())) {
    if (index == kImportColumns.size()) {
      throw "there is no such column";
    }
  }

  std::size_t index;
};

// Turns the fields of one record into values and remembers what is wrong with them.
class FieldParser {
 public:
  using Positions = std::array<std::size_t, kImportColumns.size()>;

  FieldParser(const CsvRecord& record, const Positions& positions)
      : record_(record), positions_(positions) {}

  std::string_view text(Column column) const { return record_.fields[positions_[column.index]]; }
  bool is_empty(Column column) const { return base::trim(text(column)).empty(); }

  // The field as `parse` reads it, or T{} when it is empty or wrong.
  template <class T, class Parse>
  T value(Column column, Parse parse) {
    base::Result<T> result = parse(text(column));
    if (!result) {
      fail(kImportColumns[column.index], result.error().message);
    }
    return result.value_or(T{});
  }
  template <class T, class Parse>
  std::optional<T> optional(Column column, Parse parse) {
    return is_empty(column) ? std::nullopt : std::optional<T>(value<T>(column, parse));
  }

  void fail(std::string_view column, std::string message) {
    errors_.push_back({record_.line, std::string(column), std::move(message)});
  }
  const CsvErrors& errors() const { return errors_; }

 private:
  const CsvRecord& record_;
  const Positions& positions_;
  CsvErrors errors_;
};

base::Result<int> parse_quantity(std::string_view text) {
  text = base::trim(text);
  int count = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stop != end || count < 1 || count > kMaxQuantity) {
    return base::invalid(fmt::format("A quantity is a whole number from 1 to {}.", kMaxQuantity));
  }
  return count;
}

auto coordinate_within(int degrees) {
  return [degrees](std::string_view text) { return base::Coordinate::parse(text, degrees); };
}

NewProduct product_of(FieldParser& fields) {
  const auto name_in = [&](Column column) { return std::string(base::trim(fields.text(column))); };
  NewProduct product{.city = name_in("city"),
                     .district = name_in("district"),
                     .category = name_in("category"),
                     .name = name_in("name"),
                     .description = std::string(fields.text("description")),
                     .delivery_text = std::string(fields.text("delivery_text"))};
  product.base_price = fields.value<base::Money>("base_price", base::Money::parse);
  product.discount_percent =
      fields.optional<base::Percent>("discount_percent", base::Percent::parse)
          .value_or(base::Percent());
  if (!fields.is_empty("delivery_photo")) {
    product.delivery_photo = name_in("delivery_photo");
  }
  product.delivery_latitude =
      fields.optional<base::Coordinate>("delivery_latitude", coordinate_within(90));
  product.delivery_longitude =
      fields.optional<base::Coordinate>("delivery_longitude", coordinate_within(180));
  return product;
}

}  // namespace

ProductRows::ProductRows(std::istream& file) : reader_(file) { read_header(); }

void ProductRows::read_header() {
  const auto header = reader_.next();
  if (!header) {
    header_errors_.push_back({1, "", "The file is empty; its first line names the columns."});
  } else if (!*header) {
    header_errors_.push_back(header->error());
  } else {
    check_header(**header);
  }
}

void ProductRows::check_header(const CsvRecord& header) {
  const auto fail = [&](std::string_view column, std::string message) {
    header_errors_.push_back({header.line, base::shorten(column, 60), std::move(message)});
  };
  if (header.fields.size() == 1 && header.fields.front().contains(';')) {
    fail("", "Columns are separated by commas, not by semicolons.");
    return;
  }
  positions_.fill(kMissing);
  for (std::size_t position = 0; position < header.fields.size(); ++position) {
    const auto name = base::trim(header.fields[position]);
    const auto known = std::ranges::find(kImportColumns, name);
    if (!base::is_utf8(name)) {
      fail("", fmt::format("The name of column {} is not UTF-8.", position + 1));
    } else if (known == kImportColumns.end()) {
      const auto near = base::nearest(name, kImportColumns);
      fail(name, near.empty() ? fmt::format("There is no such column; the columns are {}.",
                                            fmt::join(kImportColumns, ","))
                              : fmt::format("There is no such column; did you mean {}?", near));
    } else if (auto& place = positions_[static_cast<std::size_t>(known - kImportColumns.begin())];
               place != kMissing) {
      fail(name, "The column stands twice in the header.");
    } else {
      place = position;
    }
  }
  for (std::size_t column = 0; column < kImportColumns.size(); ++column) {
    if (positions_[column] == kMissing) {
      fail(kImportColumns[column], "The column is missing from the header.");
    }
  }
}

std::optional<std::expected<ProductRow, CsvErrors>> ProductRows::next() {
  if (!header_errors_.empty()) {
    return std::nullopt;
  }
  const auto record = reader_.next();
  if (!record) {
    return std::nullopt;
  }
  if (!*record) {
    return std::unexpected(CsvErrors{record->error()});
  }
  return parse(**record);
}

std::expected<ProductRow, CsvErrors> ProductRows::parse(const CsvRecord& record) const {
  if (record.fields.size() != kImportColumns.size()) {
    return std::unexpected(CsvErrors{{record.line, "",
                                      fmt::format("The line has {} fields; the header has {}.",
                                                  record.fields.size(), kImportColumns.size())}});
  }
  FieldParser fields(record, positions_);
  ProductRow row{.line = record.line, .product = product_of(fields)};
  row.quantity = fields.optional<int>("quantity", parse_quantity).value_or(1);
  if (fields.errors().empty()) {
    if (auto error = check_product(row.product)) {
      fields.fail(error->field, error->message);
    }
  }
  if (!fields.errors().empty()) {
    return std::unexpected(fields.errors());
  }
  return row;
}

}  // namespace shop
