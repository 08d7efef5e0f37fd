/**
 * Loaded before DuckDB: how it gets its memory, which it reads when it is loaded.
 *
 * DuckDB's allocator returns freed memory to the system after a second, and new pages for the next question were a fifth
 * of the work. It keeps them, and all threads share them, so that it has no more than was once in use at a time.
 */
process.env.DUCKDB_JE_MALLOC_CONF ??= 'dirty_decay_ms:-1,narenas:1';
