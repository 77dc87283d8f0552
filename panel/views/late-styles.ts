/** Loads the styles of all views whose code comes later: together they are small. Settles when they apply. @throws Event when they are not there */
export function lateStyles(): Promise<void> {
  loading ??= new Promise<void>((resolve, reject) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = 'panel-late.css';
    sheet.onload = () => resolve();
    sheet.onerror = event => {
      sheet.remove();
      loading = null;
      reject(event);
    };
    document.head.append(sheet);
  });
  return loading;
}

let loading: Promise<void> | null = null;
