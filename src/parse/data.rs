//! One tree for TOML, YAML and CSV, with the place of every key and value; and a reader of it that reports every mistake.
