/** How far a capture is: one line that is written anew on a terminal, and a line now and then elsewhere. */
import type { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { PageReceipt } from '../src/schema/capture.ts';

/** A time as a person would say it. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** @param out a terminal where it says so itself */
export function createProgress(out: Writable & { readonly isTTY?: boolean; readonly columns?: number }) {
  let part = '';
  let began = 0;
  let beganBehind = 0;
  let pages = 0;
  let rows = 0;
  let lastSaid = 0;
  let isOpen = false;

  function rewrite(text: string): void {
    // Some terminals say that they have no columns.
    const columns = Math.max(out.columns ?? 80, 40);
    out.write(`\r${text.slice(0, columns - 1)}\u001b[K`);
    isOpen = true;
  }

  function line(text: string): void {
    end();
    out.write(`${stripVTControlCharacters(text)}\n`);
  }

  function end(): void {
    if (isOpen) out.write('\n');
    isOpen = false;
  }

  function page(receipt: PageReceipt, behind: number, total: number): void {
    const now = performance.now();
    if (receipt.part !== part) {
      end();
      [part, began, beganBehind, pages, rows, lastSaid] = [receipt.part, now, behind, 0, 0, now];
      if (receipt.page > 1) line(`${part}: going on with page ${receipt.page}`);
    }
    pages += 1;
    rows += receipt.rows;
    const elapsed = (now - began) / 1000;
    const rate = pages > 1 ? `${Math.round(rows / Math.max(elapsed, 0.001))} rows/s` : '';
    // What is left goes as fast as what this run has done.
    const perSecond = (behind - beganBehind) / elapsed;
    const isKnown = total > behind && perSecond > 0;
    const left = isKnown ? `${duration((total - behind) / perSecond)} left` : '';
    const facts = [`page ${receipt.page}`, `${rows} rows`, rate, left].filter((fact) => fact !== '').join(', ');
    if (out.isTTY) {
      if (now - lastSaid > 100 || pages === 1) {
        rewrite(`${part} ${bar(total > 0 ? behind / total : NaN)} ${facts}`);
        lastSaid = now;
      }
    } else if (pages % 100 === 0 || now - lastSaid > 10_000) {
      line(`${part}: ${facts}`);
      lastSaid = now;
    }
  }

  function waiting(milliseconds: number, reason: string): void {
    if (milliseconds < 1000) return;
    const text = `waiting ${duration(milliseconds / 1000)}: ${reason}`;
    if (out.isTTY) rewrite(`${part} ${text}`);
    else line(part ? `${part}: ${text}` : text);
  }

  return { page, waiting, line, end };
}

function bar(share: number): string {
  if (Number.isNaN(share)) return '';
  const full = Math.round(20 * Math.min(1, share));
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}]`;
}
