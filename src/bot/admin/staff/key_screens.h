// The API keys of programs: a list, and one of them before it is revoked.
#pragma once

#include <vector>

#include "bot/view/screen.h"
#include "bot/view/wording.h"
#include "shop/access/api_key.h"

namespace bot::admin {

// `keys`: those that are not revoked.
Screen keys_screen(const Wording& wording, const std::vector<shop::ApiKey>& keys);
Screen ask_revoke_key_screen(const Wording& wording, const shop::ApiKey& key);

}  // namespace bot::admin
