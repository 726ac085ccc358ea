#include "bench/updates.h"

#include <fmt/format.h>

namespace bench {
namespace {

std::string person(std::int64_t customer) {
  return fmt::format(
      R"({{"id":{0},"is_bot":false,"first_name":"Customer {0}","username":"customer_{0}",)"
      R"("language_code":"en"}})",
      customer);
}

std::string chat(std::int64_t customer) {
  return fmt::format(
      R"({{"id":{0},"type":"private","first_name":"Customer {0}","username":"customer_{0}"}})",
      customer);
}

}  // namespace

std::string press(std::int64_t update_id, std::int64_t customer, std::string_view data) {
  return fmt::format(
      R"({{"update_id":{0},"callback_query":{{"id":"{0}","from":{1},"message":{{"message_id":7,)"
      R"("from":{{"id":1,"is_bot":true,"first_name":"Bench","username":"bench_bot"}},"chat":{2},)"
      R"("date":1767225600,"text":"What the screen says"}},"chat_instance":"1","data":"{3}"}}}})",
      update_id, person(customer), chat(customer), data);
}

std::string message(std::int64_t update_id, std::int64_t customer, std::string_view text) {
  const auto entities =
      text.starts_with('/')
          ? fmt::format(R"(,"entities":[{{"offset":0,"length":{},"type":"bot_command"}}])",
                        text.size())
          : "";
  return fmt::format(
      R"({{"update_id":{0},"message":{{"message_id":{0},"from":{1},"chat":{2},"date":1767225600,)"
      R"("text":"{3}"{4}}}}})",
      update_id, person(customer), chat(customer), text, entities);
}

}  // namespace bench
