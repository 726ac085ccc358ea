// A dialogue with a form: its fields, what went wrong, and a button that says what will be done.
import { Alert, Button, Group, Stack } from "@mantine/core";
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "@/api/problem";
import { Dialog } from "@/ui/Dialog";
import { useErrorText } from "@/ui/Failed";

interface Props<A> {
  title: string;
  submit: string;
  isDangerous?: boolean;
  isReady: boolean;
  fields: string[]; // that show their own refusals
  staleText?: string; // said when the server has another state by now (412)
  write: UseMutationResult<A, Error, void>;
  onClose: () => void;
  children: ReactNode;
}

function isShownBeside(error: Error, fields: string[]): boolean {
  const errors = error instanceof Problem ? (error.document.errors ?? []) : [];
  return errors.length > 0 && errors.every(({ pointer }) => fields.some((field) => pointer === `/${field}`));
}

export function FormDialog<A>(props: Props<A>) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { write, isDangerous = false } = props;
  const { error } = write;
  const isStale = error instanceof Problem && error.status === 412;
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (props.isReady && !write.isPending) write.mutate();
        }}
      >
        <Stack>
          {error && !isShownBeside(error, props.fields) && (
            <Alert color="red" role="alert">{isStale ? (props.staleText ?? error.message) : errorText(error)}</Alert>
          )}
          {props.children}
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>{t("button.cancel")}</Button>
            <Button type="submit" loading={write.isPending} disabled={!props.isReady}
              {...(isDangerous ? { color: "red" } : {})}>{props.submit}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
