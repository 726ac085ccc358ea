-- What an offer looks like: a JPEG that customers see above its card, at most 1280 pixels wide and
-- high, without the metadata of the file that was sent. It is kept as long as an offer shows it.
-- Bytes come and go as hexadecimal digits, by functions that both engines have, since parameters of
-- statements are texts.
CREATE TABLE pictures (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  content    BLOB NOT NULL CHECK (length(content) <= 2097152),
  width      INTEGER NOT NULL CHECK (width > 0),
  height     INTEGER NOT NULL CHECK (height > 0),
  created_at TEXT NOT NULL
) STRICT;

-- Under which file_id each bot has sent a picture.
CREATE TABLE picture_files (
  picture_id INTEGER NOT NULL REFERENCES pictures(id) ON DELETE CASCADE,
  bot        TEXT NOT NULL,
  file_id    TEXT NOT NULL,
  PRIMARY KEY (picture_id, bot)
) STRICT;

-- An offer here is a place and a name: its price may change, its units may be sold, withdrawn and
-- come back.
CREATE TABLE offer_pictures (
  city       TEXT NOT NULL,
  district   TEXT NOT NULL,
  category   TEXT NOT NULL,
  name       TEXT NOT NULL,
  picture_id INTEGER NOT NULL REFERENCES pictures(id),
  PRIMARY KEY (city, district, category, name)
) STRICT;
CREATE INDEX idx_offer_pictures_picture ON offer_pictures(picture_id);
