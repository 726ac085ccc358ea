// A database of either engine: runs bodies of SQL as transactions.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <expected>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "db/core/announcements.h"
#include "db/core/failure.h"
#include "db/core/tx.h"

namespace db {

enum class Access { read, write };
enum class Verdict { commit, roll_back };

// One piece of work for a worker thread. Called by the engines only.
class Job {
 public:
  virtual ~Job() = default;
  // Runs the body; called again after a roll-back that another transaction caused.
  virtual Verdict run(Tx& tx) = 0;
  // Exactly once, after the commit or roll-back: null, or why there is no result. Called on a
  // worker thread.
  virtual void done(std::exception_ptr failure) noexcept = 0;
};

namespace detail {

template <class T>
struct IsExpected : std::false_type {};
template <class T, class E>
struct IsExpected<std::expected<T, E>> : std::true_type {};

// Keeps the body's result until `finish` takes it, and calls listeners of announcements before.
template <class Body, class Finish>
class BodyJob final : public Job {
 public:
  using Result = std::invoke_result_t<Body&, Tx&>;

  BodyJob(Body body, Finish finish, const Announcements& announcements)
      : body_(std::move(body)), finish_(std::move(finish)), announcements_(announcements) {}

  Verdict run(Tx& tx) override {
    tx.take_announcement();  // of a body before this one
    result_.emplace(body_(tx));
    const auto verdict = verdict_of(*result_);
    has_announced_ = tx.take_announcement() && verdict == Verdict::commit;
    return verdict;
  }
  void done(std::exception_ptr failure) noexcept override {
    if (has_announced_ && failure == nullptr) {
      announcements_.call();
    }
    finish_(failure, std::move(result_));
  }

 private:
  static Verdict verdict_of(const Result& result) {
    if constexpr (IsExpected<Result>::value) {
      return result.has_value() ? Verdict::commit : Verdict::roll_back;
    } else {
      return Verdict::commit;
    }
  }

  Body body_;
  Finish finish_;
  Announcements announcements_;
  std::optional<Result> result_;
  bool has_announced_ = false;
};

template <class Body, class Finish>
std::unique_ptr<Job> make_job(Body body, Finish finish, const Announcements& announcements) {
  return std::make_unique<BodyJob<Body, Finish>>(std::move(body), std::move(finish), announcements);
}

}  // namespace detail

// Safe to call from any thread. Bodies run on the database's own worker threads, never on the
// caller's.
//
// A body is an ordinary function of a Tx that returns a value. It does nothing but SQL and rules,
// has no effect outside the transaction and may run again (deadlock, serialization failure, busy).
// When it returns a std::expected that holds an error, the transaction is rolled back and the error
// is returned. The result is returned only after the commit is durable. Throws Failure; any other
// exception of a body rolls back and is rethrown.
class Database {
 public:
  virtual ~Database() = default;

  virtual Engine engine() const = 0;

  // `listener` is called after each commit, through this object, of a transaction that announced
  // something (Tx::announce), before the transaction's result is returned.
  [[nodiscard]] Announcements::Subscription listen(std::function<void()> listener) const {
    return announcements_.subscribe(std::move(listener));
  }

  // Runs a body that reads and writes, and commits.
  template <class Body>
  auto transact(Body body) {
    return start(Access::write, std::move(body));
  }
  // Runs a body that only reads, from one consistent snapshot; it may run beside a writer.
  template <class Body>
  auto read(Body body) {
    return start(Access::read, std::move(body));
  }

  // The same for callers that are no coroutine (command line, tests): block until done.
  template <class Body>
  auto transact_blocking(Body body) {
    return wait(Access::write, std::move(body));
  }
  template <class Body>
  auto read_blocking(Body body) {
    return wait(Access::read, std::move(body));
  }

 protected:
  virtual void submit(Access access, std::unique_ptr<Job> job) = 0;

 private:
  template <class Body>
  using ResultOf = std::invoke_result_t<Body&, Tx&>;

  template <class Body>
  boost::asio::awaitable<ResultOf<Body>> start(Access access, Body body) {
    namespace asio = boost::asio;
    using Result = ResultOf<Body>;
    // Counts as work, so that the executor's context outlives the worker's last use of it.
    const auto executor =
        asio::prefer(co_await asio::this_coro::executor, asio::execution::outstanding_work.tracked);
    auto initiate = [this, access, executor](auto handler, Body work) {
      auto finish = [executor, handler = std::move(handler)](std::exception_ptr failure,
                                                             std::optional<Result> result) mutable {
        asio::post(executor,
                   [handler = std::move(handler), failure, result = std::move(result)]() mutable {
                     std::move(handler)(failure, std::move(result));
                   });
      };
      submit(access, detail::make_job(std::move(work), std::move(finish), announcements_));
    };
    auto result = co_await asio::async_initiate<const asio::use_awaitable_t<>,
                                                void(std::exception_ptr, std::optional<Result>)>(
        std::move(initiate), asio::use_awaitable, std::move(body));
    co_return std::move(*result);
  }

  template <class Body>
  ResultOf<Body> wait(Access access, Body body) {
    using Result = ResultOf<Body>;
    std::promise<Result> promise;
    auto future = promise.get_future();
    auto finish = [promise = std::move(promise)](std::exception_ptr failure,
                                                 std::optional<Result> result) mutable {
      failure ? promise.set_exception(failure) : promise.set_value(std::move(*result));
    };
    submit(access, detail::make_job(std::move(body), std::move(finish), announcements_));
    return future.get();
  }

  Announcements announcements_;
};

}  // namespace db
