# Flags and external libraries that all targets share; presets choose the sanitizers.
option(KRAM_BENCH "Build the benchmark suite" OFF)
set(KRAM_SANITIZE "" CACHE STRING "Value of -fsanitize=, such as address,undefined or thread")

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json locale)
find_package(CURL REQUIRED)
find_package(PostgreSQL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
if(NOT KRAM_SANITIZE)
  find_package(mimalloc 2.0 REQUIRED)
endif()
if(BUILD_TESTING)
  find_package(GTest REQUIRED)
  find_package(rapidcheck REQUIRED)
endif()
find_package(PkgConfig REQUIRED)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-i18n)
pkg_check_modules(CAIRO REQUIRED IMPORTED_TARGET cairo)
pkg_check_modules(GDK_PIXBUF REQUIRED IMPORTED_TARGET gdk-pixbuf-2.0)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(QRCODEGEN REQUIRED IMPORTED_TARGET qrcodegen)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(WEBP REQUIRED IMPORTED_TARGET libwebp)
if(BUILD_TESTING)
  pkg_check_modules(ZBAR REQUIRED IMPORTED_TARGET zbar)
endif()
find_package(Gettext REQUIRED)

add_library(kram_options INTERFACE)
target_compile_options(kram_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough -Wswitch-enum -Wno-c23-extensions
  -Wno-missing-designated-field-initializers -Werror
  -fno-omit-frame-pointer)
target_compile_definitions(kram_options INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_BEAST_SEPARATE_COMPILATION
  _FORTIFY_SOURCE=$<IF:$<CONFIG:Debug>,0,2>)
target_link_libraries(kram_options INTERFACE Threads::Threads)
target_link_options(kram_options INTERFACE -fuse-ld=mold)
if(KRAM_SANITIZE)
  target_compile_options(kram_options INTERFACE
    -fsanitize=${KRAM_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(kram_options INTERFACE -fsanitize=${KRAM_SANITIZE})
endif()
