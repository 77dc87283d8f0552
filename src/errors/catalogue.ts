/**
 * Every error a person can meet: a code, a plain sentence, what to try.
 * `{name}` in a sentence is filled from the details of the error.
 */
export const catalogue = {
  'port-silent': {
    sentence: 'Nothing answers on port {port} of this computer: remote debugging is not switched on.',
    advice:
      'Open chrome://inspect/#remote-debugging, tick "Allow remote debugging for this browser instance", compare the port shown there, then press Connect. If the box is greyed out, your organisation forbids it (policy RemoteDebuggingAllowed): ask whoever manages this browser.',
  },
  'port-not-a-browser': {
    sentence: 'Port {port} belongs to another program, not to a browser that allows debugging.',
    advice: 'Look up the port at chrome://inspect/#remote-debugging and enter it here.',
  },
  'port-other-browser': {
    sentence: 'Port {port} belongs to another browser: the tab you are looking at is not in it.',
    advice: 'Look up the port at chrome://inspect/#remote-debugging of this browser and enter it here.',
  },
  'approval-denied': {
    sentence: 'Chrome did not allow the connection: its dialog was answered with Cancel.',
    advice: 'Press Connect again and choose Allow.',
  },
  'approval-timeout': {
    sentence: 'Nobody answered Chrome\'s question "Allow remote debugging?" for {seconds} seconds.',
    advice:
      'Press Connect again and look for the dialog in front of the browser window. An older dialog that is still open can be closed.',
  },
  'connection-refused': {
    sentence: 'The browser on port {port} refused the debugging connection.',
    advice: 'Start the browser again with its debugging port, then press Connect.',
  },
  'connection-lost': {
    sentence: 'The connection to the browser has ended: remote debugging was switched off or taken over.',
    advice: 'What was recorded is kept. Tick the box at chrome://inspect/#remote-debugging again, then press Connect.',
  },
  disconnected: {
    sentence: 'Heapscope was disconnected from the browser while it recorded.',
    advice: 'What was recorded up to then is in the list of captures. Press Connect to go on.',
  },
  'not-connected': {
    sentence: 'Heapscope is not connected to the browser, and {what} needs that.',
    advice: 'Press Connect.',
  },
  'tab-not-found': {
    sentence: 'The inspected tab is not in the list of tabs that Chrome gives extensions.',
    advice: 'Close DevTools and open it again on the tab.',
  },
  'tab-not-attachable': {
    sentence: 'Chrome does not let extensions debug this page ({url}).',
    advice:
      'Open the page you want to profile in this tab: pages of Chrome itself and of the Web Store are off limits.',
  },
  'tab-closed': {
    sentence: 'The tab was closed while it was recorded.',
    advice: 'What was recorded up to then is in the list of captures.',
  },
  'isolate-gone': {
    sentence: 'The frame or worker that was chosen is not there any more.',
    advice: 'Choose another in the list of isolates.',
  },
  'tab-crashed': {
    sentence: 'The page has crashed.',
    advice: 'What was recorded up to then is safe. Reload the page to go on.',
  },
  'tab-taken': {
    sentence: 'Another debugger holds this tab.',
    advice: 'Close the other debugging tool or extension, then try again.',
  },
  'debugger-cancelled': {
    sentence: 'Debugging was cancelled in the bar at the top of the browser window.',
    advice: 'What was recorded up to then is in the list of captures. Press Record to start again.',
  },
  'domain-unavailable': {
    sentence: 'This browser gives an extension no {domain} without full access.',
    advice: 'Press Connect for full access.',
  },
  'trace-running': {
    sentence: 'Chrome makes one trace at a time, and somebody else has one made now: the CPU profile cannot be taken.',
    advice:
      'Stop the recording in the Performance panel or of the other tab, or untick "CPU profile" under "What", then press Record again.',
  },
  'protocol-error': {
    sentence: 'The browser refused {method}: {message}',
    advice: 'Reload the page and try again. If it stays, report it with this text.',
  },
  'session-closed': {
    sentence: 'The tab ended its debugging session before it answered {method}.',
    advice: 'Reload the page, then record again.',
  },
  'command-timeout': {
    sentence: 'The page did not answer {method} for {seconds} seconds.',
    advice: 'It may be paused in the debugger or busy in one long task. Resume it, then try again.',
  },
  'already-recording': { sentence: 'This tab is being recorded already.', advice: 'Press Stop first.' },
  'not-recording': { sentence: 'This tab is not being recorded.', advice: 'Press Record first.' },
  'nothing-selected': {
    sentence: 'No instrument is chosen, so there is nothing to record.',
    advice: 'Open "What" and tick at least one.',
  },
  'snapshot-running': {
    sentence: 'A heap snapshot of this tab is being taken already.',
    advice: 'Wait until it is finished.',
  },
  'object-collected': {
    sentence: 'The object @{id} is not in the page any more: it was collected, or its page was left.',
    advice:
      'Take a heap snapshot and look it up there: ids hold for one page, until its heap profiler is switched off. Strings and objects of V8 itself have no preview.',
  },
  'expression-failed': {
    sentence: 'The page answered: {message}',
    advice: 'Correct the expression, then try again.',
  },
  'no-object-selected': {
    sentence: 'Nothing is selected that is an object.',
    advice: 'Select a row whose value is an object.',
  },
  'not-a-node': {
    sentence: 'This object is no DOM node, and the Elements panel shows nothing else.',
    advice: 'Store it as a global variable and look at it in the Console.',
  },
  'not-in-document': {
    sentence: 'This node is in no document: it is detached, so the Elements panel cannot show it.',
    advice: 'Store it as a global variable and look at it in the Console.',
  },
  'capture-missing': {
    sentence: 'The capture {id} is not in the library any more.',
    advice: 'Reload the panel to see what is there.',
  },
  'storage-full': {
    sentence: 'The disk space Chrome gives Heapscope is used up.',
    advice: 'Export and delete captures, then try again. What was written up to then is kept.',
  },
  'export-cancelled': {
    sentence: 'The download of {file} was cancelled.',
    advice: 'The capture is still in the list: export it again when you want it.',
  },
  'export-failed': {
    sentence: 'The download of {file} did not finish: {reason}',
    advice: 'Check the folder for downloads and its free space, then export again. The capture itself is safe.',
  },
  'file-invalid': {
    sentence: '{file} is not a readable {format} file: {problem} at {where}.',
    advice: 'Save it again with the program that made it.',
  },
  'memory-short': {
    sentence: 'There is not enough memory to open {file}: {problem}.',
    advice:
      'Choose "Summary only", which needs little memory whatever the size, or close other snapshots, tabs and programs and open it again. On the command line it is "heapscope snapshot summary --quick".',
  },
  'snapshots-of-two-pages': {
    sentence: 'The {which} snapshot and the last are not of one page, or it was loaded anew in between.',
    advice: 'Take three snapshots of the page without a reload, or choose others.',
  },
  'snapshots-out-of-order': {
    sentence: 'The snapshots are not in the order in which they were taken.',
    advice: 'Choose the one before the action first, then the one after it.',
  },
  'heapprof-incomplete': {
    sentence: '{name} is a recording of heapprof, which is two files: {missing} was not chosen with it.',
    advice: 'Choose its .hpm and its .hpd together, or drop both at once. The .hpc may come with them.',
  },
  'flow-layout': {
    sentence: 'Graphviz could not lay out this flow graph: {problem}',
    advice: 'Raise the thresholds above the picture, so that it has fewer functions.',
  },
  'view-not-loaded': {
    sentence: 'The code of this view could not be loaded.',
    advice:
      'If Heapscope was updated while DevTools was open, close DevTools and open it again: what was recorded is kept.',
  },
  'unknown-message': {
    sentence: 'Two parts of Heapscope do not understand each other ({type}).',
    advice: 'The extension was updated: close DevTools and open it again.',
  },
  'background-silent': {
    sentence: 'The background part of Heapscope does not answer.',
    advice: 'Open chrome://extensions and reload Heapscope. Captures stay.',
  },
  unexpected: {
    sentence: 'Something went wrong that Heapscope did not foresee: {message}',
    advice: 'What was recorded is kept. Please report it with this text.',
  },
} as const satisfies Record<string, { sentence: string; advice: string }>;

export type ErrorCode = keyof typeof catalogue;
