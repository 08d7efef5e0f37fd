/**
 * Files beside the pages (tables, citations, cards, the API) are rendered in a thread of their own: they take a third of
 * the work, and Astro renders all in one thread. Pages stay in the first, one after the other, for they need what only
 * Astro's bundler knows: their stylesheets.
 */
import { readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration, AstroPrerenderer } from 'astro';

/** What the thread is asked for: an address, and the route that it belongs to. */
export interface FileRequest {
  readonly id: number;
  readonly url: string;
  readonly route: string;
}
export type FileAnswer = { readonly id: number } & (
  { readonly body: ArrayBuffer; readonly init: ResponseInit } | { readonly error: unknown }
);

/** How many paths Astro asks for at once, so that neither thread waits for the other. */
const concurrency = 64;

/** Two lists as one in which both come to their ends together. */
function interleaved<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): Item[] {
  const lists = [items.filter(isFirst), items.filter((item) => !isFirst(item))];
  return lists
    .flatMap((list) => list.map((item, index) => ({ item, place: index / list.length })))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/**
 * Renders routes that are no pages in a thread.
 *
 * @param standard renders the pages
 * @param bundle the folder with the bundle that Astro has made of the site
 */
export function withFilesApart(standard: AstroPrerenderer, bundle: URL): AstroPrerenderer {
  const waiting = new Map<number, PromiseWithResolvers<Response>>();
  let thread: Worker | undefined;
  let asked = 0;
  let lastPage: Promise<unknown> = Promise.resolve();
  return {
    ...standard,
    name: 'almanac-files-apart',
    async setup() {
      await standard.setup?.();
      const entry = readdirSync(bundle).find((name) => name.startsWith('prerender-entry.'));
      if (entry === undefined) throw new Error(`${bundle.href} has no prerender-entry, which renders the site`);
      thread = new Worker(new URL('file-thread.ts', import.meta.url), { workerData: new URL(entry, bundle).href });
      thread.on('message', (answer: FileAnswer) => {
        const { resolve, reject } = waiting.get(answer.id) ?? {};
        waiting.delete(answer.id);
        if ('error' in answer) reject?.(answer.error);
        else resolve?.(new Response(answer.body, answer.init));
      });
      thread.on('error', (error) => {
        for (const { reject } of waiting.values()) reject(error);
      });
    },
    getStaticPaths: async () =>
      interleaved(await standard.getStaticPaths(), ({ route: { type } }) => type === 'endpoint'),
    async render(request, options) {
      const { type, route } = options.routeData;
      if (type !== 'endpoint') {
        const page = lastPage.then(() => standard.render(request, options));
        lastPage = page;
        return page;
      }
      const answer = Promise.withResolvers<Response>();
      const wanted: FileRequest = { id: (asked += 1), url: request.url, route };
      waiting.set(wanted.id, answer);
      thread?.postMessage(wanted);
      return answer.promise;
    },
    async teardown() {
      await thread?.terminate();
      await standard.teardown?.();
    },
  };
}

/** Lets Astro render files and pages side by side. */
export function filesApart(): AstroIntegration {
  let bundle: URL;
  return {
    name: 'almanac-files-apart',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => void updateConfig({ build: { concurrency } }),
      'astro:config:done': ({ config }) => void (bundle = new URL('.prerender/', config.outDir)),
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((standard) => withFilesApart(standard, bundle));
      },
    },
  };
}
