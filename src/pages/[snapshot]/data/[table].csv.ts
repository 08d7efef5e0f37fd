/** A table as CSV. */
import type { APIRoute } from 'astro';
import { csv, downloads } from '../../../components/downloads.ts';
import type { Table } from '../../../schema/table.ts';

export const getStaticPaths = downloads;

export const GET: APIRoute<{ table: Table }> = ({ props }) =>
  new Response(csv(props.table), { headers: { 'content-type': 'text/csv; charset=utf-8' } });
