#include "net/client/http_transfer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <netdb.h>
#include <sys/socket.h>

#include "base/check.h"
#include "base/text.h"
#include "net/client/public_address.h"

namespace net {
namespace {

constexpr long kConnectTimeoutMs = 10'000;

bool is_method(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) {
    return {};
  }
  std::string copy(text);
  curl_free(text);
  return copy;
}

bool is_loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

// `detail`: curl's words about this transfer; used where they name no part of the URL.
base::Error failure(CURLcode code, std::string_view host, std::string_view detail) {
  using enum base::ErrorKind;
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return {unavailable, fmt::format("{} did not answer in time.", host)};
  }
  if (code == CURLE_COULDNT_RESOLVE_HOST) {
    return {unavailable, fmt::format("The address of {} cannot be found.", host)};
  }
  const bool is_certificate = code == CURLE_PEER_FAILED_VERIFICATION && !detail.empty();
  return {unavailable, fmt::format("The connection to {} failed: {}.", host,
                                   is_certificate ? detail : curl_easy_strerror(code))};
}

base::Error private_address(std::string_view host, std::string_view address) {
  return {base::ErrorKind::unavailable,
          fmt::format("{} leads to {}, which is no public address.", host, address)};
}

// "" for what is no address of the internet protocol.
std::string text_of_address(const curl_sockaddr& address) {
  std::array<char, NI_MAXHOST> text{};
  const int failed = getnameinfo(&address.addr, address.addrlen, text.data(), text.size(), nullptr,
                                 0, NI_NUMERICHOST);
  return failed ? "" : text.data();
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
  base::check(curl_easy_setopt(easy, option, value) == CURLE_OK, "libcurl knows the option");
}

}  // namespace

base::Result<std::unique_ptr<HttpTransfer>> HttpTransfer::make(const HttpClient::Options& options,
                                                               HttpRequest request) {
  std::unique_ptr<HttpTransfer> transfer(new HttpTransfer(options, std::move(request)));
  if (const auto url = transfer->take_url(); !url) {
    return std::unexpected(url.error());
  }
  if (!is_method(transfer->request_.method) || !transfer->request_.headers.are_well_formed()) {
    return base::invalid("The HTTP method or a header is not well-formed.");
  }
  transfer->set_connection(options);
  transfer->refuse_private_addresses();
  transfer->set_proxy(options);
  transfer->set_method_and_body();
  transfer->set_headers();
  return transfer;
}

HttpTransfer::HttpTransfer(const HttpClient::Options& options, HttpRequest request)
    : request_(std::move(request)),
      size_limit_(std::min(options.response_limit_bytes, request_.response_limit_bytes)),
      url_(curl_url()),
      easy_(curl_easy_init()) {
  base::check(url_ && easy_, "libcurl has memory");
}

base::Result<void> HttpTransfer::take_url() {
  const auto parsed = curl_url_set(url_.get(), CURLUPART_URL, request_.url.c_str(), 0);
  const auto scheme = part_of(url_.get(), CURLUPART_SCHEME);
  if (parsed != CURLUE_OK || (scheme != "http" && scheme != "https")) {
    return base::invalid("A URL must begin with http:// or https://.");
  }
  host_ = part_of(url_.get(), CURLUPART_HOST);
  is_loopback_ = is_loopback(host_);
  is_https_ = scheme == "https";
  return {};
}

void HttpTransfer::set_connection(const HttpClient::Options& options) {
  auto* const easy = easy_.get();
  set(easy, CURLOPT_CURLU, url_.get());
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.timeout.count()));
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(easy, CURLOPT_PIPEWAIT, is_https_ ? 1L : 0L);
  set(easy, CURLOPT_USERAGENT, "kram");
  set(easy, CURLOPT_ERRORBUFFER, error_.data());
  if (!options.ca_file.empty()) {
    set(easy, CURLOPT_CAINFO, options.ca_file.c_str());
  }
  set(easy, CURLOPT_WRITEFUNCTION, &HttpTransfer::on_body);
  set(easy, CURLOPT_WRITEDATA, this);
  set(easy, CURLOPT_HEADERFUNCTION, &HttpTransfer::on_header);
  set(easy, CURLOPT_HEADERDATA, this);
}

// A socket is asked for before a name's address is connected to; a connection that is kept from a
// request that may use any address is seen only when it is used.
void HttpTransfer::refuse_private_addresses() {
  if (!request_.only_public) {
    return;
  }
  auto* const easy = easy_.get();
  set(easy, CURLOPT_OPENSOCKETFUNCTION, &HttpTransfer::open_socket);
  set(easy, CURLOPT_OPENSOCKETDATA, this);
  set(easy, CURLOPT_PREREQFUNCTION, &HttpTransfer::on_connected);
  set(easy, CURLOPT_PREREQDATA, this);
}

