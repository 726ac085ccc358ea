#include "net/server/basic_auth.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/text.h"
#include "net/core/problem.h"

namespace net {
namespace {

constexpr std::size_t kEncodedLengthMax = 4'096;

// RFC 4648, section 4, padding required.
std::optional<std::string> decode_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0 || text.size() > kEncodedLengthMax) {
    return std::nullopt;
  }
  const auto padding = text.ends_with("==") ? 2U : text.ends_with('=') ? 1U : 0U;
  std::string decoded(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0 || static_cast<std::size_t>(length) != decoded.size()) {
    return std::nullopt;
  }
  decoded.resize(decoded.size() - padding);
  return decoded;
}

}  // namespace

std::optional<Credentials> basic_credentials(const ServerRequest& request) {
  const auto field = request.headers.find("Authorization");
  if (!field) {
    return std::nullopt;
  }
  const auto space = field->find(' ');
  if (space == field->npos || !equals_ignoring_case(field->substr(0, space), "Basic")) {
    return std::nullopt;
  }
  const auto pair = decode_base64(base::trim(field->substr(space)));
  const auto colon = pair ? pair->find(':') : std::string::npos;
  if (colon == std::string::npos || !base::is_utf8(*pair)) {
    return std::nullopt;
  }
  return Credentials{.username = pair->substr(0, colon), .password = pair->substr(colon + 1)};
}

std::string basic_authorization(const Credentials& credentials) {
  const auto pair = fmt::format("{}:{}", credentials.username, credentials.password);
  std::string encoded(4 * ((pair.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a zero
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                     reinterpret_cast<const unsigned char*>(pair.data()),
                                     static_cast<int>(pair.size()));
  encoded.resize(static_cast<std::size_t>(length));
  return "Basic " + encoded;
}

ServerResponse unauthorized(std::string_view realm) {
  auto response =
      problem(401, "Sign in with good credentials of this server.", {{"code", "unauthorized"}});
  response.headers.set("WWW-Authenticate",
                       fmt::format(R"(Basic realm="{}", charset="UTF-8")", realm));
  return response;
}

}  // namespace net
