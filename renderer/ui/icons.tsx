/** Line icons, 16 px, drawn here. */
const PATHS = {
  search: 'M7 12a5 5 0 1 0 0-10 5 5 0 0 0 0 10ZM14 14l-3.4-3.4',
  play: 'M5 3.5v9l7-4.5-7-4.5Z',
  stop: 'M4.5 4.5h7v7h-7z',
  terminal: 'M2.5 3h11v10h-11zM5 6.5 7 8.25 5 10M8.5 10.5h2.5',
  screen: 'M2 3h12v8H2zM6 14h4M8 11v3',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3.5 8.5l3 3 6-7',
  chevron: 'M6 4l4 4-4 4',
  down: 'M4 6l4 4 4-4',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  side: 'M2.5 3h11v10h-11zM6 3v10',
  details: 'M2.5 3h11v10h-11zM10 3v10',
  bottom: 'M2.5 3h11v10h-11zM2.5 9.5h11',
  settings:
    'M2 4.5h5M11 4.5h3M9 6.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6ZM2 11.5h3M9 11.5h5M7 13.3a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  plan: 'M3 4h.01M3 8h.01M3 12h.01M6 4h7.5M6 8h7.5M6 12h7.5',
  retry: 'M13 5.5A5.5 5.5 0 1 0 13.5 9M13.5 2.5v3.3h-3.3',
  warn: 'M8 2 1.5 13.5h13L8 2ZM8 6.5v3M8 11.6h.01',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.2V11M8 5h.01',
  plus: 'M8 3v10M3 8h10',
  import: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11',
  flask: 'M6.2 2h3.6M7 2v4L3 13a.8.8 0 0 0 .8 1h8.4a.8.8 0 0 0 .8-1L9 6V2M4.6 10.5h6.8',
  keyboard: 'M1.5 4h13v8h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.7h6',
  camera: 'M2 5h3l1-1.5h4L11 5h3v8H2zM8 11a2.2 2.2 0 1 0 0-4.4A2.2 2.2 0 0 0 8 11Z',
  full: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
  fit: 'M2.5 3h11v10h-11zM5 8h6M5 8l1.5-1.5M5 8l1.5 1.5M11 8 9.5 6.5M11 8 9.5 9.5',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z',
  clipboard: 'M5.5 3H3.5v11h9V3h-2M5.5 2h5v2.5h-5z',
  host: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  group: 'M2.5 4.5h4l1.2 1.5h5.8v6.5h-11z',
  jobs: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.8V8l2.2 1.6',
  up: 'M8 13V3.5M4 7l4-4 4 4',
  key: 'M10 8a3.2 3.2 0 1 0-3-2.2L2 10.8V14h3v-2h2v-2l1.4-1.7c.5.2 1 .3 1.6.3Z',
  share: 'M3 8h5M8 8l4-4.5M8 8h5M8 8l4 4.5M1.5 6.5h3v3h-3zM12 2h2.5v2.5H12zM12 11.5h2.5V14H12z',
  pause: 'M5 3.5v9M11 3.5v9',
  record: 'M8 12.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM8 8h.01',
  out: 'M9.5 2.5h4v4M13.5 2.5 8 8M6.5 3.5h-4v10h10v-4',
  into: 'M12.5 7.5h-4v-4M8.5 7.5 14 2M6.5 3.5h-4v10h10v-4',
  star: 'M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5L8 2Z',
  starred: 'M8 2l1.8 3.9 4.2.5-3.1 2.9.8 4.2L8 11.4l-3.7 2.1.8-4.2L2 6.4l4.2-.5L8 2Z',
  note: 'M3 3h10v7l-3 3H3zM13 10h-3v3M5.5 6h5M5.5 8.5h3',
  tag: 'M2.5 2.5h5l6 6-5 5-6-6zM5.2 5.2h.01',
  bell: 'M3 11.5h10l-1.2-2V7a3.8 3.8 0 0 0-7.6 0v2.5L3 11.5ZM6.8 13.5h2.4M8 3.2V2',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
