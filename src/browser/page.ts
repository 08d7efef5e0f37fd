/** What every page runs: little, and nothing that a page could not do without. */
import './figure/enhance.ts';
import './copy.ts';
import './sortable.ts';
import './theme.ts';
import './sections.ts';
