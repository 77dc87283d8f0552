/** JSON of profiles packs 10 to 30 times; what grows far more is made to fill a disk or a memory. */
export const mostGrowth = 200;
/** Of heap snapshots, which pack 5 to 10 times. */
export const mostSnapshotGrowth = 50;
const alwaysAllowed = 64 * 1024 * 1024;

/** Most bytes that may come out of a file that has so many. */
export const mostUnpacked = (packed: number, growth = mostGrowth): number => Math.max(alwaysAllowed, growth * packed);
