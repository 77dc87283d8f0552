/** Icons of the toolbar, 16 × 16, in the colour of their text. */
interface IconProps {
  readonly path: string;
  readonly fill?: boolean;
}

function Icon({ path, fill = false }: IconProps) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={path}
        fill={fill ? 'currentColor' : 'none'}
        stroke={fill ? 'none' : 'currentColor'}
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

export const RecordIcon = () => <Icon fill path="M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z" />;
export const ReloadIcon = () => <Icon path="M12.5 8a4.5 4.5 0 1 1-1.4-3.3M12.6 2.4v2.9H9.7" />;
export const StopIcon = () => <Icon fill path="M4 4h8v8H4z" />;
export const GarbageIcon = () => (
  <Icon path="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5M6.8 7v3.5M9.2 7v3.5" />
);
export const SnapshotIcon = () => (
  <Icon path="M2.5 5h2.2l1-1.7h4.6l1 1.7h2.2v7.7h-11zM8 6.6a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z" />
);
export const ExportIcon = () => <Icon path="M8 2.5v7M5.2 6.8 8 9.6l2.8-2.8M3 11v2.3h10V11" />;
export const ImportIcon = () => <Icon path="M8 9.6v-7M5.2 5.3 8 2.5l2.8 2.8M3 11v2.3h10V11" />;
export const FreezeIcon = () => <Icon path="M5.5 3.5v9M10.5 3.5v9" />;
