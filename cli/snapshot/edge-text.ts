/** An edge as DevTools writes it in a path: `.name`, `[0]`, `{internal}`, `->variable`, `[[weak]]`. */
export function edgeText(type: string, name: string): string {
  switch (type) {
    case 'context':
      return `->${name}`;
    case 'element':
      return `[${name}]`;
    case 'weak':
      return `[[${name}]]`;
    case 'property':
    case 'shortcut':
      return name.includes(' ') ? `[${JSON.stringify(name)}]` : `.${name}`;
    default:
      return `{${name}}`;
  }
}
