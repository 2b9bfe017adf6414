//! The search index, written from the record: shards that a browser fetches as it needs them.
