import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { quickClient } from '../sources/hub/capture.test-support.ts';
import { BrokenAnswer, Outage, Stopped } from './failures.ts';
import { createClient } from './http.ts';
import { asPlainText, withoutSecrets } from './secrets.ts';

/** A server that answers as it is told, and its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A server that gives each answer once, and the last one for ever. */
async function serveInTurn(...answers: readonly RequestListener[]): Promise<string> {
  let n = 0;
  return serve((request, response) => {
    answers[Math.min(n++, answers.length - 1)]?.(request, response);
  });
}

const status =
  (code: number, headers: Record<string, string> = {}, body = 'words'): RequestListener =>
  (_, response) => {
    response.writeHead(code, headers).end(body);
  };
const good = status(200);
const token = 'hf_0123456789abcdef';

test('an answer comes with its bytes as they are, their digest, and when they came', async () => {
  const answer = await quickClient().get(await serve(good));
  expect(answer).toMatchObject({ status: 200, bytes: Buffer.from('words') });
  expect(answer.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(answer.fetchedAt).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test('when an answer came is told by the clock of the server, and by ours where it does not say', async () => {
  const said = 'Sat, 03 Oct 2026 12:00:00 GMT';
  const at = async (date: string) => (await quickClient().get(await serve(status(200, { date })))).fetchedAt;
  expect(await at(said)).toBe('2026-10-03T12:00:00.000Z');
  expect(Date.parse(await at('yesterday'))).toBeGreaterThan(Date.parse(said));
});

test.each([
  [-11, {}, false],
  [11, {}, false],
  [9, {}, true],
  [-61, { age: '3600' }, true],
  [-72, { age: '3600' }, false],
])('an answer %d minutes off the clock of this machine, with %j, is taken: %s', async (minutes, age, isRight) => {
  const date = new Date(Date.now() + minutes * 60_000).toUTCString();
  const got = quickClient({ clockTolerance: 600_000 }).get(await serve(status(200, { date, ...age })));
  if (isRight) expect((await got).status).toBe(200);
  else
    await expect(got).rejects.toThrow(
      /^127\.0\.0\.1:\d+ says that it is \S+Z, and this machine that it is \S+Z; they may differ by 10 minutes, so set the clock of this machine$/,
    );
});

test.each([
  ['by its clock', { date: 'Sat, 03 Oct 2020 12:00:00 GMT' }],
  ['by the wait that it asks for', { ratelimit: '"api";r=0;t=7200', 'ratelimit-policy': '"fixed";"api";q=5;w=7200' }],
])('a large answer that is refused %s does not keep the client open', async (_, headers) => {
  const client = createClient({ userAgent: 'almanac-test', clockTolerance: 600_000 });
  const address = await serve(status(200, headers, 'x'.repeat(1_000_000)));
  await expect(client.get(address)).rejects.toThrow();
  await client.close();
});

test('gzip is asked for and taken off, and half of it is no answer', async () => {
  const packed = gzipSync('words'.repeat(100));
  const half: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length >> 1));
  const whole: RequestListener = (request, response) => {
    expect(request.headers['accept-encoding']).toBe('gzip');
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
  };
  const client = quickClient();
  expect(String((await client.get(await serveInTurn(half, whole))).bytes)).toBe('words'.repeat(100));
  expect(client.waits).toHaveLength(1);
});

test.each([429, 500, 502, 503, 504])('%d is tried again, each time after a longer wait', async (code) => {
  const client = quickClient({ backoff: 1000 });
  await client.get(await serveInTurn(status(code), status(code), status(code), good));
  expect(client.waits).toEqual([`1000 status ${code}`, `2000 status ${code}`, `4000 status ${code}`]);
});

test.each([
  ['RateLimit says how long', { ratelimit: '"api";r=0;t=7', 'retry-after': '90' }, 7000],
  ['Retry-After does, in seconds', { 'retry-after': '9' }, 9000],
  ['the older form does', { 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': '5' }, 5000],
  ['Retry-After is no time at all, so the backoff holds', { 'retry-after': '0' }, 1000],
  ['RateLimit is no time at all, so the backoff holds', { ratelimit: '"api";r=0;t=0' }, 1000],
  ['both are shorter than the backoff, which holds', { ratelimit: '"api";r=0;t=0', 'retry-after': '0.4' }, 1000],
  ['Retry-After is a date that is over', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }, 1000],
  ['Retry-After is neither a number nor a date', { 'retry-after': 'soon' }, 1000],
])('after 429 the wait is the server’s, and never less than the backoff: %s', async (_, headers, milliseconds) => {
  const waited: number[] = [];
  const client = createClient({
    userAgent: 'almanac-test',
    perSecond: Infinity,
    onWait: (each) => waited.push(each),
    pause: () => Promise.resolve(),
  });
  onTestFinished(() => client.close());
  await client.get(await serveInTurn(status(429, headers), good));
  expect(waited).toEqual([milliseconds]);
});

describe('an outage, by a clock that only waits move', () => {
  const minute = 60_000;
  async function during(milliseconds: number) {
    let now = 0;
    const client = createClient({
      userAgent: 'almanac-test',
      perSecond: Infinity,
      pause: () => Promise.resolve(),
      onWait: (each) => (now += each),
    });
    onTestFinished(() => client.close());
    const address = await serve((_, response) => response.writeHead(now < milliseconds ? 503 : 200).end('words'));
    return { get: () => client.get(address), passed: () => now };
  }

  test('of five minutes is waited out', async () => {
    const { get } = await during(5 * minute);
    expect(String((await get()).bytes)).toBe('words');
  });

  test('of an hour is not: it is an outage, after which the same is asked again', async () => {
    const { get, passed } = await during(60 * minute);
    await expect(get()).rejects.toBeInstanceOf(Outage);
    expect(passed()).toBeLessThan(10 * minute);
    let paused = 1;
    const again = async (): Promise<string> => {
      try {
        return String((await get()).bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(Outage);
        paused += 1;
        return again();
      }
    };
    expect(await again()).toBe('words');
    expect(paused).toBeGreaterThan(5);
  });
});

test('a server that goes on saying Retry-After: 0 is met with longer and longer waits', async () => {
  const client = quickClient({ backoff: 1000 });
  const hurry = status(429, { 'retry-after': '0' });
  await client.get(await serveInTurn(hurry, hurry, hurry, good));
  expect(client.waits).toEqual(['1000 status 429', '2000 status 429', '4000 status 429']);
});

test('a wait of centuries is refused', async () => {
  const client = quickClient();
  await client.get(await serveInTurn(status(503, { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }), good)).then(
    () => expect.unreachable(),
    (error: unknown) => {
      expect(String(error)).toMatch(/asks to wait \d+ seconds; go on later$/);
    },
  );
});

test('a fifth of a window is left to others', async () => {
  const policy = '"fixed window";"api";q=500;w=300';
  const left = (r: number) => status(200, { ratelimit: `"api";r=${r};t=42`, 'ratelimit-policy': policy });
  const client = quickClient();
  const address = await serveInTurn(left(102), left(101), left(100), left(499));
  for (let i = 0; i < 3; i++) await client.get(address);
  expect(client.waits).toEqual(['42000 most of the requests that the server allows are used']);
});

test('requests begin at a steady pace, which can be slowed and not hastened', async () => {
  const paused: number[] = [];
  const client = quickClient({ perSecond: 10, pause: (each) => Promise.resolve(void paused.push(each)) });
  const address = await serve(good);
  for (let i = 0; i < 3; i++) await client.get(address);
  expect(paused).toHaveLength(2);
  expect(Math.max(...paused)).toBeLessThanOrEqual(100);
  client.slowTo(0.1);
  client.slowTo(1000);
  await client.get(address);
  await client.get(address);
  expect(paused.at(-1)).toBeGreaterThan(1000);
});

test.each<[string, RequestListener]>([
  ['a connection that is reset', (request) => request.socket.resetAndDestroy()],
  [
    'a connection that is reset within the body',
    (request, response) =>
      response.writeHead(200, { 'content-length': 1000 }).write('half', () => request.socket.resetAndDestroy()),
  ],
  [
    'a body cut short',
    (request, response) =>
      response.writeHead(200, { 'content-length': 1000 }).write('half', () => request.socket.end()),
  ],
  ['a server that never answers', () => undefined],
  ['a server that stops half-way', (_, response) => response.writeHead(200, { 'content-length': 1000 }).write('half')],
  ['what is not HTTP', (request) => request.socket.end('220 smtp\r\n')],
  ['an encoding that was not asked for', status(200, { 'content-encoding': 'br' })],
])('%s is tried again, and in the end is one sentence', async (_, listener) => {
  const [again, never] = await Promise.allSettled([
    quickClient().get(await serveInTurn(listener, good)),
    quickClient({ tries: 2 }).get(await serve(listener)),
  ]);
  expect(again.status === 'fulfilled' && String(again.value.bytes)).toBe('words');
  expect(never.status === 'rejected' && (never.reason as Error).message).toMatch(
    /^there was no good answer in 2 tries, the last: [^\n]+, from http:\/\/127\.0\.0\.1:\d+\/$/,
  );
});

test('a server that is not there is one sentence', async () => {
  const address = await serve(good);
  const gone = address.replace(/\d+$/, '1');
  await expect(quickClient({ tries: 2 }).get(gone)).rejects.toThrow(/no good answer in 2 tries/);
});

test('other statuses are final, and what they say is made plain', async () => {
  const client = quickClient();
  await expect(client.get(await serve(status(403, {}, '\u001b[31mno\u202e\r\nway')))).rejects.toThrow(
    /^status 403: \[31mno way, from \S+$/,
  );
  expect(client.waits).toEqual([]);
  expect((await client.get(await serve(status(404)), { accept: (code) => code === 404 })).status).toBe(404);
});

test('what the caller finds broken is asked for again, what it refuses is not', async () => {
  const address = await serveInTurn(status(200, {}, 'no'), good);
  const answer = await quickClient().get(address, {
    check: ({ bytes }) => {
      if (String(bytes) === 'no') throw new BrokenAnswer('no words');
    },
  });
  expect(String(answer.bytes)).toBe('words');
  const client = quickClient();
  const refuse = () => {
    throw new Error('never');
  };
  await expect(client.get(address, { check: refuse })).rejects.toThrow(/^never$/);
  expect(client.waits).toEqual([]);
});

test('an answer that is too large is refused, also when it was packed', async () => {
  const client = quickClient({ maxBytes: 1000, tries: 1 });
  await expect(client.get(await serve(status(200, {}, 'x'.repeat(1001))))).rejects.toThrow(/larger than 1000 bytes/);
  const bomb: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
  await expect(client.get(await serve(bomb))).rejects.toThrow(/larger than 1000 bytes/);
});

test('the token goes to its origin, and nowhere else', async () => {
  const seen: (string | undefined)[] = [];
  const note: RequestListener = (request, response) => {
    seen.push(request.headers.authorization);
    response.end('words');
  };
  const [mine, other] = [await serve(note), await serve(note)];
  const client = quickClient({ token: { value: token, origin: mine } });
  await client.get(mine);
  await client.get(other);
  expect(seen).toEqual([`Bearer ${token}`, undefined]);
});

test('a redirect to another origin is refused, one to the same is followed, and a file is followed without the token', async () => {
  const seen: (string | undefined)[] = [];
  const elsewhere = await serve((request, response) => {
    seen.push(request.headers.authorization);
    response.end('file');
  });
  const origin = await serve((request, response) => {
    if (request.url === '/') response.writeHead(302, { location: '/there' }).end();
    else if (request.url === '/there') response.end('words');
    else if (request.url === '/round') response.writeHead(302, { location: '/round' }).end();
    else response.writeHead(307, { location: `${elsewhere}/file?signature=secret` }).end();
  });
  const client = quickClient({ token: { value: token, origin } });
  expect(String((await client.get(`${origin}/`)).bytes)).toBe('words');
  await expect(client.get(`${origin}/away`)).rejects.toThrow(
    `a redirect to another origin, ${elsewhere}, is refused; it came from ${origin}/away`,
  );
  await expect(client.get(`${origin}/round`)).rejects.toThrow(/^one redirect after the other, from \S+\/round$/);
  expect(seen).toEqual([]);
  const bytes = await client.download(`${origin}/away`, async (body) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    return Buffer.concat(chunks);
  });
  expect(String(bytes)).toBe('file');
  expect(seen).toEqual([undefined]);
});

test('an answer and a file are of the moment that their server says', async () => {
  const address = await serve((_, response) =>
    response.writeHead(200, { date: 'Sat, 03 Oct 2026 12:00:00 GMT' }).end(),
  );
  const client = quickClient();
  const moment = '2026-10-03T12:00:00.000Z';
  expect((await client.get(address)).fetchedAt).toBe(moment);
  const file = await client.download(address, async (body, _, fetchedAt) => {
    await Array.fromAsync(body);
    return fetchedAt;
  });
  expect(file).toBe(moment);
});

test.each([401, 403])('a token without rights is named, and not said: status %d', async (code) => {
  const address = await serve(status(code, {}, 'no'));
  const refused = (origin: string) => quickClient({ token: { value: token, origin } }).get(address);
  const { origin } = new URL(address);
  await expect(refused(origin)).rejects.toThrow(`status ${code}, as HF_TOKEN has no right to it; make one`);
  await expect(refused('http://127.0.0.1')).rejects.toThrow(`status ${code}: no, from ${address}`);
});

test('an answer that repeats the token is not kept, and no error has it', async () => {
  const client = quickClient({ token: { value: token, origin: 'http://127.0.0.1' } });
  for (const listener of [status(200, {}, `you sent ${token}`), status(200, { echo: token }), status(401, {}, token)]) {
    const error: unknown = await client
      .get(`${await serve(listener)}/?hello=${token}`)
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(`${String(error)} ${JSON.stringify(error)} ${(error as Error).stack ?? ''}`).not.toContain(token);
  }
});

test.each([
  ['short', 'https://huggingface.co'],
  [`${token}\nX: y`, 'https://huggingface.co'],
  [token, 'http://huggingface.co'],
])('a token that cannot be one, or would travel in the open, is refused without saying it', (value, origin) => {
  expect(() => createClient({ userAgent: 'a', token: { value, origin } })).toThrow(/^(?!.*(hf_0|short)).*token/);
});

test('who asks to stop does not wait, and what is asked is not asked again', async () => {
  const stopping = new AbortController();
  const client = createClient({
    userAgent: 'a',
    perSecond: 1000,
    backoff: 60_000,
    onWait: () => {
      stopping.abort();
    },
  });
  onTestFinished(() => client.close());
  const address = await serve(status(503));
  await expect(client.get(address, { signal: stopping.signal })).rejects.toBeInstanceOf(Stopped);
  await expect(client.get(address, { signal: stopping.signal })).rejects.toBeInstanceOf(Stopped);
});

test('addresses are printed without what is secret in them', () => {
  expect(withoutSecrets('https://ada:pw@a.b/c?x=1&X-Amz-Signature=2&token=3&Key-Pair-Id=4#f')).toBe(
    'https://a.b/c?x=1',
  );
});

test('texts from elsewhere become one line without escape sequences or changes of direction', () => {
  expect(asPlainText(' a\u001b[2J\n\u202eb\u2028c ')).toBe('a [2J b c');
  expect(asPlainText('x'.repeat(500))).toHaveLength(201);
});

describe('the status at an address', () => {
  test('is asked for with HEAD, and with GET where the answer is not a good one', async () => {
    const asked: string[] = [];
    const address = await serve((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      const isMissing = request.url === '/gone' || (request.url === '/get' && request.method === 'HEAD');
      response.writeHead(isMissing ? 404 : 200).end();
    });
    const { status } = quickClient();
    expect([await status(`${address}/a`), await status(`${address}/get`), await status(`${address}/gone`)]).toEqual([
      200, 200, 404,
    ]);
    expect(asked).toEqual(['HEAD /a', 'HEAD /get', 'GET /get', 'HEAD /gone', 'GET /gone']);
  });

  test('is that at the end of redirects, also to others', async () => {
    const other = await serve(status(200));
    const { status: met } = quickClient();
    expect(await met(await serve(status(302, { location: `${other}/x` })))).toBe(200);
  });

  test('is tried again where the server is busy, and an error where nobody answers', async () => {
    const client = quickClient();
    expect(await client.status(await serveInTurn(status(503), good))).toBe(200);
    await expect(client.status('http://127.0.0.1:1/')).rejects.toThrow('no good answer in 4 tries');
  });
});
