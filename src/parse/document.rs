//! Front matter and the keys that every document has.
