import { chartRead } from '#lib/analytics/reads.ts';
import { assetProblemsRead, assetsRead } from '#lib/assets/reads.ts';
import type { Registry } from '#lib/base/reads/serve-read.ts';
import { exportRead } from '#lib/bundles/reads/exports.ts';
import { importLinesRead, importPlanRead, importRead, importsRead } from '#lib/bundles/reads/imports.ts';
import { importQuestionsRead, questionPlanRead } from '#lib/bundles/reads/questions.ts';
import { cutPointsRead } from '#lib/catalogue/reads/bulk-edits.ts';
import {
  courseFiguresRead,
  courseLessonsRead,
  coursesRead,
  failedLessonsRead,
  personasRead,
} from '#lib/catalogue/reads/courses.ts';
import { beaconSparksRead, entityRead, lessonRead, sparkContextRead } from '#lib/catalogue/reads/entities.ts';
import {
  beaconCountsRead,
  outlineBranchesRead,
  outlineChoicesRead,
  outlineFoundRead,
  outlineRead,
  outlineSumsRead,
  pendingRead,
  placesRead,
} from '#lib/catalogue/reads/outline.ts';
import { longTextRead, performanceRead, profileMediaRead, profileRead } from '#lib/catalogue/reads/profiles.ts';
import { sparkListRead } from '#lib/catalogue/reads/spark-list.ts';
import { threadsRead } from '#lib/comments/reads.ts';
import { contentKeysRead } from '#lib/delivery/reads.ts';
import {
  bankAdviceRead,
  bankRead,
  exerciseRead,
  exercisesRead,
  exerciseVersionsRead,
} from '#lib/exercises/reads/bank.ts';
import { coverageCellRead, coverageRead, exerciseGoalsRead } from '#lib/exercises/reads/coverage.ts';
import { exportPreviewRead } from '#lib/exercises/reads/export.ts';
import { nearDuplicatesRead } from '#lib/exercises/reads/near-duplicates.ts';
import { objectivesRead } from '#lib/exercises/reads/objectives.ts';
import { quizProposalRead } from '#lib/exercises/reads/quiz.ts';
import { playedPackageRead, renderedDraftRead, renderedExercisesRead } from '#lib/exercises/reads/rendering.ts';
import {
  booksRead,
  callTextRead,
  jobEstimateRead,
  jobPlacesRead,
  jobRead,
  jobRequestsRead,
  jobSourceRead,
  jobsRead,
  jobTextRead,
  modelsRead,
  proposalRead,
} from '#lib/generation/reads/jobs.ts';
import { realtimeRead } from '#lib/generation/reads/realtime.ts';
import {
  promptPreviewRead,
  promptTemplateRead,
  rulesRead,
  strategyVersionsRead,
  templateTestPriceRead,
  templateTestRead,
} from '#lib/generation/reads/rules.ts';
import { graphRead } from '#lib/graph/reads/graph.ts';
import { reviewMarksRead } from '#lib/graph/reads/review-marks.ts';
import { suggestionsRead } from '#lib/graph/reads/suggestions.ts';
import { changeSetRead, changeSetsRead } from '#lib/history/reads/change-sets.ts';
import { trashPreviewRead, trashRead } from '#lib/history/reads/trash.ts';
import { changeSetOfRead, comparisonRead, historyRead, versionsRead } from '#lib/history/reads/versions.ts';
import { homeWorkRead, overviewRead, recentChangesRead } from '#lib/home/reads.ts';
import { previewRead } from '#lib/lessons/reads.ts';
import { notificationSettingsRead, notificationsRead } from '#lib/notifications/reads.ts';
import { invitationsRead, myInvitationsRead } from '#lib/people/reads/invitations.ts';
import { presenceRead } from '#lib/people/reads/presence.ts';
import { membersRead, ownWorkspacesRead, peopleRead, workspaceRead } from '#lib/people/reads/workspaces.ts';
import {
  lessonQualityRead,
  qualityBelowRead,
  qualityCountsRead,
  qualityFixesRead,
  qualityGatesRead,
  qualityTrendRead,
  trailVoiceRead,
  voiceRead,
} from '#lib/quality/reads/quality.ts';
import { exerciseResultsRead, resultImportsRead, resultsRead } from '#lib/results/reads.ts';
import { reviewHabitsRead, secondOpinionsRead } from '#lib/review/reads/attention.ts';
import { lessonSuggestionsRead } from '#lib/review/reads/changes.ts';
import { reviewFacetsRead, reviewItemRead, reviewQueueRead } from '#lib/review/reads/proposals.ts';
import { searchRead } from '#lib/search/reads.ts';
import {
  courseComparisonRead,
  courseRollbackRead,
  courseThingRead,
  courseVersionsRead,
} from '#lib/snapshots/reads/course-versions.ts';
import { differenceCountsRead, differenceRead, differencesRead } from '#lib/snapshots/reads/differences.ts';
import { snapshotsRead } from '#lib/snapshots/reads/snapshots.ts';
import { taskRead, tasksRead } from '#lib/tasks/reads.ts';

