#include "shop/stock/import/rows.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "base/typed_amount.h"

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

bool is_blank(std::string_view field) {
  return base::trim(field).empty() || (base::is_utf8(field) && base::squeeze(field).empty());
}

// Parses the fields of one record and collects the errors.
class FieldParser {
 public:
  using Positions = std::array<std::size_t, kImportColumns.size()>;

  FieldParser(const CsvRecord& record, const Positions& positions)
      : record_(record), positions_(positions) {}

  std::string_view text(Column column) const { return record_.fields[positions_[column.index]]; }
  bool is_empty(Column column) const { return is_blank(text(column)); }
  // False when the field can be read in two ways, which is an error.
  bool is_clear(Column column) {
    const auto field = text(column);
    const auto amount = base::is_utf8(field) ? base::read_amount(field, "") : base::Money();
    if (amount || !amount.error().readings) {
      return true;
    }
    const auto& readings = *amount.error().readings;
    errors_.push_back({record_.line, std::string(kImportColumns[column.index]),
                       ImportProblem::ambiguous_amount, readings.grouped.hundredths(), "",
                       readings.decimal.hundredths()});
    return false;
  }

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
    const auto parse = [=](std::string_view text) {
      std::string number(text);
      std::ranges::replace(number, ',', '.');
      return base::Coordinate::parse(number, degrees);
    };
    return optional<base::Coordinate>(column, parse, ImportProblem::not_a_coordinate, degrees);
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

// What stands between the columns: of the separators that spreadsheets use, the one that the first
// line with any has most.
char separator_in(std::string_view text) {
  std::array<std::size_t, 3> counts{};
  constexpr std::string_view separators = ",;\t";
  bool is_quoted = false;
  for (const char c : text) {
    is_quoted = is_quoted != (c == '"');
    const auto which = separators.find(c);
    const bool is_end = !is_quoted && (c == '\n' || c == '\r');
    if (is_end && std::ranges::max(counts) > 0) {
      break;
    }
    if (!is_quoted && which != separators.npos) {
      ++counts.at(which);
    }
  }
  return separators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

// "Base price" is base_price.
std::string column_name(std::string_view header) {
  auto name = base::is_utf8(header) ? base::squeeze(base::fold(header)) : std::string(header);
  std::ranges::replace_if(name, [](char c) { return c == ' ' || c == '-'; }, '_');
  return name;
}

std::optional<int> quantity_of(std::string_view text) {
  const auto amount =
      base::is_utf8(text) ? base::read_amount(text, "") : std::unexpected(base::UnclearAmount{});
  const auto count = amount ? amount->hundredths() / 100 : 0;
  const bool is_right =
      amount && *amount == base::Money::units(count) && count >= 1 && count <= kMaxQuantity;
  return is_right ? std::optional(static_cast<int>(count)) : std::nullopt;
}

std::optional<base::Money> price_of(std::string_view text) {
  const auto amount =
      base::is_utf8(text) ? base::read_amount(text, "") : std::unexpected(base::UnclearAmount{});
  return amount ? std::optional(*amount) : std::nullopt;
}

base::Result<base::Percent> percent_of(std::string_view text) {
  return base::is_utf8(text) ? base::read_percent(text) : base::Percent::parse(text);
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
  if (fields.is_clear("base_price")) {
    product.base_price =
        fields.value<base::Money>("base_price", price_of, ImportProblem::not_an_amount);
  }
  product.discount_percent =
      fields
          .optional<base::Percent>("discount_percent", percent_of, ImportProblem::not_a_percentage)
          .value_or(base::Percent());
  if (!fields.is_empty("delivery_photo")) {
    product.delivery_photo = name_in("delivery_photo");
  }
  product.delivery_latitude = fields.coordinate("delivery_latitude", 90);
  product.delivery_longitude = fields.coordinate("delivery_longitude", 180);
  return product;
}

}  // namespace

ProductRows::ProductRows(std::istream& file)
    : text_(file), reader_(text_, separator_in(text_.start())) {
  read_header();
}

std::optional<std::expected<CsvRecord, CsvError>> ProductRows::next_record() {
  auto record = reader_.next();
  while (record && *record && std::ranges::all_of((*record)->fields, is_blank)) {
    record = reader_.next();
  }
  return record;
}

void ProductRows::read_header() {
  const auto header = next_record();
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
  positions_.fill(kMissing);
  columns_ = header.fields.size();
  for (std::size_t position = 0; position < header.fields.size(); ++position) {
    const auto name = base::trim(header.fields[position]);
    const auto known = std::ranges::find(kImportColumns, column_name(name));
    if (is_blank(name)) {
      continue;  // a column without a name, which has no fields either
    }
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
  const auto record = next_record();
  if (!record) {
    return std::nullopt;
  }
  if (!*record) {
    return std::unexpected(ImportErrors{import_error(record->error())});
  }
  return parse(**record);
}

// A field for each column, and only blanks below columns without a name.
bool ProductRows::fits_header(const CsvRecord& record) const {
  std::size_t position = 0;
  return record.fields.size() <= columns_ && record.fields.size() > std::ranges::max(positions_) &&
         std::ranges::all_of(record.fields, [&](const std::string& field) {
           const bool is_known = std::ranges::find(positions_, position++) != positions_.end();
           return is_known || is_blank(field);
         });
}

std::expected<ProductRow, ImportErrors> ProductRows::parse(const CsvRecord& record) const {
  if (!fits_header(record)) {
    return std::unexpected(ImportErrors{{record.line, "", ImportProblem::wrong_field_count,
                                         static_cast<std::int64_t>(record.fields.size())}});
  }
  FieldParser fields(record, positions_);
  ProductRow row{.line = record.line, .product = product_of(fields)};
  if (fields.is_clear("quantity")) {
    row.quantity =
        fields.optional<int>("quantity", quantity_of, ImportProblem::not_a_quantity).value_or(1);
  }
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
