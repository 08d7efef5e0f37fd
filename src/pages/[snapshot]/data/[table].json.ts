/** A table as JSON: the very bytes whose checksum the manifest holds. */
import type { APIRoute } from 'astro';
import { downloads } from '../../../components/downloads.ts';
import { type Table, tableText } from '../../../schema/table.ts';

export const getStaticPaths = downloads;

export const GET: APIRoute<{ table: Table }> = ({ props }) =>
  new Response(tableText(props.table), { headers: { 'content-type': 'application/json; charset=utf-8' } });
