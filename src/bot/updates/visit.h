// The one transaction of an update: seen? who? which dialog? then the handler.
#pragma once

#include "bot/updates/context.h"
#include "bot/updates/incoming.h"
#include "bot/updates/reply.h"
#include "db/core/database.h"

namespace bot {

struct Visit {
  enum class Outcome {
    replied,
    repeated,     // the update had its effect before: nothing was done
    needs_write,  // only in a reading transaction: do it again in a writing one
  };

  Outcome outcome = Outcome::replied;
  Reply reply = {};
};

// The transaction to begin with. Where the answer depends on what only the database knows, such as
// whether a text is part of a dialog, a reading one finds out.
db::Access access_for(const Incoming& incoming, const Context& context);

// Body of db::Database::transact or read, as `access` says; may run again. In a writing transaction
// it marks the update as seen and registers the sender, or brings their names up to date. A reading
// one does neither: browsing twice does no harm.
Visit visit(db::Tx& tx, db::Access access, const Incoming& incoming, const Context& context);

}  // namespace bot
