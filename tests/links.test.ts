/** `npm run links`, against a server on this machine. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkLinks } from '../scripts/links.ts';
import { call } from './call.ts';
import { listen } from './local-server.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What the command says of a site with these links, to `/alive` and the like, and what the server was asked. */
async function links(html: (origin: string) => string, exceptions: (origin: string) => unknown = () => []) {
  const asked: string[] = [];
  const server = await listen(
    createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(request.url?.startsWith('/alive') ? 200 : 404).end();
    }),
  );
  onTestFinished(() => server.close());
  const dist = temporaryFolder({ 'index.html': html(server.origin) });
  const file = join(temporaryFolder({ 'links.json': JSON.stringify(exceptions(server.origin)) }), 'links.json');
  const args = ['--dist', dist, '--exceptions', file, '--rate', '1000'];
  const { status, stdout, stderr } = await call(checkLinks, args);
  return { said: stdout + stderr, status, asked, origin: server.origin };
}

test('each address elsewhere is asked once, and what answers is well', async () => {
  const { said, status, asked } = await links(
    (origin) => `<a href="${origin}/alive#a"> <a href="${origin}/alive#b"> <a href="/here/"> <img src="${origin}/no">`,
  );
  expect(said).toBe('1 addresses elsewhere answer; 0 were not asked\n');
  expect(status).toBe(0);
  expect(asked).toEqual(['HEAD /alive']);
});

test('a dead address is named with a page that leads to it, and the command fails', async () => {
  const { said, status, origin } = await links((at) => `<a href="${at}/alive"><a href="${at}/gone?a=1&amp;b=2">`);
  expect(said).toContain(`dead: ${origin}/gone?a=1&b=2, to which index.html leads: status 404`);
  expect(said).toContain('error: 1 of 2 addresses elsewhere are dead');
  expect(status).toBe(1);
});

test('an exception is not asked, and its reason is said', async () => {
  const reason = 'refuses robots, was looked at by a person';
  const { said, status, asked } = await links(
    (at) => `<a href="${at}/gone">`,
    (at) => [{ address: `${at}/gone`, reason }],
  );
  expect(said).toContain(`/gone: ${reason}`);
  expect(status).toBe(0);
  expect(asked).toEqual([]);
});

test.each([
  ['to which no page leads', [{ address: 'https://example.org/old', reason: 'it was slow once' }], 'take it out'],
  ['without a reason', [{ address: 'https://example.org/old' }], 'is not as expected'],
])('an exception %s stops it', async (_, exceptions, sentence) => {
  const { said, status } = await links(
    () => '',
    () => exceptions,
  );
  expect(said).toContain(sentence);
  expect(status).toBe(1);
});
