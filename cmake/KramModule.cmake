# A room of src/: one folder = one static library, and one test executable when it has tests.
# Sources are found, not listed: *_test.cpp are tests, every other .cpp belongs to the library.
#
#   kram_module(shop_money
#     FOLDERS import               # subfolders that belong to the same library; none unless named
#     SOURCES made.cpp             # generated sources
#     LINKS shop_core              # only rooms above it in src/CMakeLists.txt, and outside libraries
#     TEST_LINKS support ...
#     TESTS_RECORD)                # see kram_test
#
# A folder without sources of its own becomes an interface to the rooms that it links to. The folder
# testing/ of a room is a room of its own, for what the tests of several rooms share.
function(kram_module name)
  cmake_parse_arguments(ARG "TESTS_RECORD" "" "FOLDERS;SOURCES;LINKS;TEST_LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  foreach(folder IN LISTS ARG_FOLDERS)
    file(GLOB more CONFIGURE_DEPENDS ${folder}/*.cpp)
    list(APPEND sources ${more})
  endforeach()
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(APPEND sources ${ARG_SOURCES})
  if(sources)
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(${name} PUBLIC kram_options ${ARG_LINKS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE kram_options ${ARG_LINKS})
  endif()
  if(tests AND BUILD_TESTING)
    set(records "")
    if(ARG_TESTS_RECORD)
      set(records RECORDS)
    endif()
    kram_test(${name}_test SOURCES ${tests} LINKS ${name} ${ARG_TEST_LINKS} ${records})
  endif()
endfunction()

# A GoogleTest executable that is one CTest entry; its cases are counted from the XML it writes.
# With RECORDS it leaves the Bot API calls it made (support/recording.h) for tests/bot_api_types.
# COST is its time in seconds, roughly: the longest start first, so that none runs alone at the end.
function(kram_test name)
  cmake_parse_arguments(ARG "RECORDS" "TIMEOUT;COST" "SOURCES;LINKS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 1200)  # only ends a test that hangs
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE kram_options ${ARG_LINKS} GTest::gmock_main)
  # A test runs its own code once: optimising it takes longer than it saves.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O0>)
  add_test(NAME ${name}
    COMMAND ${name} --gtest_output=xml:${CMAKE_BINARY_DIR}/results/${name}.xml --gtest_brief=1
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set(environment "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/tsan.supp"
    "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/lsan.supp:print_suppressions=0")
  if(rapidcheck IN_LIST ARG_LINKS)
    set_tests_properties(${name} PROPERTIES LABELS property)
  endif()
  if(ARG_COST)
    set_tests_properties(${name} PROPERTIES COST ${ARG_COST})
  endif()
  if(ARG_RECORDS)
    list(APPEND environment "KRAM_RECORD_DIR=${CMAKE_BINARY_DIR}/recorded")
    set_property(GLOBAL APPEND PROPERTY KRAM_RECORDING_TESTS ${name})
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "${environment}")
endfunction()
