/** The index of the search, made in a thread of its own while the other steps on finished pages are taken. */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration } from 'astro';
import { baseOf } from './links.ts';
import type { Indexed, Indexing } from './search-thread.ts';

/**
 * Writes `pagefind/` into the finished site, and lets the search page import it. It begins before the steps of all other
 * integrations, with the pages that Astro has written, and is waited for at its place among them.
 */
export function searchIndex(): AstroIntegration {
  let root = '';
  let indexed: Promise<Indexed>;
  return {
    name: 'almanac-search',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        root = fileURLToPath(config.root);
        // The search page imports what only the finished site has.
        const address = `${baseOf(config.base)}pagefind/pagefind.js`;
        const resolveId = (id: string) =>
          id === 'pagefind/pagefind.js' ? { id: address, external: 'absolute' as const } : undefined;
        updateConfig({
          vite: {
            plugins: [{ name: 'almanac-search', enforce: 'pre', resolveId }],
            // While the site is written there is no index, and a server that looks for its parts would stop at that.
            optimizeDeps: { rolldownOptions: { external: ['pagefind/pagefind.js'] } },
          },
        });
      },
      'astro:build:generated': ({ dir }) => {
        const workerData: Indexing = { folder: fileURLToPath(dir), root };
        const thread = new Worker(new URL('search-thread.ts', import.meta.url), { workerData });
        indexed = new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
        // Whoever waits for it hears of a failure; nobody does if another step has failed before.
        indexed.catch(() => undefined);
      },
      'astro:build:done': async ({ logger }) => {
        const { pages, figures, words } = await indexed;
        logger.info(`${pages} pages, ${figures} figures and ${words} words indexed for the search`);
      },
    },
  };
}
