#include "net/server/static_content.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "net/core/digest.h"

namespace net {
namespace {

// Half a SHA-256 in hexadecimal: enough to tell versions of a file apart.
std::string digest_of(std::string_view bytes) { return sha256_hex(bytes).substr(0, 32); }

bool is_zero_weight(std::string_view parameter) {
  parameter = base::trim(parameter);
  return parameter.starts_with("q=0") && parameter.find_first_not_of("q=0.") == parameter.npos;
}

// Accept-Encoding of RFC 9110, 12.5.3; `*` is ignored: clients that understand a coding name it.
bool takes(const Headers& headers, std::string_view coding) {
  const auto field = headers.find("Accept-Encoding").value_or("");
  return std::ranges::any_of(base::split(field, ','), [coding](std::string_view element) {
    const auto parts = base::split(element, ';');
    return equals_ignoring_case(base::trim(parts.front()), coding) &&
           (parts.size() < 2 || !is_zero_weight(parts[1]));
  });
}

struct Form {
  std::string_view coding;  // "" for the file as it is
  std::string_view bytes;
};

Form smallest_form(const EmbeddedFile& file, const Headers& headers) {
  if (!file.brotli.empty() && takes(headers, "br")) {
    return {"br", file.brotli};
  }
  if (!file.gzip.empty() && takes(headers, "gzip")) {
    return {"gzip", file.gzip};
  }
  return {"", file.bytes};
}

// If-None-Match of RFC 9110, 13.1.2, with weak comparison.
bool has_version(const Headers& headers, std::string_view etag) {
  const auto field = headers.find("If-None-Match").value_or("");
  return std::ranges::any_of(base::split(field, ','), [&](std::string_view element) {
    element = base::trim(element);
    if (element.starts_with("W/")) {
      element.remove_prefix(2);
    }
    return element == "*" || element == etag;
  });
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
  struct Type {
    std::string_view ending;
    std::string_view name;
  };
  constexpr auto types = std::to_array<Type>({{".html", "text/html; charset=utf-8"},
                                              {".js", "text/javascript; charset=utf-8"},
                                              {".mjs", "text/javascript; charset=utf-8"},
                                              {".css", "text/css; charset=utf-8"},
                                              {".json", "application/json"},
                                              {".map", "application/json"},
                                              {".webmanifest", "application/manifest+json"},
                                              {".svg", "image/svg+xml"},
                                              {".png", "image/png"},
                                              {".jpg", "image/jpeg"},
                                              {".jpeg", "image/jpeg"},
                                              {".webp", "image/webp"},
                                              {".ico", "image/x-icon"},
                                              {".woff2", "font/woff2"},
                                              {".txt", "text/plain; charset=utf-8"}});
  for (const auto& type : types) {
    if (path.ends_with(type.ending)) {
      return type.name;
    }
  }
  return "application/octet-stream";
}

StaticContent::StaticContent(std::span<const EmbeddedFile> files) {
  for (const auto& file : files) {
    entries_.push_back({file, digest_of(file.bytes)});
  }
  std::ranges::sort(entries_, {}, [](const Entry& entry) { return entry.file.path; });
}

std::optional<ServerResponse> StaticContent::respond(const ServerRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    return std::nullopt;
  }
  const std::string_view path =
      request.path == "/" ? "/index.html" : std::string_view(request.path);
  const auto path_of = [](const Entry& entry) { return entry.file.path; };
  const auto found = std::ranges::lower_bound(entries_, path, {}, path_of);
  if (found == entries_.end() || found->file.path != path) {
    return std::nullopt;
  }

  const auto form = smallest_form(found->file, request.headers);
  const auto etag =
      fmt::format("\"{}{}{}\"", found->etag, form.coding.empty() ? "" : "-", form.coding);
  ServerResponse response;
  response.headers = {
      {"Content-Type", std::string(content_type_of(path))},
      {"ETag", etag},
      {"Vary", "Accept-Encoding"},
      {"X-Content-Type-Options", "nosniff"},
      {"Cache-Control",
       path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache"}};
  if (!form.coding.empty()) {
    response.headers.set("Content-Encoding", std::string(form.coding));
  }
  if (has_version(request.headers, etag)) {
    response.status = 304;
  } else {
    response.body = form.bytes;
  }
  return response;
}

}  // namespace net
