import type { ErrorReport } from '../../../src/errors/heapscope-error.ts';
import type { ConnectionState } from '../../../src/messages/contract.ts';
import { isPort } from '../../state/settings.ts';
import './connect.css';

export interface ConnectCardProps {
  readonly connection: ConnectionState;
  /** Null while what stands in the field is no port. */
  readonly port: number | null;
  onPort(port: number | null): void;
  onConnect(): void;
  onCancel(): void;
  onOpenSettings(): void;
}

type StepState = 'done' | 'now' | 'later';

/** The way to full access in three steps, each with its state, and what it means for security. */
export function ConnectCard(props: ConnectCardProps) {
  const { connection, port } = props;
  const failure = connection.kind === 'off' ? connection.reason : null;
  const [setting, connected, approved] = stepStates(connection);
  return (
    <section class="connect-card" aria-labelledby="connect-heading">
      <h2 id="connect-heading">Get full access to this tab's memory</h2>
      {failure && <Failure error={failure} />}
      <ol class="connect-steps">
        <Step state={setting} title="Allow remote debugging">
          <span>Tick the box on Chrome's own page. It stays ticked.</span>
          <button type="button" class="button" onClick={props.onOpenSettings}>
            Open chrome://inspect
          </button>
        </Step>
        <Step state={connected} title="Connect">
          <label>
            Port{' '}
            <input
              class="field connect-port"
              type="number"
              min={1}
              max={65535}
              // Not its value: a rendering that comes late would take back what was typed meanwhile.
              defaultValue={String(port ?? '')}
              disabled={connection.kind === 'connecting'}
              onInput={event => {
                const value = event.currentTarget.valueAsNumber;
                props.onPort(isPort(value) ? value : null);
              }}
            />
          </label>
          {connection.kind === 'connecting' ? (
            <button type="button" class="button" onClick={props.onCancel}>
              Cancel
            </button>
          ) : (
            <button type="button" class="button primary" disabled={port === null} onClick={props.onConnect}>
              Connect
            </button>
          )}
        </Step>
        <Step state={approved} title="Approve">
          <span>
            {connection.kind === 'connecting' && connection.mode === 'approval'
              ? 'Chrome is asking you now: choose Allow in its dialog.'
              : 'Chrome asks once per connection: choose Allow.'}
          </span>
        </Step>
      </ol>
      <p class="hint">
        While connected, Heapscope can debug every tab of this browser; it uses that for the tabs you record, and
        nothing leaves this computer. Other programs on this computer can ask for the same access while the box is
        ticked, and Chrome asks you each time.
      </p>
    </section>
  );
}

function stepStates(connection: ConnectionState): readonly [StepState, StepState, StepState] {
  if (connection.kind === 'off') return ['now', 'now', 'later'];
  if (connection.kind === 'connected') return ['done', 'done', 'done'];
  if (connection.mode === null) return ['now', 'now', 'later'];
  return connection.mode === 'approval' ? ['done', 'done', 'now'] : ['done', 'now', 'done'];
}

interface StepProps {
  readonly state: StepState;
  readonly title: string;
  readonly children: preact.ComponentChildren;
}

const stepWords: Record<StepState, string> = { done: 'done', now: 'to do', later: 'after that' };

function Step({ state, title, children }: StepProps) {
  return (
    <li class={`connect-step ${state}`}>
      <div class="connect-step-head">
        <strong>{title}</strong> <span class="connect-step-state">{stepWords[state]}</span>
      </div>
      <div class="connect-step-body">{children}</div>
    </li>
  );
}

function Failure({ error }: { readonly error: ErrorReport }) {
  return (
    <div class="message error" role="alert">
      <span>
        <strong>{error.sentence}</strong> {error.advice}
      </span>
    </div>
  );
}
