/**
 * Loaded before DuckDB: how it gets its memory, which it reads when it is loaded.
 *
 * DuckDB's allocator returns freed memory to the system after a second, and new pages for the next question were a fifth
 * of the work. It keeps them for ten, which is longer than most questions take, and all threads share them: kept for good,
 * they would be split smaller and smaller, until the process has a third more than it uses.
 */
process.env.DUCKDB_JE_MALLOC_CONF ??= 'dirty_decay_ms:10000,narenas:1';
