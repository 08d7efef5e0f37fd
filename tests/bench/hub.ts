/** A stand-in for the Hub in a process of its own, so that what it needs is not counted to the capture. */
import { startHub } from '../stand-ins/hub.ts';

const hub = await startHub({ count: Number(process.argv[2]), keepRequests: false });
process.send?.(hub.origin);
