/** The tables of an edition, in their order. */
import { authorsByVintage } from './authors-by-vintage.ts';
import { authorsListed } from './authors-listed.ts';
import { cardShareByVintage } from './card-share-by-vintage.ts';
import type { EditionTable } from './edition-table.ts';
import { hubForumCorrelation } from './hub-forum-correlation.ts';
import { leadingTypes } from './leading-types.ts';
import { licenceClassesDeclared } from './licence-classes-declared.ts';
import { modelsByVintage } from './models-by-vintage.ts';
import { modelsListed } from './models-listed.ts';
import { modelsPerAuthor } from './models-per-author.ts';
import { modelsWithBaseModel } from './models-with-base-model.ts';
import { modelsWithCard } from './models-with-card.ts';
import { modelsWithoutDownload } from './models-without-download.ts';
import { relationsDeclared } from './relations-declared.ts';
import { topPercentDownloads } from './top-percent-downloads.ts';
import { typeShareByVintage } from './type-share-by-vintage.ts';
import { typesListed } from './types-listed.ts';
import { vintageAgreement } from './vintage-agreement.ts';

export const editionTables: readonly EditionTable[] = [
  modelsListed,
  modelsByVintage,
  typeShareByVintage,
  typesListed,
  leadingTypes,
  modelsWithCard,
  cardShareByVintage,
  topPercentDownloads,
  modelsWithoutDownload,
  licenceClassesDeclared,
  modelsWithBaseModel,
  relationsDeclared,
  authorsListed,
  modelsPerAuthor,
  authorsByVintage,
  hubForumCorrelation,
  vintageAgreement,
];
