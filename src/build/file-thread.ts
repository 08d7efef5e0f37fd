/** The thread that renders files with the bundle that Astro has made of the site. */
import { parentPort, workerData } from 'node:worker_threads';
import type { RouteData } from 'astro';
import type { FileAnswer, FileRequest } from './files-apart.ts';

/** What Astro's bundle exports, as far as it is used. */
interface Bundle {
  readonly app: {
    readonly manifest: { readonly routes: readonly { readonly routeData: RouteData }[] };
    render(request: Request, options: { routeData: RouteData | undefined }): Promise<Response>;
  };
}

const { app } = (await import(String(workerData))) as Bundle;

async function answer({ id, url, route }: FileRequest): Promise<FileAnswer> {
  try {
    const routeData = app.manifest.routes.find((each) => each.routeData.route === route)?.routeData;
    const response = await app.render(new Request(url), { routeData });
    const { status, headers } = response;
    return { id, body: await response.arrayBuffer(), init: { status, headers: [...headers] } };
  } catch (error) {
    return { id, error };
  }
}

let last: Promise<unknown> = Promise.resolve();
parentPort?.on('message', (request: FileRequest) => {
  last = last.then(async () => {
    const answered = await answer(request);
    parentPort?.postMessage(answered, 'body' in answered ? [answered.body] : []);
  });
});
