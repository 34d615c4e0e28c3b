import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeNode, UnitView } from '@/api/generated';
import { useLabels } from '@/shared/i18n/labels';
import { Icon } from '@/shared/ui/icons';
import { TextLink } from '@/shared/ui/links';
import { Loaded } from '@/shared/ui/states';
import { Chip } from '@/shared/ui/status';
import { childrenQuery } from './api';
import classes from './Tree.module.css';

interface TreeProps {
  roots: Pick<UnitView, 'id' | 'name' | 'kind' | 'level' | 'reporting_mode' | 'has_children'>[];
  asOf: string;
  /** The unit last opened and those above it; they are open when the tree comes up. */
  at: string;
  path: readonly string[];
  onOpen: (id: string | undefined) => void;
}

/** The tree of units as lists within lists; children load when their unit is opened. */
export function Tree({ roots, asOf, at, path, onOpen }: TreeProps) {
  const { t } = useTranslation();
  const first = roots.find((root) => root.has_children)?.id;
  const open = new Set([...path, at, path.length === 0 && at === '' ? (first ?? '') : '']);
  return (
    <ul className={classes.list} aria-label={t('units.tree')}>
      {roots.map((root) => (
        <Node key={root.id} node={root} asOf={asOf} at={at} open={open} onOpen={onOpen} />
      ))}
    </ul>
  );
}

interface NodeProps {
  node: TreeProps['roots'][number] | TreeNode;
  asOf: string;
  at: string;
  open: ReadonlySet<string>;
  onOpen: (id: string | undefined) => void;
}

function Node({ node, asOf, at, open, onOpen }: NodeProps) {
  const { t } = useTranslation();
  const { labelOf } = useLabels();
  const [chosen, setChosen] = useState<boolean>();
  const expanded = node.has_children && (chosen ?? open.has(node.id));
  const toggle = () => {
    setChosen(!expanded);
    if (!expanded) onOpen(node.id);
  };
  return (
    <li>
      <div className={classes.node} data-at={node.id === at || undefined}>
        {node.has_children ? (
          <button
            type="button"
            className={classes.toggle}
            aria-expanded={expanded}
            aria-label={t(expanded ? 'units.collapse' : 'units.expand', { name: node.name })}
            onClick={toggle}
          >
            <Icon name="chevron" size={18} />
          </button>
        ) : (
          <span className={classes.leaf} />
        )}
        <span className={classes.name}>
          <TextLink
            to="/units/$id"
            params={{ id: node.id }}
            search={{ as_of: asOf || undefined }}
            onClick={() => onOpen(node.id)}
          >
            {node.name}
          </TextLink>
          <span className={classes.level}>{labelOf('unit.kind', node.kind)}</span>
          {node.reporting_mode === 'aggregate_only' ? (
            <Chip>{labelOf('reporting_mode', 'aggregate_only', 'short')}</Chip>
          ) : null}
        </span>
      </div>
      {expanded ? <Children id={node.id} asOf={asOf} at={at} open={open} onOpen={onOpen} /> : null}
    </li>
  );
}

function Children({ id, ...rest }: Omit<NodeProps, 'node'> & { id: string }) {
  const query = useQuery(childrenQuery(id, rest.asOf));
  return (
    <Loaded query={query} lines={3}>
      {(unit) => (
        <ul className={classes.list}>
          {(unit.children ?? []).map((child) => (
            <Node key={child.id} node={child} {...rest} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}