/** Every read of the studio by the name in its address. A test of the house finds those that are missing. */
const READS = {
  'asset-problems': assetProblemsRead,
  assets: assetsRead,
  bank: bankRead,
  'bank-advice': bankAdviceRead,
  'beacon-counts': beaconCountsRead,
  'beacon-sparks': beaconSparksRead,
  books: booksRead,
  'call-text': callTextRead,
  'change-set': changeSetRead,
  'change-set-of': changeSetOfRead,
  'change-sets': changeSetsRead,
  chart: chartRead,
  comparison: comparisonRead,
  'content-keys': contentKeysRead,
  'course-comparison': courseComparisonRead,
  'course-figures': courseFiguresRead,
  'course-lessons': courseLessonsRead,
  'course-rollback': courseRollbackRead,
  'course-thing': courseThingRead,
  'course-versions': courseVersionsRead,
  courses: coursesRead,
  coverage: coverageRead,
  'coverage-cell': coverageCellRead,
  'cut-points': cutPointsRead,
  difference: differenceRead,
  'difference-counts': differenceCountsRead,
  differences: differencesRead,
  entity: entityRead,
  exercise: exerciseRead,
  'exercise-goals': exerciseGoalsRead,
  'exercise-results': exerciseResultsRead,
  'exercise-versions': exerciseVersionsRead,
  exercises: exercisesRead,
  export: exportRead,
  'export-preview': exportPreviewRead,
  'failed-lessons': failedLessonsRead,
  graph: graphRead,
  history: historyRead,
  'home-work': homeWorkRead,
  import: importRead,
  'import-lines': importLinesRead,
  'import-plan': importPlanRead,
  'import-questions': importQuestionsRead,
  imports: importsRead,
  invitations: invitationsRead,
  job: jobRead,
  'job-estimate': jobEstimateRead,
  'job-places': jobPlacesRead,
  'job-requests': jobRequestsRead,
  'job-source': jobSourceRead,
  'job-text': jobTextRead,
  jobs: jobsRead,
  lesson: lessonRead,
  'lesson-quality': lessonQualityRead,
  'lesson-suggestions': lessonSuggestionsRead,
  'long-text': longTextRead,
  members: membersRead,
  models: modelsRead,
  'my-invitations': myInvitationsRead,
  'near-duplicates': nearDuplicatesRead,
  'notification-settings': notificationSettingsRead,
  notifications: notificationsRead,
  objectives: objectivesRead,
  outline: outlineRead,
  'outline-branches': outlineBranchesRead,
  'outline-choices': outlineChoicesRead,
  'outline-found': outlineFoundRead,
  'outline-sums': outlineSumsRead,
  overview: overviewRead,
  'own-workspaces': ownWorkspacesRead,
  pending: pendingRead,
  people: peopleRead,
  performance: performanceRead,
  personas: personasRead,
  places: placesRead,
  'played-package': playedPackageRead,
  presence: presenceRead,
  preview: previewRead,
  profile: profileRead,
  'profile-media': profileMediaRead,
  'prompt-preview': promptPreviewRead,
  'prompt-template': promptTemplateRead,
  proposal: proposalRead,
  'quality-below': qualityBelowRead,
  'quality-counts': qualityCountsRead,
  'quality-fixes': qualityFixesRead,
  'quality-gates': qualityGatesRead,
  'quality-trend': qualityTrendRead,
  'question-plan': questionPlanRead,
  'quiz-proposal': quizProposalRead,
  realtime: realtimeRead,
  'recent-changes': recentChangesRead,
  'rendered-draft': renderedDraftRead,
  'rendered-exercises': renderedExercisesRead,
  'result-imports': resultImportsRead,
  results: resultsRead,
  'review-facets': reviewFacetsRead,
  'review-habits': reviewHabitsRead,
  'review-item': reviewItemRead,
  'review-marks': reviewMarksRead,
  'review-queue': reviewQueueRead,
  rules: rulesRead,
  search: searchRead,
  'second-opinions': secondOpinionsRead,
  snapshots: snapshotsRead,
  'spark-context': sparkContextRead,
  'spark-list': sparkListRead,
  'strategy-versions': strategyVersionsRead,
  suggestions: suggestionsRead,
  task: taskRead,
  tasks: tasksRead,
  'template-test': templateTestRead,
  'template-test-price': templateTestPriceRead,
  threads: threadsRead,
  'trail-voice': trailVoiceRead,
  trash: trashRead,
  'trash-preview': trashPreviewRead,
  versions: versionsRead,
  voice: voiceRead,
  workspace: workspaceRead,
};

export const reads = READS satisfies Registry<typeof READS>;
