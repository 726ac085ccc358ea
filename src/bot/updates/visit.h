// The one transaction of an update: checks for a repeat, loads customer and dialog, runs the
// handler.
#pragma once

#include "bot/updates/context.h"
#include "bot/updates/incoming.h"
#include "bot/updates/reply.h"
#include "db/core/database.h"

namespace bot {

struct Visit {
  enum class Outcome {
    replied,
    repeated,     // the update was handled before: nothing was done
    needs_write,  // only in a reading transaction: repeat it in a writing one
    needs_file,   // the same, once the document is fetched (SentFile)
  };

  Outcome outcome = Outcome::replied;
  Reply reply = {};
  bool is_of_staff = false;
};

// The transaction to begin with: a reading one where only the database can tell whether writing is
// needed, such as whether a text is part of a dialog.
db::Access access_for(const Incoming& incoming, const Context& context);

// Body of db::Database::transact or read, as `access` says; may run again. In a writing transaction
// it marks the update as seen and registers the sender, or brings their names up to date. A reading
// one does neither: repeated browsing is harmless.
Visit visit(db::Tx& tx, db::Access access, const Incoming& incoming, const Context& context);

}  // namespace bot
