import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemResult, MeetingView } from '@/api/generated';
import { newKey } from '@/api/http';
import { toProblem } from '@/api/problem';
import { registrationKeys } from '@/features/registrations/api';
import { formatNumber } from '@/shared/i18n/format';
import { Icon } from '@/shared/ui/icons';
import { Panel } from '@/shared/ui/Page';
import { Empty, Loaded, ProblemAlert } from '@/shared/ui/states';
import { passInMeeting } from './api';
import { Extract } from './Extract';
import { MatterList } from './MatterList';
import { type Choice, firstChoice, itemOf, type Matter, mattersQuery, needsComment } from './passing';

/** Most matters that one request takes. */
const BATCH = 200;

/** Passing many in one act: choose, decide, and see what became of each. */
export function Passing({ meeting }: { meeting: MeetingView }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const query = useQuery({ ...mattersQuery(meeting.unit_id), refetchOnWindowFocus: false });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [choices, setChoices] = useState<Record<string, Choice>>({});
  const [results, setResults] = useState<{ matter: Matter; choice: Choice; result: ItemResult }[]>([]);
  const [lacking, setLacking] = useState(false);
  const keys = useRef(newKey());
  const summary = useRef<HTMLDivElement>(null);
  const choiceOf = (matter: Matter) => choices[matter.key] ?? firstChoice(matter);

  const pass = useMutation({
    meta: { shown: true },
    mutationFn: async (matters: Matter[]) => {
      const all: ItemResult[] = [];
      for (let from = 0; from < matters.length; from += BATCH) {
        const part = matters.slice(from, from + BATCH);
        const reply = await passInMeeting(
          meeting.id,
          part.map((matter) => itemOf(matter, choiceOf(matter))),
          `${keys.current}-${from}`,
        );
        all.push(...reply.results);
      }
      return all;
    },
    onSuccess: async (replies, matters) => {
      keys.current = newKey();
      const found = matters.flatMap((matter) => {
        const result = replies.find((reply) => reply.id === matter.id && reply.record === matter.record);
        return result ? [{ matter, choice: choiceOf(matter), result }] : [];
      });
      setResults((before) => [
        ...found,
        ...before.filter((old) => !found.some((entry) => entry.matter.key === old.matter.key)),
      ]);
      setChosen(new Set(found.filter((entry) => !entry.result.ok).map((entry) => entry.matter.key)));
      await client.invalidateQueries({ queryKey: registrationKeys.all });
      summary.current?.focus();
    },
    onError: (error) => {
      if (!toProblem(error).retryable) keys.current = newKey();
    },
  });

  return (
    <Loaded query={query}>
      {(matters) => {
        const selected = matters.filter((matter) => chosen.has(matter.key));
        const wordless = selected.filter(
          (matter) => needsComment(choiceOf(matter)) && !choiceOf(matter).comment.trim(),
        );
        const refused = results.filter((entry) => !entry.result.ok);
        const passed = results.filter((entry) => entry.result.ok);
        return (
          <Stack gap="lg">
            <div ref={summary} tabIndex={-1} role="status">
              {results.length > 0 ? (
                <Alert
                  color={refused.length > 0 ? 'yellow' : 'green'}
                  variant="light"
                  icon={<Icon name={refused.length > 0 ? 'warning' : 'check'} />}
                >
                  {t('meetings.passed', {
                    passed: formatNumber(passed.length),
                    refused: formatNumber(refused.length),
                  })}
                </Alert>
              ) : null}
              {lacking && wordless.length > 0 ? (
                <Alert
                  color="red"
                  variant="light"
                  icon={<Icon name="warning" />}
                  title={t('form.error_summary')}
                >
                  {t('meetings.comment_missing', { names: wordless.map((matter) => matter.name).join(', ') })}
                </Alert>
              ) : null}
            </div>
            {pass.isError ? <ProblemAlert error={pass.error} /> : null}
            <Panel title={t('meetings.matters')}>
              {matters.length === 0 ? (
                <Empty title={t('meetings.nothing_waits')} detail={t('meetings.nothing_waits_detail')} />
              ) : (
                <>
                  <MatterList
                    matters={matters}
                    chosen={chosen}
                    onChoose={setChosen}
                    choiceOf={choiceOf}
                    onChange={(matter, choice) =>
                      setChoices((before) => ({ ...before, [matter.key]: choice }))
                    }
                    resultOf={(matter) => results.find((entry) => entry.matter.key === matter.key)?.result}
                    showLacking={lacking}
                  />
                  <Group>
                    <Button
                      loading={pass.isPending}
                      disabled={selected.length === 0}
                      onClick={() => {
                        setLacking(wordless.length > 0);
                        if (wordless.length > 0) summary.current?.focus();
                        else pass.mutate(selected);
                      }}
                    >
                      {t('meetings.pass', { count: selected.length })}
                    </Button>
                    <Text size="sm" c="var(--quiet)">
                      {t('meetings.pass_hint')}
                    </Text>
                  </Group>
                </>
              )}
            </Panel>
            {passed.length > 0 ? <Extract meeting={meeting} entries={passed} /> : null}
          </Stack>
        );
      }}
    </Loaded>
  );
}
