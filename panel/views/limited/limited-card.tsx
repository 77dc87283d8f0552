import { defaultCpu } from '../../../src/recording/options.ts';
import { usePanel } from '../context.ts';
import './limited.css';

/** What can be done at once, before there is full access. */
export function LimitedCard() {
  const { state, actions } = usePanel();
  const busy = state.busy.value;
  const recordCpu = () => {
    const options = state.options.value;
    state.options.value = { ...options, cpu: options.cpu ?? defaultCpu };
    actions.toggleRecording();
  };
  return (
    <section class="limited-card" aria-label="Without full access">
      <h2>Without full access</h2>
      <p class="hint">This works right away. Chrome shows its bar "started debugging this browser" for as long.</p>
      <div class="limited-actions">
        <button type="button" class="button" disabled={!state.tab.value || busy.has('record')} onClick={recordCpu}>
          Record CPU profile and heap usage
        </button>
        <button type="button" class="button" disabled={busy.has('classes')} onClick={actions.countClasses}>
          Count objects by class
        </button>
        <button type="button" class="button" disabled={busy.has('detached')} onClick={actions.findDetachedDom}>
          Find detached DOM
        </button>
      </div>
    </section>
  );
}
