/** The views that most visits do without: the first picture waits for none of them. */
import { lateView } from './late-view.tsx';

export const TreeView = lateView(async () => (await import('./calltree/tree-view.tsx')).TreeView);
export const FunctionsView = lateView(async () => (await import('./calltree/functions-view.tsx')).FunctionsView);
export const FunctionDetails = lateView(async () => (await import('./calltree/function-details.tsx')).FunctionDetails);
export const LinesCapture = lateView(async () => (await import('./calltree/lines-capture.tsx')).LinesCapture);
export const FlowView = lateView(async () => (await import('./flow/flow-view.tsx')).FlowView);
export const PlotsView = lateView(async () => (await import('./plots/plots-view.tsx')).PlotsView);
export const CoverageCapture = lateView(async () => (await import('./coverage/coverage-capture.tsx')).CoverageCapture);
export const ClassesCapture = lateView(async () => (await import('./classes/classes-capture.tsx')).ClassesCapture);
export const DetachedCapture = lateView(async () => (await import('./detached/detached-capture.tsx')).DetachedCapture);
export const SnapshotView = lateView(async () => (await import('./snapshot/snapshot-view.tsx')).SnapshotView);
export const SnapshotOfFile = lateView(async () => (await import('./snapshot/snapshot-view.tsx')).SnapshotOfFile);
export const ObjectsDialog = lateView(async () => (await import('./objects/objects-dialog.tsx')).ObjectsDialog);
