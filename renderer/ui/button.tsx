/** Buttons. One that cannot be used stays focusable and says why. */
import type { ComponentPropsWithRef, MouseEvent, ReactNode } from 'react';
import { Icon, type IconName } from './icons.tsx';

interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'disabled' | 'children'> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'ghost' | 'link';
  readonly small?: boolean;
  readonly icon?: IconName;
  /** Shown on hover and focus; the name of a button that has no text. */
  readonly hint?: string | undefined;
  /** Why it cannot be used; absent: it can. */
  readonly reason?: string | undefined;
  readonly children?: ReactNode;
  readonly 'data-testid'?: string;
}

export function Button(props: ButtonProps) {
  const {
    look = 'plain',
    small = false,
    icon,
    hint,
    reason,
    children,
    onClick,
    className,
    autoFocus,
    ...rest
  } = props;
  const blocked = reason !== undefined;
  const classes = ['button', look, small && 'small', children === undefined && 'icon-only', className];
  const click = (event: MouseEvent<HTMLButtonElement>): void => {
    if (blocked) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      data-autofocus={autoFocus || undefined}
      aria-disabled={blocked || undefined}
      aria-label={children === undefined ? hint : rest['aria-label']}
      data-tip={reason ?? hint}
      onClick={click}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
