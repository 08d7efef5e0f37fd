/** The contents list of the almanac: every table, counts first, each finding after the tables it is made from. */
import { attributes } from './reuse/attributes.ts';
import { attributesByMonth } from './reuse/attributes-by-month.ts';
import { beginnersAgainstIntermediate } from './challenges/beginners-against-intermediate.ts';
import { benefits } from './benefits/benefits.ts';
import { cardContent } from './documentation/card-content.ts';
import { cardDetector } from './documentation/card-detector.ts';
import { cardLengths } from './documentation/card-lengths.ts';
import { cardSections, cardSectionsTagged } from './documentation/card-sections.ts';
import { cardSectionsCorrected } from './documentation/card-sections-corrected.ts';
import { cardsByMonth } from './documentation/cards-by-month.ts';
import { cardsByPopularity } from './documentation/cards-by-popularity.ts';
import { cardsByTask } from './documentation/cards-by-task.ts';
import { cardsWeighted } from './documentation/cards-weighted.ts';
import { cardsRevisited, cardsRevisitedChange, cardsRevisitedScenario } from './documentation/cards-revisited.ts';
import { challengeByForumCategory } from './challenges/challenge-by-forum-category.ts';
import { challengePrevalence, challengePrevalenceByMonth } from './challenges/challenge-prevalence.ts';
import { challenges } from './challenges/challenges.ts';
import { codedByForumCategory } from './challenges/coded-by-forum-category.ts';
import { codedTopics } from './challenges/coded-topics.ts';
import {
  classifierAccuracy,
  classifierErrors,
  coderCalibration,
  coderComparison,
  coderConfusion,
  coderPerformance,
} from './methods/classifier-card.ts';
import { concentration, lorenz } from './lineage/concentration.ts';
import { datasets, trainingData } from './reuse/datasets.ts';
import { derivativeLags } from './lineage/derivative-lags.ts';
import { derivatives } from './lineage/derivatives.ts';
import { distributions } from './lineage/distributions.ts';
import { downloads } from './lineage/downloads.ts';
import { familyTrees } from './lineage/family-trees.ts';
import { firstDerivative, firstDerivativeByDay } from './lineage/first-derivative.ts';
import { formats } from './models/formats.ts';
import { formatsByDownloads } from './reuse/formats-by-downloads.ts';
import { emissions } from './reuse/emissions.ts';
import { formatTags } from './models/format-tags.ts';
import { forumCategories } from './community/forum-categories.ts';
import { gated } from './reuse/gated.ts';
import { intake } from './methods/intake.ts';
import { hubForumAgreement } from './models/hub-forum-agreement.ts';
import { hubForumByMonth } from './models/hub-forum-by-month.ts';
import { languages } from './lineage/languages.ts';
import { licenceChanges } from './lineage/licence-changes.ts';
import { licenceDrift } from './lineage/licence-drift.ts';
import { licenceClassShares, licenceIdentifiers } from './reuse/licence-identifiers.ts';
import { licences, licencesByDownloads } from './reuse/licences.ts';
import { lineage } from './lineage/lineage.ts';
import { lineageDepth } from './lineage/lineage-depth.ts';
import { lineageOddities } from './lineage/lineage-oddities.ts';
import { mentions } from './models/mentions.ts';
import type { Metric } from './metric.ts';
import { mismatchedPairs } from './models/mismatched-pairs.ts';
import { modelChanges } from './models/model-changes.ts';
import { modelChangesByType } from './models/model-changes-by-type.ts';
import { modelsBefore } from './models/models-before.ts';
import { modelsByMonth } from './models/models-by-month.ts';
import { modelsByStatedType } from './models/models-by-stated-type.ts';
import { modelsCreated } from './models/models-created.ts';
import { openTopics } from './community/open-topics.ts';
import { parentChildren, parentChildrenTraits, parents } from './lineage/parents.ts';
import { performanceClaims } from './reuse/performance-claims.ts';
import { popularity } from './models/popularity.ts';
import { popularityAgreement, popularityFourWays } from './lineage/popularity-four-ways.ts';
import { population } from './models/population.ts';
import { process } from './community/process.ts';
import { publisherOutput } from './community/publisher-output.ts';
import { publishers } from './community/publishers.ts';
import { relations } from './lineage/relations.ts';
import { replication } from './methods/replication.ts';
import { documentationCommits, repositoryCommits } from './community/repository-commits.ts';
import { repositoryFiles } from './reuse/repository-files.ts';
import { repositoryUpkeep } from './community/repository-upkeep.ts';
import { rootCauses } from './challenges/root-causes.ts';
import { risks } from './reuse/risks.ts';
import { rootCausesByChallenge } from './challenges/root-causes-by-challenge.ts';
import { sizes, typicalSizes } from './reuse/sizes.ts';
import { tasks } from './models/tasks.ts';
import { templateCards, templateCardsChecked } from './documentation/template-cards.ts';
import { topModels } from './lineage/top-models.ts';
import { topicsCreated } from './community/topics-created.ts';
import { totals } from './methods/totals.ts';
import { trendSensitivity } from './methods/trend-sensitivity.ts';
import { trendTests } from './methods/trend-tests.ts';
import { turnover } from './lineage/turnover.ts';
import { typeChanges } from './models/type-changes.ts';
import { typeRanking } from './models/type-ranking.ts';
import { typeShares } from './models/type-shares.ts';
import { typesOfNewModels } from './models/types-of-new-models.ts';
import { unmodified } from './reuse/unmodified.ts';

export const metrics: readonly Metric[] = [
  population,
  modelsByMonth,
  modelsBefore,
  modelsCreated,
  modelsByStatedType,
  modelChanges,
  modelChangesByType,
  typesOfNewModels,
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
  typeChanges,
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
