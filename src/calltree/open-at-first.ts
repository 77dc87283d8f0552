/** A tree lies open along its heaviest path, so many levels, until a person opens or closes something. */
export const levelsOpenAtFirst = 4;
