#include "shop/stock/import/rows.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace shop {
namespace {

constexpr std::size_t kMissing = CsvReader::kMaxFields;

// An index into kImportColumns; an unknown name does not compile.
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

// Parses the fields of one record and collects the errors.
class FieldParser {
 public:
  using Positions = std::array<std::size_t, kImportColumns.size()>;

  FieldParser(const CsvRecord& record, const Positions& positions)
      : record_(record), positions_(positions) {}

  std::string_view text(Column column) const { return record_.fields[positions_[column.index]]; }
  bool is_empty(Column column) const { return base::trim(text(column)).empty(); }

  // The field as `parse` reads it, or T{} when it is empty or wrong.
  template <class T, class Parse>
  T value(Column column, Parse parse, ImportProblem problem, std::int64_t number = 0) {
    const auto result = parse(text(column));
    if (!result) {
      fail(kImportColumns[column.index], problem, number);
    }
    return result.value_or(T{});
  }
  template <class T, class Parse>
  std::optional<T> optional(Column column, Parse parse, ImportProblem problem,
                            std::int64_t number = 0) {
    return is_empty(column) ? std::nullopt
                            : std::optional<T>(value<T>(column, parse, problem, number));
  }
  std::optional<base::Coordinate> coordinate(Column column, int degrees) {
    return optional<base::Coordinate>(
        column, [=](std::string_view text) { return base::Coordinate::parse(text, degrees); },
        ImportProblem::not_a_coordinate, degrees);
  }

  void fail(std::string_view column, std::variant<ImportProblem, CsvProblem, FieldProblem> problem,
            std::int64_t number) {
    errors_.push_back({record_.line, std::string(column), problem, number});
  }
  const ImportErrors& errors() const { return errors_; }

 private:
  const CsvRecord& record_;
  const Positions& positions_;
  ImportErrors errors_;
};

std::optional<int> quantity_of(std::string_view text) {
  text = base::trim(text);
  int count = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  const bool is_right = error == std::errc() && stop == end && count >= 1 && count <= kMaxQuantity;
  return is_right ? std::optional(count) : std::nullopt;
}

ImportError import_error(const CsvError& error) { return {error.line, "", error.problem}; }

NewProduct product_of(FieldParser& fields) {
  const auto name_in = [&](Column column) { return std::string(base::trim(fields.text(column))); };
  NewProduct product{.city = name_in("city"),
                     .district = name_in("district"),
                     .category = name_in("category"),
                     .name = name_in("name"),
                     .description = std::string(fields.text("description")),
                     .delivery_text = std::string(fields.text("delivery_text"))};
  product.base_price =
      fields.value<base::Money>("base_price", base::Money::parse, ImportProblem::not_an_amount);
  product.discount_percent = fields
                                 .optional<base::Percent>("discount_percent", base::Percent::parse,
                                                          ImportProblem::not_a_percentage)
                                 .value_or(base::Percent());
  if (!fields.is_empty("delivery_photo")) {
    product.delivery_photo = name_in("delivery_photo");
  }
  product.delivery_latitude = fields.coordinate("delivery_latitude", 90);
  product.delivery_longitude = fields.coordinate("delivery_longitude", 180);
  return product;
}

}  // namespace

ProductRows::ProductRows(std::istream& file) : reader_(file) { read_header(); }

void ProductRows::read_header() {
  const auto header = reader_.next();
  if (!header) {
    header_errors_.push_back({1, "", ImportProblem::empty_file});
  } else if (!*header) {
    header_errors_.push_back(import_error(header->error()));
  } else {
    check_header(**header);
  }
}

void ProductRows::check_header(const CsvRecord& header) {
  const auto fail = [&](std::string_view column, ImportProblem problem, std::size_t number = 0,
                        std::string_view suggestion = "") {
    header_errors_.push_back({header.line, base::shorten(column, 60), problem,
                              static_cast<std::int64_t>(number), suggestion});
  };
  if (header.fields.size() == 1 && header.fields.front().contains(';')) {
    fail("", ImportProblem::semicolons);
    return;
  }
  positions_.fill(kMissing);
  for (std::size_t position = 0; position < header.fields.size(); ++position) {
    const auto name = base::trim(header.fields[position]);
    const auto known = std::ranges::find(kImportColumns, name);
    if (!base::is_utf8(name)) {
      fail("", ImportProblem::unreadable_name, position + 1);
    } else if (known == kImportColumns.end()) {
      fail(name, ImportProblem::unknown_column, 0, base::nearest(name, kImportColumns));
    } else if (auto& place = positions_[static_cast<std::size_t>(known - kImportColumns.begin())];
               place != kMissing) {
      fail(name, ImportProblem::repeated_column);
    } else {
      place = position;
    }
  }
  for (std::size_t column = 0; column < kImportColumns.size(); ++column) {
    if (positions_[column] == kMissing) {
      fail(kImportColumns[column], ImportProblem::missing_column);
    }
  }
}

std::optional<std::expected<ProductRow, ImportErrors>> ProductRows::next() {
  if (!header_errors_.empty()) {
    return std::nullopt;
  }
  const auto record = reader_.next();
  if (!record) {
    return std::nullopt;
  }
  if (!*record) {
    return std::unexpected(ImportErrors{import_error(record->error())});
  }
  return parse(**record);
}

std::expected<ProductRow, ImportErrors> ProductRows::parse(const CsvRecord& record) const {
  if (record.fields.size() != kImportColumns.size()) {
    return std::unexpected(ImportErrors{{record.line, "", ImportProblem::wrong_field_count,
                                         static_cast<std::int64_t>(record.fields.size())}});
  }
  FieldParser fields(record, positions_);
  ProductRow row{.line = record.line, .product = product_of(fields)};
  row.quantity =
      fields.optional<int>("quantity", quantity_of, ImportProblem::not_a_quantity).value_or(1);
  if (fields.errors().empty()) {
    if (const auto problem = check_product(row.product)) {
      fields.fail(problem->field, problem->kind, problem->limit);
    }
  }
  if (!fields.errors().empty()) {
    return std::unexpected(fields.errors());
  }
  return row;
}

}  // namespace shop
