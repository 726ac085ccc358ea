// Files that are embedded in the binary.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/core/http_message.h"

namespace net {

struct EmbeddedFile {
  std::string_view path;         // "/assets/app-3f2a.js"
  std::string_view bytes;        // lives as long as the program
  std::string_view gzip = {};    // the same compressed, or "" for none
  std::string_view brotli = {};  // likewise
};

// Answers GET and HEAD with content type, ETag (304 when the browser has it), and the smallest
// form that the browser takes.
class StaticContent {
 public:
  explicit StaticContent(std::span<const EmbeddedFile> files);

  // Nothing when no file has that path. "/" is "/index.html". Files below `/assets/` have their
  // content's hash in the name (Vite) and are cached for a year, others are revalidated each time.
  std::optional<ServerResponse> respond(const ServerRequest& request) const;

 private:
  struct Entry {
    EmbeddedFile file;
    std::string etag;
  };
  std::vector<Entry> entries_;  // by path
};

// By the extension: "text/html; charset=utf-8"; "application/octet-stream" when it is unknown.
std::string_view content_type_of(std::string_view path);

}  // namespace net
