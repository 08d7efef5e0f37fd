/** The contents list of the almanac: every table, counts first, each finding after the tables it is made from. */
import { attributes } from './attributes.ts';
import { attributesByMonth } from './attributes-by-month.ts';
import { beginnersAgainstIntermediate } from './beginners-against-intermediate.ts';
import { benefits } from './benefits.ts';
import { cardContent } from './card-content.ts';
import { cardDetector } from './card-detector.ts';
import { cardLengths } from './card-lengths.ts';
import { cardSections, cardSectionsTagged } from './card-sections.ts';
import { cardSectionsCorrected } from './card-sections-corrected.ts';
import { cardsByMonth } from './cards-by-month.ts';
import { cardsByPopularity } from './cards-by-popularity.ts';
import { cardsByTask } from './cards-by-task.ts';
import { cardsWeighted } from './cards-weighted.ts';
import { cardsRevisited, cardsRevisitedChange, cardsRevisitedScenario } from './cards-revisited.ts';
import { challengeByForumCategory } from './challenge-by-forum-category.ts';
import { challengePrevalence, challengePrevalenceByMonth } from './challenge-prevalence.ts';
import { challenges } from './challenges.ts';
import { codedByForumCategory } from './coded-by-forum-category.ts';
import { codedTopics } from './coded-topics.ts';
import {
  classifierAccuracy,
  classifierErrors,
  coderCalibration,
  coderComparison,
  coderConfusion,
  coderPerformance,
} from './classifier-card.ts';
import { concentration, lorenz } from './concentration.ts';
import { datasets, trainingData } from './datasets.ts';
import { derivativeLags } from './derivative-lags.ts';
import { derivatives } from './derivatives.ts';
import { distributions } from './distributions.ts';
import { downloads } from './downloads.ts';
import { familyTrees } from './family-trees.ts';
import { firstDerivative, firstDerivativeByDay } from './first-derivative.ts';
import { formats } from './formats.ts';
import { formatsByDownloads } from './formats-by-downloads.ts';
import { emissions } from './emissions.ts';
import { formatTags } from './format-tags.ts';
import { forumCategories } from './forum-categories.ts';
import { gated } from './gated.ts';
import { intake } from './intake.ts';
import { hubForumAgreement } from './hub-forum-agreement.ts';
import { hubForumByMonth } from './hub-forum-by-month.ts';
import { languages } from './languages.ts';
import { licenceChanges } from './licence-changes.ts';
import { licenceDrift } from './licence-drift.ts';
import { licenceClassShares, licenceIdentifiers } from './licence-identifiers.ts';
import { licences, licencesByDownloads } from './licences.ts';
import { lineage } from './lineage.ts';
import { lineageDepth } from './lineage-depth.ts';
import { lineageOddities } from './lineage-oddities.ts';
import { mentions } from './mentions.ts';
import type { Metric } from './metric.ts';
import { mismatchedPairs } from './mismatched-pairs.ts';
import { modelsBefore } from './models-before.ts';
import { modelsByMonth } from './models-by-month.ts';
import { modelsByStatedType } from './models-by-stated-type.ts';
import { modelsCreated } from './models-created.ts';
import { openTopics } from './open-topics.ts';
import { parentChildren, parentChildrenTraits, parents } from './parents.ts';
import { performanceClaims } from './performance-claims.ts';
import { popularity } from './popularity.ts';
import { popularityAgreement, popularityFourWays } from './popularity-four-ways.ts';
import { population } from './population.ts';
import { process } from './process.ts';
import { publisherOutput } from './publisher-output.ts';
import { publishers } from './publishers.ts';
import { relations } from './relations.ts';
import { replication } from './replication.ts';
import { documentationCommits, repositoryCommits } from './repository-commits.ts';
import { repositoryFiles } from './repository-files.ts';
import { repositoryUpkeep } from './repository-upkeep.ts';
import { rootCauses } from './root-causes.ts';
import { risks } from './risks.ts';
import { rootCausesByChallenge } from './root-causes-by-challenge.ts';
import { sizes, typicalSizes } from './sizes.ts';
import { tasks } from './tasks.ts';
import { templateCards, templateCardsChecked } from './template-cards.ts';
import { topModels } from './top-models.ts';
import { topicsCreated } from './topics-created.ts';
import { totals } from './totals.ts';
import { trendSensitivity } from './trend-sensitivity.ts';
import { trendTests } from './trend-tests.ts';
import { turnover } from './turnover.ts';
import { typeRanking } from './type-ranking.ts';
import { typeShares } from './type-shares.ts';
import { unmodified } from './unmodified.ts';

export const metrics: readonly Metric[] = [
  population,
  modelsByMonth,
  modelsBefore,
  modelsCreated,
  modelsByStatedType,
  popularity,
  mentions,
  forumCategories,
  topicsCreated,
  openTopics,
  cardsByMonth,
  cardsWeighted,
  cardsByTask,
  cardsByPopularity,
  cardSections,
  cardSectionsCorrected,
  cardSectionsTagged,
  cardLengths,
  cardDetector,
  cardContent,
  tasks,
  attributes,
  attributesByMonth,
  emissions,
  formats,
  formatTags,
  publishers,
  publisherOutput,
  lineage,
  relations,
  derivatives,
  parents,
  parentChildren,
  parentChildrenTraits,
  familyTrees,
  lineageDepth,
  lineageOddities,
  derivativeLags,
  firstDerivative,
  licences,
  licencesByDownloads,
  licenceIdentifiers,
  licenceClassShares,
  licenceChanges,
  licenceDrift,
  sizes,
  typicalSizes,
  formatsByDownloads,
  risks,
  repositoryFiles,
  downloads,
  distributions,
  topModels,
  popularityFourWays,
  gated,
  unmodified,
  trainingData,
  datasets,
  languages,
  templateCards,
  templateCardsChecked,
  repositoryCommits,
  documentationCommits,
  repositoryUpkeep,
  intake,
  challenges,
  benefits,
  rootCauses,
  rootCausesByChallenge,
  challengeByForumCategory,
  codedTopics,
  codedByForumCategory,
  coderComparison,
  coderPerformance,
  coderConfusion,
  classifierAccuracy,
  classifierErrors,
  coderCalibration,
  typeRanking,
  typeShares,
  hubForumAgreement,
  hubForumByMonth,
  mismatchedPairs,
  process,
  challengePrevalence,
  challengePrevalenceByMonth,
  beginnersAgainstIntermediate,
  cardsRevisited,
  cardsRevisitedChange,
  cardsRevisitedScenario,
  concentration,
  lorenz,
  firstDerivativeByDay,
  turnover,
  popularityAgreement,
  performanceClaims,
  trendTests,
  trendSensitivity,
  totals,
  replication,
];
