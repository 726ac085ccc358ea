// Prints the OpenAPI document, from which the build makes the dashboard's types.
#include <boost/json/serialize.hpp>
#include <iostream>

#include "web/api/operations.h"
#include "web/operation/openapi.h"

int main() {
  std::cout << boost::json::serialize(web::openapi_document(web::all_operations(), "")) << '\n';
}
