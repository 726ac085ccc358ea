// One outgoing request as a curl easy handle. Internal to net/.
#pragma once

#include <array>
#include <memory>
#include <string>

#include <curl/curl.h>

#include "net/client/http_client.h"

namespace net {

// Owns the handle and all that it points to; must not move while curl works on it.
class HttpTransfer {
 public:
  // Errors (invalid): URL, method, header.
  static base::Result<std::unique_ptr<HttpTransfer>> make(const HttpClient::Options& options,
                                                          HttpRequest request);
  HttpTransfer(const HttpTransfer&) = delete;
  HttpTransfer& operator=(const HttpTransfer&) = delete;

  CURL* handle() const { return easy_.get(); }
  // The response or the error, once curl is done. REQUIRES: called once.
  base::Result<HttpResponse> result(CURLcode code);

 private:
  template <auto Free>
  struct Freer {
    template <class T>
    void operator()(T* resource) const {
      Free(resource);
    }
  };

  HttpTransfer(const HttpClient::Options& options, HttpRequest request);
  base::Result<void> take_url();
  void set_connection(const HttpClient::Options& options);
  void refuse_private_addresses();
  void set_proxy(const HttpClient::Options& options);
  void set_method_and_body();
  void set_parts();
  void set_headers();
  void add_header(const std::string& line);

  static std::size_t on_body(char* bytes, std::size_t one, std::size_t count, void* self);
  static std::size_t on_header(char* bytes, std::size_t one, std::size_t count, void* self);
  static curl_socket_t open_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int on_connected(void* self, char* address, char* local_address, int port, int local_port);
  bool admits(const std::string& address);
  bool has_room_for(std::size_t count);

  HttpRequest request_;
  HttpResponse response_;
  std::string host_;
  bool is_loopback_ = false;
  bool is_https_ = false;
  std::size_t size_limit_;
  std::size_t size_ = 0;
  bool is_too_large_ = false;
  std::array<char, CURL_ERROR_SIZE> error_{};
  std::string refused_address_;  // "" unless one was not public

  std::unique_ptr<CURLU, Freer<curl_url_cleanup>> url_;
  std::unique_ptr<curl_slist, Freer<curl_slist_free_all>> header_lines_;
  std::unique_ptr<CURL, Freer<curl_easy_cleanup>> easy_;
  std::unique_ptr<curl_mime, Freer<curl_mime_free>> mime_;  // before the handle it belongs to
};

}  // namespace net