void HttpTransfer::set_proxy(const HttpClient::Options& options) {
  auto* const easy = easy_.get();
  if (is_loopback_ || request_.only_public) {
    set(easy, CURLOPT_PROXY, "");
  } else if (is_https_ && !options.https_proxy.empty()) {
    set(easy, CURLOPT_PROXY, options.https_proxy.c_str());
  }
  if (!options.no_proxy.empty()) {
    set(easy, CURLOPT_NOPROXY, options.no_proxy.c_str());
  }
}

void HttpTransfer::set_method_and_body() {
  auto* const easy = easy_.get();
  const bool is_post = request_.method == "POST";
  if (!request_.parts.empty()) {
    set_parts();
  } else if (is_post || !request_.body.empty()) {
    set(easy, CURLOPT_POST, 1L);
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(easy, CURLOPT_POSTFIELDS, request_.body.data());
  } else if (request_.method == "HEAD") {
    set(easy, CURLOPT_NOBODY, 1L);
  }
  if (!is_post) {
    set(easy, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
}

void HttpTransfer::set_parts() {
  mime_.reset(curl_mime_init(easy_.get()));
  for (const auto& part : request_.parts) {
    auto* const mime_part = curl_mime_addpart(mime_.get());
    curl_mime_name(mime_part, part.name.c_str());
    curl_mime_data(mime_part, part.body.data(), part.body.size());
    if (!part.file_name.empty()) {
      curl_mime_filename(mime_part, part.file_name.c_str());
    }
    if (!part.content_type.empty()) {
      curl_mime_type(mime_part, part.content_type.c_str());
    }
  }
  set(easy_.get(), CURLOPT_MIMEPOST, mime_.get());
}

void HttpTransfer::set_headers() {
  add_header("Expect:");  // curl would wait up to a second for "100 Continue"
  if (request_.parts.empty() && !request_.headers.find("Content-Type")) {
    add_header("Content-Type:");
  }
  for (const auto& [name, value] : request_.headers) {
    add_header(value.empty() ? name + ";" : fmt::format("{}: {}", name, value));
  }
  set(easy_.get(), CURLOPT_HTTPHEADER, header_lines_.get());
}

void HttpTransfer::add_header(const std::string& line) {
  auto* const longer = curl_slist_append(header_lines_.get(), line.c_str());
  base::check(longer != nullptr, "libcurl has memory");
  static_cast<void>(header_lines_.release());
  header_lines_.reset(longer);
}

bool HttpTransfer::admits(const std::string& address) {
  const bool is_admitted = is_public(address);
  if (!is_admitted) {
    refused_address_ = address;
  }
  return is_admitted;
}

curl_socket_t HttpTransfer::open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  return static_cast<HttpTransfer*>(self)->admits(text_of_address(*address))
             ? socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol)
             : CURL_SOCKET_BAD;
}

int HttpTransfer::on_connected(void* self, char* address, char*, int, int) {
  return static_cast<HttpTransfer*>(self)->admits(address) ? CURL_PREREQFUNC_OK
                                                           : CURL_PREREQFUNC_ABORT;
}

bool HttpTransfer::has_room_for(std::size_t count) {
  size_ += count;
  is_too_large_ = is_too_large_ || size_ > size_limit_;
  return !is_too_large_;
}

// A return value other than `count` makes curl end the transfer.
std::size_t HttpTransfer::on_body(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = *static_cast<HttpTransfer*>(self);
  if (!transfer.has_room_for(count)) {
    return 0;
  }
  transfer.response_.body.append(bytes, count);
  return count;
}

std::size_t HttpTransfer::on_header(char* bytes, std::size_t, std::size_t count, void* self) {
  auto& transfer = *static_cast<HttpTransfer*>(self);
  if (!transfer.has_room_for(count)) {
    return 0;
  }
  const std::string_view line(bytes, count);
  const auto colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    transfer.response_.headers = {};  // what came before was "100 Continue"
  } else if (colon != line.npos) {
    transfer.response_.headers.add(std::string(line.substr(0, colon)),
                                   std::string(base::trim(line.substr(colon + 1))));
  }
  return count;
}

base::Result<HttpResponse> HttpTransfer::result(CURLcode code) {
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  if (is_too_large_ && request_.cuts_response && status > 0) {
    return std::move(response_);
  }
  if (is_too_large_) {
    return base::fail(base::ErrorKind::unavailable,
                      fmt::format("The answer of {} is larger than {} bytes.", host_, size_limit_));
  }
  if (code != CURLE_OK) {
    return std::unexpected(refused_address_.empty() ? failure(code, host_, error_.data())
                                                    : private_address(host_, refused_address_));
  }
  return std::move(response_);
}

}  // namespace net
