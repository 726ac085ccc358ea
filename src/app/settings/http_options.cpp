#include "app/settings/http_options.h"

namespace app {

net::HttpClient::Options http_options_of(const Settings& settings) {
  return {.https_proxy = settings.https_proxy, .no_proxy = settings.no_proxy};
}

}  // namespace app
