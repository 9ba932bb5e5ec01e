/** One tooltip for the window: whatever carries `data-tip` shows it on hover and keyboard focus. */
import { asElement, here, useHereDocument } from './here.tsx';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

interface Tip {
  readonly text: string;
  readonly box: DOMRect;
}

const DELAY = 450;

export function TooltipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const page = useHereDocument();
  useEffect(() => watchTips(page, setTip), [page]);
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (tip !== null && ref.current !== null) place(ref.current, tip.box);
  }, [tip]);
  if (tip === null) return null;
  return (
    <div className="tooltip" role="tooltip" ref={ref}>
      {tip.text}
    </div>
  );
}

function watchTips(page: Document, show: (tip: Tip | null) => void): () => void {
  let timer = 0;
  let owner: Element | null = null;
  const hide = (): void => {
    clearTimeout(timer);
    owner = null;
    show(null);
  };
  const enter = (event: Event): void => {
    const target = asElement(event.target)?.closest('[data-tip]') ?? null;
    if (target === owner) return;
    hide();
    if (target === null || (event.type === 'focusin' && !target.matches(':focus-visible'))) return;
    owner = target;
    timer = window.setTimeout(() => {
      const text = tipOf(target);
      if (target.isConnected && text !== '') show({ text, box: target.getBoundingClientRect() });
    }, DELAY);
  };
  const stop = new AbortController();
  const options = { signal: stop.signal, capture: true, passive: true };
  page.addEventListener('pointerover', enter, options);
  page.addEventListener('focusin', enter, options);
  for (const type of ['pointerdown', 'keydown', 'wheel', 'blur'])
    page.defaultView?.addEventListener(type, hide, options);
  return () => {
    hide();
    stop.abort();
  };
}

/** `data-tip="…"` is the text; `data-tip-cut` shows it only where the element's own text is cut off. */
function tipOf(element: Element): string {
  if (element.hasAttribute('data-tip-cut') && element.scrollWidth <= element.clientWidth) return '';
  return (element.getAttribute('data-tip') ?? '').slice(0, 600);
}

function place(tooltip: HTMLElement, box: DOMRect): void {
  const { width, height } = tooltip.getBoundingClientRect();
  const { innerWidth, innerHeight } = here();
  const left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, innerWidth - width - 8));
  const below = box.bottom + 6;
  const top = below + height > innerHeight - 8 ? Math.max(8, box.top - height - 6) : below;
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${top}px`;
}
