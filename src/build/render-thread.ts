/** The thread that renders with the bundle that Astro has made of the site. */
import { parentPort, workerData } from 'node:worker_threads';
import type { RouteData } from 'astro';
import type { Answer, Bundled, Wanted } from './second-thread.ts';

/** What Astro’s bundle exports, as far as it is used. */
interface Bundle {
  readonly app: {
    readonly manifest: { readonly routes: readonly { readonly routeData: RouteData }[] };
    setInternals(internals: { readonly pagesByKeys: Bundled['pages'] }): void;
    setOptions(options: object): void;
    render(request: Request, options: { routeData: RouteData | undefined }): Promise<Response>;
  };
}

const { entry, pages } = workerData as Bundled;
const { app } = (await import(entry)) as Bundle;
app.setInternals({ pagesByKeys: pages });
// No integration adds scripts to pages, and what is to be said of them is said in the first thread.
app.setOptions({ settings: { scripts: [] }, logger: { options: { destination: { write: () => undefined } } } });

async function answer({ id, url, route }: Wanted): Promise<Answer> {
  try {
    const routeData = app.manifest.routes.find((each) => each.routeData.route === route)?.routeData;
    const response = await app.render(new Request(url), { routeData });
    const body = await response.arrayBuffer();
    // How Astro hands on stylesheets is its own affair, and may change.
    if (routeData?.type === 'page' && !Buffer.from(body).includes('rel="stylesheet"'))
      throw new Error(`the page ${url} was rendered without its stylesheet`);
    return { id, body, init: { status: response.status, headers: [...response.headers] } };
  } catch (error) {
    return { id, error: sendable(error) };
  }
}

/** An error as it is, or its words where it holds what cannot go to another thread, as a function. */
function sendable(error: unknown): unknown {
  try {
    return structuredClone(error);
  } catch {
    return new Error(error instanceof Error ? error.message : String(error));
  }
}

let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (wanted: Wanted) => {
  last = last.then(async () => {
    const answered = await answer(wanted);
    parentPort?.postMessage(answered, 'body' in answered ? [answered.body] : []);
  });
});
