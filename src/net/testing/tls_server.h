// A TLS server with a certificate of its own, for the tests of this folder and of those above it.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace net::test {

template <auto Free>
struct OpenSslFreer {
  template <class T>
  void operator()(T* resource) const {
    Free(resource);
  }
};
template <class T, auto Free>
using OpenSslPointer = std::unique_ptr<T, OpenSslFreer<Free>>;

// Answers every request on 127.0.0.1 with 200, until it is destroyed.
class TlsServer {
 public:
  // `valid_for`: from now on; below zero for a certificate that has expired. The certificate is its
  // own authority, and written to `pem_path`.
  TlsServer(std::chrono::seconds valid_for, const std::string& pem_path) {
    make_certificate(valid_for);
    const OpenSslPointer<BIO, BIO_free> file(BIO_new_file(pem_path.c_str(), "w"));
    require(file && PEM_write_bio_X509(file.get(), certificate_.get()) == 1);
    require(SSL_CTX_use_certificate(tls_.get(), certificate_.get()) == 1);
    require(SSL_CTX_use_PrivateKey(tls_.get(), key_.get()) == 1);
    thread_ = std::thread([this] { serve(); });
  }
  ~TlsServer() {
    is_stopping_ = true;
    boost::asio::ip::tcp::socket waker(context_);
    waker.connect(acceptor_.local_endpoint());
    thread_.join();
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

 private:
  static void require(bool done) {
    if (!done) {
      throw std::runtime_error("OpenSSL refuses");
    }
  }

  void make_certificate(std::chrono::seconds valid_for) {
    auto* const made = certificate_.get();
    require(X509_set_version(made, 2) == 1);
    require(ASN1_INTEGER_set(X509_get_serialNumber(made), 1) == 1);
    constexpr long kTwoDays = 2L * 24 * 60 * 60;
    X509_gmtime_adj(X509_getm_notBefore(made), -kTwoDays);
    X509_gmtime_adj(X509_getm_notAfter(made), static_cast<long>(valid_for.count()));
    auto* const name = X509_get_subject_name(made);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    require(X509_set_issuer_name(made, name) == 1 && X509_set_pubkey(made, key_.get()) == 1);
    add_extension(NID_subject_alt_name, "IP:127.0.0.1");
    add_extension(NID_basic_constraints, "critical,CA:TRUE");
    require(X509_sign(made, key_.get(), EVP_sha256()) > 0);
  }

  void add_extension(int kind, const char* value) {
    const OpenSslPointer<X509_EXTENSION, X509_EXTENSION_free> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, kind, value));
    require(extension && X509_add_ext(certificate_.get(), extension.get(), -1) == 1);
  }

  void serve() {
    while (!is_stopping_) {
      boost::asio::ip::tcp::socket socket(context_);
      acceptor_.accept(socket);
      if (!is_stopping_) {
        answer(socket);
      }
    }
  }

  // A client that does not trust the certificate goes away in the handshake.
  void answer(boost::asio::ip::tcp::socket& socket) {
    const OpenSslPointer<SSL, SSL_free> tls(SSL_new(tls_.get()));
    SSL_set_fd(tls.get(), socket.native_handle());
    if (SSL_accept(tls.get()) != 1) {
      return;
    }
    std::string request(16'384, '\0');
    SSL_read(tls.get(), request.data(), static_cast<int>(request.size()));
    constexpr std::string_view kAnswer =
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    SSL_write(tls.get(), kAnswer.data(), static_cast<int>(kAnswer.size()));
    SSL_shutdown(tls.get());
  }

  boost::asio::io_context context_{1};
  boost::asio::ip::tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
  OpenSslPointer<EVP_PKEY, EVP_PKEY_free> key_{EVP_EC_gen("P-256")};
  OpenSslPointer<X509, X509_free> certificate_{X509_new()};
  OpenSslPointer<SSL_CTX, SSL_CTX_free> tls_{SSL_CTX_new(TLS_server_method())};
  std::atomic<bool> is_stopping_ = false;
  std::thread thread_;
};

}  // namespace net::test
