import type { Panel } from './panel.ts';

/** The exact total of a function in the table "Call tree", from the tooltips of all its rows; 0 when it is not in sight. */
export async function totalInTree(panel: Panel, functionName: string): Promise<number> {
  await panel.find('treegrid', 'Call tree');
  return await totalNow(panel, functionName);
}

/** The same, and 0 when there is no such table. */
export async function totalNow(panel: Panel, functionName: string): Promise<number> {
  const rows = await panel.frame.$$eval('[role="treegrid"][aria-label="Call tree"] [role="row"]', found =>
    found.map(row => [...row.querySelectorAll('[role="gridcell"]')].map(cell => cell.getAttribute('title') ?? '')),
  );
  const totals = rows.filter(([name]) => name === functionName).map(titles => titles[2] ?? '');
  return totals.reduce((sum, total) => sum + Number.parseInt(total.replaceAll(',', ''), 10), 0);
}

/** Names of the functions in sight. */
export async function functionsInTree(panel: Panel): Promise<string[]> {
  return (await panel.rows('Call tree')).map(([name = '']) => name);
}
