#include "web/operation/openapi.h"

#include <CLI/App.hpp>
#include <boost/json/serialize.hpp>
#include <ostream>

#include "app/commands/commands.h"
#include "app/settings/version.h"
#include "web/api/operations.h"

namespace app::commands {

void add_openapi(CLI::App& cli, Command& chosen) {
  auto* const command = cli.add_subcommand(
      "openapi", "Print the OpenAPI document of the REST API; needs no settings");
  command->footer("Examples:\n  kram openapi > openapi.json");
  command->callback([&chosen] {
    chosen = [](Console& console) {
      console.out << boost::json::serialize(web::openapi_document(web::all_operations(), version()))
                  << '\n';
      return ExitCode::done;
    };
  });
}

}  // namespace app::commands
