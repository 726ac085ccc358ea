// The settings about outgoing HTTP in the words of its client.
#pragma once

#include "app/settings/settings.h"
#include "net/client/http_client.h"

namespace app {

net::HttpClient::Options http_options_of(const Settings& settings);

}  // namespace app
