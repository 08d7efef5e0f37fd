/**
 * Astro renders all pages and files in one thread; here a second one does a part of it. It renders the files beside the
 * pages (tables, citations, cards, the API) and the pages about them, and others whenever it has nothing else to do.
 * After a failure nothing more is begun, and the front page comes last: what was left cannot be taken for a report.
 */
import { readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { AstroIntegration, AstroPrerenderer, HookParameters } from 'astro';

type BundledPages = HookParameters<'astro:build:setup'>['pages'];
type RenderOptions = Parameters<AstroPrerenderer['render']>[1];

/** What the thread begins with: where the site's bundle is, and the stylesheets of each page. */
export interface Bundled {
  readonly entry: string;
  readonly pages: ReadonlyMap<string, Pick<BundledPages extends Map<string, infer Page> ? Page : never, 'styles'>>;
}
/** What the thread is asked for: an address, and the route that it belongs to. */
export interface Wanted {
  readonly id: number;
  readonly url: string;
  readonly route: string;
}
export type Answer = { readonly id: number } & (
  { readonly body: ArrayBuffer; readonly init: ResponseInit } | { readonly error: unknown }
);

/** How many paths Astro asks for at once. A file is written in several steps, with a page of the first thread between two. */
const concurrency = 512;
/** How many the thread is ahead with: it hears from the first only between two of its pages. */
const ahead = 4;

/**
 * Pages that describe files or compare tables, for which all of these are made: in the thread, which makes them for the
 * files anyway.
 */
const besideFiles = /^\/(\[snapshot\](\/data)?|editions\/\[edition\](\/data)?|compare(\/\[pair\])?|api)$/;

/**
 * The items in an order in which all kinds of them come to their ends together. So both threads have work, and what draws
 * cards outside of the memory that JavaScript counts is let go of before there are a thousand of them.
 */
function interleaved<Item>(items: readonly Item[], kindOf: (item: Item) => unknown): Item[] {
  return [...Map.groupBy(items, kindOf).values()]
    .flatMap((list) => list.map((item, index) => ({ item, place: index / list.length })))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/**
 * Renders in two threads.
 *
 * @param standard renders in the first
 * @param folder of the bundle that Astro has made of the site
 */
export function inTwoThreads(standard: AstroPrerenderer, folder: URL, pages: BundledPages): AstroPrerenderer {
  const asked = new Map<number, PromiseWithResolvers<Response>>();
  const waiting: { request: Request; options: RenderOptions; answer: PromiseWithResolvers<Response> }[] = [];
  let thread: Worker | undefined;
  let count = 0;
  let isFree = true;
  let hasFailed = false;

  function ask({ url }: Request, { routeData }: RenderOptions, answer: PromiseWithResolvers<Response>) {
    const wanted: Wanted = { id: (count += 1), url, route: routeData.route };
    asked.set(wanted.id, answer);
    if (thread) thread.postMessage(wanted);
    else answer.reject(new Error(`there is no second thread to render ${url}`));
  }
  /** Gives the pages that wait to whichever thread is free; the front page when all else is there. */
  function goOn() {
    const isLast = waiting[0]?.options.routeData.route === '/';
    if (hasFailed || (isLast && !(isFree && asked.size === 0))) return;
    const here = isFree ? waiting.shift() : undefined;
    if (here) {
      isFree = false;
      const page = standard.render(here.request, here.options);
      here.answer.resolve(page.then((result) => (result instanceof Response ? result : result.response)));
      const done = () => {
        isFree = true;
        goOn();
      };
      // Rendering waits for nothing; what the thread has answered is heard between two pages only.
      void page.catch(() => (hasFailed = true)).then(() => setImmediate(done));
    }
    for (const there of waiting.splice(0, Math.max(0, ahead - asked.size)))
      ask(there.request, there.options, there.answer);
  }

  return {
    name: 'almanac-second-thread',
    async setup() {
      const entry = readdirSync(folder).find((name) => name.startsWith('prerender-entry.'));
      if (entry === undefined) throw new Error(`${folder.href} has no prerender-entry, which renders the site`);
      const styles = new Map([...pages].map(([key, page]) => [key, { styles: page.styles }]));
      const workerData: Bundled = { entry: new URL(entry, folder).href, pages: styles };
      thread = new Worker(new URL('render-thread.ts', import.meta.url), { workerData });
      thread.on('message', (answer: Answer) => {
        const { resolve, reject } = asked.get(answer.id) ?? {};
        asked.delete(answer.id);
        if ('error' in answer) {
          hasFailed = true;
          reject?.(answer.error);
        } else resolve?.(new Response(answer.body, answer.init));
        goOn();
      });
      // What it was at is the first that it was asked for; Astro ends with the first that fails.
      const fail = (error: Error) => {
        hasFailed = true;
        asked.values().next().value?.reject(error);
      };
      thread.on('error', fail);
      // Nobody would wait for what it was asked for, and the build would end as if it had succeeded.
      thread.on('exit', (code) => {
        thread = undefined;
        fail(new Error(`the second thread ended with ${code} while the site was rendered`));
      });
      // Meanwhile the thread loads the same bundle.
      await standard.setup?.();
    },
    async getStaticPaths() {
      const paths = await standard.getStaticPaths();
      const [front = [], others = []] = [true, false].map((is) =>
        paths.filter(({ route }) => (route.route === '/') === is),
      );
      return [...interleaved(others, ({ route }) => route.route), ...front];
    },
    render(request, options) {
      const answer = Promise.withResolvers<Response>();
      const { type, route } = options.routeData;
      if (type === 'endpoint' || besideFiles.test(route)) ask(request, options, answer);
      else waiting.push({ request, options, answer });
      goOn();
      return answer.promise;
    },
    async teardown() {
      await thread?.removeAllListeners().terminate();
      await standard.teardown?.();
    },
  };
}

/** Lets Astro render in two threads. */
export function secondThread(): AstroIntegration {
  let folder: URL;
  let bundled: BundledPages;
  return {
    name: 'almanac-second-thread',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ build: { concurrency } });
        // The allocator of what draws the cards reads this once, when it is loaded. Half of a card's time went to handing
        // back its three megabytes and taking them again.
        process.env.MIMALLOC_PURGE_DELAY ??= '-1';
        process.env.MIMALLOC_ALLOW_LARGE_OS_PAGES ??= '1';
      },
      'astro:config:done': ({ config }) => void (folder = new URL('.prerender/', config.outDir)),
      'astro:build:setup': ({ pages }) => void (bundled = pages),
      'astro:build:start': ({ setPrerenderer }) => {
        setPrerenderer((standard) => inTwoThreads(standard, folder, bundled));
      },
    },
  };
}
