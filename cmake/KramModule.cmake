# One folder of src/ = one static library = one namespace.
#
#   kram_module(shop
#     SOURCES catalog.cpp ...      # every .cpp of the folder but tests
#     LINKS db base                # only folders above it in src/CMakeLists.txt, and outside libraries
#     TESTS catalog_test.cpp ...   # becomes the executable shop_test and one CTest entry
#     TEST_LINKS support ...
#     TESTS_RECORD)                # see kram_test
function(kram_module name)
  cmake_parse_arguments(ARG "TESTS_RECORD" "" "SOURCES;LINKS;TESTS;TEST_LINKS" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC kram_options ${ARG_LINKS})
  if(ARG_TESTS AND BUILD_TESTING)
    set(records "")
    if(ARG_TESTS_RECORD)
      set(records RECORDS)
    endif()
    kram_test(${name}_test SOURCES ${ARG_TESTS} LINKS ${name} ${ARG_TEST_LINKS} ${records})
  endif()
endfunction()

# A GoogleTest executable that is one CTest entry; its cases are counted from the XML it writes.
# With RECORDS it leaves the Bot API calls it made (support/recording.h) for tests/bot_api_types.
# COST is about the seconds it takes: what costs most starts first, so that nothing long runs alone
# in the end.
function(kram_test name)
  cmake_parse_arguments(ARG "RECORDS" "TIMEOUT;COST" "SOURCES;LINKS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 1200)  # ends what hangs; measures nothing
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE kram_options ${ARG_LINKS} GTest::gmock_main)
  # A test runs its own code once: to optimise it takes longer than it saves.
  target_compile_options(${name} PRIVATE $<$<CONFIG:Debug>:-O0>)
  add_test(NAME ${name}
    COMMAND ${name} --gtest_output=xml:${CMAKE_BINARY_DIR}/results/${name}.xml --gtest_brief=1
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set(environment "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/cmake/tsan.supp")
  if(ARG_COST)
    set_tests_properties(${name} PROPERTIES COST ${ARG_COST})
  endif()
  if(ARG_RECORDS)
    list(APPEND environment "KRAM_RECORD_DIR=${CMAKE_BINARY_DIR}/recorded")
    set_property(GLOBAL APPEND PROPERTY KRAM_RECORDING_TESTS ${name})
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} ENVIRONMENT "${environment}")
endfunction()
