import { Alert, List, Stack } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useContext, useEffect, useRef, useState } from 'react';
import {
  type FieldErrors,
  type FieldValues,
  FormProvider,
  type Path,
  type UseFormReturn,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { newKey } from '@/api/http';
import { type Problem, toProblem } from '@/api/problem';
import { Icon } from '../ui/icons';
import { ProblemAlert } from '../ui/states';
import { Unsaved } from '../ui/unsaved';

const LeaveGuard = lazy(() => import('./LeaveGuard'));

export interface SubmitContext {
  /** One key per act: the same while the user repeats a submit that got no answer, a new one after each answer. */
  idempotencyKey: string;
}

interface FormProps<V extends FieldValues> {
  form: UseFormReturn<V>;
  onSubmit: (values: V, context: SubmitContext) => Promise<unknown>;
  /** Field of this form for a pointer of the server, where the names differ. */
  fieldOf?: (pointer: string) => string | undefined;
  /** Asks before leaving with unsaved input (default yes). */
  guard?: boolean;
  /** Handles a problem by itself (true) instead of showing it above the form, for example a merge after 412. */
  onProblem?: (problem: Problem) => boolean | Promise<boolean>;
  label?: string;
  children: ReactNode;
}

interface Message {
  name: string;
  text: string;
}

function collect(errors: FieldErrors, prefix = ''): Message[] {
  return Object.entries(errors).flatMap(([key, error]) => {
    if (!error || key === 'root') return [];
    const name = prefix ? `${prefix}.${key}` : key;
    if (typeof error.message === 'string') return [{ name, text: error.message }];
    return collect(error as FieldErrors, name);
  });
}

/** The shell of every form: error summary with focus, the server's field messages, one key per submit, leave guard. */
export function Form<V extends FieldValues>(props: FormProps<V>) {
  const { form, onSubmit, fieldOf, guard = true, onProblem, label, children } = props;
  const { t } = useTranslation();
  const summary = useRef<HTMLDivElement>(null);
  const key = useRef(newKey());
  const [problem, setProblem] = useState<Problem>();
  const messages = collect(form.formState.errors);
  const { isDirty, isSubmitting, isSubmitSuccessful } = form.formState;
  const unsaved = guard && isDirty && !isSubmitting && !isSubmitSuccessful;
  const dialog = useContext(Unsaved);
  useEffect(() => {
    if (dialog) dialog.current = unsaved;
  }, [dialog, unsaved]);
  const focusSummary = () => setTimeout(() => summary.current?.focus(), 0);

  const takeFieldProblems = (failure: Problem) => {
    let placed = 0;
    for (const field of failure.fields) {
      const name = fieldOf?.(field.pointer) ?? field.pointer.replace(/^[#/]+/, '').replaceAll('/', '.');
      if (form.getFieldState(name as Path<V>) && hasField(form.getValues(), name)) {
        form.setError(name as Path<V>, { type: 'server', message: field.message });
        placed += 1;
      }
    }
    return placed > 0 && placed === failure.fields.length;
  };

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      await onSubmit(values, { idempotencyKey: key.current });
      key.current = newKey();
    } catch (error) {
      const failure = toProblem(error);
      if (!failure.retryable) key.current = newKey();
      if (await onProblem?.(failure)) return;
      if (!takeFieldProblems(failure)) setProblem(failure);
      focusSummary();
    }
  }, focusSummary);

  return (
    <FormProvider {...form}>
      <form onSubmit={(event) => void submit(event)} noValidate aria-label={label}>
        <Stack gap="md">
          <div ref={summary} tabIndex={-1}>
            {messages.length > 0 ? (
              <Alert
                color="red"
                variant="light"
                icon={<Icon name="warning" />}
                title={t('form.error_summary')}
                role="alert"
              >
                <List>
                  {messages.map((message) => (
                    <List.Item key={message.name}>
                      <a
                        href={`#${message.name}`}
                        onClick={(event) => {
                          event.preventDefault();
                          form.setFocus(message.name as Path<V>);
                        }}
                      >
                        {message.text}
                      </a>
                    </List.Item>
                  ))}
                </List>
              </Alert>
            ) : null}
            {problem ? <ProblemAlert error={problem} /> : null}
          </div>
          {children}
        </Stack>
      </form>
      {guard ? (
        <Suspense>
          <LeaveGuard when={unsaved} />
        </Suspense>
      ) : null}
    </FormProvider>
  );
}

function hasField(values: unknown, name: string): boolean {
  let current = values;
  for (const part of name.split('.')) {
    if (current === null || typeof current !== 'object' || !(part in current)) return false;
    current = (current as Record<string, unknown>)[part];
  }
  return true;
}
