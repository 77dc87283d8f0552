/** Whether the oracle lists the edges of a node: of a small file all, of others one in a hundred or so. */
export const isSampled = (node: number, nodeCount: number): boolean => nodeCount < 1000 || node % 97 === 3;
